"""The demonstration's children's homes: who runs them, who visits them, who must not."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from qa.services.demo_people import Staff
from qa.services.demo_trail import Event
from qa.services.demo_world import DAY, Rows, World, months_before

COUNCIL = "Fictional Council"
FARSHIRE = "Farshire County Council (fictional)"
AUTHORITIES = (FARSHIRE, "Northmere Council (fictional)", "Westholm Borough (fictional)")
MONTHS_VISITED = 36
FIRST, SECOND = 0, 1
"""Places in Staff.visitors: of the account `visitor`, and of a colleague."""
ELSEWHERE = "Employed by another service of the council; no part in placing or planning."
SCRUTINY = "Employed only to look critically at how homes are run: regulation 43(4)."
EVENTS_FROM = 1 << 53


@dataclass(frozen=True)
class HomeWords:
    """One home. `opened` and `closed` are (months back, day); `visitor` a place in
    Staff.visitors, None where somebody else provides the independent person."""

    name: str
    capacity: int
    visitor: int | None
    individual: str
    provider: str = COUNCIL
    kind: str = "council"
    opened: tuple[int, int] = (90, 1)
    closed: tuple[int, int] | None = None
    host: str | None = None
    outsiders: int = 0

    def opened_on(self, today: dt.date) -> dt.date:
        """The day it opened."""
        return _day(today, self.opened)

    def closed_on(self, today: dt.date) -> dt.date | None:
        """The day it closed, if it did."""
        return _day(today, self.closed) if self.closed else None


def _day(today: dt.date, back: tuple[int, int]) -> dt.date:
    return months_before(today, back[0]).replace(day=back[1])


HOMES = (
    HomeWords("Example House", 4, FIRST, "Rory Fictional", outsiders=1),
    HomeWords("Sample Lodge", 5, FIRST, "Rory Fictional", opened=(75, 12)),
    HomeWords("Specimen Court", 4, FIRST, "Rhoda Fictional", "Fictional Care Limited", "private",
              (60, 3), host=FARSHIRE, outsiders=2),
    HomeWords("Placeholder Place", 3, None, "Rufus Fictional", "Fictional Homes Limited",
              "private", (50, 9), outsiders=1),
    HomeWords("Model Mews", 5, FIRST, "Rory Fictional", opened=(64, 20)),
    HomeWords("Test Terrace", 4, SECOND, "Rita Fictional", "The Fictional Trust", "voluntary",
              (70, 6), outsiders=1),
    HomeWords("Pattern Cottage", 3, FIRST, "Rory Fictional", opened=(14, 16)),
    HomeWords("Stencil Hall", 4, SECOND, "Rory Fictional", opened=(80, 2), closed=(5, 20)),
)  # fmt: skip
CHANGED_VISITOR, CONFLICTED, PRIVATE = 0, 4, 2
"""Places of the homes that had another visitor before, whose visitor reviews a child who lives
there, and that a company runs."""
CHANGED_MONTHS_BACK = 24
HOME = ("id", "name", "urn", "provider", "provider_kind", "registered_manager", "manager_id",
        "responsible_individual", "capacity", "opened_on", "closed_on", "is_visited",
        "host_authority")  # fmt: skip
LINK = ("id", "home_id", "person_id", "basis_kind", "basis", "from_on", "to_on",
        "independent_until_on")  # fmt: skip
TIE = ("home_id", "person_id", "kind", "from_on", "to_on", "note")


def name_of(place: int) -> str:
    """A home's name, plainly fictional."""
    return f"{HOMES[place].name} (fictional)"


def urn_of(place: int) -> str:
    """A home's Ofsted URN: of seven digits."""
    return f"9{place:06}"


def since(world: World) -> dt.date:
    """The day from which the homes are visited from here."""
    return months_before(world.today, MONTHS_VISITED)


def homes(world: World, who: Staff) -> list[Rows]:
    """The homes, their visitors, and who is tied to one."""
    first = world.first_ids["home"]
    rows = [
        (first + i, name_of(i), urn_of(i), h.provider, h.kind, who.names[who.home_managers[i]],
         who.home_managers[i], h.individual, h.capacity, h.opened_on(world.today),
         h.closed_on(world.today), h.visitor is not None, h.host)
        for i, h in enumerate(HOMES)
    ]  # fmt: skip
    links = [(n, *link) for n, link in enumerate(_appointments(world, who), start=1)]
    return [
        Rows("home", HOME, rows),
        Rows("home_visitor", LINK, links),
        Rows("home_tie", TIE, list(_ties(world, who))),
    ]


def _appointments(world: World, who: Staff) -> Iterator[tuple[Any, ...]]:
    """(home, person, kind of basis, basis, from, to, confirmed until)."""
    first, begun = world.first_ids["home"], since(world)
    changed = months_before(world.today, CHANGED_MONTHS_BACK)
    confirmed = months_before(world.today, -5) - DAY
    yield (first, who.visitors[SECOND], "no_tie", ELSEWHERE, begun, changed - DAY, None)
    for i, home in enumerate(HOMES):
        if home.visitor is None:
            continue
        from_on = max(changed if i == CHANGED_VISITOR else begun, home.opened_on(world.today))
        kind, basis = ("scrutiny", SCRUTINY) if home.kind == "council" else ("no_tie", ELSEWHERE)
        until = confirmed if home.closed is None else None
        yield (first + i, who.visitors[home.visitor], kind, basis, from_on,
               home.closed_on(world.today), until)  # fmt: skip
    yield (first + CONFLICTED, who.visitors[SECOND], "scrutiny", SCRUTINY,
           months_before(world.today, 1), None, confirmed)  # fmt: skip


def _ties(world: World, who: Staff) -> Iterator[tuple[Any, ...]]:
    first, begun = world.first_ids["home"], since(world)
    for i, manager in enumerate(who.home_managers):
        yield first + i, manager, "manages", HOMES[i].opened_on(world.today), None, None
    funds = "Agrees the council's placements there (fictional)"
    yield first + PRIVATE, who.managers[1], "funds", begun, None, funds
    worked = "Worked there as a night worker (fictional)"
    ended = months_before(world.today, 30)
    yield first + PRIVATE, who.visitors[SECOND], "employed", begun, ended, worked
    yield first + 5, who.named["iro2"], "connection", begun, None, "A relative works there"


def home_events(world: World, who: Staff) -> Iterator[Event]:
    """What the trail says of the register: homes and appointments with all that counts later."""
    at = dt.datetime.combine(since(world) - DAY, dt.time(9), dt.UTC)
    told = partial(_told, world, who.named["manager"])
    for i, home in enumerate(HOMES):
        facts = {"name": name_of(i), "urn": urn_of(i), "opened_on": home.opened_on(world.today),
                 "closed_on": None, "is_visited": home.visitor is not None}  # fmt: skip
        begun = max(at, _at(home.opened_on(world.today)) - DAY)
        yield told(begun, i, "add", "home", i, {k: [None, v] for k, v in facts.items()})
        closed = home.closed_on(world.today)
        if closed:
            yield told(_at(closed), 20 + i, "change", "home", i, {"closed_on": [None, closed]})
    for n, (home_id, person_id, *_basis, from_on, to_on, _until) in enumerate(
        _appointments(world, who), start=1
    ):
        link = {"home_id": home_id, "person_id": person_id, "from_on": [None, from_on],
                "to_on": [None, None]}  # fmt: skip
        i = home_id - world.first_ids["home"]
        begun = max(at, _at(from_on) - DAY)
        yield told(begun, 40 + n, "appoint", "home_visitor", i, link, n)
        if to_on:
            ended = {**link, "from_on": [from_on, from_on], "to_on": [None, to_on]}
            yield told(_at(to_on), 60 + n, "end", "home_visitor", i, ended, n)


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9, 30), dt.UTC)


def _told(
    world: World, by: int, at: dt.datetime, number: int, act: str, noun: str, place: int,
    payload: dict[str, Any], noun_id: int | None = None,
) -> Event:  # fmt: skip
    home_id = world.first_ids["home"] + place
    plain = {k: _plain(v) for k, v in payload.items()}
    return Event(at, EVENTS_FROM + number, by, act, noun, noun_id or home_id, None, None, plain,
                 home_id)  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
