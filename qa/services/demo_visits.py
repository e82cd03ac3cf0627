"""Which visits the demonstration's homes had, when, by whom, and how far each has come."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qa.services.demo_homes import (
    CHANGED_MONTHS_BACK,
    CHANGED_VISITOR,
    FIRST,
    HOMES,
    MONTHS_VISITED,
    SECOND,
)
from qa.services.demo_people import Staff
from qa.services.demo_world import SEED, World, months_before

NONE = -1
WRITTEN, CHECKED, ISSUED, CLOSED = 1, 3, 5, 8
"""Working days from the visit to its report finished, checked, issued and the visit closed."""
RARELY_ANNOUNCED = 12
MISSED = {(5, 7)}
TWICE = {(2, 4): 14}
"""(home, months back): a second visit so many days after the first."""
LATE = {(4, 6): 16, (5, 13): 14}
"""Issued so many working days after the visit."""
UNCHECKED = {(5, 1)}
"""The home has not returned the factual-accuracy check: the report is late."""
INCOMPLETE = {(1, 1)}
"""Issued, and one recipient has not been sent it."""
REISSUED = {(2, 8): 15}
"""A conflict came to light, and a new version was issued so many working days later."""
WITHDRAWN = {(1, 5)}
"""Begun for a wrong day, withdrawn, and begun again."""
THIS_MONTH = {1: NONE, 2: 1, 5: 2}
"""Homes visited this month: on which working day of it; NONE yesterday or today, still written."""


@dataclass(frozen=True)
class Visited:
    """One visit. `home` is a place in HOMES, `back` months before this one; the rest are places
    in World.days, NONE for what has not happened."""

    id: int
    home: int
    back: int
    month: dt.date
    visitor_id: int
    on: int
    announced: str
    submitted: int = NONE
    sent: int = NONE
    returned: int = NONE
    issued: int = NONE
    closed: int = NONE
    corrected: int = NONE
    is_withdrawn: bool = False

    @property
    def status(self) -> str:
        """Where it stands."""
        if self.is_withdrawn:
            return "withdrawn"
        reached = (("closed", self.closed), ("issued", self.issued), ("submitted", self.submitted))
        return next((name for name, place in reached if place != NONE), "in_progress")

    @property
    def revision(self) -> int:
        """The version that stands."""
        return 1 if self.corrected == NONE else 2


def visits(world: World, who: Staff, first_id: int) -> list[Visited]:
    """Every visit, in the order of their days."""
    rng = np.random.default_rng([SEED, 7])
    days = sorted(_days(world, rng))
    return [
        _visit(world, who, first_id + n, home, back, on, is_withdrawn)
        for n, (on, home, back, is_withdrawn) in enumerate(days)
    ]


def _days(world: World, rng: np.random.Generator) -> Iterator[tuple[int, int, int, bool]]:
    """(place of the day, home, months back, whether withdrawn) of every visit."""
    for home, words in enumerate(HOMES):
        for back in range(MONTHS_VISITED, -1, -1):
            day = int(rng.integers(3, 16))
            place = _place(world, home, back, day)
            if words.visitor is None or (home, back) in MISSED or place is None:
                continue
            yield place, home, back, False
            if (home, back) in WITHDRAWN:
                yield place - 1, home, back, True
            if (home, back) in TWICE:
                yield place + 1 + TWICE[home, back] // 5, home, back, False


def _place(world: World, home: int, back: int, day: int) -> int | None:
    """The working day of a month on which a home was visited; None where it was not."""
    month = months_before(world.today, back)
    first = world.place_of(month)
    first += world.on(first) < month
    if back == 0:
        return _this_month(world, home, first)
    words, place = HOMES[home], first + min(day, 13 if (home, back) in TWICE else 15)
    opened, closed = words.opened_on(world.today), words.closed_on(world.today)
    if opened > month:
        place = max(place, world.place_of(opened) + 3)
    if closed and closed < world.on(place):
        place = world.place_of(closed) - 2
    is_within = month <= world.on(place) < months_before(world.today, back - 1)
    return place if is_within and opened <= world.on(place) else None


def _this_month(world: World, home: int, first: int) -> int | None:
    day = THIS_MONTH.get(home)
    if day is None:
        return None
    place = max(world.present - 1, first) if day == NONE else first + day
    return place if place <= world.present - (day != NONE) else None


def _visit(
    world: World, who: Staff, number: int, home: int, back: int, on: int, is_withdrawn: bool
) -> Visited:
    month = world.on(on).replace(day=1)
    earlier = home == CHANGED_VISITOR and back > CHANGED_MONTHS_BACK
    visitor = who.visitors[SECOND if earlier else HOMES[home].visitor or FIRST]
    begun = Visited(number, home, back, month, visitor, on, _announced(home, back))
    if is_withdrawn:
        return Visited(number, home, back, month, visitor, on, begun.announced, is_withdrawn=True)
    return _as_far(world, begun) if back or THIS_MONTH[home] != NONE else begun


def _announced(home: int, back: int) -> str:
    if (home * 5 + back) % RARELY_ANNOUNCED == 0:
        return "part"
    return "unannounced" if (home + back) % 2 else "announced"


def _as_far(world: World, begun: Visited) -> Visited:
    """The visit with everything that has happened to it up to today."""
    key = (begun.home, begun.back)
    issue = LATE.get(key, ISSUED + (begun.id % 2))
    plan = {"submitted": WRITTEN, "sent": WRITTEN, "returned": CHECKED, "issued": issue,
            "closed": issue + CLOSED - ISSUED}  # fmt: skip
    if key in UNCHECKED:
        plan = {"submitted": WRITTEN, "sent": WRITTEN}
    if key in INCOMPLETE:
        del plan["closed"]
    if key in REISSUED:
        plan["corrected"] = REISSUED[key]
        plan["closed"] = REISSUED[key] + 3
    places = {name: begun.on + days for name, days in plan.items()}
    happened = {name: place for name, place in places.items() if place <= world.present}
    return Visited(begun.id, begun.home, begun.back, begun.month, begun.visitor_id, begun.on,
                   begun.announced, **happened)  # fmt: skip
