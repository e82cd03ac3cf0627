"""What every use case of a challenge does: find it in scope, let the event happen, keep it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from db.models import Challenge, ChallengeEvent, ChallengeStage, ClockPause
from db.queries import challenges as queries
from qa.domain import permissions, workflow
from qa.domain.actor import Actor
from qa.domain.answers import checks as given
from qa.domain.challenge_events import Event, from_payload, payload
from qa.domain.challenges import DRAFT, KIND, State, apply, replay
from qa.domain.ladders import Ladder
from qa.domain.permissions import Facts
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.words import format_date, format_moment, in_sentence
from qa.domain.working_days import Calendar
from qa.services import challenge_summary, clocks, notices_make, trail
from qa.services.challenge_facts import facts_of_challenge
from qa.services.ladder_texts import ladder

CHANGES = {m.name: in_sentence(m.words) for m in workflow.CHALLENGE} | {
    "hand_over": "hand it over",
    "file": "mark it as filed",
}
"""What makes a challenge another version, as the trail names it, in words."""


@dataclass(frozen=True)
class Standing:
    """A challenge with all that its state follows from."""

    challenge: Challenge
    ladder: Ladder
    calendar: Calendar
    events: tuple[Event, ...]
    state: State


def found(session: Any, actor: Actor, challenge_id: int, *, lock: bool = False) -> Challenge:
    """The challenge, or NotFound; locked for this transaction where it is to be changed."""
    challenge = queries.one(session, actor, challenge_id, lock=lock)
    if challenge is None:
        raise NotFound("challenge")
    return challenge


def allowed(session: Any, actor: Actor, act: str, challenge: Challenge) -> Facts:
    """The facts of the challenge, after the policy has allowed the act."""
    facts = facts_of_challenge(session, challenge, actor.today)
    permissions.require(actor, act, facts)
    return facts


def standing(session: Any, challenge: Challenge) -> Standing:
    """Where it stands, by replaying its events under the ladder it was raised under."""
    rules, calendar = ladder(session, challenge.ladder_id), clocks.working_calendar(session)
    events = tuple(from_payload(row.payload) for row in queries.events(session, challenge.id))
    return Standing(challenge, rules, calendar, events, replay(events, rules, calendar))


def must_be_current(session: Any, actor: Actor, challenge: Challenge, version: int) -> None:
    """Refuse a decision taken on an older state, saying who did what since, and when."""
    if challenge.version == version:
        return
    last, still = (
        queries.last_change(session, challenge.id, CHANGES),
        "what you wrote is still here",
    )
    if last is None:
        said = "This challenge was changed after you opened it."
    else:
        is_own = last.person_id == actor.person_id
        who = "You, in another window, were" if is_own else f"{last.who} was"
        said = f"{who} first: {CHANGES[last.act]}, on {format_moment(last.at)}."
        still = f"{still}, unless it was used" if is_own else still
    raise Stale(
        f"{said} Look at it again before you decide; {still}.",
        last.payload.get("event") if last else None,
        challenge.version,
    )


def is_done_already(session: Any, challenge: Challenge, version: int, event: Event) -> bool:
    """Whether the last thing that happened since this version is this very event: a second press
    of the same person, in this window or another."""
    if challenge.version != version + 1:
        return False
    last = queries.last_event(session, challenge.id)
    if last is None:
        return False
    before = from_payload(last.payload)
    return last.by_id == event.by_id and replace(before, at=event.at) == event


def draft_of(session: Any, actor: Actor, challenge_id: int) -> Challenge:
    """A draft to write on, locked. Raises NotFound, or Refused in words where it is another's, or
    has gone out meanwhile."""
    challenge = found(session, actor, challenge_id, lock=True)
    if challenge.status != DRAFT and challenge.held_by_id == actor.person_id:
        is_good = challenge.kind == "good_practice"
        raise Refused(
            f"It has been {'shared' if is_good else 'raised'} already, so what it says does not "
            "change any more."
        )
    allowed(session, actor, "write_challenge", challenge)
    return challenge


def day_of(actor: Actor, on: dt.date | None) -> dt.date:
    """The day something took effect: today unless given; never in the future."""
    if on is not None and on > actor.today:
        raise Refused(f"{format_date(on)} is in the future. Enter a date up to today.")
    return on or actor.today


def happen(
    session: Any, actor: Actor, at: Standing, event: Event, more: dict[str, Any] | None = None
) -> State:
    """Let an event happen: state, summary, event, trail and notices in the caller's transaction.

    `more` goes on the trail beside the event. Raises Refused in words where it cannot be.
    """
    challenge, before = at.challenge, at.challenge.status
    state = apply(at.state, event, at.ladder, at.calendar)
    number = len(at.events) + 1
    kept = payload(event)
    session.add(
        ChallengeEvent(
            challenge_id=challenge.id, number=number, name=event.name, on=event.on, at=event.at,
            by_id=actor.person_id, by_name=actor.name, payload=kept,
        )
    )  # fmt: skip
    summarise(session, actor, challenge, state, at.ladder, at.calendar)
    challenge.version += 1
    change = {"status": [before, state.status], "number": number, "event": kept}
    if challenge.filed_on is not None:  # what was filed does not say this
        change["filed_on"] = [challenge.filed_on, None]
        challenge.filed_on = challenge.filed_by_id = None
    session.flush()
    on_trail(session, actor, event.name, challenge, {**change, **(more or {})})
    notices_make.after(session, actor, challenge, event, number)
    return state


def on_trail(
    session: Any, actor: Actor, act: str, challenge: Challenge, kept: dict[str, Any]
) -> None:
    """The entry in full about the first child; about each other one, an entry that names it.

    Raises Refused where a hold locks the records of any of them.
    """
    children = queries.children(session, challenge.id)
    for place, child in enumerate(children):
        about = {"child_id": child.child_id, "team_id": child.team_id}
        said = kept if place == 0 else {"with_child_id": children[0].child_id}
        trail.record(session, actor, act, KIND, challenge.id, said, **about)


def summarise(
    session: Any, actor: Actor, challenge: Challenge, state: State, rules: Ladder, cal: Calendar
) -> None:
    """Keep in columns and rows what follows from the events, for lists and charts."""
    for name, value in challenge_summary.columns(state, rules, cal).items():
        setattr(challenge, name, value)
    _keep_stages(session, challenge, state, rules)
    _keep_pauses(session, actor, challenge, state)
    _keep_results(session, challenge, state)


def _keep_stages(session: Any, challenge: Challenge, state: State, rules: Ladder) -> None:
    have = {row.number: row for row in queries.stages(session, challenge.id)}
    for number, clock in enumerate(state.stages, start=1):
        row = have.get(number) or ChallengeStage(challenge_id=challenge.id, number=number)
        for name, value in challenge_summary.stage_columns(clock, rules).items():
            setattr(row, name, value)
        session.add(row)


def _keep_pauses(session: Any, actor: Actor, challenge: Challenge, state: State) -> None:
    have = queries.pauses(session, challenge.id)
    for place, pause in enumerate(state.pauses):
        if place < len(have):
            have[place].to_on = pause.to_on
        else:
            session.add(
                ClockPause(
                    noun=KIND, noun_id=challenge.id, from_on=pause.from_on, to_on=pause.to_on,
                    reason=pause.reason, set_by_id=actor.person_id,
                )
            )  # fmt: skip


def _keep_results(session: Any, challenge: Challenge, state: State) -> None:
    results = {result.child_id: result for result in state.results}
    for child in queries.children(session, challenge.id):
        result = results.get(child.child_id)
        if result is not None:
            child.outcome, child.changed = result.outcome, result.changed
        elif not results:
            child.outcome = child.changed = None


def typed_text(typed: str) -> str:
    """What a person typed, cleaned, '' where they typed nothing. Raises Refused for too much."""
    return (given.text(typed) or "").strip()
