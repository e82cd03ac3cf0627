"""Every record has an address: it stands there when a list was clicked, and Back leads back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.accounts import make_account, make_team
from tests.browser.conftest import new_page, settled, sign_in
from tests.services import makers
from tests.services.audit_world import allocated, world


@pytest.fixture
def office(sqlite_store: str) -> str:
    w = world()
    allocated(w)
    make_account("manager", "practice_manager")
    make_account("admin", "administrator")
    makers.action(w.iro.person_id, w.manager.person_id, child_id=w.child)
    make_team("Southgate")
    return sqlite_store


@pytest.mark.parametrize(
    ("who", "screen", "record"),
    [
        ("manager", "case_audits", "Child C-1001"),
        ("manager", "actions", "See the child"),
        ("manager", "children", "Child C-1001"),
        ("admin", "accounts", "Manager"),
    ],
)
def test_a_record_opened_from_its_list_has_its_address_and_back_leads_to_the_list(
    office, server, browser: Browser, who, screen, record
):
    running = server(office)
    page = new_page(browser)
    sign_in(page, running.url, who, at=screen)
    main = page.locator("[data-testid=stMain]")
    main.get_by_role("link", name=re.compile(record)).first.click()
    expect(page).to_have_url(re.compile(rf"/{screen}\?id=\d+$"))
    settled(page)
    title = page.locator("h1").inner_text()
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    settled(page)
    page.go_back()
    expect(page).to_have_url(re.compile(rf"/{screen}$"))
    expect(main.get_by_role("link", name=re.compile(record)).first).to_be_visible()


def test_an_address_that_is_no_screen_says_so_beside_the_menu(office, server, browser: Browser):
    running = server(office)
    page = new_page(browser)
    sign_in(page, running.url, "manager", at="visit_coverage")
    title = page.get_by_role("heading", name="There is no page at that address")
    expect(title).to_be_visible()
    expect(page.get_by_text("You asked for visit_coverage.")).to_be_visible()
    assert page.url == f"{running.url}/visit_coverage"
    assert page.get_by_role("dialog").count() == 0
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Actions").click()
    expect(page.get_by_role("heading", name="Actions")).to_be_visible()
    settled(page)
    page.go_back()
    expect(title).to_be_visible()
