"""The language of a text, told lightly: by its script, then by the letters or the little words of its languages.

A text in English is never told to be in another language, and what is not plain is left open: the annotator is tuned
for English, and only the question whether a text is something else matters to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

_MOST_READ: Final = 2400
"""How many characters are looked at."""
_LEAST_LETTERS: Final = 12
_LEAST_HITS: Final = 4
_LEAST_WORDS: Final = 3
"""How many different little words of two letters or more there must be: tables and scores are full of single ones."""
_LEAST_SHARE: Final = 0.12
"""How much of a text in a Latin script must be little words of its language."""
_LEAD: Final = 1.25
"""By how much the language must lead the next."""
_PLAIN_SHARE: Final = 0.3
"""A text with so many little words of English is English; no other language shares half as many of them."""
_ENGLISH_SHARE: Final = 0.35
"""A text with so much English in it, beside the little words of another language, is left open."""
_WORD: Final = re.compile(r"[^\W\d_]+")

# (first and last code point, language or script); a script of several languages has a name in capitals.
_SCRIPTS: Final = (
    (0x0041, 0x024F, "LATIN"), (0x1E00, 0x1EFF, "LATIN"), (0x0370, 0x03FF, "el"), (0x1F00, 0x1FFF, "el"),
    (0x0400, 0x052F, "CYRILLIC"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ARABIC"),
    (0x0750, 0x077F, "ARABIC"), (0xFB50, 0xFDFF, "ARABIC"), (0xFE70, 0xFEFF, "ARABIC"), (0x0900, 0x097F, "DEVANAGARI"),
    (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"), (0x0E00, 0x0E7F, "th"), (0x0E80, 0x0EFF, "lo"), (0x0F00, 0x0FFF, "bo"),
    (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"),
    (0x1100, 0x11FF, "ko"), (0xAC00, 0xD7AF, "ko"), (0x3040, 0x30FF, "KANA"), (0x31F0, 0x31FF, "KANA"),
    (0x3400, 0x4DBF, "HAN"), (0x4E00, 0x9FFF, "HAN"), (0xF900, 0xFAFF, "HAN"),
)  # fmt: skip

# In a script of several languages the letters that only some of them have; the first language of which there are
# enough wins, the last stands for the script.
_LETTERS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "CYRILLIC": (
        ("kk", "әқңғұһ"), ("tg", "ҳҷӣӯ"), ("mn", "өү"), ("be", "ў"), ("uk", "іїєґ"), ("mk", "ѓќѕ"), ("sr", "јљњћђџ"),
        ("ru", "ыэё"), ("bg", "ъщ"), ("ru", ""),
    ),
    "ARABIC": (
        ("ckb", "ێۆڵڕە"), ("ps", "ښځڅډږۍ"), ("ur", "ٹڈڑےںہھ"), ("fa", "پچژگکی"), ("ar", ""),
    ),
}  # fmt: skip
_LEAST_LETTER_SHARE: Final = 0.006

_DEVANAGARI: Final = (
    ("mr", "आहे आणि आहेत नाही होते यांनी केले मध्ये त्यांनी म्हणाले"),
    ("ne", "छ छन् र गरेको भएको लागि नेपाल गर्न भने तथा"),
    ("hi", "है के का की में और हैं ने को से"),
)

_LITTLE_WORDS: Final[Mapping[str, str]] = {
    "en": "the of and to in a is that for was on with as his it by he at from has had have are be an this who which "
    "said were their but not been they its will would after also or she her you we i more one about when than "
    "out up there what so if into first over two last year new no can all other could may do did how our my "
    "some before during while against him them only most where then because between any these those",
    "de": "der die das und in zu den mit von für auf ist im dem nicht ein eine als auch es an werden aus er hat "
    "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur "
    "bis mehr durch man sein wurde sei wir ich",
    "fr": "le la les de des du et un une en que qui dans pour est sur par pas au avec il plus ce se son sa ses ne à "
    "aux été cette mais comme ont nous vous leur sont était elle on ou même d l qu n c s après être fait deux",
    "es": "el la los las de del y en que un una por con para se su no es al lo como más pero sus le ha fue este "
    "entre o sin sobre también hasta hay desde todo esta ser son dos años muy cuando era han según está",
    "pt": "o a os as de do da dos das e em que um uma para com não no na por se mais foi ao é são como mas seu sua "
    "ou pelo pela nos nas também até ele entre depois já está ser tem segundo anos isso foram há",
    "it": "il lo la gli le di del della dei delle e in che un una per con non è si da al alla nel nella sono ha "
    "come più anche ma dal dalla sul sulla ai i l dell all nell se stato essere suo questo hanno anni tra "
    "loro",
    "nl": "de het een en van in is dat op te voor met zijn niet er aan die om ook als maar bij uit naar door over "
    "dan nog wordt hij heeft worden deze tot werd of wel geen zich hebben ze was kan meer",
    "sv": "och att det i en som är på för av med den till inte har de ett om han var från vi så men kan ska hade "
    "när sig nu eller efter vid under där också mot blir sin varit man jag",
    "no": "og i det på som er en å til av for at med han var ikke har de et fra den vi om så men kan skal ble etter "
    "ved seg sier også hun mot hadde være eller nå blir opp ut hva jeg noe mye",
    "da": "og i det at på en som er af til for med de han var ikke har et den fra der vi om så men kan skal blev "
    "efter ved sig siger også hun mod havde være eller nu bliver op ud hvad jeg noget meget",
    "fi": "ja on ei se että oli hän mutta kun myös ovat joka ole sen ollut kuin mukaan vuonna tai niin jo vain "
    "siitä jos hänen sekä olla voi jonka mitä nyt kanssa jälkeen ovat sanoo",
    "et": "ja on ei et ka oli see kui mis aga oma ning või kes tema seda pärast nagu siis veel eesti juba olid ole "
    "ütles aasta",
    "pl": "i w na z się nie do to że o jest jak za od po przez dla ale przy tym oraz był są co tego już ma także "
    "tak być który która które jego czy roku może",
    "cs": "a v se na je že s z do to o i ve k by pro ale za jako po které který jsou od byl však bylo při také jeho "
    "podle už nebo tak jeho byla kteří jen až své může řekl",
    "sk": "a v sa na je že s z do to o aj vo k by pre ale za ako po ktoré ktorý sú od bol však bolo pri tiež jeho "
    "podľa už alebo tak bola ktorí len až svoje môže povedal",
    "sl": "in je v se na da za z so ki pa tudi po s bi kot pri ni še od iz ali bil ter lahko kar ker bo več leta",
    "hr": "i u je na se da za su od s o a iz koji kako što će bi nije ne koja sa ili po koje nakon bio jer samo "
    "više kao ali godine rekao",
    "ro": "și de a în la cu nu o pe din că un pentru este care mai au sau lui cele ce fost prin ca după între sunt "
    "al ale dar acest această le se era si",
    "hu": "a az és hogy nem is egy ez meg azt csak de volt mint már még el van ki szerint vagy lesz amely ezt volna "
    "után között lehet pedig minden kell aki",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar olduğu en ne ise var değil ancak veya "
    "göre tarafından her o dedi yeni etti oldu",
    "id": "yang dan di ini itu dengan untuk dari pada tidak dalam akan juga ke oleh ada sebagai mereka telah kata "
    "bisa dia karena kepada sudah atau saat tersebut menjadi lebih para orang tahun",
    "vi": "và của là có cho không được một trong với các đã những này người khi để đến cũng ra vào tại từ về như "
    "năm sẽ ông",
    "sw": "ya na wa kwa ni katika la za cha kuwa hiyo huo huyo hii yake pia lakini baada kama watu hilo alisema "
    "bila kila vya mwa nchi rais moja hivyo ambao",
    "so": "oo iyo ka ku in uu ay ah la waa soo kale sheegay waxaa loo ayaa inuu isku uga dalka kaas",
    "ca": "el la els les de del dels i que en un una per amb no es al als com més però ha són va aquest aquesta "
    "també pel entre seva seu fins ser quan hi molt anys",
    "gl": "o a os as de do da dos das e en que un unha para con non no na por se máis foi ao é son como pero seu "
    "súa ou polo pola tamén ata entre xa está ser",
    "eu": "eta da ez du dute dira bat ere izan egin den dela hori baina dituzte zuen ziren duen gehiago beste arte",
    "sq": "të e në dhe i për një me nga që është se më ka nuk do u si janë kjo ky ishte pas edhe duke kanë",
    "lt": "ir į kad yra su iš tai bet kaip už po buvo ar tik jau dėl apie taip pat ne savo jis metų prie nuo",
    "lv": "un ir ka no uz par ar kas tas bija lai arī pēc bet vai kā gan nav savu jau viņš būs tika gada",
    "is": "og að í á er sem til við um en var ekki það af með hann fyrir hefur eru því frá þess verið eftir hún",
    "ga": "an na agus ar is i go a le do bhí sé tá ag níl ach nó seo sin atá don leis chuig mar féin",
    "cy": "y yr yn a i o ar mae ei am wedi ac bod oedd gan hyn fod ond sydd mewn hefyd gyda na fel",
    "af": "die en van in het is nie om te vir dat op met hy aan sal wat by ook was as ons sy maar hulle kan uit nog "
    "word na",
    "tl": "ang ng sa na at mga ay si ni kay para ito siya hindi isang may ko niya nila din naman pa kung ayon dahil",
    "ha": "da na a ta ya ba ke su ne ce wa don ga cikin sun kuma an yi shi wannan kan domin yana",
}
_ENGLISH: Final = frozenset(_LITTLE_WORDS["en"].split())
_LIKE: Final[Mapping[str, str]] = {"da": "no", "no": "da", "cs": "sk", "sk": "cs", "pt": "gl", "gl": "pt", "nl": "af"}
"""Languages so near to each other that the better one wins without a lead."""


def tell_language(text: str) -> str:
    """Return the primary BCP 47 tag of a text's language; empty when it cannot be told."""
    sample = text[:_MOST_READ]
    if sample.isascii():
        return _by_little_words(sample)
    counts = Counter(sample.casefold())
    scripts = Counter[str]()
    for character, count in counts.items():
        scripts[_script_of(character)] += count if character.isalpha() else 0
    letters = scripts.total()
    if letters < _LEAST_LETTERS:
        return ""
    # Japanese mixes its syllables with Chinese characters; no Chinese text has them.
    if 2 * (scripts["HAN"] + scripts["KANA"]) > letters:
        return "ja" if 10 * scripts["KANA"] > scripts["HAN"] else "zh"
    script, most = scripts.most_common(1)[0]
    if 2 * most <= letters:
        return ""
    if script == "LATIN":
        return _by_little_words(sample)
    if script == "DEVANAGARI":
        return _by_words(sample)
    return _by_letters(script, counts, most) if script in _LETTERS else script


def _script_of(character: str) -> str:
    point = ord(character)
    if point < 0x250:
        return "LATIN"
    return next((script for first, last, script in _SCRIPTS if first <= point <= last), "")


def _by_letters(script: str, counts: Counter[str], letters: int) -> str:
    for language, own in _LETTERS[script]:
        if not own or sum(counts[letter] for letter in own) >= _LEAST_LETTER_SHARE * letters:
            return language
    return ""


def _by_words(sample: str) -> str:
    words = Counter(sample.split())
    hits = [(sum(words[word] for word in own.split()), language) for language, own in _DEVANAGARI]
    most, language = max(hits)
    return language if most else ""


def _by_little_words(sample: str) -> str:
    words = Counter(_WORD.findall(sample.casefold()))
    if sum(words[word] for word in _ENGLISH & words.keys()) >= max(_LEAST_HITS, _PLAIN_SHARE * words.total()):
        return "en"
    known = _languages_of()
    scores, hits, kinds = Counter[str](), Counter[str](), Counter[str]()
    for word, count in words.items():
        languages = known.get(word, ())
        for language in languages:
            scores[language] += count / len(languages)  # type: ignore[assignment]
            hits[language] += count
            kinds[language] += len(word) > 1
    total = words.total()
    hits = Counter({name: count for name, count in hits.items() if kinds[name] >= _LEAST_WORDS})
    if not hits:
        return ""
    if hits["en"] >= max(_LEAST_HITS, _LEAST_SHARE * total) and scores["en"] == max(scores.values()):
        return "en"
    return _other(scores, hits, total)


def _other(scores: Counter[str], hits: Counter[str], total: int) -> str:
    """Return the language that is plainly not English, or nothing."""
    best, most = scores.most_common(1)[0]
    rest = max((score for name, score in scores.items() if name not in {best, _LIKE.get(best)}), default=0)
    is_plain = hits[best] >= max(_LEAST_HITS, _LEAST_SHARE * total) and most >= _LEAD * rest
    return best if best != "en" and is_plain and scores["en"] <= _ENGLISH_SHARE * most else ""


@cache
def _languages_of() -> Mapping[str, tuple[str, ...]]:
    """Return for each little word the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _LITTLE_WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found
