"""What is packed can be read for ever: by this file's dictionary, and without one as older archives have it."""

import hashlib
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tuinews.store import packing


@pytest.mark.parametrize("level", [packing.FAST, packing.BEST])
def test_what_is_packed_comes_back(level: int) -> None:
    content = "<p>The minister said it “was” time.</p>".encode() * 3

    assert packing.unpack(packing.pack(content, level)) == content
    assert packing.unpack(packing.pack(b"", level)) == b""


def test_what_older_archives_hold_is_read() -> None:
    assert packing.unpack(zlib.compress(b"<p>Old</p>")) == b"<p>Old</p>"


@pytest.mark.parametrize("level", [packing.FAST, packing.BEST])
def test_a_value_that_was_cut_is_no_text(level: int) -> None:
    with pytest.raises(zlib.error):
        packing.unpack(packing.pack(b"<p>The minister said it was time.</p>", level)[:-5])


def test_threads_may_pack_and_unpack_at_once() -> None:
    contents = [f"<p>{number} ministers said it was time.</p>".encode() * number for number in range(1, 200)]

    with ThreadPoolExecutor(4) as threads:
        packed = threads.map(lambda content: packing.pack(content, packing.FAST), contents)
        unpacked = list(threads.map(packing.unpack, packed))

    assert unpacked == contents


def test_what_was_packed_in_haste_with_zlib_is_read() -> None:
    dictionary = Path(packing.__file__).with_name("packing.txt").read_bytes()
    packer = zlib.compressobj(1, zdict=dictionary)

    assert packing.unpack(packer.compress(b"<p>Old</p>") + packer.flush()) == b"<p>Old</p>"


def test_the_dictionary_never_changes() -> None:
    dictionary = Path(packing.__file__).with_name("packing.txt").read_bytes()

    assert hashlib.sha256(dictionary).hexdigest() == "90f14409d1c81ce83cb4b528daeb79459e69927b827d82060f436407bd9b98bc"


def test_an_annotation_and_a_short_article_take_less_than_with_zlib_alone() -> None:
    article = b"<p>The government said on Monday that it would not change its policy on school meals.</p>"
    annotation = (
        b'{"people":[["Ann Smith",[],""]],"mentions":[[0,9,0]],"quotes":[{"start":9,"end":13,"kind":"speech"}]}'
    )

    assert len(packing.pack(article)) < 0.9 * len(zlib.compress(article, 9))
    assert len(packing.pack(annotation)) < 0.6 * len(zlib.compress(annotation, 9))
