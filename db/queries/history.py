"""Reading the trail for people: narrowed and paged in SQL, values only where the matrix allows."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from db import scope
from db.models import Action, Challenge, Check, Child, Home, Person, RiskFlag, TrailEntry
from qa.domain.actor import Actor
from qa.domain.history import HistoryFilter
from qa.domain.words import LONDON

ALL = ("practice_manager", "head_of_service")
OWN = ("iro", "team_manager", "reg44_visitor")
Clause = ColumnElement[bool]


def may_see_values(actor: Actor) -> Clause:
    """Entries whose values this person may read: never by the administrator's role alone."""
    readers = frozenset(held for held in actor.roles if held.role in (*ALL, *OWN))
    if not readers:
        return false()
    reader = dataclasses.replace(actor, roles=readers)
    return scope.trail(reader) if reader.has(*ALL) else _of_what_they_read(reader)


def _of_what_they_read(actor: Actor) -> Clause:
    """The trail of records in scope, less those of drafts and others they may not know of."""
    known = [scope.trail(actor)]
    for noun, model, clause in (
        ("check", Check, scope.checks(actor)),
        ("action", Action, scope.actions(actor)),
        ("challenge", Challenge, scope.challenges(actor)),
        ("risk", RiskFlag, scope.risk_flags(actor)),
    ):
        seen = TrailEntry.noun_id.in_(select(model.id).where(clause))
        own = TrailEntry.person_id == actor.person_id
        known.append(or_(TrailEntry.noun != noun, own, seen))
    return and_(*known)


def _may_know(actor: Actor) -> Clause:
    return scope.trail(actor) if actor.has("administrator", *ALL) else may_see_values(actor)


def _kept(query: Select[Any], actor: Actor, wanted: HistoryFilter) -> Select[Any]:
    """The entries this person may see that a filter keeps."""
    return query.where(_may_know(actor), _not_with_restricted(actor), *_narrowed(actor, wanted))


def _not_with_restricted(actor: Actor) -> Clause:
    """A challenge about several children does not exist for somebody from whom one of them is
    restricted, nor does what was done about it to the others."""
    hidden = select(Challenge.id).where(~scope.no_child_restricted(actor))
    return or_(TrailEntry.noun != "challenge", TrailEntry.noun_id.not_in(hidden))


def _narrowed(actor: Actor, wanted: HistoryFilter) -> Iterator[Clause]:
    if wanted.person_id is not None:
        yield TrailEntry.person_id == wanted.person_id
    if wanted.act:
        yield TrailEntry.act == wanted.act
    if wanted.noun:
        yield TrailEntry.noun == wanted.noun
    if wanted.case_number.strip():
        number = wanted.case_number.strip().lower()
        child = select(Child.id).where(func.lower(Child.case_number) == number)
        yield and_(TrailEntry.child_id.in_(child), may_see_values(actor))
    if wanted.from_on is not None:
        yield TrailEntry.at >= _midnight(wanted.from_on)
    if wanted.to_on is not None:
        yield TrailEntry.at < _midnight(wanted.to_on + dt.timedelta(days=1))
    if wanted.refused_only:
        yield TrailEntry.refused == true()


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), LONDON)


def count(session: Session, actor: Actor, wanted: HistoryFilter, most: int) -> int:
    """How many entries a filter keeps, counted no further than `most`."""
    found = _kept(select(TrailEntry.id), actor, wanted).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def page(
    session: Session, actor: Actor, wanted: HistoryFilter, limit: int, offset: int
) -> Sequence[Row[Any]]:
    """(entry, case_number, name of the home, kind of check or action, form of the check, whether
    its values may be read), the latest first."""
    readable = may_see_values(actor).label("readable")
    about = and_(TrailEntry.noun == "check", Check.id == TrailEntry.noun_id)
    asked = and_(TrailEntry.noun == "action", Action.id == TrailEntry.noun_id)
    kind = func.coalesce(Check.kind, Action.kind, "").label("kind")
    entries = (
        select(TrailEntry, Child.case_number, Home.name, kind, Check.form_id, readable)
        .outerjoin(Child, Child.id == TrailEntry.child_id)
        .outerjoin(Home, Home.id == TrailEntry.home_id)
        .outerjoin(Check, about)
        .outerjoin(Action, asked)
    )
    return session.execute(
        _kept(entries, actor, wanted).order_by(TrailEntry.id.desc()).limit(limit).offset(offset)
    ).all()


def people(session: Session) -> Sequence[Row[Any]]:
    """(id, name) of everybody, by name."""
    return session.execute(select(Person.id, Person.name).order_by(Person.name, Person.id)).all()
