"""What falls due about children, kept as a summary beside what it is worked out from."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from db.engine import writing
from db.queries import duties as queries
from qa.domain.actor import Actor
from qa.domain.duties import MIDWAYS
from qa.domain.duty_arrays import Column
from qa.domain.duty_rows import (
    KIND_NAMES,
    NO_VERSION,
    RULE_NAMES,
    STATUS_NAMES,
    Rows,
    named,
)
from qa.domain.meeting_clocks import Tolerances, cycles, meeting_rows, midway_rows
from qa.domain.running_clocks import running_rows
from qa.domain.timescales import RuleBook, midway
from qa.domain.timescales import explain as explained_by
from qa.domain.working_days import Calendar, working_days_between
from qa.services import clocks, settings
from qa.services.duty_inputs import Inputs, inputs

TOLERANCE = "midway_tolerance_working_days"
AT_ONCE = 2_000
"""Children worked out at a time: what bounds the memory."""


def refresh(session: Any, child_ids: Iterable[int], today: dt.date) -> None:
    """Work out anew what is owed for these children, in the caller's write transaction.

    To be called after any change to their statuses, meetings, episodes, links, midway reviews or
    panels. A number that was merged into another stands for the child it is known as.
    """
    wanted = sorted(set(child_ids))
    for start in range(0, len(wanted), AT_ONCE):
        _refresh(session, queries.known_as(session, wanted[start : start + AT_ONCE]), today)


def refresh_all(session: Any, today: dt.date) -> int:
    """The same for every child; how many there are. After a change of time limits, closure days
    or the tolerance, and once a day: links and statuses begin and end by themselves."""
    last = count = 0
    while ids := queries.child_ids(session, last, AT_ONCE):
        _refresh(session, ids, today)
        last, count = ids[-1], count + len(ids)
    return count


def work_out_all(actor: Actor) -> int:
    """`refresh_all` in a transaction of its own, as the command line does once a day."""
    with writing() as session:
        return refresh_all(session, actor.today)


def _refresh(session: Any, ids: Sequence[int], today: dt.date) -> None:
    if not ids:
        return
    found = inputs(session, ids, today)
    book, calendar = clocks.rule_book(session), clocks.working_calendar(session)
    tolerances = settings.history(session, TOLERANCE)
    parts = worked_out(found, book, calendar, tolerances)
    rows = itertools.chain.from_iterable(_as_stored(part, book, found, today) for part in parts)
    queries.replace(session, ids, rows)


def worked_out(
    found: Inputs, book: RuleBook, calendar: Calendar, tolerances: Tolerances
) -> list[Rows]:
    """Every duty of these children that a due date can be given for: meetings, midway reviews,
    what only runs. No two have the same child, kind and start."""
    cut = cycles(found.periods, found.meetings)
    owed = meeting_rows(cut, book, calendar)
    parts = [
        owed,
        midway_rows(cut, owed, found.midways, book, calendar, tolerances),
        running_rows(found.care, found.plan, found.again, book, calendar),
    ]
    return [_dated(part) for part in parts]


def _dated(rows: Rows) -> Rows:
    dated = ~np.isnat(rows.due) & (rows.version != NO_VERSION)
    return rows if dated.all() else rows.where(dated)


def _as_stored(
    rows: Rows, book: RuleBook, found: Inputs, today: dt.date
) -> Iterable[tuple[Any, ...]]:
    over = np.where(np.isnat(rows.done), rows.ended, rows.done)
    at = np.where(np.isnat(over), np.datetime64(today, "D"), over)
    versions = tuple(version for _on, version, _rules in book.steps)
    columns = (rows.child, named(rows.kind, KIND_NAMES), rows.started, rows.until, rows.due,
               rows.on_time_until, named(rows.rule, RULE_NAMES), named(rows.version, versions),
               named(rows.status, STATUS_NAMES), rows.done, _id(rows.review), _id(rows.check),
               rows.ended, _id(found.teams.at(rows.child, at)),
               _id(found.iros.at(rows.child, at)))  # fmt: skip
    return zip(*(column.tolist() for column in columns), strict=True)


def _id(column: Column) -> Column:
    return np.where(column > 0, column.astype(object), None)


def explain(session: Any, rows: Iterable[Any]) -> dict[int, str]:
    """The sentence of each due date, by the duty's id: rule, start, days counted and not, source.

    `rows` have the columns of Duty (id, kind, started_on, until_on, due_on, on_time_until,
    rule_id, rule_version).
    """
    return explain_by(clocks.rule_book(session), clocks.working_calendar(session), rows)


def explain_by(book: RuleBook, calendar: Calendar, rows: Iterable[Any]) -> dict[int, str]:
    """The same, with the rules and the calendar at hand."""
    return {row.id: _sentence(row, book.of(row.rule_version), calendar) for row in rows}


def _sentence(row: Any, rules: dict[str, Any], calendar: Any) -> str:
    rule = rules[row.rule_id]
    if row.kind not in MIDWAYS or row.until_on is None:
        return explained_by(rule, row.started_on, row.due_on, calendar)
    slack = row.on_time_until > row.due_on
    tolerance = slack and working_days_between(calendar, row.due_on, row.on_time_until)
    meeting = "conference" if row.kind == "midway_cp" else "review"
    return midway(rule, row.started_on, row.until_on, calendar, tolerance, meeting).explanation
