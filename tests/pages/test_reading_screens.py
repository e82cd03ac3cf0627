"""How it works, filing, good practice and the accessibility statement."""

import pytest

from db.engine import writing
from db.models import Check
from qa.domain.actor import ROLES
from qa.services import install
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, press, words
from tests.services import makers


@pytest.fixture
def installed(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)


PARTS = ["Who may do what", "Statuses and moves", "Time limits", "Forms", "Settings", "Measures"]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_how_it_works_opens_for_everybody(installed, signed_in, part):
    signed_in("reg44_visitor")
    screen = open_page("how_it_works", part=part)
    assert not screen.exception
    assert not screen.error
    assert "<table>" in html(screen)


@pytest.mark.parametrize("role", ROLES)
def test_the_first_role_shown_is_the_readers_own(installed, signed_in, role):
    signed_in(role)
    assert open_page("how_it_works").selectbox(key="role").value == role


def finished(number, on=makers.TODAY, **about):
    auditor = makers.holder(f"Auditor of {number}", "iro").person_id
    return makers.finished(makers.child(number), auditor, on, **about)


def test_nothing_to_file_is_said(installed, signed_in):
    signed_in("business_support")
    screen = open_page("not_filed")
    assert "Everything that is agreed or closed is on the case system." in words(screen)


def test_audits_are_marked_as_filed_in_bulk(installed, signed_in):
    ids = [finished(f"C-{n}") for n in range(3)]
    signed_in("business_support")
    screen = open_page("not_filed")
    assert "3 records not filed" in words(screen)
    for check_id in ids[:2]:
        screen.checkbox(key=f"file-check-{check_id}").check()
    screen.run()
    press(screen, "Mark the ticked ones as filed")
    assert "Marked as filed." in words(screen)
    assert links(screen) == ["Child C-2"]
    assert makers.row(Check, ids[0]).filed_on == makers.TODAY


def test_who_may_not_file_has_no_boxes(installed, signed_in):
    finished("C-1")
    signed_in("head_of_service")
    screen = open_page("not_filed")
    assert links(screen) == ["Child C-1"]
    assert not screen.checkbox
    assert not screen.button


def test_good_practice_is_listed_with_its_note_shown_as_words(installed, signed_in):
    finished("C-1", is_good_practice=True, good_practice_note="Went **every** week <b>")
    signed_in("practice_manager")
    screen = open_page("good_practice")
    assert "**1 example**" in words(screen)
    assert r"Went \*\*every\*\* week \<b\>" in words(screen)
    assert links(screen) == ["Child C-1"]


def test_no_good_practice_is_said(installed, signed_in):
    signed_in("team_manager")
    assert open_page("good_practice", section="A", page="99").info


def test_the_accessibility_statement_names_what_falls_short_and_whom_to_tell(installed, signed_in):
    signed_in("iro")
    screen = open_page("accessibility")
    said = words(screen)
    for part in ("2.2 at level AA", "partly compliant", "2.5.8", "Tell your administrator"):
        assert part in said
