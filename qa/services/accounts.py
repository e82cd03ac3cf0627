"""Accounts: made, disabled, reset and listed by administrators; the first one by `init`."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Account, Person
from db.queries import people as queries
from db.queries import sign_in as sign_in_queries
from qa.domain import permissions
from qa.domain.actor import Actor, command_line
from qa.domain.one_line import one_line
from qa.domain.refusals import NeedsConfirmation, NotFound, Refused
from qa.services import handover, passphrase_hashes, roles, trail
from qa.services.roles import Role

A_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")
FIRST_USERNAME = "administrator"


@dataclass(frozen=True)
class AccountRow:
    """An account in the list."""

    id: int
    person_id: int
    username: str
    name: str
    job_title: str
    state: str
    roles: tuple[Role, ...]
    last_seen_at: dt.datetime | None
    is_disabled: bool


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is not known yet."""

    name: str
    job_title: str = ""
    email: str = ""


def list_accounts(actor: Actor) -> list[AccountRow]:
    """Every account, by name, with the roles held today or later."""
    permissions.require(actor, "keep_accounts")
    with reading() as session:
        rows = queries.accounts(session)
        held = roles.by_person(session, actor.today)
        return [_row(row, held.get(row.person_id, ())) for row in rows]


def one_account(actor: Actor, account_id: int) -> AccountRow:
    """One account, with the roles held today or later."""
    permissions.require(actor, "keep_accounts")
    with reading() as session:
        for row in queries.accounts(session, account_id):
            held = roles.by_person(session, actor.today)
            return _row(row, held.get(row.person_id, ()))
    raise NotFound("account")


def _row(row: Any, held: Sequence[Role]) -> AccountRow:
    state = "One-time passphrase not used yet" if row.must_change else "In use"
    return AccountRow(
        id=row.id,
        person_id=row.person_id,
        username=row.username,
        name=row.name,
        job_title=row.job_title or "",
        state="Disabled" if row.disabled_at else state,
        roles=tuple(held),
        last_seen_at=row.seen,
        is_disabled=row.disabled_at is not None,
    )


def create(
    actor: Actor, username: str, person: int | NewPerson, held: Sequence[roles.NewRole] = ()
) -> str:
    """Make an account for a known person (their id) or a new one; gives its one-time passphrase."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        return _create(session, actor, username, person, held)


def _create(
    session: Any,
    actor: Actor,
    username: str,
    person: int | NewPerson,
    held: Sequence[roles.NewRole],
) -> str:
    chosen = _free_username(session, username)
    somebody = _somebody(session, person)
    passphrase = passphrase_hashes.one_time()
    account = Account(
        person_id=somebody.id,
        username=chosen,
        passphrase_hash=passphrase_hashes.hash_of(passphrase),
        must_change=True,
        created_at=actor.now,
        passphrase_changed_at=actor.now,
    )
    session.add(account)
    session.flush()
    about = {"username": [None, chosen], "name": [None, somebody.name]}
    trail.record(session, actor, "create", "account", account.id, about)
    for role in held:
        roles.add(session, actor, somebody.id, role)
    return passphrase


def _free_username(session: Any, typed: str) -> str:
    chosen = typed.strip().casefold()
    if not A_USERNAME.fullmatch(chosen):
        raise Refused(
            "A username has 2 to 80 letters, digits, dots, hyphens, underscores or @, "
            "and begins with a letter or digit."
        )
    if queries.account_by_username(session, chosen):
        raise Refused(f"The username {chosen} is taken.")
    return chosen


def _somebody(session: Any, person: int | NewPerson) -> Person:
    if isinstance(person, int):
        known = queries.person(session, person)
        if known is None:
            raise NotFound("person")
        if queries.account_of_person(session, person):
            raise Refused(f"{known.name} has an account already.")
        return known
    name = one_line(person.name)
    if not name:
        raise Refused("Enter the person's name.")
    made = Person(
        name=name,
        job_title=one_line(person.job_title) or None,
        email=one_line(person.email, 254) or None,
    )
    session.add(made)
    session.flush()
    return made


def first_administrator(now: dt.datetime, today: dt.date) -> tuple[str, str] | None:
    """The first account of a real installation: (username, one-time passphrase), once.

    None where there is an account already.
    """
    actor = command_line(now, today)
    with writing() as session:
        if queries.count_accounts(session):
            return None
        held = (roles.NewRole("administrator", today),)
        passphrase = _create(session, actor, FIRST_USERNAME, NewPerson("Administrator"), held)
    return FIRST_USERNAME, passphrase


def disable(actor: Actor, account_id: int, *, confirmed: bool = False) -> None:
    """Disable an account: it is signed out at once. Open work has to be handed over first.

    Raises NeedsConfirmation where work is open; with `confirmed` it is disabled all the same and
    the work stands on the managers' list to hand over.
    """
    permissions.require(actor, "keep_accounts")
    if account_id == actor.account_id:
        raise Refused("You cannot disable your own account. Ask another administrator.")
    with reading() as session:
        account = _account(session, account_id)
        name = queries.person(session, account.person_id).name
    open_work = handover.open_work(account.person_id, actor.today).words
    if open_work and not confirmed:
        raise NeedsConfirmation(
            f"{name} still has open work: {open_work}. Ask a practice manager or a head of "
            "service to hand it over first, or disable the account now: the work then stands on "
            "their list to hand over."
        )
    with writing() as session:
        account = _account(session, account_id)
        require_another_administrator(session, actor, account)
        account.disabled_at = actor.now
        account.version += 1
        sign_in_queries.end_sign_ins(session, account_id, actor.now, "disabled")
        about = {"disabled": [False, True], "open_work": open_work}
        trail.record(session, actor, "disable", "account", account_id, about)


def require_another_administrator(session: Any, actor: Actor, account: Account) -> None:
    """Somebody has to remain who can administer."""
    held = {role for role, _team in queries.roles_held(session, account.person_id, actor.today)}
    if "administrator" not in held:
        return
    if not queries.administrators(session, actor.today, but=account.id):
        raise Refused("This is the only administrator. Make somebody else one first.")


def enable(actor: Actor, account_id: int) -> str:
    """Enable a disabled account, with a new one-time passphrase."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        account = _account(session, account_id)
        if account.disabled_at is None:
            raise Refused("This account is not disabled.")
        account.disabled_at = None
        trail.record(session, actor, "enable", "account", account_id, {"disabled": [True, False]})
        return _reset(session, actor, account_id)


def reset_passphrase(actor: Actor, account_id: int) -> str:
    """Give an account a one-time passphrase; whoever is signed in to it is signed out."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        if _account(session, account_id).disabled_at:
            raise Refused("This account is disabled. Enable it first.")
        return _reset(session, actor, account_id)


def _reset(session: Any, actor: Actor, account_id: int) -> str:
    passphrase = passphrase_hashes.one_time()
    hashed = passphrase_hashes.hash_of(passphrase)
    queries.set_hash(session, account_id, hashed, actor.now, once=True)
    sign_in_queries.end_sign_ins(session, account_id, actor.now, "passphrase reset")
    trail.record(session, actor, "reset passphrase", "account", account_id)
    return passphrase


def end_sessions(actor: Actor, account_id: int) -> int:
    """Sign an account out everywhere; how many sessions that ended."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        _account(session, account_id)
        ended = sign_in_queries.end_sign_ins(
            session, account_id, actor.now, "ended by an administrator"
        )
        trail.record(session, actor, "end sessions", "account", account_id, {"ended": ended})
        return ended


def _account(session: Any, account_id: int) -> Account:
    found = queries.account(session, account_id)
    if found is None:
        raise NotFound("account")
    return found
