"""What follows a visit, on screen: what is next, the issue, copies, responses; dates only."""

import pytest

from db.engine import reading
from db.models import Action, Check
from qa.services import recommendations, submission, visit_after
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, press, words
from tests.services import makers
from tests.services.visit_afterwards import (
    LATER,
    issue,
    missing,
    response,
    send_all,
    sendings,
    version,
)
from tests.services.visit_filling import fill, on_day, submit, visit_of, written
from tests.services.visit_world import visit_world


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-10T14:02:00+00:00")
    world = visit_world()
    world.check = written(world, standards=("12",))
    return world


@pytest.fixture
def signed(signed_in):
    """Sign in one of the world's people."""
    return lambda person: signed_in(account_id=makers.account(person.person_id))


def opened(w):
    return open_page("visits", id=str(w.check))


def advice(w):
    with reading() as session:
        return session.query(Action).filter_by(check_id=w.check).one()


def test_the_visitor_issues_the_report_and_is_told_what_is_next(w, signed):
    signed(w.visitor)
    screen = opened(w)
    assert not screen.exception
    assert "Send the report for the factual-accuracy check, then issue it" in words(screen)
    press(screen, "Issue this version")
    assert not screen.exception
    assert "The report is issued" in words(screen)
    assert "issued 7 days after the visit; the limit is 10 days." in words(screen)
    assert "Missing" in html(screen) and "Farshire" in html(screen)
    assert visit_of(w.check).issued_on == LATER


def test_business_support_records_copies_and_is_told_who_is_missing_before_it_may_be_closed(
    w, signed
):
    issue(w, w.check)
    send_all(w.support, w.check, but="ofsted")
    signed(w.support)
    screen = opened(w)
    assert "Review the missing response" not in words(screen) + html(screen) + str(links(screen))
    press(screen, "Close the visit")
    assert "Not recorded as sent: Ofsted" in words(screen)
    screen.multiselect(key=f"copies-{w.check}-to").set_value(["ofsted/"]).run()
    screen.radio(key=f"copies-{w.check}-how").set_value("portal").run()
    press(screen, "Record these copies")
    assert not screen.exception and missing(w.check) == []
    press(screen, "Close the visit")
    assert "is closed" in words(screen) and makers.row(Check, w.check).status == "closed"
    assert "1 recommendation waits" in words(screen)


def test_who_a_copy_is_for_is_told_apart_at_the_beginning_of_a_short_option(w, signed):
    issue(w, w.check)
    signed(w.support)
    screen = opened(w)
    options = screen.multiselect(key=f"copies-{w.check}-to").options
    assert {"Ofsted", "Registered provider", "Registered manager"} <= set(options)
    assert not [each for each in options if each.startswith("Placing authority (")]
    assert "Registered manager\\: " in words(screen)


def test_a_wrong_entry_is_taken_away_on_the_screen(w, signed):
    issue(w, w.check)
    send_all(w.support, w.check)
    signed(w.manager)
    screen = opened(w)
    screen.selectbox(key=f"away-{w.check}").set_value(sendings(w.check)[0].id).run()
    press(screen, "Take it away")
    assert not screen.exception and missing(w.check) == ["Ofsted"]


def test_the_record_of_a_recommendation_and_the_home_say_what_became_of_it(w, signed):
    one = advice(w)
    recommendations.respond(on_day(w.support, LATER), one.id, one.version, response("accept_part"))
    signed(w.manager)
    screen = open_page("actions", id=str(one.id))
    assert not screen.exception
    assert "Response 1: accepted in part" in words(screen)
    assert "The landlord decides" in html(screen)
    screen = open_page("homes", id=str(w.oak))
    assert not screen.exception
    assert "Review the missing response" in str(links(screen))
    assert "Accepted in part, to be done by 1 December 2026" in words(screen)


def test_a_reader_without_text_sees_no_reason_and_no_comments(w, signed):
    one = advice(w)
    recommendations.respond(on_day(w.support, LATER), one.id, one.version, response("not_accept"))
    signed(w.support)
    screen = open_page("actions", id=str(one.id))
    assert "Response 1: not accepted" in words(screen)
    assert "The landlord decides" not in words(screen) + html(screen)


def test_a_new_version_of_an_issued_report_is_issued_with_the_reason_of_its_correction(w, signed):
    issue(w, w.check)
    actor = on_day(w.visitor, LATER)
    submission.correct(actor, w.check, version(w.check), "A conflict of interest came to light")
    fill(actor, w.check, V4_6="Y", V4_5="A cousin works there; not known before.")
    submit(actor, w.check)
    signed(w.visitor)
    screen = opened(w)
    assert not screen.exception and "Issue the report again" in words(screen)
    press(screen, "Issue this version")
    assert "Why version 2 was issued: A conflict of interest came to light" in words(screen)
    assert visit_of(w.check).issued_revision == 2


def test_what_came_back_is_read_by_those_who_read_the_report_only(w, signed):
    said = "There was one incident, not two."
    visit_after.send_check(on_day(w.support, LATER), w.check, version(w.check), "Mo", LATER)
    visit_after.return_check(
        on_day(w.support, LATER), w.check, version(w.check), "Mo", "Manager", said, LATER
    )
    signed(w.manager)
    assert said in html(opened(w))
    signed(w.support)
    screen = opened(w)
    assert "returned by Mo, Manager, on 10 November 2026" in words(screen)
    assert said not in words(screen) + html(screen)
    assert "Correct what came back" not in words(screen)
