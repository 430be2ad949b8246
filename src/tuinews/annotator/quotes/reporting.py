"""Whether a verb that may report speech does: it is no noun, and what follows it is a clause and not a thing."""

from __future__ import annotations

from tuinews.annotator.names import CALENDAR, COMMON, TITLE, word_set
from tuinews.annotator.people.candidates import is_capital
from tuinews.annotator.quotes.clauses import Frame
from tuinews.annotator.quotes.subjects import DETERMINERS, PRONOUNS, Scene

CONTENT_OPENERS = DETERMINERS | PRONOUNS | {"there"}
_OBJECTS = frozenset(("her", "him", "them", "us", "me"))
_SUBJECTS = frozenset(("i", "he", "she", "it", "they", "we", "there", "you"))
_NOMINATIVES = frozenset(("he", "she", "it", "who"))
_REFUSED = frozenset(("told", "asked", "asks", "asking", "tell", "tells"))
"""Verbs with somebody told or asked between them and the content."""
_SAYS = frozenset(("said", "say", "says", "saying"))
"""Verbs that hardly ever have a thing for an object."""
_AUXILIARIES = word_set("auxiliaries")
_PLAIN_VERBS = word_set("plain-verbs")
_ENDS_OF_CLAUSE = word_set("boundaries") | {"who", "whose", "whom"}
_PASSIVE = word_set("passive")
_PREPOSITIONS = word_set("prepositions")
_ALSO_NOUNS = word_set("speech-nouns")
_ADVERBS = frozenset(("also", "further", "now", "later", "then"))
_LONGEST_SUBJECT = 14
_REACH_OF_THAT = 7
_SHORT = 9
_LONGEST_LISTENER = 3
_TO_SOMEBODY = word_set("told-to-somebody")
"""Verbs with whom they are said to between them and "that"."""
_AT_SOMETHING = frozenset(("added", "adding", "adds", "pointed", "pointing", "points", "responded", "responding"))
_BETWEEN = word_set("skipped") | word_set("when-and-where")
_THOUGHTS = word_set("thoughts")
_TIMES = word_set("times")


def place_of_that(scene: Scene, frame: Frame, cue: int) -> int:
    """Return the place of "that" after "said", "told reporters", "confirmed on Friday"; else the sentence's end.

    What a verb acts on keeps its "that": "revealed 14 more graves that", "claimed responsibility for a fire that".
    """
    for place in range(cue + 1, min(cue + _REACH_OF_THAT, len(frame.units))):
        if scene.word(frame, place) == "that":
            return place if _leads_to_that(scene, frame, cue, place) else len(frame.units)
        if not scene.word(frame, place):
            break
    return len(frame.units)


def _leads_to_that(scene: Scene, frame: Frame, cue: int, that: int) -> bool:
    """Say whether what stands between a verb and "that" tells when, where or to whom, and is not what is said."""
    verb, word = scene.word(frame, cue), scene.word(frame, cue + 1)
    if that == cue + 1 or verb in _TO_SOMEBODY or scene.word(frame, that - 1) in _THOUGHTS:
        return True
    if word == "to":
        return verb not in _AT_SOMETHING
    return word in _BETWEEN or word.endswith("ly")


def past_listener(scene: Scene, frame: Frame, cue: int) -> int:
    """Return the place after a verb and whom it is said to: "told AFP | the leader was", "told the court | he had"."""
    first = cue + 1
    if scene.word(frame, cue) not in _TO_SOMEBODY - {"tell", "warning"}:
        return first
    place = first + (scene.word(frame, first) in DETERMINERS and scene.word(frame, first) not in _OBJECTS)
    for end in range(place + 1, min(place + 1 + _LONGEST_LISTENER, len(frame.units))):
        word, before = scene.word(frame, end), scene.word(frame, end - 1)
        if not before or before in _PREPOSITIONS or before in _ENDS_OF_CLAUSE or word in ("that", "who"):
            break
        if word in CONTENT_OPENERS or _begins_name(scene, frame, end):
            return end
    return first


def _begins_name(scene: Scene, frame: Frame, place: int) -> bool:
    number = scene.name_at.get(frame.units[place], -1)
    return number >= 0 and scene.name_at.get(frame.units[place - 1], -1) != number


def opens_content(scene: Scene, frame: Frame, cue: int, first: int) -> bool:
    """Say whether a clause follows a verb directly: "said he would", "said the plan was", "claimed Iran had".

    Any verb but the plainest needs a verb in what follows: "announced a plan", "denied the charges" report no words.

    Args:
        cue: The place of the verb in the frame.
        first: The place of what follows.
    """
    word = scene.word(frame, first)
    if not word or (scene.word(frame, cue) in _REFUSED and first == cue + 1):
        return False
    is_time = word in ("this", "that") and scene.word(frame, first + 1) in _TIMES
    if is_time and not scene.tokens[frame.units[first + 1]].is_possessive:
        return False
    if word in _OBJECTS or scene.word(frame, first + 1) == "to" or cue == 0 or _follows_quote(scene, frame, cue):
        return False
    has_predicate = _has_predicate(scene, frame, first)
    if word in CONTENT_OPENERS or frame.units[first] in scene.name_at:
        return has_predicate or scene.word(frame, cue) in _SAYS
    # "said arson could not be ruled out", "said Berlin was aware", but not "said on Monday he was"
    return has_predicate and scene.word(frame, cue) in _SAYS and not _is_setting_word(scene, frame, first)


def _is_setting_word(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether a word begins when, where or how something was said, and not what."""
    word = scene.word(frame, place)
    if (word, scene.word(frame, place + 1)) in (("at", "least"), ("at", "most")):
        return False
    flags = scene.lexicon.flags(scene.tokens[frame.units[place]].text)
    return word in _PREPOSITIONS or word in _ENDS_OF_CLAUSE or word in _BETWEEN or bool(flags & CALENDAR)


def is_noun(scene: Scene, frame: Frame, cue: int) -> bool:
    """Say whether a word such as "comments" or "reports" names what was said: "over claims that", "his remarks".

    It is the verb after a name, "he" or "she", and after a description with an article: "the report notes that".
    """
    if scene.word(frame, cue) not in _ALSO_NOUNS:
        return False
    place = cue - 1
    while place > 0 and (scene.word(frame, place) in _ADVERBS or scene.word(frame, place).endswith("ly")):
        place -= 1
    if place < 0 or not scene.word(frame, place):
        return place < 0
    unit = frame.units[place]
    if unit in scene.name_at or scene.word(frame, place) in _NOMINATIVES:
        return False
    text = scene.tokens[unit].text
    if is_capital(text) and (place or not scene.lexicon.flags(text) & COMMON):
        return False
    return not _is_description(scene, frame, place)


def is_told_at_end(scene: Scene, frame: Frame, cue: int) -> bool:
    """Say whether a verb can end a sentence as "…, he said" does: "is softly added" and "was demanding" cannot."""
    place = cue - 1
    while place > 0 and scene.word(frame, place).endswith("ly"):
        place -= 1
    return scene.word(frame, place) not in _PASSIVE and not scene.word(frame, cue).endswith("ing")


def is_setting(scene: Scene, frame: Frame, end: int) -> bool:
    """Say whether the words before a place only set the scene: "but with rising prices", "looking ahead to May"."""
    last = scene.word(frame, end - 1)
    if scene.lexicon.flags(last) & TITLE and end < _SHORT and not _any_verb(scene, frame, range(end)):
        return True  # "Chancellor Merz's spokesman, Stefan Kornelius, said"
    first = scene.word(frame, 0) in ("but", "and", "so")
    word = scene.word(frame, int(first))
    opens = word in _PREPOSITIONS or word in ("to", "if", "throughout") or word.endswith("ing")
    return opens and not _any_verb(scene, frame, range(end))


def past_apposition(scene: Scene, frame: Frame, comma: int) -> int:
    """Return the comma after who somebody is: "according to Ann Lee, a botanist | , this is", else `comma`.

    The place of a university, set off by a comma too, goes with it: "at the University of California, Davis".
    """
    end = _next_comma(scene, frame, comma)
    is_one = scene.word(frame, comma + 1) in ("a", "an") and _names_role(scene, frame, range(comma + 1, end))
    if not is_one or end == len(frame.units):
        return comma
    return end + 2 if scene.mark(frame, end + 2) == "," else end


def before_apposition(scene: Scene, frame: Frame, comma: int) -> int:
    """Return the comma before who is named next: "rates rise | , the bank's head, Ana Ruiz, said", else `comma`."""
    first = comma - 1
    while first > 0 and scene.mark(frame, first) != ",":
        first -= 1
    is_one = first > 0 and scene.word(frame, first + 1) in DETERMINERS
    return first if is_one and _names_role(scene, frame, range(first + 1, comma)) else comma


def _next_comma(scene: Scene, frame: Frame, place: int) -> int:
    return next((at for at in range(place + 1, len(frame.units)) if scene.mark(frame, at) == ","), len(frame.units))


def _names_role(scene: Scene, frame: Frame, places: range) -> bool:
    """Say whether words say what somebody is, and no more: "the governor of the central bank"."""
    has_role = any(scene.lexicon.flags(scene.word(frame, place)) & TITLE for place in places)
    return has_role and not _any_verb(scene, frame, places)


def _any_verb(scene: Scene, frame: Frame, places: range) -> bool:
    return any(_is_verb(scene, frame, place) or scene.word(frame, place).endswith("ed") for place in places)


def _is_description(scene: Scene, frame: Frame, last: int) -> bool:
    """Say whether the words up to a place are who or what speaks, with an article: "a document on its website"."""
    first = last
    while first > 0 and last - first < _LONGEST_SUBJECT:
        word = scene.word(frame, first - 1)
        if not word or word in _ENDS_OF_CLAUSE:
            break
        first -= 1
    return scene.word(frame, first) in DETERMINERS and not _any_verb(scene, frame, range(first, last + 1))


def _has_predicate(scene: Scene, frame: Frame, first: int) -> bool:
    """Say whether a verb follows a subject: "the bail conditions were", "he closed it", not "a set of actions"."""
    if scene.word(frame, first) in _SUBJECTS:
        after = scene.word(frame, first + 1)
        return bool(after) and after not in _ENDS_OF_CLAUSE and after not in _PREPOSITIONS
    for place in range(first + 1, min(first + _LONGEST_SUBJECT, len(frame.units))):
        word = scene.word(frame, place)
        if not word or word in _ENDS_OF_CLAUSE:
            return False
        if _is_verb(scene, frame, place):
            return True
        if word.endswith("ed") and _is_object(scene, frame, place + 1):
            return True
    return False


def _is_verb(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether a word is a verb; "May" is a month, and "a set of" none."""
    word = scene.word(frame, place)
    if word not in _AUXILIARIES and word not in _PLAIN_VERBS:
        return False
    return scene.tokens[frame.units[place]].text[0].islower() and scene.word(frame, place - 1) not in DETERMINERS


def _is_object(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether a place begins what a verb acts on: "reduced | the number", "sold | Lund a boat"."""
    word = scene.word(frame, place)
    return word in DETERMINERS or word in _OBJECTS or (bool(word) and frame.units[place] in scene.name_at)


def _follows_quote(scene: Scene, frame: Frame, cue: int) -> bool:
    """Say whether a verb belongs to a quoted stretch right before it: “…,” said he."""
    marks = scene.mark(frame, cue - 1), scene.mark(frame, cue - 2)
    return marks[0] == "“" or marks == (",", "“")
