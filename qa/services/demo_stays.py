"""Which of the demonstration's children live in which home, from when to when, and their letter."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.services.demo_children import NEVER, Children
from qa.services.demo_homes import (
    AUTHORITIES,
    CONFLICTED,
    COUNCIL,
    HOMES,
    MONTHS_VISITED,
    urn_of,
)
from qa.services.demo_world import DAY, SEED, Rows, World, cycle, months_before

IN_A_HOME = 0.55
STAYS = (150, 620)
"""Days that a stay lasts, at least and at most; after it the child lives with foster carers."""
BETWEEN = (3, 25)
"""Days for which a bed stays empty."""
EMPTY = (30, 70)
"""And where nobody waits for one."""
FOSTERED = ("U6", "U4", "U1", "U3", "P1")
CHILDRENS_HOME = "K2"
PLACEMENT = ("child_id", "home_id", "urn", "placement_type", "from_on", "to_on")
RESIDENT = ("id", "home_id", "letter", "child_id", "placing_authority", "from_on", "to_on")


@dataclass(frozen=True)
class Stay:
    """One stay in a home (its place in HOMES); `child`: the place of a child of this council,
    None for one of another authority."""

    home: int
    child: int | None
    authority: str
    from_on: dt.date
    to_on: dt.date | None

    def holds(self, on: dt.date) -> bool:
        """Whether it runs on a day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


def stays(world: World, all_of: Children) -> list[Stay]:
    """Every stay, bed by bed, in the order of their first days. A child has one at most."""
    rng = np.random.default_rng([SEED, 6])
    chosen = world.rng.random(len(all_of.ids)) < IN_A_HOME
    may = (all_of.kind == "cla") & ~all_of.restricted & ~all_of.short & chosen & (all_of.iro >= 0)
    waiting = sorted(np.flatnonzero(may).tolist(), key=lambda p: (int(all_of.main[p]), p))
    made: list[Stay] = []
    kept = {CONFLICTED: 1}  # a bed for the child whom the visitor reviews
    beds = [
        (bed, home)
        for home, words in enumerate(HOMES)
        for bed in range(words.capacity - kept.get(home, 0))
    ]
    for bed, home in sorted(beds):
        words = HOMES[home]
        until, opened_on = words.closed_on(world.today), words.opened_on(world.today)
        free = max(months_before(world.today, MONTHS_VISITED + 3), opened_on)
        free += int(rng.integers(*BETWEEN)) * DAY
        outside = bed < words.outsiders
        made += _bed(world, rng, all_of, home, free, until, None if outside else waiting)
    made += _reviewed_by_visitor(world, all_of)
    return sorted(made, key=lambda s: (s.from_on, s.home, s.child or 0))


def _bed(
    world: World, rng: np.random.Generator, all_of: Children, home: int, free: dt.date,
    until: dt.date | None, waiting: list[int] | None,
) -> Iterator[Stay]:  # fmt: skip
    """Who sleeps in one bed one after the other; children of other authorities where `waiting`
    is None."""
    last = min(until or world.today, world.today)
    while free <= last - 30 * DAY:
        length = int(rng.integers(*STAYS))
        if waiting is None:
            end: dt.date | None = free + length * DAY
            child, authority = None, cycle(AUTHORITIES, int(rng.integers(0, len(AUTHORITIES))))
        else:
            child, authority = _next_in_care(all_of, waiting, free, free + length * DAY), COUNCIL
            if child is None:
                free += int(rng.integers(*EMPTY)) * DAY
                continue
            ended = int(all_of.ended[child])
            end = min(free + length * DAY, dt.date.fromordinal(min(ended, 3_000_000)))
        if end > last:
            end = until
        yield Stay(home, child, authority, free, end)
        if end is None:
            return
        free = end + int(rng.integers(*BETWEEN)) * DAY


def _next_in_care(all_of: Children, waiting: list[int], on: dt.date, until: dt.date) -> int | None:
    """The next child who is in care on a day and for a while after; taken off the list."""
    for n, place in enumerate(waiting):
        begun, ended = int(all_of.main[place]), int(all_of.ended[place])
        if begun <= on.toordinal() and ended >= min(until.toordinal(), on.toordinal() + 60):
            return waiting.pop(n)
    return None


def reviewed_by_visitor(all_of: Children) -> int | None:
    """The place of a looked-after child without an IRO, whom the visitor has taken on."""
    may = (all_of.kind == "cla") & (all_of.iro < 0) & ~all_of.restricted & (all_of.ended == NEVER)
    found = np.flatnonzero(may)
    return int(found[0]) if len(found) else None


def _reviewed_by_visitor(world: World, all_of: Children) -> Iterator[Stay]:
    """That child lives in a home that the visitor is appointed to: the visitor must not go."""
    child = reviewed_by_visitor(all_of)
    if child is not None:
        main = dt.date.fromordinal(int(all_of.main[child]))
        from_on = max(main, world.on(world.present - 60))
        yield Stay(CONFLICTED, child, COUNCIL, from_on, None)


def placements(world: World, all_of: Children, stayed: Iterable[Stay]) -> Rows:
    """Where every looked-after child lives: with foster carers before and after a stay."""
    first, lived = world.first_ids["home"], {s.child: s for s in stayed if s.child is not None}
    rows: list[tuple[Any, ...]] = []
    for place in np.flatnonzero(all_of.kind == "cla").tolist():
        child_id, kind = int(all_of.ids[place]), cycle(FOSTERED, place)
        begun, ended = _day(all_of.main[place]), _day(all_of.ended[place])
        stay = lived.get(place)
        if stay is None:
            rows.append((child_id, None, None, kind, begun, ended))
            continue
        if begun < stay.from_on:
            rows.append((child_id, None, None, kind, begun, stay.from_on))
        at = (first + stay.home, urn_of(stay.home), CHILDRENS_HOME)
        rows.append((child_id, *at, stay.from_on, stay.to_on))
        if stay.to_on and (ended is None or stay.to_on < ended):
            rows.append((child_id, None, None, kind, stay.to_on, ended))
    return Rows("placement", PLACEMENT, rows)


def _day(ordinal: int) -> dt.date | None:
    return None if ordinal >= NEVER else dt.date.fromordinal(int(ordinal))


def letters(stayed: Iterable[Stay]) -> dict[Stay, str]:
    """The letter of every stay: A to Z, then AA; nobody else's in that home for ever."""
    used: dict[int, int] = {}
    found = {}
    for stay in stayed:
        n = used[stay.home] = used.get(stay.home, -1) + 1
        found[stay] = chr(ord("A") + n) if n < 26 else "A" + chr(ord("A") + n - 26)
    return found


def residents(
    world: World, all_of: Children, lettered: dict[Stay, str], seen: dict[int, dt.date]
) -> Rows:
    """Stays under their letters; who came after the last visit (`seen`, by home) has none yet."""
    first = world.first_ids["home"]
    rows = [
        (n, first + s.home, letter, None if s.child is None else int(all_of.ids[s.child]),
         s.authority, s.from_on, s.to_on)
        for n, (s, letter) in enumerate(lettered.items(), start=1)
        if s.child is None or s.from_on <= seen.get(s.home, world.today)
    ]  # fmt: skip
    return Rows("home_resident", RESIDENT, rows)
