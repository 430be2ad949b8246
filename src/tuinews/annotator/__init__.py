"""The people a text names and the speech it quotes, with who says it; pure functions over one plain text.

This is the seam: callers use `VERSION` and `annotate`, and the parts behind them load on first use.
"""

from __future__ import annotations

from tuinews.model.annotations import Annotation

VERSION: int = 5
"""Rises with every change that can change an annotation."""


def annotate(text: str, language: str = "") -> Annotation:
    """Return the people and quotes of a text, whose paragraphs are told apart by line breaks.

    Args:
        language: The text's BCP 47 tag; empty when unknown.
    """
    from tuinews.annotator.annotating import annotate_text

    return annotate_text(text, VERSION, language)
