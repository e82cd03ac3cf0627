"""A looked-after girl and her brother, their IRO, who answers for them, and challenges to play."""

import dataclasses
import datetime as dt
from types import SimpleNamespace

from db.engine import reading
from db.models import Challenge, RoleAssignment
from qa.domain.challenge_events import ChildResult
from qa.services import challenge_drafts as drafts
from qa.services import challenges
from tests.services import makers
from tests.services.midway_world import midway_world

SAID = {
    "source": "contact",
    "what_is_wrong": "No visit for nine weeks.",
    "child_impact": "She does not know who her social worker is.",
    "wanted": "A visit, and a worker who stays.",
    "wanted_by_on": dt.date(2026, 11, 20),
    "is_child_told": True,
    "is_advocate_offered": True,
}
GOOD = {
    "source": "review",
    "what_is_wrong": "Life-story work done with great care.",
    "difference": "Time, and the same worker for two years.",
    "may_share": True,
    "told_whom": "The worker and her manager",
}
BACK = "She is home again."
LATER = dt.date(2026, 11, 16)
"""A Monday on which an answer due five working days after 5 November 2026 is late."""


def challenge_world() -> SimpleNamespace:
    """The world of midway reviews; the girl and the boy have the first team's manager."""
    w = midway_world()
    for child in (w.girl, w.boy):
        makers.link(child, "team_manager", w.boss.person_id)
    w.admin = makers.holder("Ada Admin", "administrator")
    return w


def draft(w, *, child_ids=None, kind="informal", themes=("visits",), said=None, **other) -> int:
    """A draft by the first IRO with everything that is asked for."""
    ids = child_ids or [w.girl]
    made = drafts.begin(w.iro, ids, kind=kind, fields=SAID if said is None else said, **other)
    drafts.set_themes(w.iro, made, themes)
    return made


def raised(w, **about) -> int:
    """A challenge raised by the first IRO today."""
    made = draft(w, **about)
    drafts.submit(w.iro, made, 1)
    return made


def good(w) -> int:
    """Good practice, shared."""
    return raised(w, kind="good_practice", said=GOOD)


def row(challenge_id: int) -> Challenge:
    """The challenge as it stands now."""
    with reading() as session:
        return session.get(Challenge, challenge_id)


def v(challenge_id: int) -> int:
    """Its version."""
    return row(challenge_id).version


def at(actor, day: dt.date):
    """The same person on another day."""
    now = dt.datetime.combine(day, dt.time(10), dt.UTC)
    return dataclasses.replace(actor, now=now, today=day)


def answered(w, challenge_id: int, who=None, **about) -> None:
    """Answered by the team manager."""
    challenges.answer(who or w.boss, challenge_id, v(challenge_id), "Visited today.", **about)


def changed(*child_ids: int) -> list[ChildResult]:
    """Each child is better off."""
    return [ChildResult(child_id, "as_sought", "Visited each week.") for child_id in child_ids]


def second_head() -> int:
    """Another head of service."""
    person_id = makers.person("Hugo Head")
    makers.made(RoleAssignment(person_id=person_id, role="head_of_service", from_on=makers.START))
    return person_id
