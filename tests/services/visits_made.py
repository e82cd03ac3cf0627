"""Visits as their services leave them, independence confirmed, on the trail too: made straight in
the store for tests."""

import dataclasses
import datetime as dt
from typing import Any

from db.engine import writing
from db.models import Revision, Visit
from qa.domain.actor import Actor
from qa.domain.answers import Answer
from qa.domain.visits import INDEPENDENT
from qa.services import trail, visit_begin
from tests.services import makers

DAY = dt.timedelta(days=1)
STARTED = ("in_progress", "withdrawn")


def visited(
    home_id: int,
    visitor: Actor,
    on: dt.date,
    status: str = "in_progress",
    issued_on: dt.date | None = None,
    announced: str | None = "unannounced",
) -> int:
    """A visit on a day, its report due ten days later; the id of its check."""
    check_id = makers.check(
        None, visitor.person_id, kind="reg44_visit", home_id=home_id, status=status,
        form_id=makers.form("reg44_visit"), submitted_on=None if status in STARTED else on,
        due_on=on + 10 * DAY,
    )  # fmt: skip
    about: dict[str, Any] = {
        "home_id": home_id, "visited_on": on, "month": on.replace(day=1), "announced": announced,
        "report_due_on": on + 10 * DAY, "issued_on": issued_on,
    }  # fmt: skip
    makers.made(
        Visit(check_id=check_id, visitor_id=visitor.person_id, report_due_rule="CH02",
              report_due_rule_version="2", report_due_explained="Due", **about)
    )  # fmt: skip
    with writing() as session:
        if status == "in_progress":
            _confirmed(session, visitor, check_id)
        told = {**about, "status": [None, status], "is_independent": True}
        trail.record(
            session, on_day(visitor, on), "start", "check", check_id, told, home_id=home_id
        )
    return check_id


def _confirmed(session: Any, visitor: Actor, check_id: int) -> None:
    begun = {"number": 1, "kind": "first", "opened_by_id": visitor.person_id}
    revision = Revision(check_id=check_id, opened_at=visitor.now, **begun)
    session.add(revision)
    session.flush()
    visit_begin.put_answer(session, visitor, revision.id, INDEPENDENT, Answer("Y"))


def on_day(actor: Actor, on: dt.date) -> Actor:
    """The same person at noon of another day."""
    return dataclasses.replace(actor, today=on, now=dt.datetime.combine(on, dt.time(12), dt.UTC))
