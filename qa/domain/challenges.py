"""Where a challenge stands: a fold over what happened to it, and nothing else.

`replay(events, ladder, calendar)` gives the same state from the same events always; a move that
the table does not allow, that goes back in time or that misses what it needs is refused in words.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from qa.domain import workflow
from qa.domain.challenge_beside import BESIDE, Handler, needs
from qa.domain.challenge_events import Event
from qa.domain.challenge_results import must_fit
from qa.domain.challenge_state import (
    ANSWERED,
    CLOSED,
    DISSATISFIED,
    DRAFT,
    KIND,
    OPEN,
    PAUSED,
    RESOLVED,
    RUNNING,
    SATISFIED,
    SHARED,
    WITHDRAWN,
    Pause,
    Referral,
    StageClock,
    State,
)
from qa.domain.challenge_words import OUTCOMES
from qa.domain.ladders import INFORMAL, Ladder
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.domain.working_days import Calendar, add_working_days, working_days_between

__all__ = [
    "ANSWERED", "CLOSED", "DISSATISFIED", "DRAFT", "KIND", "OPEN", "PAUSED", "RESOLVED",
    "RUNNING", "SATISFIED", "SHARED", "WITHDRAWN", "Pause", "Referral", "StageClock", "State",
    "apply", "replay",
]  # fmt: skip


def replay(events: Iterable[Event], ladder: Ladder, calendar: Calendar) -> State:
    """The state after these events, in order. Raises `Refused` at the first that cannot be.

    What was decided stands, also where the calendar or a rule has changed since: whether a stage's
    day was over, and an end fits, is asked when it is done (`apply`), not when it is read again.
    """
    state = State()
    for event in events:
        state = _step(state, event, ladder, calendar)
    return state


def apply(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    """The state after one more event. Raises `Refused` in words where it cannot be."""
    made = _step(state, event, ladder, calendar)
    if event.name == "escalate":
        _day_is_over(state, event)
    if event.name == "resolve":
        must_fit(event)
    return made


def _step(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    move = workflow.move(KIND, event.name, state.status)
    if event.name in BESIDE:
        return BESIDE[event.name](state, event, ladder, calendar)
    _in_order(state, event)
    made = HANDLERS[event.name](state, event, ladder, calendar)
    return replace(made, status=move.target, last_on=event.on)


def _in_order(state: State, event: Event) -> None:
    if state.last_on is not None and event.on < state.last_on:
        raise Refused(
            f"{format_date(event.on)} is before {format_date(state.last_on)}, the day of what "
            "happened before it. Give that day or a later one."
        )


def _raised(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    stage = ladder.first if event.stage is None else event.stage
    if stage not in (INFORMAL, 1) or not ladder.has(stage):
        raise Refused("A challenge begins informally or at the first formal stage.")
    return _begun(replace(state, raised_on=event.on), event, stage, ladder, calendar)


def _shared(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    return replace(state, raised_on=event.on)


def _begun(state: State, event: Event, stage: int, ladder: Ladder, calendar: Calendar) -> State:
    """A stage begins: its clock starts, and at the first formal one that of the cap."""
    asked = ladder.stage(stage)
    formal_on = state.formal_on or (event.on if stage != INFORMAL else None)
    made = StageClock(
        stage, event.on, _limit(state, asked.limit, stage, ladder), None,
        responder_id=event.responder_id,
        responder_name=event.responder_name,
        responder_role=event.responder_role or asked.answers,
    )  # fmt: skip
    state = replace(state, formal_on=formal_on, stages=(*state.stages, made))
    return _with_due(state, ladder, calendar)


def _limit(state: State, own: int | None, stage: int, ladder: Ladder) -> int | None:
    """The days a stage is given: its own, but never more than earlier ones left of the cap."""
    if own is None or stage == INFORMAL or ladder.cap is None:
        return own
    used = sum(clock.limit or 0 for clock in state.stages if clock.stage != INFORMAL)
    return max(0, min(own, ladder.cap - used))


def _with_due(state: State, ladder: Ladder, calendar: Calendar) -> State:
    clock = state.stages[-1]
    if clock.limit is not None:
        due = add_working_days(calendar, clock.started_on, clock.limit + clock.paused_days)
    elif clock.stage != INFORMAL and ladder.cap is not None and state.formal_on is not None:
        days = ladder.cap + state.formal_paused_days
        due = max(clock.started_on, add_working_days(calendar, state.formal_on, days))
    else:
        due = None
    return _changed(state, replace(clock, due_on=due))


def _changed(state: State, clock: StageClock) -> State:
    return replace(state, stages=(*state.stages[:-1], clock))


def _answered(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    needs(event.text, "Write the answer.")
    return _changed(state, replace(state.stages[-1], answered_on=event.on))


def _judged(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    if event.name != SATISFIED:
        needs(event.text, "Say what is still wrong.")
    return _changed(state, replace(state.stages[-1], judged=event.name))


def _escalated(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    above = ladder.above(state.stages[-1].stage)
    if not above:
        raise Refused("This is the last stage of the ladder.")
    if event.stage not in (None, above[0].number):
        raise Refused("A stage is passed over only with a reason: use Go up early.")
    return _next(state, event, above[0].number, ladder, calendar)


def _day_is_over(state: State, event: Event) -> None:
    due_on = state.stages[-1].due_on
    if state.status == OPEN and due_on is not None and event.on <= due_on:
        raise Refused(
            f"There is time to answer until {format_date(due_on)}. To go on before that, use Go "
            "up early and say why."
        )


def _bypassed(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    needs(event.text, "Say why a stage is passed over or ended early.")
    numbers = [stage.number for stage in ladder.above(state.stages[-1].stage)]
    if event.stage not in numbers:
        raise Refused("Choose a stage above the one it stands at.")
    return _next(state, event, event.stage, ladder, calendar)


def _next(state: State, event: Event, stage: int, ladder: Ladder, calendar: Calendar) -> State:
    return _begun(_ended(state, event.on, ladder, calendar), event, stage, ladder, calendar)


def _ended(state: State, on: dt.date, ladder: Ladder, calendar: Calendar) -> State:
    if state.status == PAUSED:
        state = _unpaused(state, on, ladder, calendar)
    return _changed(state, replace(state.stages[-1], ended_on=on))


def _paused(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    needs(event.text, "Say why the clock stands still.")
    pause = Pause(state.stages[-1].stage, event.on, event.text.strip())
    return replace(state, pauses=(*state.pauses, pause))


def _resumed(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    needs(event.text, "Say why the clock runs again.")
    return _unpaused(state, event.on, ladder, calendar)


def _unpaused(state: State, on: dt.date, ladder: Ladder, calendar: Calendar) -> State:
    running, clock = state.pauses[-1], state.stages[-1]
    days = working_days_between(calendar, running.from_on, on)
    ended = replace(running, to_on=on, days=days)
    state = replace(state, pauses=(*state.pauses[:-1], ended))
    clock = replace(clock, paused_days=clock.paused_days + days)
    return _with_due(_changed(state, clock), ladder, calendar)


def _withdrawn(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    needs(event.text, "Say why it is withdrawn.")
    if state.stages:
        state = _ended(state, event.on, ladder, calendar)
    return replace(state, closed_on=event.on, outcome=WITHDRAWN)


def _resolved(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    if event.outcome not in OUTCOMES:
        raise Refused("Choose how it ended from the list.")
    if event.outcome == "not_resolved":
        needs(event.text, "Say what the director of children's services was told, and when.")
    if not event.children:
        raise Refused("Say for each child what came of it and what changed.")
    for child in event.children:
        if child.outcome not in OUTCOMES:
            raise Refused("Choose for each child how it ended from the list.")
        needs(child.changed, "Say for each child what changed. Nothing changed is an answer too.")
    state = _ended(state, event.on, ladder, calendar)
    return replace(state, closed_on=event.on, outcome=event.outcome, results=event.children)


def _reopened(state: State, event: Event, ladder: Ladder, calendar: Calendar) -> State:
    """It stands again at the stage where it was resolved; the cap still counts from the formal
    start, so a resolution that did not hold does not make a challenge look shorter."""
    needs(event.text, "Say why it is opened again.")
    closures = (*state.closures, (state.closed_on or event.on, event.on))
    state = replace(
        state, closed_on=None, outcome="", results=(), reopened=state.reopened + 1,
        closures=closures,
    )  # fmt: skip
    return _begun(state, event, state.stages[-1].stage, ladder, calendar)


HANDLERS: dict[str, Handler] = {
    "raise": _raised,
    "share": _shared,
    "answer": _answered,
    "satisfied": _judged,
    "partly": _judged,
    "not_satisfied": _judged,
    "escalate": _escalated,
    "bypass": _bypassed,
    "pause": _paused,
    "resume": _resumed,
    "withdraw": _withdrawn,
    "resolve": _resolved,
    "reopen": _reopened,
}
