"""A finished report on screen: opinions first, recommendations, then every section."""

import streamlit as st

from pages.ui.audit_read import STYLE, answers_of, chosen_version
from pages.ui.tables import as_words
from qa.domain.completion import concerns, visible
from qa.domain.visits import OPINIONS, PRIORITIES, STANDARDS
from qa.domain.words import format_date, plural
from qa.domain.workflow import ACTION_STATUSES
from qa.services.visits import VisitView


def draw(view: VisitView) -> None:
    """The version shown; others can be chosen."""
    shown, visit = view.check_view, view.visit
    chosen_version(shown)
    st.html(STYLE)
    answers = shown.answers or {}
    asked = visible(shown.form, shown.facts, answers)
    raised = {q.id for q in concerns(shown.form, shown.facts, answers)}
    st.subheader("Opinion and recommendations", anchor=False)
    if visit.safeguarded:
        st.markdown(
            f"- Are children effectively safeguarded? **{OPINIONS[visit.safeguarded]}**\n"
            f"- Does the conduct of the home promote children's well-being? "
            f"**{OPINIONS[visit.wellbeing or '']}**"
        )
    _recommendations(view)
    for section in shown.form.sections:
        questions = [q for q in asked if q.section == section.id and q.stage != "close"]
        if questions:
            with st.expander(f"{section.id}. {section.title}"):
                answers_of(shown, questions, raised)
    _records_opened(view)


def _recommendations(view: VisitView) -> None:
    if not view.recommendations:
        st.markdown("No recommendations.")
        return
    st.markdown(f"**{plural(len(view.recommendations), 'recommendation')}**")
    for each in view.recommendations:
        with st.container(border=True):
            standard = STANDARDS.get(each.standard or "", "")
            st.markdown(
                f"{as_words(each.text)}\n\nStandard {each.standard}, {standard.lower()} · "
                f"{PRIORITIES.get(each.priority, each.priority).lower()} priority · to be "
                f"considered by {format_date(each.consider_by_on or each.due_on)} · "
                f"{ACTION_STATUSES[each.status].lower()}"
            )


def _records_opened(view: VisitView) -> None:
    if view.consents:
        letters = ", ".join(letter for _consent, letter in view.consents)
        st.markdown(
            f"Case records opened with the consent of the child and of the placing authority: "
            f"{letters}."
        )
