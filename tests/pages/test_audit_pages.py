"""The audit's screens, driven as a script: what each role sees and can press."""

import pytest

from qa.services import actions as action_service
from tests.pages.conftest import open_page
from tests.services import makers
from tests.services.audit_world import action_for, allocated, fill, submit, world


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return world()


def account_of(person):
    return makers.account(person.person_id)


def words(screen) -> str:
    """Everything the screen says."""
    kinds = ["title", "subheader", "markdown", "caption", "info", "warning", "error", "success"]
    return "\n".join(e.value for kind in kinds for e in getattr(screen, kind))


@pytest.mark.parametrize("key", ["my_work", "case_audits", "allocate", "moderation", "actions"])
def test_every_screen_opens_on_an_empty_store(w, signed_in, key):
    signed_in(account_id=account_of(w.manager))
    screen = open_page(key)
    assert not screen.exception
    assert not screen.error


def test_my_work_of_an_auditor_names_the_audit_and_how_late_it_is(w, signed_in):
    allocated(w)
    signed_in(account_id=account_of(w.iro))
    said = words(open_page("my_work"))
    assert "Not due yet (1)" in said
    assert "Thursday 26 November 2026" in said


def test_the_right_child_is_asked_before_the_form(w, signed_in):
    check_id = allocated(w)
    signed_in(account_id=account_of(w.iro))
    screen = open_page("case_audits", id=str(check_id))
    assert "Is this the right child?" in words(screen)
    screen = screen.button[0].click().run() if not screen.exception else screen
    assert "sections completed" in words(screen)


@pytest.mark.parametrize("address", ["99999", "abc", "-1", "1e9", "1" * 30])
def test_an_address_that_is_not_mine_and_one_that_is_nothing_get_the_same_answer(
    w, signed_in, address
):
    signed_in(account_id=account_of(w.manager))
    for key, noun in (("case_audits", "audit"), ("actions", "action")):
        screen = open_page(key, id=address)
        assert [e.value for e in screen.error] == [f"There is no such {noun} that you may read."]


def test_a_manager_allocates_by_case_number(w, signed_in):
    signed_in(account_id=account_of(w.manager))
    screen = open_page("allocate")
    screen.text_input(key="child").set_value("C-1001").run()
    screen.selectbox(key="order-auditor").select(w.iro.person_id).run()
    press(screen, "Allocate the audit")
    assert "The audit of child C-1001 was allocated" in words(screen)


def test_a_file_nobody_can_audit_says_why_and_who_can_mend_it(w, signed_in):
    makers.child("C-2002", w.team)
    signed_in(account_id=account_of(w.manager))
    screen = open_page("allocate", child="C-2002")
    assert "Business support or a practice manager can record" in words(screen)


def press(screen, label):
    next(b for b in screen.button if b.label == label).click().run()


def a_submitted_audit(w, **answers):
    check_id = allocated(w)
    fill(w.iro, check_id, **answers)
    submit(w.iro, check_id)
    return check_id


def test_a_team_manager_replies(w, signed_in):
    check_id = a_submitted_audit(w)
    signed_in(account_id=account_of(w.boss))
    screen = open_page("case_audits", id=str(check_id))
    screen.radio(key="reply-stance").set_value("agree").run()
    press(screen, "Record the reply")
    assert "The reply was recorded." in words(screen)
    assert "Team manager (Tess Teamlead)**: agree" in words(screen)


def test_a_moderator_who_forgets_the_reasons_keeps_what_was_typed(w, signed_in):
    check_id = a_submitted_audit(w, Z1="O")
    signed_in(account_id=account_of(w.manager2))
    screen = open_page("case_audits", id=str(check_id))
    screen.radio(key="moderate-outcome").set_value("changed").run()
    screen.text_area(key="moderate-reasons").input("The plan is late")
    press(screen, "Record the decision")
    assert "Choose the grade you change it to." in words(screen)
    assert screen.text_area(key="moderate-reasons").value == "The plan is late"
    screen.radio(key="moderate-grade").set_value(3).run()
    press(screen, "Record the decision")
    assert "Your decision was recorded." in words(screen)


def test_what_a_moderator_chose_is_there_again_with_the_reasons(w, signed_in):
    check_id = a_submitted_audit(w, Z1="O")
    signed_in(account_id=account_of(w.manager2))
    screen = open_page("case_audits", id=str(check_id))
    screen.radio(key="moderate-outcome").set_value("changed").run()
    screen.radio(key="moderate-grade").set_value(2).run()
    again = open_page("case_audits", id=str(check_id))
    assert again.radio(key="moderate-outcome").value == "changed"
    assert again.radio(key="moderate-grade").value == 2


def test_that_the_family_agreed_is_there_again_and_gone_once_it_was_sent(w, signed_in):
    check_id = a_submitted_audit(w)
    signed_in(account_id=account_of(w.boss))
    screen = open_page("case_audits", id=str(check_id))
    assert not [box.key for box in screen.checkbox]
    screen.radio(key="reply-part").set_value("family").run()
    screen.checkbox(key="reply-consent").check().run()
    again = open_page("case_audits", id=str(check_id))
    assert again.radio(key="reply-part").value == "family"
    assert again.checkbox(key="reply-consent").value is True
    again.checkbox(key="reply-consent").uncheck().run()
    last = open_page("case_audits", id=str(check_id))
    assert last.checkbox(key="reply-consent").value is False
    last.checkbox(key="reply-consent").check()
    last.radio(key="reply-stance").set_value("agree")
    last.text_area(key="reply-comments").set_value("They liked the plan.")
    press(last, "Record the reply")
    assert "The reply was recorded." in words(last)
    last.radio(key="reply-part").set_value("family").run()
    assert last.checkbox(key="reply-consent").value is False


def test_whom_an_audit_is_to_be_given_to_is_there_again(w, signed_in):
    check_id = allocated(w)
    signed_in(account_id=account_of(w.manager))
    screen = open_page("case_audits", id=str(check_id))
    offered = screen.selectbox(key="reallocate-to")
    assert offered.value is None
    offered.set_value(w.iro2.person_id).run()
    again = open_page("case_audits", id=str(check_id))
    assert again.selectbox(key="reallocate-to").value == w.iro2.person_id
    again.text_input(key="reallocate-why").set_value("On leave")
    press(again, "Give it to them")
    assert "The audit was given to a colleague." in words(again)


def test_business_support_sees_no_word_of_the_audit(w, signed_in):
    check_id = a_submitted_audit(w)
    signed_in(account_id=account_of(w.support))
    said = words(open_page("case_audits", id=str(check_id)))
    assert "not what it says" in said
    assert "safer than six months ago" not in said


def test_business_support_sees_no_word_of_an_action_and_who_does_it_by_when(w, signed_in):
    action_id = makers.action(w.worker, w.iro.person_id, child_id=w.child, text="Drift: ask why")
    signed_in(account_id=account_of(w.support))
    shown = open_page("actions")
    assert [e.proto.label for e in shown.get("page_link")] == ["Action from an audit"]
    screen = open_page("actions", id=str(action_id))
    said = words(screen) + "".join(e.proto.body for e in screen.get("html"))
    assert "Drift" not in said
    assert "Worker 001 (fictional)" in said
    screen.text_area(key="done-evidence").input("She says it is done")
    press(screen, "Mark as done")
    assert "Marked as done." in words(screen)
    assert "She says it is done" not in "".join(e.proto.body for e in screen.get("html"))


def test_text_of_an_audit_is_shown_and_never_run(w, signed_in):
    evil = "<script>alert(1)</script> **bold** =cmd()"
    check_id = a_submitted_audit(w, Z2=evil)
    signed_in(account_id=account_of(w.head))
    screen = open_page("case_audits", id=str(check_id))
    shown = "\n".join(e.proto.body for e in screen.get("html"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold** =cmd()" in shown
    assert "<script>" not in shown


def test_an_action_is_finished_and_verified_on_its_page(w, signed_in):
    check_id = allocated(w)
    fill(w.iro, check_id, B1="N", Z1="RI")
    action_id = action_for(w, check_id, "B1")
    submit(w.iro, check_id)
    signed_in(account_id=account_of(w.iro2))
    screen = open_page("actions", id=str(action_id))
    screen.text_area(key="done-evidence").input("Visited, page 12")
    press(screen, "Mark as done")
    assert "waits for somebody else to verify" in words(screen)
    signed_in(account_id=account_of(w.manager2))
    screen = open_page("actions", id=str(action_id))
    press(screen, "Verify: it is done")
    assert "Verified by Mina Manager" in words(screen)
    assert action_service.view(w.manager2, action_id).action.status == "verified"
