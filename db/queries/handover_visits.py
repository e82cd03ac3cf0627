"""What a visitor, or a home's registered manager, holds about children's homes."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from db.models import Action, Check, Home, HomeVisitor, Visit
from qa.domain.workflow import DRAFT

NOT_ISSUED = (*DRAFT, "submitted")
OPEN_ACTIONS = ("draft", "open")


def appointed(on: dt.date) -> ColumnElement[bool]:
    """The appointment runs on a day or begins later."""
    return or_(HomeVisitor.to_on.is_(None), HomeVisitor.to_on >= on)


def reports(session: Session, person_id: int) -> Sequence[Row[Any]]:
    """(check, day of the visit, home) of the visits a person has not issued the report of."""
    query = (
        select(Check, Visit.visited_on, Home.name)
        .join(Visit, Visit.check_id == Check.id)
        .join(Home, Home.id == Visit.home_id)
        .where(Check.assignee_id == person_id, Check.status.in_(NOT_ISSUED))
    )
    return session.execute(query.order_by(Visit.visited_on, Check.id)).all()


def appointments(session: Session, person_id: int, on: dt.date) -> Sequence[Row[Any]]:
    """(id, home) of the appointments of a person that have not ended on a day, by home."""
    query = select(HomeVisitor.id, Home.name).join(Home, Home.id == HomeVisitor.home_id)
    query = query.where(HomeVisitor.person_id == person_id, appointed(on))
    return session.execute(query.order_by(Home.name, HomeVisitor.id)).all()


def recommendations(session: Session, person_id: int) -> Sequence[Row[Any]]:
    """(id, home) of the open recommendations that a person is to answer, by home."""
    held = and_(
        Action.owner_id == person_id,
        Action.kind == "recommendation",
        Action.status.in_(OPEN_ACTIONS),
    )
    query = select(Action.id, Home.name).join(Home, Home.id == Action.home_id).where(held)
    return session.execute(query.order_by(Home.name, Action.id)).all()
