"""The script every visit runs: the menu first, always in full, then sign-in or the page.

It lies here, with no folder of pages beside it, so that no page can be run around it.
"""

from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import nowhere, page, screens, sign_in, style, surround
from pages.ui.screens import SERVICE_NAME
from qa.domain.refusals import Refused
from qa.services import health
from qa.services.sessions import SignedIn


def main() -> None:
    """Look who it is, lay out the menu, and draw what they may see."""
    st.set_page_config(page_title=SERVICE_NAME, layout="wide")
    problem, signed_in = look()
    chosen = navigation(signed_in)
    style.put()
    if problem:
        st.title(SERVICE_NAME, anchor=False)
        st.error(problem)
    elif signed_in is None:
        sign_in.draw(asked_for(chosen))
    else:
        run(chosen, signed_in)


def look() -> tuple[str | None, SignedIn | None]:
    """What stands in the way, in words, and who is signed in."""
    if problem := health.problem_at_start():
        return problem, None
    try:
        return None, page.look()
    except Refused as refusal:
        return str(refusal), None


def navigation(signed_in: SignedIn | None) -> StreamlitPage:
    """Every screen, on every run; the menu shows those the roles open."""
    at_work = signed_in if signed_in and not signed_in.must_change else None
    pages = [
        st.Page(
            str(screen.file),
            title=screen.title,
            url_path=screen.key,
            default=screen.is_home,
            visibility="visible"
            if at_work and screen.in_menu and screen.opens_for(at_work.actor)
            else "hidden",
        )
        for screen in screens.SCREENS
    ]
    pages += nowhere.pages()
    return st.navigation(pages, position="sidebar" if at_work else "hidden", expanded=True)


def asked_for(chosen: StreamlitPage) -> str:
    """The address asked for, from the app's root."""
    query = urlencode(st.query_params.to_dict())
    return f"{chosen.url_path}?{query}" if query else chosen.url_path


def run(chosen: StreamlitPage, signed_in: SignedIn) -> None:
    """The page, within what surrounds every page."""
    if not page.is_same_person(signed_in):
        sign_in.send_browser_to(asked_for(chosen) or ".")
        st.stop()
    surround.draw(signed_in)
    if signed_in.must_change and chosen.url_path != "my_account":
        asked = dict(st.query_params)  # kept, so that Back leads to the record that was asked for
        st.switch_page(str(screens.BY_KEY["my_account"].file), query_params=asked)
    st.session_state[page.CHECKED] = signed_in
    with page.saying_refusals():
        chosen.run()


main()
