"""Who was told at once: an opinion of 'No', or a child at risk at a visit (regulations 40, 44)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import writing
from db.models import Check, Visit, VisitAlert
from db.queries import visits as queries
from qa.domain import visits
from qa.domain.actor import Actor
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused
from qa.domain.visit_ready import SLACK, arrived_at, told_before
from qa.domain.words import format_moment
from qa.services import drafts, install, trail
from qa.services.records import record
from qa.services.visits import draft

QUESTIONS = (visits.SAFEGUARDED, visits.WELLBEING, visits.RISK)
LADO = {"told": "Told", "not_needed": "Not needed"}
REG40 = {
    "notified": "The home has notified Ofsted",
    "asked": "The home was asked to notify Ofsted",
    "not_needed": "Not needed",
}
LEFT_OVER = "Who was told of a No is recorded, and the opinion is not No any more."
FIELDS = ("told_individual", "told_individual_at", "told_head", "told_head_at", "lado", "lado_at",
          "reg40", "reg40_at", "note")  # fmt: skip


@dataclass(frozen=True)
class AlertGiven:
    """Who was told and when. `question`: V4.1, V4.2 or 'risk'; `lado` and `reg40`: codes of LADO
    and REG40, with a moment unless not needed."""

    question: str
    told_individual: str
    told_individual_at: dt.datetime | None
    told_head: str
    told_head_at: dt.datetime | None
    lado: str
    lado_at: dt.datetime | None = None
    reg40: str = "not_needed"
    reg40_at: dt.datetime | None = None
    note: str = ""


def put(actor: Actor, check_id: int, given: AlertGiven) -> None:
    """Record who was told, or correct it. Raises Refused in words: nobody named, a time that is
    missing, in the future or before the visit."""
    values = _checked(given)
    with writing() as session:
        check, visit = draft(session, actor, check_id)
        _check_times(session, actor, check, visit, values)
        row = queries.alert(session, check_id, given.question) or VisitAlert(
            check_id=check_id, question=given.question
        )
        before = {name: getattr(row, name) for name in FIELDS}
        for name, value in values.items():
            setattr(row, name, value)
        row.recorded_by_id, row.recorded_at = actor.person_id, actor.now
        session.add(row)
        changed = trail.changes(before, values)
        record(session, actor, "tell", check, {"question": given.question, **changed})


def remove(actor: Actor, check_id: int, question: str) -> None:
    """Take a record of who was told away again: the opinion was changed before submission."""
    with writing() as session:
        check, _visit = draft(session, actor, check_id)
        row = queries.alert(session, check_id, question)
        if row is None:
            raise NotFound("record")
        before = {name: [getattr(row, name), None] for name in FIELDS}
        session.delete(row)
        record(session, actor, "tell", check, {"question": question, **before})


def _checked(given: AlertGiven) -> dict[str, Any]:
    if given.question not in QUESTIONS:
        raise Refused("Say which answer this is about.")
    if given.lado not in LADO:
        raise Refused("Say whether the designated officer (LADO) was told.")
    if given.reg40 not in REG40:
        raise Refused("Say whether a notification under regulation 40 is needed.")
    told, head = one_line(given.told_individual), one_line(given.told_head)
    if not told or given.told_individual_at is None:
        raise Refused("Give the responsible individual's name and when they were told.")
    if not head or given.told_head_at is None:
        raise Refused("Give the head of service's name and when they were told.")
    return {
        "told_individual": told,
        "told_individual_at": given.told_individual_at,
        "told_head": head,
        "told_head_at": given.told_head_at,
        "lado": given.lado,
        "lado_at": _moment(given.lado, given.lado_at, "the designated officer (LADO) was told"),
        "reg40": given.reg40,
        "reg40_at": _moment(given.reg40, given.reg40_at, "Ofsted was notified, or the home asked"),
        "note": given.note.strip() or None,
    }


def _moment(code: str, at: dt.datetime | None, words: str) -> dt.datetime | None:
    if code == "not_needed":
        return None
    if at is None:
        raise Refused(f"Give the day and time at which {words}.")
    return at


def _check_times(
    session: Any, actor: Actor, check: Check, visit: Visit, values: dict[str, Any]
) -> None:
    answers = drafts.answers(session, check, install.form(session, check.form_id))
    arrived = arrived_at(answers, visits.visited_on(answers) or visit.visited_on)
    for name in ("told_individual_at", "told_head_at", "lado_at", "reg40_at"):
        moment = values[name]
        if moment is None:
            continue
        if moment > actor.now + SLACK:
            raise Refused(
                f"{format_moment(moment)} is in the future. Give the time they were told."
            )
        if why := told_before(moment, arrived):
            raise Refused(why)
