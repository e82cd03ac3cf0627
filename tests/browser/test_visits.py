"""A visitor's month, as it is lived: on a telephone in the home, then the manager at a desk.

One deep walk in a real browser against the real server: the conflict rule and the consent gate stop
the visitor, last month's recommendations come along, the report is finished, issued and sent; the
manager then sees the grid filled and the repeated recommendation, and takes the pack away. Every
screen on the way is looked at with axe, as wide as a telephone and as a desk.
"""

import datetime as dt
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from db.engine import reading, writing
from db.models import Check
from qa.domain.answers import Answer
from qa.services import passphrase_hashes
from tests.accounts import PASSPHRASE
from tests.browser.conftest import new_page, settled, sign_in
from tests.browser.hands import (
    DESK,
    TELEPHONE,
    choose,
    day,
    follow,
    kept,
    looked_at,
    pick,
    press,
    question,
    tap,
    typed,
)
from tests.services import makers
from tests.services.visit_filling import fill, issued, on_day, visit_of, written
from tests.services.visit_world import visit_world

TODAY = dt.date(2026, 11, 5)
EARLIER = (dt.date(2026, 9, 8), dt.date(2026, 10, 6))
SEEN = "The new plan was in the file and staff knew it."
REASON = "Children told me so; the records agree."
WANTED = "Review every missing response with the police and the placing authority."


@pytest.fixture
def w(sqlite_store: str, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Two homes; Oak House was visited in September and October, each time with a recommendation
    under the same standard."""
    monkeypatch.setenv("QA_NOW", "2026-11-05T18:02:00+00:00")
    world = visit_world()
    for on in EARLIER:
        issued(written(world, on=on, standards=("12",)), on + dt.timedelta(3))
    return world


@pytest.fixture
def at_desk(
    w: SimpleNamespace, sqlite_store: str, server: Callable, browser: Browser
) -> Callable[..., Page]:
    running = server(sqlite_store)

    def sit(person: str, at: str, width: int) -> Page:
        account_id = makers.account(getattr(w, person).person_id)
        with writing() as session:
            account = session.get(makers.Account, account_id)
            account.username = person
            account.passphrase_hash = passphrase_hashes.hash_of(PASSPHRASE)
        page = new_page(browser, width)
        sign_in(page, running.url, person, at=at)
        return page

    return sit


def test_a_visit_from_the_telephone_to_the_six_month_pack(
    w: SimpleNamespace, at_desk: Callable[..., Page]
) -> None:
    visitor = at_desk("visitor", "visits", TELEPHONE)
    stopped_by_the_conflict_rule(visitor)
    check_id = begun_unannounced(visitor)
    carried_forward(visitor, check_id)
    stopped_by_the_consent_gate(visitor, check_id)
    concluded(visitor, check_id)
    fill(on_day(w.visitor, TODAY), check_id, V4_3=Answer())
    finished_and_issued(visitor, check_id)
    sent_and_closed(visitor, check_id)
    visitor.context.close()
    manager = at_desk("manager", "coverage", DESK)
    the_grid_is_filled(manager)
    the_recommendation_is_repeated(manager)
    the_pack_is_taken_away(manager, w.oak)


def stopped_by_the_conflict_rule(page: Page) -> None:
    """The visitor's homes this month; in one of them lives a child the visitor reviews."""
    expect(page.get_by_role("heading", name="Your homes in November 2026")).to_be_visible()
    closed_menu = page.get_by_role("link", name="My work", exact=True)
    expect(closed_menu).to_have_count(0)  # the keyboard does not walk through what is not seen
    expect(page.get_by_text("No visit yet, due by 30 November").first).to_be_visible()
    looked_at(page)
    follow(page, "Visit Elm House")
    rule = re.compile(r"reviews a child placed there \(regulation 43\(3\)\(g\)\(iii\)\)")
    expect(page.get_by_text(rule)).to_be_visible()
    looked_at(page)
    press(page, "Begin the visit")
    expect(page.get_by_text(rule)).to_have_count(2)
    with reading() as session:
        assert session.query(Check).count() == len(EARLIER)
    follow(page, "All visits")


def begun_unannounced(page: Page) -> int:
    """The home and the day, independence, and what was seen first."""
    follow(page, "Visit Oak House")
    tap(page.get_by_text("Unannounced", exact=True))
    press(page, "Begin the visit")
    expect(page.get_by_text("Children who live there: A and B")).to_be_visible()
    press(page, "Yes, I am independent of this home")
    expect(page.get_by_text("0 of 6 sections completed")).to_be_visible()
    with reading() as session:
        check_id = session.query(Check).filter_by(status="in_progress").one().id
    follow(page, "VH. The visit")
    block = question(page, "VH.3")
    for label, time in (("Arrived", "1405"), ("Left", "1730")):
        tap(block.get_by_role("spinbutton", name=re.compile(f"^hour.*{label}", re.I)))
        page.keyboard.type(time)
    page.keyboard.press("Tab")
    kept(check_id, "VH.3", lambda answer: [row.text for row in answer.rows] == ["14:05", "17:30"])
    return check_id


def carried_forward(page: Page, check_id: int) -> None:
    """What was recommended in September and October, with where it stands now."""
    press(page, "Next: Follow-up from the last report")
    block = question(page, "V0.1")
    expect(block.get_by_text("Review the missing response")).to_have_count(2)
    for place, words in ((0, "Completed, evidence seen"), (1, "In progress")):
        pick(page, block.get_by_role("combobox").nth(place), words)
    block.get_by_label("Evidence or reason").first.fill(SEEN)
    kept(
        check_id, "V0.1",
        lambda answer: [(r.reference, r.text) for r in answer.rows]
        == [("completed_seen", SEEN), ("in_progress", None)],
    )  # fmt: skip
    looked_at(page)


def stopped_by_the_consent_gate(page: Page, check_id: int) -> None:
    """Case records opened without the consents recorded: said at once, and at finishing."""
    press(page, "Next: People and records")
    tap(question(page, "V1.5").get_by_text("Yes, both consents confirmed"))
    stop = page.get_by_text("Stop: these records stay shut until both consents are recorded.")
    expect(stop).to_be_visible()
    tap(page.get_by_role("button", name="Back to all sections"))
    press(page, "Check your answers")
    expect(page.get_by_text("V1.5: Case records were opened, so record")).to_be_visible()
    expect(page.get_by_role("button", name="Finish the report")).to_be_disabled()
    page.go_back()
    follow(page, "V1. People and records")
    choose(page, "Child", "Child A")
    for label in ("The child agreed on", "The placing authority agreed on"):
        day(page, label, "02112026")
    typed(page, "Who agreed for the placing authority? Name and role", "Sam Sample, social worker")
    press(page, "Record both consents")
    expect(page.get_by_text("Child A: the child agreed on 2 November 2026")).to_be_visible()
    expect(stop).to_have_count(0)


def concluded(page: Page, check_id: int) -> None:
    """Both opinions with their reasons, and the same standard a third time."""
    tap(page.get_by_role("button", name="Back to all sections"))
    follow(page, "V4. Opinion and recommendations")
    for question_id in ("V4.1", "V4.2"):
        block = question(page, question_id)
        tap(block.get_by_text("Yes", exact=True))
        block.locator("textarea").fill(REASON)
        kept(check_id, question_id, lambda answer: answer.evidence == REASON)
    typed(page, "What do you recommend?", WANTED)
    choose(page, "Which standard?", "12 Protection of children")
    tap(page.get_by_text("High", exact=True))
    day(page, "To be considered by", "03122026")
    press(page, "Add this recommendation")
    expect(page.get_by_text("1 recommendation", exact=True)).to_be_visible()
    looked_at(page)


def finished_and_issued(page: Page, check_id: int) -> None:
    """Finished, read, issued."""
    press(page, "Check your answers")
    press(page, "Finish the report")
    expect(page.get_by_text("The report is finished. It is not issued yet.")).to_be_visible()
    expect(page.get_by_text(REASON).first).to_be_visible()
    looked_at(page)
    press(page, "Issue this version")
    expect(page.get_by_text("The report is issued.")).to_be_visible()
    assert visit_of(check_id).issued_on == TODAY


def sent_and_closed(page: Page, check_id: int) -> None:
    """The visit closes once everybody who must have the report has it."""
    press(page, "Close the visit")
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    choose(page, "To whom?", "Select all")
    page.keyboard.press("Escape")
    tap(page.get_by_role("radiogroup", name="How?").get_by_text("E-mail"))
    settled(page)
    press(page, "Record these copies")
    expect(page.get_by_role("cell", name="Missing")).to_have_count(0)
    press(page, "Close the visit")
    expect(page.get_by_text("The visit of 5 November 2026 is closed.")).to_be_visible()
    looked_at(page)
    assert makers.row(Check, check_id).status == "closed"


def the_grid_is_filled(page: Page) -> None:
    expect(page.get_by_role("link", name="Unannounced, 5 November")).to_be_visible()
    expect(page.get_by_text("report issued 5 November").first).to_be_visible()
    looked_at(page)


def the_recommendation_is_repeated(page: Page) -> None:
    follow(page, "Findings across homes")
    expect(page.get_by_text("at 3 visits running since 8 September 2026")).to_be_visible()
    looked_at(page)


def the_pack_is_taken_away(page: Page, home_id: int) -> None:
    follow(page, "Children's homes")
    expect(page.get_by_role("link", name="Oak House")).to_be_visible()
    looked_at(page)
    follow(page, "Oak House")
    with page.expect_download() as found:
        page.get_by_role("button", name="Download the pack (PDF)").click()
    assert found.value.path().read_bytes().startswith(b"%PDF")
    looked_at(page)
