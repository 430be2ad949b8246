"""Where enclosures are kept on the disk."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tuinews.model.articles import ArticleRow
from tuinews.newsroom import Newsroom
from tuinews.newsroom.save_articles import file_name

_ENDINGS: Final = MappingProxyType(
    {
        "audio/mpeg": ".mp3", "audio/mp3": ".mp3", "audio/mp4": ".m4a", "audio/x-m4a": ".m4a", "audio/ogg": ".ogg",
        "audio/opus": ".opus", "audio/flac": ".flac", "audio/wav": ".wav", "audio/aac": ".aac", "video/mp4": ".mp4",
        "video/webm": ".webm", "video/x-m4v": ".m4v", "video/quicktime": ".mov", "application/pdf": ".pdf",
        "application/epub+zip": ".epub", "image/jpeg": ".jpg", "image/png": ".png",
    }
)  # fmt: skip


def media_path(newsroom: Newsroom, row: ArticleRow, url: str, media_type: str) -> Path:
    """Return where an enclosure is kept: no name that a feed gives is used but the title, made safe."""
    folder = newsroom.config.media_folder
    base = Path(folder).expanduser() if folder else newsroom.paths.data_dir / "media"
    ending = _ENDINGS.get(media_type.partition(";")[0].strip().lower(), ".bin")
    mark = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return base / f"{file_name(row.title, '')}-{mark}{ending}"
