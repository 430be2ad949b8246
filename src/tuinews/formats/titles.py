"""Titles for texts that have none: out of their address, their first sentence or their file's name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import PurePath
from typing import Final
from urllib.parse import unquote, urlsplit

from tuinews.screen_text import line

LONGEST: Final = 90

_SHORTEST: Final = 30
_LOOKED_AT: Final = 20_000
_MAX_SLUG_WORDS: Final = 25
_PAGE_SUFFIX: Final = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cms|ece|story|do|amp|print)$", re.IGNORECASE)
_ID_WORD: Final = re.compile(r"\d{5,}|[0-9a-f]{8,}|[a-z]{0,3}\d{4,}[a-z\d]*|\d+[a-z]+\d+\w*", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE: Final = re.compile(r"[.!?…]+[”’\"»)\]]*(?=\s+[^\s\w]*[A-Z\dÀ-ÞΑ-ΩА-Я\u0590-\uffff]|\s*$)|[。！？][”」』]*")
_NO_SENTENCE_END: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cpl|Pte|Fr|Sr|Jr|St|Ste|Mt|No|Nos|vs|v|Inc"
    r"|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|approx|Art|Bros|Messrs|Mme|Mlle|Sra?|Srta)"
    r"|(?:^|[\s.(“‘\"'])[A-Z]|\b[A-Z]\.[A-Z])\.$"
)
# "NAIROBI, May 12 (Reuters) — ", "TODAY NICARAGUA – ", "MULTAN: ": the place before the first words of a report.
_DATELINE: Final = re.compile(
    r"(?P<place>\w[\w’'., /()-]{1,70}?)(?:\.?--+\s*|(?<=/)\.\s+|\s*(?:\.-|[–—])\s+|\s?-\s+|:\s+)(?=[“‘\"'A-ZÀ-Þ\d])"
    r"|\([A-Z]{2,10}\)\s*[-–—:]?\s*(?=[“‘\"'A-ZÀ-Þ\d])"
)
_CAPITALS: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}")
_PLACE: Final = re.compile(
    r"(?!The\b|An?\b)(?:[A-ZÀ-Þ][\w’'-]+[ ,/]*){1,4}"
    r"|.*(?:\b\d{1,2} [A-Z][a-z]{2,8}|\b[A-Z][a-z]{2,8}\.? \d{1,2})|.*/[A-Z]+/"
)
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|can|could|may|might|must|should|says?|said|told|made|makes?|won|wins?|led"
    r"|leads?|began|begins?|found|took|takes?|held|holds?|met|meets?|went|goes|left|leaves?|hit|hits|kept|gave|gives|got|gets?"
    r"|came|comes?|saw|sees|brought|bought|sold|sent|set|sets|put|cut|cuts|ran|runs?|fell|falls|rose|rises?|grew|grows?|lost"
    r"|loses?|paid|pays?|spoke|stood|struck|swept|threw|wants?|calls?|plans?|[^\W\d_]{2,}ed)\b"
)
_CLAUSE: Final = re.compile(
    r"(?=[,;:，；、](?:\s|(?<=[，；、])))|\s+(?=[–—-]{1,2}\s)|\s+(?=(?:as|after|when|while|because|although|though|before|since|but"
    r"|who|whom|whose|which|where|amid|following|despite|unless|until|whereas)\s)"
)
_WEAK_CLAUSE: Final = re.compile(
    r"\s+(?=(?:that|and|or|to|in|on|at|with|for|from|by|over|against|during|under|into)\s)"
)
_PAIRS: Final = (("“", "”"), ("«", "»"), ("(", ")"), ("「", "」"))
_DANGLING: Final = re.compile(
    r"\s+(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|as|that|is|was|are|were|has|had|have|its|his|her|their)$",
    re.IGNORECASE,
)


def title_from_address(url: str, text: str) -> str:
    """Return the words of an address's last part as a title, with the capitals that they have in the text.

    An address without at least three words gives none.
    """
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    for part in reversed([part for part in path.split("/") if part]):
        words = _WORD.findall(
            line(_PAGE_SUFFIX.sub("", part), 400).replace("-", " ").replace("_", " ").replace("+", " ")
        )
        while words and _ID_WORD.fullmatch(words[-1]):
            words.pop()
        while words and _ID_WORD.fullmatch(words[0]):
            words.pop(0)
        if sum(word.isalpha() for word in words) >= 3 and len(words) <= _MAX_SLUG_WORDS:
            return _with_capitals(words, text[:_LOOKED_AT])
    return ""


def title_from_text(text: str) -> str:
    """Return the beginning of a text as a title: its first sentence, cut after a clause when it is long."""
    head = line(text[: 8 * LONGEST], 8 * LONGEST)
    if (dateline := _DATELINE.match(head)) and _is_place(dateline["place"]):
        head = head[dateline.end() :]
    sentence = first_sentence(head)
    if len(sentence) <= LONGEST:
        return sentence.removesuffix(".") if not sentence.endswith("..") else sentence
    return line(_cut(sentence), LONGEST)


def first_sentence(text: str) -> str:
    """Return a line's first sentence, its full stop included."""
    for match in _SENTENCE.finditer(text):
        if not _NO_SENTENCE_END.search(text[max(0, match.start() - 12) : match.start() + 1]):
            return text[: match.end()]
    return text


def title_from_name(location: str) -> str:
    """Return a file's name as a title."""
    stem = line(PurePath(location).stem, 200)
    words = " ".join(re.split(r"[\s_]+|(?<=\w)-(?=\w)", stem)).strip()
    return line(words[:1].upper() + words[1:], LONGEST)


def is_same_title(row: str, title: str) -> bool:
    """Say whether a row says the title again and nothing else."""
    return len(row) <= 2 * len(title) + 20 and _compared(row) == _compared(title)


def _compared(text: str) -> str:
    text = text.casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.strip().strip("#*=_ .").split())


def _is_place(told: str | None) -> bool:
    return told is None or "(" in told or bool(_CAPITALS.match(told) or _PLACE.fullmatch(told))


def _cut(sentence: str) -> str:
    """Return the beginning of a long sentence up to the last clause that still leaves it a verb and its pairs."""
    strong, weak = (_ends(sentence, clause) for clause in (_CLAUSE, _WEAK_CLAUSE))
    told = [end for ends in (strong, weak) for end in ends if _VERB.search(sentence[:end])]
    for end in (*told, *strong, *weak):
        return _closed(sentence[:end])
    head = sentence[: LONGEST - 1]
    return _closed(head[: head.rfind(" ")] if " " in head[_SHORTEST:] else head)


def _ends(sentence: str, clause: re.Pattern[str]) -> list[int]:
    ends = (match.start() for match in clause.finditer(sentence, _SHORTEST, LONGEST))
    return [end for end in ends if _is_balanced(sentence[:end])][::-1]


def _closed(head: str) -> str:
    head = head.rstrip(" ,;:–—-，；、")
    while (shorter := _DANGLING.sub("", head)) != head:
        head = shorter
    return head + "…"


def _is_balanced(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS) and text.count('"') % 2 == 0


def _with_capitals(words: list[str], text: str) -> str:
    """Return words in the case that the text mostly has them in where no sentence begins."""
    seen: dict[str, Counter[str]] = {}
    place = 0
    for match in _WORD.finditer(text):
        between = text[place : match.start()]
        place = match.end()
        if between.strip(" ,-–—”’\"'") or not between or "\n" in between:
            continue
        form = match[0].removesuffix("'s").removesuffix("’s")
        seen.setdefault(_plain(form), Counter())[form] += 1
    # A word that an acronym in the text does not settle stays as small as the address has it.
    told = [seen[key].most_common(1)[0][0] if (key := _plain(word)) in seen else word.lower() for word in words]
    title = " ".join(told)
    return title[:1].upper() + title[1:]


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("'", "").replace("’", ""))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
