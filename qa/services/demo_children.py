"""Who the demonstration's children are: drawn as columns, one entry per child."""

from dataclasses import dataclass

import numpy as np

from qa.services.demo_people import TEAMS, WORKERS_A_TEAM, Staff
from qa.services.demo_world import World, pick

ENDED, UNBORN, RESTRICTED = 0.12, 0.02, 2
NO_WORKER, NO_IRO, MOVED_WORKER = 0.015, 0.025, 0.35
BOTH = 0.05  # looked after and on a plan at once
NEVER = 9_999_999  # an ordinal after every date


@dataclass(frozen=True)
class Children:
    """Columns, one entry per child. Days are ordinals; NEVER where a thing has not happened.

    `known` is the day of the first status (`first`), `main` the day of the present one (`kind`).
    `iro` is a place in Staff.iros or -1; `worker` and `earlier_worker` are places within the team,
    `changed` the day the present one took over (-1 in `worker`: nobody took over).
    """

    ids: np.ndarray
    team: np.ndarray
    kind: np.ndarray
    first: np.ndarray
    known: np.ndarray
    main: np.ndarray
    ended: np.ndarray
    both: np.ndarray
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
        codes = {CODES[self.kind[child]]} | ({"CP"} if self.both[child] else set())
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
    team = rng.choice(len(TEAMS), size=n, p=weights / weights.sum())
    kind = _kinds(rng, team)
    unborn = (rng.random(n) < UNBORN) & np.isin(kind, ("cin", "cp"))
    known = today - np.where(unborn, rng.integers(10, 100, n), rng.integers(70, 1900, n))
    main = (known + (today - known) * rng.random(n) * 0.8).astype(int)
    simple = kind == "cin"
    main = np.where(simple, known, main)
    ended = np.where(
        (rng.random(n) < ENDED) & ~unborn,
        (main + (today - main) * (0.5 + rng.random(n) / 2)).astype(int),
        NEVER,
    )
    ended[ended >= today] = NEVER
    return Children(
        ids=world.first_ids["child"] + np.arange(n),
        team=team,
        kind=kind,
        first=np.where(kind == "care_leaver", "cla", np.where(simple, kind, "cin")),
        known=known,
        main=main,
        ended=ended,
        both=(kind == "cla") & (rng.random(n) < BOTH),
        unborn=unborn,
        born=_births(rng, today, kind, known, main, unborn),
        iro=_iros(rng, kind),
        **_workers(rng, today, known),
        restricted=_restricted(rng, n, kind, ended),
    )


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
    iro = rng.integers(0, 6, len(kind))
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
