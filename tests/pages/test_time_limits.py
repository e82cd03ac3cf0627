"""The screen of time limits: everybody reads it, two roles change what is local."""

import datetime as dt

import pytest

from db.engine import writing
from qa.services import install, time_limits
from tests.pages.conftest import open_page
from tests.pages.reading import links, press, words
from tests.services import makers

FORM = "Change a local time limit"


@pytest.fixture(autouse=True)
def installed(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)


def said(screen):
    return words(screen).replace("\\", "")


def test_everybody_reads_what_each_limit_is_who_sets_it_and_whether_it_runs(signed_in):
    signed_in("reg44_visitor")
    screen = open_page("time_limits")
    assert not screen.exception
    assert "**90 time limits**" in said(screen)
    assert "First review: **20 working days**" in said(screen)
    assert "Statutory (locked) · runs as a clock · CPPCR regulation 33(1)" in said(screen)
    assert "Midway review by the conference chair: **half way to the next meeting**" in said(screen)
    assert "expected in 80%" in said(screen)
    assert "known until 31 December 2028" in said(screen)
    assert FORM not in said(screen)
    assert links(screen) == []


def test_every_lock_has_its_reason(signed_in):
    signed_in("iro")
    listed = said(open_page("time_limits"))
    assert "Local (locked: it has no number, being half way between two meetings)" in listed
    assert listed.count("Local (locked: its number is in the words people choose)") == 3
    assert "Statutory (locked) · guidance only · UK GDPR article 33" in listed
    assert "Local (locked)" not in listed


def test_filters_stand_in_the_address(signed_in):
    signed_in("iro")
    screen = open_page(
        "time_limits", group="Child protection", set_by="The council", runs="Running as clocks"
    )
    assert "**9 time limits**" in said(screen)
    assert "First review conference" not in said(screen)


def test_one_limit_has_an_address(signed_in):
    signed_in("iro")
    screen = open_page("time_limits", limit="LA03")
    assert "First review" in said(screen)
    assert "Second review" not in said(screen)
    assert links(screen) == ["All time limits"]
    assert "Second review" in said(open_page("time_limits", limit="<b>XX"))


def fill(screen, number=15, why="Agreed *by* all", on=dt.date(2027, 1, 4)):
    screen.selectbox(key="change-limit").set_value("CP15")
    screen = screen.run()
    screen.number_input(key="change-number-CP15").set_value(number)
    screen.text_input(key="change-why").set_value(why)
    screen.date_input(key="change-from").set_value(on)
    return press(screen.run(), "Change the limit")


def test_a_head_of_service_changes_a_local_limit_and_sees_what_comes(signed_in):
    signed_in("head_of_service", name="Hilary Fictional")
    screen = fill(open_page("time_limits"))
    assert not screen.exception
    assert "Child on a plan seen: 15 working days from 4 January 2027, until then" in said(screen)
    assert "from 4 January 2027: 15 working days**" in said(screen)
    assert "10 working days → **15 working days** from 4 January 2027 (comes into" in said(screen)
    assert "Hilary Fictional on 5 November 2026 at 14:02 · Agreed *by* all" in said(screen)
    assert "Agreed \\*by\\* all" in words(screen)
    assert screen.text_input(key="change-why").value == ""


def test_only_what_is_local_and_a_number_is_offered(signed_in):
    signed_in("administrator")
    screen = open_page("time_limits")
    assert links(screen) == ["Closure days (on Settings)"]
    offered = screen.selectbox(key="change-limit").options
    assert "Child on a plan seen" in offered
    assert "First review" not in offered
    assert "Midway review by the conference chair" not in offered


def test_a_change_without_a_reason_is_refused_and_what_was_typed_stays(signed_in):
    signed_in("head_of_service")
    screen = fill(open_page("time_limits"), why="")
    assert "Say why the limit changes" in screen.error[0].value
    assert screen.number_input(key="change-number-CP15").value == 15


def test_a_change_that_somebody_else_made_meanwhile_is_shown_before_another_is_made(signed_in):
    signed_in("head_of_service")
    screen = open_page("time_limits")
    screen.selectbox(key="change-limit").set_value("CP15")
    screen = screen.run()
    ada = makers.holder("Ada Fictional", "administrator")
    time_limits.change(ada, "CP15", 12, "working_days", makers.TODAY, "Agreed", 0)
    screen = fill(screen)
    assert "Ada Fictional set this limit to 12 working days" in screen.error[0].value
    assert "Now: **12 working days**" in said(screen)
    screen = press(screen, "Change the limit")
    assert "15 working days from 4 January 2027, until then 12 working days" in said(screen)
