"""SSDA903 rows as columns of whole numbers: a million rows fit into a few megabytes.

A day is counted from 1 January 1970; a case number or a code is its place in a list of texts.
NOTHING is an empty cell, and below it is a cell that cannot be read.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from qa.imports import cells
from qa.imports.annex_a_values import RefusedCell
from qa.imports.cells import Bad, is_blank
from qa.imports.ssda903_columns import Column, codes, file_kinds

NOTHING = -2_000_000
EPOCH = date(1970, 1, 1)
NOT_SHOWN = "(not shown)"
MOST_LISTED = 100_000

NOT_A_DATE = "This is not a date. Write it as 31/01/2026."
YEAR_FIRST = "Dates are day/month/year here, and this begins with the year. Write it as 31/01/2026."
MONTH_FIRST = "There is no such month: this looks like month/day/year. Write it as 31/01/2026."
NO_SUCH_DAY = "There is no such date in the calendar."
NOT_A_CODE = "This is not one of the codes for this column."

_UK = re.compile(r"(\d\d)/(\d\d)/(\d{4})\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", re.ASCII)
_HARMLESS = re.compile(r"(?=[^\d]*\d)(?!.*[A-Za-z]{4})[\x20-\x7e]{1,24}\Z|[A-Za-z]{0,3}\Z")
"""What may be shown back: short, with a digit and without a word that could be a name."""
_CODE = re.compile(r"[A-Z0-9]+\Z", re.ASCII)

Numbers = np.ndarray


def day_number(day: date) -> int:
    """A day as a number."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day that a number stands for."""
    return EPOCH + timedelta(days=int(number))


def day_or_none(number: int) -> date | None:
    """The same; None for an empty cell."""
    return None if number == NOTHING else day_of(number)


class Words(dict[str, int]):
    """What the cells of a column say -> the number that stands for it; each text is read once.

    `texts`: by number. `bad`: (text, reason) of what cannot be read, numbered down from NOTHING.
    """

    def __init__(self, longest: int = 10) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.bad: list[tuple[str, str]] = []
        self._numbers: dict[str, int] = {}
        self._longest = longest

    def __missing__(self, text: str) -> int:
        made = NOTHING if is_blank(text) else self._read(text.strip())
        self[text] = made
        return made

    def _read(self, text: str) -> int:
        """A code."""
        plain = text.upper()
        fits = len(plain) <= self._longest and _CODE.match(plain)
        return self.number(plain) if fits else self.refuse(text, NOT_A_CODE)

    def number(self, text: str) -> int:
        """The number of a text, a new one where it is new."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def refuse(self, text: str, reason: str) -> int:
        """A number below NOTHING for what cannot be read."""
        self.bad.append((text, reason))
        return NOTHING - len(self.bad)

    def why(self, number: int) -> tuple[str, str]:
        """The text and the reason of a cell that cannot be read."""
        return self.bad[NOTHING - 1 - number]

    def text(self, number: int) -> str | None:
        """The text that a number stands for."""
        return self.texts[number] if number >= 0 else None


class Code(Words):
    """A column whose codes are known: any other is refused."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self._known = known

    def _read(self, text: str) -> int:
        plain = text.upper()
        return self.number(plain) if plain in self._known else self.refuse(text, NOT_A_CODE)


class CaseNumbers(Words):
    """Numbers of children; what may be a name is never shown back."""

    def __init__(self, pattern: re.Pattern[str] | None = None) -> None:
        super().__init__()
        self._pattern = pattern

    def __missing__(self, text: str) -> int:
        made = self[text] = self._read(text)
        return made

    def _read(self, text: str) -> int:
        found = cells.read_case_number(text)
        if isinstance(found, Bad):
            return self.refuse(NOT_SHOWN if text.strip() else "", found.reason)
        if self._pattern and not self._pattern.fullmatch(found):
            return self.refuse(NOT_SHOWN, "This does not look like a case number of this council.")
        return self.number(found)


class Days(Words):
    """Dates, written as day/month/year and in no other way."""

    def _read(self, text: str) -> int:
        found = _UK.match(text)
        if not found:
            return self.refuse(text, YEAR_FIRST if _YEAR_FIRST.match(text) else NOT_A_DATE)
        day, month, year = map(int, found.groups())
        if 12 < month <= 31 and 1 <= day <= 12:
            return self.refuse(text, MONTH_FIRST)
        try:
            return day_number(date(year, month, day))
        except ValueError:
            return self.refuse(text, NO_SUCH_DAY)

    @property
    def month_first(self) -> list[int]:
        """The numbers of the cells that look like American dates."""
        return [NOTHING - n for n, bad in enumerate(self.bad, start=1) if bad[1] == MONTH_FIRST]


@dataclass(frozen=True)
class Table:
    """One file: `columns` of equally many numbers, "row" (of the file) and "CHILD" among them."""

    kind: str
    columns: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.columns["row"])

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]

    @property
    def title(self) -> str:
        """What the file is called: "Episodes"."""
        return file_kinds()[self.kind].title

    def where(self, keep: Numbers) -> "Table":
        """The rows that a mask or an order picks."""
        return Table(self.kind, {name: column[keep] for name, column in self.columns.items()})

    def plus(self, **columns: Numbers) -> "Table":
        """The same with columns added or replaced."""
        return Table(self.kind, {**self.columns, **columns})


def empty(kind: str) -> Table:
    """A file that was not given."""
    names = ["row", *(column.name for column in file_kinds()[kind].columns)]
    return Table(kind, {name: np.empty(0, np.int32) for name in names})


@dataclass
class Notes:
    """What was refused and what is asked about, cell by cell; collected on the way."""

    refusals: list[RefusedCell] = field(default_factory=list)
    queries: list[RefusedCell] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    asked: int = 0

    def refuse(
        self, table: Table, bad: Numbers, column: str, reason: str, shown: "Shown | None" = None
    ) -> Table:
        """List the rows that a mask picks, and give the others."""
        if not bad.any():
            return table
        self.refused[table.kind] += int(bad.sum())
        _list(self.refusals, table, bad, column, reason, shown)
        return table.where(~bad)

    def unreadable(
        self, table: Table, bad: Numbers, column: str, words: Words, private: bool
    ) -> None:
        """List the cells that a mask picks, as they were written unless that may be personal."""
        for at in np.flatnonzero(bad)[: max(0, MOST_LISTED - len(self.refusals))]:
            text, reason = words.why(int(table[column][at]))
            value = NOT_SHOWN if private or not _HARMLESS.match(text) else text
            row = int(table["row"][at])
            self.refusals.append(RefusedCell(table.title, row, column, value, reason))

    def ask(
        self, table: Table, odd: Numbers, column: str, reason: str, shown: "Shown | None" = None
    ) -> None:
        """List the rows that a mask picks; they are loaded all the same."""
        self.asked += int(odd.sum())
        _list(self.queries, table, odd, column, reason, shown)


@dataclass(frozen=True)
class Shown:
    """How the numbers of a column are shown back: a list of texts, or (without) as dates."""

    texts: Sequence[str] | None = None

    def __call__(self, number: int) -> str:
        if number == NOTHING:
            return ""
        return self.texts[number] if self.texts is not None else f"{day_of(number):%d/%m/%Y}"


DATES = Shown()


def _list(
    into: list[RefusedCell], table: Table, picked: Numbers, column: str, reason: str,
    shown: Shown | None,
) -> None:  # fmt: skip
    for at in np.flatnonzero(picked)[: max(0, MOST_LISTED - len(into))]:
        value = shown(int(table[column][at])) if shown else NOT_SHOWN
        into.append(RefusedCell(table.title, int(table["row"][at]), column, value, reason))


def words_for(column: Column) -> Words:
    """What reads the cells of a column that is not a child's number."""
    if column.kind in ("date", "birth"):
        return Days()
    return Code(codes(column.name)) if codes(column.name) else Words(column.longest)
