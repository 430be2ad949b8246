"""Roles as printed: "Iranian Foreign Minister" before a name, "the group's leader" or ", CIA director," beside it."""

from __future__ import annotations

from tuinews.annotator.names import COMMON, GIVEN, HONORIFIC, MODIFIER, PEOPLE, TITLE, Lexicon, word_set
from tuinews.annotator.people.naming import Name
from tuinews.annotator.sentences import Token

_LONGEST = 9
_LINKS = word_set("links")
_ARTICLES = word_set("articles")
_ABBREVIATED = word_set("abbreviated")
_NOUNS = word_set("role-nouns")
_PREPOSITIONS = word_set("prepositions")
_PAIRS = frozenset({("White", "House"), ("Red", "Cross"), ("Associated", "Press")})
"""Names that begin with a common word, which belongs to them even where it opens the sentence."""
_SYNONYMS = (
    ("premier", "prime minister", "pm"),
    ("president", "head of state", "commander in chief"),
    ("chief", "head", "leader", "boss", "director", "chairman", "chair", "chairwoman", "ceo", "chief executive"),
    ("spokesman", "spokeswoman", "spokesperson"),
    ("lawyer", "attorney", "counsel", "barrister", "solicitor", "advocate"),
    ("lawmaker", "legislator", "mp", "deputy", "congressman", "congresswoman", "representative", "rep", "member"),
    ("senator", "sen", "lawmaker"),
    ("governor", "gov"),
    ("nominee", "candidate"),
    ("diplomat", "ambassador", "envoy", "foreign minister"),
    ("coach", "manager", "boss", "trainer"),
    ("player", "striker", "midfielder", "defender", "goalkeeper", "forward", "winger", "captain"),
    ("professor", "academic", "scholar", "researcher", "scientist", "expert", "economist", "analyst"),
    ("businessman", "tycoon", "entrepreneur", "billionaire", "mogul"),
    ("official", "officer", "minister", "secretary"),
    ("pontiff", "pope"),
    ("monarch", "king", "queen"),
    ("doctor", "physician", "surgeon"),
    ("author", "writer", "novelist"),
)


def role_of(text: str, tokens: list[Token], name: Name, lexicon: Lexicon) -> str:
    """Return the role printed with a mention, or nothing."""
    return (
        _role_before(text, tokens, name, lexicon)
        or _role_after(text, tokens, name, lexicon)
        or _role_before_comma(text, tokens, name, lexicon)
    )


def same_role(description: str, role: str) -> bool:
    """Say whether a description such as "the premier" can mean who has a role such as "Israeli Prime Minister"."""
    head, printed = head_of(description), role.lower()
    if not head:
        return False
    words = set(printed.replace("-", " ").split())
    if head in words:
        return head != "minister" or "prime" not in words or "prime" in description.lower()
    return any(
        head in group and any(other in words or (" " in other and other in printed) for other in group)
        for group in _SYNONYMS
    )


def head_of(description: str) -> str:
    """Return the noun a description turns on: "premier" in "the Israeli premier", "head" in "the head of state"."""
    words = description.lower().replace("’s", " ’s").replace("'s", " 's").split()
    for at, word in enumerate(words):
        if at and word in ("of", "for", "in", "at", "to", "close", "with", "from", "who", "on", "familiar", "and"):
            words = words[:at]
            break
    return words[-1] if words else ""


def _role_before(text: str, tokens: list[Token], name: Name, lexicon: Lexicon) -> str:
    """Return the role that ends right before a name, the honorific left out."""
    end = name.first
    while (
        end > 0 and _is_honorific(tokens, end - 1, lexicon) and tokens[end - 1].sentence == tokens[name.first].sentence
    ):
        end -= 1
    if end == 0 or not _ends_role(tokens, end - 1, name.first, lexicon):
        return ""
    first = end - 1
    while first > 0 and end - first < _LONGEST and _joins_role(tokens, first - 1, name.first, lexicon):
        first -= 1
    return _spelled(text, tokens, first, end)


def _is_honorific(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    flags = lexicon.flags(tokens[at].text) if tokens[at].is_word else 0
    return bool(flags & HONORIFIC) and tokens[at].text[0].isupper() and not flags & TITLE


def _ends_role(tokens: list[Token], at: int, name_first: int, lexicon: Lexicon) -> bool:
    token = tokens[at]
    if not token.is_word or token.is_possessive or token.sentence != tokens[name_first].sentence:
        return False
    return bool(lexicon.flags(token.text) & TITLE)


def _joins_role(tokens: list[Token], at: int, name_first: int, lexicon: Lexicon) -> bool:
    """Say whether a token belongs to the role that ends to its right."""
    token = tokens[at]
    if not token.is_word or token.is_possessive or token.sentence != tokens[name_first].sentence:
        return False
    flags = lexicon.flags(token.text)
    if token.text[0].isupper():
        opens = at == 0 or tokens[at - 1].sentence != token.sentence
        is_begun = (token.text, tokens[at + 1].text) in _PAIRS
        is_noun = token.text.lower() in _NOUNS
        if opens and token.text.lower() in _PREPOSITIONS:
            return False
        is_firm = bool(flags & GIVEN) and not flags & COMMON and tokens[at + 1].text[0].isupper()
        return not opens or is_begun or is_noun or is_firm or bool(flags & (TITLE | MODIFIER | PEOPLE)) or not flags
    return (
        bool(flags & (TITLE | MODIFIER))
        or token.text in _NOUNS
        or (token.text.endswith(("-based", "-born", "-led")) and "-" in token.text)
    )


def _role_after(text: str, tokens: list[Token], name: Name, lexicon: Lexicon) -> str:
    """Return the role between the comma after a name and the next mark: ", the CIA director,"."""
    at = name.last + 1
    if at + 1 >= len(tokens) or tokens[at].text != "," or tokens[name.last].is_possessive:
        return ""
    first = at + 1
    while first < len(tokens) and tokens[first].text.lower() in _ARTICLES:
        first += 1
    end, has_title = _end_of_apposition(tokens, first, lexicon)
    if not has_title or end >= len(tokens) or tokens[end].is_word:
        return ""
    return _spelled(text, tokens, first, end)


def _end_of_apposition(tokens: list[Token], first: int, lexicon: Lexicon) -> tuple[int, bool]:
    """Return where an apposition ends, and whether its first words hold a title."""
    has_title = False
    end = first
    while end < len(tokens) and end - first < _LONGEST + 3 and tokens[end].is_word:
        if tokens[end].sentence != tokens[first].sentence:
            break
        word = tokens[end].text
        flags = lexicon.flags(word)
        if end - first < 5 and flags & TITLE:
            has_title = True
        elif not has_title and not (
            word[0].isupper() or flags & MODIFIER or tokens[end].is_possessive or word in _LINKS
        ):
            return end, False
        end += 1
    return end, has_title


def _role_before_comma(text: str, tokens: list[Token], name: Name, lexicon: Lexicon) -> str:
    """Return the role set off by a comma before a name: "The Qatar-based Hamas chief, Ismail Haniyeh, arrived"."""
    comma = name.title_first - 1
    if comma < 1 or tokens[comma].text != "," or name.last + 1 >= len(tokens) or tokens[name.last + 1].text not in ",.":
        return ""
    if not _ends_role(tokens, comma - 1, name.first, lexicon):
        return ""
    first = comma - 1
    while first > 0 and comma - first < _LONGEST and _joins_role(tokens, first - 1, name.first, lexicon):
        first -= 1
    before = tokens[first - 1] if first else None
    if before is None or not (before.text.lower() in _ABBREVIATED or before.is_possessive):
        return ""
    return _spelled(text, tokens, first, comma)


def _spelled(text: str, tokens: list[Token], first: int, end: int) -> str:
    """Return the text of some tokens as one line."""
    return " ".join(text[tokens[first].start : tokens[end - 1].end].split())
