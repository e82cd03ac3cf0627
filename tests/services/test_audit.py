"""The audit end to end, through the services, on both databases."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Action, Check, CheckConcern, CheckDomain, Child, Reply, RiskFlag
from qa.domain.answers import Answer
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import (
    action_drafts,
    actions,
    allocation,
    answers,
    checks,
    moderation,
    my_work,
    replies,
    risk,
    settlement,
    submission,
    trail,
)
from tests.services import makers
from tests.services.audit_world import (
    action_for,
    allocated,
    fill,
    later,
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


def test_two_replies_agree_an_audit_that_was_not_drawn(w):
    check_id = submitted(w)
    _not_drawn(check_id)
    replies.reply(w.boss, check_id, replies.Given("manager", "agree"))
    assert status(check_id) == "submitted"
    replies.reply(w.boss, check_id, replies.Given("worker", "comment", "Fair, thank you"))
    assert status(check_id) == "closed"


def test_silence_is_recorded_after_five_working_days_and_does_not_block(w):
    check_id = submitted(w)
    _not_drawn(check_id)
    assert settlement.due(later(w.manager, 7)) == 0
    assert settlement.due(later(w.manager, 8)) == 1
    with reading() as session:
        assert {r.stance for r in session.query(Reply).filter_by(check_id=check_id)} == {"silence"}
    assert status(check_id) == "closed"


def test_a_disagreement_draws_the_audit_into_moderation(w):
    check_id = submitted(w)
    _not_drawn(check_id)
    with pytest.raises(Refused, match="what you disagree with"):
        replies.reply(w.boss, check_id, replies.Given("manager", "disagree"))
    replies.reply(w.boss, check_id, replies.Given("manager", "disagree", "The visit was made"))
    assert makers.row(Check, check_id).moderation_why == "disagreed"


def test_a_disagreement_after_moderation_brings_it_back_to_the_moderator(w):
    check_id = submitted(w, Z1="O")
    agree(w.manager2, check_id)
    assert status(check_id) == "moderated"
    replies.reply(w.boss, check_id, replies.Given("manager", "disagree", "Not Outstanding"))
    assert status(check_id) == "submitted"


def test_what_a_family_said_needs_their_agreement(w):
    check_id = submitted(w)
    with pytest.raises(Refused, match="only with their agreement"):
        replies.reply(w.manager, check_id, replies.Given("family", "comment", "She listens"))


def agree(who, check_id):
    moderation.moderate(who, check_id, version(check_id), moderation.Verdict("agreed"))


def _not_drawn(check_id):
    with writing() as session:
        session.get(Check, check_id).moderation_why = None


def test_agreed_waits_for_the_replies_but_moderation_may_start(w):
    check_id = submitted(w, Z1="O")
    agree(w.manager2, check_id)
    assert status(check_id) == "moderated"
    assert settlement.due(later(w.manager, 8)) == 1
    assert status(check_id) == "closed"


def test_a_moderator_changes_the_grade_only_with_reasons(w):
    check_id = submitted(w, Z1="O")
    change = moderation.Verdict("changed", 3)
    with pytest.raises(Refused, match="reasons"):
        moderation.moderate(w.manager2, check_id, version(check_id), change)
    change = moderation.Verdict("changed", 3, reasons="Good, not more: the plan is late")
    moderation.moderate(w.manager2, check_id, version(check_id), change)
    check = makers.row(Check, check_id)
    assert (check.auditor_grade, check.moderated_grade, check.final_grade) == (4, 3, 3)


def test_a_refused_override_brings_the_grade_under_the_cap(w):
    check_id = allocated(w)
    fill(w.iro, check_id, B1="N")
    action_for(w, check_id, "B1")
    submit(w.iro, check_id, override_reason="One day late")
    with pytest.raises(Refused, match="Confirm or refuse"):
        agree(w.manager2, check_id)
    refuse = moderation.Verdict("agreed", override="refused")
    with pytest.raises(Refused, match="Change the grade as well"):
        moderation.moderate(w.manager2, check_id, version(check_id), refuse)
    refuse = moderation.Verdict("changed", 2, "refused", "A missed visit is a missed visit")
    moderation.moderate(w.manager2, check_id, version(check_id), refuse)
    check = makers.row(Check, check_id)
    assert (check.override_outcome, check.final_grade) == ("refused", 2)


def test_a_returned_audit_is_a_new_version_and_the_first_stays_readable(w):
    check_id = submitted(w, Z1="O")
    back = moderation.Verdict("returned", reasons="Look again at visits")
    moderation.moderate(w.manager2, check_id, version(check_id), back)
    assert status(check_id) == "returned"
    view = checks.view(w.iro, check_id)
    saved = view.saved["Z1"]
    answers.save(w.iro, check_id, "Z1", Answer("G"), typed_on_version=saved.version)
    assert checks.view(w.manager, check_id).answers["Z1"].value == "O"
    submit(w.iro, check_id)
    assert checks.view(w.manager, check_id).answers["Z1"].value == "G"
    assert checks.view(w.manager, check_id, revision=1).answers["Z1"].value == "O"
    changed = makers.entries("submit")[-1].payload["changed"]
    assert [changed["Z1"][0]["value"], changed["Z1"][1]["value"]] == ["O", "G"]
    assert list(changed) == ["Z1"]


def test_a_correction_says_why_and_keeps_both_versions(w):
    check_id = submitted(w)
    with pytest.raises(Refused, match="what is being corrected"):
        submission.correct(w.iro, check_id, version(check_id), " ")
    assert submission.correct(w.iro, check_id, version(check_id), "Wrong plan quoted") == 2
    assert [r.kind for r in checks.view(w.iro, check_id).revisions] == ["first", "corrected"]
    assert len(checks.view(w.manager, check_id).revisions) == 1


@pytest.mark.parametrize("above", ["moderator", "auditor"])
def test_nobody_moderates_within_their_line_management(w, above):
    check_id = submitted(w, Z1="O")
    boss, staff = (w.manager2, w.iro) if above == "moderator" else (w.iro, w.manager2)
    with writing() as session:
        from db.models import Person

        session.get(Person, staff.person_id).line_manager_id = boss.person_id
    with pytest.raises(Refused, match="independent"):
        agree(w.manager2, check_id)


def test_nobody_moderates_their_own_audit(w):
    check_id = submitted(w, Z1="O")
    both = makers.actor(w.iro.person_id, "iro", "practice_manager")
    with pytest.raises(Refused, match="their own audit"):
        agree(both, check_id)


def test_two_moderators_at_once_one_wins_and_the_other_is_told(w):
    check_id = submitted(w, Z1="O")
    seen = version(check_id)
    moderation.moderate(w.manager2, check_id, seen, moderation.Verdict("agreed"))
    with pytest.raises(Refused, match="changed by somebody else"):
        moderation.moderate(w.head, check_id, seen, moderation.Verdict("agreed"))


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
