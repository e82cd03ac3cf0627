import datetime as dt
from types import SimpleNamespace

import pytest

from db.engine import reading, writing
from db.models import Person, Review
from qa.domain.review_entry import DecisionGiven, ReviewGiven
from qa.services import duties, identities, install, reviews
from tests.pages import reading as screens
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, press
from tests.services import makers

CARE, HELD = dt.date(2026, 8, 3), dt.date(2026, 8, 27)


@pytest.fixture
def w(sqlite_store, signed_in, monkeypatch):
    """A looked-after child with a sister, their IRO, and business support; the IRO signed in."""
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    with writing() as session:
        install.install_released(session, CARE)
    first, sister = makers.child("C-1"), makers.child("C-2", birth_month=dt.date(2024, 2, 1))
    clerk = makers.holder("Sam Support", "business_support")
    iro = signed_in("iro", name="Ann Example")
    for child_id in (first, sister):
        makers.status(child_id, "cla", CARE)
        makers.link(child_id, "iro", iro.person_id)
    identities.join_siblings(clerk, ["C-1", "C-2"])
    with writing() as session:
        duties.refresh(session, [first, sister], makers.TODAY)
    return SimpleNamespace(first=first, sister=sister, iro=iro, clerk=clerk)


def words(screen):
    """What the screen says, as people see it."""
    return screens.words(screen).replace("\\", "")


def held(w, **about):
    return reviews.record(
        w.iro, w.first, ReviewGiven("cla_review", HELD, participation="PN1", **about)
    )[0]


def recorded():
    with reading() as session:
        return list(session.query(Review).order_by(Review.id))


def test_the_list_opens_empty_and_with_any_address(w):
    assert "No review or conference matches" in words(open_page("reviews"))
    screen = open_page("reviews", kind="x", month="2026-99", missing="<b>", page="-3", team="0")
    assert not screen.exception
    assert not screen.error


def test_the_list_says_how_late_each_was_and_narrows_by_what_is_missing(w):
    reviews.record(w.iro, w.first, ReviewGiven("cla_review", dt.date(2026, 9, 4)))
    screen = open_page("reviews", missing="No participation code", month="September 2026")
    assert [each.replace("\\", "") for each in links(screen)] == [
        "C-1: Statutory review of 4 September 2026"
    ]
    assert "3 working days late" in words(screen)
    assert "child not told yet" in words(screen)
    assert "**0 meetings**" in words(open_page("reviews", missing="Not held"))


def test_a_child_is_found_by_number_and_one_that_is_not_mine_is_not(w):
    makers.child("X-9")
    screen = open_page("reviews")
    screen.text_input(key="open-number").set_value("X-9")
    press(screen, "Open the register")
    assert screen.error[0].value == "There is no child X-9 that you may read."
    assert screen.text_input(key="open-number").value == "X-9"
    screen.text_input(key="open-number").set_value(" c-1 ")
    press(screen, "Open the register")
    assert screen.title[0].value == "Reviews and conferences of child C-1"


def test_an_iro_records_a_review_and_sees_what_is_due_next_and_why(w):
    screen = open_page("reviews", child=str(w.first))
    assert "Due Tuesday 1 September 2026: 20 working days from 3 August 2026" in words(screen)
    key = f"new-{w.first}"
    screen.date_input(key=f"{key}-met_on").set_value(HELD)
    screen.selectbox(key=f"{key}-participation").set_value("PN2")
    screen.text_area(key=f"{key}-decisions").set_value("See the GP, by 5/12/2026\nVisit school")
    press(screen, "Record this meeting")
    assert not screen.exception
    assert screen.success[0].value == "Recorded."
    assert "Due Friday 27 November 2026: 3 months from 27 August 2026" in words(screen)
    assert "On time" in html(screen)
    assert screen.date_input(key=f"{key}-met_on").value is None
    assert screen.text_area(key=f"{key}-decisions").value == ""


def test_the_register_says_in_words_how_the_child_took_part(w):
    held(w)
    assert "PN1: Attended and spoke for themselves" in html(
        open_page("reviews", child=str(w.first))
    )


def test_a_refusal_loses_nothing_that_was_typed(w):
    screen = open_page("reviews", child=str(w.first))
    key = f"new-{w.first}"
    screen.date_input(key=f"{key}-met_on").set_value(CARE - dt.timedelta(days=7))
    screen.text_area(key=f"{key}-decisions").set_value("See the GP by 31/2/2027")
    press(screen, "Record this meeting")
    assert "There is no day 31/2/2027" in screen.error[0].value
    assert words(screen).count("There is no day 31/2/2027") == 1
    screen.text_area(key=f"{key}-decisions").set_value("See the GP")
    press(screen, "Record this meeting")
    assert "The period of care began on 3 August 2026" in screen.error[0].value
    assert screen.text_area(key=f"{key}-decisions").value == "See the GP"
    assert screen.date_input(key=f"{key}-met_on").value == CARE - dt.timedelta(days=7)
    assert recorded() == []


def test_where_nothing_is_due_the_kind_of_meeting_is_not_guessed(w, signed_in):
    child_id = makers.child("N-1")
    signed_in("business_support")
    screen = open_page("reviews", child=str(child_id))
    assert "No meeting is due" in words(screen)
    assert not [each for each in screen.button if each.label == "Record this meeting"]
    screen.selectbox(key=f"new-{child_id}-kind").set_value("icpc").run()
    screen.date_input(key=f"new-{child_id}-met_on").set_value(HELD)
    press(screen, "Record this meeting")
    assert "Whether enough agencies came (quorate) is not recorded" in words(screen)


def test_a_sister_is_recorded_with_a_code_of_her_own_and_queries_are_said(w):
    screen = open_page("reviews", child=str(w.first))
    key = f"new-{w.first}"
    screen.date_input(key=f"{key}-met_on").set_value(dt.date(2026, 8, 29))
    screen.selectbox(key=f"{key}-participation").set_value("PN1")
    screen.text_area(key=f"{key}-decisions").set_value("Only about the first child")
    screen.checkbox(key=f"{key}-too-{w.sister}").check()
    screen.selectbox(key=f"{key}-code-{w.sister}").set_value("PN0")
    press(screen, "Record this meeting")
    assert "Recorded for 2 children." in screen.success[0].value
    assert "29 August 2026 is a Saturday" in screen.success[0].value
    assert [(r.child_id, r.participation) for r in recorded()] == [
        (w.first, "PN1"), (w.sister, "PN0"),
    ]  # fmt: skip
    assert reviews.of_child(w.iro, w.sister).meetings[0].given.decisions == ()
    assert not screen.checkbox(key=f"{key}-too-{w.sister}").value


def test_a_record_is_completed_its_decisions_ticked_and_it_is_removed(w):
    review_id = held(w, decisions=(DecisionGiven("See the GP"), DecisionGiven("School")))
    screen = open_page("reviews", id=str(review_id))
    screen.checkbox(key=f"decision-{review_id}-1-0").check()
    press(screen, "Mark the ticked ones as done")
    assert "See the GP. Done 5 November 2026." in words(screen)
    screen.date_input(key=f"review-{review_id}-child_told_on").set_value(HELD)
    press(screen, "Save")
    assert screen.success[0].value == "Saved."
    assert "**Child told:** 27 August 2026" in words(screen)
    press(screen, "Remove it")
    assert screen.error[0].value == "Say why this record is removed."
    screen.text_area(key=f"remove-why-{review_id}").set_value("Wrong child")
    press(screen, "Remove it")
    assert screen.success[0].value == "The record was removed."
    assert screen.title[0].value == "Reviews and conferences of child C-1"
    assert recorded() == []


def test_a_stale_save_is_refused_by_name_with_both_on_screen_and_the_next_one_counts(w):
    review_id = held(w)
    screen = open_page("reviews", id=str(review_id))
    reviews.change(w.clerk, review_id, 1, ReviewGiven("cla_review", HELD, participation="PN3"))
    screen.selectbox(key=f"review-{review_id}-participation").set_value("PN2")
    press(screen, "Save")
    assert "Sam Support changed it on 5 November 2026" in screen.error[0].value
    assert "PN3: Attended" in words(screen)
    assert screen.selectbox(key=f"review-{review_id}-participation").value == "PN2"
    press(screen, "Save")
    assert screen.success[0].value == "Saved."
    assert recorded()[0].participation == "PN2"


def test_business_support_keeps_the_register_without_reading_what_the_iro_wrote(w, signed_in):
    review_id = held(w, views_by="other", views_note="Drew a house",
                     decisions=(DecisionGiven("Secret decision"),))  # fmt: skip
    signed_in("business_support")
    screen = open_page("reviews", id=str(review_id))
    shown = words(screen) + html(screen) + "".join(box.label for box in screen.text_area)
    assert "Secret" not in shown
    assert "Drew a house" not in shown
    assert "Decisions" not in shown
    screen.date_input(key=f"review-{review_id}-child_told_on").set_value(HELD)
    press(screen, "Save")
    assert reviews.of_child(w.iro, w.first).meetings[0].given.views_note == "Drew a house"


def test_who_may_only_read_is_told_who_keeps_it(w, signed_in):
    review_id = held(w)
    signed_in("head_of_service")
    for screen in (
        open_page("reviews", child=str(w.first)),
        open_page("reviews", id=str(review_id)),
    ):
        assert screen.info[-1].value.startswith("Business support, practice managers")
        assert not {each.label for each in screen.button} & {"Save", "Record this meeting"}


@pytest.mark.parametrize("name", ["child", "id"])
def test_what_is_not_there_and_what_is_not_mine_get_the_same_answer(w, signed_in, name):
    hidden = {"child": w.first, "id": held(w)}[name]
    signed_in("iro")
    said = {
        tuple(box.value for box in open_page("reviews", **{name: address}).error)
        for address in ("99999", "abc", str(hidden))
    }
    assert len(said) == 1


def test_text_that_looks_like_markup_is_shown_as_it_is(w):
    makers.row(Person, w.iro.person_id)
    held(w, decisions=(DecisionGiven("**bold** <script>"),))
    screen = open_page("reviews", id=str(recorded()[0].id))
    assert any("\\*\\*bold\\*\\*" in box.label for box in screen.checkbox)
