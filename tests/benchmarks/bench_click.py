"""Click to committed in Chromium: a section of the 48-question audit against a bare fragment, and
a section of the looked-after midway review, with what is known beside it, against the audit.

`python -m tests.benchmarks.bench_click`; others call `measure`. The pages are open at once and are
clicked turn and turn about; a commit is seen through `PRAGMA data_version` of each database.
"""

import contextlib
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.bench_save import store
from tests.services import filling

ROOT = Path(__file__).resolve().parents[2]
CLICKS, WARM_UP = 60, 6
GOAL, MIDWAY_GOAL = 1.5, 1.0
AUDIT, MIDWAY = ("A", "A1"), ("M6", "M6-1")
"""Section and first question of each form, both sections of about the form's usual length: five
questions in the audit, three in the midway review."""
CHOICES = ("Yes", "Partly", "No")


@dataclass(frozen=True)
class Figures:
    """Median milliseconds from click to commit of each."""

    bare_ms: float
    form_ms: float
    midway_ms: float

    @property
    def ratio(self) -> float:
        """Form over bare fragment."""
        return self.form_ms / self.bare_ms

    @property
    def midway_ratio(self) -> float:
        """Midway review over audit."""
        return self.midway_ms / self.form_ms


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _served(script: Path, **env: str) -> Iterator[str]:
    """A Streamlit server for one script, with the product's settings."""
    port = _free_port()
    words = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    process = subprocess.Popen(
        words, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


class Clicker:
    """One page with a question of three choices, and the database its clicks end in."""

    def __init__(self, page: Page, address: str, database: Path, question: str) -> None:
        self.page, self.turn = page, 0
        self.choices = f".st-key-q-{question} [role=radiogroup]"
        self.watch = sqlite3.connect(database, isolation_level=None)
        page.goto(address)
        page.locator(self.choices).wait_for()
        page.wait_for_timeout(1500)

    def _version(self) -> int:
        return self.watch.execute("PRAGMA data_version").fetchone()[0]

    def click(self) -> float:
        """Milliseconds from the click to the commit."""
        self.turn += 1
        label = CHOICES[self.turn % len(CHOICES)]
        choice = self.page.locator(f"{self.choices} label", has_text=label).first
        element = choice.element_handle()
        before, begun = self._version(), time.perf_counter()
        element.evaluate("choice => choice.click()")
        while self._version() == before:
            time.sleep(0.0005)
        taken = (time.perf_counter() - begun) * 1000
        self.page.wait_for_timeout(300)
        return taken


def _bare_database(folder: Path) -> Path:
    path = folder / "bare.db"
    made = sqlite3.connect(path, isolation_level=None)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("CREATE TABLE bench (id INTEGER PRIMARY KEY, words TEXT)")
    made.execute("INSERT INTO bench VALUES (1, '')")
    made.close()
    return path


@contextlib.contextmanager
def _pages() -> Iterator[tuple[Clicker, ...]]:
    with store() as path, sync_playwright() as playwright:
        audit, midway = filling.draft(), filling.draft("cla_midway", "Ira Officer")
        bare_path = _bare_database(path.parent)
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        bare = _served(ROOT / "tests/benchmarks/bare_fragment.py", BENCH_DATABASE=str(bare_path))
        form = _served(ROOT / "tests/browser/harness_form.py")
        with bare as bare_url, form as form_url:
            yield (
                Clicker(browser.new_page(), bare_url, bare_path, AUDIT[1]),
                _form(browser, form_url, path, audit, AUDIT),
                _form(browser, form_url, path, midway, MIDWAY),
            )
        browser.close()


def _form(
    browser: Browser, url: str, path: Path, draft: filling.Draft, at: tuple[str, str]
) -> Clicker:
    place = f"?id={draft.check_id}&in={draft.sign_in_id}&section={at[0]}"
    return Clicker(browser.new_page(), f"{url}/{place}", path, at[1])


def measure(clicks: int = CLICKS) -> Figures:
    """Medians over `clicks` of each, interleaved."""
    with _pages() as pages:
        for _ in range(WARM_UP):
            for page in pages:
                page.click()
        taken = [_round(pages, number) for number in range(clicks)]
    return Figures(*(statistics.median(column) for column in zip(*taken, strict=True)))


def _round(pages: tuple[Clicker, ...], number: int) -> list[float]:
    """One click of each, another page first each time: the one before leaves the machine warm."""
    first = number % len(pages)
    taken = {page: page.click() for page in (*pages[first:], *pages[:first])}
    return [taken[page] for page in pages]


if __name__ == "__main__":
    found = measure()
    print(f"bare fragment, one row committed  {found.bare_ms:6.1f} ms")
    print(f"a choice of the audit's form      {found.form_ms:6.1f} ms")
    print(f"ratio                             {found.ratio:6.2f}   (goal: at most {GOAL})")
    print(f"a choice of the midway review     {found.midway_ms:6.1f} ms")
    print(f"ratio to the audit's              {found.midway_ratio:6.2f}   (goal: at most 1)")
