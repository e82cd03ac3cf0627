"""Reads and writes about people, their accounts, roles, teams and cover."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, func, literal, or_, select, union_all, update
from sqlalchemy.orm import Session, aliased

from db.models import Account, Cover, Person, RoleAssignment, SignIn, Team


def _in_force(model: Any, on: dt.date) -> Any:
    return (model.from_on <= on) & or_(model.to_on.is_(None), model.to_on >= on)


def roles_held(session: Session, person_id: int, on: dt.date) -> Sequence[Row[Any]]:
    """(role, team_id) of every role the person holds that day."""
    return session.execute(
        select(RoleAssignment.role, RoleAssignment.team_id)
        .where(RoleAssignment.person_id == person_id, _in_force(RoleAssignment, on))
        .order_by(RoleAssignment.id)
    ).all()


def standing(
    session: Session, person_id: int, on: dt.date
) -> tuple[list[tuple[str, int | None]], list[int]]:
    """The roles held that day, with their teams, and whom the person covers: one statement."""
    held = select(RoleAssignment.role, RoleAssignment.team_id.label("about")).where(
        RoleAssignment.person_id == person_id, _in_force(RoleAssignment, on)
    )
    covered = select(literal("(covers)"), Cover.absent_id).where(
        Cover.cover_id == person_id,
        _in_force(Cover, on),
        or_(Cover.ended_on.is_(None), Cover.ended_on > on),
    )
    rows = session.execute(union_all(held, covered)).all()
    roles = [(role, about) for role, about in rows if role != "(covers)"]
    return roles, [about for role, about in rows if role == "(covers)"]


def person(session: Session, person_id: int) -> Person | None:
    """One person."""
    return session.get(Person, person_id)


def found(session: Session, words: str, offset: int, limit: int) -> tuple[int, Sequence[Row[Any]]]:
    """How many people match, and some of them: (id, name, job title, manager, account's id)."""
    manager = aliased(Person)
    matches = [Person.name.icontains(word, autoescape=True) for word in words.split()]
    total = session.scalar(select(func.count(Person.id)).where(*matches)) or 0
    rows = session.execute(
        select(Person.id, Person.name, Person.job_title, manager.name, Account.id)
        .outerjoin(manager, manager.id == Person.line_manager_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(*matches)
        .order_by(Person.name, Person.id)
        .offset(offset)
        .limit(limit)
    ).all()
    return total, rows


def managers_above(session: Session, person_id: int) -> set[int]:
    """Everybody above a person in line management, and the person."""
    above: set[int] = set()
    at: int | None = person_id
    while at is not None and at not in above:
        above.add(at)
        at = session.scalar(select(Person.line_manager_id).where(Person.id == at))
    return above


def at_work(session: Session, on: dt.date) -> Sequence[Row[Any]]:
    """(id, name, job_title) of everybody at work that day, by name."""
    return session.execute(
        select(Person.id, Person.name, Person.job_title)
        .where(or_(Person.left_on.is_(None), Person.left_on >= on))
        .order_by(Person.name, Person.id)
    ).all()


def names(session: Session, person_ids: Iterable[int]) -> list[tuple[int, str]]:
    """(id, name) of these people."""
    wanted = select(Person.id, Person.name).where(Person.id.in_(list(person_ids)))
    return [(row.id, row.name) for row in session.execute(wanted.order_by(Person.id))]


def without_account(session: Session) -> Sequence[Row[Any]]:
    """(id, name, job_title) of people at work who have no account, by name."""
    held = select(Account.person_id)
    return session.execute(
        select(Person.id, Person.name, Person.job_title)
        .where(Person.left_on.is_(None), Person.id.not_in(held))
        .order_by(Person.name, Person.id)
    ).all()


def with_account(session: Session) -> Sequence[int]:
    """Ids of everybody who has an account."""
    return session.scalars(select(Account.person_id)).all()


def with_role(session: Session, roles: Iterable[str], on: dt.date) -> Sequence[Row[Any]]:
    """(id, name, job_title) of everybody who holds one of the roles that day, by name."""
    held = select(RoleAssignment.person_id).where(
        RoleAssignment.role.in_(list(roles)), _in_force(RoleAssignment, on)
    )
    return session.execute(
        select(Person.id, Person.name, Person.job_title)
        .where(Person.id.in_(held), or_(Person.left_on.is_(None), Person.left_on > on))
        .order_by(Person.name, Person.id)
    ).all()


def account(session: Session, account_id: int) -> Account | None:
    """One account."""
    return session.get(Account, account_id)


def account_by_username(session: Session, username: str) -> Account | None:
    """The account with this username (lower case)."""
    return session.scalar(select(Account).where(Account.username == username))


def account_of_person(session: Session, person_id: int) -> Account | None:
    """The person's account, if there is one."""
    return session.scalar(select(Account).where(Account.person_id == person_id))


def count_accounts(session: Session) -> int:
    """How many accounts there are."""
    return session.scalar(select(func.count(Account.id))) or 0


def demonstration_accounts(session: Session) -> Sequence[Account]:
    """The demonstration's accounts that can sign in."""
    return session.scalars(
        select(Account)
        .where(Account.is_demonstration, Account.disabled_at.is_(None))
        .order_by(Account.id)
    ).all()


def administrators(session: Session, on: dt.date, but: int) -> int:
    """How many other accounts could still administer that day."""
    return (
        session.scalar(
            select(func.count(Account.id.distinct()))
            .join(RoleAssignment, RoleAssignment.person_id == Account.person_id)
            .where(RoleAssignment.role == "administrator", _in_force(RoleAssignment, on))
            .where(Account.disabled_at.is_(None), Account.id != but)
        )
        or 0
    )


def accounts(session: Session, account_id: int | None = None) -> Sequence[Row[Any]]:
    """Every account (or one) with its person and when it was last seen, by name."""
    seen = select(func.max(SignIn.last_seen_at)).where(SignIn.account_id == Account.id)
    wanted = (
        select(
            Account.id,
            Account.username,
            Account.person_id,
            Account.must_change,
            Account.disabled_at,
            Person.name,
            Person.job_title,
            seen.scalar_subquery().label("seen"),
        )
        .join(Person, Person.id == Account.person_id)
        .order_by(Person.name, Account.id)
    )
    if account_id is not None:
        wanted = wanted.where(Account.id == account_id)
    return session.execute(wanted).all()


def role_assignments(
    session: Session, *, person_id: int | None = None, ending_from: dt.date | None = None
) -> Sequence[Row[Any]]:
    """(role assignment, name of its team), of one person or of all, by their first day."""
    wanted = (
        select(RoleAssignment, Team.name)
        .outerjoin(Team, Team.id == RoleAssignment.team_id)
        .order_by(RoleAssignment.from_on, RoleAssignment.id)
    )
    if person_id is not None:
        wanted = wanted.where(RoleAssignment.person_id == person_id)
    if ending_from is not None:
        wanted = wanted.where(
            or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on >= ending_from)
        )
    return session.execute(wanted).all()


def overlapping_role(
    session: Session,
    person_id: int,
    role: str,
    team_id: int | None,
    from_on: dt.date,
    to_on: dt.date | None,
) -> bool:
    """Whether the role (for the same team) is held on any of these days already."""
    held = select(RoleAssignment.id).where(
        RoleAssignment.person_id == person_id,
        RoleAssignment.role == role,
        RoleAssignment.team_id.is_not_distinct_from(team_id),
        or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on >= from_on),
    )
    if to_on is not None:
        held = held.where(RoleAssignment.from_on <= to_on)
    return session.scalar(held.limit(1)) is not None


def role_assignment(session: Session, assignment_id: int) -> RoleAssignment | None:
    """One dated role."""
    return session.get(RoleAssignment, assignment_id)


def teams(session: Session) -> Sequence[Team]:
    """Every team, closed ones too, by name."""
    return session.scalars(select(Team).order_by(Team.name)).all()


def team(session: Session, team_id: int) -> Team | None:
    """One team."""
    return session.get(Team, team_id)


def team_named(session: Session, name: str) -> Team | None:
    """The team with this name, whatever its capitals."""
    return session.scalar(select(Team).where(func.lower(Team.name) == name.lower()))


def set_hash(session: Session, account_id: int, hashed: str, at: dt.datetime, once: bool) -> None:
    """Keep a new passphrase; `once` says it has to be changed at the first sign-in."""
    session.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(
            passphrase_hash=hashed,
            must_change=once,
            passphrase_changed_at=at,
            version=Account.version + 1,
        )
    )
