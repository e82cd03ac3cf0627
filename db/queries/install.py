"""Installed versions by their own number: the digest first, the text only where it is needed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import InstalledVersion


def digest_of(session: Session, version_id: int) -> str | None:
    """The digest of an installed version; None where there is none with this id."""
    return session.scalar(select(InstalledVersion.digest).where(InstalledVersion.id == version_id))


def body_of(session: Session, version_id: int) -> str:
    """The text of an installed version."""
    return session.scalars(
        select(InstalledVersion.body).where(InstalledVersion.id == version_id)
    ).one()


def add(session: Session, row: InstalledVersion) -> int:
    """Keep a version; its id."""
    session.add(row)
    session.flush()
    return row.id
