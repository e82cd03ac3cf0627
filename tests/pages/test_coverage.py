import datetime as dt

import pytest

from qa.services import visits
from tests.pages.conftest import open_page
from tests.pages.reading import html, words
from tests.services.visit_world import appointed, visit_world
from tests.services.visits_made import on_day, visited


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-25T14:02:00+00:00")
    return visit_world()


def test_a_manager_reads_the_sentence_then_the_grid_in_words_and_shapes(w, signed_in):
    signed_in("practice_manager")
    check_id = visited(w.oak, w.visitor, dt.date(2026, 11, 5))
    visited(w.elm, w.visitor, dt.date(2026, 10, 6), "closed", dt.date(2026, 10, 9), "announced")
    screen = open_page("coverage")
    assert not screen.exception
    said, table = words(screen), html(screen)
    assert "1 of 2 homes visited this month; 1 visit due soon; 1 report late." in said
    assert "Oak House, October 2026" in said
    assert "<th scope='col'>Nov 2026<br>(this month)</th><th scope='col'>Oct 2026</th>" in table
    link = f"<a href='visits?id={check_id}' target='_self'>Unannounced, 5 November</a>"
    assert f"▲</span>{link}:<br><strong>report late, due 15 November</strong>" in table
    assert "1 whose report is late and not issued yet in these 12 months:" in said
    assert "Announced, 6 October</a>:<br>report issued 9 October" in table
    assert "No visit yet: due soon, due by 30 November" in table
    assert "Unannounced visits since 1 December 2025: 1 of 2 (50%)." in said


def test_the_address_narrows_the_grid_and_a_past_month_is_shown_as_it_was_known(w, signed_in):
    signed_in("practice_manager")
    visited(w.oak, w.visitor, dt.date(2026, 11, 5))
    screen = open_page("coverage", home="Oak House", until="October 2026", then="true")
    assert not screen.exception
    assert "0 of 1 home visited in October 2026; 1 visit overdue." in words(screen)
    grid = html(screen).split("class='qa-legend'")[0]
    assert "Elm House" not in grid and "Nov 2026" not in grid
    assert "The history held no home that had to be visited" in words(screen)
    below = words(screen).split("Who visits where")[-1]
    assert "Of the home and visitor chosen above alone" in below
    assert "Elm House" not in html(screen)


def test_a_visitor_without_a_home_is_told_who_appoints(w, signed_in):
    actor = signed_in("reg44_visitor")
    assert "You are not appointed to visit a children's home" in words(open_page("coverage"))
    appointed(w.elm, actor.person_id)
    screen = open_page("coverage")
    assert not screen.exception
    assert "Elm House" in html(screen) and "Oak House" not in html(screen)


def test_a_visit_that_is_begun_and_not_counted_stands_in_its_cell_the_plan_and_the_legend(
    w, signed_in
):
    signed_in("practice_manager")
    check_id = visits.begin(on_day(w.visitor, dt.date(2026, 11, 5)), w.oak, dt.date(2026, 11, 5))
    screen = open_page("coverage")
    assert not screen.exception
    link = f"<a href='visits?id={check_id}' target='_self'>Visited, 5 November</a>"
    why = "begun, not counted yet: its visitor has not said that they are independent of it"
    assert f"◔</span>{link}:<br>{why}" in html(screen)
    assert "No visit yet: due soon, due by 30 November" in html(screen)
    assert "<strong>Visit begun</strong>: a visit that is begun and not counted" in html(screen)
    assert "0 of 2 homes visited this month; 2 visits due soon." in words(screen)
    assert html(screen).count(why) == 2, "in the grid and in the plan"
