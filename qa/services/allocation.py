"""Allocating a check: child, form, who, by when; conflicts refuse here and again at submission."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Check, CheckLink, Child, Revision
from db.queries import checks as queries
from db.queries import people as people_queries
from db.queries import subjects
from qa.domain import audits, permissions, workflow
from qa.domain.actor import Actor
from qa.domain.ages import age_words, age_years
from qa.domain.facts import CASE_TYPES
from qa.domain.permissions import Facts
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import joined
from qa.domain.working_days import add_months
from qa.services import clocks, install, pinned
from qa.services.facts import facts_of_check, facts_of_child
from qa.services.records import held, moved, record, said

PERIOD_MONTHS = 6
NOT_AGAIN_MONTHS = 12
STATUS_WORDS = {code: CASE_TYPES[kind] for code, kind in audits.STATUS_CASE_TYPES.items()}
WHY = "Say why, so that colleagues can see it later."


@dataclass(frozen=True)
class Order:
    """What an allocation says. Without a due date the time limit gives it."""

    child_id: int
    assignee_id: int
    audit_type: str = "full"
    sample_route: str = "random"
    period_from_on: dt.date | None = None
    period_to_on: dt.date | None = None
    due_on: dt.date | None = None
    linked_check_id: int | None = None
    """The earlier audit, for a re-audit or a blind second audit."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who could audit; `why_not` says what stands against it."""

    person_id: int
    name: str
    why_not: str


def allocate(actor: Actor, order: Order) -> int:
    """Allocate a case-file audit; the new check's id. Raises Refused with the reason."""
    permissions.require(actor, "allocate")
    _check_order(actor, order)
    with writing() as session:
        child = _child(session, actor, order.child_id)
        facts = facts_of_child(session, child.id, actor.today, audits.KIND)
        _check_assignee(session, actor, order.assignee_id, facts)
        if queries.open_for_child(session, child.id, audits.KIND, order.assignee_id):
            raise Refused("This person already has an unfinished audit of this child's file.")
        check = _new_check(session, actor, order, child, facts)
        session.add(check)
        session.flush()
        session.add(Revision(check_id=check.id, number=1, kind="first", opened_at=actor.now))
        _link(session, actor, order, check)
        record(session, actor, "allocate", check, _payload(check))
        return check.id


def candidates(actor: Actor, child_id: int) -> list[Candidate]:
    """Everybody who holds the auditor's role today, free ones first."""
    permissions.require(actor, "allocate")
    with reading() as session:
        _child(session, actor, child_id)
        facts = facts_of_child(session, child_id, actor.today, audits.KIND)
        found = [
            Candidate(row.id, row.name, permissions.conflict_with_case(row.id, facts))
            for row in people_queries.with_role(session, ["iro"], actor.today)
        ]
    return sorted(found, key=lambda each: (bool(each.why_not), each.name))


@dataclass(frozen=True)
class Subject:
    """The child of an allocation, as far as the one who allocates has to know."""

    child_id: int
    case_number: str
    age: str
    statuses: str
    team: str | None
    worker: str | None
    earlier_audits: list[Check]
    open_audits: list[tuple[str, dt.date]]
    """Unfinished audits of this file: whose, and by when."""

    @property
    def last_audit(self) -> Check | None:
        """The latest finished audit."""
        return self.earlier_audits[0] if self.earlier_audits else None

    audited_within_a_year: bool = False


def subject(actor: Actor, case_number: str) -> Subject:
    """The child with this case number. NotFound outside the reader's scope."""
    permissions.require(actor, "allocate")
    with reading() as session:
        child = subjects.child_numbered(session, actor, case_number)
        if child is None:
            raise NotFound("child")
        facts = facts_of_child(session, child.id, actor.today)
        held_now = queries.statuses_of(session, child.id, actor.today)
        years = age_years(child.birth_month, child.is_unborn, child.age_years, actor.today)
        workers = queries.names(session, facts.worker_ids)
        earlier = queries.finished_audits(session, actor, child.id, audits.KIND)
        return Subject(
            child_id=child.id,
            case_number=child.case_number,
            age=age_words(years),
            statuses=joined([STATUS_WORDS[s.status] for s in held_now]) or "no status now",
            team=queries.team_name(session, min(facts.child_team_ids, default=None)),
            worker=joined(sorted(workers.values())),
            earlier_audits=earlier,
            open_audits=queries.unfinished(session, child.id, audits.KIND),
            audited_within_a_year=bool(earlier)
            and earlier[0].submitted_on > add_months(actor.today, -NOT_AGAIN_MONTHS),
        )


def usual_start(today: dt.date) -> dt.date:
    """The first day of the period audited, unless another is chosen."""
    return add_months(today, -PERIOD_MONTHS)


def reallocate(actor: Actor, check_id: int, assignee_id: int, reason: str) -> None:
    """Give an unfinished check to somebody else; what is written stays, with its authors."""
    permissions.require(actor, "allocate")
    reason = said(reason, WHY)
    with writing() as session:
        check = held(session, actor, check_id)
        if check.status not in workflow.DRAFT:
            raise Refused("This check is finished; it can no longer be given to somebody else.")
        facts = dataclasses.replace(
            facts_of_check(session, check, actor.today), assignee_id=assignee_id
        )
        _check_assignee(session, actor, assignee_id, facts)
        before = check.assignee_id
        check.assignee_id, check.version = assignee_id, check.version + 1
        payload = {"assignee_id": [before, assignee_id], "reason": reason}
        record(session, actor, "reallocate", check, payload)


def withdraw(actor: Actor, check_id: int, reason: str) -> None:
    """Withdraw an allocation that is not finished; what is written is kept."""
    permissions.require(actor, "allocate")
    reason = said(reason, WHY)
    with writing() as session:
        check = held(session, actor, check_id)
        record(session, actor, "withdraw", check, {**moved(check, "withdraw"), "reason": reason})


def _check_order(actor: Actor, order: Order) -> None:
    if order.audit_type not in audits.AUDIT_TYPES or order.sample_route not in audits.SAMPLE_ROUTES:
        raise Refused("Choose an audit type and how the file was chosen from the lists.")
    start, end = order.period_from_on, order.period_to_on
    if start and end and end < start:
        raise Refused("The period audited ends before it starts.")
    if end and end > actor.today:
        raise Refused("The period audited cannot end in the future.")
    if order.due_on and order.due_on < actor.today:
        raise Refused("The due date cannot be in the past.")
    if order.audit_type in ("re_audit", "dual") and not order.linked_check_id:
        raise Refused("Choose the earlier audit that this one follows.")


def _check_assignee(session: Any, actor: Actor, assignee_id: int, facts: Facts) -> None:
    auditors = {row.id for row in people_queries.with_role(session, ["iro"], actor.today)}
    if assignee_id not in auditors:
        raise Refused("Choose somebody who holds the role of IRO, chair or auditor today.")
    if why := permissions.conflict_with_case(assignee_id, facts):
        raise Refused(why)


def _child(session: Any, actor: Actor, child_id: int) -> Child:
    child = subjects.child(session, actor, child_id)
    if child is None:
        raise NotFound("child")
    return child


def _new_check(session: Any, actor: Actor, order: Order, child: Child, facts: Facts) -> Check:
    due, version = clocks.limit(session, audits.RULE_DUE, actor.today, actor.today)
    form_id, form = install.form_in_force(session, audits.FORM, actor.today)
    end = order.period_to_on or actor.today
    return Check(
        kind=form.kind,
        form_id=form_id,
        **pinned.of_child(session, child, facts, actor.today),
        assignee_id=order.assignee_id,
        allocated_by_id=actor.person_id,
        allocated_on=actor.today,
        due_on=order.due_on or due.on,
        due_rule=audits.RULE_DUE,
        due_rule_version=version,
        due_explained="By the day agreed at allocation." if order.due_on else due.explanation,
        audit_type=order.audit_type,
        sample_route=order.sample_route,
        period_from_on=order.period_from_on or add_months(end, -PERIOD_MONTHS),
        period_to_on=end,
        status="allocated",
    )


def _link(session: Any, actor: Actor, order: Order, check: Check) -> None:
    if not order.linked_check_id:
        return
    earlier = queries.one(session, actor, order.linked_check_id)
    if earlier is None or earlier.child_id != check.child_id or earlier.submitted_on is None:
        raise Refused("The earlier audit must be a finished audit of the same child's file.")
    if order.audit_type == "dual" and earlier.assignee_id == check.assignee_id:
        raise Refused("A blind second audit is done by somebody who did not do the first.")
    kind = "dual" if order.audit_type == "dual" else "re_audit"
    session.add(CheckLink(from_check_id=check.id, to_check_id=earlier.id, kind=kind))


def _payload(check: Check) -> dict[str, Any]:
    fields = ("kind", "form_id", "assignee_id", "team_id", "worker_id", "manager_id", "case_types",
              "age_years", "due_on", "audit_type", "sample_route", "status")  # fmt: skip
    return {name: [None, getattr(check, name)] for name in fields}
