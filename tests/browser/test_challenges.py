"""An IRO raises a challenge from a drifting midway review, gets no answer, passes a stage by with a
reason, refers to Cafcass beside it, and closes it with what changed; every step without a fault."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from db.engine import writing
from db.models import Account
from qa.domain.actor import Actor
from qa.domain.challenge_draft import FIELDS
from qa.services import challenge_drafts as drafts
from qa.services import challenges, ladders, passphrase_hashes, themes
from qa.services.challenge_asked import Asked
from tests.accounts import PASSPHRASE
from tests.browser import hands
from tests.browser.conftest import axe, new_page, settled, sign_in, until
from tests.browser.hands import tap
from tests.browser.test_register_screens import LONG, fits
from tests.services import makers
from tests.services.challenge_world import SAID, challenge_world, draft, row, v
from tests.services.midway_world import submitted

RAISED, LATER = "2026-11-05T14:02:00+00:00", "2026-11-13T10:00:00+00:00"
WANTED = "What do you want to happen?"
PANEL = "A matching panel this month."
IMPACT = "What does it mean for the child?"


def account(person: Actor, username: str) -> None:
    """So that this person can sign in."""
    account_id = makers.account(person.person_id)
    with writing() as session:
        made = session.get(Account, account_id)
        made.username, made.passphrase_hash = username, passphrase_hashes.hash_of(PASSPHRASE)


@pytest.fixture
def w(sqlite_store: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QA_NOW", RAISED)
    world = challenge_world()
    account(world.iro, "iro")
    return world


def fill(page: Page, part: Locator, label: str, words: str) -> None:
    box = part.get_by_label(label, exact=True)
    box.fill(words)
    box.blur()
    settled(page)


def pick(page: Page, label: str, words: str) -> None:
    hands.pick(page, page.get_by_role("combobox", name=label).first, words)


def press(page: Page, name: str, said: str) -> None:
    tap(page.get_by_role("button", name=name, exact=True))
    expect(page.get_by_text(said).first).to_be_visible()
    settled(page)


def unfold(page: Page, name: str) -> Locator:
    part = page.locator("details", has=page.locator("summary", has_text=name))
    tap(part.locator("summary"))
    return part


def number(page: Page) -> int:
    """Of the challenge in the address."""
    return int(page.url.split("id=")[1].split("&")[0])


def written_twice(page: Page) -> None:
    """In two windows at once: both texts are shown, and one is chosen."""
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label(WANTED).fill("An answer.")
    until(lambda: row(number(page)).wanted == "An answer.")
    other.close()
    page.get_by_label(WANTED).fill(PANEL)
    expect(page.locator(".form-theirs")).to_have_text([PANEL, "An answer."])
    assert row(number(page)).wanted == "An answer."
    axe(page)
    press(page, "Raise this challenge", "Some of what you wrote is not saved yet")
    page.get_by_role("button", name="Keep mine").click()
    until(lambda: row(number(page)).wanted == PANEL)


def write(page: Page) -> None:
    """Fill the draft in: a refresh in the middle of typing, at once after arriving here."""
    page.get_by_label(IMPACT).press_sequentially("She waits for a home for go", delay=5)
    page.reload()
    expect(page.get_by_label(IMPACT)).to_have_value("She waits for a home for go")
    page.get_by_label(IMPACT).press_sequentially("od.", delay=5)
    until(lambda: row(number(page)).child_impact == "She waits for a home for good.")
    expect(page.get_by_label(IMPACT)).to_be_focused()
    written_twice(page)
    page.get_by_role("group", name="By when?").get_by_role("spinbutton").first.click()
    page.keyboard.type("30112026")
    page.keyboard.press("Tab")
    settled(page)
    pick(page, "Themes", "Drift and delay")
    page.keyboard.press("Escape")
    for group in ("Was the child told?", "Was an advocate offered?"):
        tap(page.get_by_role("radiogroup", name=group).get_by_text("Yes", exact=True))
        settled(page)
    page.get_by_label("About telling the child (optional)").fill("Told in the car, on the way.")


def test_a_challenge_from_a_drifting_midway_to_what_changed(
    w, sqlite_store, server: Callable, browser: Browser
):
    check_id = submitted(w, M7_1="R", M7_3="formal_challenge")
    page = new_page(browser)
    first = server(sqlite_store)
    sign_in(page, first.url, "iro", at=f"midway_reviews?id={check_id}")
    page.get_by_role("button", name="Raise the challenge").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ormal challenge about child")
    write(page)
    axe(page)
    press(page, "Raise this challenge", "Whoever is asked to answer is told")
    challenge_id = number(page)
    raised = row(challenge_id)
    assert (raised.status, raised.wanted) == ("open", PANEL)
    assert raised.child_told_note == "Told in the car, on the way."
    first.kill()
    second = server(sqlite_store, QA_NOW=LATER)
    page = new_page(browser, 320)
    sign_in(page, second.url, "iro", at=f"challenges?id={challenge_id}")
    expect(page.get_by_text("No answer by 12 November 2026")).to_be_visible()
    axe(page)
    part = unfold(page, "Go up early, or pass over a stage")
    pick(page, "Which stage?", "Stage 3")
    fill(page, part, "Why?", "The manager is on leave.")
    press(page, "Go to this stage", "It is at that stage now.")
    assert row(challenge_id).stage == 3
    part = unfold(page, "Refer to Cafcass")
    fill(page, part, "Why is it referred?", "Drift since August.")
    press(page, "Record the referral", "The referral to Cafcass is recorded.")
    part = unfold(page, "Close it, with what changed")
    pick(page, "How did it end?", "Resolved as sought")
    fill(page, part, "What changed for the child?", "A panel day is set.")
    press(page, "Close the challenge", "What changed is on the record.")
    axe(page)
    until(lambda: row(challenge_id).status == "resolved")
    page.goto(f"{second.url}/challenges?id={challenge_id}&view=print")
    expect(page.get_by_text("A panel day is set.").first).to_be_visible()
    axe(page)


def awkward(w) -> tuple[int, int, int]:
    """Long words wherever one can write them: a draft, good practice being written, a record."""
    ladder = (files("qa") / "ladders" / "default" / "v1.toml").read_text("utf-8")
    for short, long in (
        ("version = 1", "version = 2"),
        ('"Stage 1"', f'"Stage {LONG}"'[:100] + '"'),
        ('"Team manager"', f'"{LONG}"'[:100] + '"'),
    ):
        ladder = ladder.replace(short, long, 1)
    ladders.install_ladder(w.head, ladder, "a file", w.head.today)
    theme = themes.add(w.head, LONG[:80])
    said = {name: f"<b>{LONG}</b> **{LONG}**" for name, kind in FIELDS.items() if kind == "text"}
    said = {**SAID, **said}
    record = draft(w, kind="formal", said=said, themes=(theme,))
    drafts.submit(w.iro, record, 1, Asked(name=LONG[:200], role=LONG[:200]))
    challenges.pause(w.iro, record, v(record), LONG)
    challenges.resume(w.iro, record, v(record), note=LONG)
    challenges.refer_to_cafcass(w.iro, record, v(record), LONG)
    alert = draft(w, kind="good_practice", said=said, themes=(theme,))
    return draft(w, said=said, themes=(theme,), child_ids=[w.girl, w.boy]), alert, record


def walk_at_both_widths(page: Page, url: str, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        page.goto(f"{url}/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            settled(page)
            fits(page)
            axe(page)


def test_long_words_break_no_screen_of_challenges(w, sqlite_store, server: Callable, browser):
    account(w.head, "head")
    drafted, alert, record = awkward(w)
    running = server(sqlite_store)
    iro, head = new_page(browser), new_page(browser)
    sign_in(iro, running.url, "iro")
    seen = [f"challenges?id={each}" for each in (drafted, alert, record)]
    walk_at_both_widths(iro, running.url, (*seen, f"{seen[-1]}&view=print", "challenges"))
    sign_in(head, running.url, "head")
    walk_at_both_widths(head, running.url, ("ladders",))
