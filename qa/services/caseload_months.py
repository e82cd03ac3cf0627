"""The caseload month by month, from the dated links of children with their IRO or chair."""

import datetime as dt
from dataclasses import dataclass

from db.engine import reading
from db.queries import caseload as queries
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_month
from qa.domain.working_days import DAY, add_months
from qa.services.caseload import ALL, READERS, per_full_time

MONTHS = 12


@dataclass(frozen=True)
class MonthLoad:
    """How it stood on the last day of a month (or today). `per_post`: None without hours."""

    on: dt.date
    children: int
    people: int
    posts: float
    per_post: int | None

    @property
    def words(self) -> str:
        """The month: 'October 2026'."""
        return format_month(self.on)


def last_days(today: dt.date, count: int = MONTHS) -> list[dt.date]:
    """The last days of the months before, the oldest first, then today."""
    first = today.replace(day=1)
    return [add_months(first, -n) - DAY for n in reversed(range(count - 1))] + [today]


def months(actor: Actor) -> list[MonthLoad]:
    """The last twelve months; of oneself and whom one covers for an IRO. Raises Refused."""
    if not actor.has(*READERS):
        raise Refused("Your role does not include the caseload.")
    mine = None if actor.has(*ALL) else actor.selves
    with reading() as session:
        return [
            _month(on, [row for row in queries.on_day(session, actor, on)
                        if mine is None or row[0] in mine])
            for on in last_days(actor.today)
        ]  # fmt: skip


def _month(on: dt.date, rows: list[tuple[int, float, int]]) -> MonthLoad:
    known = [(hours, children) for _person, hours, children in rows if hours and hours > 0]
    posts = round(sum(hours for hours, _children in known), 2)
    per_post = per_full_time(sum(children for _hours, children in known), posts)
    return MonthLoad(on, sum(children for *_, children in rows), len(rows), posts, per_post)
