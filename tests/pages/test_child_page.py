"""A child's page: clocks, one line of time, what we knew, the hold."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Check, Hold, Review
from pages.ui import form_unsaved
from pages.ui.form_memory import Memory, Trouble
from qa.domain.permissions import HELD
from qa.services import answers, duties, holds, install
from tests.pages import form_screen
from tests.pages.conftest import open_page
from tests.pages.reading import links, press, words
from tests.services import filling, makers

MET = dt.date(2026, 8, 12)


@pytest.fixture
def child(sqlite_store, monkeypatch):
    """A child in care with a review, whose next one is due."""
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    child_id = makers.child("A-1", makers.team("Northgate"))
    makers.status(child_id, "cla", dt.date(2026, 2, 2))
    makers.made(
        Review(
            child_id=child_id, kind="cla_review", met_on=MET, source="hand", views_note="Likes it",
            recorded_at=dt.datetime(2026, 8, 13, 9, tzinfo=dt.UTC),
        )
    )  # fmt: skip
    with writing() as session:
        duties.refresh(session, [child_id], makers.TODAY)
    return child_id


def test_the_page_says_who_then_the_clocks_with_why_then_what_happened(child, signed_in):
    signed_in("practice_manager")
    screen = open_page("children", id=str(child))
    assert not screen.exception
    headings = [each.value for each in screen.subheader]
    assert headings[:3] == ["Clocks now running", "What we knew", "Timeline"]
    said = words(screen)
    assert "**Status** Looked after" in said
    assert "**Statutory review**" in said
    assert "6 months from 12 August 2026" in said or "3 months from 12 August 2026" in said
    assert "12 August 2026\\: Statutory review" in links(screen)
    assert "Recorded 13 August 2026 at 10:00" in said
    assert "Likes it" in said


def test_the_filter_of_the_timeline_stands_in_the_address(child, signed_in):
    signed_in("practice_manager")
    screen = open_page("children", id=str(child), kind="Statuses")
    assert "**1 entry**" in words(screen)
    assert "Likes it" not in words(screen)
    assert "**3 entries**" in words(open_page("children", id=str(child), kind="nonsense"))


def test_business_support_reads_dates_and_downloads_nothing(child, signed_in):
    signed_in("business_support")
    screen = open_page("children", id=str(child))
    assert not screen.exception
    assert "Likes it" not in words(screen)
    assert "What we knew" not in words(screen)
    assert "Serious-incident hold" not in words(screen)


def test_what_we_knew_is_offered_by_an_earlier_moment_too(child, signed_in):
    signed_in("head_of_service")
    screen = open_page("children", id=str(child))
    screen.checkbox(key="known-earlier").check().run()
    screen.date_input(key="known-day").set_value(dt.date(2026, 3, 3)).run()
    assert not screen.exception
    assert "By 3 March 2026 at 17:00." in words(screen)
    [button] = screen.get("download_button")
    assert button.proto.label == "Download what we knew (Word)"


def test_a_hold_is_placed_and_lifted_on_the_page_by_a_head_of_service(child, signed_in):
    signed_in("head_of_service", name="Hana Head")
    screen = open_page("children", id=str(child))
    press(screen, "Place the hold")
    assert "Say why the records are held" in words(screen)
    screen.text_area(key="incident-why").set_value("A child died")
    press(screen, "Place the hold")
    assert "The hold is placed." in words(screen)
    assert "On hold after a serious incident" in screen.warning[0].value
    assert "Placed by Hana Head on 5 November 2026 at 14\\:02" in words(screen)
    assert "**Reason** A child died" in words(screen)
    screen.text_area(key="incident-why").set_value("The review is finished")
    press(screen, "Lift the hold")
    assert "The hold is lifted." in words(screen)
    assert "Earlier hold" in words(screen)
    with reading() as session:
        assert session.query(Hold).one().lifted_reason == "The review is finished"


def test_a_practice_manager_places_one_with_a_head_of_service_and_cannot_lift_it(child, signed_in):
    head = signed_in("head_of_service", name="Hana Head")
    signed_in("reg44_visitor", name="Vic Visitor")
    signed_in("practice_manager", name="Mo Manager")
    screen = open_page("children", id=str(child))
    screen.text_area(key="incident-why").set_value("A child died")
    press(screen, "Place the hold")
    assert "Name a head of service too" in words(screen)
    assert screen.text_area(key="incident-why").value == "A child died"
    assert screen.multiselect(key="hold-named").options == ["Hana Head", "Mo Manager"]
    screen.multiselect(key="hold-named").select(head.person_id)
    press(screen, "Place the hold")
    assert "Only a head of service lifts a hold." in words(screen)
    assert "Lift the hold" not in [button.label for button in screen.button]


@pytest.fixture
def draft(sqlite_store, monkeypatch, signed_in):
    """An audit that somebody is writing, and its child on hold with the writer named."""
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    found = filling.draft()
    writer = signed_in(account_id=found.account_id)
    head = makers.holder("Hana Head", "head_of_service")
    with reading() as session:
        child_id = session.get(Check, found.check_id).child_id
    holds.place(head, child_id, "A child died", [head.person_id, writer.person_id])
    return found


def test_whoever_was_writing_as_the_hold_was_placed_keeps_their_text_on_screen(draft):
    screen = open_page("case_audits", id=str(draft.check_id))
    memory = Memory(troubles={("Z2", "value"): Trouble("Locked", "She said she was afraid")})
    screen.session_state[f"form-{draft.check_id}.1"] = memory
    screen.run()
    assert not screen.exception
    assert "On hold after a serious incident" in screen.warning[0].value
    assert form_unsaved.WHY in words(screen)
    assert [code.value for code in screen.code] == ["She said she was afraid"]


def test_somebody_not_named_keeps_their_text_too_and_finds_no_audit_any_more(
    sqlite_store, signed_in
):
    found = filling.draft()
    signed_in(account_id=found.account_id)
    head = makers.holder("Hana Head", "head_of_service")
    with reading() as session:
        child_id = session.get(Check, found.check_id).child_id
    screen = open_page("case_audits", id=str(found.check_id))
    memory = Memory(troubles={("Z2", "value"): Trouble("Locked", "She said she was afraid")})
    screen.session_state[f"form-{found.check_id}.1"] = memory
    holds.place(head, child_id, "A child died", [head.person_id])
    screen.run()
    assert "There is no such audit that you may read." in words(screen)
    assert [code.value for code in screen.code] == ["She said she was afraid"]


def test_an_answer_given_as_the_hold_is_placed_stays_in_its_box_with_the_sentence(sqlite_store):
    found = filling.draft()
    head = makers.holder("Hana Head", "head_of_service")
    with reading() as session:
        child_id = session.get(Check, found.check_id).child_id
    screen = form_screen.open_form(found, "A")
    holds.place(head, child_id, "A child died", [head.person_id, found.person_id])
    key = f"answer-{found.check_id}.1-A1-value"
    screen.radio(key=key).set_value("N").run()
    assert screen.radio(key=key).value == "N"
    assert f"Not saved: {HELD.replace(chr(39), '&#x27;')}" in form_screen.words(screen)
    assert answers.stored(found.check_id, 1) == {}
