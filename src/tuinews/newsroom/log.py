"""The log file: the tracebacks and details that users are spared."""

import contextlib
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tuinews.screen_text import block


def open_log(path: Path) -> logging.Logger:
    """Return the program's logger, writing to `path` when that can be opened and nowhere else."""
    logger = logging.getLogger("tuinews")
    if any(getattr(handler, "baseFilename", "") == os.path.abspath(path) for handler in logger.handlers):
        return logger
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        with contextlib.suppress(OSError):  # a full disk
            handler.close()
    # A log that cannot be written (a full disk) must not print a traceback about it.
    # https://docs.python.org/3/howto/logging.html#exceptions-raised-during-logging
    logging.raiseExceptions = False
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(_handler(path))
    return logger


def _handler(path: Path) -> logging.Handler:
    handler: logging.Handler
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            # It quotes addresses, which may hold a key of their own: for its owner alone.
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        handler = RotatingFileHandler(path, maxBytes=1 << 20, backupCount=2, encoding="utf-8", errors="replace")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_CleanFormatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


class _CleanFormatter(logging.Formatter):
    """Writes records that are safe to print in a terminal: they quote what others wrote."""

    def format(self, record: logging.LogRecord) -> str:
        return block(super().format(record))
