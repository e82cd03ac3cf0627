"""Teams: added, renamed, closed and opened again by administrators; read by everybody."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Team
from db.queries import people as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused
from qa.services import trail


@dataclass(frozen=True)
class TeamRow:
    """A team, with the day it closed where it did."""

    id: int
    name: str
    closed_on: dt.date | None


def list_teams(*, closed_too: bool = False) -> list[TeamRow]:
    """Teams by name; only those at work unless `closed_too`."""
    with reading() as session:
        return [
            TeamRow(team.id, team.name, team.closed_on)
            for team in queries.teams(session)
            if closed_too or team.closed_on is None
        ]


def add_team(actor: Actor, name: str) -> None:
    """Add a team."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        team = Team(name=_free_name(session, name))
        session.add(team)
        session.flush()
        about = {"name": [None, team.name]}
        trail.record(session, actor, "create", "team", team.id, about, team_id=team.id)


def rename_team(actor: Actor, team_id: int, name: str) -> None:
    """Give a team another name; everything about it stays with it."""
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        team = _team(session, team_id)
        before, team.name = team.name, _free_name(session, name, but=team_id)
        about = {"name": [before, team.name]}
        trail.record(session, actor, "rename", "team", team_id, about, team_id=team_id)


def close_team(actor: Actor, team_id: int) -> None:
    """Close a team today: nothing new is put in it, and its history stays."""
    _set_closed(actor, team_id, actor.today)


def reopen_team(actor: Actor, team_id: int) -> None:
    """Open a closed team again."""
    _set_closed(actor, team_id, None)


def _set_closed(actor: Actor, team_id: int, on: dt.date | None) -> None:
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        team = _team(session, team_id)
        before, team.closed_on = team.closed_on, on
        act = "close" if on else "reopen"
        about = {"closed_on": [before, on]}
        trail.record(session, actor, act, "team", team_id, about, team_id=team_id)


def _free_name(session: Any, typed: str, but: int | None = None) -> str:
    name = one_line(typed)
    if not name:
        raise Refused("Enter the team's name.")
    taken = queries.team_named(session, name)
    if taken and taken.id != but:
        raise Refused(f"There is a team called {taken.name} already.")
    return name


def _team(session: Any, team_id: int) -> Team:
    found = queries.team(session, team_id)
    if found is None:
        raise NotFound("team")
    return found


def choices(actor: Actor) -> dict[int, str]:
    """The teams whose records this person may meet in a list, by id, closed ones included."""
    every = {team.id: team.name for team in list_teams(closed_too=True)}
    if actor.has("practice_manager", "head_of_service", "business_support", "iro"):
        return every
    own = actor.teams("team_manager")
    return every if own is None else {i: name for i, name in every.items() if i in own}
