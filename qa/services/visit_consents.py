"""Consent before a child's case records are opened at a visit: both, or they stay shut."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.engine import writing
from db.models import Check, Visit, VisitConsent
from db.queries import visits as queries
from qa.domain import visits
from qa.domain.actor import Actor
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.services import drafts, install, residents, trail
from qa.services.records import record
from qa.services.visits import draft

BOTH = (
    "Case records are opened only with the consent of the child and of the placing authority: "
    "regulation 44(2)(b). Give the day of each, and who agreed for the authority."
)
WHOSE = {"child_agreed_on": "The child's", "authority_agreed_on": "The authority's"}
FIELDS = ("child_agreed_on", "authority_agreed_on", "authority_by")


def put(
    actor: Actor,
    check_id: int,
    resident_id: int,
    child_agreed_on: dt.date | None,
    authority_agreed_on: dt.date | None,
    authority_by: str,
) -> None:
    """Record that a child's case records were opened with both consents, or correct it.

    Raises NotFound, or Refused in words: one consent missing, a consent after the visit or in the
    future, a child who did not live there, a visit that is finished.
    """
    by = one_line(authority_by)
    if not resident_id:
        raise Refused("Choose the child.")
    if child_agreed_on is None or authority_agreed_on is None or not by:
        raise Refused(BOTH)
    with writing() as session:
        check, visit = draft(session, actor, check_id)
        visited_on = _day(session, check, visit)
        resident = _resident(session, visit, resident_id)
        given = {"child_agreed_on": child_agreed_on, "authority_agreed_on": authority_agreed_on}
        why = too_late(resident.letter, resident.from_on, given, visited_on)
        if why:
            raise Refused(why)
        row = queries.consent(session, check_id, resident_id) or VisitConsent(
            check_id=check_id, resident_id=resident_id
        )
        before = {name: getattr(row, name) for name in FIELDS}
        row.child_agreed_on, row.authority_agreed_on = child_agreed_on, authority_agreed_on
        row.authority_by, row.recorded_by_id, row.recorded_at = by, actor.person_id, actor.now
        session.add(row)
        changed = trail.changes(before, {name: getattr(row, name) for name in FIELDS})
        record(session, actor, "consent", check, {"letter": resident.letter, **changed})


def remove(actor: Actor, check_id: int, resident_id: int) -> None:
    """Take the consents of a child away again: the records were not opened."""
    with writing() as session:
        check, visit = draft(session, actor, check_id)
        row = queries.consent(session, check_id, resident_id)
        if row is None:
            raise NotFound("consent")
        before = {name: [getattr(row, name), None] for name in FIELDS}
        session.delete(row)
        letter = _resident(session, visit, resident_id).letter
        record(session, actor, "consent", check, {"letter": letter, **before})


def _resident(session: Any, visit: Visit, resident_id: int) -> residents.Resident:
    everybody = residents.everybody(session, visit.home_id)
    found = next((each for each in everybody if each.id == resident_id), None)
    if found is None:
        raise NotFound("child of the home")
    return found


def _day(session: Any, check: Check, visit: Visit) -> dt.date:
    """The day of the visit as its form gives it now."""
    answers = drafts.answers(session, check, install.form(session, check.form_id))
    return visits.visited_on(answers) or visit.visited_on


def too_late(
    letter: str, came_on: dt.date, given: Mapping[str, dt.date], visited_on: dt.date
) -> str:
    """Why these consents open no records at a visit on a day; '' where they do."""
    visit = f"the visit of {format_date(visited_on)}"
    if came_on > visited_on:
        return f"Child {letter} came to live in the home on {format_date(came_on)}, after {visit}."
    for name, words in WHOSE.items():
        if given[name] > visited_on:
            return (
                f"{words} consent is of {format_date(given[name])}, after {visit}: records are "
                "opened with both consents given before."
            )
    return ""
