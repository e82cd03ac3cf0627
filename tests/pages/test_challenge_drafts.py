"""A challenge or good practice being written: kept while one types, then raised; two windows."""

import datetime as dt

import pytest

from db.engine import reading
from db.models import FollowUp
from pages.ui.autosave import Draft, mark
from pages.ui.autosave import drafts as drafts_of_boxes
from qa.services import challenge_drafts as drafts
from qa.services import challenge_view
from tests.pages.challenge_pages import NOT_THERE, gone_on, texts, words
from tests.pages.conftest import one, open_page
from tests.pages.reading import html, links, press
from tests.services.challenge_world import (
    GOOD,
    SAID,
    draft,
    raised,
    row,
)
from tests.services.midway_world import reviewed, submitted

WANTED = "What do you want to happen?"


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
    assert (
        screen.title[0].value
        == f"Challenge {made}: informal challenge about children L-2001 and L-2002"
    )
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


def test_good_practice_is_shared_with_what_made_the_difference(w, as_):
    made = draft(w, kind="good_practice", said=GOOD)
    as_(w.iro)
    screen = one(made)
    press(screen, "Share this good practice")
    assert f"Good-practice alert {made} about child L-2001" in words(screen)
    assert "Independent legal advice" not in words(screen)
    assert "same worker for two years" in html(screen)
    assert "working days" not in words(screen)


def test_text_that_looks_like_markup_is_shown_as_it_is(w, as_):
    made = raised(w, said={**SAID, "wanted": "**bold** <script>alert(1)</script>"})
    as_(w.iro)
    assert "**bold** &lt;script&gt;" in html(one(made))


def test_a_challenge_is_raised_from_an_audit_a_review_and_a_childs_page(w, as_):
    as_(w.iro)
    screen = gone_on(press(open_page("children", id=str(w.girl)), "Raise a challenge"))
    assert "Draft." in words(screen)
    review_id = reviewed(w.girl, on=dt.date(2026, 10, 20))
    screen = gone_on(press(open_page("reviews", id=str(review_id)), "Share good practice"))
    assert "What was done well?" in texts(screen)
    assert "The review or conference it comes from" in links(screen)


def test_good_practice_is_shared_not_raised_in_what_is_said_of_its_draft(w, as_):
    as_(w.iro)
    screen = open_page("challenges")
    screen.text_input(key="challenge-number").set_value("L-2001")
    screen.radio(key="challenge-kind").set_value("good_practice")
    press(screen, "Begin")
    assert "Nobody else sees it until you share it." in words(screen)
    assert "until you raise it" not in words(screen)
