"""The recommendations of a visit being written: those so far, and boxes for one more."""

import streamlit as st

from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words
from pages.ui.visit_boxes import chosen, day, do_in, key, of, refused_in, say_in, text, text_of
from qa.domain.actor import Actor
from qa.domain.visits import PRIORITIES, STANDARDS
from qa.domain.words import format_date, joined, plural
from qa.domain.workflow import ACTION_STATUSES
from qa.services import action_drafts, recommendation_drafts, visits
from qa.services.recommendation_drafts import Recommended
from qa.services.visits import VisitView

PANEL = "recommendations"
BY_WHEN = (
    "The day by which the registered person decides whether to take it, regulation 44(5); not the "
    "day by which it is done."
)

BOXES = ("text", "standard", "priority", "by")


def draw(actor: Actor, view: VisitView) -> None:
    """Drawn inside the form's own part of the page, which runs again alone: all is read anew."""
    say_in(PANEL)
    check_id = view.check_view.check.id
    so_far = [
        a for a in action_drafts.on_form(actor, check_id).actions if a.kind == "recommendation"
    ]
    if so_far:
        st.markdown(f"**{plural(len(so_far), 'recommendation')}**")
    for each in so_far:
        _one(actor, view, each)
    with st.expander("Add a recommendation", expanded=not so_far):
        boxes(actor, check_id, "recommend")
        st.button("Add this recommendation", key="recommend-add", on_click=_add, args=(check_id,))
        refused_in(PANEL)


def boxes(actor: Actor, check_id: int, name: str, given: object | None = None) -> None:
    """What, which standard, how urgent, by when; filled with `given` where it is changed."""
    said, held = given.text if given else "", of(actor, check_id)
    text(actor, check_id, f"{name}/text", "What do you recommend?", start=said)
    st.selectbox(
        "Which standard?", list(STANDARDS), index=None,
        format_func=lambda code: f"{code} {STANDARDS[code]}", placeholder="Choose a standard",
        **chosen(held, f"{name}/standard", STANDARDS, given and given.standard),
    )  # fmt: skip
    st.radio(
        "Priority", list(PRIORITIES), index=None, format_func=PRIORITIES.get, horizontal=True,
        **chosen(held, f"{name}/priority", PRIORITIES, given and given.priority),
    )  # fmt: skip
    by = day(held, f"{name}/by", given and given.consider_by_on)
    st.date_input("To be considered by", value=None, **by, **ANY_DAY)
    st.caption(BY_WHEN)


def words(each: object) -> str:
    """A recommendation in Markdown: its text, standard, priority, day and where it stands."""
    facts = [
        f"standard {each.standard}, {STANDARDS.get(each.standard or '', '').lower()}",
        f"{PRIORITIES.get(each.priority, each.priority).lower()} priority",
        f"to be considered by {format_date(each.consider_by_on or each.due_on)}",
    ]
    facts += [ACTION_STATUSES[each.status].lower()] * (each.status != "draft")
    return f"{as_words(each.text)}\n\n:small[{as_words(' · '.join(facts))}]"


def _one(actor: Actor, view: VisitView, each: object) -> None:
    check_id = view.check_view.check.id
    with st.container(border=True):
        st.markdown(words(each))
        if found := visits.looks_like_a_name(each.text, view):
            st.warning(f"This looks like a name: {as_words(joined(found))}. {view.by_letter}")
        if each.status == "draft" and st.toggle("Change it", key=f"recommend-open-{each.id}"):
            _change_boxes(actor, check_id, each)
        elif each.status == "open" and st.toggle("Withdraw it", key=f"recommend-open-{each.id}"):
            text(actor, check_id, f"withdraw-{each.id}/why", "Reason", line=True)
            st.button("Withdraw this recommendation", key=f"unrecommend-{each.id}",
                      on_click=_withdraw, args=(check_id, each.id))  # fmt: skip
        refused_in(PANEL, each.id)


def _change_boxes(actor: Actor, check_id: int, each: object) -> None:
    boxes(actor, check_id, f"change-{each.id}", each)
    with st.container(horizontal=True):
        st.button("Save the change", key=f"recommend-change-{each.id}", on_click=_change,
                  args=(check_id, each.id))  # fmt: skip
        st.button("Take it away", key=f"unrecommend-{each.id}", on_click=_remove,
                  args=(each.id,))  # fmt: skip


def _given(check_id: int, name: str) -> Recommended:
    state = st.session_state
    standard, priority, by = (
        state.get(key(check_id, f"{name}/{field}")) for field in ("standard", "priority", "by")
    )
    return Recommended(text_of(check_id, f"{name}/text"), standard or "", priority or "", by)


def _add(check_id: int) -> None:
    boxes_of = [key(check_id, f"recommend/{field}") for field in BOXES]
    do_in(PANEL, "The recommendation was added. It opens when the report is finished.",
          recommendation_drafts.add, check_id, _given(check_id, "recommend"),
          forget=boxes_of)  # fmt: skip


def _change(check_id: int, action_id: int) -> None:
    name = f"change-{action_id}"
    if do_in(PANEL, "The recommendation was changed.", recommendation_drafts.change, action_id,
             _given(check_id, name),
             forget=[key(check_id, f"{name}/{field}") for field in BOXES],
             button=action_id):  # fmt: skip
        st.session_state[f"recommend-open-{action_id}"] = False


def _remove(action_id: int) -> None:
    do_in(PANEL, "The recommendation was taken away.", recommendation_drafts.remove, action_id,
          button=action_id)  # fmt: skip


def _withdraw(check_id: int, action_id: int) -> None:
    why = f"withdraw-{action_id}/why"
    do_in(PANEL, "The recommendation was withdrawn.", recommendation_drafts.remove, action_id,
          text_of(check_id, why), clear=(key(check_id, why),), button=action_id)  # fmt: skip
