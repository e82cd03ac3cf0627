"""My work: few statements however much there is, and the right things for each role."""

import datetime as dt

import pytest
from sqlalchemy import event

from db.engine import engine
from qa.domain.urgency import Group
from qa.services import my_work, sessions
from tests.accounts import begin_session
from tests.services import makers
from tests.services.audit_world import action_for, allocated, fill, later, submit, submitted, world

MOST_STATEMENTS = 12


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
    cookie = begin_session(makers.account(w.iro.person_id), makers.NOW)
    everybody = makers.actor(
        w.manager.person_id, "iro", "practice_manager", "team_manager", "head_of_service",
        "business_support",
    )  # fmt: skip
    for who in (w.iro, w.manager, w.boss, w.head, w.support, everybody):
        counted.clear()
        sessions.check(cookie, makers.NOW, makers.TODAY)
        my_work.my_work(who)
        assert len(counted) <= MOST_STATEMENTS, "\n".join(counted)


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
