"""American dates in a file: one of them makes doubtful what could be either, nothing is guessed."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.imports.ssda903_month_first import EITHER, could_be_either
from qa.imports.ssda903_values import MONTH_FIRST, NO_SUCH_DAY, NOT_SHOWN, NOTHING, day_number
from tests.imports.test_ssda903 import EPISODES, REVIEWS, read, refusals, reviews


def test_one_american_date_makes_every_date_doubtful_that_could_be_either():
    rows = "".join(
        f"F{n},01/03/2015,{day},PN1\n"
        for n, day in enumerate(
            ("11/18/2025", "03/04/2026", "25/03/2026", "12/01/2026", "05/05/2026"), start=1
        )
    )
    found = read(REVIEWS + rows)
    assert refusals(found) == [
        ("Reviews", 2, "REVIEW", "11/18/2025", MONTH_FIRST),
        ("Reviews", 3, "REVIEW", "03/04/2026", EITHER),
        ("Reviews", 5, "REVIEW", "12/01/2026", EITHER),
    ]
    assert EITHER.startswith(
        "This file has dates with the month first, so this one could be either."
    )
    assert [on for _child, on, _code in reviews(found)] == [
        dt.date(2026, 3, 25), dt.date(2026, 5, 5),
    ]  # fmt: skip
    assert found.notes.refused["reviews"] == 3
    assert {found.children.texts[n] for n in found.spoiled} == {"F1", "F2", "F4"}


def test_an_american_date_says_nothing_of_other_columns_and_other_files():
    episodes = "F1,11/18/2025,S,C2,N1,U1,PR1,03/04/2026,E8\nF2,25/03/2026,S,C2,N1,U1,PR1,,\n"
    found = read(EPISODES + episodes, REVIEWS + "F2,01/03/2015,03/04/2026,PN1\n")
    assert [row[1:3] for row in refusals(found)] == [(2, "DECOM")]
    assert reviews(found) == [("F2", dt.date(2026, 4, 3), "PN1")]


def test_a_birth_that_could_be_either_is_refused_and_not_shown():
    found = read(f"{REVIEWS}F1,11/18/2015,05/03/2026,PN1\nF2,03/04/2015,05/03/2026,PN1\n")
    assert [row[2:] for row in refusals(found)] == [
        ("DOB", NOT_SHOWN, MONTH_FIRST), ("DOB", NOT_SHOWN, EITHER),
    ]  # fmt: skip


@given(st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31)))
def test_a_day_could_be_either_where_changed_round_it_is_another_day(day):
    changed = day.day <= 12 and dt.date(day.year, day.day, day.month) != day
    assert could_be_either(np.array([day_number(day), NOTHING])).tolist() == [changed, False]


@pytest.mark.parametrize("day", ["00/13/2025", "01/99/2025"])
def test_a_date_that_is_none_in_america_either_proves_nothing(day):
    found = read(f"{REVIEWS}F1,01/03/2015,03/04/2026,PN1\nF2,01/03/2015,{day},PN1\n")
    assert [row[1:] for row in refusals(found)] == [(3, "REVIEW", day, NO_SUCH_DAY)]
