"""Midway reviews through the services, on both databases."""

import dataclasses
import datetime as dt
import threading

import pytest

from db.engine import reading
from db.models import (
    Action,
    Answer,
    Check,
    CheckConcern,
    CheckDomain,
    CheckLink,
    ChildPerson,
    Duty,
    FollowUp,
    Hold,
    RoleAssignment,
)
from qa.domain.answers import Answer as Given
from qa.domain.answers import encode, is_answered
from qa.domain.known import NOTHING_KNOWN
from qa.domain.refusals import NotFound, Refused
from qa.services import (
    action_drafts,
    answers,
    checks,
    filing,
    follow_ups,
    midways,
    midways_copy,
    my_work,
    risk,
    submission,
)
from qa.services.midways_beside import beside
from tests.services import makers
from tests.services.audit_world import later, status, version
from tests.services.midway_world import (
    ON_PLAN,
    REVIEWED,
    begun,
    fill,
    looked_after,
    midway_world,
    refreshed,
    reviewed,
    submitted,
)
from tests.services.midway_world import status as hold_status


@pytest.fixture
def w(store):
    return midway_world()


def found(model, **about):
    with reading() as session:
        return session.query(model).filter_by(**about).order_by(model.id).all()


def test_it_is_due_half_way_to_the_next_review_and_says_why(w):
    check = makers.row(Check, begun(w))
    assert (check.kind, check.status, check.due_rule) == ("midway_cla", "in_progress", "LA12")
    assert check.due_on == dt.date(2026, 11, 12)
    assert "half way between the review of 12 August 2026" in check.due_explained
    assert (check.case_types, check.worker_id, check.assignee_id) == (
        "CLA", w.worker, w.iro.person_id,
    )  # fmt: skip


def test_a_child_without_a_recorded_review_may_have_one_all_the_same(w):
    other = makers.child("L-2009", w.team)
    hold_status(other, "cla", {})
    makers.link(other, "iro", w.iro.person_id)
    check = makers.row(Check, begun(w, other))
    assert check.due_on == makers.TODAY
    assert check.due_explained.startswith("No due date runs")


def test_a_second_beginning_finds_the_first(w):
    assert begun(w) == begun(w)
    assert len(found(Check)) == 1


def test_of_two_who_begin_at_once_one_wins(w):
    made = []
    threads = [threading.Thread(target=lambda: made.append(begun(w))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


@pytest.mark.parametrize("who", ["iro2", "manager", "boss", "head", "support"])
def test_only_the_childs_own_iro_begins_it(w, who):
    with pytest.raises((Refused, NotFound)):
        midways.begin(getattr(w, who), w.girl)
    assert found(Check) == []


def test_a_child_on_hold_has_none_begun(w):
    placed = {"placed_at": makers.NOW, "placed_by_id": w.head.person_id, "was_restricted": False}
    makers.made(Hold(child_id=w.girl, reason="A serious incident", **placed))
    with pytest.raises(Refused, match="serious-incident hold"):
        begun(w)


def test_a_child_of_short_breaks_has_none(w):
    other = makers.child("S-1", w.team)
    hold_status(other, "cla", {"legal_status": "V4"})
    makers.link(other, "iro", w.iro.person_id)
    with pytest.raises(Refused, match="short breaks only"):
        begun(w, other)


def test_a_child_in_need_has_none(w):
    other = makers.child("N-1", w.team)
    hold_status(other, "cin", {})
    makers.link(other, "iro", w.iro.person_id)
    with pytest.raises(Refused, match="neither looked after nor on a child protection plan"):
        begun(w, other)


def test_a_child_on_a_plan_gets_the_chairs_checklist(w):
    other = makers.child("P-1", w.team)
    hold_status(other, "cp", ON_PLAN)
    makers.link(other, "iro", w.iro.person_id)
    assert makers.row(Check, begun(w, other)).kind == "midway_cp"


def test_a_child_with_both_has_one_checklist_that_stops_both_clocks(w):
    hold_status(w.girl, "cp", ON_PLAN)
    reviewed(w.girl, "icpc", dt.date(2026, 9, 30))
    check_id = submitted(w)
    assert makers.row(Check, check_id).kind == "midway_both"
    done = {duty.kind: duty.check_id for duty in found(Duty, status="done") if duty.check_id}
    assert done == {"midway_cla": check_id, "midway_cp": check_id}


def test_the_combined_checklist_is_due_when_the_first_of_its_clocks_is(w):
    hold_status(w.girl, "cp", ON_PLAN, dt.date(2026, 9, 30))
    reviewed(w.girl, "icpc", dt.date(2026, 9, 30))
    check = makers.row(Check, begun(w))
    assert (check.due_on, check.due_rule) == (dt.date(2026, 11, 12), "LA12")
    assert "conference of 30 September 2026" in check.due_explained


def cover_for(w):
    return dataclasses.replace(w.iro2, covering=frozenset({w.iro.person_id}))


def test_the_cover_does_it_and_the_history_says_for_whom(w):
    check_id = midways.begin(cover_for(w), w.girl)
    assert makers.row(Check, check_id).assignee_id == w.iro2.person_id
    [entry] = makers.entries("start")
    assert entry.payload["absent_id"] == w.iro.person_id


def test_one_that_a_colleague_no_longer_acts_on_is_taken_over(w):
    check_id = midways.begin(cover_for(w), w.girl)  # no cover is recorded from here on
    assert begun(w) == check_id
    assert makers.row(Check, check_id).assignee_id == w.iro.person_id
    assert makers.entries("reallocate")


def test_one_that_a_colleague_is_writing_is_not_taken(w):
    makers.link(w.girl, "iro", w.iro2.person_id)
    midways.begin(w.iro2, w.girl)
    with pytest.raises(Refused, match="Ivo Officer began"):
        begun(w)


def test_an_unfinished_one_is_not_submitted(w):
    check_id = begun(w)
    with pytest.raises(Refused, match="right child"):
        submission.submit(w.iro, check_id, version(check_id))
    checks.confirm_right_child(w.iro, check_id)
    with pytest.raises(Refused, match="questions still need an answer"):
        submission.submit(w.iro, check_id, version(check_id))


def test_submitting_locks_it_keeps_the_conclusion_and_stops_the_clock(w):
    check_id = submitted(w)
    check = makers.row(Check, check_id)
    assert (check.status, check.conclusion, check.next_step) == ("submitted", "G", "no_action")
    assert (check.reply_due_on, check.moderation_why) == (None, None)
    [duty] = found(Duty, check_id=check_id)
    assert (duty.kind, duty.status, duty.done_on) == ("midway_cla", "done", makers.TODAY)
    assert {row.section for row in found(CheckDomain, check_id=check_id)} == {
        "M1", "M2", "M3", "M4", "M5", "M6",
    }  # fmt: skip
    assert found(FollowUp) == []
    with pytest.raises(Refused, match="submitted meanwhile"):
        answers.save(w.iro, check_id, "M1.2", Given("N", evidence="No"), typed_on_version=1)


def test_drift_needs_an_action_or_a_challenge(w):
    check_id = begun(w)
    fill(w.iro, check_id, M7_1="R", M3_2="N")
    with pytest.raises(Refused, match=r"2 concerns need an action: M3\.2, M7\.1"):
        submission.submit(w.iro, check_id, version(check_id))
    wanted = action_drafts.Wanted("Bring the plan to court", w.worker, questions=("M3.2", "M7.1"))
    action_id = action_drafts.add(w.iro, check_id, wanted)
    submission.submit(w.iro, check_id, version(check_id))
    action = makers.row(Action, action_id)
    assert (action.status, action.origin) == ("open", "midway_cla")
    assert {c.question for c in found(CheckConcern, check_id=check_id)} == {"M3.2", "M7.1"}


def test_a_challenge_as_the_next_step_takes_the_concerns_up(w):
    check_id = submitted(w, M7_1="R", M7_3="formal_challenge")
    [step] = found(FollowUp, check_id=check_id)
    assert (step.kind, step.note, step.done_on) == (
        "formal_challenge", "She is settled and safe.", None,
    )  # fmt: skip


def test_a_good_practice_alert_does_not_answer_a_concern(w):
    check_id = begun(w)
    fill(w.iro, check_id, M1_2="N", M7_3="good_practice")
    with pytest.raises(Refused, match=r"1 concern needs an action: M1\.2"):
        submission.submit(w.iro, check_id, version(check_id))


def test_a_follow_up_is_seen_to_once_by_those_who_may(w):
    check_id = submitted(w, M7_1="A", M7_3="early_review")
    [step], may = follow_ups.of_check(w.iro, check_id)
    assert may.allowed
    assert not follow_ups.of_check(w.boss, check_id)[1].allowed
    with pytest.raises(Refused):
        follow_ups.finish(w.boss, step.id, "Done")
    with pytest.raises(Refused, match="Say what was done"):
        follow_ups.finish(w.iro, step.id, " ")
    follow_ups.finish(w.manager, step.id, "The review is brought forward to 1 December.")
    with pytest.raises(Refused, match="already"):
        follow_ups.finish(w.iro, step.id, "Again")


def test_a_follow_up_becomes_an_action_with_an_owner_and_a_day(w):
    check_id = submitted(w, M7_1="A", M7_3="legal_advice")
    [step], _may = follow_ups.of_check(w.iro, check_id)
    wanted = action_drafts.Wanted("Ask for legal advice", w.worker)
    action = makers.row(Action, follow_ups.into_action(w.iro, step.id, wanted))
    assert (action.status, action.raised_by_id, action.check_id) == (
        "open", w.iro.person_id, check_id,
    )  # fmt: skip
    [step], _may = follow_ups.of_check(w.iro, check_id)
    assert (step.action_id, step.done_on) == (action.id, makers.TODAY)


def test_a_correction_is_a_new_version_and_may_call_for_something_else(w):
    check_id = submitted(w, M7_1="A", M7_3="early_review")
    submission.correct(w.iro, check_id, version(check_id), "The court date had changed")
    assert status(check_id) == "correcting"
    before = checks.view(w.iro, check_id).saved["M7.3"]
    answers.save(w.iro, check_id, "M7.3", Given("legal_advice"), typed_on_version=before.version)
    submission.submit(later(w.iro, 3), check_id, version(check_id))
    steps = {step.kind: step.done_note for step in found(FollowUp, check_id=check_id)}
    assert steps == {"early_review": follow_ups.NO_LONGER, "legal_advice": None}
    check = makers.row(Check, check_id)
    assert (check.revision, check.submitted_on) == (2, makers.TODAY)


def test_a_child_at_risk_is_recorded_from_a_draft_and_blocks_until_somebody_was_told(w):
    check_id = begun(w)
    fill(w.iro, check_id)
    risk.raise_flag(w.iro, check_id, risk.Worry("He came home"))
    with pytest.raises(Refused, match="Record who was told"):
        submission.submit(w.iro, check_id, version(check_id))
    assert [flag.check_id for flag in my_work.my_work(w.boss).at_risk] == [check_id]


def test_who_reads_it_before_and_after_it_is_submitted(w):
    check_id = begun(w)
    for reader in (w.boss, w.head, w.iro2):
        with pytest.raises(NotFound, match="midway review"):
            checks.view(reader, check_id, noun="midway review")
    assert checks.view(w.manager, check_id).answers is None
    fill(w.iro, check_id)
    submission.submit(w.iro, check_id, version(check_id))
    for reader in (w.boss, w.head, w.manager, w.iro):
        assert checks.view(reader, check_id).answers
    assert checks.view(w.support, check_id).answers is None


def test_it_stands_in_my_work_as_what_it_is(w):
    check_id = begun(w)
    [item] = my_work.my_work(w.iro).items
    assert (item.what, item.screen) == ("Continue the midway review", "midway_reviews")
    assert item.address["id"] == str(check_id)
    assert "half way between" in item.why_due


def test_it_is_filed_as_soon_as_it_is_submitted(w):
    check_id = submitted(w, M7_1="A", M7_3="early_review")
    text = filing.copy_text(w.iro, check_id)
    assert text.startswith("Midway review: child looked after\n====")
    assert "IRO or chair: Ira Officer" in text
    assert "Early review or conference" in text
    assert "Auditor" not in text
    [row] = filing.not_filed(w.support).rows
    assert (row.id, row.final_on) == (check_id, makers.TODAY)
    filing.mark(w.support, [check_id], makers.TODAY)
    assert filing.not_filed(w.support).rows == ()


def test_an_unfinished_one_is_withdrawn_with_the_reason(w):
    check_id = begun(w)
    with pytest.raises(Refused, match="Say why"):
        midways.withdraw(w.iro, check_id, "")
    midways.withdraw(w.iro, check_id, "The child left care today")
    assert status(check_id) == "withdrawn"
    assert begun(w) != check_id


def test_a_checklist_is_copied_to_a_brother_without_what_is_the_childs_own(w):
    check_id = submitted(w)
    [brother] = midways_copy.siblings(w.iro, check_id)
    assert (brother.case_number, brother.draft_id) == ("L-2002", None)
    made = midways_copy.copy_to(w.iro, check_id, w.boy)
    check = makers.row(Check, made)
    assert (check.child_id, check.status, check.right_child_at) == (w.boy, "in_progress", None)
    copied = set(checks.view(w.iro, made).answers)
    assert {"M0.1", "M3.2", "M3.4", "M6.1"} <= copied
    assert not {"M1.1", "M2.1", "M2.3", "M3.1", "M7.1", "M7.2", "M7.3"} & copied
    [link] = found(CheckLink)
    assert (link.from_check_id, link.to_check_id, link.kind) == (made, check_id, "copied_from")
    with pytest.raises(Refused, match="begun already"):
        midways_copy.copy_to(w.iro, check_id, w.boy)
    assert midways_copy.siblings(w.iro, check_id)[0].draft_id == made


def test_answers_that_both_forms_ask_are_copied_between_different_forms(w):
    hold_status(w.boy, "cp", ON_PLAN)
    check_id = submitted(w)
    made = midways_copy.copy_to(w.iro, check_id, w.boy)
    assert makers.row(Check, made).kind == "midway_both"
    with reading() as session:
        assert session.query(Answer).filter_by(question="M3.4").count() == 2


def test_what_is_not_submitted_is_not_copied(w):
    check_id = begun(w)
    assert midways_copy.siblings(w.iro, check_id) == []
    with pytest.raises(Refused, match="Submit this midway review first"):
        midways_copy.copy_to(w.iro, check_id, w.boy)


def test_a_sibling_of_another_iro_or_restricted_or_without_a_midway_is_not_offered(w):
    check_id = submitted(w)
    with reading() as session:
        group = session.get(makers.Child, w.girl).sibling_group_id
    elsewhere = makers.child("L-2003", w.team, sibling_group_id=group)
    hold_status(elsewhere, "cla", {})
    makers.link(elsewhere, "iro", w.iro2.person_id)
    hidden = looked_after(w, "L-2004", sibling_group_id=group, restricted_at=makers.NOW)
    need = makers.child("L-2005", w.team, sibling_group_id=group)
    hold_status(need, "cin", {})
    makers.link(need, "iro", w.iro.person_id)
    assert [each.case_number for each in midways_copy.siblings(w.iro, check_id)] == ["L-2002"]
    for other in (elsewhere, hidden, need):
        with pytest.raises((Refused, NotFound)):
            midways_copy.copy_to(w.iro, check_id, other)


def test_a_child_of_no_group_is_never_copied_to(w):
    check_id = submitted(w)
    stranger = looked_after(w, "L-3001")
    with pytest.raises(Refused, match="brother or sister"):
        midways_copy.copy_to(w.iro, check_id, stranger)


def test_roles_that_ended_begin_nothing(w):
    nobody = dataclasses.replace(w.iro, roles=frozenset())
    with pytest.raises((Refused, NotFound)):
        midways.begin(nobody, w.girl)
    assert found(RoleAssignment)
    assert found(ChildPerson)


def test_what_is_due_next_follows_the_review_that_is_held_later(w):
    submitted(w)
    reviewed(w.girl, on=makers.TODAY)
    refreshed(w.girl)
    [duty] = [d for d in found(Duty, child_id=w.girl, kind="midway_cla") if d.status == "running"]
    assert (duty.started_on, duty.started_on > REVIEWED) == (makers.TODAY, True)


def test_what_is_known_stands_beside_the_questions_and_one_click_answers(w):
    hold_status(w.girl, "cp", ON_PLAN, dt.date(2026, 1, 20))
    view = checks.view(w.iro, begun(w))
    known = beside(w.iro, view.check, view.form)
    assert known.words["M1.1"].startswith("Review of 12 August 2026, 85 days ago: 1 of 2")
    assert "“Begin life-story work”, due 1 October 2026 (past by 35 days)" in known.words["M1.2"]
    assert known.words["P2.1"].startswith(
        "Last seen 14 days ago on 22 October 2026 (children list of 2 November 2026); limit"
    )
    assert known.words["P5.2"].startswith("Plan open 9 months, since 20 January 2026")
    assert known.words["P5.4"] == "1 earlier plan on the children list."
    assert "half" not in known.words["M7.3"]
    assert known.words["M7.3"].startswith("Next review: due ")
    assert (known.offers["M1.1"].words, known.offers["P2.1"].words) == (
        "Use 1 of 2",
        "Use 22 October 2026",
    )
    assert "M2.1" not in known.offers


def test_every_offer_is_an_answer_that_its_question_takes(w):
    view = checks.view(w.iro, begun(w))
    for question_id, offer in beside(w.iro, view.check, view.form).offers.items():
        question = view.form.question(question_id)
        answer = encode(question, offer.raw, today=makers.TODAY)
        answers.save(w.iro, view.check.id, question_id, answer, typed_on_version=0)
        assert is_answered(question, answer)


def test_where_nothing_is_known_nothing_is_said(w):
    other = makers.child("L-2009", w.team, birth_month=None)
    hold_status(other, "cla", {}, from_on=None)
    makers.link(other, "iro", w.iro.person_id)
    view = checks.view(w.iro, begun(w, other))
    assert beside(w.iro, view.check, view.form) == NOTHING_KNOWN


def test_a_child_cannot_have_been_seen_before_the_month_of_birth(w):
    check_id = begun(w)
    with pytest.raises(Refused, match="before the child was born"):
        answers.save(w.iro, check_id, "M2.1", Given("1950-01-01"), typed_on_version=0)
    assert "M2.1" not in answers.stored(check_id, 1)
    answers.save(w.iro, check_id, "M2.1", Given("2012-03-01"), typed_on_version=0)
    assert "M2.1" in answers.stored(check_id, 1)
