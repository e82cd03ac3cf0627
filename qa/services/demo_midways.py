"""Which midway reviews of the demonstration were done, when, by whom, and how they ended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.services.demo_children import Children
from qa.services.demo_midway_answers import TURNS
from qa.services.demo_world import DAY, SEED, World

DONE, LATE = 0.86, 0.1
"""The shares of those owed that were done, and that were done after the day that is on time."""
WAITING = 7
"""Of those that could be done now, one in so many waits: every IRO has some."""
BEGUN = 0.25
"""Of those that wait now, the share that somebody has begun to write."""
CONCLUSIONS, SHARES = ("G", "A", "R"), (0.73, 0.19, 0.08)
ALERTS = 40
"""One in so many that are on track ends in a good-practice alert."""
MOST = 20_000


@dataclass(frozen=True)
class Midway:
    """One midway review; `place`: of the child; `submitted` a place in World.days, NONE for one
    that is being written. `rag` and `turn` choose what was answered."""

    id: int
    kind: str
    place: int
    iro_id: int
    team_id: int | None
    duty: Any
    began: int
    submitted: int
    rag: str
    turn: int


NONE = -1


def midways(world: World, all_of: Children, owed: Sequence[Any], first_id: int) -> list[Midway]:
    """Every midway review written or being written, in the order in which they were begun.

    `owed`: rows of Duty. A child looked after and on a plan has one that answers both.
    """
    rng = np.random.default_rng([SEED, 5])
    of_child: dict[int, list[Any]] = defaultdict(list)
    for duty in owed:
        of_child[duty.child_id].append(duty)
    first_child = int(all_of.ids[0])
    drawn = [
        found
        for child_id in sorted(of_child)
        for found in _of_child(world, rng, all_of, child_id - first_child, of_child[child_id])
    ]
    drawn.sort(key=lambda found: (found[2], found[0].child_id, found[1]))
    rags = rng.choice(CONCLUSIONS, size=len(drawn), p=SHARES).tolist()
    return [
        Midway(first_id + n, kind, duty.child_id - first_child, duty.iro_id, duty.team_id, duty,
               began, submitted, rag, _turn(rag, n))
        for n, ((duty, kind, began, submitted), rag) in enumerate(zip(drawn, rags, strict=True))
    ]  # fmt: skip


def _turn(rag: str, number: int) -> int:
    """Which phrase: the last one, which ends in a good-practice alert, is rare."""
    if rag != "G":
        return number
    return TURNS - 1 if number % ALERTS == 0 else number % (TURNS - 1)


def _of_child(
    world: World, rng: np.random.Generator, all_of: Children, place: int, owed: Iterable[Any]
) -> Iterator[tuple[Any, str, int, int]]:
    """(duty, kind of check, place of the day begun, place of the day submitted) of one child."""
    answered: list[int] = []
    writing = False
    for duty in sorted(owed, key=lambda d: (d.due_on, d.kind)):
        if any(_falls_in(world, duty, day) for day in answered):
            continue
        day = _day(world, rng, duty)
        both = bool(all_of.both[place])
        if day is None:
            may_begin = duty.status == "running" and duty.due_on <= world.today + 10 * DAY
            if may_begin and not writing and rng.random() < BEGUN:
                writing = True
                kind = "midway_both" if both else duty.kind
                yield duty, kind, world.present - int(rng.integers(0, 4)), NONE
            continue
        answered.append(day)
        plan = world.today.fromordinal(int(all_of.plan[place])) if both else None
        kind = "midway_both" if both and plan <= world.on(day) else duty.kind
        yield duty, kind, day - int(rng.integers(0, 3)), day


def _falls_in(world: World, duty: Any, day: int) -> bool:
    on, closed = world.on(day), duty.ended_on or world.today
    return duty.started_on < on <= closed


def _day(world: World, rng: np.random.Generator, duty: Any) -> int | None:
    """The day it was submitted, as a place in World.days; None where it was not."""
    done, late, near = rng.random(), rng.random(), int(rng.integers(0, 12))
    due, last = world.place_of(duty.due_on), world.place_of(duty.on_time_until)
    day = last + 1 + near if late < LATE else min(due - 4 + near, last)
    after = world.place_of(duty.started_on) + 1
    closed = world.place_of(min(duty.ended_on or world.today, world.today))
    waits = duty.child_id % WAITING == 0 if duty.status == "running" else done >= DONE
    return None if waits or not after <= day <= min(closed, world.present) else day
