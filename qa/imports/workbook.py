"""An Excel workbook, opened only after it is known to be one and to be safe to read."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from qa.domain.refusals import Refused
from qa.imports.error_cells import Errors, errors_in, parts_of_sheets, put_back
from qa.imports.far_cells import LAST_COLUMN, MAX_ROWS, reaches_afar
from qa.imports.zip_safety import DAMAGED, unpacked

MAX_FILE_BYTES = 60_000_000
MAX_TEXT_BYTES = 500_000_000
SMALLEST_CELL_BYTES = len(b'<c t="s"><v>1</v></c>')

_NUMBER = re.compile(rb"v>\s*(\d+)\s*<")
_FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)""")
_OLE = b"\xd0\xcf\x11\xe0"

NOT_A_WORKBOOK = "This is not an Excel workbook. Save it as .xlsx and try again."
TOO_WIDE = (
    f"A sheet has cells beyond row {MAX_ROWS:,} or column {LAST_COLUMN}. "
    "Delete what is not needed and try again."
)
HIDDEN_TEXT = "A part of this workbook declares text of its own (an entity), so it was not opened."


@dataclass(frozen=True)
class Workbook:
    """An open workbook: `sheets` in order; rows come as lists of cells, True to their place."""

    sheets: tuple[str, ...]
    from_1904: bool
    _errors: dict[str, Errors]
    _book: CalamineWorkbook

    def rows(self, sheet: str) -> list[list[object]]:
        """All rows of a sheet from row 1, empty cells as "", errors as "#REF!".

        Raises Refused when the sheet is damaged.
        """
        try:
            rows = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except CalamineError as error:
            raise Refused(DAMAGED) from error
        put_back(rows, self._errors.get(sheet, {}))
        return rows


@contextmanager
def open_workbook(data: bytes) -> Iterator[Workbook]:
    """Open an .xlsx file. Raises Refused, in words and before reading, for anything else.

    Refused: an old .xls, a password, a text file, another format, a damaged file, a zip bomb,
    an XML entity bomb, a cell so far away that the sheet would not fit into memory.
    """
    _refuse_by_first_bytes(data)
    seen = _look_through(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise Refused(DAMAGED) from error
    with book:
        yield Workbook(tuple(book.sheet_names), seen.from_1904, seen.errors, book)


def _refuse_by_first_bytes(data: bytes) -> None:
    if not data:
        raise Refused("The file is empty.")
    if len(data) > MAX_FILE_BYTES:
        raise Refused(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("This file is protected with a password. Save it without one and try again.")
    if data.startswith(_OLE):
        raise Refused("This is an old Excel file (.xls). Save it as .xlsx and try again.")
    if not data.startswith(b"PK\x03\x04"):
        text = b"\x00" not in data[:2_000]
        raise Refused(
            "This is a text or CSV file, not an Excel workbook. Save it as .xlsx and try again."
            if text
            else NOT_A_WORKBOOK
        )


@dataclass
class _Seen:
    """What was met on the way through the parts."""

    names: set[str] = field(default_factory=set)
    from_1904: bool = False
    workbook: bytes = b""
    relations: bytes = b""
    strings: bytes = b""
    size: int = 0
    errors: dict[str, Errors] = field(default_factory=dict)


def _look_through(data: bytes) -> _Seen:
    """Check every part, and remember what reading needs: the calendar, the error cells."""
    seen = _Seen()
    for name, content in unpacked(data):
        seen.names.add(name)
        if name.endswith((".xml", ".rels")):
            _check_xml(content)
        _look_at(seen, name, content)
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= seen.names:
        raise Refused(NOT_A_WORKBOOK)
    longest = max(map(len, seen.strings.split(b"</si>")))
    if longest * (seen.size // SMALLEST_CELL_BYTES) > MAX_TEXT_BYTES:
        _check_text(data, seen.strings)
    if seen.errors:
        seen.errors = _by_sheet(seen)
    return seen


def _look_at(seen: _Seen, name: str, content: bytes) -> None:
    if name == "xl/workbook.xml":
        seen.workbook, seen.from_1904 = content, bool(_FROM_1904.search(content))
    if name == "xl/_rels/workbook.xml.rels":
        seen.relations = content
    if name.endswith("sharedStrings.xml"):
        seen.strings = content
    elif not name.startswith("xl/media/"):
        if reaches_afar(content):
            raise Refused(TOO_WIDE)
        seen.size += len(content)
        if name.startswith("xl/worksheets/") and (errors := errors_in(content)):
            seen.errors[name] = errors


def _by_sheet(seen: _Seen) -> dict[str, Errors]:
    try:
        parts = parts_of_sheets(seen.workbook, seen.relations)
    except ElementTree.ParseError as error:
        raise Refused(DAMAGED) from error
    return {sheet: seen.errors[part] for sheet, part in parts.items() if part in seen.errors}


def _check_xml(content: bytes) -> None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:200]:
        raise Refused("A part of this workbook is not written as Excel writes it (UTF-8).")
    if b"<!DOCTYPE" in content:  # entities can be declared nowhere else
        raise Refused(HIDDEN_TEXT)


def _check_text(data: bytes, strings: bytes) -> None:
    """Refuse when long texts, each kept once in the file, would fill the memory when repeated."""
    lengths = [len(text) for text in strings.split(b"</si>")]
    size = 0
    for name, content in unpacked(data):
        if not name.startswith("xl/worksheets/"):
            continue
        for found in _NUMBER.finditer(content):
            index = int(found[1])
            size += lengths[index] if index < len(lengths) else 0
        if size > MAX_TEXT_BYTES:
            raise Refused("The texts of this workbook are too long to be a list of children.")
