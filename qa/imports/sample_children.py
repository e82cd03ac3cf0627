"""Children who do not exist, with the statuses and dates that real lists show."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from qa.imports.annex_a_columns import code_texts

# Share of children who are (in need only, on a plan, looked after, care leavers).
SHARES = (0.55, 0.15, 0.22, 0.08)
BOTH = 0.08  # of the children looked after, also on a plan
UNBORN = 0.05  # of the children in need or on a plan
CLOSED = 0.12  # ended in the last six months
UNALLOCATED = 0.02
CHILDREN_PER_WORKER = 17
SIX_MONTHS_DAYS = 180

# Field -> value, by list number, as annex_a.toml names the fields and codes.
Facts = dict[int, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Child:
    """One child; `facts` has the lists the child is on. age -1 is unborn."""

    case_number: str
    born_on: date | None
    age: int | None
    team: str | None
    worker: str | None
    facts: Facts


def make_children(
    size: int, chance: random.Random, as_at: date, teams: tuple[str, ...]
) -> list[Child]:
    """`size` children, the same for the same `chance`."""
    workers = max(2, size // (len(teams) * CHILDREN_PER_WORKER))
    return [_child(number, chance, as_at, teams, workers) for number in range(1, size + 1)]


def _child(
    number: int, chance: random.Random, as_at: date, teams: tuple[str, ...], workers: int
) -> Child:
    kind = chance.choices((6, 7, 8, 9), SHARES)[0]
    unborn = kind in (6, 7) and chance.random() < UNBORN
    days_old = 0 if unborn else _days_old(kind, chance)
    born_on = None if unborn else as_at - timedelta(days=days_old)
    team, worker = chance.randrange(len(teams)), chance.randrange(workers)
    name = f"Fictional Worker {team + 1}-{worker + 1}"
    return Child(
        case_number=f"FIC{number:06d}",
        born_on=born_on,
        age=-1 if born_on is None else _whole_years(born_on, as_at),
        team=teams[team],
        worker=None if chance.random() < UNALLOCATED else name,
        facts=_facts(kind, chance, as_at, 200 if unborn else days_old),
    )


def _days_old(kind: int, chance: random.Random) -> int:
    youngest, oldest = {6: (10, 6500), 7: (10, 6400), 8: (30, 6500), 9: (5900, 9000)}[kind]
    return chance.randint(youngest, oldest)


def _whole_years(born_on: date, as_at: date) -> int:
    return as_at.year - born_on.year - ((as_at.month, as_at.day) < (born_on.month, born_on.day))


def _facts(kind: int, chance: random.Random, as_at: date, days_old: int) -> Facts:
    if kind == 9:
        return {9: _leaver(chance, days_old)}
    longest = min(days_old, {6: 500, 7: 420, 8: 2500}[kind])
    start = as_at - timedelta(days=chance.randint(min(5, longest), longest))
    closed = chance.random() < CLOSED
    last = max(start, as_at - timedelta(days=chance.randint(0, SIX_MONTHS_DAYS)))
    end = last if closed else None
    facts: Facts = {6: _need(kind, chance, start, end, as_at)}
    if kind == 7 or (kind == 8 and not closed and chance.random() < BOTH):
        facts[7] = _plan(chance, start, end, as_at)
    if kind == 8:
        facts[8] = _care(chance, start, end, as_at)
    return facts


def _any(chance: random.Random, codes: str) -> str:
    return chance.choice(list(code_texts(codes)))


def _since(chance: random.Random, start: date, end: date | None, as_at: date, days: int) -> date:
    """A day in the last `days` of the period, never before its start."""
    last = end or as_at
    return max(start, last - timedelta(days=chance.randint(0, days)))


def _need(kind: int, chance: random.Random, start: date, end: date | None, as_at: date) -> dict:
    status = {7: "child_protection", 8: "looked_after"}.get(kind)
    own = "open_assessment" if chance.random() < 0.25 else "child_in_need"
    return {
        "starts_on": start,
        "primary_need": chance.choices(("N1", "N2", "N4", "N5", "N6"), (50, 12, 12, 18, 8))[0],
        "last_seen_on": _since(chance, start, end, as_at, 45),
        "ends_on": end,
        "closure_reason": chance.choice(("RC7", "RC8", "RC9")) if end else None,
        "case_status": "closed" if end else status or own,
    }


def _plan(chance: random.Random, start: date, end: date | None, as_at: date) -> dict:
    category = chance.choices(("neglect", "emotional", "physical", "sexual"), (48, 36, 10, 6))[0]
    reviewed = (end or as_at) - start > timedelta(days=85)
    return {
        "starts_on": start,
        "initial_category": category,
        "latest_category": category if chance.random() < 0.9 else "multiple",
        "last_visit_on": _since(chance, start, end, as_at, 16),
        "seen_alone": chance.choices(("yes", "no", "unknown"), (70, 25, 5))[0],
        "latest_review_on": _since(chance, start, end, as_at, 150) if reviewed else None,
        "ends_on": end,
        "emergency_protection": "yes" if chance.random() < 0.04 else "no",
        "previous_plans": chance.choices((0, 1, 2), (78, 17, 5))[0],
    }


def _care(chance: random.Random, start: date, end: date | None, as_at: date) -> dict:
    review = _since(chance, start, end, as_at, 190)
    placement = chance.choices(("U1", "U4", "U6", "K2", "P1", "H5"), (12, 25, 32, 18, 6, 7))[0]
    placed_on = _since(chance, start, end, as_at, 900)
    return {
        "uasc": "yes" if chance.random() < 0.06 else "no",
        "starts_on": start,
        "need": chance.choices(("N1", "N2", "N4", "N5", "N8"), (62, 6, 8, 14, 10))[0],
        "second_period": "yes" if chance.random() < 0.05 else "no",
        "legal_status_on": _since(chance, start, end, as_at, 600),
        "legal_status": chance.choices(("C1", "C2", "V2", "E1"), (17, 58, 19, 6))[0],
        "latest_review_on": review if (end or as_at) - start > timedelta(days=28) else None,
        "last_visit_on": _since(chance, start, end, as_at, 50),
        "permanence_plan": _any(chance, "permanence"),
        "last_iro_contact_on": max(review, _since(chance, start, end, as_at, 120)),
        "last_health_on": _since(chance, start, end, as_at, 380),
        "last_dental_on": _since(chance, start, end, as_at, 240),
        "placements": chance.choices((1, 2, 3, 4), (70, 19, 8, 3))[0],
        "ends_on": end,
        "end_reason": chance.choice(("E4A", "E48", "E12", "E8")) if end else None,
        "placed_on": placed_on,
        "placement_type": placement,
        "placement_provider": "PR0" if placement == "P1" else chance.choice(("PR1", "PR4")),
        "placement_urn": f"SC{chance.randint(100, 160):06d}" if placement == "K2" else None,
        "placement_location": chance.choices(("in_area", "out_of_area"), (62, 38))[0],
        "placement_la": "Fictional Council",
        **_missing(chance),
    }


def _missing(chance: random.Random) -> dict:
    missing = chance.choices((0, 1, 3), (88, 8, 4))[0]
    return {
        "missing_episodes": missing,
        "absent_episodes": chance.choices((0, 1), (93, 7))[0],
        "interview_offered": chance.choice(("yes", "no")) if missing else None,
        "interview_accepted": chance.choice(("yes", "no")) if missing else None,
    }


def _leaver(chance: random.Random, days_old: int) -> dict:
    grown = days_old > 6575
    in_touch = chance.choices(("yes", "no", "refused"), (90, 7, 3))[0]
    return {
        "eligibility": "former_relevant" if grown else "relevant",
        "in_touch": in_touch,
        "accommodation": chance.choice("BDEUZ") if in_touch == "yes" else "R",
        "suitability": chance.choices(("suitable", "unsuitable"), (92, 8))[0]
        if in_touch == "yes"
        else None,
        "activity": chance.choice(("F1", "F2", "F3", "P3", "G4", "G5", "G6")),
    }
