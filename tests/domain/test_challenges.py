"""A challenge is what happened to it: stages and their clocks, pauses, Cafcass, the end."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.challenge_clocks import cap_clock, due_on, paused_days, prompt
from qa.domain.challenge_events import ChildResult
from qa.domain.challenge_results import fitting
from qa.domain.challenge_words import OUTCOMES
from qa.domain.challenges import State, apply, replay
from qa.domain.refusals import Refused
from qa.domain.urgency import lateness_words
from qa.domain.working_days import add_working_days
from tests.domain.calendars import ENGLAND
from tests.domain.challenge_runs import DEFAULT, event, ladder

MON = dt.date(2026, 11, 2)


def day(n: int) -> dt.date:
    """The n-th working day after the Monday it begins on."""
    return add_working_days(ENGLAND, MON, n)


def done(events, on):
    state = State()
    for each in events:
        state = apply(state, each, on, ENGLAND)
    return state


def after(*events, on=DEFAULT):
    return done([event("raise", MON), *events], on)


def formal(*events, on=DEFAULT):
    return done([event("raise", MON, stage=1), *events], on)


def test_raised_informally_it_waits_for_an_answer_within_the_informal_limit():
    state = after()
    assert (state.status, state.stage, state.clock.due_on) == ("open", 0, day(5))
    assert state.formal_on is None
    assert cap_clock(state, DEFAULT, ENGLAND, day(3)) is None


def test_the_formal_start_is_the_first_formal_stage_and_the_cap_counts_from_it():
    state = after(
        event("answer", day(3)), event("not_satisfied", day(4)), event("escalate", day(4))
    )
    assert (state.stage, state.formal_on, state.clock.due_on) == (1, day(4), day(9))
    assert cap_clock(state, DEFAULT, ENGLAND, day(6)).used == 2
    assert cap_clock(state, DEFAULT, ENGLAND, day(6)).due_on == day(24)


def test_at_the_deadline_nothing_goes_on_by_itself_and_the_raiser_is_asked():
    state = formal()
    assert prompt(state, day(5)) == ""
    assert "Go to the next stage?" in prompt(state, day(6))
    assert state.stage == 1


def test_no_answer_by_the_day_lets_the_raiser_go_on_without_a_reason():
    assert formal(event("escalate", day(6), text="")).stage == 2


def test_before_the_day_going_on_needs_a_reason():
    with pytest.raises(Refused, match="There is time to answer until 9 November 2026"):
        formal(event("escalate", day(5)))
    assert formal(event("bypass", day(2), stage=2)).stage == 2


def test_a_decision_stands_when_the_calendar_changes_afterwards():
    events = [event("raise", MON, stage=1), event("escalate", day(6))]
    closed = dataclasses.replace(ENGLAND, closure_days=frozenset({day(2), day(3)}))
    assert replay(events, DEFAULT, closed).stage == 2
    with pytest.raises(Refused, match="There is time to answer"):
        apply(replay(events[:1], DEFAULT, closed), events[1], DEFAULT, closed)


def test_a_stage_is_not_skipped_without_a_reason():
    with pytest.raises(Refused, match="passed over only with a reason"):
        formal(event("escalate", day(6), stage=3))
    with pytest.raises(Refused, match="Say why a stage is passed over"):
        formal(event("bypass", day(2), stage=4, text=" "))
    assert formal(event("bypass", day(2), stage=4)).clock.due_on == day(7)


def test_a_bypass_goes_up_only():
    with pytest.raises(Refused, match="a stage above"):
        formal(event("bypass", day(2), stage=1))
    with pytest.raises(Refused, match="a stage above"):
        formal(event("bypass", day(2), stage=5))


def test_there_is_nothing_above_the_last_stage():
    top = event("bypass", day(1), stage=4)
    with pytest.raises(Refused, match="last stage"):
        formal(top, event("answer", day(2)), event("not_satisfied", day(2)),
               event("escalate", day(3)))  # fmt: skip


def test_an_answer_before_the_stage_began_is_refused():
    with pytest.raises(Refused, match="30 October 2026 is before 2 November 2026"):
        after(event("answer", dt.date(2026, 10, 30)))


def test_an_answer_before_a_later_stage_began_is_refused_too():
    with pytest.raises(Refused, match="9 November 2026 is before 10 November 2026"):
        formal(event("escalate", day(6)), event("answer", day(5)))


def test_whoever_is_asked_instead_keeps_the_clock_and_is_the_one_asked():
    state = formal(event("hand_over", day(2), responder_id=7, text=""))
    assert (state.status, state.clock.responder_id, state.clock.due_on) == ("open", 7, day(5))


def test_a_resolution_before_the_raise_is_refused():
    with pytest.raises(Refused, match="is before 2 November 2026"):
        after(event("resolve", dt.date(2026, 10, 1)))


def test_a_pause_longer_than_the_challenge_is_refused():
    with pytest.raises(Refused, match="is before 2 November 2026"):
        after(event("pause", dt.date(2026, 10, 30)))
    with pytest.raises(Refused, match="is before"):
        after(event("pause", day(4)), event("withdraw", day(3)))


def test_paused_days_are_shown_and_the_cap_says_both():
    state = formal(event("pause", day(2)), event("resume", day(5)))
    assert (state.clock.paused_days, state.clock.due_on) == (3, day(8))
    cap = cap_clock(state, DEFAULT, ENGLAND, day(6))
    assert (cap.used, cap.used_with_pauses, cap.paused_days) == (3, 6, 3)
    assert (cap.due_on, cap.due_on_with_pauses, cap.left) == (day(23), day(20), 17)
    assert "Paused for 3 working days" in cap.words


def test_a_running_pause_moves_the_day_on_and_closing_ends_it():
    paused = [event("pause", day(2))]
    assert due_on(formal(*paused), ENGLAND, day(4)) == day(7)
    assert paused_days(formal(*paused), ENGLAND, day(4)) == 2
    assert prompt(formal(*paused), day(15)) == ""
    closed = formal(*paused, event("resolve", day(6)))
    assert (closed.pauses[0].to_on, closed.pauses[0].days) == (day(6), 4)


def test_a_pause_in_the_informal_stage_does_not_move_the_cap():
    state = after(event("pause", day(1)), event("resume", day(3)), event("escalate", day(8)))
    assert state.formal_paused_days == 0
    assert cap_clock(state, DEFAULT, ENGLAND, day(8)).due_on == day(28)


@pytest.mark.parametrize(
    "name", ["pause", "resume", "bypass", "not_satisfied", "withdraw", "answer"]
)
def test_what_needs_words_is_refused_without(name):
    before = {"not_satisfied": "answer", "resume": "pause"}
    first = [event(before[name], day(1))] if name in before else []
    with pytest.raises(Refused, match=r"Say|Write"):
        formal(*first, event(name, day(1), stage=2, text="  "))


def test_an_answer_is_judged_before_it_is_closed_as_satisfied():
    answered = [event("answer", day(2))]
    assert formal(*answered).status == "answered"
    assert formal(*answered, event("satisfied", day(3), text="")).status == "satisfied"
    assert formal(*answered, event("partly", day(3))).status == "dissatisfied"
    with pytest.raises(Refused, match="answered, not judged yet"):
        formal(*answered, event("escalate", day(3)))


def test_closing_says_for_each_child_what_changed():
    with pytest.raises(Refused, match="for each child what came of it"):
        formal(event("resolve", day(3), children=()))
    with pytest.raises(Refused, match="how it ended"):
        formal(event("resolve", day(3), outcome="fine"))
    with pytest.raises(Refused, match="director of children's services was told"):
        formal(event("resolve", day(3), outcome="not_resolved", text=""))
    assert formal(event("resolve", day(3))).results[0].changed == "Moved"


def ended(in_all, *each):
    children = tuple(ChildResult(n, outcome, "Moved") for n, outcome in enumerate(each))
    return event("resolve", day(3), outcome=in_all, children=children)


@pytest.mark.parametrize(
    ("in_all", "each", "choose"),
    [
        ("as_sought", ("as_sought", "not_resolved"), "Choose “Not resolved at close” in all"),
        ("as_sought", ("compromise",), "for the child: “Resolved by compromise”. Choose"),
        ("as_sought", ("as_sought", "overtaken"), "Choose “Resolved by compromise” or “Overtaken"),
        ("cafcass", ("compromise", "compromise"), "Choose “Resolved by compromise” in all"),
        ("compromise", ("as_sought", "as_sought"), "Choose “Resolved as sought” in all"),
    ],
)
def test_an_end_in_all_that_contradicts_those_of_the_children_is_refused(in_all, each, choose):
    with pytest.raises(Refused, match=f"in all does not fit what came of it .*{choose}"):
        formal(ended(in_all, *each))


@given(st.lists(st.sampled_from(list(OUTCOMES)), min_size=1, max_size=4))
def test_whatever_came_of_it_for_the_children_some_end_in_all_fits(each):
    fits = fitting(each)
    assert fits
    assert "not_resolved" not in each or fits == ("not_resolved",)
    assert "as_sought" not in fits or set(each) == {"as_sought"}
    for in_all in fits:
        assert formal(ended(in_all, *each)).outcome == in_all


def test_what_was_closed_before_its_end_had_to_fit_is_read_as_it_stands():
    events = [event("raise", MON, stage=1), ended("as_sought", "as_sought", "not_resolved")]
    assert replay(events, DEFAULT, ENGLAND).outcome == "as_sought"


def test_days_on_which_it_was_closed_count_in_the_whole_and_are_said():
    state = formal(event("resolve", day(3)), event("reopen", day(8)))
    cap = cap_clock(state, DEFAULT, ENGLAND, day(9))
    assert (cap.used, cap.closed_days, cap.late) == (9, 5, "")
    assert "5 working days of these it was closed; they count" in cap.words
    never = cap_clock(formal(), DEFAULT, ENGLAND, day(9))
    assert (never.closed_days, "closed" in never.words) == (0, False)


def test_once_the_whole_is_over_its_clock_says_how_late_as_lists_do():
    cap = cap_clock(formal(), DEFAULT, ENGLAND, day(23))
    assert cap.late == lateness_words(day(20), day(23), ENGLAND) == "3 working days late"
    assert "ended 30 November 2026, 3 working days late" in cap.words
    assert cap_clock(formal(), DEFAULT, ENGLAND, day(20)).late == ""
    assert cap_clock(formal(event("pause", day(22))), DEFAULT, ENGLAND, day(30)).late == ""
    assert cap_clock(formal(event("resolve", day(22))), DEFAULT, ENGLAND, day(30)).late == ""


def test_the_clock_of_a_closed_one_speaks_of_the_past():
    cap = cap_clock(formal(event("resolve", day(3))), DEFAULT, ENGLAND, day(30))
    assert cap.words == "3 of 20 working days used, the last day was 30 November 2026"
    assert "used, ends 30 November 2026" in cap_clock(formal(), DEFAULT, ENGLAND, day(3)).words


def test_reopened_it_stands_where_it_stood_and_the_cap_counts_from_the_formal_start():
    state = formal(event("resolve", day(3)), event("reopen", day(8)))
    assert (state.status, state.stage, state.reopened) == ("open", 1, 1)
    assert (state.formal_on, state.closed_on, state.results) == (MON, None, ())
    assert state.clock.due_on == day(13)


def test_cafcass_runs_beside_the_stages():
    state = formal(event("refer", day(2)), event("answer", day(1)))
    assert (state.status, state.referrals[0].on) == ("answered", day(2))
    with pytest.raises(Refused, match="record what came of it first"):
        formal(event("refer", day(2)), event("refer", day(3)))
    with pytest.raises(Refused, match="No referral"):
        formal(event("refer_outcome", day(3)))
    with pytest.raises(Refused, match="when it was referred"):
        formal(event("refer", day(2)), event("refer_outcome", day(1)))
    ended = formal(
        event("refer", day(2)), event("withdraw", day(3)), event("refer_outcome", day(9))
    )
    assert (ended.status, ended.referrals[0].outcome_on) == ("withdrawn", day(9))


def test_a_withdrawn_challenge_is_not_moved_again():
    with pytest.raises(Refused, match="it is withdrawn"):
        formal(event("withdraw", day(2)), event("answer", day(3)))


def test_without_an_informal_limit_nothing_is_due_and_the_raiser_may_go_on_at_any_time():
    shape = ladder(None, informal=None)
    state = after(on=shape)
    assert (state.clock.due_on, prompt(state, day(40))) == (None, "")
    formal_now = after(event("escalate", day(1)), on=shape)
    assert formal_now.clock.due_on == day(21)


def test_good_practice_is_shared_and_has_no_clock():
    state = replay([event("share", MON)], DEFAULT, ENGLAND)
    assert (state.status, state.clock, prompt(state, day(30))) == ("shared", None, "")


def test_it_begins_informally_or_at_the_first_formal_stage():
    with pytest.raises(Refused, match="informally or at the first"):
        replay([event("raise", MON, stage=2)], DEFAULT, ENGLAND)
    with pytest.raises(Refused, match="informally or at the first"):
        replay([event("raise", MON, stage=0)], ladder(5, has_informal=False), ENGLAND)
