"""The whole screen as a briefing of two pages to download, for inside or for publication."""

import streamlit as st

from pages.ui.page import actor_later
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.services import challenge_documents
from qa.services.monitor import Filters

KINDS = {
    False: "For inside: charts, and the calls of today",
    True: "For publication: tables without numbers under 5, no children, no calls",
}


def draw(actor: Actor, asked: Filters) -> None:
    """The choice and the download."""
    st.subheader("Briefing", anchor="briefing")
    allowed, later = permissions.can(actor, "export"), actor_later()
    public = st.radio("What it is for", list(KINDS), format_func=KINDS.__getitem__, key="public")
    st.download_button(
        "Download the briefing (Word)",
        data=lambda: challenge_documents.briefing_word(later(), asked, for_publication=public)[1],
        file_name=challenge_documents.briefing_name(actor, for_publication=public),
        mime=challenge_documents.WORD,
        key="briefing",
        disabled=not allowed.allowed,
        help=allowed.why or None,
    )
