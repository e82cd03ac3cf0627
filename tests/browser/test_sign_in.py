"""Sign-in in a real browser: nothing before it, the page asked for after it, nothing left of it."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from db.engine import reading, writing
from db.models import Account, SignIn, TrailEntry
from pages.ui.cookies import COOKIE
from pages.ui.place import DEVICE_COOKIE
from pages.ui.screens import SCREENS
from qa import clock
from tests.accounts import PASSPHRASE, make_account
from tests.browser.conftest import axe, new_page, settled, sign_in
from tests.browser.server import ROOT

KEYS = [screen.key for screen in SCREENS]


@pytest.fixture
def running(sqlite_store, server):
    """A freshly started server with one account, that nobody has asked anything yet."""
    make_account("ada", "administrator", name="Ada Admin")
    return server(sqlite_store)


def signed_out(page):
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    settled(page)


def cookies(page):
    return {cookie["name"]: cookie for cookie in page.context.cookies()}


def shows_the_form_and_nothing_else(page):
    signed_out(page)
    assert page.get_by_role("heading").all_inner_texts() == ["Quality assurance"]
    assert page.title() == "Quality assurance"
    assert page.get_by_test_id("stSidebarNav").count() == 0
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("key", ["", "accounts", "children"])
def test_the_first_thing_a_fresh_server_shows_is_the_sign_in_form_alone(running, browser, key):
    page = new_page(browser)
    page.goto(f"{running.url}/{key}")
    shows_the_form_and_nothing_else(page)


def test_at_any_address_there_is_nothing_but_the_sign_in_form(running, browser):
    page = new_page(browser)
    for key in KEYS:
        page.goto(f"{running.url}/{key}")
        shows_the_form_and_nothing_else(page)


def test_an_address_that_is_no_screen_answers_as_a_screen_does(running, browser):
    page = new_page(browser)
    for address in ("no_such_page", "frame", "ui"):
        page.goto(f"{running.url}/{address}")
        shows_the_form_and_nothing_else(page)
        assert page.url == f"{running.url}/{address}"
    asked = [running.ask(f"/{key}").text for key in ("no_such_page", "accounts")]
    assert asked[0] == asked[1]
    assert running.ask("/accounts/7").status == running.ask("/no_such/7").status == 404


def test_after_sign_in_the_page_that_was_asked_for_is_shown_and_stays_on_refresh(running, browser):
    page = new_page(browser)
    sign_in(page, running.url, "ada", at="accounts?find=ada&state=In+use")
    expect(page.get_by_role("heading", name="Accounts")).to_be_visible()
    assert page.url == f"{running.url}/accounts?find=ada&state=In+use"
    page.reload()
    expect(page.get_by_label("Name, username, job title or role")).to_have_value("ada")
    assert "ticket" not in page.url


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(running, browser):
    page = new_page(browser)
    sign_in(page, running.url, "ada")
    for name in (COOKIE, DEVICE_COOKIE):
        assert cookies(page)[name]["httpOnly"]
        assert cookies(page)[name]["sameSite"] == "Lax"
    assert COOKIE not in page.evaluate("document.cookie")


def test_behind_tls_the_cookie_is_secure_and_bound_to_the_host(sqlite_store, server):
    make_account("ada", "administrator")
    running = server(sqlite_store, QA_HTTPS="1")
    answer = running.ask("/accounts", Accept="text/html")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_an_old_cookie_is_refused_after_sign_out(running, browser):
    page = new_page(browser)
    sign_in(page, running.url, "ada", at="accounts")
    old = cookies(page)[COOKIE]
    page.get_by_role("button", name="Sign out").click()
    signed_out(page)
    assert COOKIE not in cookies(page)
    page.context.add_cookies([old])
    page.goto(f"{running.url}/accounts")
    signed_out(page)
    assert page.get_by_role("heading", name="Accounts").count() == 0


def test_an_open_tab_of_a_disabled_account_is_out_at_the_next_click(running, browser):
    page = new_page(browser)
    sign_in(page, running.url, "ada", at="accounts")
    with writing() as session:
        session.execute(update(Account).values(disabled_at=clock.now()))
    page.get_by_label("Name, username, job title or role").fill("x")
    page.keyboard.press("Enter")
    signed_out(page)


def test_an_address_of_anothers_is_never_where_sign_in_leads(running):
    for asked in ("https://example.org", "//example.org", "/\\example.org", "accounts\n?x", "%2e"):
        query = urlencode({"next": asked, "ticket": "x"})
        answer = running.ask(f"/session/begin?{query}")
        assert (answer.status, answer.headers["location"]) == (303, "../")
        assert "qa_session" not in answer.headers.get("set-cookie", "")


def test_a_wrong_passphrase_is_refused_in_words_and_the_form_stays(running, browser):
    page = new_page(browser)
    page.goto(f"{running.url}/accounts")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Passphrase").fill("not the right one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("The username or the passphrase is not right.")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("ada")
    with reading() as session:
        assert session.scalars(select(TrailEntry.refused)).all() == [True]


def test_a_one_time_passphrase_has_to_be_changed_before_anything_else(
    sqlite_store, server, browser
):
    make_account("ada", "administrator", must_change=True)
    page = new_page(browser)
    sign_in(page, server(sqlite_store).url, "ada", at="accounts")
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    page.get_by_label("Present passphrase").fill(PASSPHRASE)
    page.get_by_label("New passphrase", exact=True).fill("otter lamp quiet river")
    page.get_by_label("New passphrase again").fill("otter lamp quiet river")
    page.get_by_role("button", name="Change passphrase").click()
    expect(page.get_by_text("Your passphrase is changed.")).to_be_visible()
    page.get_by_role("link", name="Accounts").click()
    expect(page.get_by_role("heading", name="Accounts")).to_be_visible()


def wake(page):
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def last_seen(minutes_ago, begun_hours_ago=0.0):
    now = clock.now()
    with writing() as session:
        session.execute(
            update(SignIn).values(
                last_seen_at=now - dt.timedelta(minutes=minutes_ago),
                begun_at=now - dt.timedelta(hours=begun_hours_ago),
            )
        )


def test_a_warning_comes_two_minutes_before_the_end_and_one_can_stay(running, browser):
    page = new_page(browser, 320)
    sign_in(page, running.url, "ada", at="accounts")
    warning = page.get_by_text(re.compile(r"You will be signed out at \d\d:\d\d"))
    wake(page)
    page.wait_for_timeout(500)
    expect(warning).to_be_hidden()
    last_seen(28.5)
    wake(page)
    expect(warning).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    with reading() as session:
        assert clock.now() - session.scalar(select(SignIn.last_seen_at)) < dt.timedelta(minutes=1)


def test_after_ten_hours_there_is_no_staying_and_the_end_is_said(running, browser):
    page = new_page(browser)
    sign_in(page, running.url, "ada", at="accounts")
    last_seen(0, 9.99)
    wake(page)
    expect(page.get_by_text("as you signed in a long time ago")).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    last_seen(0, 10)
    wake(page)
    expect(page.get_by_text("You are signed out. Everything that was saved")).to_be_visible()
    page.get_by_role("button", name="Sign in again").click()
    signed_out(page)


def test_a_tab_left_open_becomes_that_of_whoever_signs_in_next(running, browser):
    make_account("bina", "iro", name="Bina Shah")
    before = new_page(browser)
    sign_in(before, running.url, "ada", at="my_account")
    after = before.context.new_page()
    after.goto(running.url)
    after.get_by_role("button", name="Sign out").click()
    signed_out(after)
    sign_in(after, running.url, "bina")
    wake(before)
    expect(before.get_by_text("Signed in as Bina Shah")).to_be_visible()


def test_a_session_is_not_prolonged_from_another_site(running):
    assert running.ask("/session/stay", "POST").status == 403
    assert json.loads(running.ask("/session/left").text) == {
        "idle": 0,
        "total": 0,
        "who": None,
    }


def test_every_answer_carries_the_security_headers(running):
    for path in ("/", "/accounts", "/healthz", "/_stcore/health", "/media/x.docx"):
        headers = running.ask(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "private, no-store"


def test_the_browser_has_nothing_to_complain_of_under_that_policy(running, browser):
    page = new_page(browser)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text))
    sign_in(page, running.url, "ada", at="accounts")
    assert not [text for text in complaints if "Content Security Policy" in text]


def test_the_demonstrations_accounts_are_listed_on_its_sign_in_page_only(
    running, sqlite_store, browser
):
    page = new_page(browser)
    page.goto(running.url)
    signed_out(page)
    assert "fictional" not in page.content()
    make_account("iro", "iro", is_demonstration=True, passphrase="fictional data only")
    page.reload()
    expect(page.get_by_text("fictional data only")).to_be_visible()
    axe(page)
    sign_in(page, running.url, "iro", "fictional data only", at="my_account")
    expect(page.get_by_text("Every child, person and record here is fictional.")).to_be_visible()


def start(**env):
    words = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port=0"]
    return subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_program_refuses_to_start_without_a_secret_of_32_bytes(sqlite_store):
    done = start(QA_SECRET="too short")
    assert done.returncode != 0
    assert "QA_SECRET has to be set to a secret of at least 32 bytes; it has 9." in done.stderr
    assert "Traceback" not in done.stderr


def test_over_an_empty_store_every_page_says_what_to_run(tmp_path, server, browser):
    running = server(f"sqlite:///{tmp_path / 'new.db'}")
    answer = running.ask("/healthz")
    assert answer.status == 503
    assert "python -m qa init" in answer.text
    page = new_page(browser)
    page.goto(f"{running.url}/accounts")
    expect(page.get_by_text("Run: python -m qa init")).to_be_visible()
    assert page.get_by_label("Username").count() == 0
    assert "Traceback" not in running.log.read_text()


@pytest.mark.parametrize("width", [1280, 320])
def test_no_serious_problem_of_our_making_on_these_screens(running, browser, width):
    page = new_page(browser, width)
    page.goto(running.url)
    signed_out(page)
    axe(page)
    for address in ("accounts", "accounts?id=1", "accounts?person=1", "my_account"):
        if address == "accounts":
            sign_in(page, running.url, "ada", at=address)
        else:
            page.goto(f"{running.url}/{address}")
            expect(page.get_by_text("Sign out", exact=True)).to_be_attached()
            settled(page)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
