"""Who works with which child, from a CSV file: case number, IRO, social worker, team manager, from.

Headers go by name, any order; commas, semicolons, tabs or bars; UTF-8, UTF-16 or Windows-1252.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from qa.domain.refusals import Refused
from qa.imports import cells
from qa.imports.annex_a_columns import match_key
from qa.imports.annex_a_values import RefusedCell
from qa.imports.cells import Bad
from qa.imports.dates import read_date

MAX_FILE_BYTES = 20_000_000
MAX_ROWS = 200_000
MAX_DAYS_AHEAD = 366
SEPARATORS = ",;\t|"

HEADERS = {
    "case_number": ("Case number", "Child Unique ID", "Child ID", "Child", "Number"),
    "iro": ("IRO", "Chair", "IRO or chair", "Independent Reviewing Officer", "Reviewing officer"),
    "social_worker": ("Social worker", "Allocated Worker", "Worker"),
    "team_manager": ("Team manager", "Manager"),
    "from_on": ("From", "From date", "Start", "Start date", "Date from"),
}
PEOPLE = ("iro", "social_worker", "team_manager")


@dataclass(frozen=True, slots=True)
class Allocation:
    """One good row: the people named are user names or names as they stand in the file."""

    row: int
    case_number: str
    iro: str | None
    social_worker: str | None
    team_manager: str | None
    from_on: date | None


@dataclass(frozen=True)
class Allocations:
    """A file of allocations as read: good rows, refused cells, headers that were not known."""

    rows: tuple[Allocation, ...]
    refusals: tuple[RefusedCell, ...]
    unknown_columns: tuple[str, ...]


def read_allocations(data: bytes, *, today: date) -> Allocations:
    """Read the file. Raises Refused when it is not a CSV file or lacks a column that it needs."""
    lines = _lines(data)
    header, places = _header(lines[0])
    good: list[Allocation] = []
    refusals: list[RefusedCell] = []
    body = [(at, row) for at, row in enumerate(lines[1:], start=2) if any(map(str.strip, row))]
    doubles = _doubles([row for _, row in body], places)
    for at, row in body:
        values = _values(row, places, today)
        bad = _bad(values, doubles)
        for field, reason in bad.items():
            shown = cells.as_shown(_cell(row, places.get(field)))
            refusals.append(RefusedCell("CSV", at, header.get(field, "Row"), shown, reason))
        if not bad:
            good.append(Allocation(at, **values))
    return Allocations(tuple(good), tuple(refusals), _unknown(lines[0], places))


def _lines(data: bytes) -> list[list[str]]:
    if len(data) > MAX_FILE_BYTES:
        raise Refused(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
    text = _text(data).lstrip()
    if not text:
        raise Refused("The file is empty.")
    first = text.splitlines()[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refused("This file cannot be read as CSV. Save it again as CSV (UTF-8).") from error
    if len(lines) > MAX_ROWS:
        raise Refused(f"The file has more than {MAX_ROWS:,} rows.")
    return lines


def _text(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused("This is an Excel workbook. Save the sheet as CSV and try again.")
    try:
        utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = data.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Refused("This is not a CSV file.")
    return text


def _header(row: list[str]) -> tuple[dict[str, str], dict[str, int]]:
    fields = {match_key(name): field for field, names in HEADERS.items() for name in names}
    found = [(fields.get(match_key(cell)), at) for at, cell in enumerate(row)]
    twice = [field for field, n in Counter(field for field, _ in found).items() if field and n > 1]
    if twice:
        raise Refused(f"Two columns mean “{HEADERS[twice[0]][0]}”. Keep one.")
    places = {field: at for field, at in found if field}
    if "case_number" not in places or not places.keys() & set(PEOPLE):
        raise Refused(
            "The first row must name the columns: “Case number” and at least one of “IRO”, "
            "“Social worker” and “Team manager”; “From” if you have it."
        )
    return {field: row[at].strip() for field, at in places.items()}, places


def _unknown(row: list[str], places: dict[str, int]) -> tuple[str, ...]:
    known = set(places.values())
    return tuple(cell.strip() for at, cell in enumerate(row) if at not in known and cell.strip())


def _cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _values(row: list[str], places: dict[str, int], today: date) -> dict:
    readers: dict[str, Callable] = dict.fromkeys(PEOPLE, cells.read_text)
    readers["case_number"] = cells.read_case_number
    readers["from_on"] = partial(_read_from, today=today)
    return {field: read(_cell(row, places.get(field))) for field, read in readers.items()}


def _read_from(cell: str, *, today: date) -> date | Bad | None:
    day = read_date(cell)
    if (
        isinstance(day, date)
        and not today.year - 30 <= day.year <= (today + timedelta(days=MAX_DAYS_AHEAD)).year
    ):
        return Bad("This date is too far away to be right.")
    return day


def _doubles(rows: list[list[str]], places: dict[str, int]) -> set[str]:
    numbers = Counter(cells.read_case_number(_cell(row, places["case_number"])) for row in rows)
    return {number for number, n in numbers.items() if isinstance(number, str) and n > 1}


def _bad(values: dict, doubles: set[str]) -> dict[str, str]:
    bad = {field: value.reason for field, value in values.items() if isinstance(value, Bad)}
    if values["case_number"] in doubles:
        bad["case_number"] = "This child stands in this file twice."
    if not bad and not any(values[field] for field in PEOPLE):
        bad["people"] = "No one is named in this row."
    return bad
