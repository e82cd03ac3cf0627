"""Flat rows for analysts, read as a stream. Children who are restricted are left out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from db.models import Action, Answer, Check, Child, InstalledVersion, Person, Revision, Team

BATCH = 5000


def audits() -> Select[Any]:
    """One row per case-file audit."""
    auditor = aliased(Person)
    return _visible(
        select(
            Check.id,
            Child.case_number,
            Team.name.label("team"),
            InstalledVersion.name.label("form"),
            InstalledVersion.number.label("form_version"),
            Check.audit_type,
            Check.sample_route,
            Check.status,
            Check.case_types,
            Check.age_years,
            auditor.name.label("auditor"),
            Check.allocated_on,
            Check.due_on,
            Check.submitted_on,
            Check.reply_due_on,
            Check.moderation_why,
            Check.agreed_at,
            Check.closed_at,
            Check.auditor_grade,
            Check.moderated_grade,
            Check.final_grade,
            Check.override_outcome,
            Check.is_good_practice,
            Check.revision,
            Check.filed_on,
        )
        .join(auditor, auditor.id == Check.assignee_id)
        .join(InstalledVersion, InstalledVersion.id == Check.form_id)
    ).order_by(Check.id)


def answers() -> Select[Any]:
    """One row per answer of the last revision that was issued."""
    later = aliased(Revision)
    is_last = ~(
        select(later.id)
        .where(
            later.check_id == Revision.check_id,
            later.number > Revision.number,
            later.issued_at.is_not(None),
        )
        .exists()
    )
    return (
        _visible(
            select(
                Check.id.label("audit_id"),
                Check.form_id,
                Revision.number.label("revision"),
                Answer.question,
                Answer.value,
                Answer.grade,
                Answer.evidence,
            )
        )
        .join(Revision, Revision.check_id == Check.id)
        .join(Answer, Answer.revision_id == Revision.id)
        .where(Revision.issued_at.is_not(None), is_last)
        .order_by(Check.id, Answer.id)
    )


def actions() -> Select[Any]:
    """One row per action of a submitted audit."""
    owner = aliased(Person)
    return (
        _visible(
            select(
                Action.id,
                Action.check_id.label("audit_id"),
                Child.case_number,
                Action.questions,
                *action_columns(owner),
            )
        )
        .join(Action, Action.check_id == Check.id)
        .join(owner, owner.id == Action.owner_id)
        .where(Action.status != "draft")
        .order_by(Action.id)
    )


def action_columns(owner: type[Person]) -> tuple[Any, ...]:
    """What a file says of an action, whatever it came from."""
    return (
        Action.text,
        Action.priority,
        owner.name.label("owner"),
        Action.raised_on,
        Action.due_on,
        Action.status,
        Action.done_on,
        Action.verified_on,
    )


def _visible(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(Check)
        .join(Child, Child.id == Check.child_id)
        .outerjoin(Team, Team.id == Check.team_id)
        .where(Check.kind == "case_audit", Child.restricted_at.is_(None))
    )


def stream(session: Session, query: Select[Any]) -> Iterator[list[Row[Any]]]:
    """The rows in batches, never all at once."""
    yield from session.execute(query.execution_options(yield_per=BATCH)).partitions()
