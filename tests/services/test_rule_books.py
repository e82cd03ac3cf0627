"""Which limit holds on which day, against a walk through the changes one by one."""

import datetime as dt
from collections import namedtuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import local_limits
from qa.domain.forms import digest
from qa.domain.local_limits import Change
from qa.domain.refusals import Refused
from qa.domain.timescales import RuleBook
from qa.services import rule_books
from qa.services.calendar import RULES

Stamp = namedtuple("Stamp", "name number effective_from digest")
FIRST = dt.date(2026, 1, 5)
SHIPPED = {
    digest(text): text for n in (1, 2) for text in [(RULES / f"v{n}.toml").read_text("utf-8")]
}
days = st.dates(FIRST, FIRST + dt.timedelta(12))
changed = st.tuples(st.sampled_from(["CP13", "CP15", "LA03"]), st.integers(1, 9), days)


def book(changes, second_from=FIRST):
    """The book after these changes: (rule, limit in days, day), numbered as they were made."""
    one, two = SHIPPED
    stamps = [Stamp("timescales", 1, FIRST, one), Stamp("timescales", 2, second_from, two)]
    bodies = dict(SHIPPED)
    for number, (rule_id, limit, on) in enumerate(changes, start=1):
        stamps.append(Stamp("timescales-local", number, on, str(number)))
        bodies[str(number)] = local_limits.write(Change(rule_id, limit, "days", "Agreed"))
    stamps.sort(key=lambda stamp: (stamp.effective_from, stamp.name, stamp.number))
    return RuleBook(tuple(rule_books._steps(tuple(stamps), bodies)))


def as_walked(changes, day, rule_id):
    """The limit that the council set last among those begun, or None."""
    begun = [(on, n, limit) for n, (each, limit, on) in enumerate(changes)
             if each == rule_id and on <= day]  # fmt: skip
    return max(begun)[2] if begun else None


@given(st.lists(changed, max_size=8), days, days)
def test_every_day_has_the_limit_set_last_among_those_that_have_begun(changes, second_from, day):
    version, rules = book(changes, second_from).at(day)
    for rule_id in ("CP13", "CP15"):
        walked = as_walked(changes, day, rule_id)
        assert (rules[rule_id].limit, rules[rule_id].unit) == (
            (10, "working_days") if walked is None else (walked, "days")
        )
    assert (rules["LA03"].limit, rules["LA03"].unit) == (20, "working_days")
    assert {rule.version for rule in rules.values()} == {version}


@given(st.lists(changed, max_size=8), days)
def test_every_version_is_one_set_of_rules_for_ever(changes, second_from):
    made = book(changes, second_from)
    versions = [version for _from, version, _rules in made.steps]
    assert len(set(versions)) == len(versions)
    assert all(made.of(version) is rules for _from, version, rules in made.steps)
    assert [step[0] for step in made.steps] == sorted(step[0] for step in made.steps)


@given(st.lists(changed, min_size=1, max_size=8), days)
def test_a_later_change_rewrites_nothing_before_its_day(changes, second_from):
    *earlier, (_rule, _limit, on) = changes
    before = book(earlier, second_from).at(on - dt.timedelta(1))
    assert book(changes, second_from).at(on - dt.timedelta(1)) == before


def test_an_installed_change_that_is_none_is_refused():
    with pytest.raises(Refused, match="An installed change of a time limit"):
        rule_books.change_in("id = 1")
