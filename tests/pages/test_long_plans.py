import datetime as dt

import pytest

from db.engine import writing
from db.models import ChildStatus
from qa.services import duties, install, panels
from qa.services.panels import Panel
from tests.pages.conftest import open_page
from tests.pages.reading import links, press, words
from tests.services import makers
from tests.services.makers import NOW, TODAY


@pytest.fixture
def child_id(sqlite_store, monkeypatch):
    """A child whose plan has been open ten months."""
    monkeypatch.setenv("QA_NOW", NOW.isoformat())
    with writing() as session:
        install.install_released(session, dt.date(2020, 1, 6), NOW)
    made = makers.child("A-1")
    makers.made(
        ChildStatus(child_id=made, status="cp", from_on=dt.date(2026, 1, 5), as_at=TODAY, facts={})
    )
    with writing() as session:
        duties.refresh(session, [made], TODAY)
    return made


def test_the_list_has_its_group_its_sentence_and_its_filters(child_id, signed_in):
    signed_in("head_of_service")
    screen = open_page("long_plans", state="Critically overdue")
    assert not screen.exception
    assert links(screen) == [r"Child A-1\: plan open 10 months"]
    said = words(screen)
    assert "#### Critically overdue" in said
    assert r"Due Monday 5 October 2026\: 9 months from 5 January 2026" in said
    assert screen.selectbox(key="state").value == "critical"


def test_a_manager_records_a_panel_and_the_plan_moves_on(child_id, signed_in):
    signed_in("practice_manager")
    screen = open_page("long_plans", id=str(child_id))
    assert screen.selectbox(key="panel-marker").value == 9
    screen.date_input(key="panel-on-9").set_value(TODAY)
    screen.text_area(key="panel-text-9").set_value("Fictional: go on.")
    press(screen, "Save")
    assert not screen.exception
    assert "Recorded." in words(screen)
    assert "panel at 12 months" in words(screen)


def test_a_refusal_leaves_what_was_typed(child_id, signed_in):
    signed_in("practice_manager")
    screen = open_page("long_plans", id=str(child_id))
    screen.text_area(key="panel-text-9").set_value("Fictional: go on.")
    press(screen, "Save")
    assert "Enter the day on which the panel met." in words(screen)
    assert screen.text_area(key="panel-text-9").value == "Fictional: go on."


def test_somebody_elses_change_is_shown_before_it_is_replaced(child_id, signed_in):
    manager = signed_in("practice_manager")
    panels.keep(manager, child_id, Panel(9, TODAY, "First."))
    screen = open_page("long_plans", id=str(child_id))
    screen.selectbox(key="panel-marker").select(9).run()
    screen.text_area(key="panel-text-9").set_value("Mine.")
    panels.keep(manager, child_id, Panel(9, TODAY, "Theirs.", 1))
    press(screen, "Save")
    said = words(screen)
    assert "was changed by somebody else" in said
    assert "Somebody else changed this after you opened it" in said
    press(screen, "Save")
    assert "Recorded." in words(screen)


def test_business_support_records_the_date_without_the_text(child_id, signed_in):
    signed_in("business_support")
    screen = open_page("long_plans", id=str(child_id))
    assert not screen.text_area
    screen.date_input(key="panel-on-9").set_value(TODAY)
    press(screen, "Save")
    assert "Recorded." in words(screen)


def test_a_team_manager_reads_without_a_form(child_id, signed_in):
    team_id = makers.team("Alder")
    makers.made(makers.ChildTeam(child_id=child_id, team_id=team_id, from_on=makers.START))
    signed_in("team_manager", team_ids=(team_id,))
    screen = open_page("long_plans", id=str(child_id))
    assert not screen.exception
    assert not screen.date_input


def test_an_unknown_plan_is_refused_in_words(child_id, signed_in):
    signed_in("practice_manager")
    screen = open_page("long_plans", id="999999")
    assert [box.value for box in screen.error] == ["There is no such plan that you may read."]
