"""Real Chromium against a real server.

    def test_something(sqlite_store, server, browser):
        make_account("iro", "iro")                    # tests.accounts, straight into the store
        running = server(sqlite_store)                # .url .kill() .restart() .stop() .log
        page = new_page(browser)                      # 1280 px wide; new_page(browser, 320)
        sign_in(page, running.url, "iro")             # to the home page; `at="trends?team=3"`
        expect(page.get_by_role("heading", name="My work")).to_be_visible()
        axe(page)                                     # fails on serious problems of our making

`settled(page)` waits until the running script has finished drawing.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.accounts import PASSPHRASE
from tests.browser.server import Server
from tests.conftest import missing

WANTED = "Chromium is not installed; install it with: apt-get install chromium"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 30_000
PLATFORMS_OWN: dict[str, str] = {}
"""Rules of axe that the platform itself breaks, each with why we cannot mend it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a head."""
    program = shutil.which("chromium")
    if program is None:
        missing(WANTED)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(autouse=True)
def pages_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every page a test opened is closed after it."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start servers over a store; all are stopped at the end."""
    running: list[Server] = []

    def start(store: str, port: int | None = None, **env: str) -> Server:
        made = Server(store, tmp_path / f"server{len(running)}.log", port, **env)
        running.append(made)
        return made.start()

    yield start
    for one in running:
        one.stop()


def new_page(browser: Browser, width: int = 1280, height: int = 900) -> Page:
    """A page in a browser profile of its own."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def sign_in(
    page: Page, url: str, username: str, passphrase: str = PASSPHRASE, at: str = ""
) -> None:
    """Go to an address, signed out, sign in, and wait until the page asked for is drawn."""
    page.goto(f"{url}/{at}")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Passphrase").fill(passphrase)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Sign out", exact=True)).to_be_attached()
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run to its end and its last words are on screen."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def until(holds: Callable[[], bool], seconds: float = 30) -> float:
    """Wait until it holds; how long that took."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, "it never came to hold"
        time.sleep(0.02)
    return time.monotonic() - begun


def axe(page: Page) -> None:
    """Fail on any serious or critical problem that is not the platform's own."""
    from axe_playwright_python.sync_playwright import Axe

    found = [
        f"{problem['id']}: {problem['help']}: {[n['html'][:300] for n in problem['nodes']]}"
        for problem in Axe().run(page).response["violations"]
        if problem["impact"] in ("serious", "critical") and problem["id"] not in PLATFORMS_OWN
    ]
    assert not found, "\n".join(found)
