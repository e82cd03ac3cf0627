"""Children, cover, history, filing and the other reading screens: no data, and awkward data."""

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from db.engine import writing
from db.models import RiskFlag
from qa import clock
from qa.services import install
from tests.accounts import make_account
from tests.browser.conftest import axe, new_page, settled, sign_in
from tests.browser.hands import opened_by_keys
from tests.services import makers

SCREENS = (
    "children",
    "children?show=No+IRO",
    "children?show=Not+loaded",
    "cover",
    "cover?part=Handover",
    "cover?part=Told+of+the+new+IRO",
    "history",
    "how_it_works",
    "how_it_works?part=Statuses+and+moves",
    "how_it_works?part=Time+limits",
    "how_it_works?part=Forms",
    "reviews",
    "reviews?state=Due",
    "challenges",
    "challenges?state=Open",
    "midway_reviews",
    "due_calendar",
    "timeliness",
    "long_plans",
    "caseload",
    "time_limits",
    "load_care_history",
    "not_filed",
    "good_practice",
    "accessibility",
)
LONG = "Anunbrokenword" * 12
NUMBER = "9" * 60


@pytest.fixture
def office(sqlite_store):
    """Forms and time limits installed, a practice manager with an account."""
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    make_account("manager", "practice_manager")
    return sqlite_store


def fits(page: Page) -> None:
    """Nothing but a table that scrolls by itself is wider than the screen."""
    wide = "m => m.scrollWidth - m.clientWidth"
    assert page.get_by_test_id("stMain").evaluate(wide) <= 1, page.url


def walk(page: Page, url: str, addresses: tuple[str, ...], widths: tuple[int, ...] = ()) -> None:
    for address in addresses:
        page.goto(f"{url}/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for width in widths or (page.viewport_size["width"],):
            page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})
            settled(page)
            fits(page)
            axe(page)


def test_the_screens_are_sound_with_nothing_in_them(office, server, browser: Browser):
    running = server(office)
    page = new_page(browser)
    sign_in(page, running.url, "manager")
    walk(page, running.url, SCREENS, (1280, 320))


def awkward() -> int:
    """A child with long words everywhere, a risk, an audit worth sharing; the child's id."""
    team = makers.team(f"Team {LONG}"[:200])
    child_id = makers.child(NUMBER, team)
    makers.status(child_id, "cla", end_reason=LONG[:200])
    iro = makers.holder(f"Ira {LONG}"[:200], "iro").person_id
    makers.link(child_id, "iro", iro)
    today = clock.today()
    makers.finished(
        child_id, iro, today - dt.timedelta(days=30), team_id=team, is_good_practice=True,
        good_practice_note=f"<b>{LONG}</b> **{LONG}**",
    )  # fmt: skip
    makers.action(iro, iro, child_id=child_id, text=f"{LONG} [x](http://x.example)")
    makers.made(
        RiskFlag(child_id=child_id, raised_by_id=iro, raised_at=clock.now(), worry=f"* {LONG}")
    )
    return child_id


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_long_words_and_markup_break_no_screen(office, server, browser: Browser, scheme):
    child_id = awkward()
    running = server(office)
    page = new_page(browser, 320)
    page.emulate_media(color_scheme=scheme)
    sign_in(page, running.url, "manager")
    found = (f"children?id={child_id}", "children", "not_filed", "good_practice", "history")
    walk(page, running.url, found)


def test_an_iro_is_recorded_by_keyboard_alone(office, server, browser: Browser):
    child_id = makers.child("C-1")
    makers.status(child_id, "cla")
    makers.person("Ann Example")
    running = server(office)
    page = new_page(browser)
    sign_in(page, running.url, "manager", at=f"children?id={child_id}")
    page.locator("summary", has_text="Record who works with this child").focus()
    page.keyboard.press("Enter")
    who = page.get_by_role("combobox", name="Who", exact=True)
    expect(who).to_be_visible()
    opened_by_keys(page, who, "Ann Example")
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    expect(who).to_have_value("Ann Example")
    settled(page)
    page.get_by_role("button", name="Record", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recorded for 1 child.")).to_be_visible()
