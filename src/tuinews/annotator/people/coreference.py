"""Who is who: mentions tied to people, with their roles as printed and, where the text tells it, their gender."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tuinews.annotator.names import Lexicon, word_set
from tuinews.annotator.people.naming import Key, Name, key_of_name
from tuinews.annotator.people.roles import role_of
from tuinews.annotator.sentences import Token

_ALONE = 10
"""What one use of the family name alone counts beside a use of the full name."""
_MALE = word_set("male")
_FEMALE = word_set("female")
_MALE_ROLES = word_set("male-roles")
_FEMALE_ROLES = word_set("female-roles")


@dataclass(slots=True)
class Cluster:
    """One person while the mentions are being tied together."""

    key: Key
    names: dict[str, None] = field(default_factory=dict)
    """The forms of the name, the first one first; a dictionary for its order and its speed."""
    role: str = ""
    gender: str = ""

    @property
    def name(self) -> str:
        """The fullest form."""
        return max(self.names, key=lambda name: (len(name.split()), not name.isupper(), len(name)))


def tie_mentions(
    text: str, tokens: list[Token], names: list[Name], lexicon: Lexicon
) -> tuple[list[Cluster], list[int]]:
    """Return the people in order of appearance and, for each name, the index of its person.

    Full names come first, so that a headline's "Haniyeh" finds the full name further down.
    """
    keys = [key_of_name(tokens, name.first, name.last) for name in names]
    clusters: list[Cluster] = []
    by_word: dict[str, list[int]] = {}
    owner = [-1] * len(names)
    for longest_first in sorted(range(len(names)), key=lambda i: (len(keys[i]) < 2, i)):
        if len(keys[longest_first]) < 2:
            break
        owner[longest_first] = _join_full(keys[longest_first], clusters, by_word)
    uses = _Uses(by_word)
    for index, name in enumerate(names):
        if owner[index] < 0:
            owner[index] = _join_single(keys[index][0], name, clusters, by_word, uses)
            uses.note_alone(keys[index][0], owner[index])
        else:
            uses.note_full(keys[index], owner[index], is_introduced=name.title_first < name.first)
    _describe(text, tokens, names, owner, clusters, lexicon)
    return _in_order(clusters, owner)


def _join_full(key: Key, clusters: list[Cluster], by_word: dict[str, list[int]]) -> int:
    """Return the person a name of several words belongs to, a new one if there is none."""
    for index in by_word.get(key[-1], ()):
        if _is_same(clusters[index].key, key):
            if len(key) > len(clusters[index].key):
                clusters[index].key = key
            return index
    return _new_cluster(key, clusters, by_word)


def _is_same(known: Key, key: Key) -> bool:
    """Say whether two names that share a word are one person's: one is the other with words or letters left out."""
    short, long = (known, key) if len(known) <= len(key) else (key, known)
    if short[-1] != long[-1] and short[0] != long[0]:
        return False
    rest = iter(long)
    return all(any(_matches(word, other) for other in rest) for word in short)


def _matches(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word)) or (len(other) == 1 and word.startswith(other))


def _new_cluster(key: Key, clusters: list[Cluster], by_word: dict[str, list[int]]) -> int:
    clusters.append(Cluster(key))
    for word in dict.fromkeys(key):
        if len(word) > 1:
            known = by_word.setdefault(word, [])
            if len(known) < 20:
                known.append(len(clusters) - 1)
    return len(clusters) - 1


class _Uses:
    """How much each word has come to stand for each person so far."""

    def __init__(self, by_word: dict[str, list[int]]) -> None:
        self._by_word = by_word
        self._points: dict[tuple[str, int], int] = {}

    def of(self, word: str, person: int) -> int:
        return self._points.get((word, person), 0)

    def note_alone(self, word: str, person: int) -> None:
        self._points[word, person] = self.of(word, person) + _ALONE

    def note_full(self, key: Key, person: int, *, is_introduced: bool) -> None:
        """Note a full name; whoever is introduced with a title has the family name from here on."""
        for word in (key[0], key[-1]):
            others = self._by_word.get(word, ()) if is_introduced else ()
            most = max((self.of(word, other) for other in others), default=self.of(word, person))
            self._points[word, person] = most + 1


def _join_single(word: str, name: Name, clusters: list[Cluster], by_word: dict[str, list[int]], uses: _Uses) -> int:
    """Return the person a single word names.

    Of several who share it, the one it has been used for alone before: news gives the family name to its main person
    and tells the relatives apart. Else the one most often named so far, else the first who has it as family name.
    """
    known = by_word.get(word, [])
    if not known:
        return _new_cluster((word,), clusters, by_word)
    gender = _gender_in(name.honorific, "")

    def rank(index: int) -> tuple[bool, int, bool, int]:
        other = clusters[index].gender
        disagrees = bool(gender and other and gender != other)
        return not disagrees, uses.of(word, index), clusters[index].key[-1] == word, -index

    return max(known, key=rank)


def _describe(
    text: str, tokens: list[Token], names: list[Name], owner: list[int], clusters: list[Cluster], lexicon: Lexicon
) -> None:
    """Give every person the forms of the name, the role as printed and the gender, as the mentions tell them."""
    for name, index in zip(names, owner, strict=True):
        cluster = clusters[index]
        form = " ".join(text[tokens[name.first].start : tokens[name.last].end].split())
        cluster.names[form] = None
        role = role_of(text, tokens, name, lexicon)
        if role and (not cluster.role or len(cluster.role) < 4 < len(role)):
            cluster.role = role
        cluster.gender = cluster.gender or _gender_in(name.honorific, role)
    for cluster in clusters:
        if not cluster.gender and len(cluster.key) > 1:
            cluster.gender = lexicon.gender_of(cluster.name.split()[0].replace("‘", ""))


def _gender_in(honorific: str, role: str) -> str:
    """Return the gender an honorific or a role tells."""
    words = {word.strip(".,").lower() for word in (honorific, *role.split())}
    if words & (_MALE | _MALE_ROLES):
        return "m"
    return "f" if words & (_FEMALE | _FEMALE_ROLES) else ""


def _in_order(clusters: list[Cluster], owner: Iterable[int]) -> tuple[list[Cluster], list[int]]:
    """Return the people in order of first mention, and the mentions' indexes to match."""
    owner = list(owner)
    order = {old: new for new, old in enumerate(dict.fromkeys(owner))}
    return [clusters[old] for old in order], [order[index] for index in owner]
