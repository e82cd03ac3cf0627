"""History: who did what, when, to which record; narrowed, paged, exported, its chain checked."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import history as queries
from db.queries.links import names as people_names
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.history import (
    HistoryFilter,
    act_words,
    address_of,
    noun_words,
    payload_words,
    people_in,
)
from qa.domain.permissions import READS
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.words import format_moment, plural
from qa.services import trail

PAGE = 50
SHOWN = 400
MOST = 50_000
COUNTED = 10_001
HEADER = (
    "When (UTC)", "Who", "What was done", "Kind of record", "Record", "Child", "Home", "Refused",
    "Values",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One entry as this reader may see it; `values`, child and home only where allowed."""

    id: int
    at: dt.datetime
    who: str
    act: str
    noun: str
    noun_id: int | None
    case_number: str
    home: str
    refused: bool
    values: str
    address: str
    """The screen that shows the record, '' where there is none."""


@dataclass(frozen=True)
class History:
    """One page of lines, how many there are (counted to COUNTED at most), where it begins."""

    lines: tuple[Line, ...]
    total: int
    offset: int

    @property
    def words(self) -> str:
        """How many there are, in words."""
        if self.total >= COUNTED:
            return f"More than {COUNTED - 1:,} entries: narrow them to see the earlier ones"
        return plural(self.total, "entry", "entries")


def listed(actor: Actor, wanted: HistoryFilter, offset: int = 0) -> History:
    """One page of what this person may see of the history, the latest first."""
    _require_reader(actor)
    with reading() as session:
        total = queries.count(session, actor, wanted, COUNTED)
        offset = min(max(offset, 0), max(total - 1, 0) // PAGE * PAGE)
        rows = queries.page(session, actor, wanted, PAGE, offset)
        return History(tuple(_lines(session, rows, SHOWN)), total, offset)


def _require_reader(actor: Actor) -> None:
    if not actor.has(*READS["history"]):
        raise Refused("Your role does not include the history.")


def _lines(session: Any, rows: Any, longest: int) -> Iterator[Line]:
    names = people_names(session, {i for entry, *_ in rows for i in people_in(entry.payload)})
    for row in rows:
        yield _line(row, bool(row.readable), names, longest)


def _line(row: Any, readable: bool, names: dict[int, str], longest: int) -> Line:
    entry = row.TrailEntry
    return Line(
        entry.id,
        entry.at,
        entry.who,
        act_words(entry.act),
        noun_words(entry.noun, row.kind),
        entry.noun_id,
        (row.case_number or "") if readable else "",
        (row.name or "") if readable else "",
        entry.refused,
        payload_words(entry.payload, names, longest) if readable else "",
        address_of(entry.noun, row.kind) if readable and entry.noun_id else "",
    )


def knows_children(actor: Actor) -> bool:
    """Whether a role other than the administrator's opens the history to this person."""
    return actor.has(*(role for role in READS["history"] if role != "administrator"))


def people(actor: Actor) -> dict[int, str]:
    """Everybody who may stand in the history: id and name."""
    _require_reader(actor)
    with reading() as session:
        return dict(queries.people(session))


def export(actor: Actor, wanted: HistoryFilter) -> bytes:
    """The same as a CSV file, whole values; that it was exported goes on the trail."""
    _require_reader(actor)
    permissions.require(actor, "export")
    with writing() as session:
        total = queries.count(session, actor, wanted, MOST + 1)
        if total > MOST:
            raise Refused(
                f"These are more than the {MOST:,} that one file holds. Narrow the dates."
            )
        rows = queries.page(session, actor, wanted, MOST, 0)
        made = csv_bytes(HEADER, map(_cells, _lines(session, rows, 0)))
        about = {"rows": total, "filter": {k: v for k, v in vars(wanted).items() if v}}
        trail.record(session, actor, "export", "history", None, about)
    return made


def _cells(line: Line) -> tuple[Any, ...]:
    at = line.at.isoformat(timespec="seconds")
    return (
        at, line.who, line.act, line.noun, line.noun_id,
        line.case_number, line.home, line.refused, line.values,
    )  # fmt: skip


def chain_words(actor: Actor) -> tuple[bool, str]:
    """Whether the chain holds, and the sentence that says so or names the first wrong entry."""
    _require_reader(actor)
    verdict = trail.verify()
    if verdict.holds:
        counted = plural(verdict.entries, "entry", "entries")
        when = format_moment(actor.now)
        return True, f"The history holds: {counted} checked on {when}, none changed or missing."
    return False, (
        f"The history does not hold. The first entry that is wrong is number "
        f"{verdict.first_wrong}: {verdict.why}. Tell your administrator and keep a copy of the "
        "database as it is."
    )
