"""The whole screen as a briefing of two pages to download, for inside or for publication."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages.ui import downloads
from pages.ui.page import actor_later
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.services import challenge_documents
from qa.services.monitor import Filters

KINDS = {
    "Download the briefing (Word)": (False, "For inside: charts, and the calls of today."),
    "Download for publication (Word)": (
        True,
        "For publication: tables without numbers under 5, no children, no calls.",
    ),
}


def draw(actor: Actor, asked: Filters) -> None:
    """A button for each kind, so that neither is ever fetched in place of the other."""
    st.subheader("Briefing", anchor="briefing")
    allowed, later = permissions.can(actor, "export"), actor_later()
    for words, (public, about) in KINDS.items():
        st.markdown(about)
        downloads.button(
            words,
            partial(_made, later, asked, for_publication=public),
            challenge_documents.briefing_name(actor, for_publication=public),
            challenge_documents.WORD,
            allowed,
            key=f"briefing_{'public' if public else 'inside'}",
        )
    downloads.below(allowed)


def _made(later: Callable[[], Actor], asked: Filters, *, for_publication: bool) -> bytes:
    return challenge_documents.briefing_word(later(), asked, for_publication=for_publication)[1]
