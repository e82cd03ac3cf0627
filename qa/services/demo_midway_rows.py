"""Rows of the demonstration's midway reviews: checks, answers, what they called for, the trail."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain.ages import age_years
from qa.services.demo_children import Children, group_of
from qa.services.demo_midway_answers import CASE_TYPES, TURNS, Filled
from qa.services.demo_midway_calls import Calls, calls
from qa.services.demo_midways import NONE, Midway
from qa.services.demo_people import Staff
from qa.services.demo_rows import COLUMNS
from qa.services.demo_trail import Event
from qa.services.demo_world import Rows, World

ANSWER = ("id", *COLUMNS["answer"])
ANSWER_ROW = ("answer_id", "position", "key", "number", "text", "on", "reference")
CHECK = (*(n for n in COLUMNS["check"] if n != "filed_by_id"), "filed_by_id", "conclusion",
         "next_step")  # fmt: skip
MINUTES = 8  # that one takes
FILED_AFTER = 3
COPIED_WITHIN = 10  # working days
EVENTS_FROM = 1 << 50


@dataclass(frozen=True)
class Forms:
    """The id of each kind's form, and the form answered for every ending and phrase."""

    ids: Mapping[str, int]
    filled: Mapping[str, Mapping[tuple[str, int], Filled]]

    def of(self, midway: Midway) -> Filled:
        """What this one answers."""
        return self.filled[midway.kind][midway.rag, midway.turn % TURNS]


@dataclass(frozen=True)
class First:
    """The first ids that are free when the rows are written."""

    revision: int
    answer: int
    action: int
    follow_up: int


def midway_rows(
    world: World,
    who: Staff,
    all_of: Children,
    made: Sequence[Midway],
    forms: Forms,
    said: Mapping[int, str],
    first: First,
) -> list[Rows]:
    """Rows of every table, in the order in which they may be inserted."""
    checks = [_check(world, who, all_of, each, forms, said) for each in made]
    called = called_for(world, who, all_of, made, forms, first)
    answers, rows = _answers(world, made, forms, first)
    return [
        Rows("check", CHECK, checks),
        Rows("revision", COLUMNS["revision"], list(_revisions(world, made, first))),
        Rows("answer", ANSWER, answers),
        Rows("answer_row", ANSWER_ROW, rows),
        Rows("check_domain", COLUMNS["check_domain"], list(_domains(world, made, forms))),
        Rows("check_concern", COLUMNS["check_concern"], list(_concerns(world, made, forms))),
        Rows("action", COLUMNS["action"], [row for each in called for row in each.actions]),
        Rows("follow_up", Calls.COLUMNS, [each.follow_up for each in called]),
        Rows("check_link", COLUMNS["check_link"], list(_links(made))),
    ]


def called_for(
    world: World,
    who: Staff,
    all_of: Children,
    made: Sequence[Midway],
    forms: Forms,
    first: First,
) -> list[Calls]:
    """What the conclusions called for, and what became of it."""
    found, action_id = [], first.action
    for each in made:
        filled = forms.of(each)
        if each.submitted == NONE or filled.next_step == "no_action":
            continue
        manager = who.managers[all_of.team[each.place]]
        told = calls(world, who, each, filled, int(all_of.ids[each.place]), manager,
                     first.follow_up + len(found), action_id)  # fmt: skip
        action_id += len(told.actions)
        found.append(told)
    return found


def started_at(world: World, each: Midway) -> dt.datetime:
    """When it was begun."""
    return world.at(each.began, 20 + each.id % 100)


def submitted_at(world: World, each: Midway) -> dt.datetime:
    """When it was submitted."""
    return world.at(each.submitted, 200 + each.id % 240)


def _check(
    world: World,
    who: Staff,
    all_of: Children,
    each: Midway,
    forms: Forms,
    said: Mapping[int, str],
) -> tuple[Any, ...]:
    on, place, duty = world.on(each.began), each.place, each.duty
    born = on.fromordinal(int(all_of.born[place])).replace(day=1)
    held = set(all_of.case_types(place, on.toordinal()).split("|"))
    held |= set(CASE_TYPES[each.kind].split("|"))
    filled: dict[str, Any] = defaultdict(lambda: None)
    filled |= {
        "id": each.id, "kind": each.kind, "form_id": forms.ids[each.kind],
        "child_id": int(all_of.ids[place]), "team_id": each.team_id,
        "case_types": "|".join(sorted(held)),
        "age_years": age_years(born, bool(all_of.unborn[place]), None, on),
        "worker_id": all_of.worker_id(place, on.toordinal(), who),
        "manager_id": who.managers[all_of.team[place]], "assignee_id": each.iro_id,
        "allocated_by_id": each.iro_id, "allocated_on": on, "due_on": duty.due_on,
        "due_rule": duty.rule_id, "due_rule_version": duty.rule_version,
        "due_explained": said[duty.id], "revision": 1, "is_good_practice": False,
        "right_child_at": started_at(world, each), "started_at": started_at(world, each),
        "status": "in_progress",
    }  # fmt: skip
    if each.submitted != NONE:
        filled |= _submitted(world, who, each, forms)
    return tuple(filled[name] for name in CHECK)


def _submitted(world: World, who: Staff, each: Midway, forms: Forms) -> dict[str, Any]:
    filed = each.submitted + each.id % FILED_AFTER
    is_filed = filed < world.present and each.id % 97 > 0
    return {
        "status": "submitted",
        "submitted_at": submitted_at(world, each),
        "submitted_on": world.on(each.submitted),
        "conclusion": each.rag,
        "next_step": forms.of(each).next_step,
        "filed_on": world.on(filed) if is_filed else None,
        "filed_by_id": who.named["support"] if is_filed else None,
    }


def _revisions(world: World, made: Sequence[Midway], first: First) -> Iterator[tuple[Any, ...]]:
    for n, each in enumerate(made):
        issued = None if each.submitted == NONE else submitted_at(world, each)
        opened = started_at(world, each)
        yield first.revision + n, each.id, 1, "first", None, each.iro_id, opened, issued


def _answers(
    world: World, made: Sequence[Midway], forms: Forms, first: First
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Every answer with its id, and the rows of composite ones; a draft stops half way."""
    answers, rows, number = [], [], first.answer
    for n, each in enumerate(made):
        day = world.on(each.began if each.submitted == NONE else each.submitted)
        given = list(forms.of(each).on(day))
        at = started_at(world, each)
        if each.submitted == NONE:
            given = given[: 4 + each.id % (len(given) // 2)]
        else:
            at = submitted_at(world, each) - dt.timedelta(minutes=MINUTES)
        for question, answer in given:
            told = (answer.value, answer.grade, answer.evidence, at, each.iro_id)
            answers.append((number, first.revision + n, question, *told))
            for position, row in enumerate(answer.rows):
                boxes = (row.key, row.number, row.text, row.date, row.reference)
                rows.append((number, position, *boxes))
            number += 1
    return answers, rows


def _about(world: World, each: Midway) -> tuple[Any, ...]:
    return world.on(each.submitted), each.team_id, None


def _domains(world: World, made: Sequence[Midway], forms: Forms) -> Iterator[tuple[Any, ...]]:
    for each in made:
        if each.submitted != NONE:
            for section, positive, counted in forms.of(each).outcomes:
                yield each.id, each.kind, section, *_about(world, each), positive, counted


def _concerns(world: World, made: Sequence[Midway], forms: Forms) -> Iterator[tuple[Any, ...]]:
    for each in made:
        if each.submitted != NONE:
            for question, caps in forms.of(each).concerns:
                yield each.id, each.kind, question, *_about(world, each), caps


def _links(made: Sequence[Midway]) -> Iterator[tuple[int, int, str]]:
    """A brother's or sister's review that was copied forward from one done days before."""
    last: dict[tuple[int, str], Midway] = {}
    for each in made:
        group = group_of(each.place)
        if group is None or each.submitted == NONE:
            continue
        before = last.get((group, each.kind))
        near = before and 0 <= each.began - before.submitted <= COPIED_WITHIN
        if near and before.place != each.place and before.iro_id == each.iro_id:
            yield each.id, before.id, "copied_from"
        last[group, each.kind] = each


def midway_events(
    world: World, all_of: Children, made: Sequence[Midway], forms: Forms
) -> Iterator[Event]:
    """What the trail says of each: begun, and submitted with its outcome."""
    for each in made:
        child_id = int(all_of.ids[each.place])
        number, about = EVENTS_FROM + each.id * 2, ("check", each.id, child_id, each.team_id)
        begun = {"kind": [None, each.kind], "status": [None, "in_progress"],
                 "assignee_id": [None, each.iro_id]}  # fmt: skip
        yield Event(started_at(world, each), number, each.iro_id, "start", *about, begun)
        if each.submitted == NONE:
            continue
        outcome = {"conclusion": each.rag, "next_step": forms.of(each).next_step}
        moved = {"status": ["in_progress", "submitted"], "revision": 1, "outcome": [{}, outcome]}
        at = submitted_at(world, each)
        yield Event(at, number + 1, each.iro_id, "submit", *about, moved)
