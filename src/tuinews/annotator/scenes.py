"""A text read as far as names, people and quoted stretches: what attribution starts from."""

from __future__ import annotations

from typing import NamedTuple

from tuinews.annotator.names import load_lexicon
from tuinews.annotator.people.coreference import Cluster, tie_mentions
from tuinews.annotator.people.naming import find_names
from tuinews.annotator.quotes.clauses import split_frames
from tuinews.annotator.quotes.stretches import find_quoted
from tuinews.annotator.quotes.subjects import Scene
from tuinews.annotator.sentences import split_tokens


class Read(NamedTuple):
    """A scene and the people in it."""

    scene: Scene
    people: list[Cluster]
    owner: list[int]
    """For every name of the scene, the index of its person."""


def read_scene(text: str) -> Read:
    """Return the names, people and quoted stretches of a text."""
    lexicon = load_lexicon()
    tokens = split_tokens(text)
    names = find_names(tokens, lexicon)
    people, owner = tie_mentions(text, tokens, names, lexicon)
    quoted = find_quoted(text)
    frames = split_frames(text, tokens, quoted)
    name_at = {unit: number for number, name in enumerate(names) for unit in range(name.first, name.last + 1)}
    words = [token.text.lower() if token.is_word else "" for token in tokens]
    return Read(Scene(text, tokens, quoted, frames, names, name_at, lexicon, words), people, owner)
