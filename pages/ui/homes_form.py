"""The boxes of a home: entered anew, or changed on the version it was opened on.

A refusal leaves everything as it was typed; somebody else's change meanwhile is refused once,
shown above, and then the next save counts.
"""

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.homes import MOST_CHILDREN, PROVIDERS, HomeGiven
from qa.domain.words import format_date
from qa.services import homes
from qa.services.homes_page import HomeFacts

FIELDS = ("name", "urn", "provider", "kind", "manager", "same", "individual", "capacity", "opened",
          "closed", "visited", "host")  # fmt: skip
NEW = "home-new"


def new(actor: Actor) -> None:
    """Enter a home."""
    with st.expander("Details of the new home"), st.form("home-form"):
        _boxes(actor, NEW, None)
        st.form_submit_button("Enter this home", type="primary", on_click=_enter)


def change(actor: Actor, home: HomeFacts) -> None:
    """Change or close a home."""
    key = f"home-{home.id}"
    opened = st.session_state.setdefault(f"_{key}-version", home.version)
    with st.expander("Change or close this home", expanded=opened != home.version):
        if opened != home.version:
            st.warning("Somebody else changed this home after you opened it. Saving replaces "
                       f"what they put: {as_words(_said(home))}")  # fmt: skip
        with st.form(f"{key}-form"):
            _boxes(actor, key, home)
            st.form_submit_button(
                "Save the home", type="primary", on_click=_save, args=(home.id, home.version)
            )


def _said(home: HomeFacts) -> str:
    return "; ".join((
        home.name, f"Ofsted number {home.urn}", home.provider or "no provider",
        f"manager {home.registered_manager or 'none'}",
        f"responsible individual {home.responsible_individual or 'none'}",
        f"{home.capacity or 'no'} places",
        f"opened {format_date(home.opened_on) if home.opened_on else 'not known'}",
        f"closed {format_date(home.closed_on) if home.closed_on else 'no'}",
    ))  # fmt: skip


def _boxes(actor: Actor, key: str, home: HomeFacts | None) -> None:
    st.text_input("Name of the home", home.name if home else "", max_chars=200, key=f"{key}-name")
    st.text_input(
        "Ofsted number (URN)", home.urn if home else "", max_chars=20, key=f"{key}-urn",
        help="Six or seven digits; 'SC' before them does no harm.",
    )  # fmt: skip
    st.text_input("Provider", home.provider if home else "", max_chars=200, key=f"{key}-provider")
    st.selectbox(
        "Kind of provider", list(PROVIDERS), format_func=PROVIDERS.get, key=f"{key}-kind",
        index=list(PROVIDERS).index(home.provider_kind) if home else None,
        placeholder="Choose the kind",
    )  # fmt: skip
    _people(key, home)
    _life(key, home)


def _people(key: str, home: HomeFacts | None) -> None:
    st.text_input(
        "Registered manager", home.registered_manager if home else "", max_chars=200,
        key=f"{key}-manager",
        help="Another name is another person, who takes over the open recommendations.",
    )  # fmt: skip
    if home and home.manager_id:
        st.checkbox("The same manager, the name spelt another way", key=f"{key}-same")
    st.text_input(
        "Responsible individual", home.responsible_individual if home else "", max_chars=200,
        key=f"{key}-individual",
    )  # fmt: skip


def _life(key: str, home: HomeFacts | None) -> None:
    st.number_input("Places for children", 1, MOST_CHILDREN, home.capacity if home else None, 1,
                    key=f"{key}-capacity")  # fmt: skip
    st.date_input("Opened on", home.opened_on if home else None, key=f"{key}-opened", **ANY_DAY)
    if home:
        st.date_input(
            "Closed on, the last day",
            home.closed_on,
            key=f"{key}-closed",
            help="Appointments, ties and the stays of children entered by hand end that day.",
            **ANY_DAY,
        )
    st.checkbox("This service provides the home's independent person",
                home.is_visited if home else True, key=f"{key}-visited")  # fmt: skip
    st.text_input(
        "Authority in whose area it is, where that is not this council",
        home.host_authority if home else "", max_chars=200, key=f"{key}-host",
    )  # fmt: skip


def _given(key: str) -> HomeGiven:
    state = st.session_state
    return HomeGiven(
        typed(f"{key}-name"),
        typed(f"{key}-urn"),
        typed(f"{key}-provider"),
        typed(f"{key}-kind"),
        typed(f"{key}-manager"),
        typed(f"{key}-individual"),
        state.get(f"{key}-capacity"),
        state.get(f"{key}-opened"),
        state.get(f"{key}-closed"),
        bool(state.get(f"{key}-visited")),
        typed(f"{key}-host"),
        bool(state.get(f"{key}-same")),
    )


def _enter() -> None:
    texts = ("name", "urn", "provider", "manager", "individual", "capacity", "opened", "host")
    do("The home was entered. Children the roster placed there are linked to it.", homes.put,
       _given(NEW), clear=[f"{NEW}-{name}" for name in texts])  # fmt: skip


def _save(home_id: int, version: int) -> None:
    key = f"home-{home_id}"
    do("The home was saved.", homes.put, _given(key), home_id, version,
       forget=[f"_{key}-version", *(f"{key}-{name}" for name in FIELDS)])  # fmt: skip
