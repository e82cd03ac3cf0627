"""Chromium as a stopwatch: navigations, reruns, bytes."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from db.engine import reading
from db.queries import people
from tests.accounts import begin_session
from tests.benchmarks.servers import Running
from tests.benchmarks.stores import pointed_at
from tests.browser.conftest import FLAGS

COOKIE = "qa_session"
READER = "manager"
MARKS = "[data-testid=stVegaLiteChart] .marks"
# Looked at in every frame by the page itself, on its own clock: asking from outside would add
# the pauses between two askings, which are longer than what is measured.
SEEN = """
window.__seen = new Promise((resolve) => {
  const look = () => {
    const marks = [...document.querySelectorAll("%s")]
      .filter((mark) => mark.getBoundingClientRect().height > 0);
    const words = "%s";
    const said = !words || (document.body && document.body.textContent.includes(words));
    if (marks.length >= %d && said) resolve(performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""
DONE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE_MS = 120_000
SETTLE_MS = 300


@dataclass(frozen=True)
class Screen:
    """A page to open: its address, how many charts it draws, the words it ends in."""

    url: str
    charts: int = 0
    words: str = ""
    cookie: str = ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a head."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("Chromium is not installed; install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


def trends_of(server: Running, database: Path) -> Screen:
    """Our trends page, for somebody who is signed in."""
    return Screen(f"{server.url}/trends", 5, cookie=_cookie(database))


def _cookie(database: Path) -> str:
    with pointed_at(database), reading() as session:
        account = people.account_by_username(session, READER)
        account_id = account.id
    with pointed_at(database):
        return begin_session(account_id)


def context_for(browser: Browser, screen: Screen) -> BrowserContext:
    """A browser profile of its own, signed in where the screen wants it."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(PATIENCE_MS)
    made.add_init_script(SEEN % (MARKS, screen.words, screen.charts))
    if screen.cookie:
        made.add_cookies([{"name": COOKIE, "value": screen.cookie, "url": screen.url}])
    return made


def open_screen(page: Page, screen: Screen) -> float:
    """Go there and wait for everything it shows; milliseconds since the navigation began."""
    page.goto(screen.url, wait_until="commit", timeout=PATIENCE_MS)
    return page.evaluate("() => window.__seen")


def rerun(page: Page) -> None:
    """Press R, as a person may, and wait until the script has run."""
    page.keyboard.press("r")
    page.wait_for_timeout(SETTLE_MS)  # a bare page runs faster than its state can be seen
    page.wait_for_selector(DONE)


def first_visit_kilobytes(browser: Browser, screen: Screen) -> float:
    """Everything a browser with an empty cache receives, over HTTP and the socket."""
    context = context_for(browser, screen)
    page = context.new_page()
    client = context.new_cdp_session(page)
    received = [0.0]

    def add(count: float) -> None:
        received[0] += count

    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: add(event["encodedDataLength"]))
    client.on(
        "Network.webSocketFrameReceived",
        lambda event: add(_frame_size(event["response"])),
    )
    open_screen(page, screen)
    page.wait_for_load_state("networkidle")
    context.close()
    return received[0] / 1024


def _frame_size(frame: dict) -> int:
    """Of a frame of the socket: text as it is, binary as base64."""
    size = len(frame["payloadData"])
    return size * 3 // 4 if frame["opcode"] == 2 else size
