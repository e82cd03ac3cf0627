"""For any ladder, any sequence of moves and any calendar: what a challenge's clocks always are.

What is expected is read off the events and counted day by day (`told`, `counted`, `reached`),
not with the code that is tried here.
"""

import datetime as dt
import json
from collections import Counter

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from qa.domain.challenge_clocks import cap_clock, due_on, paused_days, prompt
from qa.domain.challenge_events import from_payload, payload
from qa.domain.challenges import OPEN, PAUSED, RUNNING, apply, replay
from tests.domain.challenge_runs import counted, reached, runs, told


def paused(calendar, stages, *, formal=False):
    """Working days of the pauses that ended, of the formal stages or of all."""
    kept = [each for each in stages if each.number or not formal]
    return sum(counted(calendar, *pause) for each in kept for pause in each.pauses)


def closures(events):
    """The days between which it was closed before it was opened again."""
    found, closed_on = [], None
    for each in events:
        if each.name == "resolve":
            closed_on = each.on
        elif each.name == "reopen":
            found.append((closed_on, each.on))
    return found


@given(runs())
def test_stage_clocks_are_those_of_the_moves_and_never_overlap(run):
    found, _calendar, events, state = run
    stages = told(found, events)
    made = [(clock.stage, clock.started_on, clock.ended_on) for clock in state.stages]
    assert made == [(each.number, each.started_on, each.ended_on) for each in stages]
    for before, later in zip(state.stages, state.stages[1:], strict=False):
        assert before.started_on <= before.ended_on <= later.started_on
    assert (state.stages[-1].ended_on is None) == (state.status in RUNNING)
    for clock in state.stages:
        if clock.answered_on is not None:
            assert clock.started_on <= clock.answered_on
            assert clock.ended_on is None or clock.answered_on <= clock.ended_on


@given(runs())
def test_the_limits_of_the_formal_stages_never_sum_past_the_cap(run):
    found, _calendar, _events, state = run
    if found.cap is None:
        assert [c.limit for c in state.stages] == [found.stage(c.stage).limit for c in state.stages]
        return
    used = 0
    for clock in state.stages:
        own = found.stage(clock.stage).limit
        if not clock.stage or own is None:
            assert clock.limit == own
        else:
            assert clock.limit == min(own, found.cap - used), "no shorter than need be"
            used += clock.limit
    assert used <= found.cap


@given(runs())
def test_a_stage_is_due_after_its_own_days_and_those_it_stood_still(run):
    found, calendar, events, state = run
    stages = told(found, events)
    formal_on = next((each.started_on for each in stages if each.number), None)
    for place, (clock, each) in enumerate(zip(state.stages, stages, strict=True)):
        if clock.limit is not None:
            days = clock.limit + paused(calendar, [each])
            assert clock.due_on == reached(calendar, each.started_on, days)
        elif not each.number or found.cap is None:
            assert clock.due_on is None
        else:
            whole = found.cap + paused(calendar, stages[: place + 1], formal=True)
            last = reached(calendar, formal_on, whole)
            assert clock.due_on == max(each.started_on, last)


@given(runs(), st.integers(0, 60))
def test_the_cap_counts_from_the_formal_start_with_and_without_pauses(run, later):
    found, calendar, events, state = run
    stages, on = told(found, events), events[-1].on + dt.timedelta(days=later)
    starts = [each.started_on for each in stages if each.number]
    cap = cap_clock(state, found, calendar, on)
    assert (cap is None) == (not starts or found.cap is None)
    if cap is None:
        return
    until = min(on, state.closed_on or on)
    still = paused(calendar, stages, formal=True)
    if state.status == PAUSED and stages[-1].number:
        still += counted(calendar, state.pauses[-1].from_on, until)
    assert cap.started_on == starts[0]
    assert cap.used_with_pauses == counted(calendar, starts[0], until)
    assert cap.paused_days == still
    assert cap.used == cap.used_with_pauses - still
    assert cap.due_on_with_pauses == reached(calendar, starts[0], found.cap)
    assert cap.due_on == reached(calendar, starts[0], found.cap + still)
    assert cap.closed_days == sum(
        counted(calendar, max(first, starts[0]), last)
        for first, last in closures(events)
        if last > starts[0]
    )
    runs_late = state.status in RUNNING and state.status != PAUSED and on > cap.due_on
    assert bool(cap.late) == runs_late


@given(runs(), st.integers(0, 60))
def test_paused_days_are_exactly_the_days_recorded(run, later):
    found, calendar, events, state = run
    stages = told(found, events)
    days = paused(calendar, stages)
    assert sum(pause.days for pause in state.pauses) == days
    assert [clock.paused_days for clock in state.stages] == [
        paused(calendar, [each]) for each in stages
    ]
    names = Counter(each.name for each in events)
    assert len(state.pauses) == names["pause"], "none is hidden, one of no days neither"
    on = events[-1].on + dt.timedelta(days=later)
    running = counted(calendar, state.pauses[-1].from_on, on) if state.status == PAUSED else 0
    assert paused_days(state, calendar, on) == days + running


@given(runs(), st.integers(0, 60))
def test_nothing_goes_on_by_itself_and_who_waits_past_the_day_is_asked(run, later):
    _found, calendar, events, state = run
    on = events[-1].on + dt.timedelta(days=later)
    due = due_on(state, calendar, on)
    is_over = state.status == OPEN and due is not None and on > due
    assert prompt(state, on).startswith("No answer by") == is_over
    if state.status == PAUSED:
        assert not prompt(state, on)


@given(runs())
def test_replaying_what_the_trail_kept_rebuilds_the_same_state(run):
    found, calendar, events, state = run
    kept = json.loads(json.dumps([payload(each) for each in events]))
    assert [from_payload(each) for each in kept] == events
    assert replay(map(from_payload, kept), found, calendar) == state
    half = replay(events[: len(events) // 2], found, calendar)
    for each in events[len(events) // 2 :]:
        half = apply(half, each, found, calendar)
    assert half == state


SEARCH = settings(max_examples=3000, database=None, derandomize=True, phases=[Phase.generate])


def over(run):
    """Whether a pause of it lies over a weekend, a bank holiday and a closure day."""
    _found, calendar, _events, state = run
    both = (calendar.closure_days, calendar.holidays)
    off = [[day for day in days if day.weekday() < 5] for days in both]
    return any(
        pause.to_on and all(any(pause.from_on < day <= pause.to_on for day in days) for days in off)
        for pause in state.pauses
    )


def has(run, *names):
    return set(names) <= {each.name for each in run[2]}


@pytest.mark.parametrize(
    "wanted",
    [
        lambda run: run[0].informal is not None and run[0].informal.limit is None
        and has(run, "escalate"),
        lambda run: run[0].cap is not None and not any(s.limit for s in run[0].stages)
        and has(run, "escalate", "pause"),
        lambda run: run[0].cap is None and len(run[3].stages) > 2,
        over,
        lambda run: run[3].reopened and has(run, "pause") and run[3].status == OPEN,
        lambda run: has(run, "bypass", "answer", "refer", "withdraw"),
        lambda run: any(b.name == "bypass" and a.name == "pause"
                        for a, b in zip(run[2], run[2][1:], strict=False)),
        lambda run: any(c.limit == 0 for c in run[3].stages),
        lambda run: any(c.answered_on and c.answered_on > c.due_on for c in run[3].stages
                        if c.due_on),
    ],
    ids=["informal without a limit", "cap alone", "no cap", "pause over days off", "opened again",
         "much", "bypass out of a pause", "cap used up", "late answer"],
)  # fmt: skip
def test_the_runs_tried_have_it_all(wanted):
    find(runs(), wanted, settings=SEARCH)
