"""The whole loop, as the people do it: roster in, audit filled in through a crash, trend out.

One deep test in a real browser against the real server; every screen on the way is looked at
with axe.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from db.engine import reading, writing
from db.models import Answer, Check, Child
from qa import clock
from qa.domain.completion import applicable
from qa.domain.facts import CaseFacts
from qa.imports.sample import fictional_annex_a
from qa.services import install
from tests.accounts import make_account, make_team
from tests.browser.conftest import axe, new_page, settled, sign_in, until
from tests.browser.hands import tap
from tests.browser.server import Server

TEAM = "Northgate"
TYPED = "The worker visited every two weeks and saw her alone each time."


class Desk:
    """Somebody at a browser of their own, signed in."""

    def __init__(self, browser: Browser, running: Server, username: str, at: str = "") -> None:
        self.url = running.url
        self.page = new_page(browser)
        sign_in(self.page, running.url, username, at=at)

    def go(self, address: str) -> Page:
        self.page.goto(f"{self.url}/{address}")
        expect(self.page.get_by_text("Sign out", exact=True)).to_be_attached()
        settled(self.page)
        return self.page

    def press(self, name: str) -> None:
        tap(self.page.get_by_role("button", name=name, exact=True))
        settled(self.page)

    def choose(self, label: str, words: str) -> None:
        """Pick from a list by typing."""
        tap(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        settled(self.page)

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def leave(self) -> None:
        self.page.context.close()


@pytest.fixture
def desk(sqlite_store: str, server: Callable, browser: Browser) -> Iterator[Callable[..., Desk]]:
    team_id = make_team(TEAM)
    for username, role in (
        ("support", "business_support"),
        ("manager", "practice_manager"),
        ("manager2", "practice_manager"),
        ("iro", "iro"),
        ("iro2", "iro"),
    ):
        make_account(username, role)
    make_account("team", "team_manager", team_ids=(team_id,))
    with writing() as session:
        install.install_released(session, dt.date(2020, 1, 1), clock.now())
    running = server(sqlite_store)

    def sit(username: str, at: str = "") -> Desk:
        made = Desk(browser, running, username, at)
        made.running = running
        return made

    yield sit


def test_from_roster_to_trend(desk: Callable[..., Desk]) -> None:
    case_number = roster_in(desk("support"))
    allocate(desk("manager"), case_number)
    fill_in(desk("iro"))
    reply(desk("team"))
    moderate(desk("manager2"))
    finish_the_action(desk("iro2"))
    verify_and_find_behind_the_mark(desk("manager2"), case_number)


def roster_in(support: Desk) -> str:
    """Business support loads an Annex A workbook and links an IRO to a child."""
    page = support.go("roster")
    workbook = fictional_annex_a(60, seed=4, as_at=clock.today(), teams=(TEAM,))
    page.locator("input[type=file]").first.set_input_files(
        {"name": "annex-a.xlsx", "mimeType": "application/octet-stream", "buffer": workbook}
    )
    expect(page.get_by_role("button", name="Check the file")).to_be_enabled()
    support.press("Check the file")
    support.sees("What would happen")
    axe(page)
    support.press("Load the children")
    expect(page.get_by_text("What would happen")).to_have_count(0)
    support.sees("No IRO")
    case_number = _a_child_with_a_worker()
    page = support.go(f"children?search={case_number}")
    tap(page.get_by_text("Record who works with these children"))
    support.choose("What they are", "IRO")
    support.choose("Who", "Iro2")
    tap(page.get_by_text(f"Child {case_number}", exact=True))
    settled(page)
    support.press("Record for these children")
    support.sees(re.compile("IRO or chair: Iro2"))
    axe(page)
    support.leave()
    return case_number


def _a_child_with_a_worker() -> str:
    """A child old enough for most questions, with a worker from the roster."""
    from db.models import ChildPerson, ChildStatus

    with reading() as session:
        found = (
            session.query(Child.case_number)
            .join(ChildPerson, ChildPerson.child_id == Child.id)
            .join(ChildStatus, ChildStatus.child_id == Child.id)
            .filter(ChildPerson.part == "social_worker", ChildStatus.status == "cp")
            .filter(ChildStatus.to_on.is_(None))
            .order_by(Child.id)
        )
        return found.first()[0]


def allocate(manager: Desk, case_number: str) -> None:
    """The practice manager gives the audit to somebody who does not review the child."""
    page = manager.go(f"allocate?child={case_number}")
    manager.sees("1 who cannot audit this file, and why")
    manager.choose("Auditor", "Iro")
    axe(page)
    manager.press("Allocate the audit")
    manager.sees(f"The audit of child {case_number} was allocated")
    manager.leave()


def fill_in(iro: Desk) -> None:
    """The IRO fills it in; the server dies and the page is refreshed in the middle."""
    page = iro.page
    iro.sees("Not due yet (1)")
    axe(page)
    page.get_by_role("link", name=re.compile("Start the audit")).click()
    iro.press("Yes, this is the right child")
    iro.sees("0 of 10 sections completed")
    axe(page)
    check_id = int(re.search(r"id=(\d+)", page.url)[1])
    for section in "SABCDEFGHZ":
        _section(iro, check_id, section)
        if section == "B":
            _crash(iro, check_id)
    _action(iro)
    page = iro.go(f"case_audits?id={check_id}&section=check")
    expect(page.get_by_text("still to give")).to_have_count(0)
    axe(page)
    iro.press("Submit the audit")
    iro.sees("Submitted. It is now shared for replies.")
    axe(page)
    iro.leave()


def _section(iro: Desk, check_id: int, section: str) -> None:
    page = iro.go(f"case_audits?id={check_id}&section={section}")
    for question_id, label in _choices(check_id, section):
        block = page.locator(f".st-key-q-{question_id}")
        tap(block.get_by_text(label, exact=True))
        expect(block.get_by_role("radio", name=label, exact=True)).to_be_checked()
        until(lambda question_id=question_id: _is_stored(question_id))
    _type(page, section)
    if section == "B":
        axe(page)


def _is_stored(question_id: str) -> bool:
    with reading() as session:
        given = session.query(Answer).filter_by(question=question_id)
        return any(answer.value is not None or answer.grade is not None for answer in given)


def _choices(check_id: int, section: str) -> list[tuple[str, str]]:
    """Which radio to press for each question of a section."""
    usual = {"yes_no_partly_na": "Yes", "yes_no_na": "Yes", "grade4": "Good"}
    other = {"S1": "From the record only", "B1": "No", "Z1": "Requires improvement", "Z5": "No"}
    with reading() as session:
        check = session.get(Check, check_id)
        form = install.form(session, check.form_id)
        facts = CaseFacts.pinned(check.case_types, check.age_years)
    asked = [q for q in applicable(form, facts) if q.section == section and q.show_if is None]
    found = [(q.id, other.get(q.id) or usual.get(q.type)) for q in asked]
    return [(question_id, label) for question_id, label in found if label]


def _type(page: Page, section: str) -> None:
    texts = {"B": ("B1", TYPED), "Z": ("Z2", "She is safer than six months ago.")}
    if section in texts:
        question_id, words = texts[section]
        box = page.locator(f".st-key-q-{question_id} textarea")
        box.press_sequentially(words, delay=5)
        expect(page.locator(f".st-key-q-{question_id} .status")).to_contain_text("Saved ")


def _crash(iro: Desk, check_id: int) -> None:
    """More is typed, the server is killed at once, comes back, and the page is refreshed."""
    page = iro.page
    box = page.locator(".st-key-q-B2 textarea")
    box.press_sequentially("Home and school are described.", delay=5)
    iro.running.kill()
    iro.running.start()
    expect(page.locator(".st-key-q-B2 .status")).to_contain_text("Saved ", timeout=60_000)
    page.reload()
    settled(page)
    expect(page.locator(".st-key-q-B2 textarea")).to_have_value("Home and school are described.")
    expect(page.locator(".st-key-q-B1 textarea")).to_have_value(TYPED)
    expect(page.locator(".st-key-q-B1").get_by_role("radio", name="No", exact=True)).to_be_checked()
    with reading() as session:
        assert session.query(Answer).filter_by(question="B1").one().evidence == TYPED
    assert check_id


def _action(iro: Desk) -> None:
    page = iro.page
    iro.sees("Each concern needs an action.")
    page.get_by_label("What has to be done?").fill("See the child alone this week")
    iro.choose("Who owns it?", "Iro2")
    iro.press("Add the action")
    iro.sees("See the child alone this week")
    iro.sees("Answers B1.")


def reply(team: Desk) -> None:
    """The team manager answers in two minutes."""
    team.sees("Reply to a finished audit")
    team.page.get_by_role("link", name=re.compile("Reply to a finished audit")).click()
    settled(team.page)
    tap(team.page.get_by_text("Agree", exact=True))
    settled(team.page)
    team.page.get_by_label("Comments").fill("Fair. The visit is booked.")
    axe(team.page)
    team.press("Record the reply")
    team.sees("The reply was recorded.")
    expect(team.page.get_by_text("Team manager (Team): agree")).to_be_visible()
    settled(team.page)  # the boxes are emptied only now
    agree = team.page.get_by_role("radio", name="Agree", exact=True)
    expect(agree).not_to_be_checked()
    tap(team.page.get_by_text("Agree", exact=True))  # the worker has no account
    expect(agree).to_be_checked()
    settled(team.page)
    team.press("Record the reply")
    expect(team.page.get_by_text(re.compile("^Social worker .*: agree"))).to_be_visible()
    team.leave()


def moderate(manager: Desk) -> None:
    """Another practice manager moderates; it may have been drawn by lot or not."""
    with reading() as session:
        check = session.query(Check).one()
    if check.moderation_why is None:
        assert check.status == "actions_open"
    page = manager.go("moderation")
    axe(page)
    page = manager.go(f"case_audits?id={check.id}")
    if check.status == "submitted":
        tap(page.get_by_text("Agree with the grade", exact=True))
        settled(page)
        manager.press("Record the decision")
        manager.sees("Your decision was recorded.")
    manager.sees("Agreed, actions open")
    axe(page)
    manager.leave()


def finish_the_action(iro2: Desk) -> None:
    """The owner says it is done and where it can be seen."""
    iro2.page.get_by_role("link", name=re.compile("Do: See the child alone")).click()
    settled(iro2.page)
    iro2.page.get_by_label(re.compile("What was done")).fill("Seen alone at school, page 14")
    axe(iro2.page)
    iro2.press("Mark as done")
    iro2.sees("It now waits for somebody else to verify.")
    iro2.leave()


def verify_and_find_behind_the_mark(manager: Desk, case_number: str) -> None:
    """Somebody else verifies; the audit closes and stands behind its mark on the trends page."""
    manager.page.get_by_role("link", name=re.compile("Verify: See the child alone")).click()
    settled(manager.page)
    manager.press("Verify: it is done")
    manager.sees("Verified by Manager2")
    page = manager.go("trends")
    axe(page)
    page.get_by_role("button", name="Figures and records behind this chart").nth(1).click()
    settled(page)
    manager.choose("Show the records behind a team and grade", f"{TEAM}: Requires improvement")
    page.get_by_role("link", name=re.compile(case_number)).first.click()
    expect(page).to_have_url(re.compile(r"case_audits\?id=\d+"))
    manager.sees(f"Audit of child {case_number}")
    manager.sees("Closed")
    manager.leave()
