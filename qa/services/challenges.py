"""Challenges: raised, answered, judged, taken up the ladder, paused, closed, opened again.

Every use case is one transaction: find, check the policy and the version, let the event happen,
keep it with its trail. Nothing goes up by itself: at a deadline the raiser is asked.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from db.engine import writing
from db.models import Challenge
from db.queries import challenges as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.challenge_events import ChildResult, Event
from qa.domain.one_line import one_line
from qa.domain.refusals import Refused
from qa.services.challenge_asked import (
    NOBODY,
    Asked,
    asked_again,
    not_the_raiser,
    responder,
)
from qa.services.challenge_facts import facts_of_challenge, facts_of_referral
from qa.services.challenge_store import (
    allowed,
    day_of,
    found,
    happen,
    is_done_already,
    must_be_current,
    standing,
    typed_text,
)

JUDGE = "judge_challenge"


def answer(
    actor: Actor, challenge_id: int, version: int, text: str, on: dt.date | None = None
) -> None:
    """The responder's answer. Raises NotFound, Stale, or Refused in words."""
    _done(actor, challenge_id, version, "answer", "answer_challenge", on, text=text)


def answer_for(
    actor: Actor, challenge_id: int, version: int, text: str, name: str, role: str, on: dt.date
) -> None:
    """An answer recorded on somebody's behalf: by name, role and the day they gave it."""
    name, role = one_line(name), one_line(role)
    if not name or not role:
        raise Refused("Give the name and the role of the person who answered.")
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        facts = allowed(session, actor, "answer_challenge_on_behalf", challenge)
        must_be_current(session, actor, challenge, version)
        not_the_raiser(session, name, facts)
        about = {"text": typed_text(text), "for_name": name, "for_role": role}
        happen(session, actor, standing(session, challenge), _event(actor, "answer", on, about))


def judge(actor: Actor, challenge_id: int, version: int, verdict: str, text: str = "") -> None:
    """Whether the answer is enough: satisfied, partly or not_satisfied (then say why)."""
    if verdict not in ("satisfied", "partly", "not_satisfied"):
        raise Refused("Say whether you are satisfied, partly satisfied or not satisfied.")
    _done(actor, challenge_id, version, verdict, JUDGE, None, text=text)


def escalate(
    actor: Actor, challenge_id: int, version: int, text: str = "", asked: Asked = NOBODY
) -> None:
    """Go to the next stage: the answer was not enough, or none came by the day."""
    _climb(actor, challenge_id, version, "escalate", None, text, asked)


def bypass(
    actor: Actor, challenge_id: int, version: int, stage: int, reason: str, asked: Asked = NOBODY
) -> None:
    """Go to any later stage, or on before the day, with the reason."""
    _climb(actor, challenge_id, version, "bypass", stage, reason, asked)


def _climb(
    actor: Actor, challenge_id: int, version: int, name: str, stage: int | None, text: str,
    asked: Asked,
) -> None:  # fmt: skip
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        facts = allowed(session, actor, JUDGE, challenge)
        must_be_current(session, actor, challenge, version)
        at = standing(session, challenge)
        above = at.ladder.above(at.state.stage or 0)
        wanted = next((s for s in above if stage in (None, s.number)), None)
        about: dict[str, Any] = {"text": typed_text(text), "stage": stage}
        if wanted is not None:
            about["stage"] = wanted.number
            about |= responder(session, actor, challenge, wanted, asked, facts)
        happen(session, actor, at, _event(actor, name, None, about))


def pause(
    actor: Actor, challenge_id: int, version: int, reason: str, from_on: dt.date | None = None
) -> None:
    """Let the clock stand still, with the reason; the days are shown, never hidden."""
    _done(actor, challenge_id, version, "pause", JUDGE, from_on, text=reason)


def resume(
    actor: Actor, challenge_id: int, version: int, to_on: dt.date | None = None, note: str = ""
) -> None:
    """Let the clock run again, with the reason."""
    _done(actor, challenge_id, version, "resume", JUDGE, to_on, text=note)


def refer_to_cafcass(
    actor: Actor, challenge_id: int, version: int, reason: str, on: dt.date | None = None
) -> None:
    """Refer to Cafcass beside the stages (CPPCR regulation 45); only where a child was looked
    after on the day of the referral."""
    _done(actor, challenge_id, version, "refer", "refer_cafcass", on, text=reason)


def cafcass_outcome(
    actor: Actor, challenge_id: int, version: int, outcome: str, on: dt.date | None = None
) -> None:
    """What came of the referral, also after the challenge was closed."""
    _done(actor, challenge_id, version, "refer_outcome", JUDGE, on, text=outcome)


def withdraw(
    actor: Actor, challenge_id: int, version: int, reason: str, on: dt.date | None = None
) -> None:
    """Withdraw a challenge, or an alert that should not have been shared, with the reason."""
    _done(actor, challenge_id, version, "withdraw", JUDGE, on, text=reason)


def resolve(
    actor: Actor,
    challenge_id: int,
    version: int,
    outcome: str,
    children: Sequence[ChildResult],
    note: str = "",
    on: dt.date | None = None,
) -> None:
    """Close it: how it ended (a key of OUTCOMES) and, for each child, what came and changed."""
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        allowed(session, actor, JUDGE, challenge)
        must_be_current(session, actor, challenge, version)
        at = standing(session, challenge)
        results = _results(session, challenge_id, children)
        about = {"outcome": outcome, "children": results, "text": typed_text(note)}
        happen(session, actor, at, _event(actor, "resolve", on, about))


def _results(
    session: Any, challenge_id: int, children: Sequence[ChildResult]
) -> tuple[ChildResult, ...]:
    about = [each.child_id for each in queries.children(session, challenge_id)]
    said = {each.child_id: each for each in children}
    if set(said) != set(about) or len(children) != len(about):
        raise Refused("Say for each child what came of it and what changed.")
    return tuple(
        ChildResult(child_id, said[child_id].outcome, typed_text(said[child_id].changed))
        for child_id in about
    )


def reopen(actor: Actor, challenge_id: int, version: int, reason: str) -> None:
    """Open a resolved challenge again at the stage where it stood, asking whoever was asked."""
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        facts = allowed(session, actor, JUDGE, challenge)
        must_be_current(session, actor, challenge, version)
        at = standing(session, challenge)
        about: dict[str, Any] = {"text": typed_text(reason)}
        if at.state.stage is not None:
            stage = at.ladder.stage(at.state.stage)
            about |= asked_again(session, actor, challenge, stage, facts)
        happen(session, actor, at, _event(actor, "reopen", None, about))


def _done(
    actor: Actor, challenge_id: int, version: int, name: str, act: str, on: dt.date | None,
    *, text: str,
) -> None:  # fmt: skip
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        event = _event(actor, name, on, {"text": typed_text(text)})
        _allowed_on(session, actor, act, challenge, event.on)
        if is_done_already(session, challenge, version, event):
            return
        must_be_current(session, actor, challenge, version)
        happen(session, actor, standing(session, challenge), event)


def _allowed_on(session: Any, actor: Actor, act: str, challenge: Challenge, on: dt.date) -> None:
    """Ask the policy; of a referral to Cafcass by its day. What is wrong with a day before the
    challenge is said by the moves, not by whether a child was looked after then."""
    facts = facts_of_challenge(session, challenge, actor.today)
    if act == "refer_cafcass":
        day = max(on, challenge.raised_on or on)
        facts = facts_of_referral(session, challenge, facts, day, day)
    permissions.require(actor, act, facts)


def _event(actor: Actor, name: str, on: dt.date | None, about: dict[str, Any]) -> Event:
    return Event(name, day_of(actor, on), actor.now, actor.person_id, **about)
