"""What is not on the case system yet: the copy for the child's record, and marking it as filed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import filing as queries
from qa.domain import audits, permissions, workflow
from qa.domain.actor import Actor
from qa.domain.permissions import Facts
from qa.domain.refusals import NotFound, Refused
from qa.domain.urgency import lateness_words
from qa.domain.words import LONDON, format_date, plural
from qa.domain.working_days import Calendar, add_working_days
from qa.services import checks, clocks, follow_ups, install
from qa.services.facts import facts_of_checks
from qa.services.record_copy import text_of
from qa.services.records import record

PAGE = 25
MOST = 500
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Unfiled:
    """An agreed check that is not on the case system yet."""

    id: int
    version: int
    kind: str
    about: str
    team: str
    assignee: str
    agreed_on: dt.date
    due_on: dt.date
    late: str
    """In words where it is past its time; '' where it is not."""
    why_not: str
    """Why this person cannot mark it as filed; '' where they can."""


@dataclass(frozen=True)
class NotFiled:
    """One page of them: how many in all, how many past their time, where the page begins."""

    rows: tuple[Unfiled, ...]
    total: int
    late: int
    offset: int
    limit_days: int


def not_filed(actor: Actor, offset: int = 0) -> NotFiled:
    """Agreed checks in scope that nobody has marked as filed, the longest waiting first."""
    with reading() as session:
        calendar, limit = clocks.working_calendar(session), _limit(session, actor)
        since = _late_before(calendar, limit, actor.today)
        total, late = queries.count(session, actor, since)
        offset = min(max(offset, 0), max(total - 1, 0) // PAGE * PAGE)
        found = queries.waiting(session, actor, PAGE, offset)
        facts = facts_of_checks(session, [check for check, *_ in found], actor.today)
        rows = tuple(_row(actor, facts, calendar, limit, *each) for each in found)
    return NotFiled(rows, total, late, offset, limit)


def _limit(session: Any, actor: Actor) -> int:
    """Working days within which a copy has to be on the case system."""
    return install.rules_in_force(session, actor.today)[1][audits.RULE_FILED].limit


def _late_before(calendar: Calendar, limit: int, today: dt.date) -> dt.date:
    """The first day that is not late yet: what was agreed before it is late today."""
    day = today
    while add_working_days(calendar, day - DAY, limit) >= today:
        day -= DAY
    return day


def _row(
    actor: Actor,
    known: dict[int, Facts],
    calendar: Calendar,
    limit: int,
    check: Any,
    number: str | None,
    home: str | None,
    team: str | None,
    assignee: str,
) -> Unfiled:
    agreed_on = _agreed_on(check)
    due_on = add_working_days(calendar, agreed_on, limit)
    return Unfiled(
        check.id,
        check.version,
        check.kind,
        f"Child {number}" if number else (home or "A home"),
        team or "",
        assignee,
        agreed_on,
        due_on,
        lateness_words(due_on, actor.today, calendar) if due_on < actor.today else "",
        permissions.can(actor, "file", known[check.id]).why,
    )


def _agreed_on(check: Any) -> dt.date:
    moment = check.agreed_at or check.closed_at or check.submitted_at
    return moment.astimezone(LONDON).date()


def copy_text(actor: Actor, check_id: int) -> str:
    """A finished check as plain text for the child's record. Raises NotFound or Refused."""
    view = checks.view(actor, check_id)
    if not view.decisions["read_check"].allowed or view.answers is None:
        raise Refused(view.decisions["read_check"].why or "This is not finished yet.")
    if not workflow.is_final(view.check.kind, view.check.status):
        raise Refused("The copy for the child's record is made when this is final.")
    return text_of(view, actor, follow_ups.of_check(actor, check_id)[0])


def mark(actor: Actor, check_ids: Sequence[int], on: dt.date) -> int:
    """Record that these checks were filed on the case system that day; how many. All or none."""
    ids = sorted(set(check_ids))
    if not ids:
        raise Refused("Choose at least one.")
    if len(ids) > MOST:
        raise Refused(f"Choose at most {MOST} at once.")
    with writing() as session:
        found = queries.held(session, actor, ids)
        if len(found) != len(ids):
            raise NotFound("audit")
        facts = facts_of_checks(session, found, actor.today)
        for check in found:
            permissions.require(actor, "file", facts[check.id])
            _mark(session, actor, check, on)
    return len(ids)


def _mark(session: Any, actor: Actor, check: Any, on: dt.date) -> None:
    if not workflow.is_final(check.kind, check.status):
        raise Refused("One of these is not agreed yet. It is filed once it is final.")
    if check.filed_on is not None:
        raise Refused(
            f"One of these was marked as filed already, on {format_date(check.filed_on)}. "
            "Nothing was changed; look at the list again."
        )
    if not _agreed_on(check) <= on <= actor.today:
        raise Refused(
            f"Enter a day from {format_date(_agreed_on(check))}, when it was agreed, to today."
        )
    check.filed_on, check.filed_by_id = on, actor.person_id
    check.version += 1
    record(session, actor, "file", check, {"filed_on": [None, on]})


def heading(found: NotFiled) -> str:
    """How many wait, and how many of them for too long, in a sentence."""
    if not found.total:
        return "Everything that is agreed is on the case system."
    days = plural(found.limit_days, "working day")
    return f"{plural(found.total, 'record')} not filed, {found.late:,} of them after {days}."
