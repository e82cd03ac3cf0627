"""The record of a challenge as one sheet to print or to file: nothing to press, nothing hidden."""

import streamlit as st

from pages.ui.challenge_page import clock_sentences, entry_words, heading, results
from pages.ui.challenge_rows import SCREEN
from pages.ui.challenge_words import fields, pre, verb
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services import challenge_view

STYLE = """<style>@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  .st-key-not-printed {display: none !important}
  [data-testid="stMain"], [data-testid="stAppViewContainer"], .stApp {
    position: static !important; overflow: visible !important; height: auto !important}
}</style>"""


def draw(actor: Actor, challenge_id: int) -> None:
    """Head, clocks, what it says, what came of it, and everything that happened."""
    view = challenge_view.view(actor, challenge_id)
    if view.is_draft:
        raise Refused(f"A draft has no record yet: {verb(view.kind)} it first.")
    set_title(heading(view))
    st.html(STYLE)
    with st.container(key="not-printed"):
        st.page_link(
            str(BY_KEY[SCREEN].file), label="Back to the challenge",
            query_params={"id": str(view.id)},
        )  # fmt: skip
        st.caption("Print this page with your browser (Ctrl and P).")
    raised = format_date(view.raised_on) if view.raised_on else ""
    done = f"{verb(view.kind)}d"
    cafcass = f" · {view.cafcass_words}" if view.cafcass_words else ""
    st.markdown(
        f"**{view.status_words}**{cafcass} · {as_words(view.subject)} · {done} on "
        f"{raised} by {as_words(view.raised_by)} · as of {format_date(actor.today)}"
    )
    for sentence in clock_sentences(view):
        st.markdown(as_words(sentence))
    if view.why_not_read:
        st.markdown(view.why_not_read)
    fields(view)
    results(view)
    st.subheader("What happened", anchor=False)
    for each in view.timeline:
        st.markdown(entry_words(each))
        if each.said:
            pre(each.said)
    if view.filed_on:
        st.markdown(f"Filed on the case system on {format_date(view.filed_on)}.")
