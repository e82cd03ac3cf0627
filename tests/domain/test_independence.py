import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.independence import (
    BARS,
    SCRUTINY,
    TIES,
    from_roles,
    from_ties,
    not_then,
    run_out,
    sentence,
)

KINDS = ("council", "other_council", "private", "voluntary")


@given(st.sets(st.sampled_from(sorted(BARS))), st.sampled_from(["no_tie", SCRUTINY]))
def test_every_bar_that_holds_is_named_with_its_paragraph_and_only_those(bars, basis):
    said = sentence("Ann", "Oak House", bars, basis)
    for code, bar in BARS.items():
        holds = code in bars and not (bar.is_lifted_by_scrutiny and basis == SCRUTINY)
        assert (f" {bar.words} (regulation 43(3){bar.paragraph})" in said) == holds
    assert bool(said) == any(
        code in bars and not (bar.is_lifted_by_scrutiny and basis == SCRUTINY)
        for code, bar in BARS.items()
    )


@given(st.sampled_from(sorted(TIES)), st.sampled_from(KINDS))
def test_every_tie_bars_by_a_paragraph(kind, provider):
    [bar] = from_ties([kind], provider)
    assert bar in BARS


def test_only_employment_is_lifted_by_scrutiny():
    assert {code for code, bar in BARS.items() if bar.is_lifted_by_scrutiny} == {
        "employed", "employed_council", "council",
    }  # fmt: skip


def test_children_services_staff_are_barred_from_the_councils_own_homes_alone():
    assert from_roles(["iro", "reg44_visitor"], "council") == {"council"}
    assert from_roles(["reg44_visitor", "business_support"], "council") == set()
    assert from_roles(["iro"], "private") == set()


def test_independence_that_has_run_out_says_until_when():
    assert "until 5 November 2026 only" in run_out("Ann", "Oak", dt.date(2026, 11, 5))


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([(dt.date(2024, 11, 1), None)], "You were appointed to this home from 1 November 2024."),
        ([(dt.date(2027, 1, 4), None)], "You are appointed to this home from 4 January 2027."),
        (
            [(dt.date(2019, 1, 1), dt.date(2020, 5, 1))],
            "until 1 May 2020. Enter the day of a visit up",
        ),
        ([(dt.date(2020, 1, 1), None)], ""),
        ([(dt.date(2020, 1, 1), dt.date(2020, 11, 22))], ""),
        ([], ""),
    ],
)
def test_a_day_outside_an_appointment_says_which_days_it_has(held, words):
    said = not_then(held, dt.date(2020, 11, 22), dt.date(2026, 11, 5))
    assert words in said
    assert bool(words) == bool(said)
