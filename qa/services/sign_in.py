"""Signing in: a try, a ticket, and the session the ticket is turned into.

A ticket (30 seconds, once, bound to the browser's device cookie) carries a successful try from
the screen to the route that sets the session cookie.
"""

import datetime as dt
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import KnownDevice, SignInTicket
from db.queries import people as people_queries
from db.queries import sign_in as queries
from qa.domain import passphrases
from qa.domain.actor import ROLES, Actor
from qa.domain.one_line import one_line
from qa.domain.refusals import Refused
from qa.domain.words import joined
from qa.services import passphrase_hashes, sessions, throttle, trail

TICKET_LASTS = dt.timedelta(seconds=30)
USERNAME_LENGTH = 80
WRONG = "The username or the passphrase is not right."
NOBODY = "somebody not signed in"


@dataclass(frozen=True)
class Place:
    """Where a try comes from: the address, and the browser's device cookie."""

    address: str
    device: str
    browser: str = ""


def username_of(typed: str) -> str:
    """How a username is kept and compared."""
    return one_line(typed.casefold(), USERNAME_LENGTH)


def sign_in(
    typed: str,
    passphrase: str,
    place: Place,
    now: dt.datetime,
    today: dt.date,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Check a try and give a ticket.

    Raises Refused, in the same words and after the same time, for a wrong passphrase, an unknown
    username and a disabled account; and TooManyTries.
    """
    username = username_of(typed)
    if not place.device:
        raise Refused("Your browser does not keep cookies. Signing in needs them.")
    device_hash = sessions.digest(place.device)
    with reading() as session:
        account = people_queries.account_by_username(session, username)
    try:
        with writing() as session:
            tried = throttle.begin_try(session, username, place.address, device_hash, now)
    except throttle.TooManyTries:
        sleep(throttle.REFUSED_SECONDS)
        _record_refusal(account, "too many tries", place, now, today)
        raise
    sleep(tried.slow_seconds)
    kept = account.passphrase_hash if account and not account.disabled_at else None
    if not passphrase_hashes.matches(passphrase, kept):
        _record_refusal(account, _why(account), place, now, today)
        raise Refused(WRONG)
    return _let_in(account, tried, device_hash, place, now)


def _why(account: Any) -> str:
    if account is None:
        return "unknown username"
    return "disabled account" if account.disabled_at else "wrong passphrase"


def _record_refusal(account: Any, why: str, place: Place, now: dt.datetime, today: dt.date) -> None:
    nobody = Actor(0, NOBODY, frozenset(), now, today)
    with writing() as session:
        trail.record(
            session,
            nobody,
            "sign in",
            "account",
            account.id if account else None,
            {"address": place.address, "why": why},
            refused=True,
        )


def _let_in(
    account: Any, tried: throttle.Try, device_hash: str, place: Place, now: dt.datetime
) -> str:
    ticket = secrets.token_urlsafe(32)
    with writing() as session:
        queries.succeeded(session, tried.attempt_id)
        throttle.forget_old(session, now)
        _remember(session, account.id, device_hash, now)
        session.add(
            SignInTicket(
                account_id=account.id,
                ticket_hash=sessions.digest(ticket + place.device),
                issued_at=now,
            )
        )
    return ticket


def _remember(session: Any, account_id: int, device_hash: str, now: dt.datetime) -> None:
    known = queries.known_device(session, account_id, device_hash)
    if known:
        known.last_seen_at = now
        return
    session.add(
        KnownDevice(
            account_id=account_id, device_hash=device_hash, first_seen_at=now, last_seen_at=now
        )
    )


def redeem(ticket: str, place: Place, now: dt.datetime, today: dt.date) -> str | None:
    """Turn a ticket into a session, once; gives the session cookie, or None."""
    with writing() as session:
        ticket_hash = sessions.digest(ticket + place.device)
        account_id = queries.redeem(session, ticket_hash, now, now - TICKET_LASTS)
        if account_id is None:
            return None
        account = people_queries.account(session, account_id)
        if account is None or account.disabled_at:
            return None
        cookie = sessions.begin(session, account_id, now, place.address, place.browser)
        person = people_queries.person(session, account.person_id)
        actor = Actor(person.id, person.name, frozenset(), now, today, account_id)
        trail.record(session, actor, "sign in", "account", account_id, {"address": place.address})
        return cookie


def demonstration_accounts(today: dt.date) -> list[tuple[str, str]]:
    """(username, roles in words) of the demonstration, for the sign-in page; elsewhere none."""
    with reading() as session:
        return [
            (account.username, _role_words(session, account.person_id, today))
            for account in people_queries.demonstration_accounts(session)
        ]


def _role_words(session: Any, person_id: int, today: dt.date) -> str:
    held = {role for role, _team in people_queries.roles_held(session, person_id, today)}
    return joined([words for role, words in ROLES.items() if role in held])


def change_passphrase(actor: Actor, present: str, chosen: str, again: str) -> None:
    """Change one's own passphrase; every other session of the account ends."""
    with reading() as session:
        account = people_queries.account(session, actor.account_id)
    if not passphrase_hashes.matches(present, account.passphrase_hash):
        raise Refused("Your present passphrase is not right.")
    kept = passphrases.accepted(chosen, account.username, actor.name)
    if passphrases.normalised(again) != kept:
        raise Refused("The two new passphrases are not the same.")
    if passphrase_hashes.matches(chosen, account.passphrase_hash):
        raise Refused("Choose a passphrase you have not just used.")
    hashed = passphrase_hashes.hash_of(kept)
    with writing() as session:
        people_queries.set_hash(session, account.id, hashed, actor.now, once=False)
        queries.end_sign_ins(
            session, account.id, actor.now, "passphrase changed", but=actor.sign_in_id
        )
        trail.record(session, actor, "change passphrase", "account", account.id)
