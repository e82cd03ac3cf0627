"""Children: the list, narrowed and paged, and the people and lists to choose from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import children as queries
from qa.domain.actor import Actor
from qa.domain.ages import age_words, age_years
from qa.domain.children import LISTS, STATUSES, Filter
from qa.domain.refusals import NotFound, Refused

PAGE = 25
CLERKS = ("practice_manager", "head_of_service", "business_support")
"""Who sees rows of the roster that could not be loaded: those who see every child."""


@dataclass(frozen=True)
class ChildRow:
    """One child in a list. People and teams are names, several joined by commas, '' for none."""

    id: int
    case_number: str
    age: str
    statuses: str
    team: str
    social_worker: str
    team_manager: str
    iro: str
    is_restricted: bool


@dataclass(frozen=True)
class ChildList:
    """One page of a list: its rows, how many there are in all, and where the page begins."""

    rows: tuple[ChildRow, ...]
    total: int
    offset: int


@dataclass(frozen=True)
class NotLoadedRow:
    """A row of the last file that could not be read, about a child not known here."""

    case_number: str
    list_number: int
    reason: str


@dataclass(frozen=True)
class NotLoadedList:
    """One page of them."""

    rows: tuple[NotLoadedRow, ...]
    total: int
    offset: int


def listed(actor: Actor, wanted: Filter, offset: int = 0, limit: int = PAGE) -> ChildList:
    """The children in scope that the filter keeps, one page of them, by case number."""
    with reading() as session:
        total = queries.count(session, actor, wanted)
        offset = _within(offset, total)
        found = queries.page(session, actor, wanted, limit, offset)
        return ChildList(tuple(_rows(session, actor, found)), total, offset)


def _within(offset: int, total: int) -> int:
    """The offset, brought back to the last page where the list has grown shorter."""
    last = max(total - 1, 0) // PAGE * PAGE
    return min(max(offset, 0), last)


def _rows(session: Any, actor: Actor, found: Sequence[Any]) -> Iterable[ChildRow]:
    ids, on = [child.id for child in found], actor.today
    statuses = _said((i, STATUSES.get(s, s)) for i, s in queries.running_statuses(session, ids, on))
    teams = _said(queries.current_teams(session, ids, on))
    people = _said(((i, part), name) for i, part, name in queries.current_people(session, ids, on))
    for child in found:
        yield ChildRow(
            child.id,
            child.case_number,
            age(child, actor),
            statuses.get(child.id, ""),
            teams.get(child.id, ""),
            *(people.get((child.id, part), "") for part in ("social_worker", "team_manager")),
            people.get((child.id, "iro"), ""),
            child.restricted_at is not None,
        )


def _said(pairs: Iterable[Any]) -> dict[Any, str]:
    found: dict[Any, list[str]] = defaultdict(list)
    for key, word in pairs:
        found[key].append(word)
    return {key: ", ".join(words) for key, words in found.items()}


def age(child: Any, actor: Actor) -> str:
    """The child's age today, in words."""
    years = age_years(child.birth_month, child.is_unborn, child.age_years, actor.today)
    return age_words(years)


def ids(actor: Actor, wanted: Filter, most: int) -> list[int]:
    """Ids of all the children that a filter keeps. Refused where they are more than `most`."""
    with reading() as session:
        found = queries.ids(session, actor, wanted, most + 1)
    if len(found) > most:
        raise Refused(f"These are more than {most:,} children. Narrow the list first.")
    return found


def not_loaded(actor: Actor, search: str = "", offset: int = 0) -> NotLoadedList:
    """Rows of the last file about children not known here. NotFound for who may not see all."""
    if not actor.has(*CLERKS):
        raise NotFound("list")
    with reading() as session:
        total = queries.count_not_loaded(session, search)
        offset = _within(offset, total)
        found = queries.not_loaded(session, search, PAGE, offset)
        rows = tuple(NotLoadedRow(r.case_number, r.list_number, r.reason) for r in found)
        return NotLoadedList(rows, total, offset)


def lists(actor: Actor) -> dict[str, str]:
    """The lists this person may choose: key and words."""
    hidden = set() if actor.has(*CLERKS) else {"not_loaded"}
    return {key: words for key, words in LISTS.items() if key not in hidden}


def teams(actor: Actor) -> dict[int, str]:
    """Teams of the children in scope, by name: id and name."""
    with reading() as session:
        return dict(queries.teams_of_children(session, actor))
