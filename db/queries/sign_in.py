"""Reads and writes of sign-ins: server-side sessions, tickets, tries, known devices."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import Session

from db.models import Account, KnownDevice, Person, Setting, SignIn, SignInAttempt, SignInTicket

LIMITS = ("session_idle_minutes", "session_absolute_hours")
"""Settings of how long a session may idle and how long it may last."""


def sign_in_by_hash(
    session: Session, cookie_hash: str, on: dt.date = dt.date.max
) -> Row[Any] | None:
    """The session behind a cookie, with its account, its person and the settings of how long a
    session lasts on a day (by their keys, None where never set), in one read."""
    demonstration = select(Account.id).where(Account.is_demonstration).exists()
    return session.execute(
        select(
            SignIn.id,
            SignIn.begun_at,
            SignIn.last_seen_at,
            SignIn.ended_at,
            SignIn.account_id,
            Account.username,
            Account.must_change,
            Account.disabled_at,
            Account.person_id,
            Person.name,
            demonstration.label("demonstration"),
            *(_in_force(key, on).label(key) for key in LIMITS),
        )
        .join(Account, Account.id == SignIn.account_id)
        .join(Person, Person.id == Account.person_id)
        .where(SignIn.cookie_hash == cookie_hash)
    ).one_or_none()


def _in_force(key: str, on: dt.date) -> Any:
    query = select(Setting.value).where(Setting.key == key, Setting.from_on <= on)
    return query.order_by(Setting.from_on.desc(), Setting.id.desc()).limit(1).scalar_subquery()


def seen(session: Session, sign_in_id: int, at: dt.datetime) -> None:
    """The session was used."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=at))


def open_sign_ins(session: Session, account_id: int) -> Sequence[SignIn]:
    """Sessions of an account that nobody ended, latest use first."""
    return session.scalars(
        select(SignIn)
        .where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    ).all()


def end_sign_ins(
    session: Session,
    account_id: int,
    at: dt.datetime,
    why: str,
    *,
    only: int | None = None,
    but: int | None = None,
) -> int:
    """End the sessions of an account (one, all, or all but one); how many were ended."""
    ending = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    if only is not None:
        ending = ending.where(SignIn.id == only)
    if but is not None:
        ending = ending.where(SignIn.id != but)
    return session.execute(ending.values(ended_at=at, ended_why=why)).rowcount


def redeem(session: Session, ticket_hash: str, at: dt.datetime, since: dt.datetime) -> int | None:
    """Use a ticket up: its account, or None if it is unknown, used or too old."""
    done = session.execute(
        update(SignInTicket)
        .where(SignInTicket.ticket_hash == ticket_hash, SignInTicket.redeemed_at.is_(None))
        .where(SignInTicket.issued_at >= since)
        .values(redeemed_at=at)
    )
    if not done.rowcount:
        return None
    return session.scalar(
        select(SignInTicket.account_id).where(SignInTicket.ticket_hash == ticket_hash)
    )


def failures_from(
    session: Session, username: str, address: str, since: dt.datetime
) -> Sequence[dt.datetime]:
    """When tries failed for this username from this place, since its last success there."""
    tries = session.execute(
        select(SignInAttempt.at, SignInAttempt.succeeded)
        .where(SignInAttempt.username == username, SignInAttempt.address == address)
        .where(SignInAttempt.at >= since)
        .order_by(SignInAttempt.at.desc(), SignInAttempt.id.desc())
    ).all()
    failed: list[dt.datetime] = []
    for at, succeeded in tries:
        if succeeded:
            break
        failed.append(at)
    return failed


def count_failures(
    session: Session,
    since: dt.datetime,
    *,
    username: str | None = None,
    address: str | None = None,
) -> int:
    """How many tries failed for an account from anywhere, or from an address for any account."""
    wanted = select(func.count(SignInAttempt.id)).where(
        SignInAttempt.at >= since, SignInAttempt.succeeded.is_(False)
    )
    if username is not None:
        wanted = wanted.where(SignInAttempt.username == username)
    if address is not None:
        wanted = wanted.where(SignInAttempt.address == address)
    return session.scalar(wanted) or 0


def succeeded(session: Session, attempt_id: int) -> None:
    """The try turned out right."""
    session.execute(
        update(SignInAttempt).where(SignInAttempt.id == attempt_id).values(succeeded=True)
    )


def known_device(session: Session, account_id: int, device_hash: str) -> KnownDevice | None:
    """The device, if it has signed in to this account before."""
    return session.scalar(
        select(KnownDevice).where(
            KnownDevice.account_id == account_id, KnownDevice.device_hash == device_hash
        )
    )


def forget_before(session: Session, moment: dt.datetime) -> None:
    """Tries and tickets are kept no longer than they are needed."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < moment))
    session.execute(delete(SignInTicket).where(SignInTicket.issued_at < moment))
