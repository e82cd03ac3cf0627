"""The trends page in a real browser: charts drawn, a click opens the list, 320 px, both themes."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accounts import make_account
from tests.browser.conftest import axe, new_page, settled, sign_in
from tests.services.test_trends import some_audits

CHARTS = "[data-testid=stVegaLiteChart] svg.marks, [data-testid=stVegaLiteChart] canvas.marks"

BEHIND = "Figures and records behind this chart"


@pytest.fixture
def trends(sqlite_store: str, server: Callable, browser: Browser) -> Callable[..., Page]:
    make_account("manager", "practice_manager")
    some_audits(dt.date.today())
    running = server(sqlite_store)

    def open_page(width: int = 1280, at: str = "trends") -> Page:
        page = new_page(browser, width)
        sign_in(page, running.url, "manager", at=at)
        expect(page.locator(CHARTS)).to_have_count(5)
        return page

    return open_page


def test_a_mark_that_is_clicked_opens_the_records_behind_it(trends: Callable[..., Page]) -> None:
    page = trends()
    chart = page.locator(CHARTS).nth(4)
    box = chart.bounding_box()
    chart.scroll_into_view_if_needed()
    chart.click(position={"x": 20, "y": box["height"] * 0.12})
    expect(page.get_by_text("1 open action.")).to_be_visible()
    assert "behind_age=" in page.url
    page.get_by_role("link", name="NG-1").click()
    expect(page).to_have_url(re.compile(r"case_audits\?id=\d+"))


def test_the_filters_and_the_open_list_survive_in_a_mailed_address(
    trends: Callable[..., Page],
) -> None:
    page = trends(at="trends?period=Last+6+months&team=Northgate&behind_team=Northgate%3A+Good")
    expect(page.get_by_text("Northgate: Good").first).to_be_visible()
    expect(page.get_by_role("link", name="Northgate")).not_to_have_count(0)
    page.reload()
    settled(page)
    expect(page.get_by_text("Northgate: Good").first).to_be_visible()


def test_the_list_opens_by_keyboard_alone(trends: Callable[..., Page]) -> None:
    page = trends()
    page.get_by_role("button", name=BEHIND).nth(1).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Show the records behind a team and grade").focus()
    page.keyboard.type("Northgate: Good")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Northgate")).not_to_have_count(0)


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_on_the_page_keeps_anyone_out(trends: Callable[..., Page], width: int) -> None:
    page = trends(width)
    page.get_by_role("button", name=BEHIND).first.click()
    expect(page.get_by_role("columnheader", name="Month")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
