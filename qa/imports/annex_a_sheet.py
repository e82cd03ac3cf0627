"""Where the headers of an Annex A sheet are, and which column is which."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa.imports.annex_a_columns import AnnexList, Column, match_key, not_kept
from qa.imports.annex_a_values import ColumnNote
from qa.imports.cells import without_postcode

HEADER_WITHIN_ROWS = 60
FEWEST_MATCHES = 3
LONGEST_NAME = 100


class SheetRefused(Exception):
    """This sheet cannot be read; `str(refused)` says why."""


@dataclass(frozen=True)
class Header:
    """A sheet's headers: `places` are the cells' positions of the columns that are read."""

    sheet: str
    annex: AnnexList
    row: int
    places: dict[str, int]
    names: dict[str, str]
    unknown: tuple[ColumnNote, ...]
    missing: tuple[ColumnNote, ...]
    not_kept: tuple[str, ...]


def find_header(sheet: str, annex: AnnexList, rows: list[list[object]]) -> Header:
    """The row that holds the headers, found by what stands in it (titles above are allowed).

    Raises SheetRefused when there is none, a column needed is missing or one stands twice.
    """
    by_key = {key: column for column in annex.columns for key in column.keys}
    best, keys = _header_row(rows, by_key)
    if sum(key in by_key for key in keys) < FEWEST_MATCHES:
        raise SheetRefused(f"No row holds the headers of list {annex.number}.")
    cells = rows[best]
    columns = [by_key.get(key) for key in keys]
    _refuse_doubles(cells, columns)
    places = {column.field: at for at, column in enumerate(columns) if column}
    _refuse_missing(annex, places)
    known = by_key.keys() | not_kept()
    return Header(
        sheet=sheet,
        annex=annex,
        row=best + 1,
        places=places,
        names={field: _shown(cells[at]) for field, at in places.items()},
        unknown=_notes(annex, sheet, [c for c, k in _pairs(cells, keys) if k and k not in known]),
        missing=_notes(annex, sheet, _missing(annex, places)),
        not_kept=tuple(_shown(cell) for cell, key in _pairs(cells, keys) if key in not_kept()),
    )


def _pairs(cells: list[object], keys: list[str]) -> list[tuple[object, str]]:
    return list(zip(cells, keys, strict=True))


def _missing(annex: AnnexList, places: dict[str, int]) -> list[str]:
    return [c.header for c in annex.columns if c.field not in places and not c.optional]


def _notes(annex: AnnexList, sheet: str, columns: Iterable[object]) -> tuple[ColumnNote, ...]:
    return tuple(ColumnNote(annex.number, sheet, _shown(column)) for column in columns)


def _header_row(rows: list[list[object]], by_key: dict[str, Column]) -> tuple[int, list[str]]:
    """Position and match keys of the first row with most of the headers, or of the best one."""
    best: tuple[int, int, list[str]] = (0, 0, [])
    for at, row in enumerate(rows[:HEADER_WITHIN_ROWS]):
        keys = [match_key(cell) for cell in row]
        matches = sum(key in by_key for key in keys)
        if matches > best[0]:
            best = (matches, at, keys)
        if matches > len(keys) / 2:
            break
    return best[1], best[2]


def _refuse_doubles(cells: list[object], columns: list[Column | None]) -> None:
    seen: dict[str, object] = {}
    for cell, column in zip(cells, columns, strict=True):
        if column and column.field in seen:
            raise SheetRefused(
                f"Two columns mean “{column.header}”: “{_shown(seen[column.field])}” "
                f"and “{_shown(cell)}”. Keep one."
            )
        if column:
            seen[column.field] = cell


def _refuse_missing(annex: AnnexList, places: dict[str, int]) -> None:
    missing = [f"“{c.header}”" for c in annex.columns if c.key and c.field not in places]
    if missing:
        raise SheetRefused(f"List {annex.number} needs the column {' and '.join(missing)}.")


def _shown(cell: object) -> str:
    return without_postcode(" ".join(str(cell).split()))[:LONGEST_NAME]
