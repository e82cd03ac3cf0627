"""For tests of pages with AppTest: somebody signed in, and where a page's script is.

`signed_in("iro")` makes a person with that role (roles add up: `signed_in("iro",
"practice_manager")`), starts a session and makes every page see its cookie; it gives the Actor.
`signed_in("team_manager", team_ids=(7,))` holds the role for team 7 only. `signed_in(account_id=3)`
signs in an account that is there already. Without it a page is signed out.

`open_page("actions", id="7")` runs a screen with that address and gives the AppTest; every other
screen is registered beside it, so that st.page_link and st.switch_page find them.

`w` is a world with children, people and no challenge yet, on 5 November 2026; `as_(w.iro)` signs
its people in, `one(challenge_id)` opens a challenge and `day("2026-12-04")` goes to another day.
"""

import itertools
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui import kept, page
from pages.ui.autosave import Box, Draft, mark
from pages.ui.screens import BY_KEY
from qa import clock
from qa.domain import leaks
from qa.domain.actor import Actor
from qa.services import sessions
from tests.accounts import begin_session, make_account
from tests.services import makers
from tests.services.challenge_world import challenge_world


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Actor]:
    """Sign somebody in for the pages that follow in this test."""
    made = iter(range(1, 1000))

    def sign_in(*roles: str, account_id: int | None = None, **about: object) -> Actor:
        if account_id is None:
            username = f"{'_'.join(roles) or 'nobody'}{next(made)}"
            _person, account_id = make_account(username, *roles, **about)
        cookie = begin_session(account_id)
        monkeypatch.setattr(page, "current_cookie", lambda: cookie)
        return sessions.check(cookie, clock.now(), clock.today()).actor

    return sign_in


@pytest.fixture(autouse=True)
def nobody_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest's cookies are not strings; a page starts signed out."""
    monkeypatch.setattr(page, "current_cookie", lambda: None)


@pytest.fixture(autouse=True)
def boxes_that_can_be_driven(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest cannot type into a component: in its place stands a box of the platform, under the
    same key, that hands over what is typed in it as the component does."""
    numbers = itertools.count(1)

    def draw_box(key: str, held: kept.Held, box: Box) -> bool:
        def typed() -> None:
            text = st.session_state[key]
            kept.take(key, Draft(text, mark(text), (mark(box.saved),), next(numbers)))

        (st.text_input if box.line else st.text_area)(box.label, key=key, on_change=typed)
        for sentence in leaks.warnings(box.saved):
            st.warning(sentence)
        return False

    monkeypatch.setattr(kept, "draw_box", draw_box)


@pytest.fixture
def w(sqlite_store: str, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Who takes part in challenges, on a Thursday afternoon."""
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return challenge_world()


@pytest.fixture
def as_(signed_in: Callable[..., Actor]) -> Callable[[Actor], Actor]:
    """Sign in one of a world's people, each with one account."""
    accounts: dict[int, int] = {}

    def sign_in(person: Actor) -> Actor:
        if person.person_id not in accounts:
            accounts[person.person_id] = makers.account(person.person_id)
        return signed_in(account_id=accounts[person.person_id])

    return sign_in


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Go to another day: `day("2026-12-04")`."""

    def go_to(on: str) -> None:
        monkeypatch.setenv("QA_NOW", f"{on}T14:02:00+00:00")

    return go_to


def page_file(key: str) -> str:
    """The path of a screen's script."""
    return str(BY_KEY[key].file)


SCRIPT = """
import streamlit as st
from pages.ui.screens import SCREENS

pages = [
    st.Page(str(found.file), title=found.title, url_path=found.key, default=found.key == {key!r})
    for found in SCREENS
]
st.navigation(pages, position="hidden").run()
"""


def open_page(key: str, **query: str) -> AppTest:
    """Run a screen among all the others (so that links between them work), its address given."""
    screen = AppTest.from_string(SCRIPT.format(key=key), default_timeout=20)
    for name, value in query.items():
        screen.query_params[name] = value
    return screen.run()


def one(challenge_id: int) -> AppTest:
    """The page of a challenge."""
    return open_page("challenges", id=str(challenge_id))
