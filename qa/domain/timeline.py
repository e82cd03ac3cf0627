"""One thing that happened to a child, and when it was recorded: what a timeline is made of."""

import datetime as dt
from dataclasses import dataclass

from qa.domain.words import LONDON

KINDS = {
    "review": "Reviews and conferences",
    "midway": "Midway reviews",
    "audit": "Audits",
    "action": "Actions",
    "risk": "Child at risk",
    "follow_up": "Follow-ups and challenges",
    "panel": "Panel decisions",
    "status": "Statuses",
    "people": "Team and people",
    "told": "Child told",
    "hold": "Serious-incident holds",
}
"""What a timeline may be narrowed to, in the order of the filter."""


@dataclass(frozen=True)
class Event:
    """Something that happened to a child.

    `on` is the day it happened, `at` the moment where one is known; `recorded_at` None: no moment
    was kept. `title` says that it happened and stays free of what it says; `text` is that, '' for
    those who read dates only. `told`: who was told. `screen` and `record_id`: where it is opened.
    `thing`: what begins and ends belongs together by it; `about`: what it says that thing is.
    """

    child_id: int
    kind: str
    on: dt.date
    title: str
    at: dt.datetime | None = None
    recorded_at: dt.datetime | None = None
    text: str = ""
    who: str = ""
    told: str = ""
    screen: str = ""
    record_id: int | None = None
    thing: str = ""
    about: str = ""


NO_MOMENT = dt.datetime.min.replace(tzinfo=dt.UTC)


def day_of(moment: dt.datetime) -> dt.date:
    """The day in England on which a moment fell."""
    return moment.astimezone(LONDON).date()


def known_by(event: Event, moment: dt.datetime) -> bool:
    """Whether it had happened and been recorded by a moment.

    Where no moment of recording was kept, the day it happened has to do.
    """
    happened = event.at <= moment if event.at else event.on <= day_of(moment)
    return happened and (event.recorded_at is None or event.recorded_at <= moment)


def order(event: Event) -> tuple[dt.date, dt.datetime]:
    """The order of a timeline, the earliest first; of one day what has no moment comes first."""
    return event.on, event.at or NO_MOMENT
