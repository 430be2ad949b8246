"""The steps of annotating a text, in order: tokens, names, people, quoted stretches, sources, speakers."""

from __future__ import annotations

from tuinews.annotator.language import tell_language
from tuinews.annotator.people.coreference import Cluster
from tuinews.annotator.people.naming import Name
from tuinews.annotator.quotes.indirect import Reported, find_reported
from tuinews.annotator.quotes.picking import Pick, pick_sources
from tuinews.annotator.quotes.speakers import Cast
from tuinews.annotator.quotes.surroundings import Surroundings
from tuinews.annotator.scenes import read_scene
from tuinews.annotator.sentences import Token
from tuinews.model.annotations import Annotation, Certainty, Mention, Person, Quote, QuoteKind

_TRAINED = frozenset(("", "en"))
"""What the models were trained on; an unknown language counts as that."""


def annotate_text(text: str, version: int, language: str = "") -> Annotation:
    """Return the annotation of a text.

    Args:
        language: The declared language, believed only where the text does not tell its own.
    """
    language = tell_language(text) or language.lower().partition("-")[0]
    read = read_scene(text)
    around = Surroundings(read.scene, read.owner)
    cast = Cast(around, read.people, read.owner)
    return Annotation(
        annotator_version=version,
        people=tuple(_person(cluster) for cluster in read.people),
        mentions=tuple(
            _mention(read.scene.tokens, name, index) for name, index in zip(read.scene.names, read.owner, strict=True)
        ),
        quotes=tuple(_quotes(around, cast, is_trained=language in _TRAINED)),
        language=language,
    )


def _person(cluster: Cluster) -> Person:
    name = cluster.name
    return Person(name, tuple(form for form in cluster.names if form != name), cluster.role)


def _mention(tokens: list[Token], name: Name, person: int) -> Mention:
    return Mention(tokens[name.first].start, tokens[name.last].end, person)


def _quotes(around: Surroundings, cast: Cast, *, is_trained: bool) -> list[Quote]:
    """Return the direct and indirect quotes of a text in order; in a language not trained on all are likely at most."""
    scene = around.scene
    told: list[tuple[int, Pick | Reported]] = [(scene.quoted[p.number].start, p) for p in pick_sources(around)]
    told += [(reported.start, reported) for reported in find_reported(scene)]
    quotes = [
        _quote(around, cast, one) if isinstance(one, Pick) else _indirect(around, cast, one)
        for _, one in sorted(told, key=lambda item: item[0])
    ]
    return quotes if is_trained else [_unsure(quote) for quote in quotes]


def _unsure(quote: Quote) -> Quote:
    speaker = quote.speaker
    return quote._replace(speaker=speaker and speaker._replace(certainty=Certainty.LIKELY))


def _quote(around: Surroundings, cast: Cast, pick: Pick) -> Quote:
    stretch = around.scene.quoted[pick.number]
    return Quote(stretch.start, stretch.end, speaker=cast.name(pick), cue=_cue(around, pick))


def _indirect(around: Surroundings, cast: Cast, reported: Reported) -> Quote:
    cue = _spelled_cue(around.scene.tokens[reported.cue].text)
    return Quote(reported.start, reported.end, QuoteKind.INDIRECT, cast.reporter(reported), cue)


def _cue(around: Surroundings, pick: Pick) -> str:
    """Return the verb of speech beside a quote; empty when there is none."""
    attribution = around.attributions[pick.number]
    if attribution.cue < 0:
        return ""
    return _spelled_cue(around.scene.tokens[attribution.cue].text)


def _spelled_cue(word: str) -> str:
    return "according to" if word.lower() == "according" else word
