"""Reviews, conferences and midway reviews of the demonstration: consistent with the rules."""

import datetime as dt
from collections import Counter

import numpy as np
import pytest
from sqlalchemy import func, select

from db.models import (
    Account,
    Check,
    Child,
    ChildStatus,
    ClosureDay,
    Duty,
    Episode,
    FollowUp,
    PanelDecision,
    Review,
    ReviewDecision,
)
from qa.domain.completion import missing
from qa.domain.due_dates import months_after, working_days_after
from qa.domain.duties import KINDS as DUTIES
from qa.domain.duties import MEETINGS, MIDWAYS
from qa.domain.reviews import PARTICIPATION, age_problem
from qa.domain.urgency import Group
from qa.domain.workflow import MIDWAYS as MIDWAY_CHECKS
from qa.domain.working_days import is_working_day
from qa.services import caseload, drafts, due_list, install, long_plans
from qa.services.calendar import calendar
from qa.services.demo_meetings import FAR, meetings
from qa.services.due_list import Wanted
from qa.services.people import actor

TODAY = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
CALENDAR = calendar()


def count(session, model, *conditions):
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


def who(session, username):
    person_id = session.scalar(select(Account.person_id).where(Account.username == username))
    return actor(session, person_id, "", NOW, TODAY)


def drawn(kind, seed=1, n=300, years=10):
    rng = np.random.default_rng(seed)
    first = np.datetime64(TODAY) - 365 * years
    starts = working_days_after(first + rng.integers(0, 365, n), 1, CALENDAR)
    return starts, meetings(rng, kind, starts, np.full(n, FAR), TODAY, CALENDAR)


@pytest.mark.parametrize("kind", MEETINGS)
def test_each_meeting_follows_the_one_before_and_most_are_on_time(kind):
    starts, held = drawn(kind)
    order = np.lexsort((held.on, held.child))
    child, on, number = held.child[order], held.on[order], held.number[order]
    same = child[1:] == child[:-1]
    assert (on[1:][same] > on[:-1][same]).all()
    assert (np.diff(number)[same] == 1).all()
    later = same & (number[1:] > 3)
    due = months_after(on[:-1][later], 6)
    assert 0.85 < (on[1:][later] <= due).mean() < 0.97
    assert (on <= np.datetime64(TODAY)).all() and (on >= starts[child]).all()


def test_first_reviews_of_care_come_within_twenty_working_days_mostly():
    starts, held = drawn("cla_review")
    first = held.number == 1
    due = working_days_after(starts[held.child[first]], 20, CALENDAR)
    assert 0.85 < (held.on[first] <= due).mean() < 0.97


def test_meetings_are_on_working_days_and_the_same_seed_gives_the_same_ones():
    _, held = drawn("cp_review", n=60)
    assert all(is_working_day(CALENDAR, day) for day in held.on.tolist())
    assert np.array_equal(held.on, drawn("cp_review", n=60)[1].on)
    assert not np.array_equal(held.on[:60], drawn("cp_review", seed=2, n=60)[1].on[:60])


def test_nothing_is_held_after_the_end_of_care():
    starts = np.array(["2024-01-03"], "datetime64[D]")
    ends = np.array(["2024-06-28"], "datetime64[D]")
    held = meetings(np.random.default_rng(1), "cla_review", starts, ends, TODAY, CALENDAR)
    assert len(held) and (held.on <= ends[0]).all()


def test_there_is_every_kind_of_meeting_from_hand_and_file_held_and_called_off(told):
    found = told.execute(select(Review.kind, Review.source, Review.was_held)).all()
    assert {kind for kind, *_ in found} == {*MEETINGS, "icpc"}
    assert {source for _, source, _ in found} == {"hand", "ssda903"}
    assert {held for *_, held in found} == {True, False}
    assert count(told, Review, Review.is_quorate.is_(False)) > 5
    assert count(told, Review, Review.conference_type == "reconvened") > 5
    assert count(told, ReviewDecision, ReviewDecision.done_on.is_(None)) > 100


def test_participation_codes_fit_the_age_and_every_code_is_there(told):
    rows = told.execute(
        select(Review.participation, Child.birth_month, Review.met_on)
        .join(Child, Child.id == Review.child_id)
        .where(Review.participation.is_not(None))
    ).all()
    assert {code for code, *_ in rows} == set(PARTICIPATION)
    assert not any(age_problem(code, born, on) for code, born, on in rows)


def test_no_meeting_decision_or_panel_lies_in_the_future_or_before_the_plan(told):
    for column in (Review.met_on, Review.child_told_on, ReviewDecision.done_on,
                   PanelDecision.panel_on, FollowUp.done_on):  # fmt: skip
        assert told.scalar(select(func.max(column))) <= TODAY
    assert told.scalar(select(func.max(Review.recorded_at))) <= NOW
    assert count(told, PanelDecision, PanelDecision.panel_on < PanelDecision.plan_from_on) == 0


def test_clocks_of_every_kind_run_today(told):
    running = Counter(told.scalars(select(Duty.kind).where(Duty.status == "running")))
    assert set(running) >= set(DUTIES) - {"iro_named"}
    assert {*MEETINGS, *MIDWAYS} <= set(
        told.scalars(select(Duty.kind).where(Duty.status == "done"))
    )
    assert count(told, Duty, Duty.status == "missed", Duty.kind.in_(MIDWAYS)) > 20


@pytest.mark.parametrize("username", ["head", "manager", "support"])
def test_whoever_sees_the_service_meets_something_in_every_group(told, username):
    found = due_list.page(who(told, username), Wanted())
    assert all(count.number for count in found.counts.values()), found.counts


@pytest.mark.parametrize("username", ["iro", "iro2"])
def test_the_iros_have_something_overdue_and_something_due_this_week(told, username):
    counts = due_list.page(who(told, username), Wanted(mine=True)).counts
    assert counts[Group.CRITICAL].number + counts[Group.OVERDUE].number
    assert counts[Group.SOON].number


def test_midway_reviews_answer_everything_and_follow_the_forms(told):
    checks = told.scalars(
        select(Check).where(Check.kind.in_(MIDWAY_CHECKS), Check.submitted_on.is_not(None))
    ).all()
    assert {check.kind for check in checks} == set(MIDWAY_CHECKS)
    assert {check.conclusion for check in checks} == set("GAR")
    for check in checks[::25]:
        form = install.form(told, check.form_id)
        given = drafts.answers(told, check, form)
        assert missing(form, drafts.case_facts(check), given) == []
        ending = [given[question].value for question in form.outcome[:2]]
        assert ending == [check.conclusion, check.next_step]


def test_midway_reviews_are_done_on_time_late_and_missed_and_some_are_being_written(told):
    done = select(Duty).where(Duty.kind.in_(MIDWAYS), Duty.status == "done")
    late = [d for d in told.scalars(done) if d.done_on > d.on_time_until]
    assert len(late) > 30
    assert count(told, Check, Check.kind.in_(MIDWAY_CHECKS), Check.status == "in_progress") > 5


def test_what_drift_calls_for_is_open_seen_to_or_an_action(told):
    assert count(told, FollowUp, FollowUp.done_on.is_(None)) > 2
    assert count(told, FollowUp, FollowUp.action_id.is_not(None)) > 5
    called = select(FollowUp.check_id)
    assert count(told, Check, Check.next_step != "no_action", Check.id.not_in(called)) == 0


def test_children_came_back_into_care_and_have_short_breaks_and_episodes(told):
    in_care = ChildStatus.status == "cla"
    twice = select(ChildStatus.child_id).where(in_care).group_by(ChildStatus.child_id)
    assert len(told.scalars(twice.having(func.count() > 1)).all()) > 2
    assert count(told, Episode, Episode.end_reason == "X1") > 20
    assert count(told, Duty, Duty.kind == "short_break_review") > 10


def test_caseloads_stand_round_the_guide_and_somebody_has_nobody(told):
    found = caseload.caseload(who(told, "manager"))
    words = {row.guide_words for row in found.rows}
    assert words == {"above the guide", "within the guide", "below the guide"}
    assert 0 < found.waiting_count < 40


def test_long_plans_reach_every_marker_and_some_wait_for_a_panel(told):
    found = long_plans.page(who(told, "head"), long_plans.Wanted())
    assert all(found.by_marker.values())
    assert all(found.by_group.values())


def test_the_council_closes_between_christmas_and_the_new_year(told):
    assert count(told, ClosureDay) >= 5
