"""Nothing typed is lost: text is saved while one types, whatever happens to page, server or store.

The real app with its security headers, an audit open at a section, somebody signed in.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from db.engine import database_url, writing
from db.models import Check
from db.queries.sign_in import end_sign_ins
from qa import clock
from qa.domain.answers import Answer
from qa.services import answers
from tests.accounts import begin_session
from tests.browser.conftest import PATIENCE_MS, axe, new_page, settled, until
from tests.browser.server import Server
from tests.services import filling
from tests.stores import pointed_at

TWO_SECONDS = 2.0


class Screen:
    """A browser window that shows one section of the audit."""

    def __init__(self, page: Page, draft: filling.Draft) -> None:
        self.page, self.draft = page, draft

    def question(self, question_id: str) -> Locator:
        return self.page.locator(f".st-key-q-{question_id}")

    def box(self, question_id: str) -> Locator:
        return self.question(question_id).locator("textarea")

    def status(self, question_id: str) -> Locator:
        return self.question(question_id).locator(".status")

    def stored(self, question_id: str) -> Answer:
        found = answers.stored(self.draft.check_id, 1).get(question_id)
        return found.answer if found else Answer()


@pytest.fixture(scope="module")
def running(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server and one store for the module; each test has a check of its own."""
    folder = tmp_path_factory.mktemp("autosave")
    shutil.copy(sqlite_template, folder / "qa.db")
    store = f"sqlite:///{folder / 'qa.db'}"
    with pointed_at(store):
        server = Server(store, folder / "server.log").start()
        yield server
        server.stop()


@pytest.fixture
def draft(running) -> filling.Draft:
    made = filling.draft()
    with writing() as session:
        session.get(Check, made.check_id).right_child_at = clock.now()
    return made


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    """A browser profile; its windows share what they are signed in as."""
    return new_page(browser).context


@pytest.fixture
def window(context: BrowserContext, running: Server, draft) -> Iterator[Callable[..., Screen]]:
    """Opens windows of one browser, signed in as the one who fills the check in."""
    cookie = begin_session(draft.account_id)
    context.add_cookies([{"name": "qa_session", "value": cookie, "url": running.url}])
    opened: list[Page] = []

    def open_window(section: str = "B") -> Screen:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        opened.append(page)
        page.goto(f"{running.url}/case_audits?id={draft.check_id}&section={section}")
        page.locator(".form-title").wait_for()
        settled(page)
        return Screen(page, draft)

    yield open_window
    for page in opened:
        page.close()


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Somebody else holds the store's only place for writers."""
    holder = sqlite3.connect(database_url().removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


def test_text_is_saved_within_two_seconds_without_leaving_the_box(window):
    screen = window()
    words = "Seen <b>alone</b> **twice** =1+1 الطفل 👩‍👩‍👧 "
    screen.box("B1").press_sequentially(words, delay=15)
    assert until(lambda: screen.stored("B1").evidence == words) < TWO_SECONDS
    expect(screen.status("B1")).to_contain_text("Saved ")
    expect(screen.box("B1")).to_be_focused()
    assert screen.box("B1").input_value() == words


def test_steady_typing_is_saved_on_the_way(window):
    screen = window()
    screen.box("B1").press_sequentially("word " * 14, delay=40)
    assert len(screen.stored("B1").evidence or "") > 20


def test_a_refresh_a_moment_after_the_last_key_loses_nothing(window):
    screen = window()
    screen.box("B1").press_sequentially("typed and then F5", delay=10)
    screen.page.reload()
    expect(screen.box("B1")).to_have_value("typed and then F5")


def test_leaving_for_the_next_section_takes_the_text_along(window):
    screen = window()
    screen.box("B1").fill("on the way out")
    screen.page.get_by_role("button", name="Next: Assessment").click()
    expect(screen.page.locator(".form-title")).to_contain_text("Assessment")
    assert screen.stored("B1").evidence == "on the way out"


def test_a_killed_server_loses_at_most_two_seconds_and_the_open_tab_brings_even_those(
    window, running
):
    screen = window()
    screen.question("B1").get_by_text("No", exact=True).click()
    screen.box("B1").press_sequentially("saved before. ", delay=10)
    until(lambda: screen.stored("B1").evidence == "saved before. ")
    screen.box("B1").press_sequentially("Being typed when it died, ", delay=10)
    running.kill()
    screen.box("B1").press_sequentially("and after.", delay=10)
    expect(screen.status("B1")).to_contain_text("Not saved yet: the server does not answer")
    running.start()
    whole = "saved before. Being typed when it died, and after."
    until(lambda: screen.stored("B1").evidence == whole)
    expect(screen.status("B1")).to_contain_text("Saved ")
    expect(screen.box("B1")).to_have_value(whole)
    assert screen.stored("B1").value == "N"


def test_what_is_typed_after_the_server_was_restarted_under_an_idle_page_is_saved(window, running):
    screen = window()
    running.restart()
    screen.box("B1").press_sequentially("typed into the page of before", delay=10)
    until(lambda: screen.stored("B1").evidence == "typed into the page of before")
    expect(screen.status("B1")).to_contain_text("Saved ")


def test_two_windows_never_write_over_each_other_unseen(window):
    first = window()
    second = window()
    second.box("B1").fill("from the second window")
    until(lambda: second.stored("B1").evidence == "from the second window")
    first.box("B1").fill("from the first window")
    both = first.question("B1")
    expect(first.status("B1")).to_contain_text("You, in another window, saved a different answer")
    expect(both.locator(".form-theirs")).to_have_text(
        ["from the first window", "from the second window"]
    )
    assert first.stored("B1").evidence == "from the second window"
    both.get_by_role("button", name="Keep mine").click()
    until(lambda: first.stored("B1").evidence == "from the first window")
    expect(both.get_by_role("button", name="Keep mine")).to_have_count(0)
    second.box("B1").fill("once more from the second")
    second.question("B1").get_by_role("button", name="Keep the saved one").click()
    expect(second.box("B1")).to_have_value("from the first window")


def test_a_store_that_cannot_be_written_keeps_the_text_on_screen_and_saves_on_retry(window):
    screen = window()
    with locked():
        screen.box("B1").fill("typed while the store was locked")
        expect(screen.status("B1")).to_contain_text("Not saved: The database is busy")
        expect(screen.status("B1")).to_contain_text("Your text is still here. Trying again.")
        expect(screen.box("B1")).to_have_value("typed while the store was locked")
    until(lambda: screen.stored("B1").evidence == "typed while the store was locked")
    expect(screen.status("B1")).to_contain_text("Saved ")


def test_a_text_over_the_limit_stays_on_screen_and_says_by_how_much(window):
    screen = window()
    screen.box("B1").fill("x" * 100_000)
    until(lambda: len(screen.stored("B1").evidence or "") == 100_000)
    screen.box("B1").fill("x" * 101_500)
    expect(screen.status("B1")).to_contain_text("1,500 characters over the limit of 100,000")
    screen.page.get_by_role("button", name="Next: Assessment").click()
    screen.page.get_by_role("button", name="Previous:").click()
    expect(screen.box("B1")).to_have_value("x" * 101_500)


def test_what_is_typed_after_the_session_ended_is_saved_once_signed_in_again(
    window, draft, context, running
):
    screen = window()
    with writing() as session:
        end_sign_ins(session, draft.account_id, clock.now(), "signed out")
    screen.box("B1").fill("typed after signing out elsewhere")
    expect(screen.status("B1")).to_contain_text("Not saved: You are signed out")
    expect(screen.box("B1")).to_have_value("typed after signing out elsewhere")
    assert screen.stored("B1") == Answer()
    sign_in_again = begin_session(draft.account_id)
    context.add_cookies([{"name": "qa_session", "value": sign_in_again, "url": running.url}])
    screen.page.on("dialog", lambda dialog: dialog.accept())
    screen.page.reload()
    expect(screen.box("B1")).to_have_value("typed after signing out elsewhere")
    until(lambda: screen.stored("B1").evidence == "typed after signing out elsewhere")


def test_the_error_summary_takes_one_to_the_question(window):
    screen = window("check")
    screen.page.get_by_role("link", name="C3: Choose an answer.").click()
    expect(screen.page.locator(".form-title")).to_contain_text("C. Assessment")
    expect(screen.question("C3")).to_be_in_viewport()
    expect(screen.question("C3").get_by_role("radio").first).to_be_focused()
    assert "section=C" in screen.page.url


def test_a_task_in_the_list_opens_by_keyboard_and_its_address_can_be_mailed(window):
    screen = window("")
    task = screen.page.get_by_role("link", name="D. Planning")
    task.focus()
    expect(task).to_have_css("outline-style", "solid")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator(".form-title")).to_contain_text("D. Planning")
    expect(screen.page.locator(".form-title")).to_be_in_viewport()
    assert f"id={screen.draft.check_id}" in screen.page.url


@pytest.mark.parametrize("section", ["", "A", "Z", "check"])
def test_no_serious_accessibility_problem_and_no_sideways_scrolling(window, section):
    screen = window(section)
    for width in (1280, 320):
        screen.page.set_viewport_size({"width": width, "height": 900})
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert screen.page.evaluate(overflow) <= 0
        axe(screen.page)
