"""What a person does at a form in a browser: press, follow, choose, type; and waits in between."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from qa.domain.answers import Answer
from qa.services import answers
from tests.browser.conftest import axe, settled, until

TELEPHONE, DESK = 320, 1280


def looked_at(page: Page) -> None:
    """With axe, as wide as a telephone and as a desk; then as it was."""
    width = page.viewport_size["width"]
    for each in (DESK, TELEPHONE) if width == TELEPHONE else (TELEPHONE, DESK):
        page.set_viewport_size({"width": each, "height": 900})
        settled(page)
        axe(page)


def tap(what: Locator) -> None:
    """Press it once it stands alone: what a page being drawn replaces stays beside it a moment."""
    settled(what.page)
    expect(what).to_have_count(1)
    what.click()


def press(page: Page, name: str) -> None:
    tap(page.get_by_role("button", name=name, exact=True))
    settled(page)


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=name).first.click()
    settled(page)


def question(page: Page, question_id: str) -> Locator:
    """The block of a question on screen."""
    return page.locator(f".st-key-q-{question_id.replace('.', '-')}")


def kept(check_id: int, question_id: str, holds: Callable[[Answer], bool]) -> None:
    """Wait until the store holds an answer."""

    def look() -> bool:
        found = answers.stored(check_id, 1).get(question_id)
        return found is not None and holds(found.answer)

    until(look)


def typed(page: Page, label: str, words: str) -> None:
    """Type into a box that is kept while one types, and leave it."""
    box = page.get_by_label(label, exact=True)
    box.fill(words)
    box.blur()
    settled(page)


def choose(page: Page, label: str, words: str) -> None:
    """Pick from a list."""
    pick(page, page.get_by_role("combobox", name=label), words)


def pick(page: Page, box: Locator, words: str) -> None:
    """Open a list, again where a page that was still being drawn has closed it, and pick."""
    option = page.get_by_role("option", name=words)

    def is_open() -> bool:
        if not option.first.is_visible():
            settled(page)
            box.click()
            page.wait_for_timeout(500)
        return option.first.is_visible()

    until(is_open)
    option.first.click()
    settled(page)


def opened_by_keys(page: Page, box: Locator, words: str) -> None:
    """Open a list with the down arrow, again where the box took the focus before it took keys."""
    option = page.get_by_role("option", name=words)

    def is_open() -> bool:
        if not option.is_visible():
            settled(page)
            box.focus()
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(500)
        return option.is_visible()

    until(is_open)


def day(page: Page, label: str, digits: str) -> None:
    """Type a day into its three parts."""
    page.get_by_role("spinbutton", name=re.compile(f"day.*{re.escape(label)}", re.I)).click()
    page.keyboard.type(digits)
    page.keyboard.press("Tab")
    settled(page)
