"""People with accounts, for tests: straight into the store, without a screen."""

import datetime as dt

from db.engine import writing
from db.models import Account, Person, RoleAssignment, Team
from qa import clock
from qa.services import passphrase_hashes, sessions

PASSPHRASE = "four unrelated words here"
SINCE = dt.date(2020, 1, 1)


def make_account(
    username: str,
    *roles: str,
    name: str | None = None,
    team_ids: tuple[int, ...] = (),
    must_change: bool = False,
    is_demonstration: bool = False,
    passphrase: str = PASSPHRASE,
) -> tuple[int, int]:
    """A person with an account and roles (a team manager's for `team_ids`): their two ids."""
    now = clock.now()
    with writing() as session:
        person = Person(name=name or username.replace("_", " ").title())
        session.add(person)
        session.flush()
        for role in roles:
            teams = team_ids if role == "team_manager" and team_ids else (None,)
            session.add_all(
                RoleAssignment(person_id=person.id, role=role, team_id=team, from_on=SINCE)
                for team in teams
            )
        account = Account(
            person_id=person.id,
            username=username,
            passphrase_hash=passphrase_hashes.hash_of(passphrase),
            must_change=must_change,
            is_demonstration=is_demonstration,
            created_at=now,
            passphrase_changed_at=now,
        )
        session.add(account)
        session.flush()
        return person.id, account.id


def make_team(name: str) -> int:
    """A team; its id."""
    with writing() as session:
        team = Team(name=name)
        session.add(team)
        session.flush()
        return team.id


def begin_session(account_id: int, at: dt.datetime | None = None) -> str:
    """A session of this account; its cookie."""
    with writing() as session:
        return sessions.begin(session, account_id, at or clock.now(), "192.0.2.1", "a test")
