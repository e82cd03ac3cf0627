"""Rows of the demonstration's children: statuses, teams, people; homes and placements."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from qa.services.demo_care import Care
from qa.services.demo_children import NEVER, Children, group_of
from qa.services.demo_facts import facts
from qa.services.demo_homes import homes
from qa.services.demo_people import Staff
from qa.services.demo_stays import Stay, placements, reviewed_by_visitor
from qa.services.demo_world import DAY, Rows, World

SERVICES_CEASED = "Services ceased for any other reason"
END_REASONS = {
    "cin": SERVICES_CEASED,
    "cp": SERVICES_CEASED,
    "cla": "Returned home to live with parents or relatives",
    "care_leaver": SERVICES_CEASED,
}


def roster(
    world: World, who: Staff, all_of: Children, care: Care, stayed: Sequence[Stay]
) -> list[Rows]:
    """Everything the roster and the people who keep it would have brought."""
    as_at = world.on(world.present - 2)
    return [
        _siblings(world, all_of),
        _children(world, who, all_of, as_at),
        _access(who, all_of),
        Rows("child_status", STATUS, list(_statuses(world, all_of, care, as_at))),
        Rows("child_team", LINK_TEAM, list(_teams(who, all_of))),
        Rows("child_person", LINK_PERSON, list(_people(world, who, all_of, care))),
        *homes(world, who),
        placements(world, all_of, stayed),
        _load(world, who, as_at, len(all_of.ids)),
    ]


STATUS = ("child_id", "status", "from_on", "to_on", "end_reason", "as_at", "facts")
LINK_TEAM = ("child_id", "team_id", "from_on", "to_on")
LINK_PERSON = ("child_id", "part", "person_id", "from_on", "to_on")


def _day(ordinal: int) -> dt.date | None:
    return None if ordinal >= NEVER else dt.date.fromordinal(int(ordinal))


def _siblings(world: World, all_of: Children) -> Rows:
    first, made_on = world.first_ids["sibling_group"], world.on(world.begins)
    count = (len(all_of.ids) - 1) // 10 + 1
    return Rows("sibling_group", ("id", "made_on"), [(first + g, made_on) for g in range(count)])


def _children(world: World, who: Staff, all_of: Children, as_at: dt.date) -> Rows:
    columns = ("id", "case_number", "birth_month", "is_unborn", "sibling_group_id", "restricted_at",
               "restricted_reason", "restricted_by_id", "updated_as_at")  # fmt: skip
    kept = (world.at(world.present - 30, 90), "Family of a colleague (fictional)",
            who.named["manager"])  # fmt: skip
    rows = []
    for place, child_id in enumerate(all_of.ids):
        group = group_of(place)
        group_id = None if group is None else world.first_ids["sibling_group"] + group
        rows.append((
            int(child_id), f"FIC-{place + 1:06}", _day(all_of.born[place]).replace(day=1),
            bool(all_of.unborn[place]), group_id,
            *(kept if all_of.restricted[place] else (None, None, None)), as_at,
        ))  # fmt: skip
    return Rows("child", columns, rows)


def _access(who: Staff, all_of: Children) -> Rows:
    """A restricted child is open to a practice manager, the head of service and its IRO."""
    rows = [
        (int(all_of.ids[place]), person)
        for place in np.flatnonzero(all_of.restricted)
        for person in {who.named["manager"], who.named["head"], who.iros[all_of.iro[place]]}
    ]
    return Rows("child_access", ("child_id", "person_id"), rows)


def _statuses(
    world: World, all_of: Children, care: Care, as_at: dt.date
) -> Iterator[tuple[Any, ...]]:
    for place, child_id in enumerate(all_of.ids.tolist()):
        for status, from_on, to_on, reason in _of_child(all_of, care, place):
            told = facts(world, all_of, care, status, place, (from_on, to_on))
            yield child_id, status, from_on, to_on, reason, as_at, told


def _of_child(all_of: Children, care: Care, place: int) -> Iterator[tuple[Any, ...]]:
    """(status, first day, last day, why it ended), the earlier ones first."""
    known, main = _day(all_of.known[place]), _day(all_of.main[place])
    kind, first = str(all_of.kind[place]), str(all_of.first[place])
    ended = _day(all_of.ended[place])
    if main > known:
        yield first, known, main, None
    if place in care.again:
        yield "cla", *map(_day, care.again[place]), END_REASONS["cla"]
    yield kind, main, ended, END_REASONS[kind] if ended else None
    if all_of.both[place]:
        yield "cp", _day(all_of.plan[place]), None, None


def _teams(who: Staff, all_of: Children) -> Iterator[tuple[Any, ...]]:
    for place, child_id in enumerate(all_of.ids.tolist()):
        yield child_id, who.teams[all_of.team[place]], _day(all_of.known[place]), None


def _people(world: World, who: Staff, all_of: Children, care: Care) -> Iterator[tuple[Any, ...]]:
    taken_on = reviewed_by_visitor(all_of)
    if taken_on is not None:
        visitor, since = who.named["visitor"], world.today.replace(day=1)
        yield int(all_of.ids[taken_on]), "iro", visitor, since, None
    for place, child_id in enumerate(all_of.ids.tolist()):
        team, known = all_of.team[place], _day(all_of.known[place])
        workers, changed = who.workers[team], _day(all_of.changed[place])
        yield child_id, "team_manager", who.managers[team], known, None
        until = changed - DAY if changed else None
        yield child_id, "social_worker", workers[all_of.earlier_worker[place]], known, until
        if changed and all_of.worker[place] >= 0:
            yield child_id, "social_worker", workers[all_of.worker[place]], changed, None
        for first, last in _earlier_care(all_of, care, place):
            yield child_id, "iro", who.iros[place % len(who.iros)], first, last
        if all_of.iro[place] >= 0:
            yield child_id, "iro", who.iros[all_of.iro[place]], _day(all_of.main[place]), None


def _earlier_care(
    all_of: Children, care: Care, place: int
) -> Iterator[tuple[dt.date | None, dt.date]]:
    """First and last days of care that is over, of children who have another status now."""
    known, main = int(all_of.known[place]), int(all_of.main[place])
    if place in care.again:
        known, main = care.again[place]
    elif all_of.first[place] != "cla" or main <= known:
        return
    yield _day(known), dt.date.fromordinal(main) - DAY


def _load(world: World, who: Staff, as_at: dt.date, count: int) -> Rows:
    columns = ("as_at", "file_digest", "loaded_at", "loaded_by_id", "report")
    at = world.at(world.present - 2, 40)
    report = {"loaded": count, "changed": 0, "unchanged": 0, "left": 0, "refused": 0}
    return Rows("roster_load", columns, [(as_at, "f" * 64, at, who.named["support"], report)])
