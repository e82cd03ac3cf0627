"""Text for spreadsheets that cannot act: a cell that a spreadsheet would run is shown instead."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

# What Excel, LibreOffice and Google Sheets take as the start of a formula, full-width forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NEGATIVE_NUMBER = re.compile(r"-\d+(\.\d+)?\Z", re.ASCII)
_CANNOT_BE_WRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def neutralise(cell: str) -> str:
    """The cell as text that no spreadsheet runs: a leading apostrophe where it could be a formula.

    A negative number stays a number. Characters that no file format carries (NUL and other
    control characters, lone surrogates) are left out.
    """
    text = _CANNOT_BE_WRITTEN.sub("", cell)
    risky = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    if risky and not _NEGATIVE_NUMBER.match(text):
        return "'" + text
    return text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Header and rows as CSV (commas, CRLF): text neutralised, dates as 2026-11-05, None empty.

    For Excel write it with the encoding "utf-8-sig", or take `csv_bytes`.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_cell(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The same as a file that Excel opens with its accents right (UTF-8 with a byte order mark)."""
    return csv_text(header, rows).encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return neutralise(str(value))
