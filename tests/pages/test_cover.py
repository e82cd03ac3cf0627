import pytest

from db.engine import writing
from qa.services import handover, install
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, press, words
from tests.services import makers

TOLD = "Told of the new IRO"


@pytest.fixture
def office(sqlite_store, monkeypatch):
    """A reviewer with one child, one who could take over, and a practice manager."""
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    made = {}
    for name, role in (
        ("Leaver", "iro"),
        ("Successor", "iro"),
        ("Manager", "practice_manager"),
        ("Clerk", "business_support"),
    ):
        person = makers.holder(name, role)
        made[name] = (person, makers.account(person.person_id))
    child = makers.child("C-1")
    makers.link(child, "social_worker", makers.person("Worker"))
    makers.link(child, "iro", made["Leaver"][0].person_id)
    return made


@pytest.mark.parametrize("part", ["Cover", "Handover", TOLD])
def test_every_part_opens_with_nothing_in_it(sqlite_store, signed_in, part):
    signed_in("head_of_service")
    screen = open_page("cover", part=part)
    assert not screen.exception
    assert not screen.error


def test_a_manager_names_cover_and_ends_it_early(office, signed_in):
    signed_in(account_id=office["Manager"][1])
    screen = open_page("cover")
    screen.selectbox(key="absent").select(office["Leaver"][0].person_id)
    screen.selectbox(key="covering").select(office["Successor"][0].person_id)
    screen.text_area(key="cover-why").set_value("Annual leave").run()
    press(screen, "Name cover")
    assert "Cover was named." in words(screen)
    press(screen, "End it today")
    assert "The cover has ended." in words(screen)


def test_business_support_sees_why_the_button_is_not_theirs(office, signed_in):
    signed_in(account_id=office["Clerk"][1])
    screen = open_page("cover")
    [button] = [each for each in screen.button if each.label == "Name cover"]
    assert button.disabled
    assert "confirm a handover" in button.help


def test_a_handover_is_prepared_by_support_confirmed_by_a_manager_and_the_child_told(
    office, signed_in
):
    signed_in(account_id=office["Clerk"][1])
    screen = open_page("cover", part="Handover")
    screen.selectbox(key="giver").select(office["Leaver"][0].person_id)
    screen.selectbox(key="taker").select(office["Successor"][0].person_id).run()
    assert "**Moves today:** 1 child." in words(screen)
    screen.text_area(key="handover-why").set_value("Retires").run()
    press(screen, "Prepare the handover")
    assert "Waits to be confirmed: Leaver to Successor" in words(screen)
    signed_in(account_id=office["Manager"][1])
    press(open_page("cover", part="Handover"), "Confirm: move the work")
    assert not handover.open_work(office["Leaver"][0].person_id, makers.TODAY)
    screen = open_page("cover", part=TOLD)
    assert links(screen) == ["Child C-1"]
    press(screen, "Record as told")
    assert "recorded as told of the new IRO" in words(screen)


def test_what_stays_is_shown_with_its_reason_before_anything_moves(office, signed_in):
    signed_in(account_id=office["Manager"][1])
    screen = open_page("cover", part="Handover")
    screen.selectbox(key="giver").select(office["Leaver"][0].person_id)
    screen.selectbox(key="taker").select(office["Manager"][0].person_id).run()
    assert "**Moves today:** nothing." in words(screen)
    assert "Stays (1)" in html(screen)
    press(screen, "Prepare the handover")
    assert "Say why the work is handed over." in words(screen)


def test_a_prepared_handover_is_dropped(office, signed_in):
    clerk, account_id = office["Clerk"]
    pair = (office["Leaver"][0].person_id, office["Successor"][0].person_id)
    handover.prepare(clerk, *pair, "Retires")
    signed_in(account_id=account_id)
    screen = open_page("cover", part="Handover")
    press(screen, "Drop it")
    assert "The prepared handover was dropped." in words(screen)


def test_the_new_iro_records_on_the_childs_page_that_the_child_was_told(office, signed_in):
    pair = (office["Leaver"][0].person_id, office["Successor"][0].person_id)
    handover.confirm(office["Manager"][0], handover.prepare(office["Clerk"][0], *pair, "Retires"))
    signed_in(account_id=office["Successor"][1])
    screen = open_page("children", id="1")
    assert "Not recorded as told of the new IRO or chair" in words(screen)
    press(screen, "Record as told")
    assert "Recorded as told." in words(screen)
    assert handover.not_told(office["Manager"][0]) == []
