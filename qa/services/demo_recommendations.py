"""The demonstration's recommendations: raised at visits, answered, followed up at later ones."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qa.services import demo_words_visits as words
from qa.services.demo_findings import Found
from qa.services.demo_visits import NONE, Visited
from qa.services.demo_world import DAY, SEED, World, cycle

STANCES, SHARES = ("accept", "accept_part", "not_accept", ""), (0.73, 0.15, 0.06, 0.06)
"""How the registered person answers; nothing where no answer came."""
FINISHED, FINISHED_SHARES = (1, 2, 3, 5), (0.5, 0.27, 0.13, 0.1)
"""At which later visit it is seen to be done."""
CONSIDER_DAYS, AGREED_DAYS, ANSWERED_AFTER = 14, 28, 4
PRIORITIES = ("medium", "high", "low")


@dataclass
class Recommendation:
    """One recommendation as it goes; places in World.days, NONE for what has not happened."""

    id: int
    raised: Visited
    standard: str
    text: str
    priority: str
    stance: str
    finish: int
    answered: int = NONE
    done: int = NONE
    verified: Visited | None = None
    refused: Visited | None = None
    seen: list[tuple[Visited, str]] = field(default_factory=list)

    @property
    def status(self) -> str:
        """Where it stands."""
        if self.refused:
            return "withdrawn"
        return "verified" if self.verified else "done" if self.done != NONE else "open"

    def consider_by(self, world: World) -> dt.date:
        """By when the registered person must consider it."""
        return world.on(self.raised.submitted) + CONSIDER_DAYS * DAY

    def due_on(self, world: World) -> dt.date:
        """The day agreed, or else the day by which it is considered."""
        if self.answered == NONE or self.stance == "not_accept":
            return self.consider_by(world)
        return world.on(self.answered) + AGREED_DAYS * DAY


def recommendations(
    world: World, made: Sequence[Visited], found: Mapping[int, Found], first_id: int
) -> list[Recommendation]:
    """Every recommendation with what has become of it, in the order in which they were raised."""
    rng = np.random.default_rng([SEED, 9])
    all_of: list[Recommendation] = []
    waiting: dict[int, list[Recommendation]] = {}
    for each in made:
        if each.status == "withdrawn":
            continue
        before = waiting.setdefault(each.home, [])
        for earlier in before:
            _follow_up(world, earlier, each)
        waiting[each.home] = [e for e in before if not e.verified and not e.refused]
        if each.submitted == NONE:
            continue
        for standard in found[each.id].weak:
            new = _raised(rng, first_id + len(all_of), each, standard)
            _answer(world, new)
            all_of.append(new)
            waiting[each.home].append(new)
    for left in (e for each in waiting.values() for e in each):
        _done_meanwhile(world, left)
    return all_of


def _raised(rng: np.random.Generator, number: int, each: Visited, standard: str) -> Recommendation:
    stance = str(rng.choice(STANCES, p=SHARES))
    finish = int(rng.choice(FINISHED, p=FINISHED_SHARES))
    text = cycle(words.RECOMMENDED[standard], each.month.month)
    return Recommendation(number, each, standard, text, cycle(PRIORITIES, number), stance, finish)


def _answer(world: World, new: Recommendation) -> None:
    if new.stance and new.raised.issued != NONE:
        place = new.raised.issued + ANSWERED_AFTER + new.id % 4
        new.answered = place if place <= world.present else NONE


def _follow_up(world: World, earlier: Recommendation, each: Visited) -> None:
    """What one later visit sees of it; of a visit that is still written only that it waits."""
    if each.submitted == NONE:
        earlier.seen.append((each, ""))
        return
    times = len(earlier.seen) + 1
    if earlier.stance == "not_accept" and NONE < earlier.answered <= each.on:
        earlier.seen.append((each, "not_accepted"))
        earlier.refused = each
    elif times >= earlier.finish:
        earlier.seen.append((each, "completed_seen"))
        earlier.done = each.on if earlier.done == NONE else earlier.done
        earlier.verified = each
    elif times == earlier.finish - 1 and earlier.id % 3 == 0:
        earlier.seen.append((each, "completed_reported"))
        earlier.done = each.on
    else:
        earlier.seen.append((each, "in_progress" if earlier.id % 4 else "not_started"))


def _done_meanwhile(world: World, left: Recommendation) -> None:
    """Some of the others are reported as done since; the next visit will look."""
    due = world.place_of(left.due_on(world))
    if left.done == NONE and left.answered != NONE and left.id % 3 == 1 and due < world.present:
        left.done = max(due - 1, left.answered)
