"""What stands beside the questions of a midway review, so that nothing known is typed again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.engine import reading
from db.models import Check, Child
from db.queries import checks as check_queries
from db.queries import midways as queries
from qa.domain import duties as duty_kinds
from qa.domain.actor import Actor
from qa.domain.known import Decision, Limit
from qa.domain.reviews import is_short_break
from qa.domain.timescales import limit_words
from qa.domain.working_days import Calendar
from qa.services import clocks, duties

REVIEWS, CONFERENCES = ("cla_review",), ("icpc", "cp_review")
VISITS = ("cla_visit", "cp_visit")


@dataclass(frozen=True)
class Meeting:
    """A review or conference that was held, with its decisions."""

    words: str
    met_on: dt.date
    told_on: dt.date | None
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Sources:
    """Everything that is known of a child on a day. `facts` of a status, by field name; of a
    status that does not run today there is nothing. `next_due`: sentences, by kind of meeting."""

    today: dt.date
    calendar: Calendar
    child: Child
    care: Mapping[str, Any] = field(default_factory=dict)
    care_from: dt.date | None = None
    plan: Mapping[str, Any] = field(default_factory=dict)
    plan_from: dt.date | None = None
    as_at: dt.date | None = None
    review: Meeting | None = None
    conference: Meeting | None = None
    initial_on: dt.date | None = None
    limits: tuple[Limit, ...] = ()
    next_due: Mapping[str, str] = field(default_factory=dict)
    placed_on: dt.date | None = None
    placement_type: str | None = None
    panel: tuple[dt.date, str] | None = None

    @property
    def last_visit(self) -> dt.date | None:
        """The latest visit that a children list gives."""
        days = [day_of(facts, "last_visit_on") for facts in (self.care, self.plan)]
        return max((day for day in days if day), default=None)


def sources(actor: Actor, check: Check) -> Sources:
    """What is known of the child a check is about. The caller has opened it for its reader."""
    with reading() as session:
        statuses = {
            row.status: row
            for row in check_queries.statuses_of(session, check.child_id, actor.today)
            if row.status == "cp" or (row.status == "cla" and not is_short_break(row.facts or {}))
        }
        care, plan = statuses.get("cla"), statuses.get("cp")
        met = queries.meetings(session, check.child_id)
        placed = queries.placement(session, check.child_id, actor.today)
        panel = queries.last_panel(session, check.child_id)
        return Sources(
            today=actor.today,
            calendar=clocks.working_calendar(session),
            child=session.get(Child, check.child_id),
            care=(care.facts if care else None) or {},
            care_from=care.from_on if care else None,
            plan=(plan.facts if plan else None) or {},
            plan_from=plan.from_on if plan else None,
            as_at=max((row.as_at for row in statuses.values()), default=None),
            review=_latest(session, met, REVIEWS, "Review"),
            conference=_latest(session, met, CONFERENCES, "Conference"),
            initial_on=next((m.met_on for m in met if m.kind == "icpc"), None),
            **_clocks(session, check.child_id),
            placed_on=placed.from_on if placed else None,
            placement_type=placed.placement_type if placed else None,
            panel=(panel.panel_on, panel.decision) if panel else None,
        )


def _latest(session: Any, met: Any, kinds: tuple[str, ...], words: str) -> Meeting | None:
    found = next((row for row in met if row.kind in kinds), None)
    if found is None:
        return None
    made = queries.decisions(session, found.id)
    decided = tuple(Decision(row.text, row.by_on, row.done_on) for row in made)
    return Meeting(words, found.met_on, found.child_told_on, decided)


def _clocks(session: Any, child_id: int) -> dict[str, Any]:
    owed = queries.running(session, child_id)
    book = clocks.rule_book(session)
    visits = [duty for duty in owed if duty.kind in VISITS]
    meetings = [duty for duty in owed if duty.kind in duty_kinds.MEETINGS]
    explained = duties.explain(session, meetings)
    limits = [
        Limit(limit_words(book.of(duty.rule_version)[duty.rule_id]), duty.due_on) for duty in visits
    ]
    return {
        "limits": tuple(limits),
        "next_due": {duty.kind: explained[duty.id] for duty in meetings},
    }


def day_of(facts: Mapping[str, Any], name: str) -> dt.date | None:
    """A day that a children list gave, by its field name; None where it gave none."""
    given = facts.get(name)
    return dt.date.fromisoformat(given) if isinstance(given, str) else None
