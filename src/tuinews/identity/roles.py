"""Roles as printed, compared: what two of them say for or against being one person's.

"Iranian Foreign Minister" and "the foreign minister" go together; a striker is no senator; a Kenyan runner and a French
runner are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tuinews.identity.names import fold

_WORDS = re.compile(r"[^\W_]+")
_EMPTY_WORDS = """
a an the of for in at on and or to from with by his her their its s former ex then now new old current acting
deputy vice senior junior chief top first second third longtime outgoing incoming late ex mr mrs ms dr who is
was us executive general assistant associate national state federal local party group member
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_FIELDS = {
    "sport": "striker midfielder defender goalkeeper winger coach captain player batsman bowler cricketer "
    "footballer  athlete sprinter golfer boxer quarterback pitcher champion forward swimmer cyclist "
    "skipper rounder referee umpire  gymnast runner wrestler fullback linebacker shortstop infielder "
    "outfielder midfield teammate medallist olympian  basketball football cricket soccer baseball tennis "
    "rugby hockey boxing trainer jockey racer keeper wicketkeeper fighter skater",
    "politics": "president premier minister senator governor mayor lawmaker mp congressman congresswoman "
    "representative  candidate nominee chancellor secretary ambassador diplomat envoy councillor "
    "politician speaker prime legislator  democrat republican sen rep gov president-elect frontrunner "
    "parliamentarian senators pm king queen prince  princess emir sultan",
    "arts": "singer actor actress rapper musician filmmaker author writer novelist poet composer artist painter "
    "comedian  songwriter guitarist pianist screenwriter dancer sculptor photographer dj playwright "
    "drummer designer",
    "science": "professor scientist researcher economist scholar historian physicist biologist psychologist academic "
    "epidemiologist lecturer sociologist anthropologist geologist astronomer engineer virologist "
    "climatologist",
    "law": "judge lawyer attorney prosecutor justice solicitor barrister counsel magistrate advocate",
    "force": "colonel commander sergeant lieutenant soldier officer sheriff detective policeman constable admiral "
    "brigadier superintendent inspector trooper gen col maj lt",
    "faith": "pope bishop archbishop priest imam rabbi pastor cardinal cleric reverend ayatollah monk nun sheikh",
    "business": "ceo businessman businesswoman founder entrepreneur banker billionaire owner investor tycoon cfo "
    "financier mogul trader",
    "press": "journalist editor reporter correspondent columnist anchor broadcaster blogger commentator",
    "life": "student teacher farmer resident nurse mother father victim suspect driver pupil son daughter wife "
    "husband  brother sister widow villager worker veteran shopkeeper fisherman retiree pensioner "
    "neighbour neighbor voter",
}
_FIELD = {word: field for field, words in _FIELDS.items() for word in words.split()}
_CROSSINGS = frozenset(
    frozenset(pair)
    for pair in (
        ("politics", "business"), ("politics", "law"), ("politics", "force"), ("politics", "press"),
        ("law", "science"), ("business", "press"), ("science", "press"),
        ("arts", "press"), ("business", "arts"), ("business", "science"), ("business", "law"), ("faith", "science"),
        ("science", "arts"), ("faith", "politics"), ("life", "press"), ("business", "sport"), ("life", "law"),
    )
)  # fmt: skip
"""Fields that one person is often in at once or one after the other."""
_NATIONS = (
    "american us usa america", "british uk britain english england", "french france", "german germany",
    "italian italy", "spanish spain", "portuguese portugal", "dutch netherlands", "belgian belgium", "swiss",
    "austrian austria", "swedish sweden", "norwegian norway", "danish denmark", "finnish finland", "irish ireland",
    "scottish scotland", "welsh wales", "polish poland", "czech", "hungarian hungary", "greek greece",
    "turkish turkey", "russian russia", "ukrainian ukraine", "romanian romania", "bulgarian bulgaria",
    "serbian serbia", "croatian croatia", "israeli israel", "palestinian palestine hamas", "lebanese lebanon",
    "syrian syria", "iraqi iraq", "iranian iran", "saudi", "egyptian egypt", "libyan libya", "tunisian tunisia",
    "algerian algeria", "moroccan morocco", "sudanese sudan", "ethiopian ethiopia", "eritrean eritrea",
    "somali somalia", "kenyan kenya", "ugandan uganda", "rwandan rwanda", "tanzanian tanzania", "nigerian nigeria",
    "ghanaian ghana", "liberian liberia", "gambian gambia", "senegalese senegal", "zimbabwean zimbabwe",
    "zambian zambia", "malawian malawi", "mozambican mozambique", "namibian namibia", "angolan angola",
    "cameroonian cameroon", "ivorian", "malian mali", "chadian chad", "indian india", "pakistani pakistan",
    "bangladeshi bangladesh", "nepali nepalese nepal", "afghan afghanistan", "chinese china", "taiwanese taiwan",
    "japanese japan", "korean korea", "vietnamese vietnam", "thai thailand", "malaysian malaysia",
    "singaporean singapore", "indonesian indonesia", "filipino philippine philippines", "burmese myanmar",
    "cambodian cambodia", "australian australia", "zealand", "canadian canada", "mexican mexico",
    "brazilian brazil", "argentine argentinian argentina", "chilean chile", "peruvian peru", "colombian colombia",
    "venezuelan venezuela", "cuban cuba", "jamaican jamaica", "haitian haiti", "fijian fiji", "samoan samoa",
    "kazakh kazakhstan", "uzbek uzbekistan", "georgian", "armenian armenia", "azerbaijani azerbaijan", "qatari qatar",
    "kuwaiti kuwait", "yemeni yemen", "jordanian jordan", "emirati",
)  # fmt: skip
_NATION = {word: nation.split()[0] for nation in _NATIONS for word in nation.split()}
_SYNONYMS = {"premier": "minister", "pm": "minister", "sen": "senator", "rep": "representative", "gov": "governor"}

_CIVIL_GENERALS = frozenset(
    ("attorney", "secretary", "director", "governor", "auditor", "accountant", "surgeon", "inspector")
)

_HEAD_OF_STATE = frozenset(("president",))

SUPPORT_MOST = 4
"""The most that roles say for two being one."""


class Role(NamedTuple):
    """A role taken apart."""

    words: frozenset[str]
    fields: frozenset[str]
    nations: frozenset[str]


@lru_cache(2000)
def read_role(role: str) -> Role:
    """Take a role apart."""
    words = [_SYNONYMS.get(word, word) for word in _WORDS.findall(fold(role))]
    nations = frozenset(_NATION[word] for word in words if word in _NATION)
    fields = frozenset(_FIELD[word] for word in words if word in _FIELD)
    if words and words[-1] == "general" and not _CIVIL_GENERALS & set(words):
        fields |= {"force"}
    return Role(
        frozenset(word for word in words if word not in _EMPTY and word not in _NATION and len(word) > 1),
        fields,
        nations,
    )


def weigh_roles(role: str, known: Iterable[str]) -> int:
    """Return what a role and those known of a person say for (more than 0) or against their being one's."""
    mine = read_role(role)
    others = [read_role(other) for other in known if other]
    if not role or not others:
        return 0
    return max(_weigh(mine, other) for other in others)


def _weigh(one: Role, other: Role) -> int:
    shared = one.words & other.words
    support = sum(2 for word in shared if word not in _FIELD)
    if shared and not support:
        # "minister" alone is many a person's: it says something only where nothing else stands beside it.
        support = int(one.words == other.words)
        if _HEAD_OF_STATE in (one.words, other.words) and not support and not one.nations ^ other.nations:
            support = -1  # who is called president and nothing else is a country's, and no council's
    if one.nations and other.nations:
        support += 1 if one.nations & other.nations else -3
    if shared or not one.words or not other.words:
        return min(SUPPORT_MOST, support)
    if one.fields & other.fields:
        return support
    if not one.fields or not other.fields:
        return support - 1
    is_crossing = any(frozenset((a, b)) in _CROSSINGS for a in one.fields for b in other.fields)
    return support - (2 if is_crossing else 4)
