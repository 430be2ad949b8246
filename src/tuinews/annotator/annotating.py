"""The steps of annotating a text, in order: tokens, names, people, quoted stretches, attribution, speakers."""

from __future__ import annotations

from tuinews.annotator.attribution import Attribution, attribute
from tuinews.annotator.clauses import split_frames
from tuinews.annotator.coreference import Cluster, tie_mentions
from tuinews.annotator.names import load_lexicon
from tuinews.annotator.people import Name, find_names
from tuinews.annotator.quotes import Quoted, find_quoted
from tuinews.annotator.sentences import Token, split_tokens
from tuinews.annotator.speakers import Cast, speaker_of
from tuinews.annotator.speech import is_speech
from tuinews.annotator.subjects import Scene
from tuinews.model import Annotation, Mention, Person, Quote


def annotate_text(text: str, version: int) -> Annotation:
    """Return the annotation of a text."""
    lexicon = load_lexicon()
    tokens = split_tokens(text)
    names = find_names(tokens, lexicon)
    people, owner = tie_mentions(text, tokens, names, lexicon)
    quoted = find_quoted(text)
    frames = split_frames(text, tokens, quoted)
    name_at = {unit: number for number, name in enumerate(names) for unit in range(name.first, name.last + 1)}
    scene = Scene(text, tokens, quoted, frames, names, name_at, lexicon)
    return Annotation(
        annotator_version=version,
        people=tuple(_person(cluster) for cluster in people),
        mentions=tuple(_mention(tokens, name, index) for name, index in zip(names, owner, strict=True)),
        quotes=tuple(_quotes(scene, people, owner)),
    )


def _person(cluster: Cluster) -> Person:
    name = cluster.name
    return Person(name, tuple(form for form in cluster.names if form != name), cluster.role)


def _mention(tokens: list[Token], name: Name, person: int) -> Mention:
    return Mention(tokens[name.first].start, tokens[name.last].end, person)


def _quotes(scene: Scene, people: list[Cluster], owner: list[int]) -> list[Quote]:
    """Return the quotes of a text with their speakers, gone through in order."""
    cast = Cast(scene, people, owner, attribute(scene))
    singles_speak = _sets_speech_in_singles(scene.quoted)
    quotes: list[Quote] = []
    for index, frame in enumerate(scene.frames):
        for place, number in frame.quotes():
            attribution = cast.attributions[number]
            if is_speech(scene, frame, place, attribution, singles_speak):
                stretch = scene.quoted[number]
                speaker = speaker_of(cast, index, number)
                cast.note(index, stretch.line, speaker)
                quotes.append(Quote(stretch.start, stretch.end, speaker=speaker, cue=_cue(scene, attribution)))
    return quotes


def _sets_speech_in_singles(quoted: list[Quoted]) -> bool:
    """Say whether a text sets speech in single marks."""
    singles = sum(stretch.is_single for stretch in quoted)
    return singles > len(quoted) - singles


def _cue(scene: Scene, attribution: Attribution) -> str:
    if attribution.cue < 0:
        return ""
    cue = scene.tokens[attribution.cue]
    word = cue.text.lower()
    return "according to" if word == "according" else cue.text
