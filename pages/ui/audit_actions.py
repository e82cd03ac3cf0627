"""The actions of a draft: each concern with its action, and a form to add one."""

import streamlit as st

from pages.ui.buttons import do, typed
from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.completion import concerns
from qa.domain.forms import Question
from qa.domain.words import format_date
from qa.services import actions, owners
from qa.services.actions import Wanted
from qa.services.checks import CheckView
from qa.services.drafts import RISK_QUESTIONS

BOXES = ("action-text", "action-evidence", "action-concerns", "action-owner", "action-due")


def draw(actor: Actor, view: CheckView, _question: Question) -> None:
    """The actions so far, the concerns that still need one, and the form to add one."""
    for action in view.actions:
        _one(view, action)
    found = _without_action(view)
    if found:
        listed = "; ".join(f"{q.id} {q.text}" for q in found)
        st.warning(f"Each concern needs an action. Still without one: {listed}")
    with st.expander("Add an action", expanded=bool(found) or not view.actions):
        _form(actor, view, found)


def _without_action(view: CheckView) -> list[Question]:
    covered = {i for action in view.actions for i in action.questions.split("|")}
    found = concerns(view.form, view.facts, view.answers or {})
    return [q for q in found if q.id not in covered and q.id not in RISK_QUESTIONS]


def _one(view: CheckView, action: object) -> None:
    answers = f" Answers {action.questions.replace('|', ', ')}." if action.questions else ""
    words, _rule = audits.PRIORITIES[action.priority]
    with st.container(border=True):
        st.markdown(
            f"{action.text}\n\n**{view.names.get(action.owner_id, 'not known')}**, "
            f"{words[0].lower()}{words[1:]}: {format_date(action.due_on)}.{answers}"
        )
        if action.status == "draft":
            st.button(
                "Remove this action",
                key=f"remove-{action.id}",
                type="tertiary",
                on_click=do,
                args=("The action was removed.", actions.remove_draft, action.id),
            )


def _form(actor: Actor, view: CheckView, found: list[Question]) -> None:
    st.session_state.setdefault("action-concerns", [q.id for q in found])
    known = concerns(view.form, view.facts, view.answers or {})
    words = {q.id: f"{q.id} {q.text}" for q in known if q.id not in RISK_QUESTIONS}
    kept = [i for i in st.session_state["action-concerns"] if i in words]
    st.session_state["action-concerns"] = kept
    st.text_area("What has to be done?", key="action-text")
    people = owners.choices(actor, view.check.id)
    st.selectbox(
        "Who owns it?", [p.id for p in people], index=None, key="action-owner",
        format_func={p.id: p.words for p in people}.get, placeholder="Choose a person",
    )  # fmt: skip
    st.radio(
        "How urgent?", list(audits.PRIORITIES), key="action-priority", index=2,
        format_func=lambda code: audits.PRIORITIES[code][0],
    )  # fmt: skip
    if audits.PRIORITIES[st.session_state["action-priority"]][1] is None:
        st.date_input(
            "By which day?", value=None, key="action-due", format="DD/MM/YYYY",
            min_value=actor.today,
        )  # fmt: skip
    st.text_input("What would show that it is done?", key="action-evidence")
    if words:
        st.multiselect(
            "Which concerns does it answer?", list(words), key="action-concerns",
            format_func=words.get,
        )  # fmt: skip
    st.button("Add the action", key="action-add", on_click=_add, args=(view.check.id,))


def _add(check_id: int) -> None:
    state = st.session_state
    wanted = Wanted(
        text=typed("action-text"),
        owner_id=state.get("action-owner") or 0,
        priority=state.get("action-priority") or "twenty_days",
        due_on=state.get("action-due"),
        evidence_needed=typed("action-evidence"),
        questions=tuple(state.get("action-concerns") or ()),
    )
    do("The action was added. It opens when the audit is submitted.", actions.add, check_id,
       wanted, clear=BOXES)  # fmt: skip
