"""What surrounds every page: who is signed in, the way out, and a warning before the end."""

import streamlit as st

from pages.ui import expiry, page, sign_in
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.services import sessions
from qa.services.sessions import SignedIn

FIRST = (
    "Choose a passphrase of your own before you go on. The present one is the one-time passphrase "
    "you have just signed in with."
)
FICTIONAL = (
    '<p class="demonstration"><strong>Demonstration.</strong> '
    "Every child, person and record here is fictional.</p>"
)


def draw(signed_in: SignedIn) -> None:
    """The foot of the menu, and on top of the page that data is fictional where it is."""
    expiry.watch(signed_in.actor.account_id)
    _reconnecting()
    if signed_in.must_change:
        st.info(FIRST)
    if signed_in.demonstration:
        st.html(FICTIONAL)
    with st.sidebar:
        st.markdown(f"Signed in as **{as_words(signed_in.actor.name)}**")
        for key in ("my_account", "accessibility"):
            screen = BY_KEY[key]
            if not signed_in.must_change:
                st.page_link(str(screen.file), label=screen.title)
        if st.button("Sign out", key="sign_out"):
            with page.saying_refusals():
                sessions.sign_out(signed_in.actor)
                sign_in.send_browser_to("session/end")
                st.stop()


@st.fragment(run_every="12h")
def _reconnecting() -> None:
    """Draws nothing. A browser that finds its server restarted asks for the whole page only where
    a part of it runs by itself; without that, texts typed meanwhile would never be taken."""
