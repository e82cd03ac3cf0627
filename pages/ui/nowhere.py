"""Addresses that are no screen: signed in, words and the menu; signed out, the sign-in form as
at every other address.

Left to itself the platform runs the home page there, under a dialog that would tell whoever is
signed out which addresses are screens. So an address that no screen has is registered as a screen
of its own, for the visit that asks for it.
"""

import re
from urllib.parse import unquote, urlsplit

import streamlit as st
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from streamlit.navigation.page import StreamlitPage

from pages.ui import page, shell
from pages.ui.screens import BY_KEY, HOME, SERVICE_NAME
from pages.ui.tables import as_words

TITLE = "There is no page at that address"
HELP = (
    "If you typed the address, look whether it is complete. If you followed a link, it may be out "
    "of date: tell whoever sent it. Everything that is open to you stands in the menu."
)
ASKED = "_addresses_of_no_screen"
KEPT, LONGEST = 5, 100
CALLED = re.compile(r"[^/\x00-\x1f]+")


def asked_for(url: str | None) -> str:
    """The last part of the address in the browser where no screen has it; '' otherwise."""
    if not isinstance(url, str):
        return ""
    last = unquote(urlsplit(url).path.rpartition("/")[2]).strip()
    return last if CALLED.fullmatch(last) and last not in BY_KEY else ""


def pages() -> list[StreamlitPage]:
    """The address asked for where it is no screen, and the latest such ones of this tab, so that
    Back leads to them."""
    known = st.session_state.get(ASKED, [])
    asked = asked_for(st.context.url)
    if asked and asked not in known:
        known = st.session_state[ASKED] = [*known[1 - KEPT :], asked]
    return [st.Page(draw, title=TITLE, url_path=each, visibility="hidden") for each in known]


def draw() -> None:
    """What the address is, and where to go on. Nobody comes here but through the frame."""
    for key in (page.CHECKED, page.HERE):
        st.session_state.pop(key, None)
    page.set_title(TITLE)
    asked = asked_for(st.context.url)
    shown = asked if len(asked) <= LONGEST else f"{asked[:LONGEST]}…"
    if shown:
        st.markdown(f"You asked for **{as_words(shown)}**.")
    st.markdown(HELP)
    st.page_link(str(BY_KEY[HOME].file), label="Go to My work")


class _Address(Convertor[str]):
    """The first part of an address that is neither a file nor the platform's own."""

    regex = "(?!(?:oauth2callback|auth|session|static|media|component|app)(?:/|$))[^/_.][^/.]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("address", _Address())


def _deeper(request: Request) -> Response:
    """No screen has a further part in its address; whoever is signed out learns no more."""
    up = "../" * request.path_params["rest"].count("/") + "../"
    body = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{SERVICE_NAME}</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'></head>"
        f"<body style='font: 1.1rem Arial, sans-serif; margin: 2rem'><main><h1>{TITLE}</h1>"
        f"<p><a href='{up}'>Go to {SERVICE_NAME}</a></p></main></body></html>"
    )
    return HTMLResponse(body, 404)


ROUTES = [
    Route("/{asked:address}", shell.answer),
    Route("/{asked:address}/{rest:path}", _deeper),
]
