"""newsboat's filters, said in our query language."""

from __future__ import annotations

import pytest

from tuinews.formats.newsboat_filter import UntranslatableError, translate_filter


@pytest.mark.parametrize(
    ("told", "query"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread = "no"', "-is:unread"),
        ('unread != "yes"', "-is:unread"),
        ('title =~ "ferry"', "title:ferry"),
        ('title =~ "winter timetable"', 'title:"winter timetable"'),
        ('title = "The long read"', 'title:"The long read"'),
        ('title !~ "sport"', "-title:sport"),
        ('author =~ "Solheim"', "author:Solheim"),
        ('content =~ "ferry"', "ferry"),
        ('feedtitle = "Harbour News"', 'feed:"Harbour News"'),
        ('tags # "news"', "tag:news"),
        ('tags !# "sport"', "-tag:sport"),
        ("age < 7", "since:7d"),
        ("age <= 7", "since:8d"),
        ("age > 7", "before:8d"),
        ("age >= 7", "before:7d"),
        ("age = 0", "since:1d"),
        ("age between 0:10", "since:11d"),
        ("age between 3:10", "before:3d since:11d"),
        ("age between 10:3", "before:3d since:11d"),
        ("age != 3", "-(before:3d since:4d)"),
        ('unread = "yes" and tags # "news"', "is:unread tag:news"),
        ('tags # "a" or tags # "b"', "tag:a OR tag:b"),
        ('unread = "yes" and (tags # "a" or tags # "b")', "is:unread (tag:a OR tag:b)"),
        # "and" and "or" bind alike and group from the right.
        ('unread = "yes" and tags # "a" or tags # "b"', "is:unread (tag:a OR tag:b)"),
        ('tags # "a" or tags # "b" and unread = "yes"', "tag:a OR (tag:b is:unread)"),
        ('!(tags # "a" or tags # "b")', "-(tag:a OR tag:b)"),
        ('not (tags # "a") and age < 2', "-tag:a since:2d"),
        ('title =~ "ferry|boat|ship"', "title:ferry OR title:boat OR title:ship"),
        ('title !~ "(ferry|boat)"', "-(title:ferry OR title:boat)"),
        ('title =~ "ferry|boat" and age < 2', "(title:ferry OR title:boat) since:2d"),
        ('title =~ ".*ferry.*"', "title:ferry"),
        ('title =~ "ferry.*timetable"', "title:ferry title:timetable"),
        ('title =~ "[Ff]erry"', "title:Ferry"),
        ('title =~ "node\\\\.js"', 'title:"node.js"'),
        ("not " * 900 + 'title = "a"', "title:a"),
        ('title =~ "OR"', 'title:"OR"'),
        ('title = "say \\"hello\\" now"', 'title:"say hello now"'),
    ],
)
def test_a_filter_is_said_as_a_query(told: str, query: str) -> None:
    assert translate_filter(told) == query


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ('link =~ "x"', "addresses of articles cannot be searched"),
        ('rssurl =~ "x"', "addresses of feeds cannot be searched"),
        ('flags # "s"', "flags are newsboat's own"),
        ('unread_count > "0"', "how many unread articles"),
        ('enclosure_type = "audio/mpeg"', "enclosures cannot be searched"),
        ('title =~ "^Ferry"', "the pattern “^Ferry” is more than words"),
        ('title =~ "fer+y"', "is more than words"),
        ('title =~ ""', "is more than words"),
        ('title < "b"', "title cannot be compared with “<”"),
        ('shoe_size = "42"', "there is no attribute shoe_size here"),
        ('age < "old"', "an age is a number of days"),
        ('unread = "maybe"', "can only be yes or no"),
        ('title = ""', "empty text"),
        ("", "it ends where a condition was expected"),
        ('title = "a" and', "it ends where a condition was expected"),
        ('(title = "a"', "a parenthesis is not closed"),
        ('title = "a" title = "b"', "“title” was not expected"),
        ("title = a", "“a” is no value"),
        ("~", "“~” was not expected"),
        ("(" * 200, "nested too deeply"),
        ("!" * 3000 + '(title = "a")', "was not expected"),
        ("x" * 9000, "too long"),
    ],
)
def test_what_a_query_cannot_say_is_refused_with_the_reason(told: str, reason: str) -> None:
    with pytest.raises(UntranslatableError, match=reason.replace("^", r"\^")):
        translate_filter(told)
