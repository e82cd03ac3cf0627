"""What was typed and not sent: kept for its person, emptied once it was sent, gone in time."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, text, update
from sqlalchemy.orm import Session

from db import scope
from db.models import Action, Challenge, Check, Child, RiskFlag, Unsent
from db.models.base import UtcMoment
from qa.domain.actor import Actor

_MINE = (Unsent.person_id == bindparam("p")) & (Unsent.place == bindparam("at"))
_KEPT = select(Unsent.field, Unsent.text, Unsent.saved_at, Unsent.version, Unsent.turn).where(_MINE)
_ONE = _KEPT.where(Unsent.field == bindparam("field"))
_KEEP = text(
    "INSERT INTO unsent (person_id, place, field, text, saved_at, version, turn)"
    " VALUES (:person_id, :place, :field, :text, :saved_at, 1, 0)"
    " ON CONFLICT (person_id, place, field) DO UPDATE SET text = excluded.text,"
    " saved_at = excluded.saved_at, version = unsent.version + 1"
    " WHERE unsent.version = :typed_on RETURNING version"
).bindparams(bindparam("saved_at", type_=UtcMoment))
_EMPTY = (
    update(Unsent)
    .where(_MINE, Unsent.field == bindparam("f"), Unsent.version == bindparam("v"))
    .values(text="", version=Unsent.version + 1, turn=Unsent.turn + 1)
)
SCOPES: Mapping[str, tuple[Any, Any]] = {
    "action": (Action, scope.actions),
    "challenge": (Challenge, scope.challenges),
    "check": (Check, scope.checks),
    "child": (Child, scope.children),
    "risk": (RiskFlag, scope.risk_flags),
}
"""Where boxes stand, and who may see that record."""


def kept(session: Session, person_id: int, place: str) -> Sequence[Row[Any]]:
    """(field, text, saved_at, version, turn) of every box of a place."""
    return session.execute(_KEPT, {"p": person_id, "at": place}).all()


def one(connection: Connection, person_id: int, place: str, field: str) -> Row[Any]:
    """The same of one box that is there."""
    return connection.execute(_ONE, {"p": person_id, "at": place, "field": field}).one()


def keep(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Keep a text; its new version, or None where it is not the one it was typed on any more."""
    return connection.execute(_KEEP, dict(values)).scalar_one_or_none()


def empty(session: Session, person_id: int, place: str, sent: Mapping[str, int]) -> None:
    """What was sent, by field and version, is not kept; a newer text of the same box is."""
    rows = [{"p": person_id, "at": place, "f": f, "v": v} for f, v in sent.items()]
    if rows:
        session.connection().execute(_EMPTY, rows)


def remove_before(session: Session, moment: dt.datetime) -> int:
    """Remove what was kept before a moment; how many texts that were."""
    gone = session.scalars(delete(Unsent).where(Unsent.saved_at < moment).returning(Unsent.text))
    return sum(bool(each) for each in gone.all())


def places(session: Session) -> dict[int, list[str]]:
    """Where something is kept, by person."""
    found: dict[int, list[str]] = {}
    for person_id, place in session.execute(
        select(Unsent.person_id, Unsent.place).distinct().order_by(Unsent.person_id)
    ):
        found.setdefault(person_id, []).append(place)
    return found


def seen(session: Session, actor: Actor, noun: str, ids: Collection[int]) -> set[int]:
    """Those of these records that the person may still see."""
    model, may_see = SCOPES[noun]
    return set(session.scalars(select(model.id).where(model.id.in_(ids), may_see(actor))))


def remove_places(session: Session, person_id: int, gone: Collection[str]) -> int:
    """Remove what a person has kept at these places; how many texts that were."""
    if not gone:
        return 0
    query = delete(Unsent).where(Unsent.person_id == person_id, Unsent.place.in_(gone))
    return sum(bool(each) for each in session.scalars(query.returning(Unsent.text)).all())
