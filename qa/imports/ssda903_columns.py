"""Which SSDA903 file is which, and which column: read from ssda903.toml, matched by header."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.domain.refusals import Refused
from qa.domain.words import joined
from qa.imports.annex_a_columns import match_key

_DATA = Path(__file__).with_name("ssda903.toml")
KINDS = ("header", "episodes", "reviews")
"""The files that are read, in the order in which they are understood."""


@dataclass(frozen=True)
class Column:
    """One column: its header, how its cells are read, how long a code may be, whether a file may
    lack it."""

    name: str
    kind: str
    longest: int = 10
    optional: bool = False


@dataclass(frozen=True)
class FileKind:
    """One of the files: its key, its title, the headers that tell it, its columns.

    `else_told_by`: headers that tell it where none tells another file."""

    key: str
    title: str
    told_by: tuple[str, ...]
    else_told_by: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def file_kinds() -> dict[str, FileKind]:
    """The files that are read, by key."""
    return {
        key: FileKind(
            key,
            row["title"],
            tuple(row["told_by"]),
            tuple(row.get("else_told_by", ())),
            _columns(row),
        )
        for key, row in _data()["files"].items()
    }


@cache
def codes(column: str) -> frozenset[str]:
    """The codes that a column may hold; nothing where any short code will do."""
    return frozenset(_data()["codes"].get(column, ()))


def told(headers: Sequence[str], name: str) -> tuple[FileKind, dict[str, int]]:
    """Which file this is, and where each column stands. `name`: the file's, for the refusal.

    Raises Refused for headers of no file that is read, a column that is missing or stands twice.
    """
    found = [match_key(header) for header in headers]
    kind = _kind(found)
    if kind is None:
        raise Refused(_not_ours(found, name))
    twice = [c.name for c in kind.columns if Counter(found)[match_key(c.name)] > 1]
    if twice:
        raise Refused(f"{name}: the column {twice[0]} stands there twice. Keep one.")
    places = {c.name: found.index(match_key(c.name)) for c in kind.columns if _key(c) in found}
    missing = [c.name for c in kind.columns if c.name not in places and not c.optional]
    if missing:
        columns = "columns" if len(missing) > 1 else "column"
        raise Refused(
            f"{name} looks like the {kind.title} file of SSDA903, but has no {columns} "
            f"{joined(missing)}. Export it again with all its columns."
        )
    return kind, places


def _key(column: Column) -> str:
    return match_key(column.name)


def _kind(found: Sequence[str]) -> FileKind | None:
    for kind in file_kinds().values():
        if _any(kind.told_by, found):
            return kind
    if any(_any(headers, found) for headers in _data()["others"].values()):
        return None
    return next((k for k in file_kinds().values() if _any(k.else_told_by, found)), None)


def _any(headers: Iterable[str], found: Sequence[str]) -> bool:
    return any(match_key(header) in found for header in headers)


def _not_ours(found: Sequence[str], name: str) -> str:
    for title, headers in _data()["others"].items():
        if _any(headers, found):
            return f"{name} is SSDA903's {title} file. Only Header, Episodes and Reviews are read."
    return (
        f"{name} is not a file that is read here: its first row has none of the headers of "
        "SSDA903's Header (CHILD, DOB, UPN …), Episodes (CHILD, DECOM, DEC …) or Reviews "
        "(CHILD, DOB, REVIEW, REVIEW_CODE)."
    )


def _columns(row: dict) -> tuple[Column, ...]:
    return tuple(Column(**column) for column in row["columns"])


@cache
def _data() -> dict:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
