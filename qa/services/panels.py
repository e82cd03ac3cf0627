"""Recording when the panel on a long plan met, and what it decided, marker by marker."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import PanelDecision
from db.queries import long_plans as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.duties import PANEL_MONTHS
from qa.domain.plan_markers import may_be_recorded
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.domain.working_days import add_months
from qa.services import duties, trail
from qa.services.facts import facts_of_child
from qa.services.long_plan_rows import reads_decisions
from qa.services.records import must_be_current

LONGEST = 4_000


@dataclass(frozen=True)
class Panel:
    """What is recorded of one panel. `decision` None leaves it as it is (those who keep only
    dates); `version` is that of the record it was typed on, 0 where there was none."""

    months: int
    panel_on: dt.date | None
    decision: str | None = None
    version: int = 0


def keep(actor: Actor, child_id: int, given: Panel) -> None:
    """Record or change what the panel decided at a marker of the plan that runs today.

    Raises Refused in words, NotFound, or Stale where somebody else recorded it meanwhile.
    """
    with writing() as session:
        plan = queries.plan_of(session, actor, child_id)
        if plan is None:
            raise NotFound("plan")
        facts = facts_of_child(session, child_id, actor.today)
        permissions.require(actor, "keep_panel", facts)
        on = _checked(given, plan.from_on, actor.today)
        text = _decision(actor, given)
        kept = queries.panel(session, child_id, plan.from_on, given.months)
        change = _store(session, actor, plan, given, on, text, kept)
        team_id = min(facts.child_team_ids, default=None)
        trail.record(session, actor, "record", "panel", child_id, change,
                     child_id=child_id, team_id=team_id)  # fmt: skip
        duties.refresh(session, [child_id], actor.today)


def may_keep(actor: Actor, child_id: int) -> permissions.Decision:
    """Whether this person may record a panel about this child, and if not, why."""
    with reading() as session:
        facts = facts_of_child(session, child_id, actor.today)
    return permissions.can(actor, "keep_panel", facts)


def _checked(given: Panel, began_on: dt.date, today: dt.date) -> dt.date:
    if given.months not in PANEL_MONTHS:
        raise Refused("Choose one of the markers: 9, 12, 15, 18, 21 or 24 months.")
    if given.panel_on is None:
        raise Refused("Enter the day on which the panel met.")
    if given.panel_on > today:
        raise Refused("The panel's date is in the future. Record it once the panel has met.")
    if given.panel_on < began_on:
        raise Refused(
            f"The panel's date is before the plan began on {format_date(began_on)}. Check the year."
        )
    if not may_be_recorded(began_on, given.months, given.panel_on):
        marked = format_date(add_months(began_on, given.months))
        raise Refused(
            f"The plan reaches {given.months} months on {marked}, more than three months after "
            "the panel's date. Choose the marker that the panel looked at."
        )
    return given.panel_on


def _decision(actor: Actor, given: Panel) -> str | None:
    """The text, None to leave it as it is. Those who may not read it do not write over it."""
    if not reads_decisions(actor):
        return None
    text = (given.decision or "").strip()
    if not text:
        raise Refused("Say what the panel decided.")
    if len(text) > LONGEST:
        raise Refused(f"Keep the decision under {LONGEST:,} characters.")
    return text


def _store(
    session: Any,
    actor: Actor,
    plan: Any,
    given: Panel,
    on: dt.date,
    text: str | None,
    kept: PanelDecision | None,
) -> dict[str, Any]:
    """Write it; what changed, for the trail."""
    about = {"months": given.months, "plan_from_on": plan.from_on}
    if kept is None:
        if given.version:
            raise Refused("This was taken back meanwhile. Look at it again.")
        session.add(
            PanelDecision(
                child_id=plan.child_id, **about, panel_on=on, decision=text or "",
                recorded_at=actor.now, recorded_by_id=actor.person_id,
            )
        )  # fmt: skip
        session.flush()
        return {**about, "panel_on": [None, on], "decision": [None, text or ""]}
    must_be_current(kept, given.version, "This panel's record")
    before = {"panel_on": kept.panel_on, "decision": kept.decision}
    kept.panel_on, kept.version = on, kept.version + 1
    kept.decision = kept.decision if text is None else text
    kept.recorded_at, kept.recorded_by_id = actor.now, actor.person_id
    session.flush()
    after = {"panel_on": kept.panel_on, "decision": kept.decision}
    return {**about, **trail.changes(before, after)}


def recordable(began_on: dt.date, today: dt.date) -> list[int]:
    """The markers of a plan for which a panel can have been held by today."""
    return [months for months in PANEL_MONTHS if may_be_recorded(began_on, months, today)]
