"""What is kept about a person: name, job, hours, line manager, last day at work.

Line management is kept here because nobody may audit or moderate within their own.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Person
from db.queries import people as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import trail
from qa.services.people import Colleague

MOST_HOURS = 1.0


@dataclass(frozen=True)
class Details:
    """What may be changed about a person; hours as a share of full time."""

    name: str
    job_title: str = ""
    email: str = ""
    full_time_equivalent: float = MOST_HOURS
    line_manager_id: int | None = None
    left_on: dt.date | None = None


@dataclass(frozen=True)
class FoundPerson:
    """A person in a list."""

    id: int
    name: str
    job_title: str
    line_manager: str
    account_id: int | None


def find(actor: Actor, words: str, page: int, per_page: int) -> tuple[int, list[FoundPerson]]:
    """How many people have these words in their name, and one page of them (pages from 1)."""
    permissions.require(actor, "keep_accounts")
    with reading() as session:
        total, rows = queries.found(session, words, (page - 1) * per_page, per_page)
        return total, [FoundPerson(r[0], r[1], r[2] or "", r[3] or "", r[4]) for r in rows]


def details(actor: Actor, person_id: int) -> tuple[Details, int]:
    """What is kept about a person, and the version it was read at."""
    permissions.require(actor, "keep_accounts")
    with reading() as session:
        person = _person(session, person_id)
        return _details(person), person.version


def managers(actor: Actor, person_id: int) -> list[Colleague]:
    """Who can be this person's line manager: everybody else at work."""
    permissions.require(actor, "keep_accounts")
    with reading() as session:
        rows = queries.at_work(session, actor.today)
        return [Colleague(*row) for row in rows if row.id != person_id]


def change(actor: Actor, person_id: int, new: Details, version: int) -> None:
    """Change what is kept; `version` is the one the form was filled in on.

    Raises Stale where somebody else changed it since.
    """
    permissions.require(actor, "keep_accounts")
    with writing() as session:
        person = _person(session, person_id)
        before = _details(person)
        if person.version != version:
            raise Stale(
                f"Somebody else changed {person.name} meanwhile, so nothing was saved. What they "
                "saved is shown now.",
                before,
                person.version,
            )
        kept = _sensible(session, person_id, new)
        changed = trail.changes(asdict(before), asdict(kept))
        if not changed:
            return
        for field in changed:
            setattr(person, field, getattr(kept, field) or None)
        person.version += 1
        trail.record(session, actor, "change", "person", person_id, changed)


def _sensible(session: Any, person_id: int, new: Details) -> Details:
    name = one_line(new.name)
    if not name:
        raise Refused("Enter the person's name.")
    if not 0 < new.full_time_equivalent <= MOST_HOURS:
        raise Refused("Hours are a share of full time: more than 0, and 1 at most.")
    if new.line_manager_id is not None:
        if queries.person(session, new.line_manager_id) is None:
            raise NotFound("person")
        if person_id in queries.managers_above(session, new.line_manager_id):
            raise Refused("Nobody is in their own line management. Choose another manager.")
    return Details(
        name,
        one_line(new.job_title),
        one_line(new.email, 254),
        new.full_time_equivalent,
        new.line_manager_id,
        new.left_on,
    )


def _details(person: Person) -> Details:
    return Details(
        person.name,
        person.job_title or "",
        person.email or "",
        person.full_time_equivalent,
        person.line_manager_id,
        person.left_on,
    )


def _person(session: Any, person_id: int) -> Person:
    found = queries.person(session, person_id)
    if found is None:
        raise NotFound("person")
    return found
