"""The rows under the headers of one list: read column by column, judged row by row.

A column has few different values, so each is read once and looked up for every row.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple

from qa.domain.words import format_date
from qa.imports import cells
from qa.imports.annex_a_columns import code_words
from qa.imports.annex_a_sheet import Header
from qa.imports.annex_a_values import FACTS, Listed, RefusedCell, RefusedRow
from qa.imports.cells import Bad
from qa.imports.dates import read_date, read_event
from qa.imports.error_cells import ERRORS

# Field -> its values, row by row; position of a row -> its bad fields with the reasons.
Table = dict[str, list]
BadCells = dict[int, dict[str, str]]

# What reads a cell, by kind of column or by field.
Readers = dict[str, Callable]

EXCEL_ERROR = Bad("This is an Excel error, not a value.")
NOT_A_CASE_NUMBER = Bad("This does not look like a case number (see Settings).")
NO_ONE = frozenset({"unallocated", "not allocated", "no worker", "no team", "none", "unknown"})


@dataclass(frozen=True)
class ReadList:
    """One list as read: its good rows, its refused rows, and the cells they were refused for."""

    listed: tuple[Listed, ...]
    refusals: tuple[RefusedCell, ...]
    refused_rows: tuple[RefusedRow, ...]


class _Born(NamedTuple):
    """A date of birth reduced at once to what may be kept."""

    month: date
    age_years: int  # at the file's date; below 0 before the birth


def read_list(header: Header, rows: list[list[object]], kinds: Readers) -> ReadList:
    """Read all rows under the header. `rows` are all rows of the sheet, from row 1."""
    place = header.places["case_number"]
    numbers = [
        at
        for at, row in enumerate(islice(rows, header.row, None), header.row + 1)
        if _filled(row[place]) or any(map(_filled, row))
    ]
    body = [rows[number - 1] for number in numbers]
    readers = _readers(header, kinds)
    table: Table = {field: [] for field in readers}
    bad: BadCells = defaultdict(dict)
    for field, column in _columns(header, body):
        table[field], refused = _read(column, readers[field])
        if refused:
            _note_bad_cells(field, table[field], bad)
    _judge_births(table, bad)
    _judge_ends(table, bad)
    _judge_doubles(table, numbers, bad)
    return ReadList(
        listed=tuple(_listed(header, table, numbers, bad)),
        refusals=tuple(_refusals(header, body, numbers, bad)),
        refused_rows=tuple(_refused_rows(header, table, numbers, bad)),
    )


def _filled(cell: object) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())


def _columns(header: Header, body: list[list[object]]) -> Iterator[tuple[str, Sequence[object]]]:
    if body:
        across = list(zip(*body, strict=True))
        for field, place in header.places.items():
            yield field, across[place]


def _read(column: Sequence[object], read: Callable) -> tuple[list, bool]:
    """The values of a column, and whether any of them is `Bad`."""
    different = set(column)
    if (True in different or False in different) and bool in set(map(type, column)):
        column = [str(cell) if isinstance(cell, bool) else cell for cell in column]  # 1 == True
        different = set(column)
    known = {cell: read(cell) for cell in different}
    known |= dict.fromkeys(ERRORS & different, EXCEL_ERROR)
    return list(map(known.__getitem__, column)), Bad in set(map(type, known.values()))


def _note_bad_cells(field: str, values: list, bad: BadCells) -> None:
    for at, value in enumerate(values):
        if isinstance(value, Bad):
            bad[at][field] = value.reason


def readers_by_kind(
    as_at: date, from_1904: bool, case_number: re.Pattern[str] | None = None
) -> Readers:
    """How cells of each kind of column are read, codes apart; see annex_a.toml for the kinds."""
    event = partial(read_event, as_at=as_at, from_1904=from_1904)
    return {
        "id": partial(_read_case_number, pattern=case_number),
        "born": _birth_reader(as_at, from_1904),
        "age": cells.read_age,
        "date": event,
        "end": event,
        "count": cells.read_count,
        "text": _read_name,
    }


def _readers(header: Header, kinds: Readers) -> Readers:
    return {
        c.field: cells.code_reader(code_words(c.codes)) if c.kind == "code" else kinds[c.kind]
        for c in header.annex.columns
        if c.field in header.places
    }


def _read_case_number(cell: object, *, pattern: re.Pattern[str] | None) -> str | Bad:
    number = cells.read_case_number(cell)
    if isinstance(number, str) and pattern and not pattern.fullmatch(number):
        return NOT_A_CASE_NUMBER
    return number


def _read_name(cell: object) -> str | Bad | None:
    text = cells.read_text(cell)
    return None if isinstance(text, str) and text.casefold() in NO_ONE else text


def _birth_reader(as_at: date, from_1904: bool) -> Callable:
    this_year, today = as_at.year, (as_at.month, as_at.day)
    oldest = f"older than {cells.OLDEST_CARE_LEAVER} on {format_date(as_at)}, the date of the file"
    too_old = Bad(f"This makes the child {oldest}.")

    def read_birth(cell: object) -> _Born | Bad | None:
        day = cell if type(cell) is date else read_date(cell, from_1904=from_1904)
        if type(day) is not date:
            return day
        year, month = day.year, day.month
        age = this_year - year - (today < (month, day.day))
        return too_old if age > cells.OLDEST_CARE_LEAVER else _Born(date(year, month, 1), age)

    return read_birth


def _judge_births(table: Table, bad: BadCells) -> None:
    """An unborn child has the age -1, and only such a child is born after the file's date."""
    ages = table.get("age_years")
    for at, born in enumerate(table.get("birth_month", ())):
        if not isinstance(born, _Born):
            continue
        age = ages[at] if ages else None
        if born.age_years >= 0 and age == -1:
            bad[at]["birth_month"] = "The age -1 says unborn, but this date of birth is past."
        elif born.age_years < 0 and age != -1:
            bad[at]["birth_month"] = "This is after the date of the file, and the age is not -1."


def _judge_ends(table: Table, bad: BadCells) -> None:
    if "ends_on" not in table:
        return
    for at, (start, end) in enumerate(zip(table["starts_on"], table["ends_on"], strict=True)):
        if end and type(end) is type(start) is date and end < start:
            bad[at]["ends_on"] = f"This end is before its start, {start:%d/%m/%Y}."


def _judge_doubles(table: Table, numbers: list[int], bad: BadCells) -> None:
    if len(set(table["case_number"])) == len(numbers):
        return
    places: dict[str, list[int]] = defaultdict(list)
    for at, case_number in enumerate(table["case_number"]):
        if isinstance(case_number, str):
            places[case_number].append(at)
    for rows in places.values():
        if len(rows) > 1:
            which = ", ".join(str(numbers[at]) for at in rows[:10])
            for at in rows:
                bad[at]["case_number"] = f"This child stands in this list twice: rows {which}."


def _listed(header: Header, table: Table, numbers: list[int], bad: BadCells) -> list[Listed]:
    number, blank = header.annex.number, [None] * len(numbers)

    def column(field: str) -> list:
        return table.get(field, blank)

    make = FACTS[number]
    facts = map(make._make, zip(*map(column, make._fields), strict=True))
    births, ages = column("birth_month"), column("age_years")
    rows = zip(
        [number] * len(numbers),
        numbers,
        column("case_number"),
        [born.month if type(born) is _Born else None for born in births],
        map(_age, births, ages),
        [age == -1 for age in ages],
        *map(column, ("team", "worker", "starts_on", "ends_on")),
        facts,
        strict=True,
    )
    good = (row for at, row in enumerate(rows) if at not in bad) if bad else rows
    return list(map(Listed._make, good))


def _age(born: _Born | None, age: int | None) -> int | None:
    if age == -1:
        return None
    return born.age_years if type(born) is _Born else age


def _refusals(
    header: Header, body: list[list[object]], numbers: list[int], bad: BadCells
) -> Iterator[RefusedCell]:
    for at in sorted(bad):
        for field, reason in bad[at].items():
            value = cells.as_shown(body[at][header.places[field]])
            yield RefusedCell(header.sheet, numbers[at], header.names[field], value, reason)


def _refused_rows(
    header: Header, table: Table, numbers: list[int], bad: BadCells
) -> Iterator[RefusedRow]:
    for at in sorted(bad):
        case_number = table["case_number"][at]
        known = case_number if isinstance(case_number, str) else None
        yield RefusedRow(header.annex.number, numbers[at], known)
