"""Rosters for the tests of services: small workbooks, loaded and read back in few words."""

import datetime as dt
from typing import Any

from db.engine import reading, writing
from db.models import (
    Child,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    NotLoaded,
    Person,
    Placement,
    RosterLoad,
    Team,
)
from db.queries.keeping import version_stamps
from qa.domain.actor import Actor, RoleHeld
from qa.services import roster
from qa.services.install import install_released
from qa.services.roster_values import RosterReport
from tests.imports.books import book, sheet

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
MODELS = (Child, ChildStatus, ChildTeam, ChildPerson, Placement, NotLoaded, Person, Team)


def actor(*roles: str, person_id: int = 0, today: dt.date = TODAY) -> Actor:
    held = frozenset(RoleHeld(role) for role in roles or ("business_support",))
    return Actor(person_id, "Sam Support", held, NOW, today)


def child(number: str, **cells: Any) -> dict[str, Any]:
    """One row: its number, `team` and `worker` in short, other cells by `**{header: value}`."""
    short = {"team": "Allocated Team", "worker": "Allocated Worker"}
    row = {short.get(name, name): cell for name, cell in cells.items()}
    return {"Child Unique ID": number, **row}


def workbook(**lists: list[dict]) -> bytes:
    """`workbook(six=[child("F1")], eight=[…])`."""
    numbers = {"six": 6, "seven": 7, "eight": 8, "nine": 9}
    return book(
        {f"List {numbers[name]}": sheet(numbers[name], *rows) for name, rows in lists.items()}
    )


def load(as_at: dt.date = TODAY, *, data: bytes | None = None, **about: Any) -> RosterReport:
    """Load lists (or `data`) as business support, creating teams and confirming unless told."""
    if data or about.keys() & {"seven", "eight"}:
        with_time_limits()
    flags = {name: about.pop(name, True) for name in ("create_teams", "confirmed")}
    who = about.pop("who", None) or actor()
    return roster.load(who, data or workbook(**about), as_at, **flags)


def with_time_limits() -> None:
    """Install the time limits where they are not: what falls due is worked out by them."""
    with writing() as session:
        if not list(version_stamps(session, "rules")):
            install_released(session, TODAY)


def everything() -> dict[str, list]:
    """Every row that a roster may write, for comparison."""
    with reading() as session:
        return {
            model.__tablename__: [tuple(row) for row in session.execute(_all(model))]
            for model in (*MODELS, RosterLoad)
        }


def _all(model: Any) -> Any:
    return model.__table__.select().order_by(model.__table__.c.id)


def known(number: str) -> Child:
    with reading() as session:
        return session.query(Child).filter_by(case_number=number).one()


def statuses(number: str) -> list[ChildStatus]:
    with reading() as session:
        found = session.query(ChildStatus).join(Child, Child.id == ChildStatus.child_id)
        return found.filter(Child.case_number == number).order_by(ChildStatus.id).all()


def links(number: str) -> list[tuple[str, dt.date, dt.date | None]]:
    """(worker, from_on, to_on) of a child."""
    with reading() as session:
        found = (
            session.query(Person.name, ChildPerson.from_on, ChildPerson.to_on)
            .join(ChildPerson, ChildPerson.person_id == Person.id)
            .join(Child, Child.id == ChildPerson.child_id)
            .filter(Child.case_number == number)
            .order_by(ChildPerson.id)
        )
        return [tuple(row) for row in found]


def teams(number: str) -> list[tuple[str, dt.date, dt.date | None]]:
    """(team, from_on, to_on) of a child."""
    with reading() as session:
        found = (
            session.query(Team.name, ChildTeam.from_on, ChildTeam.to_on)
            .join(ChildTeam, ChildTeam.team_id == Team.id)
            .join(Child, Child.id == ChildTeam.child_id)
            .filter(Child.case_number == number)
            .order_by(ChildTeam.id)
        )
        return [tuple(row) for row in found]


def placements(number: str) -> list[Placement]:
    with reading() as session:
        found = session.query(Placement).join(Child, Child.id == Placement.child_id)
        return found.filter(Child.case_number == number).order_by(Placement.id).all()


def not_loaded() -> list[tuple[str, int]]:
    with reading() as session:
        return sorted((row.case_number, row.list_number) for row in session.query(NotLoaded))
