"""Handover: children, drafts, actions, challenges go to a colleague in one step, authorship
unchanged.

Business support prepares it, a practice manager or head of service confirms it. What would make
a conflict of interest stays, and is listed with why.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Handover, HandoverItem
from db.queries import cover as cover_queries
from db.queries import handover as queries
from db.queries.links import names
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import LONDON, joined, plural
from qa.services import duties, trail
from qa.services.handover_plan import Plan, carry_out, plan_of
from qa.services.people import Colleague


@dataclass(frozen=True)
class OpenWork:
    """What a person still holds: children as their IRO, unfinished checks, open actions,
    challenges, homes they are appointed to visit."""

    children: int = 0
    drafts: int = 0
    actions: int = 0
    challenges: int = 0
    homes: int = 0

    def __bool__(self) -> bool:
        return any((self.children, self.drafts, self.actions, self.challenges, self.homes))

    @property
    def words(self) -> str:
        """In words: '3 children, 1 unfinished form and 2 open actions'; '' where nothing."""
        counted = (
            (self.children, "child", "children"),
            (self.drafts, "unfinished form", None),
            (self.actions, "open action", None),
            (self.challenges, "challenge", None),
            (self.homes, "home to visit", "homes to visit"),
        )
        return joined([plural(n, one, many) for n, one, many in counted if n])


@dataclass(frozen=True)
class Waiting:
    """A handover that waits to be confirmed, and what it would move and leave today."""

    id: int
    giver: str
    taker: str
    prepared_by: str
    prepared_at: dt.datetime
    reason: str
    plan: Plan


@dataclass(frozen=True)
class NotTold:
    """A child who has a new IRO or chair and has not been told, as far as is recorded."""

    item_id: int
    child_id: int
    case_number: str
    iro: str
    since: dt.datetime
    can_record: bool
    """Whether this reader can record it: the new IRO, their cover, or who hands work over."""


@dataclass(frozen=True)
class ToHandOver:
    """Somebody who has left, or cannot sign in any more, and what still hangs on them."""

    person_id: int
    name: str
    work: OpenWork


def open_work(person_id: int, on: dt.date) -> OpenWork:
    """What a person still holds on a day, whoever asks: asked before an account is disabled."""
    with reading() as session:
        return OpenWork(*queries.counts(session, [person_id], on)[person_id])


def to_hand_over(actor: Actor) -> list[ToHandOver]:
    """Those who have gone and still hold work, by name."""
    permissions.require(actor, "prepare_handover")
    with reading() as session:
        gone = dict(queries.gone(session, actor.today))
        counted = queries.counts(session, gone, actor.today)
    held = (ToHandOver(i, name, OpenWork(*counted[i])) for i, name in gone.items())
    return [each for each in held if each.work]


def givers(actor: Actor) -> list[Colleague]:
    """Everybody who holds work that could be handed over, by name."""
    permissions.require(actor, "prepare_handover")
    with reading() as session:
        return [Colleague(*row) for row in queries.holders(session, actor.today)]


def preview(actor: Actor, from_id: int, to_id: int) -> Plan:
    """What would move today from one person to the other, and what would stay, with why."""
    permissions.require(actor, "prepare_handover")
    with reading() as session:
        _check_people(session, actor, from_id, to_id)
        return plan_of(session, actor, from_id, to_id)


def prepare(actor: Actor, from_id: int, to_id: int, reason: str) -> int:
    """Prepare a handover for a manager to confirm; its id. Nothing moves yet."""
    permissions.require(actor, "prepare_handover")
    if not reason.strip():
        raise Refused("Say why the work is handed over.")
    with writing() as session:
        _check_people(session, actor, from_id, to_id)
        if queries.waiting_between(session, from_id):
            raise Refused("A handover of this person's work waits to be confirmed already.")
        made = Handover(
            from_person_id=from_id,
            to_person_id=to_id,
            reason=reason.strip(),
            prepared_by_id=actor.person_id,
            prepared_at=actor.now,
        )
        session.add(made)
        session.flush()
        payload = {"from": from_id, "to": to_id, "reason": made.reason}
        trail.record(session, actor, "prepare", "handover", made.id, payload)
        return made.id


def _check_people(session: Any, actor: Actor, from_id: int, to_id: int) -> None:
    if from_id == to_id:
        raise Refused("Choose two different people.")
    if len(names(session, [from_id, to_id])) != 2:
        raise NotFound("person")
    working = {row.id for row in cover_queries.account_holders(session, actor.today)}
    if to_id not in working:
        raise Refused("Choose a colleague who has an account and a role today.")


def waiting(actor: Actor) -> list[Waiting]:
    """Handovers that nobody has confirmed yet, with what each would do today."""
    permissions.require(actor, "prepare_handover")
    with reading() as session:
        return [
            Waiting(
                row.id,
                giver,
                taker,
                preparer,
                row.prepared_at,
                row.reason,
                plan_of(session, actor, row.from_person_id, row.to_person_id),
            )
            for row, giver, taker, preparer in queries.waiting(session)
        ]


def confirm(actor: Actor, handover_id: int) -> Plan:
    """Carry a handover out, in one transaction; what moved and what stayed, with why."""
    permissions.require(actor, "cover")
    with writing() as session:
        made = _waiting(session, handover_id)
        _check_people(session, actor, made.from_person_id, made.to_person_id)
        plan = plan_of(session, actor, made.from_person_id, made.to_person_id)
        if not plan.moves:
            raise Refused("There is nothing that could be moved. Look at what stays, and why.")
        carry_out(session, actor, made, plan)
        session.flush()
        moved = [item.noun_id for item in plan.moves if item.noun == "child"]
        duties.refresh(session, moved, actor.today)
        made.done_by_id, made.done_at = actor.person_id, actor.now
        session.add_all(
            HandoverItem(handover_id=made.id, noun=item.noun, noun_id=item.noun_id)
            for item in plan.moves
        )
        payload = {
            "from": made.from_person_id,
            "to": made.to_person_id,
            "moved": [[item.noun, item.noun_id] for item in plan.moves],
            "stayed": [[item.noun, item.noun_id, item.why] for item in plan.stays],
        }
        trail.record(session, actor, "confirm", "handover", made.id, payload)
        return plan


def discard(actor: Actor, handover_id: int) -> None:
    """Drop a prepared handover that nobody has confirmed."""
    permissions.require(actor, "prepare_handover")
    with writing() as session:
        made = _waiting(session, handover_id)
        payload = {"from": made.from_person_id, "to": made.to_person_id, "reason": made.reason}
        session.delete(made)
        trail.record(session, actor, "discard", "handover", handover_id, payload)


def _waiting(session: Any, handover_id: int) -> Any:
    made = queries.one(session, handover_id)
    if made is None:
        raise NotFound("handover")
    if made.done_at is not None:
        raise Refused("This handover was confirmed already.")
    return made


def not_told(actor: Actor, child_id: int | None = None) -> list[NotTold]:
    """Children handed over (or one of them) not recorded as told of their new IRO or chair."""
    prepares = permissions.can(actor, "prepare_handover").allowed
    with reading() as session:
        return [
            NotTold(item.id, *about, prepares or to_id in actor.selves)
            for item, to_id, *about in queries.not_told(session, actor, child_id)
        ]


def told(actor: Actor, item_id: int, on: dt.date) -> None:
    """Record the day on which a child was told of the new IRO or chair."""
    with writing() as session:
        found = queries.item(session, actor, item_id)
        if found is None:
            raise NotFound("child")
        item, child_id, done_at, to_id = found
        if to_id not in actor.selves:
            permissions.require(actor, "prepare_handover")
        if not done_at.astimezone(LONDON).date() <= on <= actor.today:
            raise Refused("Enter a day from the handover to today.")
        payload = {"child_told_on": [item.child_told_on, on]}
        item.child_told_on, item.child_told_by_id = on, actor.person_id
        trail.record(session, actor, "told", "child", child_id, payload, child_id=child_id)
