"""What the demonstration's visitors found: standards, events, opinions; the same each time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.domain.visits import STANDARDS
from qa.services.demo_stays import Stay
from qa.services.demo_visits import Visited
from qa.services.demo_world import SEED, World

EVENTS = {"incidents": 2.0, "restraints": 0.6, "consequences": 1.5, "missing": 0.4, "away": 0.7,
          "police": 0.25, "complaints": 0.3, "allegations": 0.06, "medication": 0.15,
          "accidents": 0.4, "self_harm": 0.15}  # fmt: skip
"""Kinds of event and how many a month are usual for four children."""
RISING = 1
"""The home where these rise, by so much a month, over the last months."""
RISE, RISING_MONTHS = {"missing": 0.45, "incidents": 0.3, "police": 0.15}, 14
REPEATED = {(0, back): "8" for back in (1, 2, 3)} | {(1, back): "12" for back in (2, 3)}
"""The same standard at visit after visit, by (home, months back)."""
NOT_MET = {(1, 2), (1, 3)}
"""Where protection of children is not met, and the opinion is 'No'."""
WORRIED_FROM, WORRIED_UNTIL = 9, 1
"""Of the home where events rise: months back between which the opinion has concerns."""
WEAK = (0.46, 0.36, 0.18)
"""The shares of visits with no, one and two standards that are met in part."""
NOT_LOOKED_AT, CONCERNED = 0.12, 0.4


@dataclass(frozen=True)
class Found:
    """What one visit found. `met` by standard; `events` (events, children) by kind; `weak` are
    the standards that need a recommendation; letters are those of the children of the day."""

    met: Mapping[str, str]
    events: Mapping[str, tuple[int, int]]
    weak: tuple[str, ...]
    safeguarded: str
    wellbeing: str
    on_roll: int
    present: int
    offered: int
    accepted: int
    letters: tuple[str, ...]
    authorities: tuple[str, ...]


def findings(
    world: World, made: Sequence[Visited], lettered: Mapping[Stay, str]
) -> dict[int, Found]:
    """What every visit found, by its id."""
    rng = np.random.default_rng([SEED, 8])
    raised: dict[int, list[tuple[str, ...]]] = {}
    found = {}
    for each in made:
        before = raised.setdefault(each.home, [])
        weak = _weak(rng, each, before)
        found[each.id] = _found(world, rng, each, weak, lettered)
        if each.status not in ("withdrawn", "in_progress"):
            before.append(weak)
    return found


def _weak(
    rng: np.random.Generator, each: Visited, before: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Never a third time running, but where it is meant to be."""
    forced = REPEATED.get((each.home, each.back))
    twice = set(before[-1]) & set(before[-2]) if len(before) > 1 else set()
    count = int(rng.choice(len(WEAK), p=WEAK))
    drawn = rng.permutation(list(STANDARDS))[:count].tolist()
    kept = {standard for (home, _back), standard in REPEATED.items() if home == each.home}
    chosen = {s for s in drawn if s not in twice | kept}
    return tuple(s for s in STANDARDS if s in chosen | {forced})


def _found(
    world: World, rng: np.random.Generator, each: Visited, weak: tuple[str, ...],
    lettered: Mapping[Stay, str],
) -> Found:  # fmt: skip
    on = world.on(each.on)
    living = [(stay, letter) for stay, letter in lettered.items()
              if stay.home == each.home and stay.holds(on)]  # fmt: skip
    roll = len(living)
    present = max(0, roll - int(rng.random() < 0.4))
    offered = max(0, present - int(rng.random() < 0.15))
    accepted = int(rng.integers(0, offered + 1)) if offered else 0
    safeguarded, wellbeing = _opinions(rng, each, weak)
    return Found(
        met=_met(rng, each, weak), events=_events(rng, each, roll), weak=weak,
        safeguarded=safeguarded, wellbeing=wellbeing, on_roll=roll, present=present,
        offered=offered, accepted=max(accepted, min(1, offered)),
        letters=tuple(letter for _stay, letter in living),
        authorities=_once(stay.authority for stay, _letter in living),
    )  # fmt: skip


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _met(rng: np.random.Generator, each: Visited, weak: tuple[str, ...]) -> dict[str, str]:
    chances = rng.random(len(STANDARDS)).tolist()
    usual = {s: "NL" if chance < NOT_LOOKED_AT else "M"
             for s, chance in zip(STANDARDS, chances, strict=True)}  # fmt: skip
    severe = (each.home, each.back) in NOT_MET
    return usual | {s: "N" if severe and s == "12" else "P" for s in weak}


def _events(rng: np.random.Generator, each: Visited, roll: int) -> dict[str, tuple[int, int]]:
    found = {}
    for event, usual in EVENTS.items():
        rate = usual * roll / 4
        if each.home == RISING and roll:
            rate += RISE.get(event, 0) * max(0, RISING_MONTHS - each.back)
        count = int(rng.poisson(rate))
        involved = min(count, roll, 1 + int(rng.integers(0, 3)))
        found[event] = (count, involved)
    return found


def _opinions(rng: np.random.Generator, each: Visited, weak: tuple[str, ...]) -> tuple[str, str]:
    chance = rng.random()
    if (each.home, each.back) in NOT_MET:
        return "N", "C"
    if each.home == RISING and WORRIED_UNTIL <= each.back <= WORRIED_FROM:
        return "C", "Y"
    concerned = bool(weak) and chance < CONCERNED
    if not concerned:
        return "Y", "Y"
    return ("C", "Y") if "12" in weak or "13" in weak else ("Y", "C")
