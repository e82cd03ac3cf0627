import pytest

from pages.ui import buttons
from qa.services import home_ties, homes, residents
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, press, words
from tests.services import makers, visit_world


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return visit_world.visit_world()


@pytest.fixture
def signed(signed_in):
    """Sign in one of the world's people."""
    return lambda person: signed_in(account_id=makers.account(person.person_id))


def test_the_empty_register_says_who_enters_homes(sqlite_store, signed_in):
    signed_in("head_of_service")
    screen = open_page("homes")
    assert not screen.exception
    assert "No home is in the register yet" in words(screen)


def test_a_manager_finds_a_home_and_closed_ones_on_request(w, signed):
    signed(w.manager)
    screen = open_page("homes")
    assert [each for each in links(screen) if "House" in each] == ["Elm House", "Oak House"]
    assert "2 homes" in words(screen)
    assert "visited by Vic Visitor" in words(screen)
    screen.text_input(key="find").set_value("nothing like it").run()
    assert "No home matches" in words(screen)


def test_business_support_enters_a_home_and_a_wrong_number_is_refused_with_what_was_typed(
    w, signed
):
    signed(w.support)
    screen = open_page("homes")
    screen.text_input(key="home-new-name").set_value("Ash House")
    screen.text_input(key="home-new-urn").set_value("12345")
    press(screen, "Enter this home")
    assert "six or seven digits" in words(screen)
    assert screen.text_input(key="home-new-name").value == "Ash House"
    screen.text_input(key="home-new-urn").set_value("SC765432")
    press(screen, "Enter this home")
    assert "what kind of provider" in words(screen)
    screen.selectbox(key="home-new-kind").set_value("council")
    press(screen, "Enter this home")
    assert "The home was entered" in words(screen)
    assert "Ash House" in links(screen)
    assert screen.text_input(key="home-new-name").value == ""


def test_a_home_is_changed_and_somebody_elses_change_is_shown_before_it_is_replaced(w, signed):
    signed(w.manager)
    screen = open_page("homes", id=str(w.oak))
    given = homes.HomeGiven("Oak House", "1234567", "Fictional Council", "council", "Other Manager")
    homes.put(w.support, given, w.oak, 1)
    screen.text_input(key=f"home-{w.oak}-individual").set_value("Ria New")
    press(screen, "Save the home")
    assert "changed by somebody else" in words(screen)
    assert "manager Other Manager" in words(screen)
    assert screen.text_input(key=f"home-{w.oak}-individual").value == "Ria New"
    press(screen, "Save the home")
    assert "The home was saved." in words(screen)
    assert "Ria New" in words(screen)


def test_a_manager_appoints_and_hears_which_rule_stands_against_it(w, signed):
    signed(w.manager)
    makers.link(w.girl, "iro", w.visitor2.person_id)
    screen = open_page("homes", id=str(w.oak))
    assert "Works for another service" in html(screen)
    screen.selectbox(key="appoint-person").select(w.visitor2.person_id)
    screen.text_area(key="appoint-basis").set_value("Works elsewhere")
    press(screen, "Appoint")
    assert "regulation 43(3)(g)(iii)" in words(screen)
    assert screen.text_area(key="appoint-basis").value == "Works elsewhere"


def test_the_second_half_of_a_double_press_says_again_what_the_first_half_did(w, signed):
    signed(w.manager)
    screen = open_page("homes", id=str(w.oak))
    screen.selectbox(key="appoint-person").select(w.visitor2.person_id)
    screen.text_area(key="appoint-basis").set_value("Works elsewhere")
    press(screen, "Appoint")
    press(screen, "Appoint")
    assert [each.value for each in screen.success] == ["The visitor was appointed."]
    assert not screen.error
    screen.selectbox(key="appoint-person").select(w.visitor.person_id)
    press(screen, "Appoint")
    assert "Say in words why" in screen.error[0].value
    assert not screen.success


def test_a_press_that_comes_later_is_refused_like_any_other(w, signed, monkeypatch):
    monkeypatch.setattr(buttons, "TWICE_WITHIN", 0)
    signed(w.manager)
    screen = open_page("homes", id=str(w.oak))
    screen.selectbox(key="appoint-person").select(w.visitor2.person_id)
    screen.text_area(key="appoint-basis").set_value("Works elsewhere")
    press(screen, "Appoint")
    press(screen, "Appoint")
    assert screen.error and not screen.success


def test_a_visitor_reads_their_home_by_letters_and_changes_nothing_of_the_register(w, signed):
    home_ties.add(w.support, w.oak, w.iro.person_id, "funds", makers.TODAY)
    signed(w.visitor2)
    assert "no such home" in words(open_page("homes", id=str(w.oak)))
    screen = open_page("homes", id=str(w.elm))
    assert screen.title[0].value == "Elm House"
    labels = {each.label for each in screen.button}
    assert not labels & {"Save the home", "Appoint", "Record the tie"}
    assert "Give the next letter" in labels
    assert "C-2002" not in html(screen) + words(screen)


def test_a_child_of_another_authority_is_entered_and_leaves_on_the_page(w, signed):
    signed(w.support)
    screen = open_page("homes", id=str(w.oak))
    screen.text_input(key="resident-authority").set_value("Nearshire Council (fictional)")
    press(screen, "Give the next letter")
    assert "Nearshire Council (fictional)" in html(screen)
    press(screen, "Record the last day")
    assert "The last day was recorded" in words(screen)


def test_a_double_press_enters_one_child_and_says_so_once_more(w, signed):
    signed(w.support)
    screen = open_page("homes", id=str(w.oak))
    for _half in range(2):  # the browser sends the same boxes twice
        screen.text_input(key="resident-authority").set_value("Nearshire Council (fictional)")
        press(screen, "Give the next letter")
        assert [each.value for each in screen.success] == [
            "The child was entered under the next letter."
        ]
        assert screen.text_input(key="resident-authority").value == ""
    assert not screen.error
    assert html(screen).count("Nearshire Council (fictional)") == 1


def test_two_children_of_one_authority_are_entered_one_after_the_other(w, signed, monkeypatch):
    monkeypatch.setattr(buttons, "TWICE_WITHIN", 0)
    signed(w.support)
    screen = open_page("homes", id=str(w.oak))
    for _child in range(2):
        screen.text_input(key="resident-authority").set_value("Nearshire Council (fictional)")
        press(screen, "Give the next letter")
    assert html(screen).count("Nearshire Council (fictional)") == 2


def test_more_children_than_places_are_taken_in_and_said(w, signed):
    signed(w.support)
    for _child in range(2):
        residents.add(w.support, w.oak, "Nearshire Council (fictional)", makers.TODAY)
    assert "places" not in " ".join(
        each.value for each in open_page("homes", id=str(w.oak)).warning
    )
    residents.add(w.support, w.oak, "Nearshire Council (fictional)", makers.TODAY)
    screen = open_page("homes", id=str(w.oak))
    assert "This home now has 5 children and 4 places." in [e.value for e in screen.warning]


def test_an_address_that_names_no_home_says_so(w, signed):
    signed(w.manager)
    assert "There is no such home" in words(open_page("homes", id="999999"))
