"""Whose case records were opened, with both consents: the gate of regulation 44(2)(b)."""

import datetime as dt

import streamlit as st

from pages.ui.buttons import do, say_what_happened, typed
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services import visit_consents, visit_panels


def draw(actor: Actor, check_id: int) -> None:
    """Each child whose records were opened, and boxes for one more."""
    say_what_happened()
    view = visit_panels.read(actor, check_id)
    of = {resident.id: resident for resident in view.residents}
    for consent, letter in view.consents:
        with st.container(border=True):
            st.markdown(
                f"**Child {letter}**: the child agreed on {format_date(consent.child_agreed_on)}, "
                f"{as_words(consent.authority_by)} for the placing authority on "
                f"{format_date(consent.authority_agreed_on)}"
            )
            st.button(
                f"The records of child {letter} were not opened", key=f"unconsent-{consent.id}",
                on_click=do,
                args=("Taken away.", visit_consents.remove, check_id, consent.resident_id),
            )  # fmt: skip
    with st.expander("Whose case records were opened?", expanded=False):
        if not of:
            st.markdown("Nobody is recorded as living in the home on that day.")
            return
        st.selectbox(
            "Child", list(of), key="consent-who", index=None, placeholder="Choose a child",
            format_func=lambda i: f"Child {of[i].letter} ({of[i].placing_authority})",
        )  # fmt: skip
        latest = view.visit.visited_on
        for words, key in (
            ("The child agreed on", "consent-child"),
            ("The placing authority agreed on", "consent-authority"),
        ):
            st.date_input(words, value=None, key=key, format="DD/MM/YYYY", max_value=latest,
                          min_value=latest - dt.timedelta(days=3650))  # fmt: skip
        st.text_input("Who agreed for the placing authority? Name and role", key="consent-by")
        st.button("Record both consents", on_click=_put, args=(check_id,))


def _put(check_id: int) -> None:
    state = st.session_state
    do("Both consents are recorded.", visit_consents.put, check_id,
       state.get("consent-who") or 0, state.get("consent-child"), state.get("consent-authority"),
       typed("consent-by"), clear=("consent-child", "consent-authority", "consent-by"),
       unchoose=("consent-who",))  # fmt: skip
