"""Recording in bulk who is the social worker, team manager, IRO or chair of children."""

import datetime as dt

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.children import PARTS, Filter
from qa.domain.words import plural
from qa.services import children, links
from qa.services.children import ChildList

TICK = "child-"
TICKED, EVERY = "ticked", "every"


def wanted() -> bool:
    """Whether the person wants to record links for several children."""
    return st.toggle("Record who works with these children", key="links-on")


def draw(actor: Actor, kept: Filter, found: ChildList) -> None:
    """Whom and since when, for which children, and the children with a box each."""
    chooser(actor, "bulk")
    every = plural(found.total, "child", "children")
    words = {TICKED: "The children ticked below", EVERY: f"All {every} of this list"}
    st.radio("For", list(words), format_func=words.__getitem__, key="links-for")
    st.button("Record for these children", type="primary", on_click=_record, args=(kept,))
    _people_not_listed()
    st.button("Tick all on this page", on_click=_tick, args=(found, True))
    for row in found.rows:
        holders = (f"{PARTS[part]}: {getattr(row, part) or 'none'}" for part in PARTS)
        st.checkbox(as_words(f"Child {row.case_number}"), key=f"{TICK}{row.id}")
        st.caption(as_words(" · ".join(holders)))


def chooser(actor: Actor, key: str) -> None:
    """What somebody is to a child, who it is, and from which day."""
    people = {each.id: each.label for each in links.people(actor)}
    with st.container(horizontal=True):
        st.selectbox("What they are", list(PARTS), format_func=PARTS.get, key=f"{key}-part")
        st.selectbox(
            "Who", list(people), index=None, format_func=people.get, key=f"{key}-person",
            placeholder="Choose a person",
        )  # fmt: skip
        st.date_input("From", value=actor.today, key=f"{key}-from", **ANY_DAY)


def chosen(key: str) -> tuple[str, int, dt.date]:
    """What stands in the chooser."""
    state = st.session_state
    return state[f"{key}-part"], state.get(f"{key}-person") or 0, state[f"{key}-from"]


def _record(kept: Filter) -> None:
    every = kept if st.session_state.get("links-for") == EVERY else None
    ticked = [int(key.removeprefix(TICK)) for key in _ticked()]
    do("", _put, every, ticked, chosen("bulk"), clear=tuple(_ticked()))


def _put(
    actor: Actor, every: Filter | None, ticked: list[int], said: tuple[str, int, dt.date]
) -> links.Linked:
    """For every child of a filter, or for those that are ticked."""
    ids = children.ids(actor, every, links.MOST) if every is not None else ticked
    return links.put(actor, ids, *said)


def _ticked() -> list[str]:
    return [str(k) for k, v in st.session_state.items() if str(k).startswith(TICK) and v is True]


def _tick(found: ChildList, ticked: bool) -> None:
    for row in found.rows:
        st.session_state[f"{TICK}{row.id}"] = ticked


def _people_not_listed() -> None:
    with st.expander("The person is not in the list"):
        st.text_input("Name", key="new-person", max_chars=200)
        st.text_input("Job title (optional)", key="new-title", max_chars=200)
        st.button("Add this person, without an account", on_click=_add_person)


def _add_person() -> None:
    name, title = typed("new-person"), typed("new-title")
    do("The person was added and can be chosen now.", links.add_person, name, title,
       clear=("new-person", "new-title"))  # fmt: skip
