"""Whether someone named in an article is a person of the archive: cautious, by name, roles, company and topics.

Two people wrongly made one spoil every number of theirs, and nobody sees why; one person in two rows is seen at once
and merged by hand. So what is in doubt stays apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from tuinews.identity.names import FullName, Likeness, is_contradicted, likeness
from tuinews.identity.roles import weigh_roles

_LEAST = {
    Likeness.SAME: 0,
    Likeness.INITIAL: 2,
    Likeness.STYLE: 2,
    Likeness.MIDDLE: 3,
    Likeness.NICKNAME: 3,
    Likeness.SUFFIX: 4,
    Likeness.LETTER: 5,
}
"""What has to speak for it, by how the names are alike."""
_LEAD = 2
"""By so much the best of several namesakes has to be ahead."""
_MANY_TOPICS = 3
_MANY_OTHERS = 3
_KNOWN = (5, 20, 80)
"""In how many articles someone is known, better known and famous."""
_MILD = -1
"""Roles that differ by so much are still one person's."""
_BRIDGE = 2
"""What has to speak for each of several that an article makes one."""


class Resolved(NamedTuple):
    """Who is meant."""

    ids: tuple[int, ...]
    """Empty for nobody that is known; with several the article shows that they are one."""


class Named(NamedTuple):
    """Someone named in an article."""

    name: FullName
    forms: tuple[FullName, ...]
    """All full forms, `name` included."""
    role: str
    others: frozenset[str]
    """Who else the article names, by first and last name, those left out whom everyone names."""
    topics: Mapping[str, int]
    """What else the article names (places, bodies, events), with how much it says to share it."""
    feed_id: int


class Candidate(NamedTuple):
    """A person of the archive with a like name, and what was read of them last."""

    id: int
    forms: tuple[FullName, ...]
    """What articles call them at fullest."""
    short_forms: tuple[FullName, ...] = ()
    """What articles call them besides."""
    roles: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    feeds: frozenset[int] = frozenset()
    articles: int = 0


def resolve(named: Named, candidates: Sequence[Candidate]) -> Resolved:
    """Return which candidates are meant: nobody, where it is nobody or cannot be told; several, where they are one."""
    found = list[tuple[int, int, Candidate]]()
    for candidate in candidates:
        alike = likeness_of(named, candidate)
        if alike is None:
            continue
        evidence = weigh(named, candidate, alike)
        if evidence + fame(candidate) >= _LEAST[alike]:
            found.append((evidence + fame(candidate) - 2 * int(alike), evidence, candidate))
    found.sort(key=lambda one: (-one[0], -one[2].articles, one[2].id))
    near = [one for one in found if found[0][0] - one[0] < _LEAD]
    if len(near) < 2:
        return Resolved(tuple(one[2].id for one in near))
    strong = [candidate for _, evidence, candidate in near if evidence >= _BRIDGE]
    if len(strong) == 1 and strong[0] is near[0][2]:
        return Resolved((strong[0].id,))
    several = [candidate for _, _, candidate in near]
    if not all(are_compatible(one, other) for one, other in combinations(several, 2)):
        return Resolved(())  # they are namesakes, and nothing tells which of them is meant
    largest = sorted(several, key=lambda one: (-one.articles, one.id))
    # An article that has to do with all of them says that they are one; else it is most likely about the best known.
    return Resolved(tuple(one.id for one in (largest if len(strong) == len(near) else largest[:1])))


def are_compatible(one: Candidate, other: Candidate) -> bool:
    """Say whether nothing that is known of two people says that they are two."""
    if any(is_contradicted(form, another) for form in one.forms for another in other.forms):
        return False
    return not one.roles or any(weigh_roles(role, other.roles) >= _MILD for role in one.roles)


def fame(candidate: Candidate) -> int:
    """Return what speaks for a person by itself: most who are called so are the one in the news."""
    return sum(candidate.articles >= articles for articles in _KNOWN)


def likeness_of(named: Named, candidate: Candidate) -> Likeness | None:
    """Return how the names are alike at best; None where they are not, or where one form speaks against it.

    A form that is only ever used beside a fuller one says less: "George Bush" in an article on George W. Bush.
    """
    every = candidate.forms + candidate.short_forms
    if named.name not in every and any(is_contradicted(form, other) for form in named.forms for other in every):
        return None
    found = [likeness(named.name, other) for other in candidate.forms]
    short = [likeness(form, other) for form in named.forms for other in every]
    found += [max(one, Likeness.INITIAL) for one in short if one is not None]
    return min((one for one in found if one is not None), default=None)


def weigh(named: Named, candidate: Candidate, alike: Likeness = Likeness.SAME) -> int:
    """Return what speaks for one person, less what speaks against it.

    Where the names differ the same topics are not enough: father and son are in the same news.
    """
    roles = weigh_roles(named.role, candidate.roles)
    topics, company = _weigh_topics(named, candidate), _weigh_company(named, candidate)
    if company < 0 and named.topics.keys() & candidate.topics:
        company = 0  # the same matters with other people: so it is with most who are in the news
    if roles < 0 or (alike is not Likeness.SAME and roles + company <= 0):
        topics = min(0, topics)  # two of one name and place, in two walks of life, are two
    return roles + topics + company


def _weigh_company(named: Named, candidate: Candidate) -> int:
    shared = len(named.others & candidate.others)
    if shared:
        return 2 if shared == 1 else 3
    is_telling = len(named.others) >= _MANY_OTHERS and len(candidate.others) >= _MANY_OTHERS
    return -1 if is_telling else 0


def _weigh_topics(named: Named, candidate: Candidate) -> int:
    both = named.topics.keys() & candidate.topics
    shared = sum(named.topics[word] for word in both)
    same_outlet = int(named.feed_id in candidate.feeds)
    if both:
        return min(3, (shared + 1) // 2) + same_outlet
    is_telling = len(named.topics) >= _MANY_TOPICS and len(candidate.topics) >= _MANY_TOPICS
    return -2 if is_telling and not same_outlet else -1 if is_telling else same_outlet
