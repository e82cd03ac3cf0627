"""What may stand against a person as a home's independent person, on a day: one statement.

One row for each thing known, of these columns (empty where a kind of row has nothing to say):

- `PERSON`: words = the name
- `ROLE`: words = a role held that day
- `HOME`: home_id; words = its name, number = its manager's id, kind = its kind of provider,
  manager and individual = the names of its registered manager and responsible individual
- `TIE`: home_id; words = the kind of tie
- `APPOINTMENT`: home_id; words = the basis, day = until when independence is confirmed
- `OWN`: home_id; words = what the person, or whom they cover, does for a child placed there,
  number = 1 where the child's records are restricted
- `SUPERVISES`: home_id; number likewise: of a child whose work the person manages
"""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from db.models import (
    Child,
    ChildPerson,
    ChildTeam,
    Cover,
    Home,
    HomeTie,
    HomeVisitor,
    Person,
    Placement,
    RoleAssignment,
)

PERSON, ROLE, HOME, TIE, APPOINTMENT = "person", "role", "home", "tie", "appointment"
OWN, SUPERVISES = "own", "supervises"
_EMPTY = {"home_id": Integer, "words": String, "number": Integer, "day": Date, "kind": String,
          "manager": String, "individual": String}  # fmt: skip


def known(
    session: Session, home_ids: Collection[int], person_id: int, on: dt.date
) -> Sequence[Row[Any]]:
    """Everything known that day of the person and these homes; no `PERSON` for an unknown one."""
    lives = _lives(home_ids, on)
    every = union_all(
        _row(PERSON, Person.id, words=Person.name).where(Person.id == person_id),
        _roles(person_id, on),
        _homes(home_ids),
        _of_home(TIE, HomeTie, home_ids, person_id, on, words=HomeTie.kind),
        _of_home(
            APPOINTMENT, HomeVisitor, home_ids, person_id, on,
            words=HomeVisitor.basis_kind, day=HomeVisitor.independent_until_on,
        ),
        *_through_children(lives, person_id, on),
    ).subquery()  # fmt: skip
    return session.execute(select(every).order_by(every.c.what, every.c.id)).all()


def _row(what: str, row_id: Any, **given: Any) -> Select[Any]:
    """One part of the whole: every part has the same columns."""
    columns = [given.get(name, cast(null(), kind)).label(name) for name, kind in _EMPTY.items()]
    return select(literal(what).label("what"), row_id.label("id"), *columns)


def _on(link: Any, on: dt.date) -> Any:
    return and_(link.from_on <= on, or_(link.to_on.is_(None), link.to_on >= on))


def _roles(person_id: int, on: dt.date) -> Select[Any]:
    held = and_(RoleAssignment.person_id == person_id, _on(RoleAssignment, on))
    return _row(ROLE, RoleAssignment.id, words=RoleAssignment.role).where(held)


def _homes(home_ids: Collection[int]) -> Select[Any]:
    return _row(
        HOME, Home.id, home_id=Home.id, words=Home.name, number=Home.manager_id,
        kind=Home.provider_kind, manager=Home.registered_manager,
        individual=Home.responsible_individual,
    ).where(Home.id.in_(home_ids))  # fmt: skip


def _of_home(
    what: str, link: Any, home_ids: Collection[int], person_id: int, on: dt.date, **given: Any
) -> Select[Any]:
    of_both = and_(link.home_id.in_(home_ids), link.person_id == person_id, _on(link, on))
    return _row(what, link.id, home_id=link.home_id, **given).where(of_both)


def _lives(home_ids: Collection[int], on: dt.date) -> CTE:
    """Who lives in these homes by the roster; one child under two numbers has one id."""
    return (
        select(
            Placement.home_id,
            func.coalesce(Child.merged_into_id, Child.id).label("child_id"),
            case((Child.restricted_at.is_not(None), 1), else_=0).label("restricted"),
        )
        .join(Child, Child.id == Placement.child_id)
        .where(Placement.home_id.in_(home_ids), _on(Placement, on))
        .cte("lives")
    )


def _through_children(lives: CTE, person_id: int, on: dt.date) -> tuple[Select[Any], ...]:
    """By the person's own links and those of whom they cover; by those of whom they manage,
    however far below; by their teams."""
    selves = select(literal(person_id, Integer)).union(_covered(person_id, on))
    working = _part(OWN, lives, ChildPerson, on, words=ChildPerson.part)
    managed = _part(SUPERVISES, lives, ChildPerson, on)
    teams = _managed_teams(person_id, on)
    every_team = exists(teams.where(RoleAssignment.team_id.is_(None)))
    of_every = _row(SUPERVISES, lives.c.child_id, home_id=lives.c.home_id,
                    number=lives.c.restricted)  # fmt: skip
    return (
        working.where(ChildPerson.person_id.in_(selves)),
        managed.where(ChildPerson.person_id.in_(_below(person_id)), ChildPerson.part != "iro"),
        _part(SUPERVISES, lives, ChildTeam, on).where(ChildTeam.team_id.in_(teams)),
        of_every.where(every_team),
    )


def _part(what: str, lives: CTE, link: Any, on: dt.date, **given: Any) -> Select[Any]:
    child = aliased(Child)
    same = func.coalesce(child.merged_into_id, child.id) == lives.c.child_id
    made = _row(what, link.id, home_id=lives.c.home_id, number=lives.c.restricted, **given)
    return made.join(child, child.id == link.child_id).join(lives, same).where(_on(link, on))


def _covered(person_id: int, on: dt.date) -> Select[Any]:
    still = or_(Cover.ended_on.is_(None), Cover.ended_on > on)
    return select(Cover.absent_id).where(Cover.cover_id == person_id, _on(Cover, on), still)


def _managed_teams(person_id: int, on: dt.date) -> Select[Any]:
    return select(RoleAssignment.team_id).where(
        RoleAssignment.person_id == person_id,
        RoleAssignment.role == "team_manager",
        _on(RoleAssignment, on),
    )


def _below(person_id: int) -> Any:
    """Everybody below a person in line management; a circle ends by itself."""
    first = select(Person.id).where(Person.line_manager_id == person_id)
    below = first.cte("managed", recursive=True)
    further = select(Person.id).join(below, Person.line_manager_id == below.c.id)
    return select(below.union(further).c.id)
