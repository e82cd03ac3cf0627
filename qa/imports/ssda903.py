"""SSDA903 Header, Episodes and Reviews: CSV files -> columns of numbers, and what was refused.

Read a piece at a time; a row with any cell that cannot be read is refused whole. What the rows
say of each other is looked at in `ssda903_checks`, once it is known who the children are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import numpy as np

from qa.domain.refusals import Refused
from qa.imports.collecting import held_back
from qa.imports.dates import YEARS_BACK
from qa.imports.ssda903_columns import KINDS, FileKind, file_kinds, told
from qa.imports.ssda903_month_first import require_days_first, without_either
from qa.imports.ssda903_text import Row, Source, column, digest, opened
from qa.imports.ssda903_values import (
    DATES,
    NOTHING,
    CaseNumbers,
    Days,
    Notes,
    Numbers,
    Shown,
    Table,
    Words,
    day_number,
    empty,
    words_for,
)

MOST_FILES = 3
AFTER = "This is after the day the files show the children on."
LONG_AGO = "This is too long ago to be right."
RULE_167 = "A review has a date and a code, or neither (SSDA903 rule 167)."
NO_DATE = "There is no date here."
NO_CODE = "There is no code here."
NO_BIRTH = "There is no date of birth here."
REC_AND_DEC = "An episode that has ended has both its last day (DEC) and the reason (REC)."
NOT_READ = ("sex", "ethnicity", "pupil number", "postcodes", "the day of birth")


@dataclass(frozen=True)
class Read903:
    """Everything read from the files: a table for each kind, an empty one where it was not given.

    `children`: case numbers; `words`: the texts of a column of codes. `rows`: of each file given.
    """

    as_at: date
    digest: str
    tables: Mapping[str, Table]
    children: CaseNumbers
    words: Mapping[str, Words]
    notes: Notes
    rows: Mapping[str, int]
    blank: int
    spoiled: frozenset[int]
    """Children with a row that could not be read (places in `children`)."""


@held_back()
def read_903(
    files: Mapping[str, Source], *, as_at: date, case_number: re.Pattern[str] | None = None
) -> Read903:
    """Read up to three files (name -> bytes or path) that show the children as at `as_at`.

    Raises Refused for a file that is not CSV, is none of the three, or stands there twice.
    """
    if not files or len(files) > MOST_FILES:
        raise Refused("Choose one, two or three files: Header, Episodes and Reviews.")
    children, words, notes = CaseNumbers(case_number), _words(), Notes()
    tables: dict[str, Table] = {}
    for name, source in files.items():
        table = _table(source, name, children, words)
        if table.kind in tables:
            raise Refused(f"Two of these files are SSDA903's {table.title} file. Choose one.")
        tables[table.kind] = table
    rows = {kind: len(tables[kind]) for kind in KINDS if kind in tables}
    whole = _Rows(as_at, children, words, notes)
    good = {kind: whole.good(tables[kind]) if kind in tables else empty(kind) for kind in KINDS}
    found = sha256("".join(sorted(digest(s, n) for n, s in files.items())).encode()).hexdigest()
    spoiled = frozenset(whole.spoiled)
    return Read903(as_at, found, good, children, words, notes, rows, whole.blank, spoiled)


def _words() -> dict[str, Words]:
    """What reads each column but CHILD; a birth date is read apart from the other dates."""
    return {
        column.name: words_for(column)
        for kind in file_kinds().values()
        for column in kind.columns
        if column.kind != "child"
    }


def _table(source: Source, name: str, children: CaseNumbers, words: Mapping[str, Words]) -> Table:
    with opened(source, name) as (headers, first_row, chunks):
        kind, places = told(headers, name)
        readers = {"CHILD": children, **words}
        parts: dict[str, list[Numbers]] = {c.name: [] for c in kind.columns}
        counted = 0
        for rows in chunks:
            counted += len(rows)
            for each in kind.columns:
                parts[each.name].append(_numbers(rows, places.get(each.name), readers[each.name]))
    columns = {name: np.concatenate(found) for name, found in parts.items()}
    numbers = np.arange(first_row, first_row + counted, dtype=np.int32)
    return _without_empty(Table(kind.key, {"row": numbers, **columns}), kind)


def _numbers(rows: Sequence[Row], place: int | None, words: Words) -> Numbers:
    if place is None:
        return np.full(len(rows), NOTHING, np.int32)
    read = map(words.__getitem__, column(rows, place))
    return np.fromiter(read, np.int32, len(rows))


def _without_empty(table: Table, kind: FileKind) -> Table:
    """Without the lines that say nothing at all."""
    others = [column.name for column in kind.columns if column.kind != "child"]
    says = np.any([table[name] != NOTHING for name in others], axis=0)
    return table.where(says | (table["CHILD"] >= 0))


class _Rows:
    """The rows of one set of files, looked at one by one."""

    def __init__(
        self, as_at: date, children: CaseNumbers, words: Mapping[str, Words], notes: Notes
    ) -> None:
        self.first = day_number(date(as_at.year - YEARS_BACK, 1, 1))
        self.last = day_number(as_at)
        self.children, self.words, self.notes = children, words, notes
        self.dates = {name: each for name, each in words.items() if isinstance(each, Days)}
        self.spoiled: set[int] = set()
        self.blank = 0

    def good(self, table: Table) -> Table:
        """The rows that can be read; the others are noted."""
        before = table
        table = without_either(before, self._readable(table), self.dates, self.notes)
        table = getattr(self, f"_{table.kind}")(table)
        gone = before["CHILD"][~np.isin(before["row"], table["row"], assume_unique=True)]
        self.spoiled.update(gone[gone >= 0].tolist())
        return table

    def _readable(self, table: Table) -> Table:
        unreadable = np.zeros(len(table), bool)
        for kind_column in file_kinds()[table.kind].columns:
            name = kind_column.name
            words = self.children if name == "CHILD" else self.words[name]
            cells = table[name]
            if kind_column.kind == "date":
                require_days_first(table, name, self.dates[name])
            bad = (cells < NOTHING) & ~unreadable
            unreadable |= bad
            self.notes.unreadable(table, bad, name, words, kind_column.kind == "birth")
        self.notes.refused[table.kind] += int(unreadable.sum())
        return table.where(~unreadable)

    def _header(self, table: Table) -> Table:
        table = self._refuse(table, table["DOB"] == NOTHING, "DOB", NO_BIRTH)
        return self._born_before(table)

    def _reviews(self, table: Table) -> Table:
        neither = (table["REVIEW"] == NOTHING) & (table["REVIEW_CODE"] == NOTHING)
        self.blank += int(neither.sum())
        table = self._born_before(table.where(~neither))
        table = self._refuse(table, table["REVIEW"] == NOTHING, "REVIEW", RULE_167, DATES)
        no_code = table["REVIEW_CODE"] == NOTHING
        table = self._refuse(table, no_code, "REVIEW_CODE", RULE_167, self._shown("REVIEW_CODE"))
        return self._possible(table, "REVIEW")

    def _episodes(self, table: Table) -> Table:
        table = self._refuse(table, table["DECOM"] == NOTHING, "DECOM", NO_DATE, DATES)
        table = self._refuse(table, table["LS"] == NOTHING, "LS", NO_CODE, self._shown("LS"))
        half = (table["DEC"] == NOTHING) != (table["REC"] == NOTHING)
        table = self._refuse(table, half, "DEC", REC_AND_DEC, DATES)
        table = self._possible(table, "DECOM")
        table = self._possible(table, "DEC")
        before = (table["DEC"] != NOTHING) & (table["DEC"] < table["DECOM"])
        return self._refuse(table, before, "DEC", "This episode ends before it starts.", DATES)

    def _born_before(self, table: Table) -> Table:
        table = self._refuse(table, table["DOB"] > self.last, "DOB", AFTER)
        long_ago = (table["DOB"] != NOTHING) & (table["DOB"] < self.first)
        return self._refuse(table, long_ago, "DOB", LONG_AGO)

    def _possible(self, table: Table, name: str) -> Table:
        table = self._refuse(table, table[name] > self.last, name, AFTER, DATES)
        long_ago = (table[name] != NOTHING) & (table[name] < self.first)
        return self._refuse(table, long_ago, name, LONG_AGO, DATES)

    def _refuse(
        self, table: Table, bad: Numbers, name: str, reason: str, shown: Shown | None = None
    ) -> Table:
        return self.notes.refuse(table, bad, name, reason, shown)

    def _shown(self, name: str) -> Shown:
        return Shown(self.words[name].texts)


def refused_in(found: Read903) -> Iterator[tuple[str, int]]:
    """(title, refused rows) of each file that was given."""
    for kind in found.rows:
        yield file_kinds()[kind].title, found.notes.refused[kind]
