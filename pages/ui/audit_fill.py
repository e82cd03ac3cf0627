"""Filling an audit in: the right child first, then the form with its actions and submission."""

from collections.abc import Callable

import streamlit as st

from pages.ui import audit_actions, kept
from pages.ui.buttons import do, typed
from pages.ui.form import FormToFill, fill_in
from pages.ui.form_check import still_missing
from pages.ui.form_risk import risk_panel
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.ages import age_words
from qa.domain.check_kinds import noun
from qa.domain.facts import CASE_TYPES
from qa.domain.forms import Question
from qa.domain.scoring import cap_applies, capped
from qa.domain.words import format_date, joined
from qa.services import action_drafts, checks, submission
from qa.services.checks import CheckView
from qa.services.submission import Submission

IF_NOT = "If it is not, tell the practice manager who allocated it; nothing is started yet."


def draw(actor: Actor, view: CheckView) -> None:
    """The form, once the child is confirmed."""
    if view.check.right_child_at is None:
        right_child(view, IF_NOT)
        return
    why_open(view)
    form = FormToFill(
        check_id=view.check.id,
        revision=view.revision,
        form=view.form,
        facts=view.facts,
        reader=actor,
        draw_actions=lambda _question: audit_actions.draw(actor, view.check.id),
        count_actions=lambda _question: action_drafts.count(view.check.id),
        draw_risk=lambda: risk_panel(actor, view.check.id),
        draw_submit=lambda missing: _submit(actor, view, form, missing),
        beside=lambda question: _beside(view, question),
    )
    fill_in(form)


def right_child(view: CheckView, if_not: str) -> None:
    """What to compare with the case system, before anything is written."""
    st.subheader("Is this the right child?", anchor=False)
    types = [CASE_TYPES[t] for t in sorted(view.facts.case_types) if t in CASE_TYPES]
    st.markdown(
        f"Compare with the case system before you write:\n\n"
        f"- Case number **{view.child.case_number}**\n"
        f"- Age: {age_words(view.check.age_years)}\n"
        f"- {joined(types) or 'No status on the roster'}\n"
        f"- Team: {as_words(view.team or 'none')}\n"
        f"- Social worker: {as_words(view.names.get(view.check.worker_id or 0, 'not known'))}"
    )
    st.button(
        "Yes, this is the right child",
        type="primary",
        on_click=do,
        args=("Thank you. Everything you enter is saved as you go.",
              checks.confirm_right_child, view.check.id),
    )  # fmt: skip
    st.caption(if_not)


def why_open(view: CheckView) -> None:
    """Why a form that was submitted is open again."""
    latest = view.revisions[-1]
    if latest.kind == "returned":
        st.warning(f"Returned by the moderator: {as_words(latest.reason or '')}")
    elif latest.kind == "corrected":
        st.info(f"Correction (version {latest.number}): {as_words(latest.reason or '')}")


def _beside(view: CheckView, question: Question) -> str:
    """What is already known, beside the question that it helps to answer."""
    check = view.check
    if question.section == "S" and question.id == "S1" and check.period_from_on:
        end = format_date(check.period_to_on) if check.period_to_on else "today"
        return f"Period audited: {format_date(check.period_from_on)} to {end}."
    return ""


def _submit(actor: Actor, view: CheckView, form: FormToFill, missing: int) -> None:
    keep = {"on_change": _keep, "args": (view.check.id,)}
    _override(actor, view)
    good = st.checkbox(
        "Good practice worth sharing",
        key="good-practice",
        value=view.check.is_good_practice,
        help="It will be listed under Good practice, without names.",
        **keep,
    )
    if good:
        note = view.check.good_practice_note or ""
        _text(actor, view, "What made the difference?", "good-note", note, line=True)
    st.markdown(
        "When you submit, the audit is locked and shared with the social worker and the team "
        "manager, who have five working days to reply. Its actions open today."
    )
    submit_button(view, form, missing, _submit_now)


def submit_button(
    view: CheckView, form: FormToFill, missing: int, submit_now: Callable[[int, int], None]
) -> None:
    """The button that submits, once nothing is missing; until then, what it waits for."""
    still_missing(form, missing)
    st.button(
        f"Submit the {noun(view.check.kind)}",
        type="primary",
        disabled=bool(missing),
        help=f"{missing} still to answer" if missing else None,
        key="submit-check",
        on_click=submit_now,
        args=(view.check.id, view.check.version),
    )


def _override(actor: Actor, view: CheckView) -> None:
    answers = view.answers or {}
    if not cap_applies(view.form, view.facts, answers):
        return
    found = ", ".join(q.id for q in capped(view.form, view.facts, answers))
    st.warning(
        f"A capping concern ({found}) rules out Good and Outstanding. Change the grade, or give "
        "your reason; a moderator confirms or refuses it."
    )
    reason = view.check.override_reason or ""
    _text(actor, view, "Why this grade all the same?", "override-reason", reason)


def _text(
    actor: Actor, view: CheckView, label: str, key: str, stored: str, *, line: bool = False
) -> None:
    def save(actor: Actor, _text: str, version: int) -> int:
        submission.prepare(actor, view.check.id, _given())
        return version

    kept.saved(actor, label, key=key, stored=(stored, view.check.id), save=save, line=line)


def _given() -> Submission:
    return Submission(
        override_reason=typed("override-reason") or None,
        is_good_practice=bool(st.session_state.get("good-practice")),
        good_practice_note=typed("good-note") or None,
    )


def _keep(check_id: int) -> None:
    do("Saved.", submission.prepare, check_id, _given())


def _submit_now(check_id: int, version: int) -> None:
    said = "Submitted. It is now shared for replies."
    boxes = ("override-reason", "good-note")
    if do(said, submission.submit, check_id, version, _given(), forget=boxes):
        st.query_params.pop("section", None)
