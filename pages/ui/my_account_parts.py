"""The parts of My account: the passphrase, and the sessions that are open."""

import streamlit as st

from pages.ui.page import saying_refusals, tell
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.browsers import browser_words
from qa.domain.passphrases import SHORTEST
from qa.domain.words import format_moment, plural
from qa.services import sessions, sign_in
from qa.services.sessions import OpenSession


def passphrase_form(actor: Actor) -> None:
    """Change one's own passphrase."""
    with st.form("change_passphrase", border=False):
        st.markdown(
            f"Use at least {SHORTEST} characters: four unrelated words are a good start. "
            "Any characters will do, spaces too."
        )
        present = _box("Present passphrase", "current-password")
        chosen = _box("New passphrase", "new-password")
        again = _box("New passphrase again", "new-password")
        pressed = st.form_submit_button("Change passphrase", type="primary")
    if not pressed:
        return
    with saying_refusals():
        sign_in.change_passphrase(actor, present, chosen, again)
        tell("Your passphrase is changed. You are signed out everywhere else.")
        st.rerun()


def _box(label: str, purpose: str) -> str:
    return st.text_input(label, type="password", autocomplete=purpose, width=480)


def sessions_list(actor: Actor) -> None:
    """Where one is signed in now, each with a way to end it."""
    mine = sessions.mine(actor)
    for one in mine:
        _session(actor, one)
    if len(mine) > 2 and st.button("Sign out everywhere else", key="end_others"):
        ended = sessions.end_my_others(actor)
        tell(f"Ended {plural(ended, 'other session')}.")
        st.rerun()


def _session(actor: Actor, one: OpenSession) -> None:
    with st.container(border=True):
        address = as_words(one.address or "an unknown address")
        where = f"{browser_words(one.browser)}, from {address}"
        here = " (this session)" if one.is_this_one else ""
        st.markdown(
            f"**{where}**{here}  \nLast used {format_moment(one.last_seen_at)}, "
            f"signed in {format_moment(one.begun_at)}"
        )
        if not one.is_this_one and st.button("End this session", key=f"end_{one.id}"):
            with saying_refusals():
                sessions.end_mine(actor, one.id)
                tell("The session is ended.")
                st.rerun()
