"""Which audits the demonstration holds: of whom, by whom, when, how far, how good the work is."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from qa.services.demo_children import Children
from qa.services.demo_people import TEAMS
from qa.services.demo_world import MONTHS, World, pick

FINAL = "final"
NONE = -1
TREND, NOISE, LEVEL = 0.5, 0.8, -0.2
LIMITS = (-1.3, 0.02, 1.35)  # of quality: Inadequate, Requires improvement, Good, Outstanding
AGAIN, TWICE = 0.03, 0.01  # shares: re-audits, blind second audits
TYPES = {"full": 62, "dip": 20, "thematic": 13, "inspection": 5}
SETTLED_AFTER = 9  # working days after which replies and moderation are over


@dataclass(frozen=True)
class Stage:
    """Audits on their way: how many of 900, when allocated and submitted (working days ago)."""

    name: str
    count: int
    allocated: tuple[int, int]
    submitted: tuple[int, int] | None = None


STAGES = (
    Stage("allocated", 3, (27, 32)),
    Stage("allocated", 5, (16, 24)),
    Stage("allocated", 6, (10, 15)),
    Stage("allocated", 9, (0, 9)),
    Stage("in_progress", 3, (26, 30)),
    Stage("in_progress", 5, (16, 23)),
    Stage("in_progress", 6, (10, 15)),
    Stage("in_progress", 5, (2, 9)),
    Stage("withdrawn", 6, (60, 500)),
    Stage("returned", 4, (20, 24), (7, 10)),
    Stage("correcting", 2, (45, 50), (30, 35)),
    Stage("submitted", 18, (12, 20), (0, 4)),
    Stage("submitted_late", 8, (25, 30), (6, 13)),
    Stage("moderated", 8, (14, 20), (1, 4)),
)
STATUS = {"submitted_late": "submitted"}
AUDITORS = (0, 1, 2, 0, 1, 3, 0, 1, 4, 5)  # places in Staff.iros, in turn, of audits on their way


@dataclass(frozen=True)
class Audits:
    """Columns, one entry per audit, in the order of allocation.

    `allocated` and `submitted` are places in World.days (NONE: not submitted); `child` a place in
    Children, `auditor` one in Staff.iros; `grade` 4 to 1; `follows` the place of the earlier audit
    of a re-audit or a blind second one, else NONE.
    """

    child: np.ndarray
    auditor: np.ndarray
    stage: np.ndarray
    allocated: np.ndarray
    submitted: np.ndarray
    kind: np.ndarray
    quality: np.ndarray
    follows: np.ndarray

    def __len__(self) -> int:
        return len(self.child)


def audits(world: World, all_of: Children) -> Audits:
    """Draw every audit."""
    going = _on_their_way(world, all_of)
    again, twice = (round(world.size.audits * share) for share in (AGAIN, TWICE))
    plain = _finished(world, all_of, world.size.audits - len(going) - again - twice)
    later = _followers(world, all_of, plain, again, "re_audit")
    second = _followers(world, all_of, plain, twice, "dual")
    so_far = [plain, later, second, going]
    more = _finished(world, all_of, world.size.audits - sum(map(len, so_far)))
    return _in_order(_joined([*so_far, more]))


def _finished(world: World, all_of: Children, n: int) -> Audits:
    rng = world.rng
    last = world.present - SETTLED_AFTER
    chance = np.linspace(0.8, 1.2, last - world.begins + 1)
    submitted = world.begins + rng.choice(len(chance), size=n, p=chance / chance.sum())
    took = np.clip(np.round(rng.lognormal(2.3, 0.42, n)), 1, 45).astype(int)
    weights = np.array([t.weight for t in TEAMS], dtype=float)
    team = rng.choice(len(TEAMS), size=n, p=weights / weights.sum())
    allocated = submitted - took
    child = _choose(world, all_of, team, allocated)
    return _made(world, all_of, child, allocated, submitted, np.full(n, FINAL), pick(rng, TYPES, n))


def _on_their_way(world: World, all_of: Children) -> Audits:
    rng, share = world.rng, min(1.0, world.size.audits / 900)
    counts = [max(1, round(stage.count * share)) for stage in STAGES]
    parts = list(zip(STAGES, counts, strict=True))
    names = np.concatenate([np.full(n, s.name) for s, n in parts])
    allocated = np.concatenate([_ago(world, s.allocated, n) for s, n in parts])
    submitted = np.concatenate(
        [_ago(world, s.submitted, n) if s.submitted else np.full(n, NONE) for s, n in parts]
    )
    team = rng.choice(len(TEAMS), size=len(names))
    team[::3] = 0  # so that the team of the account `team` has work waiting
    child = _choose(world, all_of, team, allocated)
    kinds = pick(rng, TYPES, len(names))
    made = _made(world, all_of, child, allocated, submitted, names, kinds)
    return _with(made, auditor=_in_turn(all_of.iro[child]))


def _ago(world: World, span: tuple[int, int], n: int) -> np.ndarray:
    return world.present - world.rng.integers(span[0], span[1] + 1, n)


def _in_turn(iros: np.ndarray) -> np.ndarray:
    """The auditors in turn, the next one where it is the child's own IRO."""
    wanted = np.array([AUDITORS[i % len(AUDITORS)] for i in range(len(iros))])
    return np.where(wanted == iros, (wanted + 1) % 6, wanted)


def _choose(world: World, all_of: Children, team: np.ndarray, allocated: np.ndarray) -> np.ndarray:
    """A child of each team who could be audited on the day of allocation."""
    on = np.array([world.on(place).toordinal() for place in allocated])
    chosen = np.zeros(len(team), dtype=int)
    open_still = np.arange(len(team))
    for _attempt in range(60):
        for place in range(len(TEAMS)):
            mine = open_still[team[open_still] == place]
            chosen[mine] = _of_team(world, all_of, place, on[mine])
        open_still = open_still[~all_of.auditable(on[open_still], chosen[open_still])]
        if not len(open_still):
            break
        team[open_still] = world.rng.integers(0, len(TEAMS), len(open_still))
    return chosen


def _of_team(world: World, all_of: Children, team: int, on: np.ndarray) -> np.ndarray:
    members = np.flatnonzero(all_of.team == team)
    members = members[np.argsort(all_of.known[members], kind="stable")]
    known = np.maximum(np.searchsorted(all_of.known[members], on, side="right"), 1)
    return members[(world.rng.random(len(on)) * known).astype(int)]


def _made(
    world: World,
    all_of: Children,
    child: np.ndarray,
    allocated: np.ndarray,
    submitted: np.ndarray,
    stage: np.ndarray,
    kind: np.ndarray,
) -> Audits:
    n, rng = len(child), world.rng
    own = all_of.iro[child]
    auditor = rng.integers(0, 5, n)
    span = (world.present - world.begins) or MONTHS
    since = (np.where(submitted == NONE, allocated, submitted) - world.begins) / span
    better = np.array([t.quality for t in TEAMS])[all_of.team[child]]
    return Audits(
        child=child,
        auditor=np.where((own >= 0) & (auditor >= own), auditor + 1, auditor),
        stage=stage,
        allocated=allocated,
        submitted=submitted,
        kind=kind,
        quality=LEVEL + TREND * since + better + rng.normal(0, NOISE, n),
        follows=np.full(n, NONE),
    )


def _followers(world: World, all_of: Children, plain: Audits, n: int, kind: str) -> Audits:
    """Later audits of the same files: after the worst ones, or a colleague's blind second look."""
    rng, span = world.rng, (55, 70) if kind == "re_audit" else (1, 3)
    allocated = plain.submitted + rng.integers(*span, len(plain))
    submitted = allocated + rng.integers(5, 14, len(plain))
    fits = np.flatnonzero(submitted <= world.present - SETTLED_AFTER)
    on = np.array([world.on(place).toordinal() for place in allocated[fits]], dtype=int)
    fits = fits[all_of.auditable(on, plain.child[fits])]
    worst = np.argsort(plain.quality[fits], kind="stable")[:n]
    chosen = fits[worst] if kind == "re_audit" else rng.permutation(fits)[:n]
    made = _made(world, all_of, plain.child[chosen], allocated[chosen], submitted[chosen],
                 np.full(len(chosen), FINAL), np.full(len(chosen), kind))  # fmt: skip
    lift = rng.normal(0.9 if kind == "re_audit" else 0.0, 0.5, len(chosen))
    other = _somebody_else(all_of.iro[made.child], plain.auditor[chosen], made.auditor)
    return _with(made, quality=plain.quality[chosen] + lift, follows=chosen, auditor=other)


def _somebody_else(own: np.ndarray, first: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    for _attempt in range(2):
        drawn = np.where((drawn == first) | (drawn == own), (drawn + 1) % 6, drawn)
    return drawn


def _with(made: Audits, **columns: np.ndarray) -> Audits:
    return Audits(**{f.name: columns.get(f.name, getattr(made, f.name)) for f in fields(Audits)})


def _joined(parts: Iterable[Audits]) -> Audits:
    """One after the other; `follows` points into the first part."""
    parts = list(parts)
    return Audits(
        **{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Audits)}
    )


def _in_order(drawn: Audits) -> Audits:
    order = np.argsort(drawn.allocated, kind="stable")
    place = np.empty(len(order), dtype=int)
    place[order] = np.arange(len(order))
    moved = {f.name: getattr(drawn, f.name)[order] for f in fields(Audits)}
    follows = moved["follows"]
    moved["follows"] = np.where(follows == NONE, NONE, place[np.maximum(follows, 0)])
    return Audits(**moved)


def grades(quality: np.ndarray) -> np.ndarray:
    """4 Outstanding to 1 Inadequate, by the limits."""
    return 1 + np.searchsorted(np.array(LIMITS), quality, side="right")
