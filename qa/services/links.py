"""Who is whose social worker, team manager, IRO or chair: dated links, never written over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import ChildPerson, Person
from db.queries import child_page
from db.queries import links as queries
from db.queries import people as people_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.children import PARTS
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date, joined, plural
from qa.services import duties, trail
from qa.services.people import Colleague
from qa.services.roster_trail import record_children

DAY = dt.timedelta(days=1)
EARLIEST = dt.date(1990, 1, 1)
NAMED = 5
MOST = 2_000


@dataclass(frozen=True)
class Linked:
    """What a link in bulk came to."""

    changed: int
    unchanged: int

    def __str__(self) -> str:
        """In a sentence."""
        changed = f"Recorded for {plural(self.changed, 'child', 'children')}."
        return f"{changed} Unchanged: {self.unchanged:,}." if self.unchanged else changed


def put(
    actor: Actor, child_ids: Sequence[int], part: str, person_id: int, from_on: dt.date
) -> Linked:
    """Link these children with a person from a day: the link before ends the day before.

    All or nothing. Raises Refused where a link begins that day or later, NotFound where a child
    is out of the actor's scope.
    """
    permissions.require(actor, "keep_register")
    _check(actor, child_ids, part, from_on)
    with writing() as session:
        children = child_page.several(session, actor, child_ids)
        if len(children) != len(set(child_ids)):
            raise NotFound("child")
        person = _person(session, person_id, from_on)
        may_hold(session, part, person.id, person.name, actor.today)
        before = _before(session, children, part, from_on)
        _refuse_later(children, before, part, person_id, from_on)
        names = queries.names(session, {x.person_id for links in before.values() for x in links})
        changes = {
            child.id: _put_one(session, held, child.id, part, person, from_on, names)
            for child in children
            if not _is_there(held := before.get(child.id, []), person.id, from_on)
        }
        session.flush()
        record_children(session, actor, changes, "link")
        duties.refresh(session, changes, actor.today)
    return Linked(len(changes), len(children) - len(changes))


def _check(actor: Actor, child_ids: Sequence[int], part: str, from_on: dt.date) -> None:
    if part not in PARTS:
        raise Refused("Choose what the person is to the child.")
    if not child_ids:
        raise Refused("Choose at least one child.")
    if len(set(child_ids)) > MOST:
        raise Refused(f"Choose at most {MOST:,} children at once.")
    if not EARLIEST <= from_on <= actor.today + 366 * DAY:
        raise Refused("Choose a day between 1990 and a year from now.")


def _person(session: Any, person_id: int, on: dt.date) -> Person:
    person = queries.person_at_work(session, person_id, on)
    if person is None:
        raise Refused("Choose a person who is at work on that day.")
    return person


ROLE_OF_PART = {"iro": "iro", "team_manager": "team_manager"}
ROLE_WORDS = {"iro": "IRO, chair or auditor", "team_manager": "team manager"}


def may_hold(session: Any, part: str, person_id: int, name: str, on: dt.date) -> None:
    """Refuse as IRO, chair or team manager somebody whose account does not have that role."""
    if person_id in unfit_for(session, part, on):
        raise Refused(
            f"{name} does not hold the role of {ROLE_WORDS[part]}. An administrator gives it, "
            "under Accounts."
        )


def unfit_for(session: Any, part: str, on: dt.date) -> frozenset[int]:
    """Ids of people with an account but without the role that a part calls for, on a day."""
    role = ROLE_OF_PART.get(part)
    if role is None:
        return frozenset()
    holders = {row.id for row in people_queries.with_role(session, [role], on)}
    return frozenset(people_queries.with_account(session)) - holders


def _before(
    session: Any, children: Sequence[Any], part: str, from_on: dt.date
) -> dict[int, list[ChildPerson]]:
    found: dict[int, list[ChildPerson]] = {}
    ids = [child.id for child in children]
    for link in queries.running_or_later(session, ids, part, from_on):
        found.setdefault(link.child_id, []).append(link)
    return found


def _is_there(links: Sequence[ChildPerson], person_id: int, from_on: dt.date) -> bool:
    """The person holds the part already, without an end."""
    return any(
        link.person_id == person_id and link.to_on is None and link.from_on <= from_on
        for link in links
    )


def _refuse_later(
    children: Sequence[Any],
    before: dict[int, list[ChildPerson]],
    part: str,
    person_id: int,
    from_on: dt.date,
) -> None:
    stuck = [
        child.case_number
        for child in children
        if not _is_there(before.get(child.id, []), person_id, from_on)
        and any(link.from_on >= from_on for link in before.get(child.id, []))
    ]
    if stuck:
        more = f" and {len(stuck) - NAMED} more" if len(stuck) > NAMED else ""
        raise Refused(
            f"{PARTS[part]} from {format_date(from_on)} or later is recorded already for "
            f"{joined(stuck[:NAMED])}{more}. Nothing was changed: choose a later day, or remove "
            "the entry made by mistake on the child's page."
        )


def _put_one(
    session: Any,
    before: Sequence[ChildPerson],
    child_id: int,
    part: str,
    person: Person,
    from_on: dt.date,
    names: dict[int, str],
) -> dict[str, Any]:
    """End what held and begin the new link; the change, for the trail."""
    for link in before:
        link.to_on = from_on - DAY
    session.add(ChildPerson(child_id=child_id, part=part, person_id=person.id, from_on=from_on))
    old = [link.person_id for link in before]
    return {
        part: [joined([names[i] for i in old]) or None, person.name],
        "person_id": [old[0] if old else None, person.id],
        "from_on": from_on,
    }


def end(actor: Actor, link_id: int, to_on: dt.date) -> None:
    """The last day of a link, without a successor."""
    permissions.require(actor, "keep_register")
    with writing() as session:
        link = _held(session, actor, link_id)
        if not link.from_on <= to_on:
            raise Refused(f"It cannot end before it began on {format_date(link.from_on)}.")
        if link.to_on is not None and link.to_on < actor.today:
            raise Refused(f"It ended on {format_date(link.to_on)} already.")
        payload = {"part": link.part, "to_on": [link.to_on, to_on], "person_id": link.person_id}
        link.to_on = to_on
        about = {"child_id": link.child_id}
        trail.record(session, actor, "end_link", "child", link.child_id, payload, **about)
        session.flush()
        duties.refresh(session, [link.child_id], actor.today)


def remove(actor: Actor, link_id: int) -> None:
    """Take back a link entered by mistake today, or one that is still to begin.

    The link before it runs on. What has stood for a day stays: end it instead.
    """
    permissions.require(actor, "keep_register")
    with writing() as session:
        link = _held(session, actor, link_id)
        if link.from_on < actor.today:
            raise Refused("It has stood since before today, so it is ended, not removed.")
        _reopen_before(session, link)
        payload = {"part": link.part, "person_id": [link.person_id, None], "from_on": link.from_on}
        about = {"child_id": link.child_id}
        trail.record(session, actor, "remove_link", "child", link.child_id, payload, **about)
        session.delete(link)
        session.flush()
        duties.refresh(session, [link.child_id], actor.today)


def _reopen_before(session: Any, link: ChildPerson) -> None:
    last = link.from_on - DAY
    for earlier in queries.running_or_later(session, [link.child_id], link.part, last):
        if earlier.to_on == last:
            earlier.to_on = None


def _held(session: Any, actor: Actor, link_id: int) -> ChildPerson:
    link = queries.one(session, link_id)
    if link is None or child_page.one(session, actor, link.child_id, lock=True) is None:
        raise NotFound("entry")
    return link


def people(actor: Actor) -> list[Colleague]:
    """Everybody who can be linked today, with or without an account, by name."""
    permissions.require(actor, "keep_register")
    with reading() as session:
        return [Colleague(*row) for row in queries.people_at_work(session, actor.today)]


def add_person(actor: Actor, name: str, job_title: str = "") -> int:
    """Add a person without an account; their id."""
    permissions.require(actor, "keep_register")
    name, job_title = " ".join(name.split()), " ".join(job_title.split())
    if not name or len(name) > 200 or len(job_title) > 200:
        raise Refused("Enter a name of up to 200 characters; a job title too, if you like.")
    with writing() as session:
        same = [row.name.casefold() for row in queries.people_at_work(session, actor.today)]
        if name.casefold() in same:
            raise Refused(f"{name} is in the list already. For a namesake add a middle name.")
        person = Person(name=name, job_title=job_title or None)
        session.add(person)
        session.flush()
        payload = {"name": [None, name], "job_title": [None, job_title or None]}
        trail.record(session, actor, "add", "person", person.id, payload)
        return person.id
