"""The challenges' screens, driven as a script: raising one, every move, what each role sees."""

import datetime as dt
import json
from urllib.parse import parse_qsl

import pytest

from db.engine import reading
from db.models import Action, FollowUp
from pages.ui.autosave import Draft, mark
from pages.ui.autosave import drafts as drafts_of_boxes
from pages.ui.challenge_start import GOING_ON
from qa.services import challenge_drafts as drafts
from qa.services import challenge_lists, challenge_view, challenges, themes
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, press
from tests.pages.reading import words as raw_words
from tests.services import makers
from tests.services.challenge_world import (
    GOOD,
    SAID,
    answered,
    at,
    challenge_world,
    changed,
    draft,
    good,
    raised,
    row,
    v,
)
from tests.services.midway_world import reviewed, submitted

WANTED = "What do you want to happen?"
NOT_THERE = "There is no such challenge that you may read."


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return challenge_world()


@pytest.fixture
def as_(signed_in):
    accounts = {}

    def sign_in(person):
        if person.person_id not in accounts:
            accounts[person.person_id] = makers.account(person.person_id)
        signed_in(account_id=accounts[person.person_id])

    return sign_in


@pytest.fixture
def day(monkeypatch):
    def go_to(on):
        monkeypatch.setenv("QA_NOW", f"{on}T14:02:00+00:00")

    return go_to


def words(screen):
    """What the screen says, as people see it."""
    return raw_words(screen).replace("\\", "")


def one(challenge_id):
    return open_page("challenges", id=str(challenge_id))


def box(challenge_id, name, part="text"):
    return f"move-{challenge_id}-{name}-{part}"


def labels(screen):
    return {each.label for each in screen.button}


def texts(screen):
    """What each box that saves while one types was given to show, by its label."""
    shown = [json.loads(each.proto.json) for each in screen.get("bidi_component")]
    return {each["label"]: each for each in shown if "label" in each}


@pytest.fixture
def type_(monkeypatch):
    """What browsers hold in boxes of text: `type_(key, text, *seen)`, drawn on the next run."""
    held, draw = {}, drafts_of_boxes.text_box

    def text_box(key, box, on_draft):
        draw(key, box, on_draft)
        return held.get(key)

    def type_text(key, text, *seen, over=False):
        marks = tuple(mark(each) for each in seen or ("",))
        held[key] = Draft(
            text, mark(text), marks, len(held) + 1 + getattr(held.get(key), "sent", 0)
        )

    monkeypatch.setattr(drafts_of_boxes, "text_box", text_box)
    return type_text


def gone_on(screen):
    """The challenge that a page leads on to, once the browser has followed the link."""
    [link] = [each.proto for each in screen.get("page_link") if each.proto.label == GOING_ON]
    return open_page(link.page, **dict(parse_qsl(link.query_string)))


def test_an_iro_raises_one_from_a_case_number_with_a_brother(w, as_, type_):
    as_(w.iro)
    screen = open_page("challenges")
    screen.text_input(key="challenge-number").set_value("L-2001")
    press(screen, "Begin")
    assert "Draft." in words(screen)
    made = int(screen.query_params["id"][0])
    part = f"challenge-{made}-"
    screen.multiselect(key=f"{part}children").set_value([w.girl, w.boy]).run()
    screen.radio(key=f"{part}source").set_value("contact").run()
    screen.multiselect(key=f"{part}themes").set_value(["visits"]).run()
    for field in ("what_is_wrong", "child_impact", "wanted"):
        type_(part + field, SAID[field])
    screen.date_input(key=f"{part}wanted_by_on").set_value(SAID["wanted_by_on"]).run()
    press(screen, "Raise this challenge")
    assert "Say whether the child was told." in screen.error[0].value
    for field in ("is_child_told", "is_advocate_offered"):
        screen.radio(key=part + field).set_value(True).run()
    press(screen, "Raise this challenge")
    assert not screen.exception
    assert "Raised. Whoever is asked to answer is told." in words(screen)
    assert screen.title[0].value == "Informal challenge about children L-2001 and L-2002"
    assert row(made).status == "open"
    assert row(made).responder_id == w.boss.person_id


def test_similar_open_challenges_stand_first(w, as_):
    raised(w)
    made = draft(w)
    as_(w.iro)
    screen = one(made)
    assert "These run already about the same children" in words(screen)
    assert any("waiting for an answer" in each for each in links(screen))


def test_what_is_typed_into_a_draft_is_kept_and_another_text_is_not_overwritten(w, as_, type_):
    made = drafts.begin(w.iro, [w.girl])
    as_(w.iro)
    screen = one(made)
    key = f"challenge-{made}-wanted"
    assert "Say what you want to happen." in words(screen)
    type_(key, "A visit")
    screen.run()
    assert row(made).wanted == "A visit"
    assert texts(screen)[WANTED]["at"] == "14:02"
    assert "Say what you want to happen." not in words(screen)
    drafts.save(w.iro, made, "wanted", "Theirs", "A visit")
    type_(key, "Mine", "", "A visit")
    screen.run()
    assert "This was changed elsewhere" in html(screen)
    assert "Theirs" in html(screen)
    assert "Mine" in html(screen)
    assert row(made).wanted == "Theirs"
    press(screen, "Raise this challenge")
    assert "Some of what you wrote is not saved yet" in words(screen)
    press(screen, "Keep mine")
    assert row(made).wanted == "Mine"
    drafts.save(w.iro, made, "wanted", "Theirs again", "Mine")
    type_(key, "Mine again", "", "A visit", "Mine")
    screen.run()
    press(screen, "Keep the saved one")
    assert row(made).wanted == "Theirs again"
    shown = texts(screen)[WANTED]
    assert (shown["saved"], shown["reset"], shown["problem"]) == ("Theirs again", 1, "")
    assert not screen.exception


def test_a_text_past_the_limit_is_refused_in_its_box_and_the_draft_is_not_raised_without_it(
    w, as_, type_
):
    made = draft(w)
    as_(w.iro)
    screen = one(made)
    type_(f"challenge-{made}-wanted", "x" * 100_001, SAID["wanted"])
    screen.run()
    assert "1 character over the limit" in texts(screen)[WANTED]["problem"]
    press(screen, "Raise this challenge")
    assert "Some of what you wrote is not saved yet" in words(screen)
    type_(f"challenge-{made}-wanted", SAID["wanted"], SAID["wanted"])
    type_(f"challenge-{made}-child_impact", "", over=True)
    screen.run()
    press(screen, "Raise this challenge")
    assert "Some of what you wrote is not saved yet" in words(screen)
    kept = row(made)
    assert (kept.status, kept.child_impact) == ("draft", SAID["child_impact"])


def test_what_is_being_typed_as_the_draft_is_raised_in_another_window_can_be_copied(w, as_, type_):
    made = draft(w)
    as_(w.iro)
    screen = one(made)
    drafts.submit(w.iro, made, 1)
    memory = screen.session_state[f"challenge-{made}-texts"]
    memory.troubles["wanted"] = drafts_of_boxes.Trouble("It was raised.", "A second visit")
    screen.run()
    assert "raised or shared while you were writing" in words(screen)
    assert [code.value for code in screen.code] == ["A second visit"]


def test_a_choice_made_in_another_window_reaches_a_box_nobody_touched_here(w, as_):
    made = drafts.begin(w.iro, [w.girl])
    as_(w.iro)
    screen = one(made)
    part = f"challenge-{made}-"
    drafts.save(w.iro, made, "is_child_told", True, None)
    drafts.set_themes(w.iro, made, ["visits"])
    screen.radio(key=f"{part}source").set_value("contact").run()
    assert screen.radio(key=f"{part}is_child_told").value is True
    assert screen.multiselect(key=f"{part}themes").value == ["visits"]
    drafts.save(w.iro, made, "source", "audit", "contact")
    screen.radio(key=f"{part}source").set_value("review").run()
    assert "changed elsewhere meanwhile" in html(screen)
    press(screen, "Keep mine")
    assert row(made).source == "review"


def test_what_a_browser_sends_again_after_a_restart_is_kept_or_both_are_shown(w, as_):
    made = drafts.begin(w.iro, [w.girl], fields={"is_child_told": True})
    as_(w.iro)
    screen = open_page("challenges")
    part = f"challenge-{made}-"
    screen.session_state[f"{part}is_advocate_offered"] = True
    screen.session_state[f"{part}is_child_told"] = False
    screen.session_state[f"{part}themes"] = ["visits"]
    screen.query_params["id"] = str(made)
    screen.run()
    assert not screen.exception
    kept = row(made)
    assert (kept.is_advocate_offered, kept.is_child_told) == (True, True)
    assert challenge_view.view(w.iro, made).theme_codes == ("visits",)
    press(screen, "Keep mine")
    assert row(made).is_child_told is False


def test_a_draft_is_nobody_elses_and_can_be_thrown_away(w, as_):
    made = draft(w)
    as_(w.manager)
    assert [e.value for e in one(made).error] == [NOT_THERE]
    as_(w.iro)
    press(one(made), "Throw it away")
    assert row(made) is None


def test_a_drifting_midway_review_leads_to_a_linked_pre_filled_draft(w, as_):
    check_id = submitted(w, M7_1="R", M7_3="informal_challenge")
    as_(w.iro)
    screen = gone_on(press(open_page("midway_reviews", id=str(check_id)), "Raise the challenge"))
    assert "Draft." in words(screen)
    with reading() as session:
        made = session.query(FollowUp).one().challenge_id
    assert row(made).check_id == check_id
    assert "She is settled and safe." in texts(screen)["What is wrong?"]["saved"]
    assert "The midway review it comes from" in links(screen)


def test_the_responder_answers_and_the_raiser_is_satisfied_and_closes_it(w, as_):
    made = raised(w)
    as_(w.boss)
    screen = one(made)
    screen.text_area(key=box(made, "answer")).set_value("Visited today.")
    press(screen, "Send the answer")
    assert "Answered. The raiser is told." in words(screen)
    assert not labels(screen) & {"Send the answer", "Close the challenge"}
    as_(w.iro)
    screen = one(made)
    assert "Answered. Are you satisfied?" in words(screen)
    assert "Visited today." in html(screen)
    screen.radio(key=box(made, "judge", "verdict")).set_value("satisfied")
    press(screen, "Record this")
    screen.selectbox(key=box(made, "resolve", f"outcome-{w.girl}")).set_value("as_sought")
    press(screen, "Close the challenge")
    assert "what changed" in screen.error[0].value.lower()
    screen.text_area(key=box(made, "resolve", f"changed-{w.girl}")).set_value("Seen each week.")
    press(screen, "Close the challenge")
    assert not screen.exception
    assert "Closed on 5 November 2026: Resolved as sought." in words(screen)
    assert "Seen each week." in html(screen)


def test_no_answer_asks_the_raiser_who_passes_a_stage_by_with_a_reason_and_refers(w, as_, day):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    assert "0 of 20 working days used" in words(screen)
    press(screen, "Go to the next stage")
    assert "12 November 2026" in screen.error[0].value
    day("2026-11-13")
    as_(w.iro)
    screen = one(made)
    assert "No answer by 12 November 2026. Go to the next stage?" in words(screen)
    screen.selectbox(key=box(made, "bypass", "stage")).set_value(3).run()
    press(screen, "Go to this stage")
    assert row(made).stage == 1
    screen.text_area(key=box(made, "bypass")).set_value("The head of service is on leave.")
    press(screen, "Go to this stage")
    assert row(made).stage == 3
    screen.text_area(key=box(made, "refer")).set_value("She is at risk of drift.")
    press(screen, "Record the referral")
    assert "Referred on 13 November 2026:" in words(screen)
    screen.text_area(key=box(made, "refer_outcome")).set_value("Cafcass advised.")
    press(screen, "Record what Cafcass decided")
    assert "Decided on 13 November 2026:" in words(screen)


def test_a_pause_is_shown_with_and_without(w, as_, day):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=box(made, "pause")).set_value("The family is abroad.")
    press(screen, "Pause the clock")
    day("2026-11-10")
    as_(w.iro)
    screen = one(made)
    assert "The clock stands still since 5 November 2026" in words(screen)
    screen.text_area(key=box(made, "resume")).set_value("The family is back.")
    press(screen, "Let the clock run again")
    said = words(screen)
    assert "Paused for 3 working days; with those counted" in said
    assert "Paused from 5 November 2026 to 10 November 2026 (3 working days)" in said


def test_two_at_once_one_wins_and_what_the_other_wrote_stays(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=box(made, "pause")).set_value("A long reason.")
    challenges.withdraw(w.iro, made, v(made), "Raised twice")
    press(screen, "Pause the clock")
    assert "first: withdraw" in screen.error[0].value
    assert "What you wrote was not used" in words(screen)
    assert "A long reason." in html(screen)


def test_business_support_records_an_answer_by_name_and_reads_dates_only(w, as_):
    made = raised(w)
    as_(w.support)
    screen = one(made)
    assert "No visit" not in words(screen) + html(screen)
    assert "not what it says" in words(screen)
    screen.text_area(key=box(made, "answer")).set_value("We visited.")
    press(screen, "Record the answer")
    assert "name and the role" in screen.error[0].value
    assert screen.text_area(key=box(made, "answer")).value == "We visited."
    screen.text_input(key=box(made, "answer", "name")).set_value("Dee Director")
    screen.text_input(key=box(made, "answer", "role")).set_value("Director")
    press(screen, "Record the answer")
    assert "on behalf of Dee Director, Director" in words(screen)


def test_legal_advice_is_the_holders_alone(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=box(made, "advice")).set_value("Counsel says go to court.").run()
    assert one(made).text_area(key=box(made, "advice")).value == "Counsel says go to court."
    for other in (w.manager, w.head, w.boss, w.support):
        as_(other)
        screen = one(made)
        assert "legal advice" not in words(screen).lower()
        assert "Counsel" not in words(screen) + html(screen)


def test_an_action_and_its_challenge_show_each_other(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key="action-text").set_value("Visit this week")
    screen.selectbox(key="action-owner").set_value(w.worker)
    press(screen, "Open the action")
    assert "Visit this week" in links(screen)
    with reading() as session:
        action_id = session.query(Action).one().id
    screen = open_page("actions", id=str(action_id))
    assert "The challenge it came from" in links(screen)


def test_it_is_marked_as_filed_printed_and_opened_again(w, as_):
    made = raised(w)
    as_(w.iro)
    assert "Mark as filed" not in [each.label for each in one(made).button]
    assert "It is marked as filed once it is closed." in words(one(made))
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "satisfied")
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    as_(w.iro)
    screen = one(made)
    press(screen, "Mark as filed")
    assert "Filed on the case system on 5 November 2026." in words(screen)
    sheet = open_page("challenges", id=str(made), view="print")
    assert not sheet.button
    assert "Closed: Resolved as sought." in words(sheet)
    assert "Visited each week." in html(sheet)
    screen.text_area(key=box(made, "reopen")).set_value("It slipped again.")
    press(screen, "Open it again")
    assert row(made).status == "open"


def test_closed_ones_are_marked_as_filed_from_the_list_of_what_is_not(w, as_):
    made, kept = raised(w), raised(w, child_ids=[w.girl, w.boy])
    for each in (made, kept):
        challenges.withdraw(w.iro, each, v(each), "Raised twice")
    as_(w.support)
    screen = open_page("not_filed")
    assert links(screen) == ["Child L-2001", "Children L-2001, L-2002"]
    assert "challenge, final 5 November 2026" in words(screen)
    assert "whoever raised it or a practice manager makes the copy" in words(screen)
    assert "can download the record" in words(one(kept))
    screen.checkbox(key=f"file-challenge-{made}").check()
    press(screen.run(), "Mark the ticked ones as filed")
    assert links(screen) == ["Children L-2001, L-2002"]
    assert (row(made).filed_on, row(kept).filed_on) == (makers.TODAY, None)


def test_good_practice_is_shared_with_what_made_the_difference(w, as_):
    made = draft(w, kind="good_practice", said=GOOD)
    as_(w.iro)
    screen = one(made)
    press(screen, "Share this good practice")
    assert "Good-practice alert about child L-2001" in words(screen)
    assert "same worker for two years" in html(screen)
    assert "working days" not in words(screen)


def test_the_list_filters_by_address(w, as_):
    first, shared = raised(w), good(w)
    as_(w.iro)
    screen = open_page("challenges")
    assert "**2 challenges**" in words(screen)
    for query in ({"state": "Good practice, shared"}, {"kind": "Good-practice alert"}):
        assert "**1 challenge**" in words(open_page("challenges", **query))
    assert "**1 challenge**" in words(open_page("challenges", stage="Informal"))
    assert "**1 challenge**" in words(open_page("challenges", ends="Within 5 working days"))
    assert "**0 challenges**" in words(open_page("challenges", theme="Recording"))
    as_(w.manager)
    assert "**0 challenges**" in words(open_page("challenges", whose="Mine"))
    assert {first, shared}


@pytest.mark.parametrize("address", ["99999", "abc", "-1"])
def test_an_address_that_is_nothing_gets_a_sentence(w, as_, address):
    as_(w.manager)
    assert [e.value for e in one(address).error] == [NOT_THERE]


def test_text_that_looks_like_markup_is_shown_as_it_is(w, as_):
    made = raised(w, said={**SAID, "wanted": "**bold** <script>alert(1)</script>"})
    as_(w.iro)
    assert "**bold** &lt;script&gt;" in html(one(made))


def test_themes_are_added_and_taken_off_by_those_who_keep_them(w, as_):
    raised(w)
    as_(w.admin)
    screen = open_page("ladders")
    screen.text_input(key="theme-add").set_value("Contact with school")
    press(screen, "Add the theme")
    assert "contact_with_school" in {t.code for t in themes.listed(w.admin)}
    screen.selectbox(key="theme-remove").set_value("visits")
    press(screen, "Take it off the list")
    assert "visits" not in {t.code for t in themes.listed(w.admin)}
    assert "1 challenge" in html(screen)


def test_a_ladder_is_installed_with_effect_from_a_day_and_a_bad_one_keeps_its_text(w, as_):
    as_(w.head)
    screen = open_page("ladders")
    press(screen, "Put its text into the box")
    text = screen.text_area(key="ladder-text").value
    screen.text_area(key="ladder-text").set_value(" ")
    press(screen, "Install it")
    assert screen.error[-1].value == "The box is empty; put a text into it."
    press(screen, "Put its text into the box")
    screen.text_area(key="ladder-text").set_value(text.replace("limit = 5", "limit = 50"))
    press(screen, "Install it")
    assert screen.error
    assert "limit = 50" in screen.text_area(key="ladder-text").value
    good_text = text.replace("version = 1", "version = 2")
    screen.text_area(key="ladder-text").set_value(good_text)
    press(screen, "Install it")
    assert "is installed. It is for challenges raised from 5 November 2026" in words(screen)
    assert dt.date(2026, 11, 5) == w.head.today


def test_the_day_after_the_cap_everybody_sees_that_it_is_over(w, as_, day):
    made = raised(w, kind="formal")
    day("2026-12-07")
    as_(w.head)
    said = words(one(made))
    assert "of 20 working days used" in said
    assert "working days late" in said
    assert at(w.head, dt.date(2026, 12, 7)).today == dt.date(2026, 12, 7)


def test_business_support_sends_what_no_mail_server_sends(w, as_):
    raised(w)
    as_(w.support)
    screen = open_page("challenges")
    assert "Notices to send (1)" in words(screen)
    [button] = [each for each in screen.button if "as sent" in each.label]
    button.click().run()
    assert "Marked as sent." in words(screen)
    assert "Notices to send" not in words(screen)


def test_closed_ones_stand_last_the_latest_first(w, as_, day):
    first, second, third = raised(w), raised(w), raised(w)
    for made in (first, second):
        challenges.withdraw(w.iro, made, v(made), "Put right")
    mine = draft(w)
    as_(w.iro)
    shown = [each for each in links(open_page("challenges")) if each.startswith("Child L")]
    assert len(shown) == 4
    assert "waiting for an answer" in shown[0]
    assert "draft" in shown[1]
    listed, total = challenge_lists.listed(w.iro)
    assert ([each.id for each in listed], total) == ([third, mine, second, first], 4)


@pytest.mark.parametrize("who", ["manager", "head", "boss", "support"])
def test_who_did_not_raise_it_neither_judges_nor_withdraws_nor_closes(w, as_, who):
    made = raised(w)
    answered(w, made)
    as_(getattr(w, who))
    screen = one(made)
    assert not screen.exception
    assert not labels(screen) & {
        "Record this", "Close the challenge", "Withdraw it", "Go to this stage",
        "Record the referral", "Pause the clock",
    }  # fmt: skip


def test_each_of_several_children_has_an_outcome_of_their_own(w, as_):
    made = raised(w, child_ids=[w.girl, w.boy])
    as_(w.iro)
    screen = one(made)
    screen.selectbox(key=box(made, "resolve", "outcome")).set_value("compromise")
    for child_id, outcome in ((w.girl, "as_sought"), (w.boy, "explanation")):
        screen.selectbox(key=box(made, "resolve", f"outcome-{child_id}")).set_value(outcome)
        screen.text_area(key=box(made, "resolve", f"changed-{child_id}")).set_value("Seen.")
    press(screen, "Close the challenge")
    assert not screen.exception
    assert "Resolved by compromise" in words(screen)
    assert "the explanation was accepted" in html(screen)


def test_a_challenge_is_raised_from_an_audit_a_review_and_a_childs_page(w, as_):
    as_(w.iro)
    screen = gone_on(press(open_page("children", id=str(w.girl)), "Raise a challenge"))
    assert "Draft." in words(screen)
    review_id = reviewed(w.girl, on=dt.date(2026, 10, 20))
    screen = gone_on(press(open_page("reviews", id=str(review_id)), "Share good practice"))
    assert "What was done well?" in texts(screen)
    assert "The review or conference it comes from" in links(screen)
