"""Due dates as a calendar file: a month as it is shown, or one's own of the next six months."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from db.engine import reading, writing
from db.queries import due_calendar as queries
from db.queries.due_calendar import Span
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.due_calendar import last_of, month_code
from qa.domain.duties import KINDS
from qa.domain.refusals import Refused
from qa.domain.timescales import limit_words
from qa.domain.words import format_month
from qa.domain.working_days import add_months
from qa.reports.ics import Event, calendar_file
from qa.services import clocks, duties, trail
from qa.services.due_calendar import MINE, Wanted, span_of

MONTHS_AHEAD = 6
MOST = 10_000
EVERYTHING = "all"


def of_month(actor: Actor, wanted: Wanted, address: str = "") -> bytes:
    """What is still owed of the month as it is narrowed; `address` is the service's own.

    Of one's own children it is open to every IRO and chair; of others' it is an export.
    """
    span = span_of(actor, wanted, wanted.first, last_of(wanted.first))
    is_own = bool(span.iro_ids) and span.iro_ids <= actor.selves
    if not (is_own and actor.has("iro")):
        permissions.require(actor, "export")
    about = {"month": month_code(wanted.first), "shown": wanted.shown, "team_id": wanted.team_id}
    return _made(actor, span, f"Due in {format_month(wanted.first)}", about, address)


def of_mine(actor: Actor, address: str = "") -> bytes:
    """Everything owed about one's own children from today, for six months.

    The dates of one's own work are no export of records: an IRO takes them along, and the trail
    says so. Raises Refused for those who review no children.
    """
    if not actor.has("iro"):
        raise Refused("Only an IRO or chair has due dates of their own to take along.")
    until = add_months(actor.today, MONTHS_AHEAD)
    wanted = Wanted(actor.today, EVERYTHING, iro=MINE)
    span = span_of(actor, wanted, actor.today, until)
    about = {"whose": "own", "to_on": until}
    return _made(actor, span, "My due dates", about, address)


def _made(actor: Actor, span: Span, name: str, about: Mapping[str, Any], address: str) -> bytes:
    owed = Span(span.from_on, span.to_on, span.kinds, span.team_id, span.iro_ids, True)
    with reading() as session:
        rows = queries.listed(session, actor, owed, MOST + 1)
        if len(rows) > MOST:
            raise Refused(f"More than {MOST:,} due dates are too many for one file. Choose fewer.")
        events = _events(session, rows, address.rstrip("/"))
    with writing() as session:
        payload = {**about, "due_dates": len(events)}
        trail.record(session, actor, "export", "due_dates", None, payload, team_id=span.team_id)
    return calendar_file(events, name, _stamp(actor))


def _stamp(actor: Actor) -> dt.datetime:
    return actor.now if actor.now.tzinfo else actor.now.replace(tzinfo=dt.UTC)


def _events(session: Any, rows: Sequence[Any], address: str) -> list[Event]:
    why = duties.explain(session, [row.Duty for row in rows])
    book = clocks.rule_book(session)
    return [
        Event(
            uid=_identity(row.Duty),
            on=row.Duty.due_on,
            summary=f"{KINDS[row.Duty.kind].words} due: child {row.case_number} "
            f"({limit_words(book.of(row.Duty.rule_version)[row.Duty.rule_id])})",
            description=why[row.Duty.id],
            category=KINDS[row.Duty.kind].words,
            address=f"{address}/children?id={row.Duty.child_id}" if address else "",
        )
        for row in rows
    ]


def _identity(duty: Any) -> str:
    """The same for the same duty whenever it is worked out: whose, what, counted from which day."""
    return f"{duty.kind}-{duty.child_id}-{duty.started_on:%Y%m%d}@quality-assurance"
