"""Who visits a home as its independent person, on what basis, from when to when: reg 43."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Home, HomeVisitor
from db.queries import homes as queries
from db.queries import people
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.homes import BASES, must_be_in_its_life
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.services import independence, trail
from qa.services.people import Colleague
from qa.services.records import said

VISITOR = "reg44_visitor"
LONGEST = 2000


@dataclass(frozen=True)
class Appointment:
    """An appointment as it is asked for."""

    home_id: int
    person_id: int
    basis_kind: str
    basis: str
    from_on: dt.date
    independent_until_on: dt.date | None = None
    to_on: dt.date | None = None


def choices(actor: Actor) -> Sequence[Colleague]:
    """Everybody who holds the visitor's role today, by name."""
    permissions.require(actor, "allocate")
    with reading() as session:
        return [Colleague(*row) for row in people.with_role(session, [VISITOR], actor.today)]


def appoint(
    actor: Actor,
    home_id: int,
    person_id: int,
    basis_kind: str,
    basis: str,
    from_on: dt.date,
    independent_until_on: dt.date | None = None,
    to_on: dt.date | None = None,
) -> int:
    """Appoint a visitor; the appointment's id, that of the same one where it was made already: a
    button pressed twice appoints once. Refused with the rule for whoever is not independent
    (SI 2015/541 regulation 43(3) and (4)), on the first day or today."""
    permissions.require(actor, "allocate")
    asked = Appointment(home_id, person_id, basis_kind, basis, from_on, independent_until_on, to_on)
    _check(asked)
    with writing() as session:
        home = _home(session, actor, home_id)
        must_be_in_its_life("The first day", from_on, home.opened_on, home.closed_on)
        if to_on is not None:
            must_be_in_its_life("The last day", to_on, home.opened_on, home.closed_on)
        name = _visitor(session, actor, asked)
        other = queries.appointed_then(session, home_id, person_id, from_on, to_on)
        if other is not None and _is_same(other, _kept(asked, home)):
            return other.id
        _must_be_free(other, name)
        _must_be_independent(session, actor, asked)
        return _linked(session, actor, asked, home)


def _linked(session: Any, actor: Actor, asked: Appointment, home: Home) -> int:
    kept = _kept(asked, home)
    link = HomeVisitor(home_id=home.id, person_id=asked.person_id, **kept)
    session.add(link)
    session.flush()
    _record(session, actor, "appoint", link, {name: [None, kept[name]] for name in kept})
    return link.id


def _kept(asked: Appointment, home: Home) -> dict[str, Any]:
    """What is stored of an appointment that is asked for."""
    return {
        "basis_kind": asked.basis_kind,
        "basis": asked.basis.strip()[:LONGEST],
        "from_on": asked.from_on,
        "to_on": asked.to_on or home.closed_on,
        "independent_until_on": asked.independent_until_on,
    }


def _check(asked: Appointment) -> None:
    if asked.basis_kind not in BASES:
        raise Refused("Say on what basis the visitor is independent: regulation 43(3) or (4).")
    said(asked.basis, "Say in words why the visitor is independent of the home and its provider.")
    if asked.from_on is None:
        raise Refused("Enter the first day of the appointment.")
    if asked.to_on and asked.to_on < asked.from_on:
        raise Refused("The last day of the appointment is before its first.")
    if asked.independent_until_on and asked.independent_until_on < asked.from_on:
        raise Refused("Independence was confirmed only until a day before the appointment begins.")


def _visitor(session: Any, actor: Actor, asked: Appointment) -> str:
    on = max(asked.from_on, actor.today)
    known = {row.id: row.name for row in people.with_role(session, [VISITOR], on)}
    if asked.person_id not in known:
        raise Refused("Choose somebody who holds the role of independent person on that day.")
    return known[asked.person_id]


def _is_same(link: HomeVisitor, asked: dict[str, Any]) -> bool:
    return all(getattr(link, name) == given for name, given in asked.items())


def _must_be_free(other: HomeVisitor | None, name: str) -> None:
    if other is not None:
        until = f" to {format_date(other.to_on)}" if other.to_on else ""
        raise Refused(
            f"{name} is appointed to this home from {format_date(other.from_on)}{until} already. "
            "End that appointment first, or choose other days."
        )


def _must_be_independent(session: Any, actor: Actor, asked: Appointment) -> None:
    days = {asked.from_on}
    if asked.from_on < actor.today and (asked.to_on is None or asked.to_on >= actor.today):
        days.add(actor.today)
    for on in sorted(days):
        why = independence.refusals(session, [asked.home_id], asked.person_id, on, asked.basis_kind)
        if asked.home_id in why:
            raise Refused(why[asked.home_id])


def end(actor: Actor, link_id: int, on: dt.date) -> None:
    """End an appointment; `on` is its last day. Not before a visit that was made under it."""
    permissions.require(actor, "allocate")
    with writing() as session:
        link = _held(session, actor, link_id)
        if on is None or on < link.from_on:
            raise Refused("The last day of the appointment is before its first.")
        if link.to_on is not None and on >= link.to_on:
            raise Refused(f"The appointment ends on {format_date(link.to_on)} already.")
        visited = queries.last_visit_by(session, link.home_id, link.person_id)
        if visited and on < visited <= (link.to_on or visited):
            raise Refused(
                f"A visit was made under this appointment on {format_date(visited)}. It ends on "
                "that day at the earliest."
            )
        payload = {"from_on": [link.from_on, link.from_on], "to_on": [link.to_on, on]}
        link.to_on = on
        _record(session, actor, "end", link, payload)


def confirm(actor: Actor, link_id: int, until_on: dt.date | None) -> None:
    """Confirm independence again until a day, the last included; None: without an end."""
    permissions.require(actor, "allocate")
    with writing() as session:
        link = _held(session, actor, link_id)
        if link.to_on is not None and link.to_on < actor.today:
            raise Refused("This appointment has ended.")
        if until_on is not None and until_on < actor.today:
            raise Refused("Independence is confirmed until today or later.")
        why = independence.refusals(
            session, [link.home_id], link.person_id, actor.today, link.basis_kind
        )
        if link.home_id in why:
            raise Refused(why[link.home_id])
        payload = {"independent_until_on": [link.independent_until_on, until_on]}
        link.independent_until_on = until_on
        _record(session, actor, "confirm", link, payload)


def _home(session: Any, actor: Actor, home_id: int) -> Home:
    home = queries.one(session, actor, home_id, lock=True)
    if home is None:
        raise NotFound("home")
    return home


def _held(session: Any, actor: Actor, link_id: int) -> HomeVisitor:
    link = queries.appointment(session, link_id)
    if link is None or queries.one(session, actor, link.home_id) is None:
        raise NotFound("appointment")
    return link


def _record(
    session: Any, actor: Actor, act: str, link: HomeVisitor, payload: dict[str, Any]
) -> None:
    about = {"home_id": link.home_id, "person_id": link.person_id, **payload}
    trail.record(session, actor, act, "home_visitor", link.id, about, home_id=link.home_id)
