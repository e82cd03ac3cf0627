"""A finished audit, to read: the version shown, every answer, actions, replies, moderation."""

import html
from collections.abc import Callable

import streamlit as st

from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain import audits
from qa.domain.answers import to_text
from qa.domain.completion import concerns, visible
from qa.domain.forms import Question
from qa.domain.scoring import grade_label
from qa.domain.words import format_date, format_moment, plural
from qa.domain.workflow import STATUSES
from qa.services.checks import CheckView

STYLE = """<style>
.qa-answers { margin: 0 !important; padding: 0 !important; }
.qa-answers div { display: grid; grid-template-columns: minmax(12rem, 2fr) minmax(8rem, 3fr);
  gap: 0 1.5rem; padding: .6rem 0; border-bottom: 1px solid #b1b4b6; }
.qa-answers dt { font-weight: 400; margin: 0; }
.qa-answers dd { margin: 0; overflow-wrap: anywhere; }
.qa-answers dd b { display: block; }
.qa-answers dd b, .qa-answers dd span { white-space: pre-wrap; }
.qa-concern dt { border-left: 5px solid #d4351c; padding-left: .6rem; }
@media (max-width: 640px) { .qa-answers div { grid-template-columns: 1fr; gap: .3rem; } }
</style>"""


def draw(view: CheckView, follows: Callable[[], None] = lambda: None) -> None:
    """Everything the audit says, sections folded but the conclusion and what `follows` from it."""
    chosen_version(view)
    answers = view.answers or {}
    shown = visible(view.form, view.facts, answers)
    raised = {q.id for q in concerns(view.form, view.facts, answers)}
    st.html(STYLE)
    *domains, closing = view.form.sections
    st.subheader(closing.title, anchor=False)
    answers_of(view, [q for q in shown if q.section == closing.id], raised)
    _actions(view)
    follows()
    _replies(view)
    _moderations(view)
    st.subheader("Every domain" if view.form.kind == audits.KIND else "Every section", anchor=False)
    for section in domains:
        questions = [q for q in shown if q.section == section.id]
        if questions:
            with st.expander(f"{section.id}. {section.title}{_count(questions, raised)}"):
                answers_of(view, questions, raised)


def _count(questions: list[Question], raised: set[str]) -> str:
    found = sum(q.id in raised for q in questions)
    return f" – {plural(found, 'concern')}" if found else ""


def chosen_version(view: CheckView) -> None:
    """Which version is shown, where there are several."""
    if len(view.revisions) < 2:
        return
    words = {
        r.number: f"Version {r.number}"
        + (f", submitted {format_date(r.issued_at.date())}" if r.issued_at else ", being written")
        + (f": {r.reason}" if r.reason else "")
        for r in view.revisions
    }
    chosen = st.selectbox(
        "Version shown", list(reversed(words)), format_func=words.get,
        index=list(reversed(words)).index(view.revision),
    )  # fmt: skip
    if chosen != view.revision:
        st.query_params["version"] = str(chosen)
        st.rerun()


def answers_of(view: CheckView, questions: list[Question], raised: set[str]) -> None:
    """These questions with their answers; what raised a concern says so."""
    rows = []
    for question in questions:
        answer = (view.answers or {}).get(question.id)
        if question.type == "actions":
            continue
        said = html.escape(to_text(question, answer) or "Not answered")
        evidence = html.escape((answer.evidence if answer else "") or "")
        css = ' class="qa-concern"' if question.id in raised else ""
        note = "<b>Concern</b>" if question.id in raised else ""
        rows.append(
            f'<div id="{anchor(question.id)}"{css}>'
            f"<dt>{question.id} {html.escape(question.text)}</dt>"
            f'<dd dir="auto">{note}{_said(question, said)}<span>{evidence}</span></dd></div>'
        )
    st.html(f'<dl class="qa-answers">{"".join(rows)}</dl>')


def anchor(question_id: str) -> str:
    """The id of an answer's place on the page."""
    return f"said-{question_id.replace('.', '-')}"


def _said(question: Question, words: str) -> str:
    """A choice stands out; a text is read."""
    return f"<span>{words}</span>" if question.type == "free_text" else f"<b>{words}</b>"


def _actions(view: CheckView) -> None:
    if not view.actions:
        return
    st.subheader("Actions", anchor=False)
    for action in view.actions:
        owner = as_words(view.names.get(action.owner_id, "not known"))
        st.page_link(
            str(BY_KEY["actions"].file),
            label=as_words(action.text),
            query_params={"id": str(action.id)},
        )
        st.caption(
            f"{owner}, by {format_date(action.due_on)}: {STATUSES['action'][action.status].lower()}"
        )


def _replies(view: CheckView) -> None:
    if not view.replies:
        return
    st.subheader("Replies", anchor=False)
    for reply in view.replies:
        part = audits.PARTS[reply.part]
        who = as_words(view.names.get(reply.person_id or 0, ""))
        if reply.stance == "silence":
            st.markdown(f"**{part}**: no reply within the time for it.")
            continue
        by = as_words(view.names.get(reply.recorded_by_id or 0, ""))
        behalf = f", recorded by {by}" if reply.recorded_by_id != reply.person_id else ""
        head = f"**{part}{f' ({who})' if who else ''}**: {audits.STANCES[reply.stance].lower()}"
        st.markdown(f"{head}, {format_moment(reply.recorded_at)}{behalf}.")
        if reply.comments:
            st.html(f'<p dir="auto" style="white-space:pre-wrap">{html.escape(reply.comments)}</p>')


def _moderations(view: CheckView) -> None:
    if not view.moderations:
        return
    st.subheader("Moderation", anchor=False)
    words = {"agreed": "agreed with the grade", "returned": "returned it",
             "changed": "changed the grade"}  # fmt: skip
    for decided in view.moderations:
        grade = f" to {grade_label(decided.grade)}" if decided.outcome == "changed" else ""
        override = f"; the override was {decided.override}" if decided.override else ""
        st.markdown(
            f"**{as_words(view.names.get(decided.moderator_id, 'not known'))}** "
            f"{words[decided.outcome]}{grade}{override}, {format_moment(decided.decided_at)}."
        )
        if decided.reasons:
            st.html(
                f'<p dir="auto" style="white-space:pre-wrap">{html.escape(decided.reasons)}</p>'
            )
