"""Who the demonstration's children are: drawn as columns, one entry per child."""

from dataclasses import dataclass

import numpy as np

from qa.services.demo_people import REVIEWING_OFFICERS, TEAMS, WORKERS_A_TEAM, Staff
from qa.services.demo_world import World, pick

ENDED, ENDED_CARE, UNBORN, RESTRICTED = 0.12, 0.3, 0.02, 2
NO_WORKER, NO_IRO, MOVED_WORKER = 0.015, 0.025, 0.35
BOTH = 0.05  # looked after and on a plan at once
SHORT_BREAKS = 0.04  # of the looked after: series of short breaks only
PLAN_DAYS = (1.8, 135.0)  # how long open plans have run: shape and scale of their days
ENDED_PLAN_DAYS, SINCE_PLAN = (90, 500), (150, 900)
NEVER = 9_999_999  # an ordinal after every date


@dataclass(frozen=True)
class Children:
    """Columns, one entry per child. Days are ordinals; NEVER where a thing has not happened.

    `known` is the day of the first status (`first`), `main` the day of the present one (`kind`);
    `plan` is the day on which the protection plan began. Brothers and sisters have the same team,
    status, dates and IRO. `iro` is a place in Staff.iros or -1; `worker` and `earlier_worker` are
    places within the team, `changed` the day the present one took over (-1 in `worker`: nobody
    took over).
    """

    ids: np.ndarray
    team: np.ndarray
    kind: np.ndarray
    first: np.ndarray
    known: np.ndarray
    main: np.ndarray
    ended: np.ndarray
    both: np.ndarray
    plan: np.ndarray
    short: np.ndarray
    unborn: np.ndarray
    born: np.ndarray
    iro: np.ndarray
    worker: np.ndarray
    earlier_worker: np.ndarray
    changed: np.ndarray
    restricted: np.ndarray

    def case_types(self, child: int, on: int) -> str:
        """What the child was on a day, as a check pins it."""
        if on < self.main[child]:
            return CODES[self.first[child]]
        codes = {CODES[self.kind[child]]} | ({"CP"} if self.plan[child] <= on else set())
        return "|".join(sorted(codes))

    def worker_id(self, child: int, on: int, who: Staff) -> int | None:
        """The social worker on a day."""
        place = self.worker[child] if on >= self.changed[child] else self.earlier_worker[child]
        return who.workers[self.team[child]][place] if place >= 0 else None

    def auditable(self, on: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Whether each chosen child was known and had a social worker on the day."""
        lost = (self.worker[chosen] < 0) & (self.changed[chosen] <= on)
        return (self.known[chosen] <= on) & (on < self.ended[chosen]) & ~lost


CODES = {"cin": "CIN", "cp": "CP", "cla": "CLA", "care_leaver": "CARE_LEAVER"}


def children(world: World) -> Children:
    """Draw every child."""
    rng, n, today = world.rng, world.size.children, world.today.toordinal()
    weights = np.array([t.weight for t in TEAMS], dtype=float)
    eldest = _eldest(n)
    team = rng.choice(len(TEAMS), size=n, p=weights / weights.sum())[eldest]
    kind = _kinds(rng, team)[eldest]
    unborn = (rng.random(n) < UNBORN) & np.isin(kind, ("cin", "cp"))
    known = today - np.where(unborn, rng.integers(10, 100, n), rng.integers(70, 1900, n)[eldest])
    simple = kind == "cin"
    begun = (known + (today - known) * rng.random(n)[eldest] * 0.8).astype(int)
    main = np.where(simple, known, np.maximum(known, begun))
    over = _over(rng, kind, unborn)[eldest]
    plan = _plans(world, eldest, kind, known, main, over)
    main = np.where(kind == "cp", plan, main)
    known = np.minimum(known, main)
    ended = _ends(rng, today, kind, main, over)
    both = (kind == "cla") & (rng.random(n) < BOTH) & (ended == NEVER) & (plan >= main)
    return Children(
        ids=world.first_ids["child"] + np.arange(n),
        team=team,
        kind=kind,
        first=np.where(kind == "care_leaver", "cla", np.where(simple, kind, "cin")),
        known=known,
        main=main,
        ended=ended,
        both=both,
        plan=np.where(both | (kind == "cp"), plan, NEVER),
        short=(kind == "cla") & ~both & (rng.random(n) < SHORT_BREAKS),
        unborn=unborn,
        born=_births(rng, today, kind, known, main, unborn),
        iro=_iros(rng, kind)[eldest],
        **_workers(rng, today, known),
        restricted=_restricted(rng, n, kind, ended),
    )


def group_of(place: int) -> int | None:
    """Every tenth pair and every thirtieth three are brothers and sisters."""
    return place // 10 if place % 10 < (3 if place % 30 < 10 else 2) else None


def _eldest(n: int) -> np.ndarray:
    """For each child the place of the first of its brothers and sisters, else its own."""
    groups = [group_of(place) for place in range(n)]
    return np.array([p if g is None else g * 10 for p, g in enumerate(groups)])


def _over(rng: np.random.Generator, kind: np.ndarray, unborn: np.ndarray) -> np.ndarray:
    """Whose care, plan or other status has ended by now."""
    share = np.where(np.isin(kind, ("cp", "cla")), ENDED_CARE, ENDED)
    return (rng.random(len(kind)) < share) & ~unborn & (kind != "care_leaver")


def _plans(
    world: World,
    eldest: np.ndarray,
    kind: np.ndarray,
    known: np.ndarray,
    main: np.ndarray,
    over: np.ndarray,
) -> np.ndarray:
    """The day on which each child's plan began, if it has one: conferences are on working days."""
    rng, today = world.rng, world.today.toordinal()
    ran = 1 + rng.gamma(*PLAN_DAYS, len(kind)) + over * rng.integers(*SINCE_PLAN, len(kind))
    ran = ran.astype(int)[eldest]
    first = np.where(kind == "cp", known, main)
    days = np.array([day.toordinal() for day in world.days])
    return days[np.searchsorted(days, np.maximum(first, today - ran), side="right") - 1]


def _ends(
    rng: np.random.Generator, today: int, kind: np.ndarray, main: np.ndarray, over: np.ndarray
) -> np.ndarray:
    """The day it ended for some; NEVER for most."""
    n = len(kind)
    late = (main + (today - main) * (0.5 + rng.random(n) / 2)).astype(int)
    ended = np.where(kind == "cp", main + rng.integers(*ENDED_PLAN_DAYS, n), late)
    return np.where(over & (ended < today), ended, NEVER)


def _kinds(rng: np.random.Generator, team: np.ndarray) -> np.ndarray:
    kind = np.empty(len(team), dtype="U11")
    for place, each in enumerate(TEAMS):
        mine = team == place
        kind[mine] = pick(rng, each.serves, int(mine.sum()))
    return kind


def _births(
    rng: np.random.Generator,
    today: int,
    kind: np.ndarray,
    known: np.ndarray,
    main: np.ndarray,
    unborn: np.ndarray,
) -> np.ndarray:
    """Ordinals: a care leaver turned 18 when leaving care began; the unborn come within months."""
    n = len(kind)
    in_care = today - (rng.beta(2.2, 1.4, n) * 17.9 * 365.25).astype(int)
    at_home = today - (rng.beta(1.3, 1.5, n) * 17.9 * 365.25).astype(int)
    born = np.where(kind == "cla", in_care, at_home)
    born = np.where(kind == "care_leaver", main - int(18 * 365.25) - rng.integers(0, 60, n), born)
    born = np.minimum(born, known - 1)
    return np.where(unborn, today + rng.integers(35, 200, n), born)


def _iros(rng: np.random.Generator, kind: np.ndarray) -> np.ndarray:
    """Only children on a plan or looked after have one; a few of them do not yet."""
    iro = rng.integers(0, REVIEWING_OFFICERS, len(kind))
    without = (rng.random(len(kind)) < NO_IRO) | ~np.isin(kind, ("cp", "cla"))
    return np.where(without, -1, iro)


def _workers(rng: np.random.Generator, today: int, known: np.ndarray) -> dict[str, np.ndarray]:
    n = len(known)
    earlier = rng.integers(0, WORKERS_A_TEAM, n)
    later = (earlier + rng.integers(1, WORKERS_A_TEAM, n)) % WORKERS_A_TEAM
    without = rng.random(n) < NO_WORKER
    moved = (rng.random(n) < MOVED_WORKER) | without
    changed = (known + 30 + (today - known - 35) * rng.random(n)).astype(int)
    return {
        "earlier_worker": earlier,
        "worker": np.where(without, -1, np.where(moved, later, earlier)),
        "changed": np.where(moved & (changed > known), changed, NEVER),
    }


def _restricted(
    rng: np.random.Generator, n: int, kind: np.ndarray, ended: np.ndarray
) -> np.ndarray:
    flags = np.zeros(n, dtype=bool)
    flags[rng.choice(np.flatnonzero((kind == "cla") & (ended == NEVER)), RESTRICTED)] = True
    return flags
