"""Dated roles, for one team or for the service, and the teams they are held for."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import RoleAssignment
from db.queries import people as queries
from qa.domain import permissions
from qa.domain.actor import ROLES, Actor
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.services import trail

FOR_TEAMS = frozenset({"team_manager"})


@dataclass(frozen=True)
class NewRole:
    """A role to give; a team manager's is for a team, or (None) for every team."""

    role: str
    from_on: dt.date
    to_on: dt.date | None = None
    team_id: int | None = None


@dataclass(frozen=True)
class Role:
    """A role as it is held."""

    id: int
    role: str
    team: str
    from_on: dt.date
    to_on: dt.date | None

    @property
    def words(self) -> str:
        """The role, with its team where it is held for one."""
        return f"{ROLES[self.role]}: {self.team}" if self.team else ROLES[self.role]

    @property
    def dates(self) -> str:
        """From when, and until when."""
        since = f"from {format_date(self.from_on)}"
        return f"{since} to {format_date(self.to_on)}" if self.to_on else since


def by_person(session: Any, today: dt.date) -> dict[int, list[Role]]:
    """Everybody's roles that are held today or later, by person."""
    found: dict[int, list[Role]] = defaultdict(list)
    for held, team in queries.role_assignments(session, ending_from=today):
        found[held.person_id].append(Role(held.id, held.role, team or "", held.from_on, held.to_on))
    return found


def give(actor: Actor, person_id: int, role: NewRole) -> None:
    """Give somebody a role from a day on."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        if queries.person(session, person_id) is None:
            raise NotFound("person")
        add(session, actor, person_id, role)


def add(session: Any, actor: Actor, person_id: int, new: NewRole) -> None:
    """The same in the caller's transaction."""
    _require_sensible(session, new)
    if queries.overlapping_role(session, person_id, new.role, new.team_id, new.from_on, new.to_on):
        raise Refused("This role is held already for some of these days.")
    session.add(
        RoleAssignment(
            person_id=person_id,
            role=new.role,
            team_id=new.team_id,
            from_on=new.from_on,
            to_on=new.to_on,
        )
    )
    about = {"role": [None, new.role], "from_on": [None, new.from_on], "to_on": [None, new.to_on]}
    trail.record(session, actor, "give role", "person", person_id, about, team_id=new.team_id)


def _require_sensible(session: Any, new: NewRole) -> None:
    if new.role not in ROLES:
        raise Refused("There is no such role.")
    if new.to_on and new.to_on < new.from_on:
        raise Refused("A role cannot end before it begins.")
    if new.team_id is None:
        return
    if new.role not in FOR_TEAMS:
        raise Refused("Only a team manager's role is held for a team.")
    team = queries.team(session, new.team_id)
    if team is None:
        raise NotFound("team")
    if team.closed_on and team.closed_on <= new.from_on:
        raise Refused(f"{team.name} closed on {format_date(team.closed_on)}.")


def end(actor: Actor, assignment_id: int, last_day: dt.date) -> None:
    """End a role; `last_day` is the last day it is held. One not begun yet is taken away whole."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        held = queries.role_assignment(session, assignment_id)
        if held is None:
            raise NotFound("role")
        if last_day < actor.today - dt.timedelta(days=1):
            raise Refused("A role ends yesterday at the earliest; what was done in it stands.")
        _require_an_administrator(session, actor, held)
        about = {"role": held.role, "to_on": [held.to_on, last_day]}
        trail.record(
            session, actor, "end role", "person", held.person_id, about, team_id=held.team_id
        )
        if last_day < held.from_on:
            session.delete(held)
        else:
            held.to_on = last_day


def _require_an_administrator(session: Any, actor: Actor, held: RoleAssignment) -> None:
    if held.role != "administrator":
        return
    account = queries.account_of_person(session, held.person_id)
    others = queries.administrators(session, actor.today, but=account.id if account else 0)
    if not others:
        raise Refused("This is the only administrator. Make somebody else one first.")


def of_person(actor: Actor, person_id: int) -> list[Role]:
    """One person's roles, past ones too, oldest first."""
    permissions.require(actor, "keep_accounts")
    with reading() as session:
        rows = queries.role_assignments(session, person_id=person_id)
        return [
            Role(held.id, held.role, team or "", held.from_on, held.to_on) for held, team in rows
        ]
