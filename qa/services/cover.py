"""Cover: a named colleague acts for an absent one, from a day to a day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Cover
from db.queries import cover as queries
from db.queries.links import names
from qa.domain import permissions
from qa.domain.actor import ROLES, Actor
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date, joined
from qa.services import trail
from qa.services.people import Colleague

SHOWN_FOR = dt.timedelta(days=90)
LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True)
class CoverRow:
    """One cover in the list; `stands` says in a word whether it runs."""

    id: int
    absent: str
    cover: str
    from_on: dt.date
    to_on: dt.date
    reason: str
    stands: str

    @property
    def can_end(self) -> bool:
        """Whether it can still be ended early."""
        return self.stands in ("Runs now", "Not begun yet")


def name_cover(
    actor: Actor,
    absent_id: int,
    cover_id: int,
    from_on: dt.date,
    to_on: dt.date,
    reason: str,
) -> int:
    """Name who acts for an absent colleague, both days included; the cover's id.

    Refused: oneself, days out of order or past, a colleague who is covered already or away
    themselves in those days, one without an account or without a role of the absent one.
    """
    permissions.require(actor, "cover")
    _check_dates(actor, from_on, to_on)
    if not absent_id or not cover_id:
        raise Refused("Choose who is absent and who covers.")
    if absent_id == cover_id:
        raise Refused("Nobody covers for themselves. Choose a colleague.")
    if not reason.strip():
        raise Refused("Say why cover is needed, for example annual leave or sickness.")
    with writing() as session:
        _check_people(session, actor, absent_id, cover_id)
        _check_free(session, absent_id, cover_id, from_on, to_on)
        cover = Cover(
            absent_id=absent_id,
            cover_id=cover_id,
            from_on=from_on,
            to_on=to_on,
            reason=reason.strip(),
            set_by_id=actor.person_id,
        )
        session.add(cover)
        session.flush()
        payload = {
            "absent_id": [None, absent_id],
            "cover_id": [None, cover_id],
            "from_on": [None, from_on],
            "to_on": [None, to_on],
            "reason": [None, cover.reason],
        }
        trail.record(session, actor, "name", "cover", cover.id, payload)
        return cover.id


def _check_dates(actor: Actor, from_on: dt.date, to_on: dt.date) -> None:
    if to_on < from_on:
        raise Refused("The last day of cover is before its first.")
    if from_on < actor.today:
        raise Refused("Cover begins today or later.")
    if to_on - from_on > LONGEST:
        raise Refused("Cover lasts a year at most. For longer, hand the work over.")


def _check_people(session: Any, actor: Actor, absent_id: int, cover_id: int) -> None:
    known = {row.id: row.name for row in queries.account_holders(session, actor.today)}
    if cover_id not in known:
        raise Refused("Choose a colleague who has an account and a role today.")
    called = names(session, [absent_id])
    if absent_id not in called:
        raise NotFound("person")
    wanted = queries.roles(session, absent_id, actor.today)
    if wanted and not wanted & queries.roles(session, cover_id, actor.today):
        needed = joined([ROLES[role] for role in ROLES if role in wanted])
        raise Refused(
            f"{known[cover_id]} holds none of the roles of {called[absent_id]} ({needed}), so "
            "could not act for them."
        )


def _check_free(
    session: Any, absent_id: int, cover_id: int, from_on: dt.date, to_on: dt.date
) -> None:
    for other in queries.overlapping(session, from_on, to_on, absent_id, cover_id):
        called = names(session, [other.absent_id, other.cover_id])
        days = f"from {format_date(other.from_on)} to {format_date(other.to_on)}"
        if other.absent_id == absent_id:
            raise Refused(
                f"{called[other.cover_id]} covers for {called[absent_id]} {days} already. "
                "End that cover first, or choose other days."
            )
        if other.absent_id == cover_id:
            raise Refused(f"{called[cover_id]} is covered themselves {days}. Choose a colleague.")
        if other.cover_id == absent_id:
            raise Refused(
                f"{called[absent_id]} covers for {called[other.absent_id]} {days}. "
                "End that cover first."
            )


def end(actor: Actor, cover_id: int) -> None:
    """End a cover today: from this moment the colleague no longer acts for the absent one."""
    permissions.require(actor, "cover")
    with writing() as session:
        cover = queries.one(session, cover_id)
        if cover is None:
            raise NotFound("cover")
        if cover.ended_on is not None or cover.to_on < actor.today:
            raise Refused("This cover has ended already.")
        cover.ended_on = actor.today
        payload = {"ended_on": [None, actor.today]}
        trail.record(session, actor, "end", "cover", cover.id, payload)


def listed(actor: Actor) -> list[CoverRow]:
    """Cover that runs, is to come, or ended in the last 90 days; the latest first."""
    permissions.require(actor, "prepare_handover")
    with reading() as session:
        found = queries.listed(session, actor.today - SHOWN_FOR)
        return [_row(actor, *each) for each in found]


def _row(actor: Actor, cover: Any, absent: str, covering: str) -> CoverRow:
    return CoverRow(
        cover.id,
        absent,
        covering,
        cover.from_on,
        cover.to_on,
        cover.reason,
        _stands(actor, cover),
    )


def _stands(actor: Actor, cover: Any) -> str:
    if cover.ended_on is not None:
        return f"Ended early on {format_date(cover.ended_on)}"
    if cover.to_on < actor.today:
        return "Over"
    return "Runs now" if cover.from_on <= actor.today else "Not begun yet"


def colleagues(actor: Actor) -> Sequence[Colleague]:
    """Everybody who can sign in and holds a role today, by name."""
    permissions.require(actor, "prepare_handover")
    with reading() as session:
        return [Colleague(*row) for row in queries.account_holders(session, actor.today)]
