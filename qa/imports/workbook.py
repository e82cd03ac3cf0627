"""An Excel workbook, opened only after it is known to be one and to be safe to read."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from qa.domain.refusals import Refused
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
    _book: CalamineWorkbook

    def rows(self, sheet: str) -> list[list[object]]:
        """All rows of a sheet from row 1, empty cells as "". Raises Refused when damaged."""
        try:
            return self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except CalamineError as error:
            raise Refused(DAMAGED) from error


@contextmanager
def open_workbook(data: bytes) -> Iterator[Workbook]:
    """Open an .xlsx file. Raises Refused, in words and before reading, for anything else.

    Refused: an old .xls, a password, a text file, another format, a damaged file, a zip bomb,
    an XML entity bomb, a cell so far away that the sheet would not fit into memory.
    """
    _refuse_by_first_bytes(data)
    from_1904 = _look_through(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise Refused(DAMAGED) from error
    with book:
        yield Workbook(tuple(book.sheet_names), from_1904, book)


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


def _look_through(data: bytes) -> bool:
    """Check every part; True when the workbook counts its days from 1904."""
    names, from_1904, longest, size = set(), False, 0, 0
    strings = b""
    for name, content in unpacked(data):
        names.add(name)
        if name.endswith((".xml", ".rels")):
            _check_xml(content)
        if name == "xl/workbook.xml":
            from_1904 = _FROM_1904.search(content) is not None
        if name.endswith("sharedStrings.xml"):
            strings = content
            longest = max(map(len, content.split(b"</si>")))
        elif not name.startswith("xl/media/"):
            if reaches_afar(content):
                raise Refused(TOO_WIDE)
            size += len(content)
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused(NOT_A_WORKBOOK)
    if longest * (size // SMALLEST_CELL_BYTES) > MAX_TEXT_BYTES:
        _check_text(data, strings)
    return from_1904


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
