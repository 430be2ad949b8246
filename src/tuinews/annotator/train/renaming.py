"""Copies of training texts in which every person has another name, so that the model learns places and not names.

The new names come from the lists and have the shapes that names have in the world: particles, initials, hyphens,
nicknames, capitals. The same text and the same seed give the same copy.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tuinews.annotator.people.sorted_table import SortedTable
from tuinews.annotator.train.corpora import PeopleText

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PARTICLES = (
    "de",
    "de la",
    "van",
    "van der",
    "von",
    "von der",
    "bin",
    "ibn",
    "al",
    "Al",
    "El",
    "da",
    "dos",
    "di",
    "ben",
)
_THING = re.compile(
    r"\b([A-Z][a-z]\w+) (?=(?:Street|Avenue|Road|Cent(?:er|re)|Prize|Award|Foundation|University|College|Hospital"
    r"|Airport|Stadium|Arena|Park|Bank|Institute|School|Church|Bridge|Square|Cup|Trophy|Group|Corp|Inc|Ltd|Brothers|County"
    r"|Island|River|Lake|Hills|Hall|Library|Museum|Theat(?:er|re)|House|Hotel|Act|Index|Report|Commission|Securities|Motors)\b)"
)
"""What is named after somebody, or could be: the word before it gets the name of a person, who is none there."""
_JOINED = ("al-", "Al-", "el-", "El-", "al-", "O’", "Mc", "d’")
_SERVANTS = ("Abd al-", "Abdul ", "Abu ", "Abdel-", "Umm ")
_NICKNAMES = ('"{}"', "“{}”", "'{}'", "‘{}’")
_SUFFIXES = (" Jr.", " Jr", " Sr.", " III", " II")
_BYLINES = ("By {}", "BY {}", "{}", "By {}, Staff Reporter", "by {}", "{} in Nairobi", "Written by {}", "Story by {}")
_INVENTED = 0.2
"""How many of the new words are made of halves of two names, and so in no list."""
_RESHAPED = 0.45
"""How many of the names of several words get another shape."""
_THINGS_RENAMED = 0.6
_WITH_BYLINE = 0.35
_IN_CAPITALS = 0.12
_HEADLINE_IN_CAPITALS = 0.2


class Renamer:
    """Gives the people of texts new names."""

    def __init__(self, names: SortedTable, seed: int) -> None:
        """Take the list of names.

        Args:
            seed: Where the row of chances begins.
        """
        self._chance = random.Random(seed)
        self._given: list[str] = []
        self._family: list[str] = []
        for name, value in names.items():
            if name.isalpha() and 2 < len(name) < 14:
                if value[0] > "0":
                    self._given.append(name.title())
                if value[1] > "0":
                    self._family.append(name.title())

    def rename(self, marked: PeopleText) -> PeopleText:
        """Return a copy of a text with other names for its people."""
        family = {words[-1] for start, end in marked.people if (words := marked.text[start:end].split())}
        new_word: dict[str, str] = {}
        new_name: dict[str, str] = {}
        in_capitals = self._chance.random() < _IN_CAPITALS
        parts: list[str] = []
        people: list[tuple[int, int]] = []
        length = at = 0

        def add(part: str) -> None:
            nonlocal length
            parts.append(part)
            length += len(part)

        for start, end in marked.people:
            if start < at:
                continue
            add(self._with_family_renamed(marked.text[at:start], family, new_word))
            name = self._new_name(marked.text[start:end], new_word, new_name)
            people.append((length, length + len(name)))
            add(name.upper() if in_capitals and len(name.upper()) == len(name) else name)
            at = end
        add(self._with_family_renamed(marked.text[at:], family, new_word))
        return self._with_headings(PeopleText("".join(parts), people))

    def _with_family_renamed(self, stretch: str, family: set[str], new_word: dict[str, str]) -> str:
        """Return a stretch that names nobody with names in its things ("the Okafor administration", "Marsh Street")."""
        stretch = _WORD.sub(lambda found: new_word.get(found[0], found[0]) if found[0] in family else found[0], stretch)
        return _THING.sub(self._new_thing, stretch)

    def _new_thing(self, found: re.Match[str]) -> str:
        chance = self._chance.random()
        if chance > _THINGS_RENAMED:
            return found[0]
        given = f"{self._chance.choice(self._given)} " if chance < _THINGS_RENAMED / 4 else ""
        return f"{given}{self._chance.choice(self._family)} "

    def _new_name(self, name: str, new_word: dict[str, str], new_name: dict[str, str]) -> str:
        """Return the new form of a name, the same for the same form."""
        if name not in new_name:
            words = name.split()
            for at, word in enumerate(words):
                if word[:1].isupper() and len(word.rstrip(".")) > 1 and word not in new_word:
                    is_given = len(words) > 1 and at < len(words) - 1
                    new_word[word] = self._new_word(is_given, word.isupper())
            renamed = [new_word.get(word, word) for word in words]
            is_plain = len(renamed) > 1 and self._chance.random() < _RESHAPED
            new_name[name] = self._reshaped(renamed, new_word, words[-1]) if is_plain else " ".join(renamed)
        return new_name[name]

    def _new_word(self, is_given: bool, in_capitals: bool) -> str:
        names = self._given if is_given else self._family
        word = self._chance.choice(names)
        if self._chance.random() < _INVENTED:
            other = self._chance.choice(names)
            word = word[: (len(word) + 1) // 2] + other[len(other) // 2 :].lower()
        return word.upper() if in_capitals else word

    def _reshaped(self, words: list[str], new_word: dict[str, str], last: str) -> str:
        """Return a name of several words in one of the shapes that names have."""
        chance = self._chance
        first, family = words[0], words[-1]
        shape = chance.randrange(10)
        if shape == 0:
            return " ".join([first, f"{chance.choice(self._given)[0]}.", *words[1:]])
        if shape == 1:
            letters = [chance.choice(self._given)[0] for _ in range(chance.choice((1, 2, 2, 3)))]
            return f"{chance.choice(('.', '. ')).join(letters)}. {family}"
        if shape in (2, 3):
            return " ".join([*words[:-1], chance.choice(_PARTICLES), family])
        if shape == 4:
            new_word[last] = chance.choice(_JOINED) + family
            return " ".join([*words[:-1], new_word[last]])
        if shape == 5:
            return f"{chance.choice(_SERVANTS)}{first} {family}"
        if shape == 6:
            return " ".join([f"{first}-{chance.choice(self._given)}", *words[1:]])
        if shape == 7:
            nickname = chance.choice(_NICKNAMES).format(chance.choice(self._given))
            return " ".join([*words[:-1], nickname, family])
        if shape == 8:
            return " ".join(words) + chance.choice(_SUFFIXES)
        return f"{family} {first}-{chance.choice(self._given).lower()}"

    def _with_headings(self, marked: PeopleText) -> PeopleText:
        """Return a text with its first line in capitals or with a byline before it, now and then."""
        text, people = marked
        if self._chance.random() < _HEADLINE_IN_CAPITALS:
            first, line_break, rest = text.partition("\n")
            if len(first.upper()) == len(first):
                text = first.upper() + line_break + rest
        if self._chance.random() < _WITH_BYLINE:
            name = f"{self._chance.choice(self._given)} {self._chance.choice(self._family)}"
            name = name.upper() if self._chance.random() < 0.5 else name
            before, after = self._chance.choice(_BYLINES).split("{}")
            shift = len(before) + len(name) + len(after) + 1
            people = [(len(before), len(before) + len(name)), *((start + shift, end + shift) for start, end in people)]
            text = f"{before}{name}{after}\n{text}"
        return PeopleText(text, people)


def with_renamed(texts: list[PeopleText], names: SortedTable, every: int) -> Iterator[tuple[int, PeopleText]]:
    """Yield texts with their numbers, each so many of them followed by a copy of the last with other names."""
    renamer = Renamer(names, seed=len(texts))
    for number, text in enumerate(texts):
        yield number, text
        if number % every == every - 1:
            yield number, renamer.rename(text)
