"""Moves of a challenge beside its stages: Cafcass, somebody else who is asked, other themes.

They leave the status and every clock as they are.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from qa.domain.challenge_events import Event
from qa.domain.challenge_state import Referral, State
from qa.domain.ladders import Ladder
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.domain.working_days import Calendar

Handler = Callable[[State, Event, Ladder, Calendar], State]


def _referred(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    needs(event.text, "Say why it is referred to Cafcass.")
    if state.referrals and state.referrals[-1].outcome_on is None:
        raise Refused("A referral to Cafcass is running: record what came of it first.")
    _not_before(event.on, state.raised_on, "the challenge was raised")
    return replace(state, referrals=(*state.referrals, Referral(event.on, event.text.strip())))


def _referral_ended(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    needs(event.text, "Say what came of the referral.")
    if not state.referrals or state.referrals[-1].outcome_on is not None:
        raise Refused("No referral to Cafcass is running.")
    running = state.referrals[-1]
    _not_before(event.on, running.on, "it was referred to Cafcass")
    ended = replace(running, outcome_on=event.on, outcome=event.text.strip())
    return replace(state, referrals=(*state.referrals[:-1], ended))


def _handed_over(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    """Somebody else is asked at the same stage; its clock runs on."""
    asked = replace(state.stages[-1], responder_id=event.responder_id, responder_name="")
    return replace(state, stages=(*state.stages[:-1], asked))


def _themes_corrected(state: State, event: Event, _ladder: Ladder, _calendar: Calendar) -> State:
    """Its themes are counted in charts and are nothing that a clock or a status follows from."""
    needs("".join(event.themes), "Choose at least one theme.")
    if set(event.themes) == set(event.themes_before):
        raise Refused("These are its themes already. Choose others, or leave them as they are.")
    return state


def _not_before(on: dt.date, first: dt.date | None, what: str) -> None:
    if first is not None and on < first:
        raise Refused(
            f"{format_date(on)} is before {format_date(first)}, when {what}. Give that day or a "
            "later one."
        )


def needs(text: str, sentence: str) -> None:
    """Refuse where nothing was written."""
    if not text.strip():
        raise Refused(sentence)


BESIDE: dict[str, Handler] = {
    "refer": _referred,
    "refer_outcome": _referral_ended,
    "hand_over": _handed_over,
    "correct_themes": _themes_corrected,
}
