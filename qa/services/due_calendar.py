"""The calendar month of what falls due: the days, the entries, the load of each IRO."""

import datetime as dt
from dataclasses import dataclass

from db.engine import reading
from db.queries import due_calendar as queries
from db.queries import keeping
from db.queries.due_calendar import Span
from qa.domain.actor import Actor
from qa.domain.due_calendar import MAIN, SHOWN, last_of, weeks_of
from qa.domain.refusals import Refused
from qa.services import clocks
from qa.services.due_calendar_days import Day, Load, days_of, load_of, notes_of
from qa.services.due_calendar_entries import Entry, entries_of

MINE = "mine"
ALL = ("practice_manager", "head_of_service", "business_support", "team_manager")
"""Who sees more than the children they review themselves."""


@dataclass(frozen=True)
class Wanted:
    """A month, narrowed. `shown` is a key of SHOWN; `iro` is '', 'mine' or a person's id; `day`
    narrows the list below the month, not the month."""

    first: dt.date
    shown: str = MAIN
    team_id: int | None = None
    iro: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Month:
    """The month: its weeks, a page of its entries and how many there are, the load, notes."""

    weeks: tuple[tuple[Day | None, ...], ...]
    entries: tuple[Entry, ...]
    total: int
    listed: int
    load: tuple[Load, ...]
    notes: tuple[str, ...]


def month(actor: Actor, wanted: Wanted, limit: int = 50, offset: int = 0) -> Month:
    """What falls due in a month, of the children in the reader's scope; `limit` and `offset` are
    of the list below it. Five small statements and those of the explanations."""
    span = span_of(actor, wanted, wanted.first, last_of(wanted.first))
    listing = span_of(actor, wanted, wanted.day, wanted.day) if wanted.day else span
    with reading() as session:
        rows = queries.counts(session, actor, span)
        named = queries.iros(session, actor)
        known = clocks.working_calendar(session)
        reasons = {row.on: row.reason for row in keeping.closure_day_rows(session)}
        found = queries.listed(session, actor, listing, limit, offset)
        entries = entries_of(session, actor, found, known)
        load = load_of(session, rows, named, span)
    days = days_of(rows, wanted.first, actor.today, known, reasons)
    within = listing.from_on, listing.to_on
    return Month(
        tuple(tuple(day and days[day] for day in week) for week in weeks_of(wanted.first)),
        entries,
        sum(day.total for day in days.values()),
        sum(row.n for row in rows if within[0] <= row.due_on <= within[1]),
        load,
        notes_of(wanted.first, known, reasons),
    )


def iro_choices(actor: Actor) -> dict[str, str]:
    """Whose due dates a reader may choose, by what the address says."""
    if not actor.has(*ALL):
        return {}
    own = {MINE: "Mine"} if actor.has("iro") else {}
    with reading() as session:
        return own | {str(row.id): row.name for row in queries.iros(session, actor)}


def span_of(actor: Actor, wanted: Wanted, from_on: dt.date, to_on: dt.date) -> Span:
    """What to read: an IRO without another part sees what they review themselves.

    Raises Refused for a filter that is none.
    """
    if wanted.shown not in SHOWN:
        raise Refused("There is no such filter. Choose what to show from the list.")
    mine = wanted.iro == MINE or not actor.has(*ALL)
    if not mine and wanted.iro and not wanted.iro.isdigit():
        raise Refused("There is no such person. Choose an IRO or chair from the list.")
    iro_ids = actor.selves if mine else frozenset({int(wanted.iro)} if wanted.iro else ())
    return Span(from_on, to_on, SHOWN[wanted.shown][1], wanted.team_id, iro_ids)
