"""What ties a person to a home and bars them from visiting it: SI 2015/541 regulation 43(3)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from db.engine import reading, writing
from db.models import HomeTie
from db.queries import homes as queries
from db.queries import people
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.independence import TIES
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.services import trail
from qa.services.people import Colleague


def choices(actor: Actor) -> Sequence[Colleague]:
    """Everybody at work, by name."""
    permissions.require(actor, "keep_register")
    with reading() as session:
        return [Colleague(*row) for row in people.at_work(session, actor.today)]


def add(
    actor: Actor, home_id: int, person_id: int, kind: str, from_on: dt.date, note: str = ""
) -> int:
    """Record a tie; its id. From its first day the person can neither be appointed to the home nor
    begin a visit there."""
    permissions.require(actor, "keep_register")
    if kind not in TIES:
        raise Refused("Say what ties the person to the home.")
    if from_on is None:
        raise Refused("Enter the day from which the tie holds.")
    with writing() as session:
        if queries.one(session, actor, home_id, lock=True) is None:
            raise NotFound("home")
        if queries.person(session, person_id) is None:
            raise NotFound("person")
        _must_be_new(session, home_id, person_id, kind, from_on)
        tie = HomeTie(
            home_id=home_id,
            person_id=person_id,
            kind=kind,
            from_on=from_on,
            note=one_line(note, 400) or None,
        )
        session.add(tie)
        session.flush()
        _record(session, actor, "add", tie, {
            "kind": [None, kind], "from_on": [None, from_on], "note": [None, tie.note],
        })  # fmt: skip
        return tie.id


def _must_be_new(session: Any, home_id: int, person_id: int, kind: str, from_on: dt.date) -> None:
    for tie, name in queries.ties(session, home_id):
        same = (tie.person_id, tie.kind) == (person_id, kind)
        if same and (tie.to_on is None or tie.to_on >= from_on):
            raise Refused(
                f"This tie of {name} is recorded from {format_date(tie.from_on)} already."
            )


def end(actor: Actor, tie_id: int, on: dt.date) -> None:
    """End a tie; `on` is its last day."""
    permissions.require(actor, "keep_register")
    with writing() as session:
        tie = queries.tie(session, tie_id)
        if tie is None or queries.one(session, actor, tie.home_id) is None:
            raise NotFound("tie")
        if tie.to_on is not None and tie.to_on < actor.today:
            raise Refused("This tie has ended already.")
        if on is None or on < tie.from_on:
            raise Refused("The last day of the tie is before its first.")
        payload = {"kind": tie.kind, "to_on": [tie.to_on, on]}
        tie.to_on = on
        _record(session, actor, "end", tie, payload)


def _record(session: Any, actor: Actor, act: str, tie: HomeTie, payload: dict[str, Any]) -> None:
    """The home stands in the payload alone: a visitor reads the history of their homes, and what
    ties other people is not theirs to know."""
    about = {"home_id": tie.home_id, "person_id": tie.person_id, **payload}
    trail.record(session, actor, act, "home_tie", tie.id, about)
