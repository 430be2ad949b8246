"""Rows that say who wrote an article, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tuinews.formats.date_lines import read_dates
from tuinews.screen_text import line

_LONGEST: Final = 200
_MAX_WORDS: Final = 5
_MAX_NAMES: Final = 12


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


_PARTICLES: Final = _words(
    "abu al af ap ben bin bint d da das de del della den der di do dos du e el ibn la las le los mac na o of op san st"
    " te ten ter van vom von y zu zum zur"
)
# Of these some begin names as well: "Ben Smith", "Al Gore", "Van Jones", "El Hassan".
_FIRST: Final = _words("abu al ben da de del di el mac van von")
# Words with a capital that begin sentences, name days and places, or head a section: no part of a person's name.
_NO_NAMES: Final = _words(
    "the a an and with this that these those our its his her their all no new north south east west central upper lower"
    " united states kingdom nations republic cape hong kong los angeles san santa buenos aires kuala lumpur addis ababa"
    " tel aviv rio janeiro port saint sri lanka costa rica saudi arabia el salvador sierra leone puerto"
    " monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december today tomorrow yesterday early late last next morning evening night noon end way far"
    " news world local national international breaking exclusive live update updated updates opinion analysis editorial"
    " comment comments feature features special report reports press release statement letter letters sport sports"
    " business politics money market markets health science technology culture travel video videos photo photos gallery"
    " podcast read more also see share related articles article story stories leave reply advertisement subscribe sign"
    " home menu search contact about privacy policy terms part chapter section page what why how who when where is are"
    " was will in on at for from to by as it not government president minister prime chief court police parliament"
    " state city council congress senate house ministry bank fund war crisis election elections budget covid eastern"
    " western northern southern asia africa europe america island islands"
)
_HOUSE: Final = re.compile(
    r"(?:(?:our|a|the|staff|special|senior|local|foreign|own|web|news|online|digital|sports?|business|political|city)"
    r"\s+)*(?:staff|reporters?|correspondents?|writers?|desk|editors?|team|agenc(?:y|ies)|bureau|newsroom)",
    re.IGNORECASE,
)
_AGENCY: Final = re.compile(
    r"(?:the\s+)?(?:afp|ap|associated press|reuters|xinhua|dpa|efe|ips|gna|pti|ani|ians|upi|tass|ria novosti|anadolu|aa"
    r"|sapa|nan|cna|kyodo|yonhap|antara|bernama|bloomberg|bbc(?: news)?|cnn|npr|ansa|lusa|apa|ats|belga|ritzau|ntb|tt"
    r"|agence france[- ]presse|press association|pa(?: media)?|inter press service|deutsche welle|dw|rfi|voa|propublica"
    r"|the conversation|agencies|wires|wire services)(?:\s+(?:news(?: agency)?|agency|report))?",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|columnist|contributor|journalist|analyst|producer|bureau|chief|desk|staff"
    r"|professor|lecturer|researcher|fellow|director|economist|author|photographer|intern|freelance\w*)s?\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"(?:(?:written|reported|compiled|story|words|text|article|reporting|posted|published|edited) )?"
    r"(?:by|por|par|von|door|di)\b\s*:?\s+(.+)",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(
    r"\((?:(?:additional |with )?reporting|(?:(?:this )?(?:article|story|report) )?(?:was |is )?(?:written|compiled))"
    r" by ([^;()]{3,150})(?:;[^()]{0,300})?\)",
    re.IGNORECASE,
)
_DASHED: Final = re.compile(r"(?:--?|[–—―])\s*([^–—―]{3,80})")
_SEPARATOR: Final = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|\s*/\s+|\s+/\s*")
_TAIL: Final = re.compile(r"(?:,\s|\s+(?:in|for|at|from|of|reporting)\s|\s*\(|\.$)")
_AND: Final = re.compile(r"\s*(?:,\s*(?:and|AND|&)\s+|,\s*|;\s*|\s+(?:and|AND|&|y|und|et|with)\s+)")
_READING_TIME: Final = re.compile(r"\d{1,3}[- ]?min(?:ute)?s?(?: read)?|reading time.{0,20}", re.IGNORECASE)
_MAIL: Final = re.compile(r"\s*[(<\[]?[\w.+-]{1,64}@[\w.-]{1,100}[)>\]]?")


@dataclass(frozen=True, slots=True)
class Byline:
    """Whom a row names as authors, and the dates it states beside them."""

    authors: tuple[str, ...]
    published: datetime | None = None
    updated: datetime | None = None


def read_byline(row: str) -> Byline | None:
    """Return what a row says that is a byline and nothing else ("By Jane Doe, Reuters | 12 May 2023")."""
    row = row.strip().strip("*_").strip()
    if not 5 <= len(row) <= _LONGEST:
        return None
    if match := _BRACKETED.fullmatch(row):
        return _byline(_people(match[1]))
    parts = [part for part in _SEPARATOR.split(row) if part.strip()]
    authors: tuple[str, ...] = ()
    published = updated = None
    for number, part in enumerate(parts):
        if dates := read_dates(part):
            published, updated = published or dates.published, updated or dates.updated
        elif names := _told_by(part) or (_signed(part) if number else ()):
            authors = authors or names
        elif not _is_aside(part):
            return None
    return _byline(authors, published, updated)


def read_signature(row: str) -> Byline | None:
    """Return whom the end of an article names: "— Jane Doe / GNA", "(Reporting by Jane Doe; …)", "By Jane Doe"."""
    row = row.strip()
    match = _DASHED.fullmatch(row) if len(row) <= _LONGEST else None
    if match is None:
        return read_byline(row)
    name, _, agency = (part.strip() for part in match[1].partition("/"))
    # One short dash alone begins the items of a list as well.
    is_agency = bool(_AGENCY.fullmatch(agency) or re.fullmatch("[A-Z]{2,8}", agency))
    if not is_agency and (agency or not row.startswith(("—", "―", "--"))):
        return None
    return _byline(tuple(filter(None, [person(name)])))


def lone_name(row: str) -> str:
    """Return the name that stands alone in capitals on a row ("SIYABONGA SITHOLE"), as names are written; else ""."""
    row = row.strip()
    return person(row) if row.isupper() and 2 <= len(row.split()) <= 4 else ""


def named_and_described(row: str) -> Byline | None:
    """Return whom a row names that says no "by": "Jane Doe, Reuters", "Jane Doe, Political Editor"."""
    name, comma, rest = row.strip().partition(",")
    if comma and len(row) <= 100 and (_AGENCY.fullmatch(rest.strip()) or _is_role(rest)):
        return _byline(tuple(filter(None, [person(name)])))
    return None


def person(told: str) -> str:
    """Return a person's name, or "" when the words are no name; names in capitals get small letters."""
    told = line(told.strip().strip(".,:"), 80)
    words = told.split()
    if not 2 <= len(words) <= _MAX_WORDS or not all(map(_is_name_word, words)):
        return ""
    if words[0].lower() in _PARTICLES - _FIRST or words[-1][0].islower():
        return ""
    if not told.isupper():
        return told
    small = " ".join(map(_small, words))
    return small[0].upper() + small[1:]


def names_in(told: str) -> tuple[str, ...]:
    """Return the names that a field for authors lists; a single word there is a name too."""
    told = line(_MAIL.sub("", told), _LONGEST) or line(told, _LONGEST)
    told = re.sub(r"^by\s+", "", told, flags=re.IGNORECASE)
    names = [name.strip() for name in re.split(r"\s*[;|]\s*|\s+(?:and|&)\s+|,\s+(?:and\s+)?", told)]
    is_list = all(person(name) for name in names if name)
    return tuple(name for name in (names if is_list else [told]) if name)[:_MAX_NAMES]


def _byline(
    authors: tuple[str, ...], published: datetime | None = None, updated: datetime | None = None
) -> Byline | None:
    return Byline(authors, published, updated) if authors else None


def _told_by(part: str) -> tuple[str, ...]:
    match = _BY.fullmatch(_MAIL.sub("", part.strip()))
    return _signed(match[1]) if match else ()


def _signed(told: str) -> tuple[str, ...]:
    """Return the people, else the agency or desk, that the words after "by" name."""
    told = told.strip().rstrip(".")
    if _AGENCY.fullmatch(told) or _HOUSE.fullmatch(told):
        return (line(told, 80),)
    return _people(told)


def _people(told: str) -> tuple[str, ...]:
    """Return the leading names of a list whose rest may only say what and where they are."""
    names: list[str] = []
    place = 0
    while len(names) < _MAX_NAMES:
        rest = told[place:]
        stop = min((match.start() for match in (_AND.search(rest), _TAIL.search(rest)) if match), default=len(rest))
        name = person(rest[:stop])
        if not name or (names and _ROLE.search(name)):
            return tuple(names) if names and _is_description(rest) else ()
        names.append(name)
        place += stop
        if not told[place:].strip(" ."):
            return tuple(names)
        joint = _AND.match(told, place)
        if joint is None:
            return tuple(names) if _TAIL.match(told, place) and _is_description(told[place:]) else ()
        place = joint.end()
    return tuple(names)


def _is_description(rest: str) -> bool:
    """Say whether the words after the names can be a role, a place or a newspaper, and no sentence."""
    rest = rest.strip(" ,.()")
    return len(rest.split()) <= 16 and not re.search(
        r"[.!?;:“”\"]\s|[.!?]$|\b(?:said|says|has|have|had|was|were|is|are)\b", rest
    )


def _is_role(told: str) -> bool:
    return len(told.split()) <= 6 and bool(_ROLE.search(told)) and not told.rstrip().endswith((".", "!", "?"))


def _is_aside(part: str) -> bool:
    part = part.strip()
    return bool(_AGENCY.fullmatch(part) or _HOUSE.fullmatch(part) or _READING_TIME.fullmatch(part)) or _is_role(part)


def _is_name_word(word: str) -> bool:
    bare = word.strip(".")
    if not bare or bare.lower() in _NO_NAMES or word.lower().endswith(("'s", "’s")):
        return False
    if bare.lower() in _PARTICLES:
        return True
    return bare[0].isupper() and all(char.isalpha() or char in "'’.-" for char in bare)


def _small(word: str) -> str:
    if "." in word or (len(word) <= 2 and word.lower() not in _PARTICLES):
        return word
    if word.lower() in _PARTICLES:
        return word.lower()
    small = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word.replace("’S", "’s"))
    return re.sub(r"^(Mc)([a-z])", lambda match: match[1] + match[2].upper(), small)
