"""How often a word stands in small letters, and how often it has a capital inside a sentence: words.txt."""

from __future__ import annotations

from collections import Counter

from tuinews.annotator.people.sorted_table import table_lines
from tuinews.annotator.people.wordbook import bucket_of_smallness
from tuinews.annotator.sentences import split_tokens
from tuinews.annotator.train.corpora import PEOPLE_TRAIN, plain_texts
from tuinews.annotator.train.job import Figures, Job

_CORPORA = (*PEOPLE_TRAIN, "quotes/train")
_FEWEST = 2


def build(job: Job) -> Figures:
    """Write the table of words."""
    job.say("words: counting")
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for name in _CORPORA:
        for text in plain_texts(job.corpora, name):
            _count(text, small, capital)
    table = {word: bucket_of_smallness(count, capital[word]) for word, count in small.items() if count >= _FEWEST}
    content = table_lines(table)
    (job.out / "words.txt").write_bytes(content)
    return {"words": len(table), "bytes": len(content)}


def _count(text: str, small: Counter[str], capital: Counter[str]) -> None:
    """Count the words of a text."""
    before = None
    for token in split_tokens(text):
        if token.is_word:
            if token.text.islower():
                small[token.text] += 1
            elif (
                token.text[0].isupper()
                and not token.text.isupper()
                and before is not None
                and before.is_word
                and before.sentence == token.sentence
            ):
                capital[token.text.lower()] += 1
        before = token
