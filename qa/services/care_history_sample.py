"""A fictional SSDA903 set to try a load with: in a demonstration, of the children known there."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from db.engine import reading
from db.queries import care_history as queries
from db.queries import roster as roster_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.imports.sample import TEAMS
from qa.imports.sample_903 import (
    as_files,
    code,
    fictional_903,
    header_row,
    in_care,
    said,
)
from qa.imports.sample_children import make_children
from qa.services import roster_sample

NAMES = ("header.csv", "episodes.csv", "reviews.csv")
SEED = 903
LATEST, OTHER_CODES, MOVED_STARTS = 30, 5, 3
NEXT_DAY = dt.timedelta(days=1)
STRANGER = "FIC-X00001"
Row = tuple[str, ...]


def files_to_try(actor: Actor) -> dict[str, bytes]:
    """Header, Episodes and Reviews as at today, by file name. In a demonstration they hold the
    children looked after there, with some new reviews, some contradictions and three rows that
    are refused; else those of the fictional Annex A."""
    permissions.require(actor, "import_children")
    with reading() as session:
        if roster_queries.has_demonstration_accounts(session):
            return as_files(_known(session, actor.today))
    chance = random.Random(roster_sample.SEED)
    children = make_children(roster_sample.CHILDREN, chance, actor.today, TEAMS)
    return fictional_903(in_care(children), SEED, actor.today)


def _known(session: Any, today: dt.date) -> dict[str, list[Row]]:
    chance = random.Random(f"{SEED} {today}")
    periods: dict[int, list[Any]] = defaultdict(list)
    for row in queries.looked_after(session):
        periods[row.id].append(row)
    ids = list(periods)
    stored = [row for rows in queries.episodes(session, ids) for row in rows]
    episodes: dict[int, list[Any]] = defaultdict(list)
    for row in stored:
        episodes[row.child_id].append(row)
    held = [row for rows in queries.reviews(session, ids) for row in rows]
    without = [child_id for child_id in ids if child_id not in episodes]
    moved = chance.sample(without, min(MOVED_STARTS, len(without)))
    rows: dict[str, list[Row]] = {"header": [], "episodes": [], "reviews": []}
    for child_id, found in periods.items():
        child = found[-1]
        rows["header"].append(header_row(child.case_number, child.birth_month, chance))
        rows["episodes"] += _episodes(found, episodes[child_id], child_id in moved)
    rows["reviews"] = _reviews(periods, held, episodes, chance, today)
    return rows


def _episodes(periods: Sequence[Any], stored: Sequence[Any], is_moved: bool) -> list[Row]:
    """As they are known; of a child without any, one for each period (a day late if moved)."""
    number = periods[-1].case_number
    if stored:
        return [
            _episode(number, e.from_on, e.new_reason or "S", e.legal_status or "C2", e.to_on,
                     e.end_reason or "", e.placement or "")
            for e in sorted(stored, key=lambda e: e.from_on)
        ]  # fmt: skip
    late = NEXT_DAY if is_moved else NEXT_DAY * 0
    return [
        _episode(number, p.from_on + late, "S", "C2", p.to_on, "E4A" if p.to_on else "", "U6")
        for p in periods
        if p.to_on is None or p.to_on > p.from_on
    ]


def _episode(
    number: str, start: dt.date, reason: str, legal: str, end: dt.date | None, why: str, place: str
) -> Row:
    return (number, said(start), reason, legal, "N1", place, "PR1", said(end) if end else "",
            why, "", "", "", "")  # fmt: skip


def _reviews(
    periods: Mapping[int, Sequence[Any]], held: Sequence[Any], episodes: Mapping[int, Any],
    chance: random.Random, today: dt.date,
) -> list[Row]:  # fmt: skip
    """The statutory reviews known, some with another code, some new, three mistakes."""
    ours = [row for row in held if row.kind == "cla_review" and row.was_held]
    others = set(chance.sample(range(len(ours)), min(OTHER_CODES, len(ours))))
    made = []
    for place, row in enumerate(ours):
        child = periods[row.child_id][-1]
        told = row.participation or code(child.birth_month, row.met_on, chance)
        if place in others and told != "PN0":
            told = "PN6" if told == "PN7" else "PN7"
        made.append(_review(child, row.met_on, told))
    made += _new(periods, ours, episodes, chance, today)
    return made + _mistakes(made)


def _new(
    periods: Mapping[int, Sequence[Any]], ours: Sequence[Any], episodes: Mapping[int, Any],
    chance: random.Random, today: dt.date,
) -> list[Row]:  # fmt: skip
    """A review in the last days of some whose last one was long ago."""
    last: dict[int, dt.date] = {}
    for row in ours:
        last[row.child_id] = max(row.met_on, last.get(row.child_id, row.met_on))
    waiting = [
        periods[child_id][-1]
        for child_id, on in last.items()
        if (today - on).days > 120
        and periods[child_id][-1].to_on is None
        and not any(e.legal_status in ("V3", "V4") for e in episodes[child_id])
    ]
    day = today - dt.timedelta(days=3 if today.weekday() >= 3 else today.weekday() + 3)
    picked = chance.sample(waiting, min(LATEST, len(waiting)))
    return [_review(child, day, code(child.birth_month, day, chance)) for child in picked]


def _review(child: Any, on: dt.date, told: str) -> Row:
    return (child.case_number, said(child.birth_month), said(on), told)


def _mistakes(made: Sequence[Row]) -> list[Row]:
    """A date with its year first, a code for another age, a child who is not on the list."""
    if not made:
        return []
    number, born, on, told = made[0]
    wrong_age = "PN0" if told != "PN0" else "PN1"
    day, month, year = on.split("/")
    earlier = f"{day}/{month}/{int(year) - 1}" if (day, month) != ("29", "02") else on
    return [
        (number, born, f"{year}-{month}-{day}", told),
        (number, born, earlier, wrong_age),
        (STRANGER, born, on, told),
    ]
