"""My work: few statements however much there is, and the right things for each role."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy import event

from db.engine import engine, writing
from db.models import Review
from qa.domain.urgency import Group
from qa.services import duties, monitor_today, my_work, sessions
from tests.accounts import begin_session
from tests.services import makers
from tests.services.audit_world import action_for, allocated, fill, later, submit, submitted, world
from tests.services.challenge_world import at, challenge_world, raised
from tests.services.visit_world import appointed, home

MOST_STATEMENTS = 12
LAST_MET = dt.date(2026, 4, 27)


@pytest.fixture
def w(store):
    return world()


@pytest.fixture
def counted(w):
    """The statements sent to the store."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield sent
    event.remove(engine(), "before_cursor_execute", note)


def test_a_rerun_sends_at_most_twelve_statements_whoever_looks(w, counted):
    for number in range(12):
        child = makers.child(f"C-{2000 + number}", w.team)
        makers.link(child, "social_worker", w.worker)
        allocated(w, child_id=child)
    submitted(w, Z1="I")
    for iro in (w.iro, w.manager):
        owing(w, iro, f"D-{iro.person_id}")
    cookie = begin_session(makers.account(w.iro.person_id), makers.NOW)
    roles = ("iro", "practice_manager", "team_manager", "head_of_service", "business_support")
    everybody = makers.actor(w.manager.person_id, *roles)
    visits_too = makers.actor(w.manager.person_id, *roles, "reg44_visitor")
    visitor = makers.actor(w.iro.person_id, "reg44_visitor")
    visitor_and_iro = makers.actor(w.iro.person_id, "reg44_visitor", "iro")
    for each in (w.iro, w.manager):
        appointed(home(f"Home of {each.person_id}", f"70000{each.person_id:02}")[0], each.person_id)
    for who in (w.iro, w.manager, w.boss, w.head, w.support, everybody, visits_too, visitor,
                visitor_and_iro):  # fmt: skip
        counted.clear()
        sessions.check(cookie, makers.NOW, makers.TODAY)
        my_work.my_work(who)
        assert len(counted) <= MOST_STATEMENTS, "\n".join(counted)


def owing(w, iro, number: str, met_on: dt.date = LAST_MET) -> int:
    """A looked-after child of this IRO's: the review is late, and so is the midway review."""
    child = makers.child(number, w.team)
    makers.status(child, "cla", dt.date(2024, 11, 4))
    makers.link(child, "iro", iro.person_id)
    makers.made(Review(child_id=child, kind="cla_review", met_on=met_on, source="annex_a",
                       recorded_at=makers.NOW))  # fmt: skip
    with writing() as session:
        duties.refresh(session, [child], makers.TODAY)
    return child


def test_an_iro_finds_what_is_owed_about_own_children_with_the_reason(w):
    child = owing(w, w.iro, "D-1")
    items = [i for i in my_work.my_work(w.iro).items if "D-1" in i.about]
    assert [(i.what, i.group, i.statutory, i.screen) for i in items] == [
        ("Midway review to begin (looked after)", Group.CRITICAL, False, "midway_reviews"),
        ("Statutory review", Group.OVERDUE, True, "reviews"),
    ]
    assert items[0].address == {"child": str(child)}
    assert items[1].why_due == (
        "Due Tuesday 27 October 2026: 6 months from 27 April 2026; CPPCR regulation 33(2)"
    )
    assert my_work.my_work(w.iro2).items == []


def test_a_midway_review_that_is_begun_stands_once(w):
    child = owing(w, w.iro, "D-1")
    makers.check(child, w.iro.person_id, kind="midway_cla", status="in_progress",
                 form_id=makers.form("cla_midway"))  # fmt: skip
    whats = [i.what for i in my_work.my_work(w.iro).items if "D-1" in i.about]
    assert whats == ["Statutory review", "Continue the midway review"]


def test_a_begun_midway_review_is_late_only_once_its_tolerance_is_over(w):
    child = owing(w, w.iro, "D-1", met_on=dt.date(2026, 5, 1))  # half way 1 August, slack 14th
    about = {"kind": "midway_cla", "status": "in_progress", "due_on": dt.date(2026, 8, 1)}
    makers.check(child, w.iro.person_id, form_id=makers.form("cla_midway"), **about)
    on = dataclasses.replace(w.iro, today=dt.date(2026, 8, 10))
    [item] = [i for i in my_work.my_work(on).items if i.what == "Continue the midway review"]
    assert (item.group, item.late) == (Group.SOON, "still on time if done in 4 working days")
    assert item.day == "last day on time Friday 14 August 2026"
    on = dataclasses.replace(w.iro, today=dt.date(2026, 8, 19))
    [item] = [i for i in my_work.my_work(on).items if i.what == "Continue the midway review"]
    assert (item.late, item.day) == (
        "3 working days late", "last day on time Friday 14 August 2026",
    )  # fmt: skip


def test_a_manager_is_told_how_many_are_overdue_and_where(w):
    owing(w, w.iro, "D-1")
    said = {n.words: n.screen for n in my_work.my_work(w.manager).notices}
    assert said["1 review or conference is overdue"] == "reviews"
    assert said["1 midway review is overdue"] == "midway_reviews"
    late = next(n for n in my_work.my_work(w.manager).notices if "midway" in n.words)
    assert late.address == {"group": "All overdue"}


def test_a_head_is_told_how_many_challenges_need_a_call_and_is_led_to_escalations(store):
    w = challenge_world()
    raised(w)
    assert not my_work.my_work(w.head).notices
    on = at(w.head, dt.date(2026, 11, 16))
    [notice] = my_work.my_work(on).notices
    assert (notice.words, notice.screen) == ("1 challenge needs a call today", "monitor")
    assert monitor_today.today(on).waiting == 1
    assert "call" not in " ".join(n.words for n in my_work.my_work(at(w.boss, on.today)).notices)


def test_the_most_urgent_stands_first(w):
    for days, number in ((0, 1), (10, 2), (30, 3)):
        child = makers.child(f"C-{3000 + number}", w.team)
        makers.link(child, "social_worker", w.worker)
        allocated(w, child_id=child, due_on=makers.TODAY + dt.timedelta(days))
    groups = [item.group for item in my_work.my_work(later(w.iro, 7)).items]
    assert groups == [Group.OVERDUE, Group.SOON, Group.LATER]


def test_a_team_manager_is_asked_for_a_reply_until_it_is_given_or_its_time_is_over(w):
    submitted(w)
    (item,) = my_work.my_work(w.boss).items
    assert item.what == "Reply to a finished audit"
    assert my_work.my_work(later(w.boss, 8)).items == []


def test_a_moderator_sees_why_an_audit_waits(w):
    submitted(w, Z1="I")
    whats = [i.what for i in my_work.my_work(w.manager2).items]
    assert whats == ["Moderate an audit: graded Inadequate"]


def test_an_owner_sees_the_action_and_a_verifier_sees_it_when_done(w):
    check_id = allocated(w)
    fill(w.iro, check_id, B1="N", Z1="RI")
    action_for(w, check_id, "B1")
    assert my_work.my_work(w.iro2).items == []
    submit(w.iro, check_id)
    (item,) = my_work.my_work(w.iro2).items
    assert item.what == "Do: See the child alone"


def test_business_support_sees_how_many_children_lack_an_iro(w):
    words = [n.words for n in my_work.my_work(w.support).notices]
    assert words == ["1 child has no IRO or chair"]


def test_cover_sees_the_work_of_the_absent_colleague_as_such(w):
    allocated(w)
    cover = makers.actor(w.iro2.person_id, "iro", covering={w.iro.person_id})
    (item,) = my_work.my_work(cover).items
    assert item.what == "Start the audit (as cover)"


def test_an_administrator_has_no_case_work(w):
    submitted(w, Z1="I")
    work = my_work.my_work(makers.holder("Ada", "administrator"))
    assert (work.items, work.notices, work.at_risk) == ([], [], [])
