import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import decision_lines
from qa.domain.refusals import Refused
from qa.domain.review_entry import DecisionGiven

DAY = dt.date(2026, 12, 5)


@pytest.mark.parametrize(
    ("line", "decision"),
    [
        ("See the GP", DecisionGiven("See the GP")),
        ("See the GP, by 5/12/2026", DecisionGiven("See the GP", DAY)),
        ("- See the GP (by 05/12/2026).", DecisionGiven("See the GP", DAY)),
        ("2. See the GP – BY 5/12/2026", DecisionGiven("See the GP", DAY)),
        ("Stand by 5/12/2026 times", DecisionGiven("Stand by 5/12/2026 times")),
        ("by 5/12/2026", DecisionGiven("by 5/12/2026")),
        ("Goodby 5/12/2026", DecisionGiven("Goodby 5/12/2026")),
    ],
)
def test_a_line_is_a_decision_with_its_day(line, decision):
    assert decision_lines.read(line) == (decision,)


def test_empty_lines_are_none_and_order_is_kept():
    assert [d.text for d in decision_lines.read("\n b \n\n a\n")] == ["b", "a"]


@pytest.mark.parametrize("day", ["31/2/2026", "12/25/2026", "29/02/2027"])
def test_a_day_that_does_not_exist_is_refused_with_its_line(day):
    with pytest.raises(Refused, match=f"There is no day .*See the GP by {day}"):
        decision_lines.read(f"See the GP by {day}")


def test_too_many_or_too_long_are_refused():
    with pytest.raises(Refused, match="at most 60"):
        decision_lines.read("x\n" * 61)
    with pytest.raises(Refused, match="at most 1,000 characters"):
        decision_lines.read("x" * 1001)


def test_a_tick_stays_with_its_words_or_its_place():
    done = dt.date(2026, 6, 1)
    before = (DecisionGiven("See the GP", None, done), DecisionGiven("School"))
    said = decision_lines.read("School\nA new one\nSee the GP", before)
    assert [d.done_on for d in said] == [None, None, done]
    changed = decision_lines.read("See the doctor\nSchool", before)
    assert [d.done_on for d in changed] == [done, None]


TEXT = st.from_regex(r"[a-z][a-z. ]{0,12}[a-z.]", fullmatch=True).map(lambda t: " ".join(t.split()))


@given(st.lists(st.builds(DecisionGiven, TEXT, st.none() | st.dates(dt.date(1000, 1, 1)))))
def test_what_is_written_is_read_again(decisions):
    decisions = tuple(decisions[:20])
    assert decision_lines.read(decision_lines.written(decisions)) == decisions
