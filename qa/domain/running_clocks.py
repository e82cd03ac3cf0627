"""The clocks that only run, without a history of their own: visits, health, panels and the like.

What they count from comes from the children's lists (Annex A) or from a conference that was not
quorate; when the next visit is recorded the clock begins anew.
"""

from dataclasses import dataclass

import numpy as np

from qa.domain import duties
from qa.domain.duty_arrays import NEVER, Column
from qa.domain.duty_rows import KIND, RULE, STATUS, Rows, due_by, joined
from qa.domain.timescales import RuleBook
from qa.domain.working_days import Calendar

FIRST_YEAR = np.timedelta64(365, "D")


@dataclass(frozen=True)
class InCare:
    """Children looked after now, short breaks left out; days may be NaT where none is known.

    `is_lasting`: the placement is meant to last to 18 (the permanence plan says so).
    """

    child: Column
    start: Column
    placed: Column
    visited: Column
    assessed: Column
    is_lasting: Column
    is_under_five: Column
    has_iro: Column


@dataclass(frozen=True)
class OnPlan:
    """Children on a protection plan now. `marker`: the place in PANEL_MONTHS of the next panel
    that has not been held, -1 for none."""

    child: Column
    start: Column
    visited: Column
    marker: Column


@dataclass(frozen=True)
class HeldAgain:
    """Conferences to which too few agencies came, with nothing held since."""

    child: Column
    on: Column


def running_rows(
    care: InCare, plan: OnPlan, again: HeldAgain, book: RuleBook, calendar: Calendar
) -> Rows:
    """Every clock that runs for these children."""
    sets = [_visits(care), _health(care), _iro(care), _plan_visits(plan), _panels(plan),
            ("reconvene", again.child, again.on, _same("CP13", again.child >= 0))]  # fmt: skip
    return joined([_rows(*each, book, calendar) for each in sets])


Started = tuple[str, Column, Column, Column]
"""Kind, children, starts, codes of the rules."""


def _visits(care: InCare) -> Started:
    """CPPCR 2010, regulation 28(2): within a week of a placement, six-weekly in its first year,
    then six-weekly, or three-monthly where it is meant to last to 18."""
    seen = ~np.isnat(care.visited) & (np.isnat(care.placed) | (care.visited >= care.placed))
    first_year = np.isnat(care.placed) | (care.visited < care.placed + FIRST_YEAR)
    rule = np.select(
        [~seen, first_year, care.is_lasting], _codes("LA13", "LA14", "LA15b"), RULE["LA15"]
    )
    begun = np.where(np.isnat(care.placed), care.start, care.placed)
    return "cla_visit", care.child, np.where(seen, care.visited, begun), rule


def _health(care: InCare) -> Started:
    """CPPCR 2010, regulation 7: on coming into care, then six-monthly under 5, yearly from 5."""
    never = np.isnat(care.assessed)
    rule = np.select([never, care.is_under_five], _codes("LA19", "LA20"), RULE["LA20b"])
    return "health", care.child, np.where(never, care.start, care.assessed), rule


def _iro(care: InCare) -> Started:
    """IRO Handbook: within five working days of becoming looked after."""
    without = ~care.has_iro
    return "iro_named", care.child[without], care.start[without], _same("LA01", without)


def _plan_visits(plan: OnPlan) -> Started:
    start = np.where(np.isnat(plan.visited), plan.start, plan.visited)
    return "cp_visit", plan.child, start, _same("CP15", plan.child >= 0)


def _panels(plan: OnPlan) -> Started:
    wanted = plan.marker >= 0
    ids = np.array(_codes(*duties.KINDS["panel"].rule_ids))
    return "panel", plan.child[wanted], plan.start[wanted], ids[plan.marker[wanted]]


def _codes(*rule_ids: str) -> list[np.int8]:
    return [RULE[rule_id] for rule_id in rule_ids]


def _same(rule_id: str, chosen: Column) -> Column:
    return np.full(int(chosen.sum()), RULE[rule_id])


def _rows(
    kind: str, child: Column, started: Column, rule: Column, book: RuleBook, calendar: Calendar
) -> Rows:
    due, version = due_by(book, rule, started, calendar)
    count = len(child)
    never, none = np.full(count, NEVER), np.zeros(count, dtype=np.int64)
    return Rows(
        child=child,
        kind=np.full(count, KIND[kind]),
        started=started,
        until=never,
        due=due,
        on_time_until=due,
        rule=rule,
        version=version,
        status=np.full(count, STATUS[duties.RUNNING]),
        done=never,
        review=none,
        check=none,
        ended=never,
    )
