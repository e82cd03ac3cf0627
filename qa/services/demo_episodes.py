"""SSDA903 episodes of the demonstration's looked-after children."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from qa.services.demo_care import Care
from qa.services.demo_children import NEVER, Children
from qa.services.demo_facts import LEGAL, SHORT_BREAKS
from qa.services.demo_world import Rows, World, cycle

COLUMNS = ("child_id", "from_on", "new_reason", "legal_status", "placement", "to_on", "end_reason",
           "as_at")  # fmt: skip
STARTED, MOVED, GOES_ON, WENT_HOME = "S", "P", "X1", "E4A"
PLACES = ("U6", "U4", "U1", "U3", "K2")
MOVED_SHARE, LEAST_DAYS = 0.3, 120


def episodes(world: World, all_of: Children, care: Care) -> Rows:
    """One episode per child, two where the child moved, and those of an earlier time in care."""
    as_at = world.on(world.present - 2)
    rows = [(*row, as_at) for row in _rows(world, all_of, care)]
    return Rows("episode", COLUMNS, rows)


def _rows(world: World, all_of: Children, care: Care) -> Iterator[tuple[Any, ...]]:
    day = world.today.fromordinal
    for place in np.flatnonzero(all_of.kind == "cla").tolist():
        child_id = int(all_of.ids[place])
        legal = SHORT_BREAKS if all_of.short[place] else cycle(LEGAL, place)
        lives = cycle(PLACES, place)
        if place in care.again:
            first, last = map(day, care.again[place])
            yield child_id, first, STARTED, "V2", cycle(PLACES, place + 1), last, WENT_HOME
        main, ended = int(all_of.main[place]), int(all_of.ended[place])
        last, why = (None, None) if ended >= NEVER else (day(ended), WENT_HOME)
        middle = main + (min(ended, world.today.toordinal()) - main) // 2
        if place % 10 < MOVED_SHARE * 10 and middle - main > LEAST_DAYS:
            yield (
                child_id,
                day(main),
                STARTED,
                legal,
                cycle(PLACES, place + 2),
                day(middle),
                GOES_ON,
            )
            yield child_id, day(middle), MOVED, legal, lives, last, why
        else:
            yield child_id, day(main), STARTED, legal, lives, last, why
