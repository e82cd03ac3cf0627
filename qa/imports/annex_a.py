"""Ofsted's Annex A, lists 6 to 9: a workbook's bytes -> good rows and a list of what is refused.

Sheets go by name or title, columns by header (annex_a.toml). A row with any cell that cannot be
read is refused whole; a child who stands twice in one list is refused there with all its rows.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_text
from qa.imports.annex_a_columns import (
    LISTS,
    AnnexList,
    annex_lists,
    sheet_number,
    title_number,
)
from qa.imports.annex_a_rows import Readers, ReadList, read_list, readers_by_kind
from qa.imports.annex_a_sheet import Header, SheetRefused, find_header
from qa.imports.annex_a_values import AnnexA, RefusedCell, SheetNote
from qa.imports.collecting import held_back
from qa.imports.workbook import Workbook, open_workbook

# How far the work has come (0 to 1) and what is being done, in words.
Progress = Callable[[float, str], None]

REFUSED_HEADER = ("Sheet", "Row", "Column", "Value", "Reason")
TITLE_ROWS = 30
NOT_OURS = "This sheet is not one of lists 6, 7, 8 and 9."


@dataclass(frozen=True)
class _Sheet:
    name: str
    annex: AnnexList
    rows: list[list[object]]


def read_annex_a(
    data: bytes,
    *,
    as_at: date,
    case_number: re.Pattern[str] | None = None,
    progress: Progress | None = None,
) -> AnnexA:
    """Read lists 6 to 9 of a workbook that shows the children as they were on `as_at`.

    `case_number`: what a whole case number has to match, where the council has set that.
    Raises Refused when the file is not a safe .xlsx workbook or holds none of the lists.
    """
    tell = progress or _silent
    tell(0.0, "Opening the workbook")
    notes: list[SheetNote] = []
    with held_back(), open_workbook(data) as book:
        readers = readers_by_kind(as_at, book.from_1904, case_number)
        sheets = _sheets(book, notes)
        done = list(_read_sheets(sheets, readers, notes, tell))
    if not done:
        raise Refused(_nothing_found(notes))
    tell(1.0, "Read")
    return _annex_a(data, as_at, done, notes)


def _read_sheets(
    sheets: list[_Sheet], readers: Readers, notes: list[SheetNote], tell: Progress
) -> Iterator[tuple[Header, ReadList]]:
    for place, sheet in enumerate(sheets):
        tell((place + 1) / (len(sheets) + 1), f"Reading list {sheet.annex.number}")
        try:
            header = find_header(sheet.name, sheet.annex, sheet.rows)
        except SheetRefused as refused:
            notes.append(SheetNote(sheet.name, str(refused)))
        else:
            yield header, read_list(header, sheet.rows, readers)


def refusals_csv(refusals: Iterable[RefusedCell]) -> str:
    """The refused cells as CSV text, safe to open in a spreadsheet."""
    rows = ((cell.sheet, cell.row, cell.column, cell.value, cell.reason) for cell in refusals)
    return csv_text(REFUSED_HEADER, rows)


def _sheets(book: Workbook, notes: list[SheetNote]) -> list[_Sheet]:
    """The sheets that are lists 6 to 9, in that order; the others go to `notes`.

    A sheet's name is believed before a title in it: guidance sheets name the lists too.
    """
    found: dict[int, _Sheet] = {}
    nameless: list[str] = []
    for name in book.sheets:
        number = sheet_number(name)
        if number in LISTS:
            _put(found, _Sheet(name, annex_lists()[number], book.rows(name)))
        elif number is None:
            nameless.append(name)
        else:
            notes.append(SheetNote(name, NOT_OURS))
    titled: dict[int, _Sheet] = {}
    for name in nameless:
        sheet = _by_title(name, book.rows(name))
        if sheet and sheet.annex.number not in found:
            _put(titled, sheet)
        else:
            notes.append(SheetNote(name, NOT_OURS))
    found |= titled
    return [found[number] for number in sorted(found)]


def _put(found: dict[int, _Sheet], sheet: _Sheet) -> None:
    number = sheet.annex.number
    if number in found:
        raise Refused(
            f"Two sheets are list {number}: “{found[number].name}” and “{sheet.name}”. "
            "Keep the right one and try again."
        )
    found[number] = sheet


def _by_title(name: str, rows: list[list[object]]) -> _Sheet | None:
    """A sheet that a title above its headers makes one of the lists."""
    cells = (cell for row in rows[:TITLE_ROWS] for cell in row if isinstance(cell, str) and cell)
    number = next((number for cell in cells if (number := title_number(cell))), None)
    if number not in LISTS:
        return None
    try:
        find_header(name, annex_lists()[number], rows)
    except SheetRefused:
        return None
    return _Sheet(name, annex_lists()[number], rows)


def _nothing_found(notes: list[SheetNote]) -> str:
    unread = "; ".join(f"“{note.sheet}”: {note.reason}" for note in notes[:10])
    return (
        "This workbook holds none of Annex A's lists 6, 7, 8 and 9. "
        f"Name the sheets “List 6” to “List 9”. {unread}"
    ).strip()


def _annex_a(
    data: bytes, as_at: date, done: list[tuple[Header, ReadList]], notes: list[SheetNote]
) -> AnnexA:
    headers, lists = [header for header, _ in done], [read for _, read in done]
    not_kept = {name for header in headers for name in header.not_kept}
    return AnnexA(
        as_at=as_at,
        file_digest=sha256(data).hexdigest(),
        lists_present=tuple(header.annex.number for header in headers),
        listed=tuple(row for read in lists for row in read.listed),
        refusals=tuple(cell for read in lists for cell in read.refusals),
        refused_rows=tuple(row for read in lists for row in read.refused_rows),
        unknown_columns=tuple(note for header in headers for note in header.unknown),
        missing_columns=tuple(note for header in headers for note in header.missing),
        not_kept=tuple(sorted(not_kept)),
        sheets_not_read=tuple(notes),
        list_of_sheet={header.sheet: header.annex.number for header in headers},
    )


def _silent(_share: float, _words: str) -> None:
    """No one is watching."""
