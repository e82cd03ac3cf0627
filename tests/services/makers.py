"""Rows for the tests of services, made straight in the store: one line each where used."""

import datetime as dt
from typing import Any

from db.engine import reading, writing
from db.models import (
    Account,
    Action,
    Check,
    Child,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    InstalledVersion,
    Person,
    RoleAssignment,
    Team,
    TrailEntry,
)
from qa.domain.actor import Actor, RoleHeld

TODAY = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
START = dt.date(2026, 1, 5)


def made(row: Any) -> int:
    """Add one row; its id."""
    with writing() as session:
        session.add(row)
        session.flush()
        return row.id


def team(name: str = "Northgate") -> int:
    return made(Team(name=name))


def person(name: str, line_manager_id: int | None = None, **other: Any) -> int:
    return made(Person(name=name, line_manager_id=line_manager_id, **other))


def account(person_id: int, disabled_at: dt.datetime | None = None) -> int:
    return made(
        Account(
            person_id=person_id,
            username=f"user{person_id}",
            passphrase_hash="-",
            disabled_at=disabled_at,
            created_at=NOW,
            passphrase_changed_at=NOW,
        )
    )


def child(case_number: str, team_id: int | None = None, **other: Any) -> int:
    child_id = made(Child(case_number=case_number, **{"birth_month": dt.date(2012, 3, 1), **other}))
    if team_id is not None:
        made(ChildTeam(child_id=child_id, team_id=team_id, from_on=START))
    return child_id


def status(child_id: int, code: str, from_on: dt.date = START, **other: Any) -> int:
    return made(
        ChildStatus(child_id=child_id, status=code, from_on=from_on, as_at=START, facts={}, **other)
    )


def link(child_id: int, part: str, person_id: int, from_on: dt.date = START, to_on=None) -> int:
    return made(
        ChildPerson(child_id=child_id, part=part, person_id=person_id, from_on=from_on, to_on=to_on)
    )


def actor(person_id: int, *roles: str, team_id: int | None = None, covering=(), **other) -> Actor:
    held = frozenset(RoleHeld(role, team_id) for role in roles)
    name = other.pop("name", f"Person {person_id}")
    return Actor(
        person_id, name, held, **{"now": NOW, "today": TODAY, **other}, covering=frozenset(covering)
    )


def holder(name: str, *roles: str, team_id: int | None = None, **other: Any) -> Actor:
    """A new person who holds these roles, as an actor."""
    person_id = person(name)
    for role in roles:
        made(RoleAssignment(person_id=person_id, role=role, team_id=team_id, from_on=START))
    return actor(person_id, *roles, team_id=team_id, name=name, **other)


def form(name: str = "case_file_audit", body: str = "") -> int:
    with reading() as session:
        for found in session.query(InstalledVersion).filter_by(kind="form", name=name):
            return found.id
    return made(
        InstalledVersion(
            kind="form",
            name=name,
            number=1,
            digest="-",
            body=body,
            effective_from=START,
            installed_at=NOW,
        )
    )


def check(child_id: int | None, assignee_id: int, **other: Any) -> int:
    given = {
        "kind": "case_audit",
        "child_id": child_id,
        "assignee_id": assignee_id,
        "form_id": other.pop("form_id", None) or form(),
        "allocated_on": START,
        "due_on": TODAY,
        "due_rule": "AU02",
        "due_rule_version": "1",
        "due_explained": "Due",
        "status": "allocated",
    }
    return made(Check(**{**given, **other}))


def finished(child_id: int | None, assignee_id: int, on: dt.date = TODAY, **other: Any) -> int:
    """A submitted, agreed and closed check."""
    moment = dt.datetime.combine(on, dt.time(12), dt.UTC)
    given = {
        "status": "closed",
        "submitted_on": on,
        "submitted_at": moment,
        "agreed_at": moment,
        "closed_at": moment,
        "auditor_grade": 3,
        "final_grade": 3,
    }
    return check(child_id, assignee_id, **{**given, **other})


def action(owner_id: int, raised_by_id: int, **other: Any) -> int:
    given = {
        "origin": "case_audit",
        "text": "See the child",
        "priority": "high",
        "raised_on": START,
        "due_on": TODAY,
        "due_explained": "Due",
        "status": "open",
        "owner_id": owner_id,
        "raised_by_id": raised_by_id,
    }
    return made(Action(**{**given, **other}))


def entries(act: str | None = None) -> list[TrailEntry]:
    """What the trail holds, in order."""
    with reading() as session:
        found = session.query(TrailEntry).order_by(TrailEntry.id)
        return list(found.filter_by(act=act) if act else found)


def row(model: Any, record_id: int) -> Any:
    """One row as it stands now."""
    with reading() as session:
        return session.get(model, record_id)
