"""The child or home a record is about, within the reader's scope."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import scope
from db.models import Child
from qa.domain.actor import Actor


def child(session: Session, actor: Actor, child_id: int) -> Child | None:
    """The child, if this person may see it."""
    return session.scalars(select(Child).where(Child.id == child_id, scope.children(actor))).first()


def child_numbered(session: Session, actor: Actor, case_number: str) -> Child | None:
    """The child with this case number, if this person may see it."""
    return session.scalars(
        select(Child)
        .where(func.lower(Child.case_number) == case_number.lower(), scope.children(actor))
        .order_by(Child.case_number != case_number)
    ).first()
