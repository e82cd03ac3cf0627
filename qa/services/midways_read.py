"""Midway reviews for reading: those finished, and the history of one child."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.models import Check
from db.queries import checks as check_queries
from db.queries import child_page
from db.queries import midways as queries
from db.queries import people as people_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.midways import CONCLUSIONS
from qa.domain.permissions import Decision, Facts
from qa.domain.refusals import NotFound, Refused
from qa.domain.urgency import lateness_words
from qa.domain.words import joined
from qa.domain.workflow import MIDWAYS
from qa.domain.working_days import Calendar
from qa.services import clocks, trail
from qa.services.facts import facts_of_checks, facts_of_child
from qa.services.midways import ACT, kind_of


@dataclass(frozen=True)
class Finished:
    """A midway review as a list says it; the conclusion only where this person may read it."""

    check: Check
    by: str
    concluded: str


@dataclass(frozen=True)
class Wanted:
    """The filters of the list of midway reviews that are begun or done."""

    statuses: tuple[str, ...] = ()
    team_ids: tuple[int, ...] = ()
    assignee_ids: tuple[int, ...] = ()
    conclusion: str = ""
    """Of submitted ones: a key of CONCLUSIONS; for whoever may read what each of them says."""


@dataclass(frozen=True)
class History:
    """A child's midway reviews, the latest first; whether this person may begin one now, and the
    one being written that they may open."""

    child_id: int
    case_number: str
    rows: tuple[Finished, ...]
    may_begin: Decision
    draft_id: int | None


def of_child(actor: Actor, child_id: int) -> History:
    """The history of one child; the opening goes on the trail. Raises NotFound."""
    with reading() as session:
        child = child_page.one(session, actor, child_id)
        if child is None:
            raise NotFound("child")
        facts = facts_of_child(session, child_id, actor.today)
        found = queries.history(session, actor, child_id)
        rows = _finished(session, actor, found)
        draft = queries.being_written(session, [child_id]).get(child_id)
        own = draft is not None and draft.assignee_id in actor.selves
        made = History(
            child_id,
            child.case_number,
            rows,
            _may_begin(session, actor, child_id, facts),
            draft.id if own else None,
        )
    trail.opened(actor, "child", child_id, child_id=child_id)
    return made


def listed(
    actor: Actor, wanted: Wanted, *, limit: int, offset: int = 0
) -> tuple[list[Any], dict[int, str], int]:
    """One page of the midway reviews in scope, what those this person may read concluded (by
    id), and how many there are."""
    if wanted.conclusion and not reads_conclusions(actor):
        raise Refused("Your role includes the dates of midway reviews, not what they say.")
    with reading() as session:
        query = check_queries.narrowed(
            check_queries.listed(actor),
            kinds=MIDWAYS,
            statuses=wanted.statuses,
            team_ids=wanted.team_ids,
            assignee_ids=wanted.assignee_ids,
            conclusion=wanted.conclusion or None,
        )
        rows = check_queries.page_of(session, check_queries.newest_first(query), limit, offset)
        facts = facts_of_checks(session, rows, actor.today)
        concluded = {row.id: _concluded(actor, row, facts[row.id]) for row in rows}
        return rows, concluded, check_queries.count_of(session, query)


def reads_conclusions(actor: Actor) -> bool:
    """Whether the actor may read every submitted midway review in their scope; business support
    knows of all of them, and of most only the dates."""
    if actor.has("practice_manager", "head_of_service"):
        return True
    return actor.has("iro", "team_manager") and not actor.has("business_support")


def timeliness(check_id: int) -> str:
    """', on time' or ', 3 working days late', of each clock it stopped; '' where none ran. The
    caller has opened it for its reader."""
    with reading() as session:
        stopped = queries.stopped_by(session, check_id)
        calendar = clocks.working_calendar(session)
        said = [_lateness(duty.on_time_until, duty.done_on, calendar) for duty in stopped]
    return f", {joined(list(dict.fromkeys(said)))}" if said else ""


def _lateness(until: dt.date, done_on: dt.date, calendar: Calendar) -> str:
    return "on time" if done_on <= until else lateness_words(until, done_on, calendar)


def _finished(session: Any, actor: Actor, found: Sequence[Any]) -> tuple[Finished, ...]:
    facts = facts_of_checks(session, [check for check, _by in found], actor.today)
    return tuple(
        Finished(check, by, _concluded(actor, check, facts[check.id])) for check, by in found
    )


def _concluded(actor: Actor, check: Any, facts: Facts) -> str:
    """On track, delay or drift; '' where this person may not read it or it is not finished."""
    if check.submitted_on is None or check.conclusion is None:
        return ""
    may = permissions.can(actor, "read_check", facts)
    return CONCLUSIONS[check.conclusion] if may.allowed else ""


def _may_begin(session: Any, actor: Actor, child_id: int, facts: Facts) -> Decision:
    may = permissions.can(actor, ACT, facts)
    if not may.allowed:
        return may
    try:
        kind_of(session, child_id, actor.today)
    except Refused as refusal:
        return Decision(False, str(refusal))
    return may


def iros(actor: Actor) -> dict[int, str]:
    """Everybody who holds the role of IRO or chair today, by name, for those who see them all."""
    if not actor.has("practice_manager", "head_of_service", "business_support", "team_manager"):
        return {}
    with reading() as session:
        found = people_queries.with_role(session, ["iro"], actor.today)
    return {row.id: row.name for row in sorted(found, key=lambda row: row.name)}
