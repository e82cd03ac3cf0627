import pytest

from db.engine import writing
from db.models import NotLoaded, RiskFlag, RosterLoad
from qa.domain.children import LISTS
from qa.services import install
from tests.pages.conftest import open_page
from tests.pages.reading import links, press, words
from tests.services import makers


@pytest.fixture
def clerk(sqlite_store, signed_in, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    return signed_in("business_support", name="Sam Support")


def child(number, **about):
    child_id = makers.child(number, **about)
    makers.status(child_id, "cla")
    return child_id


@pytest.mark.parametrize("show", LISTS.values())
def test_every_list_opens_with_nothing_in_it(clerk, show):
    screen = open_page("children", show=show)
    assert not screen.exception
    assert not screen.error
    assert len(screen.info) == 1


def test_the_list_links_each_child_and_keeps_its_filters_in_the_address(clerk):
    for number in ("A-1", "B-2"):
        child(number)
    screen = open_page("children", show=LISTS["no_iro"], search="b-")
    assert links(screen) == ["Child B-2"]
    assert screen.text_input(key="search").value == "b-"
    assert "**1 child**" in words(screen)


def test_an_unknown_list_in_the_address_is_the_usual_one(clerk):
    child("A-1")
    screen = open_page("children", show="<script>", status="nonsense", team="x", page="-1")
    assert not screen.exception
    assert len(links(screen)) == 1


def test_business_support_links_an_iro_in_bulk(clerk):
    first, second = child("A-1"), child("B-2")
    reviewer = makers.person("Ann Example")
    screen = open_page("children", show=LISTS["no_iro"])
    screen.toggle(key="links-on").set_value(True).run()
    screen.checkbox(key=f"child-{first}").check()
    screen.checkbox(key=f"child-{second}").check()
    screen.selectbox(key="bulk-person").select(reviewer).run()
    press(screen, "Record for these children")
    assert "Recorded for 2 children." in words(screen)
    assert "**0 children**" in words(screen)


def test_all_of_a_list_can_be_linked_at_once(clerk):
    for n in range(30):
        child(f"C{n:02}")
    worker = makers.person("Wendy Worker")
    screen = open_page("children", show=LISTS["no_social_worker"])
    screen.toggle(key="links-on").set_value(True).run()
    screen.selectbox(key="bulk-part").select("social_worker")
    screen.selectbox(key="bulk-person").select(worker)
    screen.radio(key="links-for").set_value("every").run()
    press(screen, "Record for these children")
    assert "Recorded for 30 children." in words(screen)


def test_without_a_choice_nothing_is_recorded_and_the_page_says_what_to_choose(clerk):
    child("A-1")
    screen = open_page("children")
    screen.toggle(key="links-on").set_value(True).run()
    press(screen, "Record for these children")
    assert "Choose at least one child." in words(screen)


def test_a_person_without_an_account_is_added_and_can_be_chosen(clerk):
    child("A-1")
    screen = open_page("children")
    screen.toggle(key="links-on").set_value(True).run()
    screen.text_input(key="new-person").set_value("New Worker").run()
    press(screen, "Add this person, without an account")
    assert "New Worker" in [str(option) for option in screen.selectbox(key="bulk-person").options]


def test_rows_that_were_not_loaded_are_shown_with_their_reason(clerk):
    load = makers.made(
        RosterLoad(as_at=makers.TODAY, file_digest="-", loaded_at=makers.NOW, report={})
    )
    makers.made(NotLoaded(roster_load_id=load, case_number="X-9", list_number=8, reason="No id"))
    screen = open_page("children", show=LISTS["not_loaded"])
    assert "**1 row**" in words(screen)


def test_a_childs_page_says_who_works_with_the_child_and_since_when(clerk):
    child_id = child("A-1", team_id=makers.team("Northgate"))
    makers.link(child_id, "iro", makers.person("Ann Example"))
    screen = open_page("children", id=str(child_id))
    assert not screen.exception
    assert screen.title[0].value == "Child A-1"
    said = words(screen)
    for part in ("14 years", "Northgate", "Ann Example", "**Social worker** none recorded"):
        assert part in said


def test_a_child_at_risk_heads_the_page_of_those_who_may_know(clerk, signed_in):
    child_id = child("A-1")
    makers.made(
        RiskFlag(
            child_id=child_id, raised_by_id=clerk.person_id, raised_at=makers.NOW,
            worry="Left alone at night",
        )
    )  # fmt: skip
    signed_in("practice_manager")
    assert "Left alone at night" in open_page("children", id=str(child_id)).error[0].value


@pytest.mark.parametrize("address", ["99999", "abc", "-1", "1" * 30])
def test_what_is_not_there_and_what_is_not_yours_get_the_same_answer(clerk, signed_in, address):
    hidden = child("A-1")
    signed_in("iro")
    for given in (address, str(hidden)):
        screen = open_page("children", id=given)
        assert [each.value for each in screen.error] == [
            "There is no such child that you may read."
        ]


def test_a_practice_manager_restricts_a_child_and_lifts_it(clerk, signed_in):
    child_id = child("A-1")
    signed_in("practice_manager", name="Mo Manager")
    screen = open_page("children", id=str(child_id))
    screen.text_area(key="restrict-why").set_value("Staff family").run()
    press(screen, "Restrict")
    assert "Restricted to Mo Manager. Reason: Staff family" in words(screen)
    signed_in("practice_manager")
    assert "no such child" in words(open_page("children", id=str(child_id)))


def test_a_reason_that_seems_to_name_a_child_is_warned_about(clerk, signed_in):
    child_id = child("A-1")
    signed_in("head_of_service")
    screen = open_page("children", id=str(child_id))
    screen.text_area(key="hold-why").set_value("Call 0161 496 0000 about it").run()
    assert screen.warning


def test_two_numbers_are_merged_and_parted_on_the_page(clerk, signed_in):
    kept = child("A-1")
    child("B-2")
    signed_in("practice_manager")
    screen = open_page("children", id=str(kept))
    screen.text_input(key="other-number").set_value("B-2")
    screen.text_area(key="merge-why").set_value("Same referral").run()
    press(screen, "Merge it into this one")
    assert "Also known here by the number B-2." in words(screen)
    screen.text_area(key="merge-why").set_value("Cousins").run()
    press(screen, "Undo the merge of B-2")
    assert "The merge was undone." in words(screen)


def test_an_entry_made_by_mistake_is_taken_back_on_the_page(clerk):
    child_id = child("A-1")
    wrong = makers.person("Wrong Person")
    screen = open_page("children", id=str(child_id))
    screen.selectbox(key="one-part").select("iro")
    screen.selectbox(key="one-person").select(wrong).run()
    press(screen, "Record")
    assert "**IRO or chair** Wrong Person" in words(screen)
    press(screen, "Take it back: it was a mistake")
    assert "**IRO or chair** none recorded" in words(screen)


def test_long_and_hostile_numbers_are_shown_as_they_are(clerk):
    number = "<b>X</b>*" + "9" * 50
    child_id = child(number)
    screen = open_page("children", id=str(child_id))
    assert screen.title[0].value == f"Child {number}"
    assert not screen.exception
