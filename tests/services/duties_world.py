"""Due dates for tests, made straight in the store: no clock is worked out here."""

import datetime as dt

from db.engine import writing
from db.models import Duty, Review
from qa.services import install
from tests.services import makers

RULES = {
    "cla_review": "LA05",
    "cp_review": "CP12",
    "short_break_review": "LA25b",
    "midway_cla": "LA12",
    "midway_cp": "CP17",
    "panel": "CP16",
    "cla_visit": "LA14",
    "health": "LA20b",
}
DAY = dt.timedelta(days=1)


def install_rules() -> None:
    """The released forms and time limits."""
    with writing() as session:
        install.install_released(session, dt.date(2020, 1, 1))


def duty(child_id: int, kind: str, due_on: dt.date, **other: object) -> int:
    """One due date; still owed unless `done_on` or `status` says otherwise."""
    done_on = other.get("done_on")
    given = {
        "started_on": due_on - 90 * DAY,
        "until_on": due_on + 90 * DAY if kind.startswith("midway") else None,
        "on_time_until": due_on + 14 * DAY if kind.startswith("midway") else due_on,
        "rule_id": RULES[kind],
        "rule_version": "2",
        "status": "done" if done_on else "running",
        "ended_on": done_on,
    }
    return makers.made(Duty(child_id=child_id, kind=kind, due_on=due_on, **{**given, **other}))


def meeting(child_id: int, kind: str, met_on: dt.date, **other: object) -> int:
    """A review or conference, held unless `was_held` says otherwise."""
    given = {"source": "hand", "recorded_at": makers.NOW, "was_held": True}
    return makers.made(Review(child_id=child_id, kind=kind, met_on=met_on, **{**given, **other}))


def plan(child_id: int, from_on: dt.date, to_on: dt.date | None = None) -> int:
    """A child protection plan."""
    return makers.status(child_id, "cp", from_on, to_on=to_on)
