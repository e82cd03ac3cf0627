"""The coverage of a month as it was known on a past day, from the trail alone.

A home that was kept before the trail recorded homes is on it from the day `python -m qa init`
wrote down how it stood; before that day the trail knows nothing of it, and the screen says so.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from db.engine import reading
from db.queries import coverage as queries
from qa.domain.actor import Actor
from qa.domain.coverage import Seen
from qa.domain.coverage_trail import RECORDED, known
from qa.domain.due_calendar import last_of
from qa.domain.refusals import Refused
from qa.domain.words import LONDON, format_date
from qa.services import trail
from qa.services.coverage import Grid, Row, days_of, must_read

DAY = dt.timedelta(days=1)
KEPT = ("name", "urn", "provider", "opened_on", "closed_on", "is_visited")


def rebuilt(
    actor: Actor, month: dt.date, as_at: dt.date, *,
    only_home: int | None = None, visitor_id: int | None = None,
) -> Grid:  # fmt: skip
    """The grid of one month as it was known at the end of a day (in England), from what the trail
    held by then about the homes this person sees today; `only_home` that one, `visitor_id` those
    the person was appointed to in the month, by what is known today. Raises Refused for a day to
    come."""
    must_read(actor)
    if as_at > actor.today:
        raise Refused(f"{format_date(as_at)} is in the future: nothing is known of it yet.")
    month = month.replace(day=1)
    with reading() as session:
        days = days_of(session, as_at)
        # no visit is recorded before its own day, so none of this month before the month began
        since, until = _end_of(month - DAY), _end_of(as_at)
        told = known(queries.entries(session, actor, since, until))
        visits = told.visits_of(month)
        ids = [seen.check_id for of_home in visits.values() for seen in of_home]
        opens = queries.opened_by(session, actor, ids)
        wanted = _narrowed(session, told.visited_homes(), month, only_home, visitor_id)
    rows = [
        Row(home_id, name, days.cells(life, (month,), {month: _shown(visits, home_id, opens)}))
        for home_id, (name, life) in told.visited_homes().items()
        if home_id in wanted and life.days_in(month)
    ]
    rows.sort(key=lambda row: (row.name, row.home_id))
    return Grid((month,), tuple(rows), as_at, days.soon_within, is_past=True)


def _narrowed(
    session: Any, homes: Iterable[int], month: dt.date, only_home: int | None,
    visitor_id: int | None,
) -> set[int]:  # fmt: skip
    wanted = set(homes) if only_home is None else set(homes) & {only_home}
    if visitor_id is None:
        return wanted
    return wanted & queries.homes_of(session, visitor_id, month, last_of(month))


def _shown(visits: dict[int, list[Seen]], home_id: int, opens: set[int]) -> list[Seen]:
    return [seen._replace(opens=seen.check_id in opens) for seen in visits.get(home_id, [])]


def _end_of(day: dt.date) -> dt.datetime:
    """The first moment of the next day in England."""
    return dt.datetime.combine(day + DAY, dt.time(), LONDON).astimezone(dt.UTC)


def write_down(session: Any, actor: Actor) -> int:
    """Put homes that the trail does not hold yet on it, as they stand now; how many there were.
    In the caller's transaction; harmless to repeat."""
    homes = queries.unrecorded_homes(session)
    for home in homes:
        payload = {name: [None, getattr(home, name)] for name in KEPT}
        trail.record(session, actor, RECORDED, "home", home.id, payload, home_id=home.id)
    return len(homes)
