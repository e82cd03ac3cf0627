"""Which column of an Annex A sheet is which: read from annex_a.toml, matched by header."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LISTS = (6, 7, 8, 9)

_DATA = Path(__file__).with_name("annex_a.toml")
_YES_NO = re.compile(r"\(y/n\)\W*$")
_NOT_KEY = re.compile(r"[\W_]+")
_CODE = re.compile(
    r"(?:(?P<letter>[a-z]{1,2})\)\s*)?"  # a)
    r"(?:(?P<code>[A-Z]{1,3}\d{0,2}[A-Z]?)\s*[-:]\s*)?"  # U1:
)
_LIST = re.compile(r"(?:annex a[\W_]*)?list[\W_]*0?(1[01]|[1-9])(?:[\W_]|$)")
_NUMBER = re.compile(r"0?(1[01]|[1-9])(?:[\W_]|$)")


@dataclass(frozen=True)
class Column:
    """One column: `field` is what it is stored as, `kind` how its cells are read."""

    field: str
    kind: str
    header: str
    keys: frozenset[str]
    codes: str = ""
    key: bool = False
    optional: bool = False


@dataclass(frozen=True)
class AnnexList:
    """One of the four lists: its number, Ofsted's title, names its sheet goes by, its columns."""

    number: int
    title: str
    names: frozenset[str]
    columns: tuple[Column, ...]


def match_key(text: object) -> str:
    """What headers, sheet names and codes are compared by: letters and digits only, casefolded."""
    return _NOT_KEY.sub("", _YES_NO.sub("", str(text).strip().casefold()))


def sheet_number(name: str) -> int | None:
    """The list (1 to 11) that a sheet's name says it is ("List 6", "6", "CIN"), else None."""
    number = _NUMBER.match(" ".join(name.split()))
    return title_number(name) or (int(number[1]) if number else None)


def title_number(text: object) -> int | None:
    """The list (1 to 11) that a title above the headers names, else None."""
    words = " ".join(str(text).split()).casefold()
    by_name = (annex.number for annex in annex_lists().values() if match_key(words) in annex.names)
    found = _LIST.match(words)
    return int(found[1]) if found else next(by_name, None)


@cache
def annex_lists() -> dict[int, AnnexList]:
    """Lists 6 to 9 by number."""
    data = _data()
    return {
        number: AnnexList(
            number,
            data["lists"][str(number)]["title"],
            frozenset(match_key(name) for name in data["lists"][str(number)]["sheets"]),
            tuple(_column(row) for row in data["common"] + data["lists"][str(number)]["columns"]),
        )
        for number in LISTS
    }


@cache
def not_kept() -> frozenset[str]:
    """Match keys of columns that are known but never read or stored (postcodes among them)."""
    return frozenset(match_key(name) for name in _data()["not_kept"])


@cache
def code_words(name: str) -> dict[str, str]:
    """Match key of every accepted way to write a code -> the code, for one set of codes.

    Raises ValueError when two codes of the set can be written the same way.
    """
    words: dict[str, str] = {}
    for code, texts in _data()["codes"][name].items():
        for key in {code.casefold()}.union(*(_spellings(text) for text in texts)):
            if words.setdefault(key, code) != code:
                raise ValueError(f"{name}: {key!r} means both {words[key]} and {code}")
    return words


@cache
def code_texts(name: str) -> dict[str, str]:
    """Code -> Ofsted's text for it, for one set of codes."""
    return {code: texts[0] for code, texts in _data()["codes"][name].items()}


def code_label(name: str, code: str | None) -> str:
    """A code in words ("Neglect" for neglect, "ICO" for C1); empty for None."""
    text = code_texts(name).get(code or "", "")
    return text[_CODE.match(text).end() :]  # type: ignore[union-attr]


@cache
def _data() -> dict:
    with _DATA.open("rb") as file:
        return tomllib.load(file)


def _column(row: dict) -> Column:
    names = [row["header"], *row.get("aliases", ())]
    return Column(
        field=row["field"],
        kind=row["kind"],
        header=row["header"],
        keys=frozenset(match_key(name) for name in names),
        codes=row.get("codes", ""),
        key=row.get("key", False),
        optional=row.get("optional", False),
    )


def _spellings(text: str) -> set[str]:
    """ "a) U1: Foster" is also written "a", "U1", "Foster", "U1: Foster"."""
    found = _CODE.match(text)
    letter, code = found["letter"] or "", found["code"] or ""  # type: ignore[index]
    words = text[found.end() :]  # type: ignore[union-attr]
    parts = {text, letter, code, words, f"{code} {words}", f"{letter} {code}"}
    return {match_key(part) for part in parts} - {""}
