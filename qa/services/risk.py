"""A child may be at risk now: telephone first, then record; a second person records the safety."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import RiskFlag
from db.queries import checks as check_queries
from db.queries import risk as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused
from qa.services import trail
from qa.services.facts import facts_of_check, facts_of_child
from qa.services.records import allowed, held, said


@dataclass(frozen=True)
class Worry:
    """What is feared, who was told and when, and what they will do."""

    worry: str
    told_whom: str = ""
    told_at: dt.datetime | None = None
    will_do: str = ""


def raise_flag(actor: Actor, check_id: int, given: Worry) -> int:
    """Record that a child may be at risk now, on a draft too. The flag's id."""
    worry = said(given.worry, "Say what you are worried about.")
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "raise_risk", check)
        flag = RiskFlag(
            child_id=check.child_id,
            home_id=check.home_id,
            check_id=check.id,
            team_id=check.team_id,
            raised_by_id=actor.person_id,
            raised_at=actor.now,
            worry=worry,
        )
        _set_told(actor, flag, given)
        session.add(flag)
        session.flush()
        _record(session, actor, "raise", flag, _payload(flag))
        return flag.id


def tell(actor: Actor, flag_id: int, given: Worry) -> None:
    """Add who was told, when, and what they will do."""
    with writing() as session:
        flag = _held(session, actor, flag_id)
        if flag.raised_by_id not in actor.selves:
            raise Refused("The person who raised this adds who was told.")
        before = _payload(flag)
        flag.worry = given.worry.strip() or flag.worry
        _set_told(actor, flag, given)
        _record(session, actor, "tell", flag, trail.changes(before, _payload(flag)))


def record_safe(actor: Actor, flag_id: int, note: str) -> None:
    """Record that the child is safe, and how that is known. Never by the person who raised it."""
    note = said(note, "Say how you know that the child is safe, and who you spoke to.")
    with writing() as session:
        flag = _held(session, actor, flag_id)
        permissions.require(actor, "record_safe", _facts(session, actor, flag))
        if flag.safe_at is not None:
            raise Refused("Somebody has already recorded that this child is safe.")
        flag.safe_at, flag.safe_by_id, flag.safe_note = actor.now, actor.person_id, note
        _record(session, actor, "record_safe", flag, {"safe_note": [None, note]})


def still_open(session: Any, actor: Actor) -> list[Any]:
    """Flags in scope of children not yet recorded safe: they head every list."""
    return queries.still_open(session, actor)


@dataclass(frozen=True)
class FlagView:
    """A flag, who raised it, and whether this person may record the child safe."""

    flag: RiskFlag
    raised_by: str
    safe_by: str
    may_record_safe: permissions.Decision


def of_check(actor: Actor, check_id: int) -> list[FlagView]:
    """The flags raised on a check that this person may see, oldest first."""
    with reading() as session:
        flags = [f for f in queries.of_check(session, check_id) if _visible(session, actor, f)]
        people = [f.raised_by_id for f in flags] + [f.safe_by_id for f in flags]
        names = check_queries.names(session, people)
        return [
            FlagView(
                f,
                names[f.raised_by_id],
                names.get(f.safe_by_id or 0, ""),
                permissions.can(actor, "record_safe", _facts(session, actor, f)),
            )
            for f in flags
        ]


def _visible(session: Any, actor: Actor, flag: RiskFlag) -> bool:
    return queries.one(session, actor, flag.id) is not None


def _held(session: Any, actor: Actor, flag_id: int) -> RiskFlag:
    flag = queries.one(session, actor, flag_id, lock=True)
    if flag is None:
        raise NotFound("record")
    return flag


def _facts(session: Any, actor: Actor, flag: RiskFlag) -> permissions.Facts:
    check = check_queries.by_id(session, flag.check_id)
    if check is not None:
        found = facts_of_check(session, check, actor.today)
    else:
        found = facts_of_child(session, flag.child_id or 0, actor.today)
    return permissions.with_raiser(found, flag.raised_by_id)


def _set_told(actor: Actor, flag: RiskFlag, given: Worry) -> None:
    if (given.told_whom.strip() or given.will_do.strip()) and not (given.told_at or flag.told_at):
        raise Refused("Give the time at which you told them.")
    if given.told_at and not (given.told_whom.strip() or flag.told_whom):
        raise Refused("Say who you told: name and role.")
    if given.told_at and given.told_at > actor.now + dt.timedelta(minutes=5):
        raise Refused("The time at which somebody was told cannot be in the future.")
    flag.told_whom = given.told_whom.strip() or flag.told_whom
    flag.told_at = given.told_at or flag.told_at
    flag.will_do = given.will_do.strip() or flag.will_do


def _payload(flag: RiskFlag) -> dict[str, Any]:
    return {n: getattr(flag, n) for n in ("worry", "told_whom", "told_at", "will_do")}


def _record(session: Any, actor: Actor, act: str, flag: RiskFlag, payload: dict[str, Any]) -> None:
    trail.record(
        session,
        actor,
        act,
        "risk",
        flag.id,
        payload,
        child_id=flag.child_id,
        home_id=flag.home_id,
        team_id=flag.team_id,
    )
