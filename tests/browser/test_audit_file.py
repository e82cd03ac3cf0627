"""Downloading a finished audit in a real browser."""

import pytest
from playwright.sync_api import expect

from db.engine import writing
from db.models import Account, Check
from qa.services import passphrase_hashes
from tests.accounts import PASSPHRASE
from tests.browser.conftest import axe, new_page, settled, sign_in
from tests.browser.hands import tap
from tests.reports.opened import check_accessible
from tests.services import makers
from tests.services.audit_world import submitted, world


@pytest.fixture
def agreed(sqlite_store):
    w = world()
    check_id = submitted(w)
    account_id = makers.account(w.manager.person_id)
    with writing() as session:
        check, account = session.get(Check, check_id), session.get(Account, account_id)
        check.status, check.agreed_at, check.closed_at = "closed", makers.NOW, makers.NOW
        account.username = "manager"
        account.passphrase_hash = passphrase_hashes.hash_of(PASSPHRASE)
    return check_id


def test_both_documents_download_and_after_the_session_ended_neither_does(
    sqlite_store, agreed, server, browser
):
    page = new_page(browser)
    sign_in(page, server(sqlite_store).url, "manager", at=f"case_audits?id={agreed}")
    for label, title in (
        ("Download the audit (Word)", "Audit of child C-1001"),
        ("Download the feedback sheet (Word)", "Feedback on the audit of child C-1001"),
    ):
        with page.expect_download() as download:
            tap(page.get_by_role("button", name=label))
        path = download.value.path()
        assert download.value.suggested_filename.endswith("-C-1001-2026-11-05.docx")
        check_accessible(path.read_bytes(), title)
        settled(page)
    assert len(makers.entries("export")) == 2
    page.get_by_text("Copy for the child's record").click()
    expect(page.locator("pre")).to_contain_text("The child is safer than six months ago.")
    settled(page)
    axe(page)
    with writing() as session:
        session.query(Account).one().disabled_at = makers.NOW
    page.get_by_role("button", name="Download the audit (Word)").click()
    expect(page.get_by_test_id("stDownloadButtonError")).to_be_visible()
    page.get_by_text("Copy for the child's record").click()
    expect(page.get_by_label("Username")).to_be_visible()
    assert len(makers.entries("export")) == 2
