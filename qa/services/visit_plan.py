"""The plan of visits: who is due where this month and next, each visitor's load, and how many
visits of the last twelve months were unannounced (regulation 44(3): a visit may be)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import coverage as queries
from qa.domain.actor import Actor
from qa.domain.coverage import Cell, Life
from qa.domain.due_calendar import last_of
from qa.domain.words import format_date, joined
from qa.domain.working_days import add_months
from qa.services import independence
from qa.services.coverage import Days, days_of, must_read, seen_by_home

ALL = ("practice_manager", "head_of_service", "business_support")
LOOK_BACK = 12
NOBODY = "nobody is appointed"


@dataclass(frozen=True)
class Place:
    """A home this month and next: who is appointed, and where this month's visit stands. `next`
    is None where the home is not open next month."""

    home_id: int
    name: str
    now: Cell
    now_by: tuple[str, ...]
    next: Cell | None
    next_by: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """Visits of twelve months, and how many of them were unannounced throughout."""

    unannounced: int
    visits: int

    @property
    def words(self) -> str:
        """'9 of 12 (75%)'; of no visits, that there was none."""
        if not self.visits:
            return "no visits"
        return f"{self.unannounced} of {self.visits} ({self.unannounced / self.visits:.0%})"


@dataclass(frozen=True)
class Load:
    """One visitor: homes appointed to, months' visits owed and done this month, owed next month,
    and how their visits of the last twelve months were announced."""

    person_id: int
    name: str
    homes: int
    due: int
    done: int
    next_due: int
    share: Share


@dataclass(frozen=True)
class Plan:
    """The plan of this month and the next; `is_whole`: of the service, not of one visitor."""

    this_month: dt.date
    next_month: dt.date
    places: tuple[Place, ...]
    loads: tuple[Load, ...]
    share: Share
    since: dt.date
    is_whole: bool


def plan(
    actor: Actor, *, home_id: int | None = None, visitor_id: int | None = None
) -> Plan:  # fmt: skip
    """Homes in scope with their visitors, and the load of each visitor; of a visitor who has no
    other role only their own (and whom they cover), with what bars a visitor from a home
    today. Five statements, and one for each visitor. `home_id` only of that home, `visitor_id` only
    of that visitor and the homes they are appointed to in these months. Raises Refused."""
    must_read(actor)
    this_month = actor.today.replace(day=1)
    next_month = add_months(this_month, 1)
    since, last = add_months(this_month, 1 - LOOK_BACK), last_of(next_month)
    with reading() as session:
        days = days_of(session, actor.today)
        homes = queries.homes(session, actor, this_month, last, home_id, visitor_id)
        visits = queries.visits(session, actor, this_month, last, home_id, visitor_id)
        links = queries.appointments(session, actor, this_month, last, home_id, visitor_id)
        made = queries.made(session, actor, since, actor.today, home_id, visitor_id)
        is_whole = actor.has(*ALL)
        barred = _barred(session, actor, links, is_whole)
    places = _places(days, (this_month, next_month), homes, visits, links, barred)
    loads = _loads(places, links, made, days.today)
    wanted = loads if visitor_id is None else [e for e in loads if e.person_id == visitor_id]
    own = tuple(each for each in wanted if is_whole or each.person_id in actor.selves)
    share = _share(made)
    return Plan(this_month, next_month, tuple(places), own, share, since, is_whole)


def _places(
    days: Days, months: tuple[dt.date, dt.date], homes: Iterable[Any], visits: Iterable[Any],
    links: Sequence[Any], barred: dict[int, list[str]],
) -> list[Place]:  # fmt: skip
    seen = seen_by_home(visits)
    by_home: dict[int, list[Any]] = defaultdict(list)
    for link in links:
        by_home[link.home_id].append(link)
    return [
        _place(
            home,
            days.cells(Life(*home[2:]), months, seen.get(home.id, {})),
            by_home[home.id],
            barred.get(home.id, []),
        )
        for home in homes
    ]


def _barred(
    session: Any, actor: Actor, links: Sequence[Any], is_whole: bool
) -> dict[int, list[str]]:
    """What bars visitors today from homes they are appointed to, by home: of a visitor's own
    alone where they have no other role."""
    homes: dict[int, set[int]] = defaultdict(set)
    for link in links:
        mine = is_whole or link.person_id == actor.person_id
        if mine and _holds(link, actor.today, actor.today):
            homes[link.person_id].add(link.home_id)
    found: dict[int, list[str]] = defaultdict(list)
    for person_id, visited in sorted(homes.items()):
        said = independence.refusals(session, visited, person_id, actor.today)
        for home_id, sentence in said.items():
            found[home_id].append(sentence)
    return found


def _place(
    home: Any, cells: tuple[Cell, ...], links: Sequence[Any], barred: Sequence[str]
) -> Place:
    now, later = cells
    notes = [*barred, *(note for link in links for note in _ending(link, later.month))]
    return Place(
        home.id, home.name, now, _appointed(links, now), later if later.counts else None,
        _appointed(links, later), tuple(notes),
    )  # fmt: skip


def _appointed(links: Iterable[Any], of: Cell) -> tuple[str, ...]:
    last = last_of(of.month)
    found = {link.name for link in links if _holds(link, of.month, last)}
    return tuple(sorted(found))


def _holds(link: Any, first: dt.date, last: dt.date) -> bool:
    return link.from_on <= last and (link.to_on is None or link.to_on >= first)


def _ending(link: Any, next_month: dt.date) -> list[str]:
    said, last = [], last_of(next_month)
    if link.to_on is not None and link.to_on < last:
        said.append(f"{link.name} is appointed until {format_date(link.to_on)}")
    if link.independent_until_on is not None and link.independent_until_on < last:
        until = format_date(link.independent_until_on)
        said.append(f"{link.name}'s independence is confirmed until {until} only")
    return said


def _loads(
    places: Sequence[Place], links: Sequence[Any], made: Sequence[Any], today: dt.date
) -> tuple[Load, ...]:
    """Whoever is appointed in these two months or has visited in the last twelve, by name."""
    by_id = {place.home_id: place for place in places}
    names = {row.person_id: row.name for row in links} | {row.visitor_id: row.name for row in made}
    homes: dict[int, set[int]] = defaultdict(set)
    for link in links:
        homes[link.person_id].add(link.home_id)
    theirs: dict[int, list[Any]] = defaultdict(list)
    for row in made:
        theirs[row.visitor_id].append(row)
    found = [
        _load(person_id, name, [by_id[h] for h in homes[person_id]], links, theirs[person_id])
        for person_id, name in names.items()
    ]
    return tuple(sorted(found, key=lambda load: (load.name, load.person_id)))


def _load(
    person_id: int, name: str, places: Sequence[Place], links: Sequence[Any], made: Sequence[Any]
) -> Load:
    own = [link for link in links if link.person_id == person_id]

    def owed(of: Cell | None, home_id: int) -> bool:
        if of is None or not of.counts:
            return False
        held = (link for link in own if link.home_id == home_id)
        return any(_holds(link, of.month, last_of(of.month)) for link in held)

    now = [place for place in places if owed(place.now, place.home_id)]
    done = sum(place.now.is_visited for place in now)
    later = sum(owed(place.next, place.home_id) for place in places)
    return Load(person_id, name, len(now), len(now) - done, done, later, _share(made))


def _share(made: Iterable[Any]) -> Share:
    counts: Counter[str | None] = Counter()
    for row in made:
        counts[row.announced] += row.visits
    return Share(counts["unannounced"], counts.total())


def who(names: Sequence[str]) -> str:
    """Who is due to visit, in words."""
    return joined(names) or NOBODY
