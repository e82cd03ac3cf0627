from playwright.sync_api import expect

from qa import clock
from qa.services import demo, roster_sample
from tests.browser.conftest import axe, new_page, settled, sign_in
from tests.services.rosters import actor


def test_business_support_loads_the_fictional_workbook(sqlite_store, server, browser):
    demo.load(demo.Size(50), clock.now(), clock.today())
    data = roster_sample.workbook_to_try(actor(today=clock.today()))
    running = server(sqlite_store)
    page = new_page(browser)
    sign_in(page, running.url, "support", demo.PASSPHRASE, at="roster")
    expect(page.get_by_role("heading", name="Load children")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a fictional workbook to try").click()
    assert download.value.suggested_filename == roster_sample.FILE_NAME
    page.locator("input[type=file]").first.set_input_files(
        {"name": "annex a.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    settled(page)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("3 rows refused").first).to_be_visible()
    settled(page)
    axe(page)
    page.get_by_text("Create the teams that are not known").click()
    page.get_by_role("button", name="Load the children").click()
    expect(page.get_by_text("Loaded as at").first).to_be_visible()
    expect(page.get_by_text("1 team created.")).to_be_visible()
    settled(page)
    axe(page)
