import datetime as dt

import pytest

from qa.domain import words


def test_a_date_is_said_as_people_say_it():
    assert words.format_date(dt.date(2026, 11, 5)) == "5 November 2026"
    assert words.format_long_date(dt.date(2026, 11, 5)) == "Thursday 5 November 2026"
    assert words.format_month(dt.date(2026, 11, 5)) == "November 2026"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC), "5 November 2026 at 14:02"),
        (dt.datetime(2026, 7, 31, 23, 30, tzinfo=dt.UTC), "1 August 2026 at 00:30"),
        (dt.datetime(2026, 7, 31, 23, 30), "1 August 2026 at 00:30"),
    ],
)
def test_a_moment_is_said_in_the_time_of_england(moment, said):
    assert words.format_moment(moment) == said


def test_counted_nouns_agree_with_their_number():
    assert words.plural(1, "audit") == "1 audit"
    assert words.plural(0, "audit") == "0 audits"
    assert words.plural(1200, "child", "children") == "1,200 children"
    assert words.working_days_words(3) == "3 working days"


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_lists_end_in_and(parts, said):
    assert words.joined(list(parts)) == said
