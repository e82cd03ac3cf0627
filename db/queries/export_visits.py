"""Visits to children's homes as flat rows for analysts. What a visit found leaves with the report
that was issued and stands: not of one being written or changed."""

from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from db.models import Action, ActionResponse, Check, Home, Person, Visit, VisitEvent, VisitStandard
from qa.domain.workflow import ISSUED

STANDS = Check.status.in_(ISSUED)


def visits() -> Select[Any]:
    """One row per visit."""
    visitor = aliased(Person)
    found = ("on_roll", "present", "offered", "accepted", "safeguarded", "wellbeing",
             "is_conflict_found")  # fmt: skip
    return _of_home(
        select(
            Check.id,
            Home.name.label("home"),
            Home.urn,
            visitor.name.label("visitor"),
            Visit.month,
            Visit.visited_on,
            Visit.announced,
            Check.status,
            Visit.report_due_on,
            Visit.accuracy_sent_on,
            Visit.accuracy_returned_on,
            Visit.issued_on,
            Visit.issued_revision,
            Visit.closed_on,
            Check.filed_on,
            *(case((STANDS, getattr(Visit, name))).label(name) for name in found),
        )
        .select_from(Visit)
        .join(Check, Check.id == Visit.check_id)
        .join(visitor, visitor.id == Visit.visitor_id)
    ).order_by(Check.id)


def standards() -> Select[Any]:
    """One row per issued visit and quality standard."""
    return _issued(
        select(
            VisitStandard.check_id.label("visit_id"), VisitStandard.standard, VisitStandard.met
        ).join(Visit, Visit.check_id == VisitStandard.check_id)
    ).order_by(VisitStandard.check_id, VisitStandard.id)


def events() -> Select[Any]:
    """One row per issued visit and kind of event since the visit before."""
    return _issued(
        select(
            VisitEvent.check_id.label("visit_id"),
            VisitEvent.event,
            VisitEvent.events,
            VisitEvent.children,
        ).join(Visit, Visit.check_id == VisitEvent.check_id)
    ).order_by(VisitEvent.check_id, VisitEvent.id)


def recommendations() -> Select[Any]:
    """One row per recommendation of an issued visit, with the response that was given last."""
    later = (
        select(func.max(ActionResponse.number))
        .where(ActionResponse.action_id == Action.id)
        .correlate(Action)
        .scalar_subquery()
    )
    return (
        _issued(
            _of_home(
                select(
                    Action.id,
                    Action.check_id.label("visit_id"),
                    Home.name.label("home"),
                    Home.urn,
                    Action.standard,
                    Action.priority,
                    Action.text,
                    Action.raised_on,
                    Action.consider_by_on,
                    Action.due_on,
                    ActionResponse.stance.label("response"),
                    ActionResponse.responded_on,
                    ActionResponse.reason,
                    Action.status,
                    Action.done_on,
                    Action.verified_on,
                )
                .select_from(Action)
                .join(Visit, Visit.check_id == Action.check_id)
            )
        )
        .outerjoin(
            ActionResponse,
            (ActionResponse.action_id == Action.id) & (ActionResponse.number == later),
        )
        .where(Action.kind == "recommendation", Action.status != "draft")
        .order_by(Action.id)
    )


def _of_home(query: Select[Any]) -> Select[Any]:
    return query.join(Home, Home.id == Visit.home_id)


def _issued(query: Select[Any]) -> Select[Any]:
    return query.join(Check, Check.id == Visit.check_id).where(STANDS)
