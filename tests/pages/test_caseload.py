import pytest

from tests.pages.conftest import open_page
from tests.pages.reading import links, words
from tests.services import makers


@pytest.fixture
def today(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")


def child(number, iro_id=None):
    child_id = makers.child(number)
    makers.status(child_id, "cla")
    if iro_id:
        makers.link(child_id, "iro", iro_id)


def test_a_manager_meets_children_without_an_iro_first_then_everybody(today, signed_in):
    signed_in("practice_manager", name="Mina Manager")
    child("A-1")
    child("B-1", makers.person("Ann Example"))
    screen = open_page("caseload")
    assert not screen.exception
    assert links(screen)[0] == "Child A-1"
    said = words(screen)
    assert "**1 child without an IRO or chair**" in said
    assert r"1 child, 1 full-time post, below the guide\: 1 per full-time post." in said


def test_an_iro_sees_their_own_and_cannot_download(today, signed_in):
    actor = signed_in("iro", name="Ann Example")
    child("A-1")
    child("B-1", actor.person_id)
    screen = open_page("caseload")
    assert not screen.exception
    assert links(screen) == []
    assert "**1 child without an IRO or chair**" in words(screen)
    assert [button.disabled for button in screen.get("download_button")] == [True]
    assert "Your role does not include exports." in words(screen)


def test_the_last_months_open_on_request_and_from_the_address(today, signed_in):
    signed_in("head_of_service")
    child("B-1", makers.person("Ann Example"))
    screen = open_page("caseload", months="true")
    assert not screen.exception
    assert "posts by the hours of today" in words(screen)
