"""The midway reviews' screens, driven as a script: what each role sees and can press."""

import dataclasses
import datetime as dt

import pytest

from db.engine import reading
from db.models import Action, Check, FollowUp
from qa.domain.answers import Answer
from qa.services import answers, checks, midways, midways_copy, submission
from tests.pages.conftest import open_page
from tests.pages.form_screen import component
from tests.pages.reading import html, links, press, words
from tests.services import makers
from tests.services.audit_world import allocated
from tests.services.midway_world import ON_PLAN, begun, fill, midway_world, reviewed, submitted
from tests.services.midway_world import status as hold_status


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return midway_world()


@pytest.fixture
def as_(signed_in):
    def sign_in(person):
        signed_in(account_id=makers.account(person.person_id))

    return sign_in


def test_what_is_due_stands_in_its_group_with_the_reason_and_can_be_begun(w, as_):
    as_(w.iro)
    screen = open_page("midway_reviews")
    said = words(screen)
    assert "Not due yet (2)" in said
    assert "half way between the review of 12 August 2026" in said
    press(screen, "Begin the midway review of child L-2001")
    assert "Is this the right child?" in words(screen)
    assert screen.query_params["id"]
    screen = open_page("midway_reviews")
    assert "Continue the midway review of child L-2001" in links(screen)


def test_a_child_who_owes_both_is_told_to_need_one_combined_review(w, as_):
    as_(w.iro)
    assert "One combined review answers both." not in words(open_page("midway_reviews"))
    hold_status(w.girl, "cp", ON_PLAN)
    reviewed(w.girl, "cp_review")
    said = words(open_page("midway_reviews"))
    assert said.count("One combined review answers both.") == 2


def test_filters_narrow_the_list(w, as_):
    as_(w.iro2)
    assert "**0 due**" in words(open_page("midway_reviews", whose="Mine"))
    as_(w.manager)
    assert "**2 due**" in words(open_page("midway_reviews", team="Northgate"))
    assert "**0 due**" in words(open_page("midway_reviews", group="Overdue"))


@pytest.mark.parametrize("who", ["manager", "head", "boss", "support"])
def test_others_see_what_is_due_and_cannot_begin_it(w, as_, who):
    as_(getattr(w, who))
    screen = open_page("midway_reviews")
    assert not screen.exception
    assert "half way between" in words(screen)
    assert [b.label for b in screen.button if b.label.startswith("Begin")] == []


def test_the_known_date_is_one_click(w, as_):
    as_(w.iro)
    check_id = begun(w)
    screen = open_page("midway_reviews", id=str(check_id))
    press(screen, "Yes, this is the right child")
    screen.query_params["section"] = "M2"
    screen.run()
    assert "Last seen 14 days ago on 22 October 2026" in html(screen)
    press(screen, "Use 22 October 2026")
    assert answers.stored(check_id, 1)["M2.1"].answer.value == "2026-10-22"
    box = screen.date_input(key=f"answer-{check_id}.1-M2.1-value")
    assert box.value.isoformat() == "2026-10-22"
    assert "Use 22 October 2026" not in [b.label for b in screen.button]
    assert "gives a later visit" not in html(screen)
    box.set_value(dt.date(2026, 10, 1)).run()
    assert "The children list gives a later visit, of 22 October 2026." in html(screen)
    screen.date_input(key=box.key).set_value(dt.date(1950, 1, 1)).run()
    assert "Not saved: 1 January 1950 is before the child was born (March 2012)." in html(screen)
    assert "gives a later visit" not in html(screen), "one state at a time"
    assert answers.stored(check_id, 1)["M2.1"].answer.value == "2026-10-01"


def test_the_known_date_leaves_what_was_ticked_beside_it(w, as_):
    hold_status(w.girl, "cp", {**ON_PLAN, "last_visit_on": "2026-10-22"})
    as_(w.iro)
    check_id = begun(w)
    screen = open_page("midway_reviews", id=str(check_id))
    press(screen, "Yes, this is the right child")
    screen.query_params["section"] = "P2"
    screen.run()
    screen.radio(key=f"answer-{check_id}.1-P2.1-bedroom_seen.number").set_value(1).run()
    press(screen, "Use 22 October 2026")
    rows = {row.key: row for row in answers.stored(check_id, 1)["P2.1"].answer.rows}
    assert set(rows) == {"date", "seen_alone", "bedroom_seen"}
    assert rows["seen_alone"].number == 1


def test_drift_opens_a_pre_filled_action_and_submission_locks_the_review(w, as_):
    check_id = begun(w)
    fill(w.iro, check_id, M7_1="R", M7_3="no_action")
    as_(w.iro)
    screen = open_page("midway_reviews", id=str(check_id), section="check")
    assert "Still without one: M7.1" in words(screen)
    assert screen.text_area(key="action-text").value == "She is settled and safe."
    assert screen.selectbox(key="action-owner").value == w.worker
    assert screen.multiselect(key="action-concerns").value == ["M7.1"]
    press(screen, "Add the action")
    press(screen, "Submit the midway review")
    said = words(screen)
    assert "Submitted. The team manager can read it now." in said
    assert "Submitted on 5 November 2026, on time. Conclusion: **drift**." in said
    with reading() as session:
        assert session.query(Action).one().status == "open"


def test_a_concern_raised_after_the_form_was_first_seen_is_chosen_for_the_action(w, as_):
    check_id = begun(w)
    fill(w.iro, check_id)
    as_(w.iro)
    screen = open_page("midway_reviews", id=str(check_id), section="check")
    assert not screen.multiselect
    for question, given in (("M7.1", "R"), ("M7.3", "informal_challenge")):
        before = answers.stored(check_id, 1)[question].version
        answer = Answer(given, evidence="Seen on page 12.")
        answers.save(w.iro, check_id, question, answer, typed_on_version=before)
    screen.run()
    assert screen.multiselect(key="action-concerns").value == ["M7.1"]
    screen.multiselect(key="action-concerns").set_value([]).run()
    assert screen.multiselect(key="action-concerns").value == [], "taken out by hand"


def test_a_next_step_is_kept_open_then_turned_into_an_action(w, as_):
    check_id = submitted(w, M7_1="A", M7_3="early_review")
    as_(w.iro)
    screen = open_page("midway_reviews", id=str(check_id))
    assert "**Early review or conference**: open" in words(screen)
    press(screen, "Open the action")
    assert "The action is open." in words(screen)
    with reading() as session:
        assert session.query(FollowUp).one().action_id == session.query(Action).one().id


def test_a_long_view_is_said_again_in_short_with_a_link_to_all_of_it(w, as_):
    long_view = "The plan drifts.\n\n- First: the panel.\n- Then: school.\n\n" + "More of it. " * 40
    check_id = begun(w)
    fill(w.iro, check_id, M7_1="A", M7_3="early_review")
    before = answers.stored(check_id, 1)["M7.2"].version
    answers.save(w.iro, check_id, "M7.2", Answer(long_view), typed_on_version=before)
    submission.submit(w.iro, check_id, makers.row(Check, check_id).version)
    as_(w.iro)
    screen = open_page("midway_reviews", id=str(check_id))
    assert "- First: the panel.\n- Then: school." in html(screen), "the answer keeps its lines"
    assert 'id="said-M7-2"' in html(screen)
    [note] = [m.value for m in screen.markdown if "[Read all of M7.2](#said-M7-2)" in m.value]
    assert note.startswith("The plan drifts. - First: the panel.".replace(":", r"\:"))
    assert len(note) < 260


def test_a_challenge_that_a_conclusion_calls_for_is_raised_by_one_button_only(w, as_):
    check_id = submitted(w, M7_1="A", M7_3="informal_challenge")
    as_(w.iro)
    screen = open_page("midway_reviews", id=str(check_id))
    labels = [each.label for each in screen.button]
    assert "Raise the challenge" in labels
    assert "Raise a challenge" not in labels
    screen.text_input(key=f"step-note-{_step().id}").input("Spoke to the manager")
    press(screen, "Mark as done")
    labels = [each.label for each in screen.button]
    assert "Raise a challenge" in labels
    assert "Raise the challenge" not in labels


def _step():
    with reading() as session:
        return session.query(FollowUp).one()


def test_submit_says_how_many_answers_it_waits_for_and_leads_to_them(w, as_):
    as_(w.iro)
    check_id = begun(w)
    screen = open_page("midway_reviews", id=str(check_id))
    press(screen, "Yes, this is the right child")
    screen.query_params["section"] = "check"
    screen.run()
    missing = len(component(screen, "form-errors")["items"])
    assert f"{missing} answers still to give." in words(screen)
    assert screen.button(key="submit-check").disabled
    press(screen, "Show the answers still to give")
    assert screen.query_params["section"] == "check"
    assert component(screen, f"landing-{check_id}")["selector"] == ".st-key-form-top"


def test_a_copy_for_a_brother_opens_at_the_right_child(w, as_):
    check_id = submitted(w)
    as_(w.iro)
    screen = open_page("midway_reviews", id=str(check_id))
    [button] = [b for b in screen.button if b.label.startswith("Copy to child L-2002")]
    button.click().run()
    assert "Midway review of child L-2002" in words(screen)
    said = words(screen)
    assert "Is this the right child?" in said
    assert "the answers copied from the other child would go with it" in said
    [link] = [each for each in links(screen) if each.startswith("Copied from")]
    assert link == "Copied from the midway review of child L-2001, submitted 5 November 2026"
    assert "nothing is written yet" not in said


def test_a_section_that_holds_copied_answers_only_says_so_until_one_is_changed(w, as_):
    made = midways_copy.copy_to(w.iro, submitted(w), w.boy)
    later = dataclasses.replace(w.iro, now=w.iro.now + dt.timedelta(minutes=5))
    checks.confirm_right_child(later, made)
    as_(w.iro)
    hints = section_hints(open_page("midway_reviews", id=str(made)))
    assert hints["M6"].endswith("answered, copied from the other child: look at each")
    assert hints["M7"].endswith("answered")
    answer = Answer("N", evidence="He was not asked.")
    answers.save(later, made, "M6.1", answer, typed_on_version=1)
    assert section_hints(open_page("midway_reviews", id=str(made)))["M6"].endswith("answered")


def section_hints(screen):
    return {item["id"]: item["hint"] for item in component(screen, "form-tasks")["items"]}


def test_a_team_manager_reads_the_answers_and_business_support_dates_only(w, as_):
    check_id = submitted(w)
    as_(w.boss)
    screen = open_page("midway_reviews", id=str(check_id))
    assert "She is settled and safe." in html(screen)
    as_(w.support)
    screen = open_page("midway_reviews", id=str(check_id))
    assert "not what it says" in words(screen)
    assert "settled" not in words(screen) + html(screen)
    assert "on track" not in words(open_page("midway_reviews", state="Submitted")).lower()
    as_(w.head)
    assert "On track" in "".join(links(open_page("midway_reviews", state="Submitted")))


def test_submitted_ones_are_found_by_their_conclusion_by_whoever_may_read_it(w, as_):
    submitted(w)
    as_(w.head)
    found = open_page("midway_reviews", state="Submitted", conclusion="On track")
    assert "**1 midway review**" in words(found)
    assert "**0 midway reviews**" in words(
        open_page("midway_reviews", state="Submitted", conclusion="Drift")
    )
    as_(w.support)
    screen = open_page("midway_reviews", state="Submitted", conclusion="Drift")
    assert "**1 midway review**" in words(screen)
    assert "Conclusion" not in [box.label for box in screen.selectbox]


def test_the_history_of_a_child_lists_every_review_and_what_is_due(w, as_):
    submitted(w)
    as_(w.iro)
    screen = open_page("midway_reviews", child=str(w.girl))
    assert r"Midway review (looked after)\: On track" in links(screen)
    assert "No due date runs." in words(screen)
    screen = open_page("midway_reviews", child=str(w.boy))
    assert "**Midway review (looked after)**" in words(screen)
    assert not [each for each in links(screen) if "child L-2002" in each], "not to itself"


def test_a_child_without_a_midway_review_says_why(w, as_):
    other = makers.child("N-1", w.team)
    hold_status(other, "cin", {})
    makers.link(other, "iro", w.iro.person_id)
    as_(w.iro)
    screen = open_page("midway_reviews", child=str(other))
    assert "neither looked after nor on a child protection plan" in words(screen)


@pytest.mark.parametrize("address", ["99999", "abc", "-1"])
def test_an_address_that_is_nothing_gets_a_sentence(w, as_, address):
    as_(w.manager)
    screen = open_page("midway_reviews", id=address)
    assert [e.value for e in screen.error] == ["There is no such midway review that you may read."]


def test_a_withdrawn_one_can_be_begun_again(w, as_):
    check_id = begun(w)
    as_(w.iro)
    screen = open_page("midway_reviews", id=str(check_id))
    screen.text_input(key="withdraw-why").input("Begun for the wrong child")
    press(screen, "Withdraw it")
    assert makers.row(Check, check_id).status == "withdrawn"
    assert midways.begin(w.iro, w.girl) != check_id


def test_lists_of_audits_hold_no_midway_review(w, as_):
    allocated(w)
    submitted(w)
    as_(w.manager)
    assert "**1 audit**" in words(open_page("case_audits"))


def test_an_address_of_the_audits_screen_leads_on_to_the_midway_review(w, as_):
    check_id = begun(w)
    as_(w.iro)
    screen = open_page("case_audits", id=str(check_id))
    [link] = [each.proto for each in screen.get("page_link")]
    assert (link.page, link.query_string) == ("midway_reviews", f"id={check_id}")
    screen = open_page(link.page, id=str(check_id))
    assert "Midway review of child L-2001" in words(screen)
    assert "Is this the right child?" in words(screen)
