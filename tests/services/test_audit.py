"""The audit from allocation to submission, through the services, on both databases."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Check, CheckConcern, CheckDomain, Child, RiskFlag
from qa.domain.answers import Answer
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import (
    allocation,
    answers,
    checks,
    my_work,
    risk,
    submission,
)
from tests.services import makers
from tests.services.audit_world import (
    action_for,
    allocated,
    fill,
    status,
    submit,
    submitted,
    version,
    world,
)


@pytest.fixture
def w(store):
    return world()


def test_an_audit_is_due_fifteen_working_days_after_allocation_and_says_why(w):
    check = makers.row(Check, allocated(w))
    assert check.due_on == dt.date(2026, 11, 26)
    assert "15 working days from 5 November 2026" in check.due_explained
    assert (check.case_types, check.worker_id, check.team_id) == ("CP", w.worker, w.team)


@pytest.mark.parametrize("part", ["social_worker", "team_manager", "iro"])
def test_nobody_is_given_an_audit_of_their_own_case(w, part):
    makers.link(w.child, part, w.iro.person_id)
    with pytest.raises(Refused, match="Nobody audits"):
        allocated(w)


def test_a_conflict_that_cannot_be_worked_out_refuses_and_says_who_can_mend_it(w):
    stranger = makers.child("C-2002", w.team)
    with pytest.raises(Refused, match="Business support or a practice manager can record"):
        allocated(w, child_id=stranger)


def test_the_list_of_auditors_says_why_somebody_cannot_be_chosen(w):
    makers.link(w.child, "iro", w.iro2.person_id)
    found = {c.name: c.why_not for c in allocation.candidates(w.manager, w.child)}
    assert found == {
        "Ira Officer": "",
        "Ivo Officer": "Nobody audits or moderates the file of a child they review.",
    }


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"audit_type": "secret"}, "from the lists"),
        (
            {"period_from_on": dt.date(2026, 5, 1), "period_to_on": dt.date(2026, 4, 1)},
            "ends before",
        ),
        ({"due_on": dt.date(2026, 11, 4)}, "cannot be in the past"),
        ({"audit_type": "re_audit"}, "Choose the earlier audit"),
        ({"child_id": 999}, "no such child"),
    ],
)
def test_an_allocation_that_makes_no_sense_is_refused_in_words(w, about, sentence):
    with pytest.raises(Refused, match=sentence):
        allocated(w, **about)


def test_only_those_who_allocate_can(w):
    with pytest.raises(Refused, match="Practice managers and heads of service allocate"):
        allocation.allocate(w.iro, allocation.Order(w.child, w.iro2.person_id))


def test_an_unfinished_audit_can_be_given_to_somebody_else_with_the_reason(w):
    check_id = allocated(w)
    allocation.reallocate(w.manager, check_id, w.iro2.person_id, "Long leave")
    fill(w.iro2, check_id)
    with pytest.raises(NotFound):
        checks.view(w.iro, check_id)


def test_a_form_with_gaps_cannot_be_submitted(w):
    check_id = allocated(w)
    checks.confirm_right_child(w.iro, check_id)
    with pytest.raises(Refused, match="questions still need an answer"):
        submit(w.iro, check_id)


def test_the_right_child_is_confirmed_before_submission(w):
    with pytest.raises(Refused, match="right child"):
        submit(w.iro, allocated(w))


def test_a_concern_asks_for_an_action_and_one_action_may_answer_several(w):
    check_id = allocated(w)
    fill(w.iro, check_id, B1="N", C1="N", Z1="RI")
    with pytest.raises(Refused, match="2 concerns need an action: B1, C1"):
        submit(w.iro, check_id)
    action_for(w, check_id, "B1", "C1")
    submit(w.iro, check_id)
    assert status(check_id) == "submitted"


def test_a_child_at_risk_needs_who_was_told_when_and_what_they_will_do(w):
    check_id = allocated(w)
    fill(w.iro, check_id, Z5="Y", Z1="RI")
    with pytest.raises(Refused, match="who was told, when, and what they will do"):
        submit(w.iro, check_id)
    flag = risk.raise_flag(w.iro, check_id, risk.Worry("Home alone tonight"))
    with pytest.raises(Refused, match="Record who was told"):
        submit(w.iro, check_id)
    risk.tell(w.iro, flag, risk.Worry("", "Duty manager", w.iro.now, "Visit within the hour"))
    submit(w.iro, check_id)


def test_a_flag_on_a_draft_heads_the_lists_of_the_managers_until_a_second_person_says_safe(w):
    check_id = allocated(w)
    flag = risk.raise_flag(w.iro, check_id, risk.Worry("Home alone tonight"))
    for who in (w.boss, w.manager, w.head):
        assert [f.id for f in my_work.my_work(who).at_risk] == [flag]
    with pytest.raises(Refused, match="second person"):
        risk.record_safe(w.iro, flag, "I went there")
    risk.record_safe(w.boss, flag, "Seen with her grandmother at six")
    assert my_work.my_work(w.head).at_risk == []
    assert makers.row(RiskFlag, flag).safe_by_id == w.boss.person_id


def test_a_capping_concern_rules_out_good_unless_the_auditor_gives_a_reason(w):
    check_id = allocated(w)
    fill(w.iro, check_id, B1="N")
    action_for(w, check_id, "B1")
    with pytest.raises(Refused, match="B1"):
        submit(w.iro, check_id)
    submit(w.iro, check_id, override_reason="One visit was a day late, for snow")
    check = makers.row(Check, check_id)
    assert (check.override_outcome, check.moderation_why) == ("claimed", "override")


def test_a_submitted_audit_is_locked(w):
    check_id = submitted(w)
    with pytest.raises(Refused, match="submitted meanwhile"):
        answers.save(w.iro, check_id, "A1", Answer("N"), typed_on_version=1)


def test_a_submission_on_an_older_state_is_refused(w):
    check_id = allocated(w)
    fill(w.iro, check_id)
    with pytest.raises(Stale, match="changed by somebody else"):
        submission.submit(w.iro, check_id, version(check_id) - 1, submission.Submission())


def test_summaries_count_each_domain_and_each_concern(w):
    check_id = allocated(w)
    fill(w.iro, check_id, A1="P", A5="RI", B1="N", Z1="RI")
    action_for(w, check_id, "B1")
    submit(w.iro, check_id)
    with reading() as session:
        rows = session.query(CheckDomain).filter_by(check_id=check_id)
        found = {r.section: (r.positive, r.counted) for r in rows}
        concerns = [r.question for r in session.query(CheckConcern).filter_by(check_id=check_id)]
    assert found["A"] == (3.5, 5)
    assert concerns == ["B1"]


def test_outside_the_team_and_before_sharing_the_audit_does_not_exist(w):
    check_id = allocated(w)
    with pytest.raises(NotFound):
        checks.view(w.boss, check_id)
    with pytest.raises(NotFound):
        checks.view(w.iro2, check_id)
    other = makers.holder("Tom Teamlead", "team_manager", team_id=makers.team("Southgate"))
    fill(w.iro, check_id)
    submit(w.iro, check_id)
    assert checks.view(w.boss, check_id).answers
    with pytest.raises(NotFound):
        checks.view(other, check_id)


def test_business_support_sees_that_it_exists_but_not_what_it_says(w):
    shown = checks.view(w.support, submitted(w))
    assert shown.answers is None
    assert not shown.actions


def test_a_manager_knows_of_a_draft_but_cannot_read_it(w):
    assert checks.view(w.manager, allocated(w)).answers is None


def test_a_restricted_child_takes_its_audits_with_it(w):
    check_id = submitted(w)
    with writing() as session:
        session.get(Child, w.child).restricted_at = makers.NOW
    for who in (w.manager, w.head, w.boss, w.support):
        with pytest.raises(NotFound):
            checks.view(who, check_id)


def test_a_child_restricted_in_the_middle_of_a_form_takes_no_more_answers(w):
    check_id = allocated(w)
    answers.save(w.iro, check_id, "A1", Answer("Y"), typed_on_version=0)
    with writing() as session:
        session.get(Child, w.child).restricted_at = makers.NOW
    with pytest.raises(NotFound):
        answers.save(w.iro, check_id, "A2", Answer("Y"), typed_on_version=0)


def test_what_is_written_before_submission_is_kept_and_nobody_else_keeps_it(w):
    check_id = allocated(w)
    given = submission.Submission("One visit was late", True, "Patience")
    submission.prepare(w.iro, check_id, given)
    check = makers.row(Check, check_id)
    assert (check.override_reason, check.good_practice_note) == ("One visit was late", "Patience")
    with pytest.raises(NotFound):
        submission.prepare(w.iro2, check_id, given)
    fill(w.iro, check_id)
    submit(w.iro, check_id)
    with pytest.raises(Refused, match="submitted meanwhile"):
        submission.prepare(w.iro, check_id, given)
