"""The language of a text: told by script and little words, never wrongly told where the text is English."""

from __future__ import annotations

import pytest

from tuinews.annotator.language import tell_language

STORIES = {
    "en": "The mayor said on Tuesday that the wall would not be built this year, because there was no money for it.",
    "de": "Die Bürgermeisterin sagte am Dienstag, dass die Mauer in diesem Jahr nicht gebaut wird, weil es dafür "
    "kein Geld gibt und der Rat noch nicht entschieden hat.",
    "fr": "La maire a déclaré mardi que le mur ne serait pas construit cette année, parce qu'il n'y a pas d'argent "
    "pour les travaux et que le conseil n'a rien décidé.",
    "es": "La alcaldesa dijo el martes que el muro no se construirá este año porque no hay dinero para las obras y "
    "el consejo todavía no ha decidido nada.",
    "pt": "A prefeita disse na terça-feira que o muro não será construído neste ano, porque não há dinheiro para as "
    "obras e o conselho ainda não decidiu nada.",
    "it": "La sindaca ha detto martedì che il muro non sarà costruito quest'anno, perché non ci sono i soldi per i "
    "lavori e il consiglio non ha ancora deciso nulla.",
    "nl": "De burgemeester zei dinsdag dat de muur dit jaar niet wordt gebouwd, omdat er geen geld voor is en de "
    "raad nog niets heeft besloten.",
    "sv": "Borgmästaren sade på tisdagen att muren inte ska byggas i år, eftersom det inte finns pengar till den "
    "och rådet har inte beslutat något.",
    "da": "Borgmesteren sagde tirsdag, at muren ikke bliver bygget i år, fordi der ikke er penge til den, og rådet "
    "har endnu ikke besluttet noget af det.",
    "no": "Ordføreren sa tirsdag at muren ikke blir bygget i år, fordi det ikke er penger til den, og rådet har "
    "ennå ikke bestemt noe av det.",
    "fi": "Pormestari sanoi tiistaina, että muuria ei rakenneta tänä vuonna, koska rahaa ei ole, ja neuvosto ei ole "
    "vielä päättänyt, mitä se tekee, mutta se on mukaan.",
    "pl": "Burmistrz powiedziała we wtorek, że mur nie zostanie zbudowany w tym roku, bo nie ma na to pieniędzy, a "
    "rada jeszcze się nie zebrała, aby o tym zdecydować.",
    "cs": "Starostka v úterý řekla, že se zeď letos nepostaví, protože na ni nejsou peníze, a rada o tom podle ní "
    "ještě nerozhodla, ale už se na to ptá.",
    "ro": "Primarul a spus marți că zidul nu va fi construit în acest an, pentru că nu sunt bani pentru el, iar "
    "consiliul nu a decis încă nimic din ce se cere.",
    "hu": "A polgármester kedden azt mondta, hogy a fal nem épül meg az idén, mert nincs rá pénz, és a tanács még "
    "nem döntött, de ez csak egy év.",
    "tr": "Belediye başkanı salı günü duvarın bu yıl yapılmayacağını, çünkü bunun için para olmadığını ve meclisin "
    "henüz karar vermediğini, ancak daha sonra bir toplantı olduğunu söyledi.",
    "id": "Wali kota mengatakan pada hari Selasa bahwa tembok itu tidak akan dibangun tahun ini karena tidak ada "
    "uang untuk itu dan dewan belum memutuskan.",
    "vi": "Thị trưởng nói hôm thứ Ba rằng bức tường sẽ không được xây trong năm nay vì không có tiền và hội đồng "
    "cũng chưa quyết định.",
    "sw": "Meya alisema Jumanne kwamba ukuta huo hautajengwa mwaka huu kwa sababu hakuna fedha za kazi hiyo, na "
    "baraza la mji bado halijaamua katika kikao cha wiki hii.",
    "ru": "Мэр сказала во вторник, что стена не будет построена в этом году, потому что на неё нет денег, а совет "
    "ещё ничего не решил. Об этом рассказали жители, которые были на встрече.",
    "uk": "Мер сказала у вівторок, що стіна не буде збудована цього року, бо на неї немає грошей, а рада ще нічого "
    "не вирішила.",
    "bg": "Кметът каза във вторник, че стената няма да бъде построена тази година, защото няма пари за нея, а "
    "съветът още не е решил нищо.",
    "sr": "Градоначелница је рекла у уторак да зид неће бити изграђен ове године јер за њега нема новца.",
    "el": "Η δήμαρχος είπε την Τρίτη ότι ο τοίχος δεν θα χτιστεί φέτος, επειδή δεν υπάρχουν χρήματα.",
    "he": "ראש העיר אמרה ביום שלישי שהחומה לא תיבנה השנה כי אין לכך כסף והמועצה לא החליטה.",
    "ar": "قالت رئيسة البلدية يوم الثلاثاء إن الجدار لن يبنى هذا العام لأنه لا توجد أموال له ولم يقرر المجلس شيئا.",
    "fa": "شهردار روز سه‌شنبه گفت که دیوار امسال ساخته نخواهد شد، چون پولی برای آن نیست و شورا هنوز چیزی تصمیم "
    "نگرفته است.",
    "ur": "میئر نے منگل کو کہا کہ اس سال دیوار نہیں بنائی جائے گی کیونکہ اس کے لیے رقم نہیں ہے۔",
    "hi": "महापौर ने मंगलवार को कहा कि इस साल दीवार नहीं बनेगी क्योंकि इसके लिए पैसे नहीं हैं और परिषद ने अभी फैसला नहीं किया है।",
    "th": "นายกเทศมนตรีกล่าวเมื่อวันอังคารว่าจะไม่สร้างกำแพงในปีนี้เพราะไม่มีเงิน",
    "ja": "市長は火曜日、資金がないため今年は壁を建設しないと述べた。議会はまだ決めていない。",
    "zh": "市长周二表示，由于没有资金，今年不会修建这堵墙，议会尚未作出决定。",
    "ko": "시장은 화요일 자금이 없어 올해는 벽을 짓지 않겠다고 말했다. 의회는 아직 결정하지 않았다.",
}


@pytest.mark.parametrize("language", STORIES)
def test_the_language_of_a_short_report_is_told(language: str) -> None:
    assert tell_language(STORIES[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "“C'est la vie,” said the minister of culture, and the crowd at the Place de la Concorde sang with her.",
        "In Los Angeles the mayor of La Paz met the head of El País and said that it was a great day.",
        "Die Welt and Der Spiegel report that the chancellor will not run again, and that no one is in doubt.",
        "THE PRESIDENT SAID ON MONDAY THAT HE WOULD NOT BE AT THE SUMMIT.",
        "Премьер, the Russian word for premier, was the one that he used in his speech to the press on Friday.",
    ],
)
def test_english_with_foreign_words_in_it_is_english(text: str) -> None:
    assert tell_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1996-08-30 6-4 6-2",
        "Ana Petrović",
        "1. A. Smith (U.S.) 8.1 2. B. Jones (Britain) 8.2 3. S. Okoro (Nigeria) 8.4 s a o i y",
        "🙂" * 50,
        "\x00\x01\ud800",
    ],
)
def test_what_is_no_prose_is_left_open(text: str) -> None:
    assert tell_language(text) == ""


def test_no_more_than_the_beginning_of_a_long_text_is_read() -> None:
    assert tell_language(STORIES["en"] * 30 + STORIES["de"] * 10_000) == "en"
