"""A head of service opens Escalations cold on the demonstration: five to call and why within a
minute, each opened and back, the filters kept in the address, the briefing downloaded."""

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from qa.services import demo
from tests.browser.conftest import axe, new_page, settled, sign_in
from tests.browser.server import Server

NOW = "2026-11-05T10:00:00+00:00"
CALL = re.compile(r"^[1-5]\. (Call|Answer it yourself|Decide it yourself)")
WHY = re.compile(r"working days? late[ .]|Due today[ .]")
BEHIND = "Figures and records behind this chart"
MINUTE = 60


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration as `make run` loads it, read by every test of this module."""
    folder = tmp_path_factory.mktemp("monitor")
    store = f"sqlite:///{folder / 'qa.db'}"
    settings = {**os.environ, "QA_DATABASE_URL": store, "QA_NOW": NOW}
    command = [sys.executable, "-m", "qa", "demo"]
    subprocess.run(command, check=True, env=settings, capture_output=True)
    started = Server(store, folder / "server.log", QA_NOW=NOW).start()
    yield started
    started.stop()


@pytest.fixture
def at_desk(running: Server, browser: Browser) -> Callable[..., Page]:
    """The head of service of the demonstration, signed in at an address."""

    def sit(width: int = 1280, at: str = "monitor") -> Page:
        page = new_page(browser, width)
        sign_in(page, running.url, "head", demo.PASSPHRASE, at=at)
        expect(page.get_by_role("heading", name="Briefing")).to_be_visible()
        return page

    return sit


def test_a_head_of_service_says_within_a_minute_whom_to_call_and_opens_each(
    at_desk: Callable[..., Page],
) -> None:
    page = at_desk()
    begun = time.monotonic()
    calls = page.get_by_role("link", name=CALL)
    expect(calls).to_have_count(5)
    words = calls.all_inner_texts()
    said = page.locator("[data-testid=stMain]").inner_text()
    assert len(WHY.findall(said.split("About to breach")[0])) == 5
    for place, each in enumerate(words):
        number = re.search(r"challenge (\d+)", each)[1]
        calls.nth(place).click()
        expect(page).to_have_url(re.compile(rf"challenges\?id={number}$"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("hallenge")
        page.go_back()
        expect(calls).to_have_count(5)
    assert calls.all_inner_texts() == words
    assert time.monotonic() - begun < MINUTE


def test_what_was_chosen_stays_in_the_address(at_desk: Callable[..., Page]) -> None:
    page = at_desk(at="monitor?period=Last+6+months&team=Alder+team&open_by_team=Alder+team")
    for _ in range(2):
        expect(page.get_by_role("combobox", name="Team", exact=True)).to_have_value("Alder team")
        expect(page.get_by_role("combobox", name="Period")).to_have_value("Last 6 months")
        expect(page.get_by_text(re.compile(r"Alder team\. \d+ open challenges?\."))).to_be_visible()
        expect(page.get_by_role("link", name=CALL).first).to_contain_text("Alder team")
        assert "team=Alder+team" in page.url
        page.reload()
        settled(page)


def test_the_briefing_is_downloaded_for_inside_and_for_publication(
    at_desk: Callable[..., Page], tmp_path: Path
) -> None:
    page = at_desk()
    first = page.get_by_text("challenges are open").first.inner_text()
    inside = _downloaded(page, "Download the briefing (Word)")
    assert first in inside
    assert "Who must act today" in inside
    assert "formal challenges" in inside
    outside = _downloaded(page, "Download for publication (Word)")
    assert "not given" in outside
    assert "Who must act today" not in outside
    assert "FIC-" not in outside


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_on_the_page_keeps_anyone_out(at_desk: Callable[..., Page], width: int) -> None:
    page = at_desk(width, at="monitor?behind_challenge_open=Informal%3A+overdue")
    expect(page.get_by_text("Informal: overdue").first).to_be_visible()
    expect(page.get_by_role("columnheader", name="Critically overdue")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _downloaded(page: Page, button: str) -> str:
    """The words of the briefing, as Word opens it."""
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    document = Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
