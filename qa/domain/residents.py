"""Children living in a home under letters: A, B, C … Z, AA; a letter is given once and for all."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qa.domain.words import joined

DAY = dt.timedelta(days=1)
AUTHORITY = re.compile(r"\b(council|borough|county|city|authority|trust|corporation)\b", re.I)
LETTERS = 26
_CODE = re.compile("[A-Z]{2}")


class Stay(NamedTuple):
    """Days on which a child lives in a home, the last included; None where it goes on."""

    child_id: int
    from_on: dt.date
    to_on: dt.date | None

    def holds(self, on: dt.date) -> bool:
        """Whether the child lives there that day."""
        return self.from_on <= on and (self.to_on is None or self.to_on >= on)

    def touches(self, from_on: dt.date, to_on: dt.date | None) -> bool:
        """Whether these days overlap the stay."""
        ends_after = self.to_on is None or from_on <= self.to_on
        return ends_after and (to_on is None or to_on >= self.from_on)


def is_authority(name: str) -> bool:
    """Whether a text reads like an authority's name: one of its words, and no digit of a date."""
    return bool(AUTHORITY.search(name)) and not any(each.isdigit() for each in name)


def letter(number: int) -> str:
    """The letter of a number from 1: A to Z, then AA, AB."""
    said = ""
    while number > 0:
        number, rest = divmod(number - 1, LETTERS)
        said = chr(ord("A") + rest) + said
    return said


def number_of(said: str) -> int:
    """The number of a letter."""
    number = 0
    for each in said:
        number = number * LETTERS + ord(each) - ord("A") + 1
    return number


def next_letter(used: Iterable[str]) -> str:
    """The letter after the last one ever used in the home; none is given twice."""
    return letter(max(map(number_of, used), default=0) + 1)


def by_letter(living: Sequence[str]) -> str:
    """How to write of the children who live in a home: by their own letters, where any is known."""
    return f"Write of children by letter: {joined(living)}." if living else "Write A, B, C."


def without_letters(words: Iterable[str], living: Sequence[str]) -> tuple[str, ...]:
    """The words that are no letter of the home's children (AA, AB): those who live there, and
    whoever had a letter before them."""
    last = max(map(number_of, living), default=0)
    return tuple(word for word in words if not (_CODE.fullmatch(word) and number_of(word) <= last))


def stays(placements: Iterable[Stay]) -> list[Stay]:
    """One child's placements in one home joined where no day lies between: whole stays."""
    joined: list[Stay] = []
    for each in sorted(placements, key=lambda stay: (stay.child_id, stay.from_on)):
        before = joined[-1] if joined and joined[-1].child_id == each.child_id else None
        if before is None or (before.to_on is not None and each.from_on > before.to_on + DAY):
            joined.append(each)
            continue
        ends = (before.to_on, each.to_on)
        last = None if None in ends else max(on for on in ends if on)
        joined[-1] = before._replace(to_on=last)
    return joined
