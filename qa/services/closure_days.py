"""The council's own closure days: days besides bank holidays that are not working days.

The clocks of children and of challenges are worked out anew when they change; what an audit or
action is due by stays as it was given.
"""

import datetime as dt

from db.engine import reading, writing
from db.models import ClosureDay
from db.queries import keeping as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services import challenge_refresh, duties, trail
from qa.services.calendar import calendar
from qa.services.records import said

LONGEST = 14


def listed() -> list[ClosureDay]:
    """Every closure day, the latest first."""
    with reading() as session:
        return queries.closure_day_rows(session)


def add(actor: Actor, first: dt.date, last: dt.date, reason: str) -> int:
    """Add the days from first to last that are not kept yet; how many. Today or later only."""
    permissions.require(actor, "keep_closure_days")
    reason = said(reason, "Say why the council is closed.")
    if last < first or (last - first).days >= LONGEST:
        raise Refused(f"Choose from one to {LONGEST} days, the first day first.")
    if first < actor.today:
        raise Refused("A closure day lies ahead; what has been due is not rewritten.")
    if last > calendar().horizon:
        raise Refused(f"The calendar ends on {format_date(calendar().horizon)}.")
    days = {first + dt.timedelta(n) for n in range((last - first).days + 1)}
    with writing() as session:
        new = sorted(days - queries.closure_days(session))
        session.add_all(ClosureDay(on=day, reason=reason) for day in new)
        trail.record(session, actor, "add", "closure_day", None, {"days": new, "reason": reason})
        session.flush()
        duties.refresh_all(session, actor.today)
        challenge_refresh.refresh_running(session, actor)
    return len(new)


def remove(actor: Actor, closure_day_id: int) -> None:
    """Take back a closure day that has not come yet."""
    permissions.require(actor, "keep_closure_days")
    with writing() as session:
        day = session.get(ClosureDay, closure_day_id)
        if day is None or day.on <= actor.today:
            raise Refused("Only a closure day that has not come yet can be taken back.")
        trail.record(session, actor, "remove", "closure_day", day.id, {"on": [day.on, None]})
        session.delete(day)
        session.flush()
        duties.refresh_all(session, actor.today)
        challenge_refresh.refresh_running(session, actor)
