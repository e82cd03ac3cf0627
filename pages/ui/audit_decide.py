"""What can be done with a finished audit: reply, moderate, correct; and with its allocation."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from pages.ui import kept, kept_choices
from pages.ui.buttons import act_button, do, typed
from pages.ui.form_risk import flags_panel
from pages.ui.kept import Boxes
from pages.ui.tables import as_words
from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.check_kinds import noun
from qa.domain.scoring import GRADE_LABELS, GRADE_OF, grade_label
from qa.domain.words import format_date
from qa.services import allocation as allocations
from qa.services import moderation, replies, submission
from qa.services.checks import CheckView
from qa.services.moderation import Verdict, why_words
from qa.services.replies import OPEN_FOR_REPLY, Given

OUTCOMES = {
    "agreed": "Agree with the grade",
    "changed": "Change the grade, with reasons",
    "returned": "Return it to the auditor, with comments",
}
OVERRIDE = {"confirmed": "Confirm it", "refused": "Refuse it"}
SHARED_AGAIN = ", and the corrected audit is shared and moderated again"
GRADES = {number: GRADE_LABELS[code] for number, code in GRADE_OF.items()}


def draw(actor: Actor, view: CheckView) -> None:
    """Reply, moderate, correct: each where it can be done now, with why not where it cannot."""
    boxes = boxes_of(actor, view)
    if view.check.status == "submitted" and _is_moderator(view):
        _moderate(boxes, view)
    if view.check.status in OPEN_FOR_REPLY:
        _reply(boxes, view)
    if not view.is_draft and view.decisions["correct"].allowed:
        correct(boxes, view, SHARED_AGAIN)


def boxes_of(actor: Actor, view: CheckView) -> Boxes:
    """What this person has typed into the boxes of a check and not sent."""
    return kept.of(actor, f"check:{view.check.id}")


def risk_flags(actor: Actor, view: CheckView) -> None:
    """The flags on this check, for those who do not fill it in."""
    if not view.fills_in:
        flags_panel(actor, view.check.id)


def _reply(boxes: Boxes, view: CheckView) -> None:
    may_manager = view.decisions["reply"]
    may_behalf = view.decisions["reply_on_behalf"]
    if not (may_manager.allowed or may_behalf.allowed):
        return
    given = {r.part for r in view.replies if r.revision == view.check.revision}
    st.subheader("Reply to this audit", anchor=False)
    if view.check.reply_due_on:
        st.markdown(
            f"Replies are welcome until {format_date(view.check.reply_due_on)}. Silence is "
            "recorded and holds nothing up."
        )
    parts = [p for p in audits.PARTS if p == "family" or p not in given]
    first = "manager" if may_manager.allowed and "manager" in parts else parts[0]
    part = st.radio(
        "Whose reply?", parts, format_func=lambda p: _whose(view, p),
        **_chosen(boxes, view, "reply-part", parts, first),
    )  # fmt: skip
    st.radio(
        "Do they agree?", list(audits.STANCES), format_func=audits.STANCES.get, index=None,
        **_chosen(boxes, view, "reply-stance", audits.STANCES),
    )  # fmt: skip
    kept.text(boxes, "reply/comments", "Comments", key="reply-comments")
    if part == "family":
        agreed = _chosen(boxes, view, "reply-consent", (True, False), False)
        st.checkbox("They agreed that this is recorded", **agreed)
    may = may_manager if part == "manager" and may_manager.allowed else may_behalf
    sent = (view.check.id, part)  # the part as drawn: what is sent pops it, a late run sets it anew
    act_button("Record the reply", may, type="primary", on_click=_send_reply, args=sent)


def _chosen(
    boxes: Boxes, view: CheckView, key: str, options: Iterable[Any], default: Any = None
) -> dict[str, Any]:
    """The settings of a choice that is kept beside its text, for this revision of the check."""
    field = f"{key.replace('-', '/')}@{view.check.revision}"
    return kept_choices.of(boxes, field, key, options, default)


def _whose(view: CheckView, part: str) -> str:
    person = {"worker": view.check.worker_id, "manager": view.check.manager_id}.get(part)
    name = view.names.get(person or 0)
    return f"{audits.PARTS[part]}{f' ({name})' if name else ''}"


def _send_reply(check_id: int, part: str) -> None:
    state = st.session_state
    given = Given(
        part=part,
        stance=state.get("reply-stance") or "",
        comments=typed("reply-comments"),
        consent=bool(state.get("reply-consent")),
    )
    if do("The reply was recorded.", replies.reply, check_id, given,
          clear=("reply-comments", "reply-consent"), unchoose=("reply-stance",),
          forget=("reply-part",)):  # fmt: skip
        kept_choices.let_go(("reply-stance", "reply-consent"))


def _is_moderator(view: CheckView) -> bool:
    decision = view.decisions["moderate"]
    return decision.allowed or decision.why.startswith(("Nobody", "The auditor", "No social"))


def _moderate(boxes: Boxes, view: CheckView) -> None:
    st.subheader("Moderate this audit", anchor=False)
    if not view.decisions["moderate"].allowed:
        st.info(view.decisions["moderate"].why)
        return
    why = why_words(view.check.moderation_why)
    due = view.check.moderation_due_on
    if why:
        by = f" Moderation is due by {format_date(due)}." if due else ""
        st.markdown(f"Why it is in the queue: {why}.{by}")
    else:
        st.markdown("It was not drawn for moderation; you may moderate it all the same.")
    claimed = view.check.override_outcome == "claimed"
    if claimed:
        st.warning(f"The auditor went above the cap: {as_words(view.check.override_reason or '')}")
        st.radio(
            "The override", list(OVERRIDE), index=None, format_func=OVERRIDE.get,
            **_chosen(boxes, view, "moderate-override", OVERRIDE),
        )  # fmt: skip
    outcome = st.radio(
        "Your decision",
        list(OUTCOMES),
        format_func=OUTCOMES.get,
        index=None,
        **_chosen(boxes, view, "moderate-outcome", OUTCOMES),
    )
    if outcome == "changed":
        refused = st.session_state.get("moderate-override") == "refused"
        best = moderation.CAP if refused else max(GRADES)
        grades = [g for g in sorted(GRADES, reverse=True) if best >= g != view.check.auditor_grade]
        st.radio(
            f"Grade (the auditor's is {grade_label(view.check.auditor_grade)})", grades,
            format_func=GRADES.get, index=None, horizontal=True,
            **_chosen(boxes, view, "moderate-grade", grades),
        )  # fmt: skip
    kept.text(boxes, "moderate/reasons", "Reasons or comments", key="moderate-reasons")
    act_button(
        "Record the decision",
        view.decisions["moderate"],
        type="primary",
        on_click=_send_decision,
        args=(view.check.id, view.check.version),
    )


def _send_decision(check_id: int, version: int) -> None:
    state = st.session_state
    verdict = Verdict(
        outcome=state.get("moderate-outcome") or "",
        grade=state.get("moderate-grade"),
        override=state.get("moderate-override"),
        reasons=typed("moderate-reasons"),
    )
    choices = ("moderate-outcome", "moderate-grade", "moderate-override")
    if do("Your decision was recorded.", moderation.moderate, check_id, version, verdict,
          clear=("moderate-reasons",), unchoose=choices):  # fmt: skip
        kept_choices.let_go(choices)


def correct(boxes: Boxes, view: CheckView, afterwards: str) -> None:
    """Open a correction; `afterwards` says what comes of it."""
    with st.expander(f"Correct this {noun(view.check.kind)}"):
        st.markdown(
            "A correction is a new version. The one submitted stays readable beside it"
            f"{afterwards}."
        )
        why = "What is being corrected, and why?"
        kept.text(boxes, "correct/reason", why, key="correct-reason")
        st.button(
            "Open a correction",
            on_click=_open_correction,
            args=(view.check.id, view.check.version),
        )


def _open_correction(check_id: int, version: int) -> None:
    st.query_params.pop("version", None)
    reason = typed("correct-reason")
    do("The correction is open. Submit it when it is done.", submission.correct, check_id, version,
       reason, clear=("correct-reason",))  # fmt: skip


def allocation(actor: Actor, view: CheckView) -> None:
    """Give an unfinished audit to somebody else, or withdraw it."""
    if not view.is_draft or not view.decisions["allocate"].allowed:
        return
    with st.expander("Give it to somebody else, or withdraw it"):
        free = {c.person_id: c.name for c in candidates(actor, view) if not c.why_not}
        boxes = boxes_of(actor, view)
        st.selectbox(
            "Auditor", list(free), index=None, format_func=free.get,
            placeholder="Choose an auditor", **_chosen(boxes, view, "reallocate-to", free),
        )  # fmt: skip
        kept.text(boxes, "reallocate/why", "Reason", key="reallocate-why", line=True)
        with st.container(horizontal=True):
            st.button("Give it to them", on_click=_reallocate, args=(view.check.id,))
            if view.check.status in ("allocated", "in_progress"):
                st.button("Withdraw it", on_click=_withdraw, args=(view.check.id,))


def candidates(actor: Actor, view: CheckView) -> list:
    """Auditors for this child, but the one who has it."""
    found = allocations.candidates(actor, view.child.id)
    return [c for c in found if c.person_id != view.check.assignee_id]


def _reallocate(check_id: int) -> None:
    to, why = st.session_state.get("reallocate-to") or 0, typed("reallocate-why")
    if do("The audit was given to a colleague.", allocations.reallocate, check_id, to, why,
          clear=("reallocate-why",), unchoose=("reallocate-to",)):  # fmt: skip
        kept_choices.let_go(("reallocate-to",))


def _withdraw(check_id: int) -> None:
    if do("The audit was withdrawn.", allocations.withdraw, check_id, typed("reallocate-why"),
          clear=("reallocate-why",), unchoose=("reallocate-to",)):  # fmt: skip
        kept_choices.let_go(("reallocate-to",))
