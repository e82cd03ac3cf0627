"""What a visitor has to do, as rows that stand in one statement with the drafts of My work."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from db import scope
from db.models import Check, Home, HomeVisitor, Visit
from db.queries.coverage import counts, says_of_independence
from qa.domain.actor import Actor
from qa.domain.coverage import STARTED, WITHDRAWN
from qa.domain.due_calendar import last_of
from qa.domain.visits import month_of
from qa.domain.workflow import REG44
from qa.domain.working_days import DAY

TO_VISIT = "home"
"""The kind of a row that is a home to visit: its id is the home's."""
SAID_NO = "said_no"
"""The status of a visit, or a home to visit, whose visitor says that they are not independent."""
NOT_SAID = "not_said"
"""The status of a visit begun whose visitor has not said yet whether they are independent, and of a
home to visit at which a colleague has begun a visit that does not count."""
WAITING = ("submitted", "issued")
"""A report to issue, and one whose copies are to be sent."""


def is_waiting() -> ColumnElement[bool]:
    """A visit of which something is still to do after its form is finished."""
    return and_(Check.kind == REG44, Check.status.in_(WAITING))


def status() -> Any:
    """Where a check stands: `SAID_NO` of a visit whose visitor says that they are not independent
    and which therefore counts for nothing, `NOT_SAID` where they have not said yet."""
    is_visit = Check.kind == REG44
    return case(
        (and_(is_visit, _says_no()), SAID_NO),
        (and_(is_visit, Check.status == STARTED, ~says_of_independence("Y")), NOT_SAID),
        else_=Check.status,
    )


def _says_no() -> ColumnElement[bool]:
    """A visit that is begun, and whose visitor says in its form that they are not independent."""
    return and_(Check.status == STARTED, says_of_independence("N"))


def due_on() -> Any:
    """The last day for a check: of a visit for its report; for the copies that of the issue where
    it was later."""
    copies = and_(Check.status == "issued", Visit.issued_on > Visit.report_due_on)
    return case(
        (copies, Visit.issued_on),
        (Visit.report_due_on.is_not(None), Visit.report_due_on),
        else_=Check.due_on,
    )


def to_visit(actor: Actor) -> list[Select[Any]]:
    """Own homes without a visit this month, and without one last month: there it is overdue until
    it is typed in or the next month is over. Status `SAID_NO` where this visitor says on a visit
    of the month that they are not independent: somebody else must be told; `NOT_SAID` where a
    colleague has begun one that does not count."""
    if not actor.has("reg44_visitor"):
        return []
    this_month = month_of(actor.today)
    return [_without(actor, month) for month in (month_of(this_month - DAY), this_month)]


def _without(actor: Actor, month: dt.date) -> Select[Any]:
    last = last_of(month)
    of_month = (
        select(Visit.id)
        .join(Check, Check.id == Visit.check_id)
        .where(Visit.home_id == Home.id, Visit.month == month, Check.status != WITHDRAWN)
    )
    own = Visit.visitor_id == HomeVisitor.person_id
    visited = of_month.where(or_(counts(), and_(own, ~_says_no())))  # theirs is in their list
    said_no = of_month.where(own, _says_no())
    due = case((Home.closed_on < last, Home.closed_on), else_=literal(last))
    return (
        select(
            Home.id,
            literal(TO_VISIT).label("kind"),
            cast(null(), Integer).label("child_id"),
            case((exists(said_no), SAID_NO), (exists(of_month), NOT_SAID), else_=TO_VISIT).label(
                "status"
            ),
            due.label("due_on"),
            cast(null(), String).label("due_explained"),
            cast(null(), Integer).label("form_id"),
            HomeVisitor.person_id.label("assignee_id"),
            cast(null(), String).label("audit_type"),
            cast(null(), String).label("case_number"),
            Home.name.label("home"),
            cast(null(), String).label("last_question"),
            cast(null(), Date).label("on_time_until"),
        )
        .distinct()
        .join(HomeVisitor, HomeVisitor.home_id == Home.id)
        .where(
            HomeVisitor.person_id.in_(actor.selves),
            or_(scope.current(HomeVisitor, actor), _until_it_closed(actor)),
            HomeVisitor.from_on <= last,
            Home.is_visited,
            or_(Home.opened_on.is_(None), Home.opened_on <= last),
            or_(Home.closed_on.is_(None), Home.closed_on >= month),
            ~exists(visited),
        )
    )


def _until_it_closed(actor: Actor) -> ColumnElement[bool]:
    """Appointed when the home closed: nobody came after, who could be asked instead."""
    return and_(
        Home.closed_on < actor.today,
        HomeVisitor.from_on <= Home.closed_on,
        HomeVisitor.to_on >= Home.closed_on,
    )
