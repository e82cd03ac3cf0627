"""Audits that wait for a moderator, the first due first."""

from typing import Any

import streamlit as st

from pages.ui.lists import entry
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.scoring import grade_label
from qa.domain.words import format_date, plural
from qa.services.moderation import why_words


def draw(actor: Actor, queue: list[tuple[Any, str]]) -> None:
    """What this person can moderate, then what needs somebody else."""
    st.markdown(
        "Every Inadequate and Outstanding audit, every override of a cap, every disagreement, and "
        "a share of the others drawn by lot. A moderator is independent of auditor and case."
    )
    mine = [row for row, why in queue if not why]
    others = [(row, why) for row, why in queue if why]
    st.subheader(f"For you to moderate ({len(mine)})", anchor=False)
    if not mine:
        st.info("Nothing waits for you.")
    for row in mine:
        _entry(actor, row, "")
    if others:
        st.subheader(f"Needs somebody else ({len(others)})", anchor=False)
        st.markdown(f"{plural(len(others), 'audit')} that you may not moderate, and why.")
        for row, why in others:
            _entry(actor, row, why)


def _entry(actor: Actor, row: Any, why: str) -> None:
    late = ":orange[**Overdue**] · " if row.moderation_due_on < actor.today else ""
    facts = (
        f"{late}due {format_date(row.moderation_due_on)} · {why_words(row.moderation_why)} · "
        f"{as_words(row.team or 'no team')} · auditor {as_words(row.assignee)}"
    )
    words = f"Child {row.case_number}: {grade_label(row.auditor_grade)}"
    entry(words, "case_audits", {"id": str(row.id)}, f"{facts} · {why}" if why else facts)
