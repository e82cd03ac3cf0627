"""A finished report on screen: opinions first, recommendations, then every section."""

import html
from collections.abc import Iterable, Sequence

import streamlit as st

from pages.ui import tables
from pages.ui.audit_read import STYLE, answers_of, chosen_version
from pages.ui.visit_alerts import as_listed
from pages.ui.visit_recommendations import words
from qa.domain.actor import Actor
from qa.domain.completion import concerns, visible
from qa.domain.forms import Question
from qa.domain.visits import (
    CONSENTED,
    EARLIER,
    EVENTS,
    OPINIONS,
    RISK,
    SAFEGUARDED,
    WELLBEING,
    numbers,
)
from qa.domain.words import format_date, plural
from qa.services import visit_items
from qa.services.visits import VisitView

ABOUT = {
    SAFEGUARDED: "The opinion on safeguarding is No",
    WELLBEING: "The opinion on well-being is No",
    RISK: "A child may be at risk",
}


def draw(actor: Actor, view: VisitView) -> None:
    """The version shown; others can be chosen."""
    shown = view.check_view
    chosen_version(shown)
    st.html(STYLE)
    answers = shown.answers or {}
    asked = [q for q in visible(shown.form, shown.facts, answers) if q.stage != "close"]
    raised = {q.id for q in concerns(shown.form, shown.facts, answers)}
    st.subheader("Opinion and recommendations", anchor=False)
    _opinions(view)
    _told(view)
    _recommendations(view)
    st.subheader("Every section", anchor=False)
    for section in shown.form.sections:
        questions = [q for q in asked if q.section == section.id]
        if questions:
            with st.expander(f"{section.id}. {section.title}"):
                _section(actor, view, questions, raised)


def _opinions(view: VisitView) -> None:
    answers, form = view.check_view.answers or {}, view.check_view.form
    _said(
        (form.question(asked).text, OPINIONS[given.value], given.evidence or "")
        for asked in (SAFEGUARDED, WELLBEING)
        if (given := answers.get(asked)) and given.value
    )


def _said(rows: Iterable[tuple[str, str, str]]) -> None:
    """What was asked, what was answered, and the words beside it."""
    said = "".join(
        f"<div><dt dir='auto'>{html.escape(asked)}</dt><dd dir='auto'>"
        f"<b>{html.escape(answer)}</b><span>{html.escape(more)}</span></dd></div>"
        for asked, answer, more in rows
    )
    st.html(f'<dl class="qa-answers">{said}</dl>')


def _told(view: VisitView) -> None:
    """Who was told at once of a No, or of a child at risk."""
    for alert in view.alerts:
        with st.container(border=True):
            st.markdown(f"**{ABOUT[alert.question]}: told at once**\n\n{as_listed(alert)}")


def _recommendations(view: VisitView) -> None:
    if not view.recommendations:
        st.markdown("No recommendations.")
        return
    st.markdown(f"**{plural(len(view.recommendations), 'recommendation')}**")
    for each in view.recommendations:
        with st.container(border=True):
            st.markdown(words(each))


def _section(
    actor: Actor, view: VisitView, questions: Sequence[Question], raised: set[str]
) -> None:
    """The answers of a section; lists and tables after the rest, each as what it is."""
    plain = [q for q in questions if q.id not in _AS_TABLES]
    answers_of(view.check_view, plain, raised)
    for question in questions:
        if question.id in _AS_TABLES:
            _AS_TABLES[question.id](actor, view, question)
    if any(q.id == CONSENTED for q in questions):
        _records_opened(view)


def _earlier(actor: Actor, view: VisitView, question: Question) -> None:
    """What had become of each earlier recommendation."""
    answer = (view.check_view.answers or {}).get(EARLIER)
    if answer is None or not answer.rows:
        st.markdown("There were no earlier recommendations.")
        return
    items = visit_items.items(actor, view.check_view.check.id)
    st.markdown("**Earlier recommendations**")
    _said(
        (
            items[row.key].text if row.key in items else "A recommendation of an earlier version",
            question.label_of(row.reference) if row.reference else "Not said",
            row.text or "",
        )
        for row in answer.rows
    )


def _events(_actor: Actor, view: VisitView, question: Question) -> None:
    """What happened since the visit before."""
    counted = numbers(view.check_view.answers or {}, EVENTS)
    rows = [
        [
            row.label,
            *(_number(counted.get(f"{row.code}.{group.code}")) for group in question.groups),
        ]
        for row in question.rows
    ]
    header = ["Event", *(group.label for group in question.groups)]
    tables.show(header, rows, "Events since the visit before")


def _number(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _records_opened(view: VisitView) -> None:
    for consent, letter in view.consents:
        st.markdown(
            f"Case records of child {letter}: the child agreed on "
            f"{format_date(consent.child_agreed_on)}; "
            f"{tables.as_words(consent.authority_by)}, for the placing authority, on "
            f"{format_date(consent.authority_agreed_on)}."
        )


_AS_TABLES = {EARLIER: _earlier, EVENTS: _events}
