import pytest

from db.engine import writing
from qa.domain.history import ACTS
from qa.services import trail
from tests.pages.conftest import open_page
from tests.pages.reading import html, press, words
from tests.services import makers


def wrote(actor, act="submit", payload=None, **about):
    with writing() as session:
        trail.record(session, actor, act, "check", 7, payload or {"reason": "secret"}, **about)


@pytest.fixture
def manager(sqlite_store, signed_in):
    return signed_in("practice_manager", name="Mo Manager")


def test_the_history_opens_with_nothing_in_it_but_the_sign_ins(manager):
    screen = open_page("history", act=ACTS["merge"])
    assert not screen.exception
    assert "**0 entries**" in words(screen)


def test_entries_link_to_their_records_and_say_their_values(manager):
    wrote(manager, child_id=makers.child("C-1"))
    screen = open_page("history", act=ACTS["submit"])
    assert '<a href="case_audits?id=7"' in html(screen)
    assert "reason: secret" in html(screen)
    assert "child C-1" in html(screen)


def test_what_people_wrote_is_shown_and_never_run(manager):
    wrote(manager, payload={"reason": "<script>alert(1)</script> **bold**"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in html(open_page("history"))


def test_an_administrator_sees_no_values_and_no_child(manager, signed_in):
    wrote(manager, child_id=makers.child("C-1"))
    signed_in("administrator")
    screen = open_page("history", act=ACTS["submit"])
    assert "**1 entry**" in words(screen)
    assert "secret" not in html(screen)
    assert "C-1" not in html(screen)


def test_whoever_may_not_download_is_told_why_in_sight(sqlite_store, signed_in):
    reviewer = signed_in("iro", name="Ira Reviewer")
    wrote(reviewer)
    screen = open_page("history")
    assert [button.disabled for button in screen.get("download_button")] == [True]
    assert "Your role does not include exports." in words(screen)


def test_the_chain_is_checked_on_request(manager):
    wrote(manager)
    screen = press(open_page("history"), "Check that nothing was changed")
    assert screen.success[0].value.startswith("The history holds")


def test_a_filter_in_the_address_that_means_nothing_is_ignored(manager):
    wrote(manager)
    screen = open_page("history", act="<x>", who="9", page="abc", **{"from": "31/02/2026"})
    assert not screen.exception
    assert "submitted" in html(screen).lower()


def test_business_support_has_no_history_screen(sqlite_store, signed_in):
    signed_in("business_support")
    screen = open_page("history")
    assert screen.title[0].value == "History is not open to you"
