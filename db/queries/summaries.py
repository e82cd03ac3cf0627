"""The narrow rows that trends count."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.models import CheckConcern, CheckDomain


def clear(session: Session, check_id: int) -> None:
    """Remove the rows of one check, before new ones are written."""
    for model in (CheckDomain, CheckConcern):
        session.execute(delete(model).where(model.check_id == check_id))
