"""Foreign text made safe for a terminal: one row, a block of rows, a host, an address.

Everything that others wrote goes through here before it reaches a widget, a log, a notification or an
export. Escape sequences go whole where they are whole, so that no payload stays behind as rubbish; what a
script needs to be read (the non-joiner of Persian, the joiner of Sinhala or of a family emoji, the direction
marks of Hebrew) stays where that script uses it and goes everywhere else.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final, cast


class _Pattern:
    """A pattern that is compiled when it is first used: most texts need few of them, and all take milliseconds."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, method)
        return method


def _when_used(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return cast("re.Pattern[str]", _Pattern(source, flags))


_ELLIPSIS: Final = "…"
_MAX_MARKS: Final = 4
_SHORT: Final = 1_000
_TAB_SIZE: Final = 4

# Whole sequences first. OSC, DCS, SOS, PM and APC go with their payload only when they are terminated: of an
# unterminated one the introducer goes and the words stay. ECMA-48, 5.4 (CSI), 5.6 (command strings).
_SEQUENCE: Final = _when_used(
    "(?:\x1b[]PX^_]|[\x9d\x90\x98\x9e\x9f])"
    "(?:[^\x07\x1b\x9c\x9d\x90\x98\x9e\x9f\n]{0,4096}(?:\x07|\x1b\\\\|\x9c))?"
    "|(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]?"
    "|\x1b[ -/]{0,8}[0-~]?"
)
_BREAK: Final = _when_used("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL: Final = _when_used("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_OTHER_SPACE: Final = _when_used("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATE: Final = _when_used("[\ud800-\udfff]")
# Invisible and never needed to read: soft hyphen, grapheme joiner, Hangul and Khmer fillers, zero-width
# space, embeddings, overrides and isolates, word joiner and invisible operators, annotation anchors, tags,
# supplementary variation selectors, noncharacters.
_INVISIBLE: Final = _when_used(
    "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Python's \w holds no combining mark, so marks are among the non-ASCII non-words; the blocks left out here
# (Latin-1 signs, punctuation, symbols, emoji) hold none and are common in news.
_COMMON: Final = (
    "\\w\xa1-\xac\xae-\xbf\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff\u3001-\u3029\U0001f000-\U0001faff"
)
_ODD: Final = _when_used(f"[^{_COMMON}\t\n -~]")
_OTHER: Final = _when_used(f"[^{_COMMON} -~]")
_FILLER: Final = _when_used("[\u115f\u1160\u3164\uffa0]")
_MARK: Final = f"[^{_COMMON}\\s\x00-\xa0\xad]"
_MARKS: Final = _when_used(f"(?:^|(?<=\\s)){_MARK}+|{_MARK}{{{_MAX_MARKS + 1},}}")
_DIRECTION: Final = _when_used("[\u061c\u200e\u200f]+")
_RIGHT_TO_LEFT: Final = _when_used(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINERS: Final = _when_used("[\u200c\u200d\ufe00-\ufe0f]+")
# Scripts in which a joiner or non-joiner changes what is read: Arabic to N'Ko, Indic to Myanmar, Khmer,
# Mongolian, Arabic forms. Unicode 15, 9.2 and 12.1; RFC 5892, A.1 and A.2.
_JOINING: Final = _when_used(
    "[\u0620-\u07ff\u0840-\u0e00\u1000-\u109f\u1780-\u18af\ua8e0-\ua8ff\ufb50-\ufdcf\ufe70-\ufefc]"
)
_EMOJI: Final = _when_used("[©®\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_KEYCAP: Final = frozenset("0123456789#*")
_TRAILERS: Final = "\u200c\u200d\u200e\u200f\u061c"
_WEB: Final = frozenset({"http", "https"})
_TYPOGRAPHIC: Final = dict.fromkeys((*range(0xC0, 0x180), *map(ord, "·–—‘’‚“”„…•€£«»§°")))
"""Accented letters and signs common in news: a text of these and ASCII has nothing to be made safe."""


def line(text: str, limit: int = 500) -> str:
    """Return the text as one terminal row of at most `limit` characters, cut with an ellipsis."""
    plain = text.translate(_TYPOGRAPHIC) if len(text) <= limit and not text.isascii() else text
    if plain.isascii() and plain.isprintable() and "  " not in text:
        row = text.strip(" ")
        return row if len(row) <= limit else _cut(row, limit)
    if len(text) <= _SHORT and not (_OTHER.search(text) or _FILLER.search(text)):
        row = " ".join(text.split())  # nothing but letters, digits and common signs: nothing goes
        return row if len(row) <= limit else _cut(row, limit)
    # A title may be a megabyte long: its head nearly always fills the row.
    head = 20 * limit + 8192
    if len(text) > head:
        row = _one_row(text[:head])
        if len(row) > limit:
            return _cut(row, limit)
    row = _one_row(text)
    return row if len(row) <= limit else _cut(row, limit)


def block(text: str) -> str:
    """Return the text as terminal rows: line breaks stay, tabs become blanks, the rest is as in `line`."""
    return _safe(_BREAK.sub("\n", _without_sequences(text))).expandtabs(_TAB_SIZE)


def typed(text: str) -> str:
    """Return a text for a line to type in: nothing that steers a terminal, blanks and joiners as in words to be."""
    row = _BREAK.sub(" ", _without_sequences(text)).replace("\n", " ").replace("\t", " ")
    return _INVISIBLE.sub("", _SURROGATE.sub("\ufffd", _CONTROL.sub("", row)))


def display_host(url: str) -> str:
    """Return the host that an address really leads to, with its punycode when it is not plain ASCII."""
    _, host, port, _ = _split(url)
    if not host.isascii():
        host = f"{host} ({_punycode(host)})"
    return f"{host}:{port}" if host and port else host


def short_url(url: str, limit: int = 60) -> str:
    """Return an address in at most `limit` characters, without password, the end of its host kept."""
    scheme, host, _, rest = _split(url)
    if not host:
        return line(url, limit)
    shown = display_host(url) if scheme in _WEB else f"{scheme}://{display_host(url)}"
    room = limit - len(shown)
    if room < 0:
        # The end of a host tells whose it is: "bank.example.login.evil.example" is evil's.
        return line(_ELLIPSIS + shown[1 - room :], limit) if limit > 0 else ""
    path = line(rest, len(rest)).rstrip("/")
    if len(path) > room:
        path = f"/{_ELLIPSIS}{path[len(path) - room + 2 :]}" if room > 2 else ""
    return line(shown + path, limit)


# ------------------------------------------------------------------------------------------------ cleaning


def _one_row(text: str) -> str:
    row = _BREAK.sub(" ", _without_sequences(text))
    return " ".join(_safe(row.replace("\n", " ")).split())


def _without_sequences(text: str) -> str:
    if text.isascii():
        return _SEQUENCE.sub("", text) if "\x1b" in text else text
    return _SEQUENCE.sub("", text)


def _safe(text: str) -> str:
    """Drop what must never reach a terminal; line feeds and tabs stay."""
    text = _CONTROL.sub("", text)
    if text.isascii() or not (_ODD.search(text) or _FILLER.search(text)):
        return text
    if _SURROGATE.search(text):
        # JSON may hold both halves of a pair as two escapes: they are one character, a lone half is none.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _OTHER_SPACE.sub(" ", _INVISIBLE.sub("", text))
    text = _MARKS.sub(_fewer_marks, text)
    while True:
        before = text
        if _DIRECTION.search(text):
            text = "\n".join(map(_direction_marks, text.split("\n")))
        text = _JOINERS.sub(_needed_joiners, text)
        if text == before:  # one that went may have stood between two of the other kind
            return text


def _fewer_marks(match: re.Match[str]) -> str:
    """Keep four marks on a base and none without one, where they would sit on the border of the screen."""
    start = match.start()
    text = match.string
    count = 0 if start and not text[start - 1].isspace() else _MAX_MARKS
    spacing = 0
    kept = []
    for char in match.group():
        category = unicodedata.category(char)
        if category in {"Mn", "Me"} and not _JOINERS.match(char):
            count += 1
            if count > _MAX_MARKS:
                continue
        elif category == "Mc":
            spacing += 1
            if spacing > _MAX_MARKS:
                continue
        elif not (_JOINERS.match(char) or _DIRECTION.match(char)):
            count = spacing = 0
        kept.append(char)
    return "".join(kept)


def _direction_marks(row: str) -> str:
    """Keep one direction mark in a place, and only in a row that holds a right-to-left letter."""
    if _RIGHT_TO_LEFT.search(row):
        return _DIRECTION.sub(lambda match: match.group()[0], row)
    return _DIRECTION.sub("", row)


def _needed_joiners(match: re.Match[str]) -> str:
    """Keep of a run of joiners and variation selectors what its neighbours need."""
    text = match.string
    run = match.group()
    before = text[match.start() - 1] if match.start() else ""
    after = text[match.end()] if match.end() < len(text) else ""
    selector = next((char for char in run if char > "\ufdff"), "")
    joiner = next((char for char in run if char < "\ufdff"), "")
    if not _takes_selector(before, selector):
        selector = ""
    if _EMOJI.match(before):
        return selector + ("\u200d" if "\u200d" in run and _EMOJI.match(after) else "")
    if selector:
        return selector
    # A Malayalam chillu may end a word in a joiner; a non-joiner only tells two letters apart.
    if joiner and _JOINING.match(before) and (joiner == "\u200d" or _JOINING.match(after)):
        return joiner
    return ""


def _takes_selector(before: str, selector: str) -> bool:
    if not selector or not before or before.isspace():
        return False
    if before.isascii():
        return selector >= "\ufe0e" and before in _KEYCAP
    return unicodedata.category(before)[0] in "LNPS"


def _cut(row: str, limit: int) -> str:
    """Cut a clean row before the limit, between two whole characters as a reader sees them."""
    if limit < 1:
        return ""
    end = limit - 1
    while end > 0 and (_is_extender(row[end]) or row[end - 1] == "\u200d"):
        end -= 1
    if end == 0:
        end = limit - 1
    cut = row[:end].rstrip(" " + _TRAILERS)
    if _DIRECTION.search(cut):
        cut = " ".join(_direction_marks(cut).split())
    return cut + _ELLIPSIS


def _is_extender(char: str) -> bool:
    return not char.isascii() and (
        unicodedata.category(char)[0] == "M" or char in _TRAILERS or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


# ----------------------------------------------------------------------------------------------- addresses

_ADDRESS: Final = _when_used(r"\s*([A-Za-z][A-Za-z0-9+.-]{0,30}):([/\\]*)([^/\\?#]*)(.*)", re.DOTALL)
_PORT: Final = _when_used(r":([0-9]{0,5})$")
_LABEL_LENGTH: Final = 63


def _split(url: str) -> tuple[str, str, str, str]:
    """Split an address into scheme, host, unusual port and the rest, the way a browser reads it."""
    # Browsers drop tabs and line breaks inside an address, take a backslash for a slash and do not count the
    # slashes of a web address. https://url.spec.whatwg.org/#concept-basic-url-parser
    match = _ADDRESS.match(url.translate({9: None, 10: None, 13: None}))
    if match is None:
        return "", "", "", url
    scheme, slashes, authority, rest = match[1].lower(), match[2], match[3], match[4]
    if scheme not in _WEB and slashes != "//":
        return "", "", "", url
    host = authority.rpartition("@")[2].lower()
    port = ""
    if found := _PORT.search(host):
        host = host[: found.start()]
        port = "" if found[1] in {"80", "443"} else found[1]
    return scheme, line(host, len(host)), port, rest


def _punycode(host: str) -> str:
    """Return a host as the name system writes it. UTS 46, non-transitional, without its tables."""
    labels = []
    for label in re.split("[.。．｡]", host):
        name = unicodedata.normalize("NFKC", label[: _LABEL_LENGTH + 1]).lower()
        if len(label) > _LABEL_LENGTH:
            labels.append("?")  # no such host can exist, and the codec is quadratic
        elif name.isascii():
            labels.append(name)
        else:
            labels.append("xn--" + name.encode("punycode").decode("ascii"))
    return ".".join(labels)


def cell_width(text: str) -> int:
    """Return how many cells a terminal gives to a line of cleaned text."""
    if text.isascii():
        return len(text)
    width = 0
    for character in text:
        if unicodedata.combining(character) or character in "\u200d\ufe0f":
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def fitted(text: str, width: int) -> str:
    """Return the text in exactly `width` cells, cut with "…" or filled with blanks."""
    if cell_width(text) <= width:
        return text + " " * (width - cell_width(text))
    kept = ""
    room = width - 1
    for character in text:
        room -= cell_width(character)
        if room < 0:
            break
        kept += character
    return kept + "…" + " " * (width - 1 - cell_width(kept))


def many(count: int, word: str) -> str:
    """Return a number of things: "1 quote", "2,345 quotes"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
