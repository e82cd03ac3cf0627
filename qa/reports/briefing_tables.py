"""The tables of the briefing: what each is called, and how many of its rows two pages hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa.domain.words import format_date
from qa.reports import page_fit

FEWEST = 4
"""Rows that a table keeps however little room there is."""
NOTE_CM = 0.6
ALL = "All"
NAMES = {
    "challenge_open": "Open by stage and age",
    "challenge_volume": "Challenges, good practice and Cafcass",
    "challenge_in_time": "Resolved within the limit of all stages together",
    "challenge_days": "Time to resolve by stage reached",
    "challenge_stages": "Stage reached",
    "challenge_answers": "Answers in time by stage",
    "challenge_lateness": "Late answers by month",
    "challenge_themes": "What it was about",
    "challenge_outcomes": "Outcomes",
    "challenge_funnel": "Raised by team",
}
SHARES = {
    "challenge_days": (3.0, 3.0, 9.0),
    "challenge_funnel": (4.6, 2.0, 2.2, 1.8, 2.6, 3.8),
    "challenge_themes": (8.0, 3.0, 3.0),
}
NOTES = {
    "challenge_days": "Counted by the day they became formal; stage reached, by the day raised.",
}
"""Why two tables do not add up to the same number."""
LATEST = ("challenge_volume", "challenge_in_time", "challenge_lateness")
"""Tables over time: when they are cut, the latest rows stay."""


@dataclass(frozen=True)
class About:
    """The day, the period of the charts, and the team ('' for all)."""

    on: dt.date
    from_on: dt.date
    to_on: dt.date
    team: str

    @property
    def words(self) -> str:
        """One sentence."""
        who = self.team or "All teams"
        return (
            f"{who}. As on {format_date(self.on)}; figures of a period from "
            f"{format_date(self.from_on)} to {format_date(self.to_on)}."
        )


@dataclass(frozen=True)
class Part:
    """A table with its title; `note` says what it counts and where it was cut."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @property
    def shares(self) -> tuple[float, ...]:
        """Of the width of the page, one a column."""
        return SHARES.get(self.name, (3.4, *[2.0] * (len(self.header) - 1)))

    def height_cm(self, points: float, edges: float = page_fit.CELL_CM) -> float:
        """About how high it stands, its heading apart."""
        table = page_fit.table_cm(self.header, self.rows, self.shares, points, edges)
        return table + (NOTE_CM if self.note else 0)


def parts(tables: Mapping[str, Any]) -> list[Part]:
    """The tables by name as parts of the briefing, in the order of `NAMES`; referrals to Cafcass
    are a column of the numbers by quarter."""
    if "challenge_cafcass" in tables:
        tables = {**tables, "challenge_volume": _with_cafcass(tables)}
    return [
        Part(name, title, tables[name].header, tuple(tables[name].rows), NOTES.get(name, ""))
        for name, title in NAMES.items()
        if name in tables
    ]


def _with_cafcass(tables: Mapping[str, Any]) -> Any:
    volume, cafcass = tables["challenge_volume"], tables["challenge_cafcass"]
    referred = {row[0]: row[1] for row in cafcass.rows}
    rows = tuple((*row, referred.get(row[0], "0")) for row in volume.rows)
    return replace(volume, header=(*volume.header, cafcass.header[1]), rows=rows)


def fitted(found: Sequence[Part], room_cm: float, points: float, edges: float) -> list[Part]:
    """The parts with rows of the longest left out until all of them fit, or none can be cut."""
    keep = {part.name: len(_cuttable(part)) for part in found}
    while True:
        cut = [_cut(part, keep[part.name]) for part in found]
        heights = {part.name: part.height_cm(points, edges) for part in cut}
        longer = [part.name for part in found if keep[part.name] > FEWEST]
        if sum(heights.values()) <= room_cm or not longer:
            return cut
        keep[max(longer, key=heights.__getitem__)] -= 1


def _cuttable(part: Part) -> tuple[tuple[str, ...], ...]:
    return tuple(row for row in part.rows if row[0] != ALL)


def _cut(part: Part, keep: int) -> Part:
    rows = _cuttable(part)
    if keep >= len(rows):
        return part
    is_latest = part.name in LATEST
    kept = rows[-keep:] if is_latest else rows[:keep]
    whole = tuple(row for row in part.rows if row[0] == ALL)
    which = "latest" if is_latest else "first"
    note = f"The {which} {keep} of {len(rows)} are listed{'; All counts every one' * bool(whole)}."
    return replace(part, rows=(*kept, *whole), note=f"{part.note} {note}".strip())
