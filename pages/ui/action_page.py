"""One action: what, who, by when, the evidence, and what this person may do."""

import datetime as dt
import html

import streamlit as st

from pages.ui import kept, visit_after_record
from pages.ui.buttons import act_button, do, typed
from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain import audits, visits
from qa.domain.actor import Actor
from qa.domain.check_kinds import SCREENS, noun
from qa.domain.words import format_date
from qa.domain.workflow import ACTION_STATUSES
from qa.services import actions
from qa.services.actions import ActionView

DATES_ONLY = (
    "Your role shows who does it and by when, not what it says. To record it as done for somebody "
    "without an account, write what they tell you."
)


def draw(actor: Actor, action_id: int) -> None:
    """The page of one action."""
    view = actions.view(actor, action_id)
    action = view.action
    set_title(view.noun)
    st.page_link(str(BY_KEY["actions"].file), label="All actions", query_params={})
    st.html(f'<p dir="auto" style="white-space:pre-wrap;margin:0">{html.escape(action.text)}</p>')
    if not view.reads_text:
        st.info(DATES_ONLY)
    st.markdown(_head(view))
    if action.check_id:
        st.page_link(
            str(BY_KEY[SCREENS.get(action.origin, "case_audits")].file),
            label=f"The {noun(action.origin)} it came from",
            query_params={"id": str(action.check_id)},
        )
    if action.challenge_id:
        st.page_link(
            str(BY_KEY["challenges"].file), label="The challenge it came from",
            query_params={"id": str(action.challenge_id)},
        )  # fmt: skip
    _history(view)
    boxes = kept.of(actor, f"action:{action.id}")
    if action.kind == "recommendation":
        visit_after_record.draw(actor, action.id)
    if action.status == "open":
        _finish(boxes, view)
    elif action.status == "done":
        _verify(boxes, view)
    if action.status == "open" and view.decisions["verify_action"].allowed:
        _withdraw(boxes, view)


def _head(view: ActionView) -> str:
    action, names = view.action, view.names
    raiser = as_words(names.get(action.raised_by_id, "not known"))
    facts = [
        ("Where it stands", ACTION_STATUSES[action.status]),
        ("Owner", as_words(names.get(action.owner_id, "not known"))),
        ("Due", f"{format_date(action.due_on)} ({_priority(action.priority)})"),
        ("To be considered by", action.consider_by_on and format_date(action.consider_by_on)),
        ("Why then", action.due_explained),
        ("Child", view.case_number),
        ("Children's home", as_words(view.home or "")),
        ("Quality standard", _standard(action.standard)),
        ("Raised by", f"{raiser}, {format_date(action.raised_on)}"),
        ("Answers", action.questions.replace("|", ", ")),
        ("What would show it is done", as_words(action.evidence_needed or "")),
    ]
    return "\n".join(f"- **{name}:** {value}" for name, value in facts if value)


def _priority(code: str) -> str:
    """How urgent, in words that follow a date."""
    words, _rule = audits.PRIORITIES.get(code, ("", None))
    words = words or f"{visits.PRIORITIES.get(code, code)} priority"
    return f"{words[0].lower()}{words[1:]}"


def _standard(standard: str | None) -> str:
    name = visits.STANDARDS.get(standard or "")
    return f"{standard}, {name.lower()}" if name else ""


def _history(view: ActionView) -> None:
    action, names = view.action, view.names
    if action.done_on and action.evidence:
        st.subheader("What was done", anchor=False)
        by = as_words(names.get(action.done_by_id or 0, "The home, as told at a visit"))
        st.markdown(f"{by}, {format_date(action.done_on)}:")
        st.html(f'<p dir="auto" style="white-space:pre-wrap">{html.escape(action.evidence)}</p>')
    if action.verified_on:
        by = as_words(names.get(action.verified_by_id or 0, ""))
        st.markdown(f"**Verified by {by}**, {format_date(action.verified_on)}.")
    elif action.verified_note:
        st.markdown("**Not accepted:**" if action.status == "withdrawn" else "**Sent back:**")
    if action.verified_note:
        note = html.escape(action.verified_note)
        st.html(f'<p dir="auto" style="white-space:pre-wrap">{note}</p>')


def _finish(boxes: Boxes, view: ActionView) -> None:
    decision = view.decisions["finish_action"]
    if not decision.allowed:
        st.info(decision.why)
        return
    st.subheader("Say it is done", anchor=False)
    today = boxes.actor.today
    what = "What was done, and where can it be seen?"
    kept.text(boxes, "done/evidence", what, key="done-evidence")
    st.date_input("Done on", value=today, key="done-on", **ANY_DAY)
    act_button(
        "Mark as done", decision, type="primary", on_click=_send_done,
        args=(view.action.id, view.action.version),
    )  # fmt: skip
    st.caption("Somebody else then verifies it.")


def _send_done(action_id: int, version: int) -> None:
    on = st.session_state.get("done-on")
    day = on if isinstance(on, dt.date) else dt.date.min
    do(
        "Marked as done. It now waits for somebody else to verify.",
        actions.finish,
        action_id,
        version,
        typed("done-evidence"),
        day,
        clear=("done-evidence",),
        forget=("done-on",),
    )


def _verify(boxes: Boxes, view: ActionView) -> None:
    decision = view.decisions["verify_action"]
    st.subheader("Verify", anchor=False)
    if not decision.allowed:
        st.info(decision.why)
        return
    kept.text(boxes, "verify/note", "What you saw (needed if it is not done yet)",
              key="verify-note")  # fmt: skip
    given = (view.action.id, view.action.version)
    with st.container(horizontal=True):
        act_button("Verify: it is done", decision, type="primary", on_click=_send_verdict,
                   args=("Verified.", actions.verify, *given))  # fmt: skip
        act_button("Not done yet", decision, on_click=_send_verdict,
                   args=("Sent back to the owner.", actions.reject, *given))  # fmt: skip


def _send_verdict(sentence: str, service: object, action_id: int, version: int) -> None:
    do(sentence, service, action_id, version, typed("verify-note"), clear=("verify-note",))


def _withdraw(boxes: Boxes, view: ActionView) -> None:
    with st.expander(f"Withdraw this {view.noun.lower()}"):
        why = "Why is it no longer needed?"
        kept.text(boxes, "withdraw/why", why, key="withdraw-why", line=True)
        st.button("Withdraw it", on_click=_send_withdrawal,
                  args=(view.action.id, view.action.version))  # fmt: skip


def _send_withdrawal(action_id: int, version: int) -> None:
    do("The action was withdrawn.", actions.withdraw, action_id, version, typed("withdraw-why"),
       clear=("withdraw-why",))  # fmt: skip
