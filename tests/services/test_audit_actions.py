"""What follows an audit: its actions, linked audits, My work, the trail, on both databases."""

import datetime as dt

import pytest

from db.models import Action
from qa.domain.answers import Answer
from qa.domain.refusals import Refused
from qa.services import (
    action_drafts,
    actions,
    answers,
    checks,
    my_work,
    settlement,
    trail,
)
from tests.services import makers
from tests.services.audit_world import (
    action_for,
    agree,
    allocated,
    fill,
    later,
    status,
    submit,
    submitted,
    world,
)


@pytest.fixture
def w(store):
    return world()


def _agreed_with_action(w):
    check_id = allocated(w)
    fill(w.iro, check_id, B1="N", Z1="I")
    action_id = action_for(w, check_id, "B1")
    submit(w.iro, check_id)
    agree(w.manager2, check_id)
    settlement.due(later(w.manager, 8))
    return check_id, action_id


def finish(who, action_id):
    seen = makers.row(Action, action_id).version
    actions.finish(who, action_id, seen, "Visited on 4 November, page 12", who.today)


def test_an_action_is_verified_by_somebody_else_and_the_last_one_closes_the_audit(w):
    check_id, action_id = _agreed_with_action(w)
    assert status(check_id) == "actions_open"
    finish(w.iro2, action_id)
    seen = makers.row(Action, action_id).version
    with pytest.raises(Refused, match="somebody other than its owner"):
        both = makers.actor(w.iro2.person_id, "iro", "practice_manager")
        actions.verify(both, action_id, seen, "")
    actions.verify(w.manager2, action_id, seen, "Seen on the record")
    assert status(check_id) == "closed"


def test_an_action_sent_back_is_open_again(w):
    _, action_id = _agreed_with_action(w)
    finish(w.iro2, action_id)
    actions.reject(w.manager2, action_id, makers.row(Action, action_id).version, "Not recorded")
    assert makers.row(Action, action_id).status == "open"


def test_an_action_cannot_be_done_before_it_was_raised_or_tomorrow(w):
    _, action_id = _agreed_with_action(w)
    for on in (makers.TODAY - dt.timedelta(1), makers.TODAY + dt.timedelta(1)):
        with pytest.raises(Refused, match="between the day it was raised and today"):
            actions.finish(w.iro2, action_id, makers.row(Action, action_id).version, "Done", on)


def test_somebody_elses_action_is_not_theirs_to_finish(w):
    makers.account(w.iro2.person_id)
    _, action_id = _agreed_with_action(w)
    with pytest.raises(Refused, match="Only the owner"):
        finish(w.manager, action_id)


def test_an_owner_without_account_is_acted_for_by_the_team_manager(w):
    check_id = allocated(w)
    fill(w.iro, check_id, B1="N", Z1="RI")
    wanted = action_drafts.Wanted("See the child", w.worker, "immediate", questions=("B1",))
    action_id = action_drafts.add(w.iro, check_id, wanted)
    submit(w.iro, check_id)
    finish(w.boss, action_id)
    assert makers.row(Action, action_id).done_by_id == w.boss.person_id


def test_a_re_audit_is_linked_to_the_first_and_a_blind_second_one_hides_it(w):
    first = submitted(w)
    second = allocated(w, assignee_id=w.iro2.person_id, audit_type="dual", linked_check_id=first)
    assert checks.view(w.iro2, second).links == []
    again = allocated(w, audit_type="re_audit", linked_check_id=first)
    assert [link.kind for link in checks.view(w.iro, again).links] == ["re_audit"]


def test_my_work_puts_what_is_due_in_order_and_says_where_to_continue(w):
    check_id = allocated(w)
    checks.confirm_right_child(w.iro, check_id)
    answers.save(w.iro, check_id, "C1", Answer("Y"), typed_on_version=0)
    (item,) = my_work.my_work(w.iro).items
    assert item.what == "Continue the audit"
    assert item.address == {"id": str(check_id), "section": "C"}
    (item,) = my_work.my_work(later(w.iro, 60)).items
    assert (item.group, item.late) == ("Critically overdue", "24 working days late")


def test_every_step_is_on_the_trail_and_the_chain_holds(w):
    _agreed_with_action(w)
    acts = [e.act for e in makers.entries()]
    assert {"allocate", "start", "submit", "moderate", "agree"} <= set(acts)
    assert trail.verify().holds


def test_an_opening_is_recorded_once_per_half_hour(w):
    check_id = submitted(w)
    for _ in range(3):
        checks.view(w.manager, check_id)
    assert len(makers.entries("open")) == 1
