"""One long plan as a row: who, since when, which marker comes next, how pressing, and why."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from db.models import PanelDecision
from db.queries import long_plans as queries
from qa.domain.actor import Actor
from qa.domain.duties import KINDS, PANEL_MONTHS
from qa.domain.plan_markers import months_open
from qa.domain.urgency import Edges, Group, edges, lateness_words, urgency
from qa.domain.words import format_date
from qa.imports.annex_a_columns import code_label
from qa.services import clocks, duties, settings

MARKER_OF = dict(zip(KINDS["panel"].rule_ids, PANEL_MONTHS, strict=True))
TEXT_READERS = ("practice_manager", "head_of_service", "iro", "team_manager")
"""Who reads what the panel decided: business support keeps the dates."""


@dataclass(frozen=True)
class PanelKept:
    """What is recorded of one panel; `decision` is empty for those who see dates only."""

    months: int
    panel_on: dt.date
    decision: str
    recorded_at: dt.datetime
    recorded_by: str
    version: int


@dataclass(frozen=True)
class LongPlan:
    """One plan of the list. `next_months` and what follows are empty after the last marker."""

    child_id: int
    case_number: str
    began_on: dt.date
    months: int
    category: str
    previous_plans: int | None
    team: str
    chair: str
    next_months: int | None
    due_on: dt.date | None
    group: Group | None
    lateness: str
    explanation: str
    last_panel: PanelKept | None


@dataclass(frozen=True)
class Desk:
    """Whose list it is, by which calendar and settings."""

    actor: Actor
    calendar: Any
    edges: Edges
    values: dict[str, Any]

    def group_of(self, due_on: dt.date) -> Group:
        """The group of a due date."""
        return urgency(
            due_on,
            self.actor.today,
            self.calendar,
            self.values["critical_after_working_days"],
            self.values["due_soon_within_working_days"],
        )

    def span(self, group: Group) -> tuple[dt.date | None, dt.date | None]:
        """From which day and before which day the due dates of a group lie."""
        edge = self.edges
        return {
            Group.CRITICAL: (None, edge.critical_before),
            Group.OVERDUE: (edge.critical_before, edge.overdue_before),
            Group.SOON: (edge.overdue_before, edge.soon_before),
            Group.LATER: (edge.soon_before, None),
        }[group]


def desk_of(session: Any, actor: Actor) -> Desk:
    """The desk of today."""
    values, calendar = settings.values(session, actor.today), clocks.working_calendar(session)
    edge = edges(
        actor.today,
        calendar,
        values["critical_after_working_days"],
        values["due_soon_within_working_days"],
    )
    return Desk(actor, calendar, edge, values)


def rows_of(session: Any, desk: Desk, rows: Sequence[Any]) -> tuple[LongPlan, ...]:
    """Rows of the store as rows of the list, in the same order."""
    ids, on = [row.child_id for row in rows], desk.actor.today
    teams, chairs = queries.teams(session, ids, on), queries.chairs(session, ids, on)
    last = {
        (p.child_id, p.plan_from_on): seen(desk.actor, p, who)
        for p, who in queries.panels(session, ids)
    }
    due = [_duty(row) for row in rows if row.duty_id]
    said = duties.explain(session, due)
    return tuple(
        _row(desk, row, teams.get(row.child_id, ""), chairs.get(row.child_id, ""),
             said.get(row.duty_id or 0, ""), last.get((row.child_id, row.from_on)))
        for row in rows
    )  # fmt: skip


def _duty(row: Any) -> Any:
    return SimpleNamespace(
        **{
            key.removeprefix("duty_"): value
            for key, value in row._mapping.items()
            if "duty_" in key
        }
    )


def _row(desk: Desk, row: Any, team: str, chair: str, why: str, last: PanelKept | None) -> LongPlan:
    due_on, today = row.duty_due_on, desk.actor.today
    return LongPlan(
        row.child_id,
        row.case_number,
        row.from_on,
        months_open(row.from_on, today),
        code_label("category", row.facts.get("latest_category")),
        row.facts.get("previous_plans"),
        team,
        chair,
        MARKER_OF.get(row.duty_rule_id),
        due_on,
        desk.group_of(due_on) if due_on else None,
        lateness_words(due_on, today, desk.calendar) if due_on else "",
        why,
        last,
    )


def reads_decisions(actor: Actor) -> bool:
    """Whether this person reads what the panel decided, besides its dates."""
    return actor.has(*TEXT_READERS)


def seen(actor: Actor, kept: PanelDecision, recorded_by: str) -> PanelKept:
    """A panel's record as this person may see it."""
    text = kept.decision if reads_decisions(actor) else ""
    return PanelKept(kept.months, kept.panel_on, text, kept.recorded_at, recorded_by, kept.version)


def last_panel_words(row: LongPlan) -> str:
    """'Panel 3 March 2026 (12 months)', or that there was none."""
    last = row.last_panel
    if last is None:
        return "no panel yet"
    return f"last panel {format_date(last.panel_on)}, for {last.months} months"
