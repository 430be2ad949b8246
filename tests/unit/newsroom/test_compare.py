"""What has changed in an article, in marks that need no colour."""

from tuinews.model.bodies import RunStyle
from tuinews.newsroom.compare import compare, read_alike
from tuinews.store.revisions import Version


def version(html: str, title: str = "T") -> Version:
    return Version(title, html, "https://a.example/")


def diff(before: str, after: str) -> str:
    return compare(version(before), version(after)).text


def test_changed_words_stand_in_marks() -> None:
    assert diff("<p>She said it was true.</p>", "<p>She denied it was true.</p>") == (
        "She [-said-]{+denied+} it was true."
    )


def test_paragraphs_that_stayed_are_only_counted() -> None:
    assert diff("<p>A</p><p>B</p><p>C</p>", "<p>A</p><p>B</p><p>C</p><p>D</p>") == (
        "⋯ 3 unchanged paragraphs ⋯\n\n{+D+}"
    )


def test_a_paragraph_that_went_is_shown() -> None:
    assert diff("<p>A</p><p>Gone now</p><p>C</p>", "<p>A</p><p>C</p>") == (
        "⋯ 1 unchanged paragraph ⋯\n\n[-Gone now-]\n\n⋯ 1 unchanged paragraph ⋯"
    )


def test_a_changed_title_comes_first() -> None:
    body = compare(version("<p>A</p>", "Ten dead"), version("<p>A</p>", "Twelve dead"))

    assert body.text.startswith("[-Ten-]{+Twelve+} dead")


def test_the_marks_are_set_apart_also_in_colour() -> None:
    body = compare(version("<p>She said it.</p>"), version("<p>She denied it.</p>"))

    (block,) = body.blocks
    assert [(body.text[run.start : run.end], run.style) for run in block.runs] == [
        ("[-said-]", RunStyle.STRIKE),
        ("{+denied+}", RunStyle.STRONG),
    ]


def test_the_blocks_cover_the_text() -> None:
    body = compare(version("<p>A</p><p>B c</p>"), version("<p>A</p><p>B d</p><p>E</p>"))

    covered = "\n\n".join(body.text[block.start : block.end] for block in body.blocks)
    assert covered == body.text


def test_two_long_texts_without_a_word_in_common_are_compared_soon() -> None:
    before, after = ("<p>" + " ".join(f"{word}{n}" for n in range(4_000)) + "</p>" for word in ("a", "b"))

    assert diff(before, after).startswith("[-a0")


def test_links_alone_are_said_to_be_all() -> None:
    assert "words are the same" in diff("<p><a href='/1'>A</a></p>", "<p><a href='/2'>A</a></p>")


def test_markup_makes_no_other_words() -> None:
    pairs = [
        (version("<p>One  two</p>"), version("<div><b>One</b> two<img src='x'></div>")),
        (version("<p>One two</p>"), version("<p>One three</p>")),
        (version("<p>One</p>", "A"), version("<p>One</p>", "B")),
    ]

    assert read_alike(pairs) == [True, False, False]
