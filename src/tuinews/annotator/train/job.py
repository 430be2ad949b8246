"""What a model is built from and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

Figures = dict[str, Any]
"""What was measured of a model, as it goes into figures.json."""


class Job(NamedTuple):
    """One run of the training."""

    corpora: Path
    """The folder with people/, quotes/ and speakers/."""
    out: Path
    """The folder the model files are written to; it has those of the models before."""
    packages: Path | None
    """The folder with the packages that the name and place lists are made from."""
    say: Callable[[str], None]
    """Tells whoever waits what is being done."""


Build = Callable[[Job], Figures]
Registry = Mapping[str, Build]
