"""People, with or without an account: found by name, and what is kept about one of them."""

import streamlit as st

from pages.ui.days import ANY_DAY
from pages.ui.page import saying_refusals, tell
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import plural
from qa.services import people_details
from qa.services.people_details import Details, FoundPerson

PER_PAGE = 20
NOBODY = "Not recorded"


def draw(actor: Actor) -> None:
    """Search, count, rows, pages."""
    words = st.text_input("Part of the name", key="find_person")
    shown = int(st.session_state.get("people_page") or 1)
    total, rows = people_details.find(actor, words, shown, PER_PAGE)
    st.markdown(plural(total, "person", "people"))
    pages = max(1, -(-total // PER_PAGE))
    if pages > 1:
        shown = min(shown, pages)
        st.number_input(f"Page of {pages}", 1, pages, shown, key="people_page", width=180)
    for row in rows:
        _row(row)


def _row(row: FoundPerson) -> None:
    with st.container(border=True, gap="xsmall"):
        address = {"person": str(row.id)}
        st.page_link(str(BY_KEY["accounts"].file), label=as_words(row.name), query_params=address)
        account = "has an account" if row.account_id else "no account"
        manager = f"line manager {row.line_manager}" if row.line_manager else "no line manager"
        st.text(" · ".join(part for part in (row.job_title, manager, account) if part))


def draw_one(actor: Actor, person_id: int) -> None:
    """What is kept about one person, to change."""
    st.page_link(str(BY_KEY["accounts"].file), label="All accounts", query_params={})
    kept, version = people_details.details(actor, person_id)
    st.header(as_words(kept.name), anchor=False)
    with st.form(f"person_{person_id}_{version}"):
        new = _boxes(actor, person_id, kept)
        pressed = st.form_submit_button("Save", type="primary")
    if pressed:
        with saying_refusals():
            people_details.change(actor, person_id, new, version)
            tell(f"{as_words(new.name)} is saved.")
            st.rerun()


def _boxes(actor: Actor, person_id: int, kept: Details) -> Details:
    names = {None: NOBODY}
    names |= {one.id: one.label for one in people_details.managers(actor, person_id)}
    manager = kept.line_manager_id if kept.line_manager_id in names else None
    return Details(
        st.text_input("Name", kept.name, max_chars=200),
        st.text_input("Job title", kept.job_title, max_chars=200),
        st.text_input("E-mail address", kept.email, max_chars=254),
        st.number_input("Hours, as a share of full time", 0.0, 1.0, kept.full_time_equivalent, 0.1),
        st.selectbox(
            "Line manager",
            list(names),
            list(names).index(manager),
            format_func=names.__getitem__,
            help="Nobody audits or moderates within their own line management.",
        ),
        st.date_input("Last day at work, if known", kept.left_on, **ANY_DAY),
    )
