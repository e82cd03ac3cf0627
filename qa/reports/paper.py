"""A document before it is Word or PDF: what stands in it, in order. Both are drawn from this.

All text is data: nothing in it is read as markup, in either kind.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.reports.word import Cell, Line

__all__ = ["Block", "Bullets", "Heading", "NewPage", "Paper", "Picture", "Room", "Say", "Table",
           "Ticks", "facts"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; level 1 is the title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Say:
    """A line; text of several lines is as many paragraphs. `keeps`: on the page of what follows
    (in PDF)."""

    line: Line
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with bullets."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. `shares` of the width, one a column.

    `room_cm`: the height of the empty cells of a table that is written into by hand; without it
    no cell is empty.
    """

    about: str
    header: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]
    shares: tuple[float, ...]
    room_cm: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG), two thirds of the page wide; under it what it shows, in words for all."""

    png: bytes
    said: str


@dataclass(frozen=True, slots=True)
class Room:
    """Ruled lines to write on by hand: on paper only."""

    lines: int


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick by hand, with their labels: on paper only."""

    labels: tuple[str, ...]
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Say | Bullets | Table | Picture | Room | Ticks | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its title and what stands under it. `stamp`: words across every page."""

    title: str
    author: str
    at: dt.datetime
    foot: str
    blocks: tuple[Block, ...]
    stamp: str = ""


def facts(about: str, pairs: Iterable[tuple[str, Cell | None]]) -> Table:
    """A table of facts; those without a value are left out."""
    rows = tuple((name, said) for name, said in pairs if said)
    return Table(about, ("Item", "Details"), rows, (1, 2))
