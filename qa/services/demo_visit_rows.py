"""Rows of the demonstration's visits: checks, answers, what the visit carries beside them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain.answers import Answer
from qa.domain.completion import concerns
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form
from qa.domain.homes import BASES
from qa.domain.scoring import domain_outcomes
from qa.domain.visits import RULE_REPORT
from qa.domain.workflow import REG44
from qa.services import demo_words_visits as words
from qa.services.demo_homes import ELSEWHERE, HOMES, SCRUTINY
from qa.services.demo_midway_rows import ANSWER, ANSWER_ROW
from qa.services.demo_people import HOME_MANAGERS
from qa.services.demo_rows import COLUMNS
from qa.services.demo_visit_answers import Told, answers, times
from qa.services.demo_visits import NONE, Visited
from qa.services.demo_world import Rows, World, cycle, due_of
from qa.services.drafts import positive_of

CHECK = ("id", "kind", "form_id", "home_id", "assignee_id", "allocated_by_id", "allocated_on",
         "due_on", "due_rule", "due_rule_version", "due_explained", "status", "revision",
         "right_child_at", "started_at", "submitted_at", "submitted_on", "closed_at")  # fmt: skip
VISIT = ("check_id", "home_id", "visitor_id", "month", "visited_on", "arrived", "left",
         "announced", "on_roll", "present", "offered", "accepted", "safeguarded", "wellbeing",
         "is_conflict_found", "basis", "report_due_on", "report_due_rule",
         "report_due_rule_version", "report_due_explained", "accuracy_sent_on",
         "accuracy_sent_to", "accuracy_revision", "accuracy_returned_on", "accuracy_by",
         "accuracy_role", "accuracy_comments", "issued_on", "issued_revision",
         "closed_on")  # fmt: skip
STANDARD = ("check_id", "home_id", "month", "standard", "met")
EVENT = ("check_id", "home_id", "month", "event", "events", "children")
SUBMITTED, BEGUN = 240, 60
"""Minutes after nine at which a report is finished, and at which it is begun."""
CORRECTED_BEFORE = 2  # working days that a new version takes


@dataclass(frozen=True)
class First:
    """The first ids that are free when the rows are written."""

    revision: int
    answer: int


def begun_at(world: World, visit: Visited) -> dt.datetime:
    """When the record was begun: in the evening of the visit."""
    return world.at(visit.on, 470 + visit.id % 40)


def submitted_at(world: World, visit: Visited) -> dt.datetime:
    """When the report was finished."""
    return world.at(visit.submitted, SUBMITTED + visit.id % 60)


def corrected_at(world: World, visit: Visited) -> dt.datetime:
    """When the new version was opened."""
    return world.at(visit.corrected - CORRECTED_BEFORE, BEGUN)


def visit_rows(
    world: World, all_told: Sequence[Told], form_id: int, form: Form, first: First
) -> list[Rows]:
    """Rows of every table, in the order in which they may be inserted."""
    made: dict[str, list[Any]] = defaultdict(list)
    revision, answer = first.revision, first.answer
    for told in all_told:
        visit = told.visit
        made["check"].append(_check(world, visit, form_id))
        made["visit"].append(_visit(world, told))
        for number, opened in enumerate(_revisions(world, visit), start=1):
            made["revision"].append((revision, visit.id, number, *opened))
            given = answers(world, form, told, number)
            for row, boxes in _answers(world, visit, number, given, revision, answer):
                made["answer"].append(row)
                made["answer_row"] += boxes
                answer += 1
            revision += 1
        if visit.submitted != NONE:
            _counted(world, told, form, given, made)
    columns = {
        "check": CHECK, "visit": VISIT, "revision": COLUMNS["revision"], "answer": ANSWER,
        "answer_row": ANSWER_ROW, "check_domain": COLUMNS["check_domain"],
        "check_concern": COLUMNS["check_concern"], "visit_standard": STANDARD,
        "visit_event": EVENT,
    }  # fmt: skip
    return [Rows(table, names, made[table]) for table, names in columns.items()]


def _home_id(world: World, visit: Visited) -> int:
    return world.first_ids["home"] + visit.home


def _check(world: World, visit: Visited, form_id: int) -> tuple[Any, ...]:
    on = world.on(visit.on)
    due = due_of(world, RULE_REPORT, on)
    is_submitted, is_closed = visit.submitted != NONE, visit.closed != NONE
    return (
        visit.id, REG44, form_id, _home_id(world, visit), visit.visitor_id, visit.visitor_id, on,
        due.on, due.rule_id, world.rules_version, due.explanation, visit.status, visit.revision,
        begun_at(world, visit), begun_at(world, visit),
        _last_submitted(world, visit) if is_submitted else None,
        world.on(visit.submitted) if is_submitted else None,
        world.at(visit.closed, 300) if is_closed else None,
    )  # fmt: skip


def _last_submitted(world: World, visit: Visited) -> dt.datetime:
    again = visit.corrected != NONE
    return world.at(visit.corrected - 1, SUBMITTED) if again else submitted_at(world, visit)


def _revisions(world: World, visit: Visited) -> Iterator[tuple[Any, ...]]:
    """(kind, reason, by, opened, submitted) of every version."""
    done = submitted_at(world, visit) if visit.submitted != NONE else None
    yield "first", None, visit.visitor_id, begun_at(world, visit), done
    if visit.corrected != NONE:
        opened = corrected_at(world, visit)
        yield "reissued", words.REISSUED, visit.visitor_id, opened, _last_submitted(world, visit)


def _answers(
    world: World, visit: Visited, number: int, given: Mapping[str, Answer], revision_id: int,
    first: int,
) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:  # fmt: skip
    at = begun_at(world, visit) if number == 1 else corrected_at(world, visit)
    for n, (question, answer) in enumerate(given.items(), start=first):
        told = (answer.value, answer.grade, answer.evidence, at, visit.visitor_id)
        boxes = [
            (n, position, row.key, row.number, row.text, row.date, row.reference)
            for position, row in enumerate(answer.rows)
        ]
        yield (n, revision_id, question, *told), boxes


def _visit(world: World, told: Told) -> tuple[Any, ...]:
    visit, found = told.visit, told.found
    on = world.on(visit.on)
    due = due_of(world, RULE_REPORT, on)
    arrived, left = times(visit)
    figures: tuple[Any, ...] = (None,) * 8 + (False,)
    if visit.submitted != NONE:
        figures = (arrived, left, found.on_roll, found.present, found.offered, found.accepted,
                   found.safeguarded, found.wellbeing, visit.corrected != NONE)  # fmt: skip
    return (
        visit.id, _home_id(world, visit), visit.visitor_id, visit.month, on, *figures[:2],
        visit.announced, *figures[2:], _basis(visit), due.on, due.rule_id, world.rules_version,
        due.explanation, *_accuracy(world, visit), _day(world, visit.issued),
        visit.revision if visit.issued != NONE else None, _day(world, visit.closed),
    )  # fmt: skip


def _basis(visit: Visited) -> str:
    council = HOMES[visit.home].kind == "council"
    kind, said = ("scrutiny", SCRUTINY) if council else ("no_tie", ELSEWHERE)
    return f"{BASES[kind]}. {said}"


def _day(world: World, place: int) -> dt.date | None:
    return None if place == NONE else world.on(place)


def _accuracy(world: World, visit: Visited) -> tuple[Any, ...]:
    if visit.sent == NONE:
        return (None,) * 7
    name = f"{HOME_MANAGERS[visit.home]}, registered manager"
    sent = (world.on(visit.sent), name, 1)
    if visit.returned == NONE:
        return (*sent, None, None, None, None)
    comments = cycle(words.COMMENTS, visit.id)
    return (*sent, world.on(visit.returned), HOME_MANAGERS[visit.home], "Registered manager",
            comments)  # fmt: skip


def _counted(
    world: World, told: Told, form: Form, given: Mapping[str, Answer], made: dict[str, list[Any]]
) -> None:
    """The narrow rows that figures count."""
    visit, facts = told.visit, CaseFacts()
    about = (world.on(visit.submitted), None, None)
    key = (visit.id, _home_id(world, visit), visit.month)
    for outcome in domain_outcomes(form, facts, given):
        positive, counted = positive_of(outcome)
        if counted:
            row = (visit.id, REG44, outcome.section.id, *about, positive, counted)
            made["check_domain"].append(row)
    for question in concerns(form, facts, given):
        made["check_concern"].append((visit.id, REG44, question.id, *about, question.caps))
    made["visit_standard"] += [(*key, s, met) for s, met in told.found.met.items()]
    made["visit_event"] += [(*key, e, *counts) for e, counts in told.found.events.items()]
