"""A refresh from the shell: what it asks, counts and completes, and what it leaves for the next."""

from __future__ import annotations

from tests.cli.shell import Said, Shell
from tests.newsstand import Item, Newsstand


def test_a_refresh_counts_what_it_did(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)
    newsstand.feed("/news", "The Example", ["Third story", "First story", "Second story"])

    said = shell("refresh", "--force")

    assert (said.exit_code, said.out) == (0, "new 1  updated 0  unchanged 0  failed 0\n")


def test_a_refresh_asks_only_feeds_that_are_due(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)

    said = shell("refresh")

    assert len(newsstand.requests("/news")) == 1
    assert "No feed is due" in said.err


def test_a_failing_feed_costs_neither_another_nor_its_articles(
    shell: Shell, newsstand: Newsstand, address: str
) -> None:
    newsstand.feed("/other", "The Other", ["A story"])
    shell("add", address, newsstand.url("/other"))
    newsstand.serve("/news", b"broken", status=500)
    newsstand.feed("/other", "The Other", ["A story", "Another story"])

    said = shell("refresh", "--force", "--json")

    assert said.exit_code == 1
    assert (said.json["new"], said.json["failed"]) == (1, 1)
    assert "The Example: The server at" in said.err
    assert len(shell("list", "--json").json) == 4


def test_the_list_of_feeds_says_what_went_wrong(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)
    newsstand.serve("/news", b"broken", status=500)
    shell("refresh", "--force")

    said = shell("feeds")

    assert "failed" in said.out
    assert "has a fault of its own (500)" in " ".join(said.out.split())


def test_a_feed_to_refresh_must_exist(shell: Shell) -> None:
    said = shell("refresh", "nowhere")

    assert (said.exit_code, said.err) == (
        2,
        "tuinews: There is no feed nowhere. `tuinews feeds` lists them. `tuinews help shell` tells more.\n",
    )


def people_counts(shell: Shell) -> list[object]:
    return [row["people"] for row in shell("list", "--json").json]


def test_a_refresh_finds_people_and_quotes_once_its_counts_are_told(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", []))
    newsstand.feed("/news", "The Example", [Item("Bridge", "<p>“It is safe,” said Mia Lund.</p>")])

    said = shell("refresh", "--force")

    assert said.out.startswith("new 1")
    assert people_counts(shell) == [1]


def test_a_refresh_may_leave_people_and_quotes_to_the_next_one(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", []))
    newsstand.feed("/news", "The Example", [Item("Bridge", "<p>“It is safe,” said Mia Lund.</p>")])
    shell("refresh", "--force", "--no-index")
    before = people_counts(shell)

    shell("refresh")

    assert (before, people_counts(shell)) == ([None], [1])


def fetched_with_a_limit(shell: Shell, newsstand: Newsstand, *options: str, limit: int) -> Said:
    """Refresh a feed that has three new articles where `limit` of them are completed at once."""
    shell("config", "set", "refresh.index_most", str(limit))
    shell("add", newsstand.feed("/news", "The Example", []))
    items = [Item(f"Bridge {number}", "<p>“It is safe,” said Mia Lund.</p>") for number in range(3)]
    newsstand.feed("/news", "The Example", items)
    return shell("refresh", "--force", *options)


def test_a_refresh_that_brings_many_articles_leaves_their_people_and_quotes_and_says_so(
    shell: Shell, newsstand: Newsstand
) -> None:
    said = fetched_with_a_limit(shell, newsstand, limit=2)

    assert said.out.startswith("new 3")
    assert said.err == (
        "3 new articles are read for people and quotes when the reader shows them; "
        "`tuinews refresh --index` does it now.\n"
    )
    assert people_counts(shell) == [None, None, None]


def test_as_many_new_articles_as_are_allowed_are_all_completed(shell: Shell, newsstand: Newsstand) -> None:
    assert fetched_with_a_limit(shell, newsstand, limit=3).err == ""
    assert people_counts(shell) == [1, 1, 1]


def test_what_a_refresh_left_is_caught_up_by_later_ones_or_at_once(shell: Shell, newsstand: Newsstand) -> None:
    fetched_with_a_limit(shell, newsstand, limit=2)
    newsstand.feed("/other", "Another", [])
    shell("add", newsstand.url("/other"))
    newsstand.feed("/other", "Another", [Item("New", "<p>“It is new,” said Ada Lund.</p>")])

    shell("refresh", "--force")
    caught_up = [count is not None for count in people_counts(shell)]
    shell("refresh", "--index")

    assert sum(caught_up) == 2
    assert people_counts(shell) == [1, 1, 1, 1]


def test_a_run_that_finds_nothing_new_leaves_a_great_backlog_alone(shell: Shell, newsstand: Newsstand) -> None:
    fetched_with_a_limit(shell, newsstand, limit=2)

    shell("refresh", "--force")

    assert people_counts(shell) == [None, None, None]


def test_index_completes_however_many_articles_there_are(shell: Shell, newsstand: Newsstand) -> None:
    assert fetched_with_a_limit(shell, newsstand, "--index", limit=0).err == ""
    assert people_counts(shell) == [1, 1, 1]


def test_no_index_completes_none_and_says_nothing(shell: Shell, newsstand: Newsstand) -> None:
    assert fetched_with_a_limit(shell, newsstand, "--no-index", limit=2).err == ""
    assert people_counts(shell) == [None, None, None]


def test_a_feed_named_twice_within_five_minutes_is_left_in_peace(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", ["One"]))

    said = shell("refresh", "example")

    assert "less than five minutes ago" in said.err
    assert len(newsstand.requests("/news")) == 1


def test_a_feed_that_is_gone_is_never_due(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", ["One"]))
    newsstand.serve("/news", status=410)
    shell("refresh", "--force")

    assert "never" in shell("feeds").out
    assert (
        next(feed for feed in shell("feeds", "--json").json if feed["title"] == "The Example")["next_refresh"] is None
    )
    assert [problem["next_refresh"] for problem in shell("problems", "--json").json] == [None]


def test_a_feed_that_is_too_long_says_how_much_was_kept(shell: Shell, newsstand: Newsstand) -> None:
    url = newsstand.feed("/news", "The Example", [])
    shell("add", url)
    newsstand.feed("/news", "The Example", [f"Story {number}" for number in range(1_200)])

    said = shell("refresh", "--force", "--no-index")

    assert "The Example: It has 1,200 entries; the newest 1,000 were kept." in said.err
