"""Dates as spreadsheets hold them: date cells, Excel day numbers, and text."""

import re
from datetime import date, datetime, timedelta

from qa.domain.words import format_date
from qa.imports.cells import Bad, Cell, is_blank

EXCEL_EPOCH = date(1899, 12, 30)
YEARS_BACK = 30
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.Z+]*)?\Z", re.ASCII)
_UK = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ](\d{4})(?: [\d:.]*)?\Z", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2}\Z", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?\Z", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

NOT_A_DATE = Bad("This is not a date. Write it as 31/01/2026.")
NO_SUCH_DATE = Bad("There is no such date in the calendar.")
SHORT_YEAR = Bad("This could be more than one date. Write the year with four digits.")
OTHER_EPOCH = Bad(
    "This number could be more than one date, because the workbook counts days from 1904. "
    "Write it as 31/01/2026."
)


def read_date(cell: Cell, *, from_1904: bool = False) -> date | Bad | None:
    """A date cell, an Excel day number, ISO or day/month/year text; the time of day is dropped."""
    if type(cell) is date:
        return cell
    if isinstance(cell, datetime):
        return cell.date()
    if is_blank(cell):
        return None
    if isinstance(cell, bool):
        return NOT_A_DATE
    if isinstance(cell, int | float):
        return OTHER_EPOCH if from_1904 else _from_serial(float(cell))
    return _from_text(cell.strip(), from_1904) if isinstance(cell, str) else NOT_A_DATE


def read_event(cell: Cell, *, as_at: date, from_1904: bool = False) -> date | Bad | None:
    """A date on which something happened: not after `as_at`, not more than 30 years before it."""
    day = read_date(cell, from_1904=from_1904)
    if day is None or isinstance(day, Bad):
        return day
    if day > as_at:
        return Bad(f"This is after {format_date(as_at)}, the date of the file.")
    if day.year < as_at.year - YEARS_BACK:
        return Bad("This is too long ago to be right.")
    return day


def _from_serial(number: float) -> date | Bad:
    if not 1 <= number < 2_958_466:
        return NOT_A_DATE
    return EXCEL_EPOCH + timedelta(days=int(number))


def _from_text(text: str, from_1904: bool) -> date | Bad:
    if iso := _ISO.match(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if uk := _UK.match(text):
        return _day(int(uk[3]), _month(uk[2]), int(uk[1]))
    if _SHORT_YEAR.match(text):
        return SHORT_YEAR
    if _SERIAL.match(text):
        return OTHER_EPOCH if from_1904 else _from_serial(float(text))
    return NOT_A_DATE


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    short = text[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _day(year: int, month: int, day: int) -> date | Bad:
    try:
        return date(year, month, day)
    except ValueError:
        return NO_SUCH_DATE
