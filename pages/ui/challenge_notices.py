"""Notices that no mail server sends: the words to send by hand, and marking them as sent."""

import streamlit as st

from pages.ui.buttons import do
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_moment
from qa.services import notices
from qa.services.notices import NoticeRow

AT_ONCE = 20


def draw(actor: Actor) -> None:
    """What waits to be sent, the oldest first; nothing where nothing waits."""
    waiting = notices.waiting(actor)
    if not waiting:
        return
    asked_for = st.query_params.get("notices") == "open"
    with st.expander(f"Notices to send ({len(waiting)})", expanded=asked_for):
        st.markdown("Nobody is told of these by e-mail. Send the words, then mark them as sent.")
        for each in waiting[:AT_ONCE]:
            _one(each)
        if len(waiting) > AT_ONCE:
            st.caption(f"The first {AT_ONCE} are shown.")


def _one(notice: NoticeRow) -> None:
    to = f"{as_words(notice.to_whom)} {as_words(notice.email)}".strip()
    with st.container(border=True, key=f"notice-{notice.id}"):
        st.markdown(
            f"**Challenge {notice.challenge_id}, to {to}**, since {format_moment(notice.made_at)}"
        )
        st.code(notice.text, language=None, wrap_lines=True)
        st.button(
            f"Mark as sent to {as_words(notice.to_whom)} (challenge {notice.challenge_id})",
            key=f"mark-notice-{notice.id}", on_click=do,
            args=("Marked as sent.", notices.mark_sent, notice.id),
        )  # fmt: skip
