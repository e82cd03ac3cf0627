import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from qa.domain.independence import BARS, SCRUTINY, TIES, from_roles, from_ties, run_out, sentence

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
