"""Where people are named, how far the names reach, and which mentions are one person."""

import pytest

from tuinews.annotator import annotate
from tuinews.annotator.names import load_lexicon
from tuinews.annotator.people.naming import find_names
from tuinews.annotator.sentences import split_tokens
from tuinews.model.annotations import Person


def mentions_in(text: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in annotate(text).mentions]


def people_in(text: str) -> list[Person]:
    return list(annotate(text).people)


@pytest.mark.parametrize(
    "name",
    [
        "Khalid bin Hamad Al Noor",
        "Ursula von Bergen",
        "Jean-Pierre Dupont",
        "Kim Min-jae",
        "John F. Marsh",
        "J.K. Holm",
        "Mary O’Neil",
        "Abd al-Rahman al-Noor",
        "José Ángel Núñez",
        "Martin Cole Jr.",
        'Robert "Bobby" Marsh',
    ],
)
def test_a_name_is_found_whole(name: str) -> None:
    text = f"“We will stay,” said {name}, who owns the farm."

    assert mentions_in(text) == [name]


@pytest.mark.parametrize("title", ["Mr", "Mrs.", "Dr", "Sheikh", "President", "Prime Minister", "Sir", "Gen."])
def test_a_title_stays_outside_the_name(title: str) -> None:
    text = f"On Monday {title} Amina Okafor arrived."

    assert mentions_in(text) == ["Amina Okafor"]


@pytest.mark.parametrize("possessive", ["Amina Okafor’s", "Amina Okafor's"])
def test_a_possessive_stays_outside_the_name(possessive: str) -> None:
    assert mentions_in(f"We read {possessive} letter.") == ["Amina Okafor"]


@pytest.mark.parametrize(
    "text",
    [
        "Alzheimer's disease and the Nobel Prize were in the news.",
        "They met on Clinton Street near the Kennedy Center in Washington.",
        "The Bank of England and Goldman Sachs warned South Korea on Friday.",
        "Hamas and the Islamic Jihad group met in Cairo.",
        "San Francisco and New York voted on Tuesday.",
        "A crowd gathered on Martin Luther King Jr. Boulevard.",
    ],
)
def test_places_organisations_and_eponyms_are_not_people(text: str) -> None:
    assert mentions_in(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Frost, who has Parkinson’s disease, left. She studies Parkinson’s at a clinic.", ["Ann Frost"]),
        ("Ann Frost treats Hodgkin lymphoma and Down's syndrome.", ["Ann Frost"]),
        ("John Parkinson left early. Parkinson's disease was no surprise.", ["John Parkinson", "Parkinson"]),
    ],
)
def test_who_gave_an_ailment_its_name_is_not_named(text: str, names: list[str]) -> None:
    assert mentions_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HARLAN, Ky. (AP) — The mine closed, said Ann Frost.\n\nHarlan has 1,700 people.", ["Ann Frost"]),
        ("AUSTIN, Texas — Governor Ann Frost signed it. Austin is growing.", ["Ann Frost"]),
        ("JACKSON (Reuters) - The water must be clean, Ann Frost said.", ["Ann Frost"]),
        ("MADISON, Wis. -- “Stay,” said Jane Madison. Madison left.", ["Jane Madison", "Madison"]),
        ("HARLAN — I never said that.", ["HARLAN"]),
    ],
)
def test_where_a_report_comes_from_is_no_person(text: str, names: list[str]) -> None:
    assert mentions_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“Fine,” said Stacy Rasgon of Bernstein. Gil Luria at D.A. Davidson agreed.", ["Stacy Rasgon", "Gil Luria"]),
        ("Ann Frost of Bernstein left. Elmar Bernstein stayed.", ["Ann Frost", "Elmar Bernstein"]),
        ("Meta Platforms (META.O) rents chips, said Ann Frost. Meta declined to comment.", ["Ann Frost"]),
        ("Sen. Lisa Murkowski, R-Alaska, left with Rep. Ann Frost (D-Calif.).", ["Lisa Murkowski", "Ann Frost"]),
    ],
)
def test_firms_shares_and_seats_beside_a_name_are_no_people(text: str, names: list[str]) -> None:
    assert mentions_in(text) == names


def test_a_pronoun_drawn_together_with_its_verb_is_no_person() -> None:
    text = '"We\'ll still be friends," Malik laughed. "I\'ve told him to bring me a coffee."'

    assert mentions_in(text) == ["Malik"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("José Antonio da Silva", "da Silva"),
        ("Vincent van Gogh", "van Gogh"),
        ("Ursula von der Leyen", "von der Leyen"),
    ],
)
def test_the_small_words_of_a_family_name_stay_with_it(full: str, short: str) -> None:
    text = f"They saw {full} in Paris. “It is not the end,” {short} told reporters."

    assert mentions_in(text) == [full, short]
    assert len(people_in(text)) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Reporters asked Mohammed bin Abdulrahman Al Thani about it.", ["Mohammed bin Abdulrahman Al Thani"]),
        ("Ursula von der Leyen spoke to reporters in Brussels.", ["Ursula von der Leyen"]),
        ("Then Ban Ki-moon spoke to reporters in New York.", ["Ban Ki-moon"]),
        ("Lula spoke to reporters in Brasilia, and Lula smiled.", ["Lula", "Lula"]),
        ("J. K. Rowling and George R. R. Martin wrote books.", ["J. K. Rowling", "George R. R. Martin"]),
        ("Mary-Ann Smith-Jones, a lawyer, was elected.", ["Mary-Ann Smith-Jones"]),
        ("“No,” said Florence Marsh, a teacher from Florence.", ["Florence Marsh"]),
    ],
)
def test_names_of_every_kind_are_found_and_what_only_looks_like_them_is_not(text: str, names: list[str]) -> None:
    assert mentions_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Okafor-led party won.", ["Okafor"]),
        ("They called for an end to the anti-Okafor protests. Amina Okafor resigned.", ["Okafor", "Amina Okafor"]),
        ("Pro-Okafor crowds cheered. Amina Okafor waved.", ["Okafor", "Amina Okafor"]),
    ],
)
def test_what_is_joined_to_a_name_by_a_hyphen_is_no_part_of_it(text: str, names: list[str]) -> None:
    assert mentions_in(text) == names


@pytest.mark.parametrize("thing", ["administration", "government", "campaign", "era"])
def test_a_name_that_stands_for_something_else_is_no_person(thing: str) -> None:
    text = f"President Amina Okafor spoke. Officials of the Okafor {thing} disagreed."

    assert mentions_in(text) == ["Amina Okafor"]


def test_a_headline_in_capitals_names_whom_the_text_names() -> None:
    text = "OKAFOR WINS HARBOUR VOTE\n\nAmina Okafor has won, officials said."

    assert mentions_in(text) == ["OKAFOR", "Amina Okafor"]


def test_two_names_in_capitals_in_one_byline_are_two() -> None:
    text = "By JOHN O’NEIL and ANN FROST\n\nThe harbour opened, wrote Ann Frost."

    assert mentions_in(text)[:2] == ["JOHN O’NEIL", "ANN FROST"]


def test_a_run_of_capitals_without_end_is_no_name() -> None:
    assert all(len(name.split()) < 13 for name in mentions_in("al-Marsh " * 200))


def test_every_name_has_a_probability() -> None:
    tokens = split_tokens("Amina Okafor met Pedro Lima.")

    names = find_names(tokens, load_lexicon())

    assert [0.5 < name.probability <= 1.0 for name in names] == [True, True]


def test_the_title_before_a_name_and_its_honorific_are_told() -> None:
    tokens = split_tokens("They saw Prime Minister Sheikh Khalid Noor.")

    (name,) = find_names(tokens, load_lexicon())

    assert (tokens[name.title_first].text, name.honorific) == ("Prime", "Sheikh")


@pytest.mark.parametrize(("given", "gender"), [("Maria", "f"), ("MARIA", "f"), ("John", "m"), ("Zzyzx", "")])
def test_a_given_name_tells_the_gender_where_nearly_all_agree(given: str, gender: str) -> None:
    assert load_lexicon().gender_of(given) == gender


def test_an_unknown_name_is_found_by_what_stands_beside_it() -> None:
    text = "Qwillam Zorbek, 34, a fisherman, was rescued."

    assert mentions_in(text) == ["Qwillam Zorbek"]


def test_a_family_name_alone_is_tied_to_the_full_name() -> None:
    text = "Amina Okafor arrived on Monday. Reporters waited for Okafor at the gate."

    annotation = annotate(text)

    assert [mention.person for mention in annotation.mentions] == [0, 0]


def test_two_people_are_told_apart() -> None:
    text = "Amina Okafor met Pedro Lima. Lima thanked Okafor, who smiled."

    annotation = annotate(text)

    assert [mention.person for mention in annotation.mentions] == [0, 1, 1, 0]


def test_the_fullest_form_is_the_name_and_the_others_are_aliases() -> None:
    text = "Hossein Karimi spoke first. Then Hossein Amir Karimi sat down. Karimi was tired."

    assert people_in(text) == [Person("Hossein Amir Karimi", ("Hossein Karimi", "Karimi"))]


def test_a_headline_names_whom_the_text_names() -> None:
    text = "Okafor Wins Harbour Vote After Long Night Of Counting\n\nAmina Okafor has won, officials said."

    assert mentions_in(text) == ["Okafor", "Amina Okafor"]


def test_a_byline_in_capitals_is_a_name() -> None:
    assert mentions_in("By MARIA SANTOS\n\nThe harbour opened on Monday.") == ["MARIA SANTOS"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("They saw Iranian Foreign Minister Hossein Karimi.", "Iranian Foreign Minister"),
        ("They saw CIA director Ann Frost in town.", "CIA director"),
        ("Then Mossad chief Dan Levi left.", "Mossad chief"),
        ("White House press secretary Ann Frost left.", "White House press secretary"),
        ("Then council leader Ann Frost left.", "council leader"),
        ("Council leader Ann Frost left.", "Council leader"),
        ("They saw Qatari Prime Minister Sheikh Khalid Noor.", "Qatari Prime Minister"),
        ("Ann Frost, the group’s former treasurer, left.", "group’s former treasurer"),
        ("The Lakeside chief, Yusuf Darwish, arrived.", "Lakeside chief"),
        ("Maria Santos slept on Monday.", ""),
    ],
)
def test_a_role_is_kept_as_printed(text: str, role: str) -> None:
    assert [person.role for person in people_in(text)] == [role]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Hillary Clinton Speaks Out On Emails", "Hillary Clinton"),
        ("Senate Panel: Hillary Clinton Slams Rivals", "Hillary Clinton"),
        ("Crowds Cheer As Malia Clinton Leaves Town", "Malia Clinton"),
    ],
)
def test_the_verb_of_a_headline_in_capitals_is_no_part_of_the_name_before_it(headline: str, name: str) -> None:
    text = f"{headline}\n\nHillary Clinton met Donald Trump on Tuesday. Clinton spoke for an hour."

    assert name in mentions_in(text)


def test_the_firm_and_office_before_a_name_are_no_part_of_it() -> None:
    assert mentions_in("The panel asked Wells Fargo CEO John Stumpf on Friday.") == ["John Stumpf"]
    assert mentions_in("Its Chief Financial Officer Raj Patel resigned on Friday.") == ["Raj Patel"]


@pytest.mark.parametrize(
    "text",
    [
        "Shares fell on Friday, Morgan Stanley said.",
        "She teaches at the University of California, Davis, and lives there.",
        "ASHBY, Tuesday — The town council put off a vote on Monday night.",
    ],
)
def test_a_firm_a_campus_and_the_place_of_a_report_are_nobody(text: str) -> None:
    assert mentions_in(text) == []


def test_a_role_begins_with_no_preposition_and_with_the_whole_of_a_firm_s_name() -> None:
    assert people_in("Under President Amina Haddad the law was passed.")[0].role == "President"
    assert people_in("Morgan Stanley analyst Tom Becker called it bold.")[0].role == "Morgan Stanley analyst"


def test_a_judge_is_called_by_name() -> None:
    assert mentions_in("Mr Justice Harcourt told jurors to put sympathy aside.") == ["Harcourt"]
