"""Replies to an audit, its moderation and correction, through the services, on both databases."""

import pytest

from db.engine import reading, writing
from db.models import Check, Reply
from qa.domain.answers import Answer
from qa.domain.refusals import Refused
from qa.services import (
    answers,
    checks,
    moderation,
    replies,
    settlement,
    submission,
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
    version,
    world,
)


@pytest.fixture
def w(store):
    return world()


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
