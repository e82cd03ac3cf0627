"""Fictional challenges over three years, in every state: rows, and what the trail says of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.domain.chain import as_payload
from qa.domain.challenge_draft import FIELDS
from qa.domain.challenge_events import Event as Happened
from qa.domain.challenge_events import payload
from qa.domain.challenges import State, replay
from qa.domain.ladders import Ladder
from qa.services import challenge_summary
from qa.services import demo_words_challenges as words
from qa.services.demo_challenge_runs import Run, Setting, play
from qa.services.demo_children import NEVER, Children, group_of
from qa.services.demo_people import TEAMS, Staff
from qa.services.demo_trail import Event
from qa.services.demo_world import DAY, SEED, Rows, World, cycle

CHALLENGES, LATELY, GOOD, DRAFTS = 420, 60, 70, 3
YEARS_BACK, LATELY_DAYS = 3, 22
FORMAL_AT_ONCE, WITH_SIBLING = 0.25, 0.5
SOURCES = ("review", "review", "midway", "audit", "conference", "contact", "complaint")
COLUMNS = ("id", "kind", "subject", "ladder_id", "raised_by_id", "held_by_id", "drafted_at",
           "source", "found_on", "team_id", "what_is_wrong", "child_impact", "wanted",
           "wanted_by_on", "is_child_told", "is_advocate_offered", "difference", "may_share",
           "told_whom", "status", "stage", "stage_name", "stage_role", "stage_started_on", "due_on",
           "answered_on", "responder_id", "responder_name", "responder_role", "raised_on",
           "formal_started_on", "cap_due_on", "paused_on", "paused_days", "cafcass_on",
           "cafcass_outcome_on", "reopened", "closed_on", "outcome", "filed_on",
           "filed_by_id")  # fmt: skip
CHILD = ("challenge_id", "child_id", "position", "team_id", "outcome", "changed")
EVENT = ("challenge_id", "number", "name", "on", "at", "by_id", "by_name", "payload")
STAGE = ("challenge_id", "number", "stage", "name", "started_on", "limit_days", "due_on",
         "answered_on", "ended_on", "judged", "paused_days", "responder_id", "responder_name",
         "responder_role")  # fmt: skip
PAUSE = ("noun", "noun_id", "from_on", "to_on", "reason", "set_by_id")
AFTER_AUDITS = 1 << 50
NEVER_FILED = 60
"""One in so many closed ones was never filed."""


@dataclass(frozen=True)
class Installed:
    """What challenges stand on: the ladder with its id, and the id of each theme."""

    ladder_id: int
    ladder: Ladder
    themes: dict[str, int]


@dataclass(frozen=True)
class _Made:
    """One challenge: where it came from, what it says, and how it went."""

    columns: dict[str, Any]
    children: tuple[int, ...]
    themes: tuple[str, ...]
    state: State
    events: list[Any]


def challenges(
    world: World, who: Staff, all_of: Children, installed: Installed, count: int = CHALLENGES
) -> tuple[list[Rows], list[Event]]:
    """Rows of every table, and the trail. `count`: how many besides the latest ones."""
    rng = np.random.default_rng([SEED, 4])
    made = list(_made(rng, world, who, all_of, installed, count))
    return _rows(made, who, installed), list(_trail(made))


def _made(
    rng: np.random.Generator, world: World, who: Staff, all_of: Children, installed: Installed,
    count: int,
) -> Iterator[_Made]:  # fmt: skip
    number = world.first_ids["challenge"]
    oldest = world.place_of(world.today - dt.timedelta(days=365 * YEARS_BACK))
    places = [
        *rng.integers(oldest, world.present - LATELY_DAYS, count).tolist(),
        *rng.integers(world.present - LATELY_DAYS, world.present + 1, LATELY).tolist(),
    ]
    may = np.flatnonzero((all_of.iro >= 0) & ~all_of.restricted)
    for place in places:
        child = _child(rng, world, all_of, may, place)
        yield _challenge(rng, world, who, all_of, installed, number, child, place)
        number += 1
    for n in range(GOOD + DRAFTS):
        place = int(rng.integers(oldest, world.present))
        child = _child(rng, world, all_of, may, place)
        make = _good if n < GOOD else _draft
        yield make(world, who, all_of, installed, number, child, place)
        number += 1


def _child(
    rng: np.random.Generator, world: World, all_of: Children, may: np.ndarray, place: int
) -> int:
    """A child who had an IRO or chair on the day."""
    day = world.on(place).toordinal()
    known = may[(all_of.main[may] < day) & (day < all_of.ended[may])]
    return int(rng.choice(known if len(known) else may[all_of.ended[may] == NEVER]))


def _base(
    world: World, who: Staff, all_of: Children, installed: Installed, number: int, child: int,
    place: int,
) -> dict[str, Any]:  # fmt: skip
    raiser = who.iros[all_of.iro[child]]
    subject = "both" if all_of.both[child] else str(all_of.kind[child])
    return {
        **dict.fromkeys(COLUMNS),
        "id": number,
        "subject": subject if subject in ("cla", "cp", "both") else "other",
        "ladder_id": installed.ladder_id,
        "raised_by_id": raiser,
        "held_by_id": raiser,
        "drafted_at": world.at(place, 0),
        "source": cycle(SOURCES, number),
        "found_on": world.on(place - 2),
        "team_id": who.teams[all_of.team[child]],
        "paused_days": 0,
        "reopened": 0,
    }


def _issue(columns: dict[str, Any], world: World, place: int, number: int) -> tuple[str, ...]:
    themes, wrong, impact, wanted = cycle(words.ISSUES, number * 7 + number // 5)
    columns |= {
        "what_is_wrong": wrong, "child_impact": impact, "wanted": wanted,
        "wanted_by_on": world.on(place) + 20 * DAY, "is_child_told": number % 5 != 0,
        "is_advocate_offered": number % 3 != 0,
    }  # fmt: skip
    return themes


def _challenge(
    rng: np.random.Generator, world: World, who: Staff, all_of: Children, installed: Installed,
    number: int, child: int, place: int,
) -> _Made:  # fmt: skip
    columns = _base(world, who, all_of, installed, number, child, place)
    themes = _issue(columns, world, place, number)
    ids = _ids(rng, all_of, child)
    team = int(all_of.team[child])
    about = Setting(
        number, ids, columns["raised_by_id"], who.managers[team],
        bool(rng.random() < FORMAL_AT_ONCE), columns["subject"] in ("cla", "both"),
        1.0 - 0.6 * TEAMS[team].quality,
    )  # fmt: skip
    run = Run(world, who, installed.ladder, about, place)
    play(rng, run)
    columns["kind"] = "informal"
    columns |= challenge_summary.columns(run.state, installed.ladder, world.calendar)
    columns |= _filed(world, who, number, columns["closed_on"])
    return _Made(columns, ids, themes, run.state, run.events)


def _ids(rng: np.random.Generator, all_of: Children, child: int) -> tuple[int, ...]:
    """The child and often a brother or sister, who has the same team, status and IRO."""
    group, ids = group_of(child), [int(all_of.ids[child])]
    sibling = child + 1 if child + 1 < len(all_of.ids) else child
    same = group is not None and group_of(sibling) == group and all_of.iro[sibling] >= 0
    if same and not all_of.restricted[sibling] and rng.random() < WITH_SIBLING:
        ids.append(int(all_of.ids[sibling]))
    return tuple(ids)


def _good(
    world: World, who: Staff, all_of: Children, installed: Installed, number: int, child: int,
    place: int,
) -> _Made:  # fmt: skip
    columns = _base(world, who, all_of, installed, number, child, place)
    themes, done, difference = cycle(words.GOOD, number)
    shared = Happened("share", world.on(place), world.at(place, 40), columns["raised_by_id"])
    state = replay([shared], installed.ladder, world.calendar)
    columns |= {
        "kind": "good_practice", "what_is_wrong": done, "difference": difference,
        "may_share": True, "told_whom": "The worker and the team manager",
        **challenge_summary.columns(state, installed.ladder, world.calendar),
        **_filed(world, who, number, state.raised_on),
    }  # fmt: skip
    return _Made(columns, (int(all_of.ids[child]),), themes, state, [shared])


def _filed(world: World, who: Staff, number: int, final_on: dt.date | None) -> dict[str, Any]:
    """Filed within two days of the end, one in some never; the last few are not filed yet."""
    if final_on is None or number % NEVER_FILED == 0:
        return {}
    place = world.place_of(final_on) + number % 3
    is_filed = place < world.present
    return {"filed_on": world.on(place), "filed_by_id": who.named["support"]} if is_filed else {}


def _draft(
    world: World, who: Staff, all_of: Children, installed: Installed, number: int, child: int,
    _place: int,
) -> _Made:  # fmt: skip
    columns = _base(world, who, all_of, installed, number, child, world.present)
    themes = _issue(columns, world, world.present, number)
    columns |= {"kind": "informal", "status": "draft", "wanted": None}
    return _Made(columns, (int(all_of.ids[child]),), themes, State(), [])


def _rows(made: list[_Made], who: Staff, installed: Installed) -> list[Rows]:
    children, themes, events, stages, pauses = [], [], [], [], []
    for each in made:
        number, results = each.columns["id"], {r.child_id: r for r in each.state.results}
        team = each.columns["team_id"]
        for place, child in enumerate(each.children):
            result = results.get(child)
            said = (result.outcome, result.changed) if result else (None, None)
            children.append((number, child, place, team, *said))
        themes += [(number, installed.themes[code]) for code in each.themes]
        events += [
            (number, n, e.name, e.on, e.at, e.by_id, who.names[e.by_id], payload(e))
            for n, e in enumerate(each.events, start=1)
        ]
        for n, clock in enumerate(each.state.stages, start=1):
            kept = challenge_summary.stage_columns(clock, installed.ladder)
            stages.append((number, n, *(kept[name] for name in STAGE[2:])))
        pauses += [
            ("challenge", number, p.from_on, p.to_on, p.reason, each.columns["raised_by_id"])
            for p in each.state.pauses
        ]
    return [
        Rows("challenge", COLUMNS, [tuple(m.columns[name] for name in COLUMNS) for m in made]),
        Rows("challenge_child", CHILD, children),
        Rows("challenge_theme", ("challenge_id", "theme_id"), themes),
        Rows("challenge_event", EVENT, events),
        Rows("challenge_stage", STAGE, stages),
        Rows("clock_pause", PAUSE, pauses),
    ]


def _trail(made: list[_Made]) -> Iterator[Event]:
    for each in made:
        number, team = each.columns["id"], each.columns["team_id"]
        for n, event in enumerate(each.events, start=1):
            kept: dict[str, Any] = {"number": n, "event": payload(event)}
            if n == 1:
                kept["said"] = {name: each.columns.get(name) for name in FIELDS}
                kept["children"] = list(each.children)
            for place, child in enumerate(each.children):
                said = kept if place == 0 else {"with_child_id": each.children[0]}
                order = AFTER_AUDITS + number * 1000 + n * 10 + place
                yield Event(event.at, order, event.by_id, event.name, "challenge", number, child,
                            team, as_payload(said))  # fmt: skip
