"""Whether whoever saves is still signed in, and as what: one read on the save's own connection."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from db.models import Account, Cover, RoleAssignment, Setting, SignIn


def _setting(key: str) -> Any:
    return (
        select(Setting.value)
        .where(Setting.key == key, Setting.from_on <= bindparam("on"))
        .order_by(Setting.from_on.desc(), Setting.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _in_force(model: Any) -> Any:
    day = bindparam("on")
    return (model.from_on <= day) & or_(model.to_on.is_(None), model.to_on >= day)


_SIGN_IN = (
    select(
        SignIn.begun_at,
        SignIn.last_seen_at,
        SignIn.ended_at,
        Account.disabled_at,
        Account.must_change,
        RoleAssignment.role,
        RoleAssignment.team_id,
        _setting("session_idle_minutes").label("session_idle_minutes"),
        _setting("session_absolute_hours").label("session_absolute_hours"),
    )
    .join(Account, Account.id == SignIn.account_id)
    .outerjoin(
        RoleAssignment,
        (RoleAssignment.person_id == Account.person_id) & _in_force(RoleAssignment),
    )
    .where(SignIn.id == bindparam("s"), Account.person_id == bindparam("p"))
)
_COVERED = select(Cover.absent_id).where(
    Cover.cover_id == bindparam("p"),
    _in_force(Cover),
    or_(Cover.ended_on.is_(None), Cover.ended_on > bindparam("on")),
)
_SEEN = update(SignIn).where(SignIn.id == bindparam("s")).values(last_seen_at=bindparam("at"))


def sign_in(
    connection: Connection, sign_in_id: int, person_id: int, on: dt.date
) -> Sequence[Row[Any]]:
    """The sign-in with its account and limits, once for each role held that day (or none)."""
    return connection.execute(_SIGN_IN, {"s": sign_in_id, "p": person_id, "on": on}).all()


def covered(connection: Connection, person_id: int, on: dt.date) -> Sequence[int]:
    """Ids of the absent colleagues this person covers that day."""
    return connection.execute(_COVERED, {"p": person_id, "on": on}).scalars().all()


def seen(connection: Connection, sign_in_id: int, at: dt.datetime) -> None:
    """The session was used."""
    connection.execute(_SEEN, {"s": sign_in_id, "at": at})
