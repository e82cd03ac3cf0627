"""A CSV file opened a piece at a time, whatever its encoding and separator; bounded memory."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from qa.domain.refusals import Refused

MAX_FILE_BYTES = 400_000_000
MAX_ROWS = 5_000_000
PIECE = 1_000_000
CHUNK = 20_000
SEPARATORS = ",;\t|"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Source = bytes | Path
Row = list[str]


@contextmanager
def opened(source: Source, name: str) -> Iterator[tuple[Row, int, Iterator[list[Row]]]]:
    """The headers of a CSV file, the number of the row under them, the rows in lists of CHUNK.

    Raises Refused for a file that is empty, too large, no CSV or without a row under its headers.
    """
    _require_text(source, name)
    with (
        _binary(source, name) as file,
        io.TextIOWrapper(file, _encoding(source), errors="replace", newline="") as text,
    ):
        separator = _separator(text)
        rows = _parsed(csv.reader(text, delimiter=separator), name)
        numbered = enumerate(rows, start=1)
        at, header = next((each for each in numbered if any(map(str.strip, each[1]))), (0, []))
        if not header:
            raise Refused(f"{name} is empty.")
        yield header, at + 1, _chunks(rows, name)


def digest(source: Source, name: str) -> str:
    """SHA-256 of the file, hexadecimal."""
    found = sha256()
    with _binary(source, name) as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def _binary(source: Source, name: str) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except OSError as error:
        raise Refused(f"{name}: {error.strerror}.") from error


def _require_text(source: Source, name: str) -> None:
    size = 0
    with _binary(source, name) as file:
        first = piece = file.read(PIECE)
        if first.startswith(WORKBOOKS):
            raise Refused(f"{name} is an Excel workbook. Save the sheet as CSV and try again.")
        if not first.strip():
            raise Refused(f"{name} is empty.")
        while piece:
            size += len(piece)
            if b"\x00" in piece and not first.startswith(UTF_16):
                raise Refused(f"{name} is not a CSV file.")
            if size > MAX_FILE_BYTES:
                raise Refused(f"{name} is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
            piece = file.read(PIECE)


def _encoding(source: Source) -> str:
    """UTF-8 with or without its mark, UTF-16 by its mark, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _binary(source, "") as file:
        piece = file.read(PIECE)
        if piece.startswith(UTF_16):
            return "utf-16"
        try:
            while piece:
                decoder.decode(piece)
                piece = file.read(PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(text: io.TextIOWrapper) -> str:
    """The separator that stands most often in the first line that says anything."""
    line = next((line for line in iter(text.readline, "") if line.strip()), "")
    text.seek(0)
    return max(SEPARATORS, key=line.count)


def _parsed(rows: Iterator[Row], name: str) -> Iterator[Row]:
    try:
        yield from rows
    except csv.Error as error:
        raise Refused(
            f"{name} cannot be read as CSV. Save it again as CSV (UTF-8) and try again."
        ) from error


def _chunks(rows: Iterator[Row], name: str) -> Iterator[list[Row]]:
    read = 0
    while chunk := list(itertools.islice(rows, CHUNK)):
        read += len(chunk)
        if read > MAX_ROWS:
            raise Refused(f"{name} has more than {MAX_ROWS:,} rows.")
        yield chunk
    if not read:
        raise Refused(f"{name} has only its headers and no row under them.")


def column(rows: Sequence[Row], place: int) -> list[str]:
    """One column of some rows; a row that is too short has an empty cell."""
    try:
        return [row[place] for row in rows]
    except IndexError:
        return [row[place] if place < len(row) else "" for row in rows]
