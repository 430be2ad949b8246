"""Citing: a quote with who said it, where and when, in the form the configuration asks for."""

from __future__ import annotations

import re
from collections.abc import Callable

from tuinews.config import Config
from tuinews.model.annotations import QuoteKind
from tuinews.model.articles import Reading
from tuinews.model.citations import fill
from tuinews.model.statements import QuoteKey, Statement
from tuinews.newsroom.quotes import with_speaker
from tuinews.screen_text import line
from tuinews.web_address import web_address

_LONGEST = 20_000


def citation(one: Statement, config: Config) -> str:
    """Return a statement as a citation."""
    template = {"plain": config.cite_plain, "markdown": config.cite_markdown, "bibtex": config.cite_bibtex}
    escape = _ESCAPES[config.cite_form]
    published = one.published.astimezone() if one.published else None
    address = web_address(one.url)
    outlet = escape(line(one.outlet))
    values = {
        "quote": escape(_quoted(one)),
        "name": escape(line(one.speaker) or "unattributed"),
        "role": escape(line(one.role)),
        "outlet": outlet,
        "title": escape(line(one.title)),
        "author": escape(line(", ".join(one.authors))),
        "date": f"{published:%Y-%m-%d}" if published else "",
        "year": f"{published:%Y}" if published else "",
        "url": _plain_address(address),
        "link": f"[{outlet}](<{_plain_address(address)}>)" if address else outlet,
        "key": _key(one),
    }
    return fill(template[config.cite_form], values)


def statement_of(reading: Reading, index: int) -> Statement:
    """Return a quote of an article that is read as a statement."""
    article, annotation = reading.article, reading.annotation
    assert article.body is not None
    assert annotation is not None
    row, quote = article.row, annotation.quotes[index]
    return with_speaker(
        Statement(
            key=QuoteKey(0, row.id, quote.start, 0),
            words=article.body.text[quote.start : quote.end],
            end=quote.end,
            speaker="",
            outlet=article.outlet or row.feed_title,
            title=row.title,
            url=row.url,
            published=row.published,
            authors=row.authors,
        ),
        annotation,
        quote,
    )


def _quoted(one: Statement) -> str:
    """Return the words in “ ”; reported speech is in other words than the speaker's, so it has no marks."""
    words = line(one.words, _LONGEST)
    if one.kind is QuoteKind.INDIRECT:
        return words
    return f"“{_without_marks(words)}”"


def _without_marks(words: str) -> str:
    """Return a quote without the marks around it; those inside stay."""
    if words[:1] in _OPENING and words[:1]:
        words = words[1:]
    if words[-1:] in _CLOSING and words[-1:]:
        words = words[:-1]
    return words.strip()


_OPENING = frozenset("“\"„«‹‘'‚「『”»")
_CLOSING = frozenset("”\"“»›’'「」』«")


def _plain_address(address: str) -> str:
    return re.sub(r"[<>{}\\^`\"\s]", lambda found: f"%{ord(found.group()):02X}", address)


def _key(one: Statement) -> str:
    """Return a name for BibTeX: "haddad2026bridge"."""
    name = re.findall(r"[a-z]+", one.speaker.lower())
    word = next((found for found in re.findall(r"[a-z]+", one.title.lower()) if len(found) > 3), "")
    year = f"{one.published.astimezone():%Y}" if one.published else ""
    return f"{name[-1] if name else 'unattributed'}{year}{word}"


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def _bibtex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
}
_ESCAPES: dict[str, Callable[[str], str]] = {"plain": str, "markdown": _markdown, "bibtex": _bibtex}
