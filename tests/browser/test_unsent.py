"""What is typed and not sent outlives a refresh, another window and a killed server."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from db.engine import reading
from db.models import Unsent
from tests.accounts import begin_session
from tests.browser.conftest import axe, new_page, settled, until
from tests.browser.server import Server
from tests.services import makers
from tests.services.challenge_world import challenge_world, raised, row

ANSWER = "What is the answer?"
SAID = "Visited today.\nثاني 👩‍👩‍👧 <b>next</b> visit on Friday"


class Window:
    """A window of the responder's browser that shows the challenge."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.go()

    def go(self) -> None:
        self.page.goto(self.address)
        self.drawn()

    def drawn(self) -> None:
        self.box.wait_for()
        settled(self.page)

    def reload(self) -> None:
        self.page.reload()
        self.drawn()

    @property
    def box(self) -> Locator:
        return self.page.get_by_label(ANSWER, exact=True)

    @property
    def status(self) -> Locator:
        return self.page.locator(".status", has_text="Kept")


def everything_kept() -> list[str]:
    """Every text that is kept, by whomever."""
    with reading() as session:
        return [each.text for each in session.query(Unsent)]


@pytest.fixture
def w(sqlite_store, monkeypatch):
    return challenge_world()


@pytest.fixture
def made(w) -> int:
    return raised(w)


@pytest.fixture
def running(w, server, sqlite_store) -> Server:
    return server(sqlite_store)


@pytest.fixture
def window(w, made, running, browser: Browser) -> Callable[[], Window]:
    context = new_page(browser, 320).context
    cookie = begin_session(makers.account(w.boss.person_id))
    context.add_cookies([{"name": "qa_session", "value": cookie, "url": running.url}])

    def open_window() -> Window:
        page = context.new_page()
        page.set_default_timeout(30_000)
        return Window(page, f"{running.url}/challenges?id={made}")

    return open_window


def test_an_answer_not_sent_outlives_a_refresh_and_a_killed_server_until_it_is_sent(
    window, running, made
):
    here = window()
    here.box.press_sequentially(SAID, delay=5)
    expect(here.status).to_contain_text("Kept at ")
    expect(here.status).to_contain_text("not sent yet")
    expect(here.box).to_be_focused()
    axe(here.page)
    here.reload()
    expect(here.box).to_have_value(SAID)
    here.box.press_sequentially(" and more", delay=5)
    running.kill()
    here.box.press_sequentially(", typed to nobody", delay=5)
    running.start()
    expect(here.status).to_contain_text("Kept at ")
    here.reload()
    whole = f"{SAID} and more, typed to nobody"
    expect(here.box).to_have_value(whole)
    here.box.press_sequentially("!")
    here.page.get_by_role("button", name="Send the answer").click()
    expect(here.page.get_by_text("Answered. The raiser is told.")).to_be_visible()
    until(lambda: row(made).status == "answered")
    expect(here.page.locator("pre, p", has_text="typed to nobody!").first).to_be_attached()
    here.page.reload()
    expect(here.page.get_by_role("heading", name="What happened")).to_be_visible()
    settled(here.page)
    expect(here.page.get_by_text("What you wrote was not used")).to_have_count(0)


def test_of_two_windows_neither_writes_over_the_other(window):
    first, second = window(), window()
    first.box.fill("From the first")
    expect(first.status).to_contain_text("Kept")
    second.box.fill("From the second")
    expect(second.page.locator(".form-error", has_text="in another window")).to_be_visible()
    second.page.get_by_role("button", name="Keep the saved one").click()
    expect(second.box).to_have_value("From the first")
    first.box.fill("From the first again")
    until(lambda: "From the first again" in everything_kept())
    second.reload()
    expect(second.box).to_have_value("From the first again")
