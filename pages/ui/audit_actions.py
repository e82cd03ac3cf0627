"""The actions of a draft: each concern with its action, and a form to add one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.ui import kept, kept_choices
from pages.ui.buttons import do, say_what_happened, typed
from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from pages.ui.tables import as_words
from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services import action_drafts, owners
from qa.services.action_drafts import FormActions, Wanted

BOXES = ("action-text", "action-evidence", "action-due")
OWNER = "action-owner"
CHOICES = (OWNER, "action-priority")


@dataclass(frozen=True)
class Start:
    """What the boxes of a new action hold at first; `is_asked`: whether one is looked for."""

    text: str = ""
    owner_id: int | None = None
    priority: str = "twenty_days"
    is_asked: bool = True


NOTHING = Start()


def draw(actor: Actor, check_id: int, start: Start | None = None) -> None:
    """The actions so far, the concerns that still need one, and the form to add one.

    Drawn inside the form's own part of the page, which runs again without the page around it:
    so everything is read anew here.
    """
    say_what_happened()
    found = action_drafts.on_form(actor, check_id)
    for action in found.actions:
        _one(found, action)
    if found.without_action:
        listed = "; ".join(f"{q.id} {q.text}" for q in found.without_action)
        st.warning(f"Each concern needs an action. Still without one: {listed}")
    asked = start.is_asked if start else True
    is_open = bool(found.without_action) or (asked and not found.actions)
    with st.expander("Add an action", expanded=is_open):
        _form(actor, check_id, found, NOTHING if found.actions else start or NOTHING)


def _one(found: FormActions, action: object) -> None:
    answers = f" Answers {action.questions.replace('|', ', ')}." if action.questions else ""
    words, _rule = audits.PRIORITIES[action.priority]
    owner = as_words(found.names.get(action.owner_id, "not known"))
    with st.container(border=True):
        st.markdown(
            f"{as_words(action.text)}\n\n**{owner}**, "
            f"{words[0].lower()}{words[1:]}: {format_date(action.due_on)}.{answers}"
        )
        if action.status == "draft":
            st.button(
                "Remove this action",
                key=f"remove-{action.id}",
                type="tertiary",
                on_click=do,
                args=("The action was removed.", action_drafts.remove_draft, action.id),
            )


def _form(actor: Actor, check_id: int, found: FormActions, start: Start) -> None:
    _choose_concerns(found)
    boxes(actor, check_id, start)
    words = {q.id: f"{q.id} {q.text}" for q in found.concerns}
    if words:
        st.multiselect(
            "Which concerns does it answer?", list(words), key="action-concerns",
            format_func=words.get,
        )  # fmt: skip
    st.button("Add the action", key="action-add", on_click=_add, args=(check_id,))


def _choose_concerns(found: FormActions) -> None:
    """Choose what no action answers yet; a concern raised while the form stands open joins what
    is chosen, one that was taken out by hand stays out."""
    state = st.session_state
    answered = {i for action in found.actions for i in action.questions.split("|")}
    open_ids = [q.id for q in found.concerns if q.id not in answered]
    offered = state.get("action-concerns-offered", ()) if "action-concerns" in state else ()
    chosen = [i for i in state.get("action-concerns", ()) if i in open_ids]
    new = [i for i in open_ids if i not in offered and i not in chosen]
    state["action-concerns-offered"] = open_ids
    if state.get("action-concerns") != chosen + new:
        state["action-concerns"] = chosen + new


def boxes(actor: Actor, check_id: int, start: Start = NOTHING) -> None:
    """What, who, by when, and what would show that it is done; about a check. What is typed and
    chosen is kept; before that the boxes hold what `start` says."""
    people = {person.id: person.words for person in owners.choices(actor, check_id)}
    boxes_for(kept.of(actor, f"check:{check_id}"), people, start)


def boxes_for(boxes: Boxes, people: dict[int, str], start: Start = NOTHING) -> None:
    """The same, with these people to choose from."""
    kept.text(boxes, "action/text", "What has to be done?", key="action-text", start=start.text)
    owner = st.session_state.get(OWNER)
    if owner is not None and owner not in people:  # set only then: it would undo a choice just made
        st.session_state[OWNER] = None
    usual = start.owner_id if start.owner_id in people else None
    st.selectbox(
        "Who owns it?", list(people), index=None, format_func=people.get,
        placeholder="Choose a person", **_kept(boxes, "owner", people, usual),
    )  # fmt: skip
    urgent = st.radio(
        "How urgent?", list(audits.PRIORITIES),
        format_func=lambda code: audits.PRIORITIES[code][0],
        **_kept(boxes, "priority", audits.PRIORITIES, start.priority),
    )  # fmt: skip
    if audits.PRIORITIES[urgent][1] is None:
        by = kept_choices.of_day(boxes, "action/due", "action-due", None)
        st.date_input("By which day?", **by, **ANY_DAY)
    kept.text(
        boxes, "action/evidence", "What would show that it is done? (optional)",
        key="action-evidence", line=True,
    )  # fmt: skip


def _kept(boxes: Boxes, name: str, options: Iterable[Any], default: Any) -> dict[str, Any]:
    return kept_choices.of(boxes, f"action/{name}", f"action-{name}", options, default)


def send(sentence: str, service: Callable[..., Any], *given: Any, forget: Iterable[str] = (),
         choices: Iterable[str] = ()) -> None:  # fmt: skip
    """For callbacks: open the action that the boxes hold; then they are empty, and `choices` made
    beside them as at first."""
    if do(sentence, service, *given, wanted(), clear=BOXES, unchoose=(OWNER,), forget=forget):
        kept_choices.let_go((*CHOICES, *choices))


def wanted() -> Wanted:
    """What the boxes hold."""
    state = st.session_state
    return Wanted(
        text=typed("action-text"),
        owner_id=state.get("action-owner") or 0,
        priority=state.get("action-priority") or "twenty_days",
        due_on=state.get("action-due"),
        evidence_needed=typed("action-evidence"),
        questions=tuple(state.get("action-concerns") or ()),
    )


def _add(check_id: int) -> None:
    send("The action was added. It opens when this is submitted.", action_drafts.add, check_id,
         forget=("action-concerns",))  # fmt: skip
