"""Names that are people's and mean something else: an ailment, a firm, a share, a university's place."""

from __future__ import annotations

from tuinews.annotator.names import word_set
from tuinews.annotator.people.spans import Span
from tuinews.annotator.sentences import Token

_AILMENTS = word_set("ailments")
_FIRMS = frozenset(map(str.casefold, (
    "Morgan Stanley", "JP Morgan", "J.P. Morgan", "Merrill Lynch", "Wells Fargo", "Goldman Sachs", "Smith Barney",
    "Charles Schwab", "Raymond James", "Edward Jones", "Arthur Andersen", "Baker Hughes", "Booz Allen", "Dow Jones",
    "Fannie Mae", "Freddie Mac", "Eli Lilly", "Philip Morris", "Rolls Royce", "Aston Martin", "Alfa Romeo",
    "Harley Davidson", "Louis Vuitton", "Jimmy Choo", "Mary Kay", "Thomson Reuters", "Standard Chartered",
)))  # fmt: skip
_CAMPUSES = frozenset((
    "Davis", "Berkeley", "Irvine", "Merced", "Riverside", "Austin", "Arlington", "Madison", "Lincoln", "Amherst",
    "Dartmouth",
))  # fmt: skip
_EMPLOYERS = frozenset(("of", "at"))
_EXCHANGES = frozenset(("O", "OQ", "N", "L", "PA", "DE", "T", "HK", "SS", "SZ", "NS", "BO", "TO", "AX"))
"""What Reuters puts behind the letters of a share: "Alphabet (GOOGL.O)"."""


def without_things(tokens: list[Token], spans: list[Span]) -> list[Span]:
    """Return the names of people among those found."""
    spans = [span for span in spans if not (_is_firm(tokens, span) or _is_campus(tokens, span))]
    return _without_shares(tokens, _without_employers(tokens, _without_eponyms(tokens, spans)))


def _is_firm(tokens: list[Token], span: Span) -> bool:
    """Say whether a name is that of a firm of which nobody is called so any more: "Morgan Stanley"."""
    return " ".join(_spelled(tokens, span)).casefold() in _FIRMS


def _is_campus(tokens: list[Token], span: Span) -> bool:
    """Say whether a name is the place of a state university: "University of California, Davis"."""
    before = tuple(token.text for token in tokens[max(0, span.first - 4) : span.first])
    is_state = before[:2] == ("University", "of") and before[3:] == (",",)
    return is_state and span.first == span.last and tokens[span.first].text in _CAMPUSES


def _without_employers(tokens: list[Token], spans: list[Span]) -> list[Span]:
    """Leave out the firm right after somebody's name, but no person: "Gil Luria at D.A. Davidson"."""
    ends = {span.last for span in spans}
    named = {
        span
        for span in spans
        if span.first - 2 in ends
        and tokens[span.first - 1].text in _EMPLOYERS
        and tokens[span.first - 2].line == tokens[span.first].line
        and not tokens[span.last].is_possessive
    }
    firms = {_spelled(tokens, span) for span in named}
    firms -= {_spelled(tokens, span) for span in spans if span not in named}
    return [span for span in spans if span not in named or _spelled(tokens, span) not in firms] if named else spans


def _without_shares(tokens: list[Token], spans: list[Span]) -> list[Span]:
    """Leave out a listed company and the letters of its share: "Meta Platforms (META.O)", and then "Meta" alone."""
    shares = [at for at in range(2, len(tokens) - 2) if _is_share(tokens, at)]
    if not shares:
        return spans
    letters = {tokens[at].text.casefold() for at in shares}
    companies = {at - 2 for at in shares}
    return [
        span
        for span in spans
        if span.last not in companies
        and not (span.first == span.last and tokens[span.first].text.casefold() in letters)
    ]


def _is_share(tokens: list[Token], at: int) -> bool:
    """Say whether a token is the letters of a share: "(GOOGL.O)"."""
    before, token, dot, exchange = tokens[at - 1 : at + 3]
    return before.text == "(" and token.text.isupper() and dot.text == "." and exchange.text in _EXCHANGES


def _spelled(tokens: list[Token], span: Span) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[span.first : span.last + 1])


def _without_eponyms(tokens: list[Token], spans: list[Span]) -> list[Span]:
    """Leave out who gave an ailment its name: "Parkinson's disease", and then "Parkinson's" alone, but nobody else."""
    named = {tokens[span.first].text for span in spans if _names_ailment(tokens, span)}
    named -= {
        token.text
        for span in spans
        for token in tokens[span.first : span.last + 1]
        if span.first < span.last or not (token.is_possessive or _names_ailment(tokens, span))
    }
    return [span for span in spans if tokens[span.first].text not in named] if named else spans


def _names_ailment(tokens: list[Token], span: Span) -> bool:
    return span.first == span.last < len(tokens) - 1 and tokens[span.last + 1].text.lower() in _AILMENTS
