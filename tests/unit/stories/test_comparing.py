"""What makes one story of two articles, and what only one of them has."""

from tuinews.stories.comparing import compare, worth_of
from tuinews.stories.differing import Telling, only_people, only_quotes
from tuinews.stories.signature import Facts, outlet_of, plain_address, sign

QUAKE = (
    "Rescuers searched the rubble in Bandirma on Friday after an earthquake toppled apartment blocks along the coast"
)


def reason(one: Facts, other: Facts, *, hours: float = 2, is_one_outlet: bool = False) -> str:
    return compare(sign(one), sign(other), hours_apart=hours, is_one_outlet=is_one_outlet)[0].reason


def test_the_same_address_is_the_same_article_whatever_the_feed_adds_to_it() -> None:
    one = Facts("One title", url="https://www.example.org/news/bridge/?utm_source=rss#top")
    other = Facts("Quite another", url="http://m.example.org/news/bridge")

    assert reason(one, other) == "address"


def test_one_outlet_may_give_several_articles_the_same_address() -> None:
    one = Facts("Ferry crews end strike", "Ferry crews voted to end a strike.", url="https://example.org/live")
    other = Facts("Storm closes schools", "Schools stay closed on Thursday.", url="https://example.org/live")

    assert reason(one, other, is_one_outlet=True) == ""
    assert reason(one, one, is_one_outlet=True) == "address"


def test_an_address_keeps_the_parameter_that_names_the_article() -> None:
    assert plain_address("https://example.org/story?id=4&ref=rss") == "example.org/story?id=4"
    assert plain_address("https://example.org/") == ""


FIRST = Facts(
    "Earthquake topples apartment blocks in Bandirma",
    "An earthquake toppled apartment blocks in the port of Bandirma on Friday, and rescuers with dogs and excavators "
    "searched the rubble of a collapsed dormitory for students, governor Piet Holm said",
)
SECOND = Facts(
    "Students pulled from rubble of dormitory after quake",
    "Rescuers pulled three students from the rubble of a dormitory in Bandirma, where an earthquake toppled apartment "
    "blocks; excavators worked through the night, governor Piet Holm said, and dogs were heard barking",
)


def test_a_later_report_of_the_same_issue_joins_under_another_title() -> None:
    assert reason(FIRST, SECOND) == "event"


def test_another_days_table_of_one_outlet_is_another_table() -> None:
    games = (
        "Daegu 4 Busan 2, Gwangju 7 Incheon 5, Suwon 3 Jamsil 1, Haitai 8 Lotte 6, Samsung 9 Hanwha 0, Ssangbangwool 5"
    )
    one = Facts("Baseball results", games)
    other = Facts("Baseball results", games.replace("4", "6").replace("7", "2"))

    assert reason(one, other, is_one_outlet=True, hours=3) == "text"
    assert reason(one, other, is_one_outlet=True, hours=23) == ""


def test_a_text_that_is_taken_over_in_part_is_the_same() -> None:
    part = " ".join(f"{word}ing the {word}s was {word}ly done" for word in QUAKE.split())
    rest = " ".join(f"then a {word} came by the {word}" for word in SECOND.lead.split())
    one = FIRST._replace(text=f"{part} {part[::-1]}")
    other = FIRST._replace(title="Bandirma mourns", text=f"{part} {rest}")

    assert reason(one, other, is_one_outlet=True, hours=20) == "text"


def test_names_alone_make_no_story() -> None:
    one = Facts("Haddad and Holm in Bandirma", "The mayor Amina Haddad and Piet Holm spoke in Bandirma")
    other = Facts("Holm and Haddad in Bandirma", "The visitors Piet Holm and Amina Haddad ate in Bandirma")

    assert reason(one, other) == ""


def test_a_section_title_shared_every_day_makes_no_story() -> None:
    title = "Morning briefing: what you need to know today"

    assert reason(Facts(title, QUAKE), Facts(title, "Trams return to the old town after nine years of work")) == ""


def test_a_word_says_less_when_many_recent_articles_have_it() -> None:
    assert worth_of(6.5, 2, 1000) > 5 > 2 > worth_of(6.5, 400, 1000)


def test_sites_are_told_by_their_names_without_subdomains() -> None:
    assert outlet_of("https://feeds.bbc.co.uk/x") == "bbc.co.uk"
    assert outlet_of("https://edition.cnn.com/x") == "cnn.com"


def test_people_named_elsewhere_by_last_name_are_not_only_here() -> None:
    mine = Telling(people=("Amina Haddad", "Grace Oyelaran"))

    assert only_people(mine, [Telling(text="Mayor Haddad spoke.")]) == ("Grace Oyelaran",)


def test_a_quote_cut_short_elsewhere_is_not_only_here() -> None:
    mine = Telling(
        quotes=("“We heard them calling all night from the cellar,”", "“The wall has to be rebuilt before winter.”")
    )
    other = Telling(text="They had heard them: “heard them calling all night from the cellar”, he said.")

    assert only_quotes(mine, [other]) == ("“The wall has to be rebuilt before winter.”",)
