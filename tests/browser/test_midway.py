"""An IRO does a looked-after midway review in a real browser, counting every interaction: no more
than one for each widget, one for each section, and four. Drift becomes an action, a brother's
checklist begins from the sister's."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from db.engine import reading, writing
from db.models import Action, Check, FollowUp
from qa.domain.answers import parts
from qa.domain.completion import visible
from qa.domain.forms import Form, Question
from qa.services import answers, drafts, install, passphrase_hashes
from tests.accounts import PASSPHRASE
from tests.browser.conftest import axe, new_page, settled, sign_in, until
from tests.browser.hands import tap
from tests.services import makers
from tests.services.midway_world import midway_world

VIEW = "The plan is drifting: bring the matching panel forward."
EVIDENCE = "No panel date was kept since the review."
LABELS = {"yes_no_partly_na": "Yes", "yes_no_na": "Yes"}
CHOSEN = {
    "M0.1": "Read the file", "M2.5": "In place", "M3.1": "Stable", "M3.2": "No",
    "M4.4": "No concerns", "M5.1": "None of these", "M7.1": "Red", "M7.3": "Early review",
}  # fmt: skip
TYPED = {"M2.3": "He likes his school, 3 November.", "M7.2": VIEW}
NEEDED = {"M3.2": EVIDENCE}


class Hand:
    """Whoever sits at the browser; every press and every text typed is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, what: Locator) -> None:
        tap(what)
        self.count += 1

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def type(self, box: Locator, words: str, stored: Callable[[], str | None]) -> None:
        box.press_sequentially(words)
        expect(box).to_have_value(words)
        until(lambda: stored() == words)
        self.count += 1


@pytest.fixture
def at_desk(
    sqlite_store: str, server: Callable, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Page]:
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    world = midway_world()
    running = server(sqlite_store)

    def sit(person: str, at: str) -> Page:
        account_id = makers.account(getattr(world, person).person_id)
        with writing() as session:
            account = session.get(makers.Account, account_id)
            account.username = person
            account.passphrase_hash = passphrase_hashes.hash_of(PASSPHRASE)
        page = new_page(browser)
        sign_in(page, running.url, person, at=at)
        return page

    return sit


def test_a_midway_review_takes_few_interactions_and_drift_becomes_an_action(
    at_desk: Callable[..., Page],
) -> None:
    page = at_desk("iro", "midway_reviews")
    axe(page)
    hand = Hand(page)
    hand.button("Begin the midway review of child L-2001")
    hand.button("Yes, this is the right child")
    expect(page.get_by_text("0 of 8 sections completed")).to_be_visible()
    axe(page)
    check_id, form, asked = _form()
    hand.press(page.get_by_role("link", name=re.compile("^M0")))
    for section in form.sections:
        _section(hand, check_id, [q for q in asked if q.section == section.id])
        following = page.locator(".st-key-form-next button")
        hand.press(following)
        settled(page)
    expect(page.get_by_text("still to give")).to_have_count(0)
    expect(page.get_by_label("What has to be done?")).to_have_value(VIEW)
    axe(page)
    hand.button("Add the action")
    expect(page.get_by_text("The action was added.")).to_be_visible()
    hand.button("Submit the midway review")
    expect(page.get_by_text("Submitted. The team manager can read it now.")).to_be_visible()
    widgets = sum(max(1, len(parts(q))) for q in asked) + len(NEEDED) + 1  # and "Add the action"
    print(f"{hand.count} interactions, {widgets} widgets, {len(form.sections)} sections")
    assert hand.count <= widgets + len(form.sections) + 4
    _is_kept(check_id)
    axe(page)
    _copied_to_the_brother(page, check_id)


def _form() -> tuple[int, Form, list[Question]]:
    """The check just begun, its form, and what it asks at first."""
    with reading() as session:
        check = session.query(Check).one()
        form = install.form(session, check.form_id)
        facts = drafts.case_facts(check)
    return check.id, form, [q for q in visible(form, facts, {}) if q.required]


def _section(hand: Hand, check_id: int, asked: list[Question]) -> None:
    for question in asked:
        _answer(hand, check_id, question)
        until(lambda question=question: question.id in answers.stored(check_id, 1))
    if any(question.id == "M2.1" for question in asked):
        axe(hand.page)


def _stored(check_id: int, question: Question, what: str) -> Callable[[], str | None]:
    """What the store holds of an answer now."""

    def look() -> str | None:
        found = answers.stored(check_id, 1).get(question.id)
        return getattr(found.answer, what) if found else None

    return look


def _answer(hand: Hand, check_id: int, question: Question) -> None:
    """One press or one text; and the evidence that the answer asks for."""
    block = hand.page.locator(f".st-key-q-{question.id.replace('.', '-')}")
    if question.type in ("number_pair", "date"):
        hand.press(block.get_by_role("button", name=re.compile("^Use ")))
    elif question.id in TYPED:
        hand.type(
            block.locator("textarea"), TYPED[question.id], _stored(check_id, question, "value")
        )
    else:
        label = CHOSEN.get(question.id) or LABELS[question.type]
        hand.press(block.get_by_text(label, exact=True))
    if question.id in NEEDED:
        expect(block.get_by_text("Needed because the answer is")).to_be_visible()
        hand.type(
            block.locator("textarea"), NEEDED[question.id], _stored(check_id, question, "evidence")
        )


def _is_kept(check_id: int) -> None:
    with reading() as session:
        check = session.get(Check, check_id)
        assert (check.status, check.conclusion, check.next_step) == (
            "submitted", "R", "early_review",
        )  # fmt: skip
        action = session.query(Action).one()
        assert (action.status, action.text, action.questions) == ("open", VIEW, "M3.2|M7.1")
        assert session.query(FollowUp).one().note == VIEW


def _copied_to_the_brother(page: Page, check_id: int) -> None:
    tap(page.get_by_role("button", name=re.compile("^Copy to child L-2002")))
    expect(page.get_by_role("heading", name="Midway review of child L-2002")).to_be_visible()
    tap(page.get_by_role("button", name="Yes, this is the right child"))
    expect(page.get_by_text(re.compile("of 8 sections completed"))).to_be_visible()
    axe(page)
    with reading() as session:
        made = session.query(Check).filter(Check.id != check_id).one()
    kept = answers.stored(made.id, 1)
    assert kept["M3.2"].answer.evidence == EVIDENCE
    assert not {"M2.1", "M2.3", "M7.1"} & set(kept)
