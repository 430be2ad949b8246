"""Features of a quoted stretch that tell speech from titles, nicknames, scare quotes and words spoken of as words."""

from __future__ import annotations

from tuinews.annotator.names import SAYING, word_set
from tuinews.annotator.quotes.surroundings import LABEL, QuoteFacts, Surroundings, bucket, key_of_quote
from tuinews.annotator.sentences import Token

_SMALL = word_set("small")
_NAMING = word_set("naming")
_FIRST_PERSON = frozenset(("i", "we", "my", "our", "you", "me", "us", "i’m", "i'm", "we’re", "it’s"))
_FEW = 3
_STOPS = ".?!:Q"


def features_of_speech(around: Surroundings, number: int) -> list[str]:
    """Return the features of a quoted stretch, short strings of which a model weighs some."""
    facts = around.facts(number)
    return [
        *_own_features(around, number, facts),
        *_beside_features(around, number, facts),
        *_attribution_features(around, number, facts),
        *_sentence_features(around, number, facts),
        *_document_features(around, number, facts),
    ]


def _own_features(around: Surroundings, number: int, facts: QuoteFacts) -> list[str]:
    """Return the features of the stretch itself."""
    quoted, words = around.scene.quoted[number], facts.words
    size = bucket(len(words))
    is_title = _is_title(facts)
    found = [
        "b",
        f"n{size}",
        "last=" + facts.last,
        f"ln={facts.last}{min(size, 6)}",
        f"cap{facts.is_capital:d}",
        f"tt{is_title:d}{min(len(words), 6)}",
        f"ttl{is_title:d}{facts.is_capital:d}{facts.last}",
        f"allc{bool(words) and all(word.isupper() for word in words):d}",
        f"open{quoted.is_open:d}",
        f"sing{quoted.is_single:d}",
        f"bare{facts.is_bare:d}",
        f"bareL{facts.is_bare:d}{facts.last}{size}",
        f"ls{facts.opens_line:d}{size}",
    ]
    if not words:
        return [*found, "empty"]
    found += [f"in={words[0].lower()}", f"in={words[-1].lower()}"]
    if len(words) <= _FEW:
        found.append("short=" + " ".join(words).lower())
    if any(word.lower() in _FIRST_PERSON for word in words[:12]):
        found.append("first")
    if LABEL.match(around.scene.text, quoted.start):
        found.append("label")
    return found


def _beside_features(around: Surroundings, number: int, facts: QuoteFacts) -> list[str]:
    """Return the features of the words and marks beside the stretch."""
    index, place = around.places[number]
    size, is_title = bucket(len(facts.words)), _is_title(facts)
    near = min(size, 4)
    before, before2 = around.word_or_symbol(index, place - 1), around.word_or_symbol(index, place - 2)
    after, after2 = around.word_or_symbol(index, place + 1), around.word_or_symbol(index, place + 2)
    found = [
        "w1=" + before,
        "w2=" + before2,
        f"w21={before2}_{before}",
        "x1=" + after,
        "x2=" + after2,
        f"x12={after}_{after2}",
        f"w1n{before}{near}",
        f"x1n{after}{near}",
        "pv=" + facts.before,
        "nx=" + facts.after,
        f"pvnx={facts.before}{facts.after}",
        f"pvnxn{facts.before}{facts.after}{near}{is_title:d}",
    ]
    frame = around.scene.frames[index]
    for back in (1, 2, 3):
        if around.scene.word(frame, place - back) in _NAMING:
            found += [f"nm{back}", f"nmn{back}{near}", f"nmt{back}{is_title:d}"]
    return [*found, *_name_features(around, number, facts)]


def _name_features(around: Surroundings, number: int, facts: QuoteFacts) -> list[str]:
    """Return whether capitals stand beside the stretch, as they do about a nickname."""
    _, after = _neighbours(around, number)
    is_title = _is_title(facts)
    found = [f"nick{is_nickname(around, number):d}"]
    if after is not None and after.is_word:
        found.append(f"nup{after.text[0].isupper():d}{is_title:d}")
    return found


def is_nickname(around: Surroundings, number: int) -> bool:
    """Say whether a stretch stands between the words of a name: Robert “Bobby” Scott."""
    facts = around.facts(number)
    before, after = _neighbours(around, number)
    if before is None or after is None or not 0 < len(facts.words) <= _FEW or not _is_title(facts):
        return False
    return before.text[0].isupper() and after.text[0].isupper()


def _neighbours(around: Surroundings, number: int) -> tuple[Token | None, Token | None]:
    """Return the words or marks right before and after a stretch in its sentence."""
    index, place = around.places[number]
    units, tokens = around.scene.frames[index].units, around.scene.tokens
    before = tokens[units[place - 1]] if place and units[place - 1] >= 0 else None
    after = tokens[units[place + 1]] if place + 1 < len(units) and units[place + 1] >= 0 else None
    return before, after


def _attribution_features(around: Surroundings, number: int, facts: QuoteFacts) -> list[str]:
    """Return what the rules of attribution found."""
    attribution = around.attributions[number]
    size, is_title, strength = bucket(len(facts.words)), _is_title(facts), attribution.strength
    found = [
        f"st{strength:d}",
        f"stn{strength:d}{min(size, 6)}",
        f"stt{strength:d}{is_title:d}{min(size, 4)}",
        f"stl{strength:d}{facts.last}{facts.is_capital:d}",
        f"subj{attribution.subject is not None:d}",
    ]
    if attribution.cue < 0:
        return found
    word = around.scene.tokens[attribution.cue].text.lower()
    is_saying = bool(around.scene.lexicon.flags(word) & SAYING)
    found += [
        "cue=" + word,
        f"cuen={word}{min(size, 3)}",
        f"cs{is_saying:d}{strength:d}",
        f"cst{is_saying:d}{is_title:d}{min(size, 3)}",
    ]
    index, place = around.places[number]
    units = around.scene.frames[index].units
    if attribution.cue in units:
        cue = units.index(attribution.cue)
        found.append(f"cd{'<' if cue < place else '>'}{bucket(abs(cue - place))}")
    return found


def _sentence_features(around: Surroundings, number: int, facts: QuoteFacts) -> list[str]:
    """Return the features of the sentence and its neighbours."""
    index, place = around.places[number]
    symbols, frames = around.symbols(index), around.scene.frames
    size = bucket(len(facts.words))
    before, after = symbols[:place], symbols[place + 1 :]
    sides = f"{'S' in before:d}{'S' in after:d}"
    in_line = sum(frame.line == frames[index].line for frame in frames[max(0, index - 3) : index + 4])
    found = [
        f"nq{min(facts.quotes, 4)}",
        f"say{min(symbols.count('S'), 2)}{min(symbols.count('R'), 2)}",
        "saylr" + sides,
        f"saylrn{sides}{min(size, 4)}",
        f"flen{bucket(len(symbols))}",
        f"frag{facts.is_capital:d}{'S' in symbols or 'R' in symbols:d}{min(size, 6)}",
        f"pqs{'Q' in before:d}",
        f"nqs{'Q' in after:d}",
        f"lend={symbols[-1] if symbols[-1] in _STOPS else 'x'}{min(in_line, 2)}",
    ]
    if index:
        previous = around.symbols(index - 1)
        found += [
            f"pend={previous[-1]}{facts.is_bare:d}",
            f"pS{'S' in previous:d}{'Q' in previous:d}{facts.is_bare:d}",
        ]
    if index + 1 < len(frames):
        following = around.symbols(index + 1)
        found.append(f"nS{'S' in following[:8]:d}{'Q' in following:d}{facts.is_bare:d}")
    return found


def _document_features(around: Surroundings, number: int, facts: QuoteFacts) -> list[str]:
    """Return how the text as a whole uses quotation marks."""
    quoted, scene = around.scene.quoted, around.scene
    stretch = quoted[number]
    times = around.repeats[key_of_quote(scene.text[stretch.start : stretch.end])]
    return [
        f"dq{bucket(len(quoted))}",
        f"sg{stretch.is_single:d}{around.singles * 2 > len(quoted):d}",
        f"rep{min(times, 3)}{min(bucket(len(facts.words)), 3)}",
        f"head{scene.frames[0].line == stretch.line:d}",
    ]


def _is_title(facts: QuoteFacts) -> bool:
    """Say whether every word that matters has a capital, as titles have it."""
    return bool(facts.words) and all(
        word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in facts.words
    )
