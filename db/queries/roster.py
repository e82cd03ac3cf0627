"""The roster: what is known of every child, and the writing of thousands of rows at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, or_, select, text, update
from sqlalchemy.orm import Session

from db import bulk, scope
from db.models import (
    Account,
    Base,
    Child,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    Home,
    NotLoaded,
    Person,
    Placement,
    RosterLoad,
    Team,
)
from qa.domain.actor import Actor


def last_load(session: Session) -> RosterLoad | None:
    """The load with the latest 'as at' day; of several the last one."""
    return session.scalars(
        select(RosterLoad).order_by(RosterLoad.as_at.desc(), RosterLoad.id.desc()).limit(1)
    ).first()


def children(session: Session) -> Sequence[Row[Any]]:
    """Every child, merged numbers and restricted children included."""
    return session.execute(
        select(
            Child.id,
            Child.case_number,
            Child.birth_month,
            Child.age_years,
            Child.is_unborn,
            Child.died_on,
            Child.merged_into_id,
            Child.updated_as_at,
            Child.not_updated_as_at,
        ).order_by(Child.id)
    ).all()


def statuses(session: Session) -> Sequence[Row[Any]]:
    """Every status of every child, the earliest first."""
    return session.execute(
        select(
            ChildStatus.id,
            ChildStatus.child_id,
            ChildStatus.status,
            ChildStatus.from_on,
            ChildStatus.to_on,
            ChildStatus.end_reason,
            ChildStatus.facts,
            ChildStatus.off_list_on,
        ).order_by(ChildStatus.id)
    ).all()


def team_links(session: Session, on: dt.date) -> Sequence[Row[Any]]:
    """(id, child_id, target_id, from_on) of team links that hold on a day or later."""
    return _links(session, ChildTeam, ChildTeam.team_id, on)


def person_links(session: Session, parts: Iterable[str], on: dt.date) -> Sequence[Row[Any]]:
    """(id, child_id, target_id, from_on, part) of links that hold on a day or later."""
    query = select(
        ChildPerson.id,
        ChildPerson.child_id,
        ChildPerson.person_id.label("target_id"),
        ChildPerson.from_on,
        ChildPerson.to_on,
        ChildPerson.part,
    ).where(
        ChildPerson.part.in_(tuple(parts)),
        or_(ChildPerson.to_on.is_(None), ChildPerson.to_on >= on),
    )
    return session.execute(query.order_by(ChildPerson.from_on, ChildPerson.id)).all()


def _links(session: Session, model: Any, target: Any, on: dt.date) -> Sequence[Row[Any]]:
    query = select(
        model.id, model.child_id, target.label("target_id"), model.from_on, model.to_on
    ).where(or_(model.to_on.is_(None), model.to_on >= on))
    return session.execute(query.order_by(model.from_on, model.id)).all()


def placements(session: Session) -> Sequence[Row[Any]]:
    """Every placement, the earliest first."""
    return session.execute(
        select(
            Placement.id,
            Placement.child_id,
            Placement.urn,
            Placement.placement_type,
            Placement.from_on,
            Placement.to_on,
        ).order_by(Placement.from_on, Placement.id)
    ).all()


def homes(session: Session) -> dict[str, int]:
    """Ids of homes by Ofsted URN."""
    rows = session.execute(select(Home.urn, Home.id).where(Home.urn.is_not(None)))
    return {row.urn: row.id for row in rows}


def teams(session: Session) -> Sequence[Row[Any]]:
    """(id, name, closed_on) of every team, closed ones too."""
    return session.execute(select(Team.id, Team.name, Team.closed_on).order_by(Team.id)).all()


def people(session: Session) -> Sequence[Row[Any]]:
    """(id, name, roster_name, left_on, username) of everybody, those who have left too."""
    return session.execute(
        select(Person.id, Person.name, Person.roster_name, Person.left_on, Account.username)
        .outerjoin(Account, Account.person_id == Person.id)
        .order_by(Person.id)
    ).all()


def not_loaded(session: Session) -> Sequence[Row[Any]]:
    """(case_number, list_number, reason) of the rows that wait on the "Not loaded" list."""
    return session.execute(
        select(NotLoaded.case_number, NotLoaded.list_number, NotLoaded.reason).order_by(
            NotLoaded.id
        )
    ).all()


def ids_in_scope(session: Session, actor: Actor) -> set[int]:
    """Ids of the children that this person may see."""
    return set(session.scalars(select(Child.id).where(scope.children(actor))))


def has_demonstration_accounts(session: Session) -> bool:
    """Whether this database holds the demonstration."""
    found = select(Account.id).where(Account.is_demonstration.is_(True)).limit(1)
    return session.execute(found).first() is not None


def reserve_ids(session: Session, table: str, size: int) -> Sequence[int]:
    """So many ids for rows about to be inserted in this transaction."""
    if session.get_bind().dialect.name != "postgresql":
        first = bulk.next_id(session, table)
        return range(first, first + size)
    numbers = text(
        "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :size)"
    )
    return session.scalars(numbers, {"name": f'"{table}"', "size": size}).all()


def add_teams(session: Session, rows: Sequence[Team]) -> list[int]:
    """Add teams; their ids in the same order."""
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def set_roster_names(session: Session, names: dict[int, str]) -> None:
    """Let people already known be found under the name that the roster gives them."""
    update_by_id(session, "person", [{"id": i, "roster_name": name} for i, name in names.items()])


def update_by_id(session: Session, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Update rows by their id; every row sets the same columns."""
    if not rows:
        return
    target = Base.metadata.tables[table]
    values = {name: bindparam(f"to_{name}") for name in rows[0] if name != "id"}
    statement = update(target).where(target.c.id == bindparam("by_id")).values(values)
    given = [
        {"by_id" if name == "id" else f"to_{name}": value for name, value in row.items()}
        for row in rows
    ]
    session.connection().execute(statement, given)


def forget_not_loaded(session: Session, keys: Iterable[tuple[str, int]]) -> None:
    """Take rows off the "Not loaded" list."""
    given = [{"number": number, "list_no": list_no} for number, list_no in keys]
    if given:
        session.connection().execute(
            delete(NotLoaded.__table__).where(
                NotLoaded.__table__.c.case_number == bindparam("number"),
                NotLoaded.__table__.c.list_number == bindparam("list_no"),
            ),
            given,
        )
