"""Large word lists kept as one block of sorted lines, in which a word is found without reading the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

# Every line is a key, a tab and a value; lines are sorted by the bytes of their keys. So a table of hundreds of
# thousands of words loads about as fast as its file is read and takes little more memory than it.
_STRETCH = 4096
"""The key of about every so many bytes is known; a stretch of that length is searched."""


class SortedTable:
    """A read-only map of words to short values."""

    def __init__(self, block: bytes) -> None:
        """Take the lines of a table, each with its line break."""
        self._block = block
        starts = sorted({block.find(b"\n", at - 1) + 1 if at else 0 for at in range(0, len(block), _STRETCH)})
        self._starts = [start for start in starts if start < len(block)]
        self._keys = [block[start : block.find(b"\t", start)] for start in self._starts]
        self._starts.append(len(block))

    @classmethod
    def read(cls, path: Path) -> SortedTable:
        """Return the table in a file."""
        return cls(path.read_bytes())

    def get(self, key: str) -> str:
        """Return the value of a key, or nothing when the table does not have it."""
        wanted = key.encode("utf-8", "replace")
        at = self._find(wanted + b"\t", bisect_right(self._keys, wanted) - 1)
        if at < 0:
            return ""
        return self._block[at + len(wanted) + 1 : self._block.find(b"\n", at)].decode()

    def keys_from(self, prefix: str) -> list[str]:
        """Return the keys that begin with a prefix, in order."""
        wanted = prefix.encode("utf-8", "replace")
        at = self._find(wanted, max(0, bisect_left(self._keys, wanted) - 1))
        keys: list[str] = []
        while at >= 0 and self._block.startswith(wanted, at):
            keys.append(self._block[at : self._block.find(b"\t", at)].decode())
            at = self._block.find(b"\n", at) + 1
        return keys

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield every key with its value, in order."""
        for line in self._block.decode().splitlines():
            key, _, value = line.partition("\t")
            yield key, value

    def _find(self, beginning: bytes, stretch: int) -> int:
        """Return where the first line that begins so is, in a stretch or right after it, or -1."""
        if not 0 <= stretch < len(self._keys):
            return -1
        start, end = self._starts[stretch], self._starts[stretch + 1]
        if self._block.startswith(beginning, start):
            return start
        at = self._block.find(b"\n" + beginning, start, end + len(beginning))
        return at + 1 if at >= 0 else -1


def table_lines(values: dict[str, str]) -> bytes:
    """Return the lines of a table."""
    lines = sorted((key.encode(), value.encode()) for key, value in values.items())
    return b"".join(b"%s\t%s\n" % line for line in lines)
