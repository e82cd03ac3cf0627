"""One audit of the demonstration at a time: what it pins, what was found, which grade was given."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qa.domain.ages import age_years
from qa.services import demo_answers as answers
from qa.services.demo_answers import NOT_ASKED, PHRASES, Sheet
from qa.services.demo_audits import LIMITS, NONE, Audits
from qa.services.demo_children import Children
from qa.services.demo_people import Staff
from qa.services.demo_world import World

CAPPED = 2  # Requires improvement: the best grade a capping concern leaves
OVERRIDDEN = 0.25
CHANCES = 64  # numbers between 0 and 1 that each audit may use up


@dataclass(frozen=True)
class Case:
    """An audit. Places are those of World.days, NONE for never; `chances` are used up in turn.

    `entries` are (question, value, grade, evidence) of the graded and ticked questions;
    `outcomes` (section, positive, counted); `concerns` (question, whether it caps).
    """

    id: int
    child_id: int
    team: int
    case_types: str
    age: int
    worker_id: int | None
    manager_id: int
    auditor_id: int
    stage: str
    kind: str
    allocated: int
    submitted: int
    grade: int
    overridden: bool
    follows_id: int | None
    entries: list[tuple]
    outcomes: list[tuple]
    concerns: list[tuple]
    chances: Iterator[float]

    def chance(self) -> float:
        """The next number between 0 and 1."""
        return next(self.chances)

    @property
    def is_submitted(self) -> bool:
        """Whether it was ever submitted."""
        return self.submitted != NONE


def cases(
    world: World, who: Staff, all_of: Children, drawn: Audits, each: Sheet, span: slice
) -> Iterator[Case]:
    """The audits of a span, in order."""
    places = range(*span.indices(len(drawn)))
    pinned = [_pinned(world, who, all_of, drawn, i) for i in places]
    codes = _codes(world, each, drawn.quality[span], pinned)
    positive, counted = answers.sums(each, codes)
    worries = answers.concerns(each, codes)
    caps = np.array([q.caps for q in each.questions])
    graded = np.searchsorted(np.array(LIMITS), drawn.quality[span], side="right") + 1
    chances = world.rng.random((len(places), CHANCES)).tolist()
    for row, place in enumerate(places):
        capped = bool((worries[row] & caps).any()) and graded[row] > CAPPED
        overridden = capped and chances[row][0] < OVERRIDDEN
        yield Case(
            **pinned[row],
            grade=CAPPED if capped and not overridden else int(graded[row]),
            overridden=overridden,
            follows_id=_id_of(world, drawn.follows[place]),
            entries=_entries(each, codes[row], chances[row]),
            outcomes=_outcomes(each, positive[row], counted[row]),
            concerns=[(each.questions[q].id, bool(caps[q])) for q in np.flatnonzero(worries[row])],
            chances=iter(chances[row][1:]),
        )


def _pinned(world: World, who: Staff, all_of: Children, drawn: Audits, place: int) -> dict:
    child, on = int(drawn.child[place]), world.on(drawn.allocated[place])
    day, team = on.toordinal(), int(all_of.team[child])
    born = on.fromordinal(int(all_of.born[child])).replace(day=1)
    return {
        "id": world.first_ids["check"] + place,
        "child_id": int(all_of.ids[child]),
        "team": team,
        "case_types": all_of.case_types(child, day),
        "age": age_years(born, bool(all_of.unborn[child]), None, on),
        "worker_id": all_of.worker_id(child, day, who),
        "manager_id": who.managers[team],
        "auditor_id": who.iros[drawn.auditor[place]],
        "stage": str(drawn.stage[place]),
        "kind": str(drawn.kind[place]),
        "allocated": int(drawn.allocated[place]),
        "submitted": int(drawn.submitted[place]),
    }


def _codes(world: World, each: Sheet, quality: np.ndarray, pinned: list[dict]) -> np.ndarray:
    ask = answers.asked(each, [p["case_types"] for p in pinned], [p["age"] for p in pinned])
    return answers.draw(world.rng, each, quality, ask)


def _id_of(world: World, place: int) -> int | None:
    return None if place == NONE else world.first_ids["check"] + int(place)


def _entries(each: Sheet, codes: np.ndarray, chances: list[float]) -> list[tuple]:
    """The answers, each with one of the phrases that fit it."""
    table, turn = each.table, int(chances[1] * PHRASES)
    return [
        table[q][code * PHRASES + (q + turn) % PHRASES]
        for q, code in enumerate(codes.tolist())
        if code != NOT_ASKED
    ]


def _outcomes(each: Sheet, positive: np.ndarray, counted: np.ndarray) -> list[tuple]:
    found = zip(each.sections, positive.tolist(), counted.tolist(), strict=True)
    return [(section, good, n) for section, good, n in found if n]
