"""Cells that hold an Excel error (#REF!, #N/A): a reader shows them as empty, we do not."""

import re
from posixpath import join, normpath
from xml.etree import ElementTree

NOT_AVAILABLE = "#N/A"
ERRORS = frozenset(
    {NOT_AVAILABLE, "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=[\"']e[\"'][^>]*)>.*?v>([^<]*)<", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# (row, column) from 0 -> the error as Excel writes it.
Errors = dict[tuple[int, int], str]


def errors_in(xml: bytes) -> Errors:
    """The error cells of one sheet's XML."""
    if b't="e"' not in xml and b"t='e'" not in xml:
        return {}
    found: Errors = {}
    for cell in _CELL.finditer(xml):
        place = _PLACE.search(b" " + cell[1])
        if place:
            at = (int(place[2]) - 1, _column(place[1].decode()))
            text = cell[2].decode("utf-8", "replace")
            found[at] = text if text in ERRORS else NOT_AVAILABLE
    return found


def put_back(rows: list[list[object]], errors: Errors) -> None:
    """Write the errors into the rows they were read from."""
    for (row, column), text in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text


def parts_of_sheets(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Sheet name -> the part of the archive that holds it. Raises ParseError for broken XML."""
    targets = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(relations)}
    sheets = ElementTree.fromstring(workbook).findall(".//{*}sheet")
    return {each.get("name", ""): _part(targets.get(each.get(_RELATION)) or "") for each in sheets}


def _part(target: str) -> str:
    return normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
