"""Server-side sessions: checked on every run, ended at sign-out, by idling, or by age.

The browser holds a random cookie; the table holds a keyed digest of it (key: `QA_SECRET`).
"""

import datetime as dt
import hashlib
import hmac
import logging
import os
import secrets
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import SignIn
from db.queries import sign_in as queries
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused, StoreUnavailable
from qa.services import people, settings, trail

SECRET_BYTES = 32
NO_GRACE = dt.timedelta()
GRACE_FOR_A_SAVE = dt.timedelta(seconds=60)
TOUCH_EVERY = dt.timedelta(seconds=30)
BROWSER_LENGTH = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignedIn:
    """Who is behind a cookie now, and until when."""

    actor: Actor
    username: str
    must_change: bool
    demonstration: bool
    idle_ends_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class OpenSession:
    """A session of one's own, to see and to end."""

    id: int
    begun_at: dt.datetime
    last_seen_at: dt.datetime
    address: str
    browser: str
    is_this_one: bool


@dataclass(frozen=True)
class Limits:
    """How long a session may idle, and how long it may last at all."""

    idle: dt.timedelta
    absolute: dt.timedelta


@dataclass(frozen=True)
class Left:
    """Seconds until a session idles out and until it ends for good; its account (None: over)."""

    idle: int = 0
    total: int = 0
    who: int | None = None


def secret() -> bytes:
    """`QA_SECRET`, refused where it is missing or shorter than 32 bytes."""
    given = os.environ.get("QA_SECRET", "").encode()
    if len(given) < SECRET_BYTES:
        raise Refused(
            f"QA_SECRET has to be set to a secret of at least {SECRET_BYTES} bytes; it has "
            f"{len(given)}. Make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return given


def digest(value: str) -> str:
    """What the table holds of a cookie, ticket or device: keyed, so that a copy is no use."""
    return hmac.new(secret(), value.encode(), hashlib.sha256).hexdigest()


def begin(session: Any, account_id: int, now: dt.datetime, address: str, browser: str) -> str:
    """Start a session in the caller's transaction; gives the cookie, kept nowhere."""
    cookie = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            account_id=account_id,
            cookie_hash=digest(cookie),
            begun_at=now,
            last_seen_at=now,
            address=address,
            browser=browser[:BROWSER_LENGTH],
        )
    )
    return cookie


def check(
    cookie: str | None,
    now: dt.datetime,
    today: dt.date,
    grace: dt.timedelta = NO_GRACE,
) -> SignedIn | None:
    """Who is signed in with this cookie; None if nobody is, or no longer.

    `grace` accepts a session that ran out that long ago (for a save already typed), never one
    that was ended or belongs to a disabled account.
    """
    if not cookie:
        return None
    with reading() as session:
        row = queries.sign_in_by_hash(session, digest(cookie), today)
        if row is None or row.ended_at or row.disabled_at:
            return None
        limits = _limits(row)
        idle_ends_at = row.last_seen_at + limits.idle
        ends_at = row.begun_at + limits.absolute
        if now >= min(idle_ends_at, ends_at) + grace:
            return None
        actor = people.actor(
            session,
            row.person_id,
            row.name,
            now,
            today,
            account_id=row.account_id,
            sign_in_id=row.id,
        )
    _touch(row, now, min(idle_ends_at, ends_at))
    return SignedIn(actor, row.username, row.must_change, row.demonstration, idle_ends_at, ends_at)


def _limits(row: Any) -> Limits:
    stored = {key: getattr(row, key) for key in queries.LIMITS}
    return _lasting(settings.typed({k: text for k, text in stored.items() if text is not None}))


def _lasting(found: settings.Values) -> Limits:
    return Limits(
        dt.timedelta(minutes=found["session_idle_minutes"]),
        dt.timedelta(hours=found["session_absolute_hours"]),
    )


def _touch(row: Any, now: dt.datetime, ends_at: dt.datetime) -> None:
    if now - row.last_seen_at < TOUCH_EVERY or now >= ends_at:
        return
    try:
        with writing() as session:
            queries.seen(session, row.id, now)
    except StoreUnavailable:
        log.warning("the session's last use could not be noted", exc_info=True)


def stay(cookie: str | None, now: dt.datetime, today: dt.date) -> None:
    """Use the session: it starts idling anew."""
    check(cookie, now, today)


def left(cookie: str | None, now: dt.datetime, today: dt.date) -> Left:
    """How long the session has left, and whose it is. Asking is no use of it."""
    if not cookie:
        return Left()
    with reading() as session:
        row = queries.sign_in_by_hash(session, digest(cookie), today)
        if row is None or row.ended_at or row.disabled_at:
            return Left()
        limits = _limits(row)
    idle = row.last_seen_at + limits.idle - now
    total = row.begun_at + limits.absolute - now
    if min(idle, total) <= NO_GRACE:
        return Left()
    return Left(int(idle.total_seconds()), int(total.total_seconds()), row.account_id)


def sign_out(actor: Actor) -> None:
    """End the session the actor is using."""
    with writing() as session:
        queries.end_sign_ins(
            session, actor.account_id, actor.now, "signed out", only=actor.sign_in_id
        )
        trail.record(session, actor, "sign out", "account", actor.account_id)


def replace(cookie: str, now: dt.datetime) -> None:
    """End the session of a cookie that a new sign-in in the same browser takes the place of."""
    with writing() as session:
        row = queries.sign_in_by_hash(session, digest(cookie))
        if row:
            queries.end_sign_ins(session, row.account_id, now, "replaced", only=row.id)


def mine(actor: Actor) -> list[OpenSession]:
    """The actor's own sessions that are still open, the latest used first."""
    with reading() as session:
        limits = _lasting(settings.values(session, actor.today))
        return [
            OpenSession(
                row.id,
                row.begun_at,
                row.last_seen_at,
                row.address or "",
                row.browser or "",
                row.id == actor.sign_in_id,
            )
            for row in queries.open_sign_ins(session, actor.account_id)
            if actor.now < min(row.last_seen_at + limits.idle, row.begun_at + limits.absolute)
        ]


def end_mine(actor: Actor, sign_in_id: int) -> None:
    """End one of the actor's own sessions."""
    with writing() as session:
        ended = queries.end_sign_ins(
            session, actor.account_id, actor.now, "ended by its owner", only=sign_in_id
        )
        if not ended:
            raise NotFound("session")
        trail.record(session, actor, "end session", "account", actor.account_id)


def end_my_others(actor: Actor) -> int:
    """End every session of the actor's but this one; how many that were."""
    with writing() as session:
        ended = queries.end_sign_ins(
            session, actor.account_id, actor.now, "ended by its owner", but=actor.sign_in_id
        )
        if ended:
            trail.record(
                session, actor, "end session", "account", actor.account_id, {"ended": ended}
            )
        return ended


def has_ended(cookie: str | None) -> bool:
    """Whether this cookie's session was ended (or never was): the cookie may be thrown away."""
    if not cookie:
        return True
    with reading() as session:
        row = queries.sign_in_by_hash(session, digest(cookie))
        return row is None or row.ended_at is not None or row.disabled_at is not None
