"""Raising a challenge from another record: Back leads to that record, not to another one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import new_page, settled, sign_in
from tests.browser.hands import tap
from tests.browser.test_challenges import account
from tests.services.challenge_world import challenge_world
from tests.services.midway_world import submitted


@pytest.fixture
def w(sqlite_store: str):
    world = challenge_world()
    account(world.iro, "iro")
    return world


def test_back_from_a_challenge_leads_to_the_record_it_was_raised_from(
    w, sqlite_store, server: Callable, browser: Browser
):
    check_id = submitted(w, M7_1="R", M7_3="formal_challenge")
    running, page = server(sqlite_store), new_page(browser)
    sign_in(page, running.url, "iro")
    for there, name in (
        (f"children?id={w.girl}", "Raise a challenge"),
        (f"children?id={w.girl}", "Share good practice"),
        (f"midway_reviews?id={check_id}", "Raise the challenge"),
    ):
        page.goto(f"{running.url}/{there}")
        title = page.locator("h1")
        expect(title).to_be_visible()
        settled(page)
        was = title.inner_text()
        tap(page.get_by_role("button", name=name, exact=True))
        expect(page).to_have_url(re.compile(r"/challenges\?id=\d+$"))
        expect(page.get_by_text("Everything you enter is saved as you go").first).to_be_visible()
        settled(page)
        begun = page.url
        page.reload()
        expect(title).to_contain_text(re.compile("challenge|practice", re.IGNORECASE))
        expect(page.get_by_text("Throw this draft away")).to_be_visible()
        settled(page)
        page.wait_for_timeout(1000)  # its boxes report once they are there
        settled(page)
        page.go_back()
        expect(page).to_have_url(f"{running.url}/{there}")
        expect(title).to_have_text(was)
        settled(page)
        assert page.url == f"{running.url}/{there}"
        page.go_forward()
        expect(page).to_have_url(begun)


def test_a_record_at_the_wrong_screen_opens_at_its_own_and_back_leads_before_it(
    w, sqlite_store, server: Callable, browser: Browser
):
    check_id = submitted(w)
    running, page = server(sqlite_store), new_page(browser)
    sign_in(page, running.url, "iro")
    page.goto(f"{running.url}/children?id={w.girl}")
    expect(page.locator("h1")).to_be_visible()
    settled(page)
    was = page.locator("h1").inner_text()
    page.goto(f"{running.url}/case_audits?id={check_id}")
    expect(page).to_have_url(f"{running.url}/midway_reviews?id={check_id}")
    expect(page.get_by_text("Midway review").first).to_be_visible()
    settled(page)
    page.go_back()
    expect(page).to_have_url(f"{running.url}/children?id={w.girl}")
    expect(page.locator("h1")).to_have_text(was)
