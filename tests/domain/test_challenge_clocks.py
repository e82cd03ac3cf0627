"""What the raiser is asked, where the ladder goes on and where it ends."""

import datetime as dt

import pytest

from qa.domain.challenge_clocks import LAST_STAGE, prompt
from qa.domain.challenge_state import StageClock, State

DUE = dt.date(2026, 11, 12)
DAY_AFTER = dt.date(2026, 11, 13)


def standing(status: str, judged: str = "") -> State:
    clock = StageClock(4, dt.date(2026, 11, 5), 5, DUE, judged=judged)
    return State(status=status, stages=(clock,))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (standing("open"), "No answer by 12 November 2026."),
        (standing("dissatisfied", "partly"), "You are only partly satisfied."),
        (standing("dissatisfied", "not_satisfied"), "You are not satisfied."),
    ],
)
def test_at_the_last_stage_nobody_is_sent_to_a_next_one(state, said):
    assert prompt(state, DAY_AFTER) == f"{said} Go to the next stage?"
    assert prompt(state, DAY_AFTER, is_last=True) == f"{said} {LAST_STAGE}"


@pytest.mark.parametrize("status", ["paused", "resolved", "withdrawn", "draft"])
@pytest.mark.parametrize("is_last", [True, False])
def test_where_there_is_nothing_to_decide_nothing_is_asked(status, is_last):
    assert prompt(standing(status), DAY_AFTER, is_last=is_last) == ""
    assert prompt(standing("open"), DUE, is_last=is_last) == ""
