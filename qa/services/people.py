"""People as others ask for them: who acts, who holds a role, who has no account."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import people as queries
from qa.domain.actor import Actor, RoleHeld


@dataclass(frozen=True)
class Colleague:
    """Somebody to choose from a list."""

    id: int
    name: str
    job_title: str | None = None

    @property
    def label(self) -> str:
        """The name, with the job title where one is known."""
        return f"{self.name}, {self.job_title}" if self.job_title else self.name


def actor(
    session: Any,
    person_id: int,
    name: str,
    now: dt.datetime,
    today: dt.date,
    *,
    account_id: int | None = None,
    sign_in_id: int | None = None,
) -> Actor:
    """A person at this moment, with the roles held and the colleagues covered today."""
    held, covered = queries.standing(session, person_id, today)
    roles = frozenset(RoleHeld(*each) for each in held)
    return Actor(person_id, name, roles, now, today, account_id, sign_in_id, frozenset(covered))


def with_role(*roles: str, on: dt.date) -> list[Colleague]:
    """Everybody who holds one of these roles that day, by name."""
    with reading() as session:
        return [Colleague(*row) for row in queries.with_role(session, roles, on)]


def without_account() -> list[Colleague]:
    """Everybody at work who has no account, by name."""
    with reading() as session:
        return [Colleague(*row) for row in queries.without_account(session)]


def names(person_ids: Iterable[int]) -> dict[int, str]:
    """Names by id."""
    with reading() as session:
        return dict(queries.names(session, person_ids))
