"""What a rule may ask about a record, in one read each: dated links and lines of management."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select, union, union_all
from sqlalchemy.orm import Session

from db.models import Account, ChildPerson, ChildTeam, Hold, HomeVisitor, Person

Ids = Mapping[tuple[str, int], frozenset[int]]
TEAM, VISITOR, ACCOUNT, HOLD = "team", "visitor", "account", "hold"


def links(
    session: Session,
    on: dt.date,
    *,
    child_ids: Iterable[int | None] = (),
    home_ids: Iterable[int | None] = (),
    owner_id: int | None = None,
) -> Ids:
    """Ids that a day's links hold, by what they are and of whom, in one read.

    Of a child: 'team', the parts of its people ('iro', 'social_worker', 'team_manager') and 'hold'
    (one not lifted); of a home: 'visitor'; of an owner: 'account', their own id where they can
    sign in.
    """
    wanted: list[Select[Any]] = []
    if children := _known(child_ids):
        wanted += [
            _said(TEAM, ChildTeam.child_id, ChildTeam.team_id).where(
                ChildTeam.child_id.in_(children), _on(ChildTeam, on)
            ),
            select(ChildPerson.part, ChildPerson.child_id, ChildPerson.person_id).where(
                ChildPerson.child_id.in_(children), _on(ChildPerson, on)
            ),
            _said(HOLD, Hold.child_id, Hold.id).where(
                Hold.child_id.in_(children), Hold.lifted_at.is_(None)
            ),
        ]
    if homes := _known(home_ids):
        wanted.append(
            _said(VISITOR, HomeVisitor.home_id, HomeVisitor.person_id).where(
                HomeVisitor.home_id.in_(homes), _on(HomeVisitor, on)
            )
        )
    if owner_id is not None:
        wanted.append(
            _said(ACCOUNT, Account.person_id, Account.person_id).where(
                Account.person_id == owner_id, Account.disabled_at.is_(None)
            )
        )
    rows = session.execute(union_all(*wanted)) if wanted else ()
    return _grouped(((said, of), record_id) for said, of, record_id in rows)


def _known(ids: Iterable[int | None]) -> list[int]:
    return sorted({each for each in ids if each is not None})


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


def _said(name: str, of: Any, column: Any) -> Select[Any]:
    return select(cast(literal(name), String), of, column)


def _on(link: Any, on: dt.date) -> ColumnElement[bool]:
    return (link.from_on <= on) & or_(link.to_on.is_(None), link.to_on >= on)


def _grouped(rows: Iterable[Any]) -> dict[Any, frozenset[int]]:
    found: dict[Any, set[int]] = defaultdict(set)
    for key, record_id in rows:
        found[key].add(record_id)
    return {key: frozenset(ids) for key, ids in found.items()}
