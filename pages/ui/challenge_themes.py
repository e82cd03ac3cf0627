"""The list of themes of challenges: adding one, taking one off."""

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.tables import show
from qa.domain.actor import Actor
from qa.domain.challenge_words import counted
from qa.services import themes


def draw(actor: Actor) -> None:
    """Every theme with how often it is used; the boxes to change the list."""
    st.subheader("Themes", anchor=False)
    found = themes.listed(actor, with_removed=True)
    rows = [(t.words, counted(t.uses, t.alerts), "no" if t.is_removed else "yes") for t in found]
    show(("Theme", "Used in", "Can be chosen"), rows, "Every theme there is or was")
    st.text_input("A theme to add", key="theme-add")
    st.button("Add the theme", on_click=_add)
    chosen = {t.code: t.words for t in found if not t.is_removed}
    st.selectbox(
        "A theme to take off the list", list(chosen), index=None, key="theme-remove",
        format_func=chosen.get, placeholder="Choose a theme",
        help="Where it is in use it stays, and is still shown and counted.",
    )  # fmt: skip
    st.button("Take it off the list", on_click=_remove)


def _add() -> None:
    do("The theme is on the list.", themes.add, typed("theme-add"), clear=("theme-add",))


def _remove() -> None:
    code = typed("theme-remove")
    do("The theme is off the list.", themes.remove, code, unchoose=("theme-remove",))
