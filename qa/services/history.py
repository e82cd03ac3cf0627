"""History: who did what, when, to which record; narrowed, paged, exported, its chain checked."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import history as queries
from db.queries import history_names
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.history import HistoryFilter, act_words, address_of, noun_words
from qa.domain.history_fields import FROM_A_FORM, SUBJECTS
from qa.domain.history_said import TEXT, Names, numbers_in, payload_words
from qa.domain.permissions import READS
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.words import format_moment, plural
from qa.services import install, trail

PAGE = 50
ACCOUNT = noun_words("account")
MOST = 50_000
COUNTED = 10_001
HEADER = (
    "When (UTC)", "Who", "What was done", "Kind of record", "Record", "Named", "Child", "Home",
    "Refused", "Values",
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
    subject: str
    """Whose account, which person or team, where that is not who did it."""
    case_number: str
    home: str
    refused: bool
    values: str
    address: str
    """The screen that shows the record, '' where there is none."""
    number: int | None
    """The record's number, where people know it by that."""

    @property
    def words(self) -> str:
        """What was done to what: 'Raised: challenge 12', 'Disabled: account of Ann Example'."""
        if self.noun == ACCOUNT and not self.subject:
            return self.act
        noun = f"{self.noun[:1].lower()}{self.noun[1:]}"
        of = (
            f" of {self.subject}"
            if self.noun == ACCOUNT
            else f" {self.subject or self.number or ''}"
        )
        return f"{self.act}: {noun}{of}".rstrip()


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
        return History(tuple(_lines(session, actor, rows, TEXT)), total, offset)


def _require_reader(actor: Actor) -> None:
    if not actor.has(*READS["history"]):
        raise Refused("Your role does not include the history.")


def _lines(session: Any, actor: Actor, rows: Any, longest: int) -> Iterator[Line]:
    numbers: dict[str, set[int]] = {}
    for row in rows:
        for kind, found in _numbers(row).items():
            numbers.setdefault(kind, set()).update(found)
    words = history_names.words(session, actor, numbers)
    for row in rows:
        yield _line(row, Names(words, _form(session, row), longest, row.TrailEntry.noun))


def _numbers(row: Any) -> dict[str, set[int]]:
    entry = row.TrailEntry
    found = numbers_in(entry.payload) if row.readable else {}
    if entry.noun in SUBJECTS and entry.noun_id:
        found.setdefault(SUBJECTS[entry.noun], set()).add(entry.noun_id)
    return found


def _form(session: Any, row: Any) -> Any:
    """The form whose questions the values name; None where they name none."""
    asks = FROM_A_FORM & row.TrailEntry.payload.keys()
    return install.form(session, row.form_id) if row.readable and asks and row.form_id else None


def _line(row: Any, names: Names) -> Line:
    entry, readable = row.TrailEntry, bool(row.readable)
    return Line(
        entry.id,
        entry.at,
        entry.who,
        act_words(entry.act),
        noun_words(entry.noun, row.kind),
        entry.noun_id,
        _subject(entry, names, readable),
        (row.case_number or "") if readable else "",
        (row.name or "") if readable else "",
        entry.refused,
        _values(entry, names) if readable else "",
        address_of(entry.noun, row.kind) if readable and entry.noun_id else "",
        entry.noun_id if entry.noun == "challenge" else None,
    )


def _subject(entry: Any, names: Names, readable: bool) -> str:
    """Accounts are no case work, so the administrator reads whose they are as well."""
    if not (readable or entry.noun == "account"):
        return ""
    name = names.of.get(SUBJECTS.get(entry.noun, ""), {}).get(entry.noun_id or 0, "")
    return "" if name == entry.who else name


def _values(entry: Any, names: Names) -> str:
    beside = {"home_id"} if entry.home_id else set()
    kept = {key: value for key, value in entry.payload.items() if key not in beside}
    return payload_words(kept, names)


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
        made = csv_bytes(HEADER, map(_cells, _lines(session, actor, rows, 0)))
        about = {"rows": total, "filter": {k: v for k, v in vars(wanted).items() if v}}
        trail.record(session, actor, "export", "history", None, about)
    return made


def _cells(line: Line) -> tuple[Any, ...]:
    at = line.at.isoformat(timespec="seconds")
    return (
        at, line.who, line.act, line.noun, line.noun_id, line.subject,
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
