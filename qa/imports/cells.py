"""One spreadsheet cell -> one value, or `Bad` with the reason in words. None is an empty cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from qa.imports.annex_a_columns import match_key

# Cells as python-calamine gives them: str, float, int, bool, date, datetime, time, timedelta.
Cell = object

BLANK = frozenset({"", "-", "n/a", "na", "null", "none", "nan"})
OLDEST_CARE_LEAVER = 25
LONGEST_CASE_NUMBER = 40
LONGEST_TEXT = 120

_WHOLE = re.compile(r"(-?\d{1,9})(?:\.0*)?\Z", re.ASCII)
_ANY_WHOLE = re.compile(r"(\d+)\.0+\Z", re.ASCII)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.ASCII | re.IGNORECASE)
_USUAL_NUMBER = re.compile(r"[A-Za-z/-]{0,8}\d[A-Za-z\d/-]{0,30}\Z", re.ASCII)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell cannot be read, in words for the person who sent the file."""

    reason: str


NOT_WHOLE = Bad("This is not a whole number.")
TOO_LONG = Bad(f"This is longer than {LONGEST_TEXT} letters.")
POSTCODE = Bad("This looks like a postcode, which is never stored.")


def is_blank(cell: Cell) -> bool:
    """An empty cell, or one that only says so (-, N/A, NULL)."""
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in BLANK)


def read_count(cell: Cell) -> int | Bad | None:
    """A whole number from 0 to 999."""
    number = _whole(cell)
    if number is None or isinstance(number, Bad) or 0 <= number <= 999:
        return number
    return Bad("This must be between 0 and 999.")


def read_age(cell: Cell) -> int | Bad | None:
    """Whole years; -1 is an unborn child; care leavers are children to 25."""
    number = _whole(cell)
    if number is None or isinstance(number, Bad) or -1 <= number <= OLDEST_CARE_LEAVER:
        return number
    return Bad(f"An age is between 0 and {OLDEST_CARE_LEAVER}, or -1 for an unborn child.")


def read_text(cell: Cell) -> str | Bad | None:
    """Text with its spaces collapsed; a number without its ".0"; never a postcode."""
    if is_blank(cell):
        return None
    text = _plain(cell)
    if text is None:
        return Bad("This is not text.")
    if _POSTCODE.search(text):
        return POSTCODE
    return (
        text if len(text) <= LONGEST_TEXT else Bad(f"This is longer than {LONGEST_TEXT} letters.")
    )


def read_case_number(cell: Cell) -> str | Bad:
    """The child's number on the case system: "12345", 12345.0 and " 12345.0 " are the same child.

    A number without a digit is refused: it is a name, and names are never stored.
    """
    if isinstance(cell, str) and _USUAL_NUMBER.match(cell):
        return cell
    if is_blank(cell):
        return Bad("There is no number for this child.")
    text = _plain(cell)
    if text is None or len(text) > LONGEST_CASE_NUMBER:
        return Bad("This is not a number from the case system.")
    if not any(letter.isdigit() for letter in text):
        return Bad("There is no digit in this. A child is known by number here, never by name.")
    return text


def code_reader(words: Mapping[str, str]) -> Callable[[Cell], str | Bad | None]:
    """A reader for one set of codes, `words` as `annex_a_columns.code_words` gives them."""
    unknown = Bad("This is not one of the codes for this column.")

    def read_code(cell: Cell) -> str | Bad | None:
        if is_blank(cell):
            return None
        text = _plain(cell)
        return unknown if text is None else words.get(match_key(text), unknown)

    return read_code


def without_postcode(text: str) -> str:
    """The text as it may be shown back: anything that looks like a postcode is left out."""
    return _POSTCODE.sub("(postcode not shown)", text)


def as_shown(cell: Cell) -> str:
    """A refused cell as the person wrote it, cut at 120 letters, postcodes left out."""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y") if cell.year >= 1000 else cell.isoformat()
    text = _plain(cell) if isinstance(cell, str | int | float) else str(cell)
    return without_postcode(text or "")[:LONGEST_TEXT]


def _plain(cell: Cell) -> str | None:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, int | float):
        return str(cell)
    if not isinstance(cell, str):
        return None
    text = " ".join(_CONTROL.sub(" ", cell).split())
    whole = _ANY_WHOLE.match(text)
    return whole[1] if whole else text


def _whole(cell: Cell) -> int | Bad | None:
    if is_blank(cell):
        return None
    found = None if isinstance(cell, bool) else _WHOLE.match(_plain(cell) or "")
    return int(found[1]) if found else NOT_WHOLE
