"""What a rule may ask about a record, in one read each: dated links and lines of management."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select, union, union_all
from sqlalchemy.orm import Session

from db.models import Account, ChildPerson, ChildTeam, HomeVisitor, Person

Ids = Mapping[str, frozenset[int]]
TEAM, VISITOR, ACCOUNT = "team", "visitor", "account"


def links(
    session: Session,
    on: dt.date,
    *,
    child_id: int | None = None,
    home_id: int | None = None,
    owner_id: int | None = None,
) -> Ids:
    """Ids that a day's links hold, by what they are: 'team', the parts of a child's people
    ('iro', 'social_worker', 'team_manager'), 'visitor' of the home, 'account' of the owner."""
    wanted: list[Select[Any]] = []
    if child_id is not None:
        wanted += [
            _said(TEAM, ChildTeam.team_id).where(
                ChildTeam.child_id == child_id, _on(ChildTeam, on)
            ),
            select(ChildPerson.part, ChildPerson.person_id).where(
                ChildPerson.child_id == child_id, _on(ChildPerson, on)
            ),
        ]
    if home_id is not None:
        wanted.append(
            _said(VISITOR, HomeVisitor.person_id).where(
                HomeVisitor.home_id == home_id, _on(HomeVisitor, on)
            )
        )
    if owner_id is not None:
        wanted.append(
            _said(ACCOUNT, Account.person_id).where(
                Account.person_id == owner_id, Account.disabled_at.is_(None)
            )
        )
    return _grouped(session.execute(union_all(*wanted))) if wanted else {}


def lines(session: Session, people: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """For each of these people, everybody above or below them in line management.

    One recursive statement; a circle of managers ends it rather than going round for ever.
    """
    asked = sorted(set(people))
    if not asked:
        return {}
    return _grouped(session.execute(union(_above(asked), _below(asked))))


def _above(asked: list[int]) -> Select[Any]:
    managed = Person.line_manager_id.is_not(None)
    first = select(Person.id.label("of"), Person.line_manager_id.label("reached"))
    step = first.where(Person.id.in_(asked), managed).cte("above", recursive=True)
    further = select(step.c.of, Person.line_manager_id).join(step, Person.id == step.c.reached)
    return select(step.union(further.where(managed)))


def _below(asked: list[int]) -> Select[Any]:
    first = select(Person.line_manager_id.label("of"), Person.id.label("reached"))
    step = first.where(Person.line_manager_id.in_(asked)).cte("below", recursive=True)
    further = select(step.c.of, Person.id).join(step, Person.line_manager_id == step.c.reached)
    return select(step.union(further))


def _said(name: str, column: Any) -> Select[Any]:
    return select(cast(literal(name), String).label("said"), column.label("id"))


def _on(link: Any, on: dt.date) -> ColumnElement[bool]:
    return (link.from_on <= on) & or_(link.to_on.is_(None), link.to_on >= on)


def _grouped(rows: Iterable[Any]) -> dict[Any, frozenset[int]]:
    found: dict[Any, set[int]] = defaultdict(set)
    for key, record_id in rows:
        found[key].add(record_id)
    return {key: frozenset(ids) for key, ids in found.items()}
