"""Words for the numbers of people and things that entries of the trail hold."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from db import scope
from db.models import Account, Child, Home, InstalledVersion, Person, Team, Theme
from db.queries.history import ALL
from qa.domain import history_fields as fields
from qa.domain.actor import Actor
from qa.domain.forms import released_forms

AT_ONCE = 10_000


def words(
    session: Session, actor: Actor, numbers: Mapping[str, Iterable[int]]
) -> dict[str, dict[int, str]]:
    """Number → words, for each kind of `qa.domain.history_fields`: of children and homes only
    those that this person may know of. A version of a form or ladder: 'Title, version 2'."""
    return {
        kind: _found(session, _query(actor, kind), sorted(ids)) for kind, ids in numbers.items()
    }


def _found(session: Session, query: Select[Any], ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    number = query.selected_columns[0]
    for start in range(0, len(ids), AT_ONCE):
        rows = session.execute(query.where(number.in_(ids[start : start + AT_ONCE]))).all()
        found |= {each[0]: _said(*each[1:]) for each in rows}
    return found


def _said(words: str, version: int | None = None) -> str:
    if version is None:
        return words
    return f"{_titles().get(words) or words.replace('_', ' ')}, version {version}"


@cache
def _titles() -> dict[str, str]:
    """Name of a form that ships with the program → its title."""
    return {form.name: form.title for form in released_forms()}


def _query(actor: Actor, kind: str) -> Select[Any]:
    match kind:
        case fields.ACCOUNT:
            return select(Account.id, Person.name).join(Person, Person.id == Account.person_id)
        case fields.TEAM:
            return select(Team.id, Team.name)
        case fields.CHILD:
            return select(Child.id, Child.case_number).where(_may_know_child(actor))
        case fields.HOME:
            seen = true() if actor.has(*ALL) else scope.homes(actor)
            return select(Home.id, Home.name).where(seen)
        case fields.VERSION:
            return select(InstalledVersion.id, InstalledVersion.name, InstalledVersion.number)
        case fields.THEME:
            return select(Theme.id, Theme.words)
    return select(Person.id, Person.name)


def _may_know_child(actor: Actor) -> Any:
    """Merged numbers too, for those who read every child's history."""
    return scope.child_unrestricted(actor) if actor.has(*ALL) else scope.children(actor)
