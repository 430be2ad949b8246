"""The index by which articles are found whose annotation is by an earlier version of the annotator."""

from __future__ import annotations

from typing import Final

SCRIPT: Final = """
CREATE INDEX annotations_by_version ON annotations(annotator_version, article_id);
"""
