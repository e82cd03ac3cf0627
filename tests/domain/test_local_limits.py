from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import local_limits
from qa.domain.local_limits import Change
from qa.domain.refusals import Refused
from qa.domain.timescales import Rule

SEEN = Rule("CP15", "2", "A", "Child seen", "Seen before", "local", "Local procedures", True, 10)
LAW = replace(SEEN, id="LA03", status="statutory", source="CPPCR regulation 33(1)")
GUIDANCE = replace(SEEN, id="AU08", runs=False, limit_words="not within 12 months")
HALF_WAY = replace(SEEN, id="CP17", limit=0, unit="midpoint")
units = st.sampled_from(["working_days", "days", "weeks", "months"])


@given(st.integers(1, 1000), units, st.text(min_size=1, max_size=400))
def test_a_change_is_read_back_as_it_was_written(limit, unit, reason):
    try:
        made = local_limits.changed(SEEN, limit, unit, reason)
    except Refused as refusal:
        assert "Say why" in str(refusal)
    else:
        assert local_limits.read(local_limits.write(made), "a change") == made


@pytest.mark.parametrize("limit", [0, -1, 1001, 2.5, "15", None, True])
def test_a_limit_is_a_whole_number_from_1_to_1000(limit):
    with pytest.raises(Refused, match="whole number from 1 to 1,000"):
        local_limits.changed(SEEN, limit, "days", "Agreed")


def test_nought_is_allowed_only_where_the_limit_is_the_same_day():
    same_day = replace(SEEN, limit=0)
    assert local_limits.changed(same_day, 0, "working_days", "Agreed").limit == 0


@pytest.mark.parametrize("unit", ["hours", "midpoint", ""])
def test_a_unit_is_one_that_the_calendar_knows(unit):
    with pytest.raises(Refused, match="Choose working days, days, weeks or months"):
        local_limits.changed(SEEN, 5, unit, "Agreed")


@pytest.mark.parametrize("status", ["statutory", "statutory_guidance"])
def test_what_law_or_guidance_sets_is_refused_with_its_source(status):
    with pytest.raises(Refused, match=r"set by law or statutory guidance \(CPPCR regulation 33"):
        local_limits.changed(replace(LAW, status=status), 25, "working_days", "Agreed")


@pytest.mark.parametrize("rule", [GUIDANCE, HALF_WAY])
def test_a_limit_without_a_number_has_nothing_to_change(rule):
    with pytest.raises(Refused, match="not a number"):
        local_limits.changed(rule, 5, "days", "Agreed")


def test_a_limit_that_its_name_says_stays_as_it_is():
    with pytest.raises(Refused, match="named wherever it is chosen"):
        local_limits.changed(replace(SEEN, fixed=True), 5, "days", "Agreed")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (SEEN, ""),
        (LAW, "locked"),
        (replace(LAW, runs=False, limit_words="within 72 hours"), "locked"),
        (replace(SEEN, fixed=True), "locked: its number is in the words people choose"),
        (HALF_WAY, "locked: it has no number, being half way between two meetings"),
        (GUIDANCE, "locked: it is said in words and runs as no clock"),
    ],
)
def test_a_locked_limit_says_why_and_what_is_not_locked_says_nothing(rule, said):
    assert local_limits.locked_words(rule) == said
    assert bool(said) == bool(local_limits.may_change(rule))


def test_a_change_says_why():
    with pytest.raises(Refused, match="Say why"):
        local_limits.changed(SEEN, 5, "days", " \n")


def test_changes_are_laid_over_the_later_over_the_earlier_and_never_over_law():
    changes = [Change("CP15", 15, "working_days", "A"), Change("CP15", 28, "days", "B"),
               Change("LA03", 99, "days", "C"), Change("ZZ99", 1, "days", "D")]  # fmt: skip
    found = local_limits.laid_over({"CP15": SEEN, "LA03": LAW}, changes, "2.4")
    assert (found["CP15"].limit, found["CP15"].unit, found["CP15"].version) == (28, "days", "2.4")
    assert found["CP15"].source == "Local procedures, limit set by the council"
    assert found["LA03"] == replace(LAW, version="2.4")


@pytest.mark.parametrize(
    "text",
    ["limit = ", "limit = 3", 'id = "A"\nlimit = "3"\nunit = "days"\nreason = "x"', "a = 1\nb = 2"],
)
def test_a_text_that_is_no_change_is_refused(text):
    with pytest.raises(Refused, match=r"^a change "):
        local_limits.read(text, "a change")
