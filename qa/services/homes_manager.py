"""The registered manager of a home: a person without an account, who owns recommendations."""

from typing import Any

from db.models import Home, Person
from db.queries import homes as queries
from qa.domain.actor import Actor
from qa.domain.homes import HomeGiven
from qa.services import trail

JOB_TITLE = "Registered manager"
INDIVIDUAL = "Responsible individual"


def answerable(session: Any, actor: Actor, home: Home) -> int | None:
    """Who owns a recommendation to the home: its registered manager; while that post is vacant its
    responsible individual, until the next manager takes over. None where neither is named."""
    if home.manager_id is not None or not home.responsible_individual:
        return home.manager_id
    known = queries.person_titled(session, home.responsible_individual, INDIVIDUAL)
    return known or _entered(session, actor, home, home.responsible_individual, INDIVIDUAL)


def _entered(session: Any, actor: Actor, home: Home, name: str, title: str) -> int:
    person = Person(name=name, job_title=title)
    session.add(person)
    session.flush()
    about = {"name": [None, person.name], "job_title": [None, title]}
    trail.record(session, actor, "add", "person", person.id, about, home_id=home.id)
    return person.id


def follow(
    session: Any, actor: Actor, home: Home, named_before: str | None, given: HomeGiven
) -> None:
    """Let the home's manager be the person named; in the caller's transaction.

    Another name is another person, who takes over what is open, unless it is said to be another
    spelling. Nobody named: the post is vacant, and what is open waits for the next manager.
    """
    if not home.registered_manager:
        _leave(session, actor, home)
        return
    if home.manager_id is not None and home.registered_manager == named_before:
        return
    if home.manager_id is not None and given.is_same_manager:
        _rename(session, actor, home)
        return
    _leave(session, actor, home)
    home.manager_id = _entered(session, actor, home, home.registered_manager, JOB_TITLE)
    _take_over(session, actor, home)


def _leave(session: Any, actor: Actor, home: Home) -> None:
    """The manager until now leaves the post; whoever has no other home here is no longer listed."""
    before = queries.person(session, home.manager_id) if home.manager_id else None
    home.manager_id = None
    if before is None or _is_more_than_manager(session, before, home):
        return
    before.left_on, before.version = actor.today, before.version + 1
    payload = {"left_on": [None, actor.today]}
    trail.record(session, actor, "change", "person", before.id, payload, home_id=home.id)


def _rename(session: Any, actor: Actor, home: Home) -> None:
    person = queries.person(session, home.manager_id) if home.manager_id else None
    if person is None or _is_more_than_manager(session, person, home):
        return
    change = {"name": [person.name, home.registered_manager]}
    person.name, person.version = home.registered_manager, person.version + 1
    trail.record(session, actor, "change", "person", person.id, change, home_id=home.id)


def _is_more_than_manager(session: Any, person: Person, home: Home) -> bool:
    """Somebody with an account or another home is known elsewhere, under that name."""
    return queries.has_account(session, person.id) or queries.manages_another(
        session, person.id, home.id
    )


def _take_over(session: Any, actor: Actor, home: Home) -> None:
    for action in queries.open_recommendations(session, home.id):
        if action.owner_id == home.manager_id:
            continue
        payload = {"owner_id": [action.owner_id, home.manager_id]}
        action.owner_id, action.version = home.manager_id, action.version + 1
        trail.record(session, actor, "hand_over", "action", action.id, payload, home_id=home.id)
