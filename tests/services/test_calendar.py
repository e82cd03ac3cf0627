import ast
import datetime as dt
import hashlib
from pathlib import Path

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from qa.domain.duties import KINDS
from qa.domain.timescales import MIDPOINT, due
from qa.services import calendar as clocks
from tests.domain import oracle

ROOT = Path(__file__).parents[2]
RELEASED = {
    1: "ac11d037f65ac2317a22d9b4ded2132f68f9af8ee36062f4ec75fa4897ed3eab",
    2: "0b3dc4c93058286ffbf3b434f74af934ad30e8cbe82f576cfd803055695ab00c",
}


@pytest.fixture(scope="module")
def official():
    published = BankHolidays(use_cached_holidays=True)
    return [day["date"] for day in published.get_holidays(BankHolidays.ENGLAND_AND_WALES)]


def test_our_bank_holidays_are_the_official_ones_over_their_whole_range(official):
    ours = {day for day in clocks.bank_holidays() if day.weekday() < 5 and day >= min(official)}
    assert ours == set(official)


@pytest.mark.parametrize("year", range(clocks.FIRST_YEAR, clocks.LAST_YEAR + 1))
def test_our_bank_holidays_are_those_of_law_and_proclamation_year_by_year(year):
    ours = {day for day in clocks.bank_holidays() if day.weekday() < 5 and day.year == year}
    assert ours == oracle.bank_holidays(year)


def test_the_calendar_ends_with_the_last_year_of_the_official_list(official):
    assert clocks.FIRST_YEAR <= min(official).year <= max(official).year == clocks.LAST_YEAR
    assert clocks.calendar().horizon == dt.date(max(official).year, 12, 31)


def test_only_one_module_imports_holidays():
    def imports(path):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or ""

    sources = [path for room in ("qa", "db", "pages") for path in (ROOT / room).rglob("*.py")]
    users = [path for path in sources if "holidays" in imports(path)]
    assert users == [ROOT / "qa" / "services" / "calendar.py"]


def test_the_calendar_is_made_once_for_each_set_of_closure_days():
    closed = frozenset({dt.date(2026, 12, 24)})
    assert clocks.calendar(closed) is clocks.calendar(frozenset(closed))
    assert clocks.calendar(closed).closure_days == closed


def test_whatever_falls_due_about_a_child_follows_a_rule_that_runs_as_a_clock():
    rules = clocks.time_limits()
    followed = [rules[rule_id] for kind in KINDS.values() for rule_id in kind.rule_ids]
    assert all(rule.clock for rule in followed)


def test_every_published_rule_is_there():
    ranges = {"CP": 17, "LA": 25, "DR": 3, "CH": 6, "AL": 9, "IG": 3, "AU": 8, "AC": 4}
    wanted = {f"{group}{n:02}" for group, last in ranges.items() for n in range(1, last + 1)}
    assert {rule_id[:4] for rule_id in clocks.time_limits()} == wanted


def test_every_rule_that_runs_gives_a_due_date_that_explains_itself():
    start = dt.date(2026, 12, 9)
    for rule in clocks.time_limits().values():
        if rule.runs and rule.unit != MIDPOINT:
            found = due(rule, start, clocks.calendar())
            assert found.explanation.startswith("Due ")
            assert (found.on < start) == (rule.direction == "before")


@pytest.mark.parametrize("version", RELEASED)
def test_a_released_file_of_time_limits_is_frozen(version):
    path = clocks.RULES / f"v{version}.toml"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == RELEASED[version]


def test_every_file_of_time_limits_is_released_and_says_its_own_version():
    assert {path.name for path in clocks.RULES.iterdir()} == {f"v{n}.toml" for n in RELEASED}
    for version in RELEASED:
        assert {rule.version for rule in clocks.time_limits(version).values()} == {str(version)}
