"""Visits to children's homes: the home, what a visit carries beside its answers, the list."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, case, delete, func, null, or_, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Answer,
    Check,
    Home,
    HomeResident,
    HomeVisitor,
    Person,
    Revision,
    Visit,
    VisitAlert,
    VisitConsent,
    VisitEvent,
    VisitIssue,
    VisitSending,
    VisitStandard,
)
from qa.domain.actor import Actor
from qa.domain.visits import SAFEGUARDED, WELLBEING
from qa.domain.workflow import DRAFT, REG44

Record = TypeVar("Record", Visit, VisitIssue)
SAID = ("arrived", "left", "on_roll", "present", "offered", "accepted", "safeguarded", "wellbeing",
        "accuracy_comments", "reason")  # fmt: skip
"""Columns of a visit and of an issue that hold what the report says or what was said of it."""


def home_to_visit(session: Session, actor: Actor, home_id: int, on: dt.date) -> Home | None:
    """The home, held for this transaction, if this person may see it or is appointed on a day."""
    appointed = select(HomeVisitor.home_id).where(
        HomeVisitor.person_id == actor.person_id, _on(HomeVisitor, on)
    )
    query = select(Home).where(Home.id == home_id, or_(scope.homes(actor), Home.id.in_(appointed)))
    return session.scalars(query.with_for_update(of=Home)).first()


def appointment(session: Session, home_id: int, person_id: int, on: dt.date) -> HomeVisitor | None:
    """The appointment that a person holds to a home on a day."""
    query = select(HomeVisitor).where(
        HomeVisitor.home_id == home_id, HomeVisitor.person_id == person_id, _on(HomeVisitor, on)
    )
    return session.scalars(
        query.order_by(HomeVisitor.from_on.desc(), HomeVisitor.id.desc())
    ).first()


def appointments(session: Session, home_id: int, person_id: int) -> Sequence[HomeVisitor]:
    """Every appointment of a person to a home, the earliest first."""
    query = select(HomeVisitor).where(
        HomeVisitor.home_id == home_id, HomeVisitor.person_id == person_id
    )
    return session.scalars(query.order_by(HomeVisitor.from_on, HomeVisitor.id)).all()


def _on(link: Any, on: dt.date) -> Any:
    return (link.from_on <= on) & or_(link.to_on.is_(None), link.to_on >= on)


def being_written(session: Session, home_id: int, visitor_id: int, on: dt.date) -> int | None:
    """The check of a visit of this day that this person has begun and not finished."""
    query = (
        select(Check.id)
        .join(Visit, Visit.check_id == Check.id)
        .where(
            Visit.home_id == home_id,
            Visit.visited_on == on,
            Check.assignee_id == visitor_id,
            Check.status.in_(DRAFT),
        )
    )
    return session.scalars(query.order_by(Check.id).limit(1)).first()


def of_check(session: Session, check_id: int) -> tuple[Visit, Home] | None:
    """What a check carries as a visit, and its home."""
    query = select(Visit, Home).join(Home, Home.id == Visit.home_id)
    found = session.execute(query.where(Visit.check_id == check_id)).first()
    return (found[0], found[1]) if found else None


def one(session: Session, check_id: int) -> Visit | None:
    """What a check carries as a visit. The caller has found the check within its scope."""
    return session.scalars(select(Visit).where(Visit.check_id == check_id)).first()


def dates_of(row: Record) -> Record:
    """A copy of a row without what it says (`SAID`), for whoever may know its dates only."""
    kept = (column.key for column in row.__mapper__.column_attrs if column.key not in SAID)
    return type(row)(**{name: getattr(row, name) for name in kept})


def consents(session: Session, check_id: int) -> Sequence[Row[Any]]:
    """(consent, letter) of each child whose case records were opened, by letter."""
    query = (
        select(VisitConsent, HomeResident.letter)
        .join(HomeResident, HomeResident.id == VisitConsent.resident_id)
        .where(VisitConsent.check_id == check_id)
    )
    return session.execute(
        query.order_by(func.length(HomeResident.letter), HomeResident.letter)
    ).all()


def alerts(session: Session, check_id: int) -> Sequence[VisitAlert]:
    """Who was told at once, of which question."""
    query = select(VisitAlert).where(VisitAlert.check_id == check_id)
    return session.scalars(query.order_by(VisitAlert.question)).all()


def issues(session: Session, check_id: int) -> Sequence[VisitIssue]:
    """Every issue of the report, the first one first."""
    query = select(VisitIssue).where(VisitIssue.check_id == check_id)
    return session.scalars(query.order_by(VisitIssue.revision)).all()


def sendings(session: Session, check_id: int) -> Sequence[VisitSending]:
    """Every copy sent, in the order recorded."""
    query = select(VisitSending).where(VisitSending.check_id == check_id)
    return session.scalars(query.order_by(VisitSending.id)).all()


def alert(session: Session, check_id: int, question: str) -> VisitAlert | None:
    """Who was told of one question."""
    query = select(VisitAlert).where(
        VisitAlert.check_id == check_id, VisitAlert.question == question
    )
    return session.scalars(query).first()


def consent(session: Session, check_id: int, resident_id: int) -> VisitConsent | None:
    """The consents recorded for one child."""
    query = select(VisitConsent).where(
        VisitConsent.check_id == check_id, VisitConsent.resident_id == resident_id
    )
    return session.scalars(query).first()


def listed(actor: Actor) -> Select[Any]:
    """Visits in scope with what a list shows of them; the caller narrows, orders and limits.

    The opinions are nothing for a reader of dates only; of a visit whose next version is not
    issued yet they are those of the version that stands.
    """
    reads = actor.has("reg44_visitor", "practice_manager", "head_of_service")
    visitor = aliased(Person)
    return (
        select(
            Check.id,
            Check.status,
            Check.revision,
            Check.assignee_id,
            Check.submitted_on,
            Visit.home_id,
            Home.name.label("home"),
            Visit.visitor_id,
            visitor.name.label("visitor"),
            Visit.month,
            Visit.visited_on,
            Visit.announced,
            (_stands(Visit.safeguarded, SAFEGUARDED) if reads else null()).label("safeguarded"),
            (_stands(Visit.wellbeing, WELLBEING) if reads else null()).label("wellbeing"),
            Visit.report_due_on,
            Visit.accuracy_sent_on,
            Visit.accuracy_returned_on,
            Visit.issued_on,
            Visit.issued_revision,
            Visit.closed_on,
        )
        .join(Visit, Visit.check_id == Check.id)
        .join(Home, Home.id == Visit.home_id)
        .join(visitor, visitor.id == Visit.visitor_id)
        .where(Check.kind == REG44, scope.checks(actor))
    )


def _stands(last: Any, question: str) -> ColumnElement[str]:
    """An opinion of the version issued last, where a later one is written; else of the last."""
    issued = (
        select(Answer.value)
        .join(Revision, Revision.id == Answer.revision_id)
        .where(
            Revision.check_id == Visit.check_id,
            Revision.number == Visit.issued_revision,
            Answer.question == question,
        )
        .correlate(Visit)
        .scalar_subquery()
    )
    return case((Visit.issued_revision < Check.revision, issued), else_=last)


def narrowed(
    query: Select[Any],
    *,
    home_ids: Iterable[int] = (),
    visitor_id: int | None = None,
    assignee_ids: Iterable[int] = (),
    statuses: Iterable[str] = (),
    month_from: dt.date | None = None,
    month_to: dt.date | None = None,
) -> Select[Any]:
    """A list narrowed by the filters of the screen."""
    conditions = [
        Visit.home_id.in_(tuple(home_ids)) if home_ids else None,
        Visit.visitor_id == visitor_id if visitor_id else None,
        Check.assignee_id.in_(tuple(assignee_ids)) if assignee_ids else None,
        Check.status.in_(tuple(statuses)) if statuses else None,
        Visit.month >= month_from if month_from else None,
        Visit.month <= month_to if month_to else None,
    ]
    return query.where(*(c for c in conditions if c is not None))


def latest_first(query: Select[Any]) -> Select[Any]:
    """The latest visit first."""
    return query.order_by(Visit.visited_on.desc(), Check.id.desc())


def clear_figures(session: Session, check_id: int) -> None:
    """Remove the narrow rows of one visit, before new ones are written."""
    for model in (VisitStandard, VisitEvent):
        session.execute(delete(model).where(model.check_id == check_id))
