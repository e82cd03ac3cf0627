"""What every page begins with and ends in: its guard, its title, refusals in words.

A page is `actor = guard("children")` in its first statement, then `set_title("Children")`, then
its widgets inside `with saying_refusals():`. A fragment's callback does not run the page: it asks
`actor_for_save()` for the actor before it calls a service.

In page tests (AppTest) nobody has cookies: the fixture `signed_in` of tests/pages/conftest.py
makes an account, starts a session in the store and lets `current_cookie` give its cookie:

    def test_a_head_of_service_sees_the_queue(store, signed_in):
        signed_in("head_of_service")
        screen = open_page("moderation")
        assert not screen.exception
"""

import contextlib
import logging
from collections.abc import Callable, Iterator

import streamlit as st

from pages.ui.cookies import session_cookie
from pages.ui.screens import BY_KEY, SERVICE_NAME, Screen
from qa import clock
from qa.domain.actor import ROLES, Actor
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import joined
from qa.services import sessions
from qa.services.sessions import SignedIn

CHECKED = "_checked_by_the_frame"
WHOSE = "_account_of_this_tab"
TOLD = "_told"
HERE = "_screen_of_this_run"
STAYED = "_same_screen_as_before"
ADDRESSED = "_addressed"
LARGEST_ID = 2**31 - 1
SIGNED_OUT = "You are signed out. Sign in to go on; nothing that was saved is lost."
OUR_FAULT = (
    "Something went wrong on our side, and it has been noted. Nothing was changed by this step. "
    "Try again; if it goes on, tell your administrator what you were doing and when."
)
log = logging.getLogger(__name__)


def current_cookie() -> str | None:
    """The session cookie that came with this connection."""
    return session_cookie(st.context.cookies)


def look() -> SignedIn | None:
    """Who is signed in, by the table, now."""
    return sessions.check(current_cookie(), clock.now(), clock.today())


def guard(key: str) -> Actor:
    """The actor, if they may open this screen; otherwise says why not and stops the page."""
    st.session_state[STAYED] = st.session_state.get(HERE) == key
    st.session_state[HERE] = key
    signed_in = st.session_state.pop(CHECKED, None) or look()
    if signed_in is None:
        st.info(SIGNED_OUT)
        st.stop()
    screen = BY_KEY[key]
    if signed_in.must_change and key != "my_account":
        st.info("Choose a passphrase of your own first, on My account.")
        st.stop()
    if not screen.opens_for(signed_in.actor):
        _show_refusal(screen, signed_in.actor)
        st.stop()
    return signed_in.actor


def _show_refusal(screen: Screen, actor: Actor) -> None:
    set_title(f"{screen.title} is not open to you")
    st.markdown(f"This screen is for: {screen.whose}.")
    st.markdown(f"Your part here: {role_words(actor)}.")
    st.markdown("If you need it for your work, ask your administrator for the role.")


def role_words(actor: Actor) -> str:
    """The roles an actor holds today, in words."""
    return joined([ROLES[role] for role in actor.role_names]) or "no role today"


def actor_for_save() -> Actor:
    """The actor for a save in a fragment's callback; a save may come a minute after the end.

    Raises Refused when signed out: show it, and keep what was typed on screen.
    """
    signed_in = sessions.check(
        current_cookie(), clock.now(), clock.today(), sessions.GRACE_FOR_A_SAVE
    )
    if signed_in is None or signed_in.must_change:
        raise Refused(
            "You are signed out, so this was not saved. Copy what you typed, then sign in again."
        )
    if not is_same_person(signed_in):
        raise Refused(
            "Somebody else has signed in in this browser since, so this was not saved. Copy what "
            "you typed, then sign in again."
        )
    return signed_in.actor


def is_same_person(signed_in: SignedIn) -> bool:
    """Whether this tab was theirs from the start (a reconnection brings the cookie of today)."""
    account_id = signed_in.actor.account_id
    return st.session_state.setdefault(WHOSE, account_id) == account_id


def actor_later() -> Callable[[], Actor]:
    """For a download that is made when it is asked for, where there are no cookies: the cookie
    is the one the page was drawn with, and the session is looked at again at the click."""
    cookie = current_cookie()

    def actor() -> Actor:
        signed_in = sessions.check(cookie, clock.now(), clock.today())
        if signed_in is None or signed_in.must_change:
            raise Refused(SIGNED_OUT)
        return signed_in.actor

    return actor


@contextlib.contextmanager
def saying_refusals() -> Iterator[None]:
    """Show a refusal as its sentence; log anything else and show no details."""
    try:
        yield
    except Refused as refusal:
        st.error(str(refusal))
    except Exception:
        log.exception("a page failed")
        st.error(OUR_FAULT)


def on_script_error(error: Exception) -> bool:
    """For what a callback or a fragment let through: the same words as everywhere."""
    with saying_refusals():
        raise error
    return True


def set_title(title: str) -> None:
    """The page's heading and the browser tab's title."""
    st.set_page_config(page_title=f"{title} – {SERVICE_NAME}")
    st.title(title, anchor=False)
    with st.container():  # a place of its own: what follows keeps its place when it is gone again
        for sentence in st.session_state.pop(TOLD, []):
            st.success(sentence)


def tell(sentence: str) -> None:
    """Say under the next page's title that something was done (before st.rerun, or a switch)."""
    st.session_state.setdefault(TOLD, []).append(sentence)


def query_id(noun: str = "record", name: str = "id") -> int | None:
    """The id in the address, or None where the address names none.

    A link from a screen to another record of that screen leaves the browser's address alone, so it
    is written here; only then, because a late run that writes it would overtake a press of Back.
    Raises NotFound for what is not a number, in the words used for an id that does not exist.
    """
    text, addressed = st.query_params.get(name), st.session_state.setdefault(ADDRESSED, {})
    before, addressed[noun, name] = addressed.get((noun, name)), text
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or not 0 < int(text) <= LARGEST_ID:
        raise NotFound(noun)
    if st.session_state.get(STAYED) and text != before:
        st.query_params[name] = text
    return int(text)
