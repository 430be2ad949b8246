"""The models in the order in which they are built; each may use the files of those before it."""

from __future__ import annotations

from tuinews.annotator.train import lists, people, quotes, words
from tuinews.annotator.train.job import Registry

MODELS: Registry = {
    "lists": lists.build,
    "words": words.build,
    "people": people.build,
    "speech": quotes.build_speech,
    "speakers": quotes.build_speakers,
}
