"""Adding to the trail, and reading its chain in order."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import TrailEntry, TrailHead


def locked_head(session: Session) -> TrailHead:
    """The head of the chain, locked until the transaction ends."""
    return session.execute(
        select(TrailHead).where(TrailHead.id == 1).with_for_update()
    ).scalar_one()


def opened_since(
    session: Session, person_id: int, noun: str, noun_id: int, since: dt.datetime
) -> bool:
    """Whether this person's opening of this record is already on the trail since then."""
    found = session.execute(
        select(TrailEntry.id)
        .where(
            TrailEntry.person_id == person_id,
            TrailEntry.act == "open",
            TrailEntry.noun == noun,
            TrailEntry.noun_id == noun_id,
            TrailEntry.at >= since,
        )
        .limit(1)
    )
    return found.first() is not None


def in_order(session: Session, batch: int = 2000) -> Iterator[TrailEntry]:
    """Every entry, first to last, read in batches."""
    last = 0
    while True:
        rows = session.scalars(
            select(TrailEntry).where(TrailEntry.id > last).order_by(TrailEntry.id).limit(batch)
        ).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].id
        session.expunge_all()


def head(session: Session) -> TrailHead:
    """The head of the chain, as it stands."""
    return session.execute(select(TrailHead).where(TrailHead.id == 1)).scalar_one()
