"""Small workbooks for the import tests: cells as spreadsheets really hold them."""

import io
import zipfile
from datetime import date, datetime

import xlsxwriter

from qa.imports.annex_a_columns import annex_lists
from qa.imports.sample import headers

AS_AT = date(2026, 11, 22)

GOOD = {
    6: {"Child Unique ID": "F1", "CIN Start Date": date(2026, 1, 5), "Case status": "c)"},
    7: {"Child Unique ID": "F1", "Child Protection Plan Start Date": date(2026, 1, 5)},
    8: {"Child Unique ID": "F1", "Date Started to be Looked After": date(2026, 1, 5)},
    9: {"Child Unique ID": "F1", "Eligibility Category": "b) Former relevant child"},
}


def book(sheets: dict[str, list[list]], *, from_1904: bool = False) -> bytes:
    """An .xlsx with these sheets, each a list of rows of cells; dates as date cells."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": from_1904})
    style = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    day = cell if isinstance(cell, datetime) else datetime(*cell.timetuple()[:3])
                    sheet.write_datetime(at, place, day, style)
                elif isinstance(cell, str):
                    sheet.write_string(at, place, cell)
                elif cell is not None:
                    sheet.write(at, place, cell)
    made.close()
    return out.getvalue()


def sheet(number: int, *rows: dict, names: list[str] | None = None) -> list[list]:
    """The rows of one list: official headers (or `names`), each row by header, rest as `GOOD`."""
    top = names or headers(number)
    return [top, *([{**GOOD[number], **row}.get(name) for name in top] for row in rows)]


def one_list(number: int, *rows: dict, **kwargs) -> bytes:
    """A workbook with one list."""
    return book({f"List {number}": sheet(number, *rows)}, **kwargs)


def header_of(number: int, field: str) -> str:
    """Ofsted's header of a field."""
    return next(c.header for c in annex_lists()[number].columns if c.field == field)


def repacked(data: bytes, changed: dict[str, bytes], level: int = 6) -> bytes:
    """The same archive with some members replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return out.getvalue()
