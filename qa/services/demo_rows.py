"""Rows of the demonstration's audits: the check, its revisions, answers, replies and actions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from qa.domain import audits
from qa.domain.working_days import add_months
from qa.services import demo_words as words
from qa.services.demo_action import action_row
from qa.services.demo_audits import NONE
from qa.services.demo_cases import Case
from qa.services.demo_form import form_answers
from qa.services.demo_lives import Life
from qa.services.demo_people import Staff
from qa.services.demo_world import Rows, World, due_of

SECOND = ("returned", "correcting")
FILED_LATE, NEVER_FILED = 0.05, 0.012
COLUMNS = {
    "check": ("id", "kind", "form_id", "child_id", "team_id", "case_types", "age_years",
              "worker_id", "manager_id", "assignee_id", "allocated_by_id", "allocated_on", "due_on",
              "due_rule", "due_rule_version", "due_explained", "audit_type", "sample_route",
              "period_from_on", "period_to_on", "status", "revision", "right_child_at",
              "started_at", "submitted_at", "submitted_on", "reply_due_on", "moderation_due_on",
              "moderation_why", "agreed_at", "closed_at", "auditor_grade", "moderated_grade",
              "final_grade", "override_reason", "override_outcome", "is_good_practice",
              "good_practice_note", "filed_on", "filed_by_id"),
    "revision": ("id", "check_id", "number", "kind", "reason", "opened_by_id", "opened_at",
                 "issued_at"),
    "answer": ("revision_id", "question", "value", "grade", "evidence", "saved_at", "saved_by_id"),
    "check_domain": ("check_id", "kind", "section", "submitted_on", "team_id", "audit_type",
                     "positive", "counted"),
    "check_concern": ("check_id", "kind", "question", "submitted_on", "team_id", "audit_type",
                      "is_capping"),
    "reply": ("check_id", "revision", "part", "person_id", "stance", "comments", "recorded_by_id",
              "recorded_at"),
    "moderation": ("check_id", "revision", "moderator_id", "outcome", "grade", "override",
                   "reasons", "decided_at"),
    "action": ("id", "origin", "check_id", "questions", "child_id", "team_id", "text", "priority",
               "evidence_needed", "owner_id", "raised_by_id", "raised_on", "due_on", "due_rule",
               "due_explained", "status", "evidence", "done_on", "done_by_id", "verified_on",
               "verified_by_id", "verified_note"),
    "check_link": ("from_check_id", "to_check_id", "kind"),
}  # fmt: skip


class Ids:
    """The next free ids of what is numbered while it is made; the first actions are taken."""

    def __init__(self, world: World, actions_taken: int = 0) -> None:
        self.revision = world.first_ids["revision"]
        self.action = world.first_ids["action"] + actions_taken


def rows(
    world: World, who: Staff, ids: Ids, lives: Iterable[tuple[Case, Life]]
) -> tuple[list[Rows], list[tuple[Case, Life, list[int]]]]:
    """Rows of every table in the order in which they may be inserted; the ids of the actions."""
    made: dict[str, list[tuple]] = {table: [] for table in COLUMNS}
    told = []
    for case, life in lives:
        first = ids.action
        made["check"].append(_check(world, who, case, life))
        _revisions(world, who, ids, case, life, made)
        for table, found in (
            ("check_domain", _domains(world, who, case)),
            ("check_concern", _concerns(world, who, case)),
            ("reply", _replies(world, who, case, life)),
            ("moderation", _moderation(world, who, case, life)),
            ("action", _actions(world, who, ids, case, life)),
            ("check_link", _links(case)),
        ):
            made[table].extend(found)
        told.append((case, life, list(range(first, ids.action))))
    return [Rows(table, COLUMNS[table], found) for table, found in made.items()], told


def _check(world: World, who: Staff, case: Case, life: Life) -> tuple[Any, ...]:
    on = world.on(case.allocated)
    due = due_of(world, audits.RULE_DUE, on)
    filled: dict[str, Any] = defaultdict(lambda: None)
    filled |= {
        "id": case.id, "kind": audits.KIND, "form_id": world.form_id, "child_id": case.child_id,
        "team_id": who.teams[case.team], "case_types": case.case_types, "age_years": case.age,
        "worker_id": case.worker_id, "manager_id": case.manager_id,
        "assignee_id": case.auditor_id, "allocated_by_id": who.named["manager"],
        "allocated_on": on, "due_on": due.on, "due_rule": due.rule_id,
        "due_rule_version": world.rules_version, "due_explained": due.explanation,
        "audit_type": case.kind, "sample_route": _route(case), "period_from_on": add_months(on, -6),
        "period_to_on": on, "status": life.status, "is_good_practice": False,
        "revision": 2 if case.stage in SECOND else 1,
    }  # fmt: skip
    if case.stage not in ("allocated", "withdrawn"):
        started = start_of(world, case)
        filled |= {"right_child_at": started, "started_at": started}
    if case.is_submitted:
        filled |= _submitted(world, who, case, life)
    return tuple(filled[name] for name in COLUMNS["check"])


def _route(case: Case) -> str:
    return {"dual": "random", "re_audit": "targeted", "thematic": "targeted"}.get(
        case.kind, "stratified" if case.id % 3 else "random"
    )


def start_of(world: World, case: Case) -> dt.datetime:
    """When the auditor began: up to three days before the end."""
    if not case.is_submitted:
        return world.at(min(case.allocated + 1, world.present), 20)
    return world.at(max(case.allocated, case.submitted - case.id % 4), 20)


def submitted_at(world: World, case: Case) -> dt.datetime:
    """When it was submitted."""
    return world.at(case.submitted, 240 + case.id % 180)


def _submitted(world: World, who: Staff, case: Case, life: Life) -> dict[str, Any]:
    on = world.on(case.submitted)
    good = case.grade >= 3 and case.chance() < 0.12
    filed = _filed(world, case, life)
    return {
        "submitted_at": submitted_at(world, case),
        "submitted_on": on,
        "reply_due_on": due_of(world, audits.RULE_REPLY, on).on,
        "moderation_due_on": due_of(world, audits.RULE_MODERATION, on).on,
        "moderation_why": life.why,
        "agreed_at": None if life.agreed == NONE else world.at(life.agreed, 430),
        "closed_at": None if life.closed == NONE else world.at(life.closed, 440),
        "auditor_grade": case.grade,
        "moderated_grade": life.verdict.grade if life.verdict else None,
        "final_grade": life.final_grade,
        "override_reason": words.OVERRIDE if case.overridden else None,
        "override_outcome": life.override,
        "is_good_practice": good,
        "good_practice_note": words.GOOD_PRACTICE if good else None,
        "filed_on": filed,
        "filed_by_id": who.named["support"] if filed else None,
    }


def how_of(case: Case) -> str:
    """How the audit was done: at the desk, with the worker, with the family."""
    return "desk" if case.id % 20 < 10 else "worker" if case.id % 20 < 18 else "family"


def _filed(world: World, case: Case, life: Life) -> dt.date | None:
    """Most are filed within two days, some late; the last few are not filed yet."""
    if life.agreed == NONE or case.chance() < world.seldom(NEVER_FILED):
        return None
    late = case.chance() < FILED_LATE
    place = life.agreed + int(case.chance() * 3) + (6 + int(case.chance() * 30) if late else 0)
    return world.on(place) if place < world.present else None


def _revisions(
    world: World, who: Staff, ids: Ids, case: Case, life: Life, made: dict[str, list[tuple]]
) -> None:
    opened, issued = world.at(case.allocated, 5), None
    if case.is_submitted:
        issued = submitted_at(world, case)
    first = (ids.revision, case.id, 1, "first", None, None, opened, issued)
    made["revision"].append(first)
    made["answer"].extend(form_answers(world, case, life, ids.revision, how_of(case)))
    ids.revision += 1
    if case.stage in SECOND:
        made["revision"].append(_second(world, who, ids, case, life))
        made["answer"].extend(form_answers(world, case, life, ids.revision, how_of(case)))
        ids.revision += 1


def _second(world: World, who: Staff, ids: Ids, case: Case, life: Life) -> tuple[Any, ...]:
    if case.stage == "returned":
        at = world.at(life.verdict.place, 422)
        told = ("returned", words.RETURNED, who.moderator_of(case.auditor_id), at)
    else:
        told = ("corrected", words.CORRECTED, case.auditor_id, world.at(world.present - 2, 60))
    return ids.revision, case.id, 2, *told, None


def _domains(world: World, who: Staff, case: Case) -> Iterator[tuple]:
    if case.is_submitted:
        about = (world.on(case.submitted), who.teams[case.team], case.kind)
        for section, positive, counted in case.outcomes:
            yield case.id, audits.KIND, section, *about, positive, counted


def _concerns(world: World, who: Staff, case: Case) -> Iterator[tuple]:
    if case.is_submitted:
        about = (world.on(case.submitted), who.teams[case.team], case.kind)
        for question, caps in case.concerns:
            yield case.id, audits.KIND, question, *about, caps


def _replies(world: World, who: Staff, case: Case, life: Life) -> Iterator[tuple]:
    for reply in life.replies:
        person = case.worker_id if reply.part == "worker" else case.manager_id
        by = person if who.has_account(person) else who.named["support"]
        silent = reply.stance == "silence"
        minute = 425 if silent else 420 if reply.place == case.submitted else 100 + case.id % 300
        yield (case.id, 1, reply.part, person, reply.stance, words.COMMENTS[reply.stance],
               None if silent else by, world.at(reply.place, minute))  # fmt: skip


def _moderation(world: World, who: Staff, case: Case, life: Life) -> Iterator[tuple]:
    verdict = life.verdict
    if verdict:
        reasons = {"changed": words.CHANGED, "returned": words.RETURNED}.get(verdict.outcome)
        by = who.moderator_of(case.auditor_id)
        yield (case.id, 1, by, verdict.outcome, verdict.grade, verdict.override, reasons,
               world.at(verdict.place, 422))  # fmt: skip


def _actions(world: World, who: Staff, ids: Ids, case: Case, life: Life) -> Iterator[tuple]:
    for act in life.actions:
        yield action_row(world, who, case, act, ids.action)
        ids.action += 1


def _links(case: Case) -> Iterator[tuple]:
    if case.follows_id:
        yield case.id, case.follows_id, "dual" if case.kind == "dual" else "re_audit"
