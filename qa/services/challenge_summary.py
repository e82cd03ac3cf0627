"""What lists and charts read of a challenge: columns that follow from its state alone."""

from typing import Any

from qa.domain.challenge_clocks import cap_clock
from qa.domain.challenges import StageClock, State
from qa.domain.ladders import Ladder
from qa.domain.working_days import Calendar


def columns(state: State, rules: Ladder, calendar: Calendar) -> dict[str, Any]:
    """Columns of a challenge, by name; `kind` only once a formal stage has begun."""
    clock, pause = state.clock, state.running_pause
    referral = state.referrals[-1] if state.referrals else None
    made = {
        "status": state.status,
        "raised_on": state.raised_on,
        "formal_started_on": state.formal_on,
        "closed_on": state.closed_on,
        "outcome": state.outcome or None,
        "reopened": state.reopened,
        "paused_on": pause.from_on if pause else None,
        "paused_days": sum(each.days for each in state.pauses),
        "cafcass_on": referral.on if referral else None,
        "cafcass_outcome_on": referral.outcome_on if referral else None,
    }
    if state.formal_on is not None:
        cap = cap_clock(state, rules, calendar, state.last_on or state.formal_on)
        made |= {"kind": "formal", "cap_due_on": cap.due_on if cap else None}
    if clock is not None:
        stage = rules.stage(clock.stage)
        made |= {
            "stage": clock.stage,
            "stage_name": stage.name,
            "stage_role": stage.role or None,
            "stage_started_on": clock.started_on,
            "due_on": clock.due_on,
            "answered_on": clock.answered_on,
            **_responder(clock),
        }
    return made


def stage_columns(clock: StageClock, rules: Ladder) -> dict[str, Any]:
    """Columns of one stage as it was climbed, by name."""
    return {
        "stage": clock.stage,
        "name": rules.stage(clock.stage).name,
        "started_on": clock.started_on,
        "limit_days": clock.limit,
        "due_on": clock.due_on,
        "answered_on": clock.answered_on,
        "ended_on": clock.ended_on,
        "judged": clock.judged or None,
        "paused_days": clock.paused_days,
        **_responder(clock),
    }


def _responder(clock: StageClock) -> dict[str, Any]:
    return {
        "responder_id": clock.responder_id,
        "responder_name": clock.responder_name or None,
        "responder_role": clock.responder_role or None,
    }
