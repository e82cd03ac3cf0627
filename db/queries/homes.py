"""Children's homes, who visits them, who is tied to them, who lives there."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, and_, func, or_, select, update
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Account,
    Action,
    Check,
    Child,
    Home,
    HomeResident,
    HomeTie,
    HomeVisitor,
    Person,
    Placement,
    Visit,
)
from qa.domain.actor import Actor

SAME_CHILD = func.coalesce(Child.merged_into_id, Child.id)
"""One child under two numbers counts once."""
NOT_FINISHED = ("draft", "open", "done")
"""An action that is not verified or withdrawn."""


def _running(link: Any, on: dt.date) -> Any:
    return and_(link.from_on <= on, or_(link.to_on.is_(None), link.to_on >= on))


def listed(session: Session, actor: Actor, text: str, with_closed: bool) -> Sequence[Home]:
    """Homes in scope by name; each word of the text is in the name, the provider or the number."""
    query = select(Home).where(scope.homes(actor))
    for word in text.split():
        said = (Home.name, Home.provider, Home.urn)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in said)))
    if not with_closed:
        query = query.where(or_(Home.closed_on.is_(None), Home.closed_on >= actor.today))
    return session.scalars(query.order_by(func.lower(Home.name), Home.id)).all()


def one(session: Session, actor: Actor, home_id: int, *, lock: bool = False) -> Home | None:
    """The home, if this person may see it."""
    query = select(Home).where(Home.id == home_id, scope.homes(actor))
    return session.scalars(query.with_for_update(of=Home) if lock else query).first()


def with_urn(session: Session, urn: str) -> Home | None:
    """The home with this number, whoever asks: a number is kept once."""
    return session.scalar(select(Home).where(Home.urn == urn))


def visitors(
    session: Session, home_ids: Collection[int], since: dt.date | None = None
) -> Sequence[Row[Any]]:
    """(appointment, name) for these homes, the latest first; `since`: only those not over then."""
    query = (
        select(HomeVisitor, Person.name)
        .join(Person, Person.id == HomeVisitor.person_id)
        .where(HomeVisitor.home_id.in_(home_ids))
    )
    if since is not None:
        query = query.where(or_(HomeVisitor.to_on.is_(None), HomeVisitor.to_on >= since))
    return session.execute(query.order_by(HomeVisitor.from_on.desc(), HomeVisitor.id.desc())).all()


def appointment(session: Session, link_id: int) -> HomeVisitor | None:
    """One appointment, locked."""
    query = select(HomeVisitor).where(HomeVisitor.id == link_id)
    return session.scalars(query.with_for_update(of=HomeVisitor)).first()


def appointed_then(
    session: Session, home_id: int, person_id: int, from_on: dt.date, to_on: dt.date | None
) -> HomeVisitor | None:
    """An appointment of this person to this home on any of these days."""
    query = select(HomeVisitor).where(
        HomeVisitor.home_id == home_id,
        HomeVisitor.person_id == person_id,
        or_(HomeVisitor.to_on.is_(None), HomeVisitor.to_on >= from_on),
    )
    if to_on is not None:
        query = query.where(HomeVisitor.from_on <= to_on)
    return session.scalars(query.order_by(HomeVisitor.id)).first()


def ties(session: Session, home_id: int) -> Sequence[Row[Any]]:
    """(tie, name) of a home, the latest first."""
    return session.execute(
        select(HomeTie, Person.name)
        .join(Person, Person.id == HomeTie.person_id)
        .where(HomeTie.home_id == home_id)
        .order_by(HomeTie.from_on.desc(), HomeTie.id.desc())
    ).all()


def tie(session: Session, tie_id: int) -> HomeTie | None:
    """One tie, locked."""
    return session.scalars(
        select(HomeTie).where(HomeTie.id == tie_id).with_for_update(of=HomeTie)
    ).first()


def placed(
    session: Session, actor: Actor, home_ids: Collection[int], on: dt.date
) -> Sequence[Row[Any]]:
    """(home_id, child_id) of who lives in these homes by the roster, without the restricted."""
    return session.execute(
        select(Placement.home_id, SAME_CHILD.label("child_id"))
        .join(Child, Child.id == Placement.child_id)
        .where(
            Placement.home_id.in_(home_ids),
            _running(Placement, on),
            scope.not_restricted(actor, Placement.child_id),
        )
        .distinct()
    ).all()


def by_hand(session: Session, home_ids: Collection[int], on: dt.date) -> Sequence[Row[Any]]:
    """(home_id, children) of other authorities that live there, entered by hand."""
    return session.execute(
        select(HomeResident.home_id, func.count(HomeResident.id))
        .where(
            HomeResident.home_id.in_(home_ids),
            HomeResident.child_id.is_(None),
            _running(HomeResident, on),
        )
        .group_by(HomeResident.home_id)
    ).all()


def link_placements(session: Session, home_id: int, urn: str) -> None:
    """Let the home hold every placement with its number (typed with 'SC' too), and no other."""
    written = func.upper(func.replace(Placement.urn, " ", "")).in_((urn, f"SC{urn}"))
    quietly = {"synchronize_session": False}
    session.execute(
        update(Placement)
        .where(Placement.home_id == home_id, Placement.urn.is_not(None), ~written)
        .values(home_id=None)
        .execution_options(**quietly)
    )
    session.execute(
        update(Placement)
        .where(written, or_(Placement.home_id.is_(None), Placement.home_id != home_id))
        .values(home_id=home_id)
        .execution_options(**quietly)
    )


def visits_on_days(session: Session, home_id: int) -> tuple[dt.date | None, dt.date | None]:
    """The days of the first and last visit to the home that was not withdrawn."""
    query = (
        select(func.min(Visit.visited_on), func.max(Visit.visited_on))
        .join(Check, Check.id == Visit.check_id)
        .where(Visit.home_id == home_id, Check.status != "withdrawn")
    )
    first, last = session.execute(query).one()
    return first, last


def last_visit_by(session: Session, home_id: int, person_id: int) -> dt.date | None:
    """The day of a person's last visit to the home that was not withdrawn."""
    return session.scalar(
        select(func.max(Visit.visited_on))
        .join(Check, Check.id == Visit.check_id)
        .where(
            Visit.home_id == home_id,
            Visit.visitor_id == person_id,
            Check.status != "withdrawn",
        )
    )


def open_recommendations(session: Session, home_id: int) -> Sequence[Action]:
    """Recommendations to the home that are not verified or withdrawn, locked."""
    return session.scalars(
        select(Action)
        .where(
            Action.home_id == home_id,
            Action.kind == "recommendation",
            Action.status.in_(NOT_FINISHED),
        )
        .order_by(Action.id)
        .with_for_update(of=Action)
    ).all()


def manages_another(session: Session, person_id: int, home_id: int) -> bool:
    """Whether somebody is the registered manager of a home besides this one."""
    query = select(Home.id).where(Home.manager_id == person_id, Home.id != home_id)
    return session.scalar(query.limit(1)) is not None


def has_account(session: Session, person_id: int) -> bool:
    """Whether somebody can sign in, or could once."""
    return session.scalar(select(Account.id).where(Account.person_id == person_id)) is not None


def person(session: Session, person_id: int) -> Person | None:
    """One person."""
    return session.get(Person, person_id)


def person_titled(session: Session, name: str, title: str) -> int | None:
    """Somebody without an account of this name and job title, who has not left."""
    account = select(Account.person_id).where(Account.person_id == Person.id)
    query = select(Person.id).where(
        Person.name == name, Person.job_title == title, Person.left_on.is_(None), ~account.exists()
    )
    return session.scalar(query.order_by(Person.id).limit(1))
