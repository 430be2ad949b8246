"""The log file: the tracebacks and details that users are spared."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def open_log(path: Path) -> logging.Logger:
    """Return the program's logger, writing to `path` when that can be opened."""
    logger = logging.getLogger("tuinews")
    if not logger.handlers:
        logger.setLevel(logging.INFO)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler: logging.Handler = RotatingFileHandler(path, maxBytes=1 << 20, backupCount=2, encoding="utf-8")
        except OSError:
            handler = logging.NullHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
    return logger
