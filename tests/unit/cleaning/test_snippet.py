"""The first words of an article on one line."""

import pytest

from tuinews.cleaning import snippet


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One <b>t</b>wo.</p><p>Three</p>", "One two. Three"),
        ("<style>p{}</style><script>x()</script><!-- c -->a", "a"),
        ("<figure><img src=x><figcaption>Cap</figcaption></figure><p>a</p>", "a"),
        ("caf&eacute; &amp; 1 &lt; 2", "café & 1 < 2"),
        ("a\n\n b&nbsp;c", "a b c"),
        ("<p>a\x1b]0;pwned\x07b&#27;[2J", "ab[2J"),
        ('<div data-tuinews-hidden="header"><p>https://a.example/1</p></div><p>a</p>', "a"),
        ("", ""),
    ],
)
def test_a_snippet_is_plain_text(html: str, shown: str) -> None:
    assert snippet(html) == shown


def test_a_snippet_is_cut_with_an_ellipsis() -> None:
    row = snippet("<p>" + "word " * 1000, 50)

    assert len(row) <= 50
    assert row.endswith("word…")


def test_a_long_picture_in_front_does_not_hide_the_text() -> None:
    assert snippet(f'<img src="https://a.example/{"x" * 3000}"><p>Here it begins.</p>') == "Here it begins."
