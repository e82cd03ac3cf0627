"""Who lives in a home, by letter; children of other authorities are entered by hand."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import show
from qa.domain.actor import Actor
from qa.domain.words import format_date, plural
from qa.services import residents
from qa.services.homes_page import HomePage, Living


def draw(actor: Actor, page: HomePage) -> None:
    """Letters now and before; who waits for one; entering and leaving."""
    st.subheader("Children by letter", anchor=False)
    now = [each for each in page.residents if each.to_on is None or each.to_on >= actor.today]
    gone = [each for each in page.residents if each not in now]
    _table(now, "Children who live here, by letter")
    if page.placed:
        _waiting(page.placed)
    if not now and not page.placed:
        st.info("No child is recorded as living here.")
    _more_than_places(page.home.capacity, len(now) + len(page.placed))
    if gone:
        with st.expander(f"Children who have left ({len(gone)})"):
            _table(gone, "Children who have left; their letters are never given again")
    if page.decisions["keep_residents"].allowed:
        _add(actor, page)
        _correct(actor, [each for each in (*now, *gone) if each.resident_id and not each.is_ours])


def _more_than_places(places: int | None, children: int) -> None:
    """In a place of its own: what is unfolded below stays unfolded when it appears."""
    with st.container():
        if places and children > places:
            st.warning(
                f"This home now has {plural(children, 'child', 'children')} and "
                f"{plural(places, 'place')}."
            )


def _table(children: Sequence[Living], caption: str) -> None:
    if not children:
        return
    with_numbers = any(child.case_number for child in children)
    header = ("Child", *(("Case number",) if with_numbers else ()), "Placed by", "From", "To")
    rows = [
        (
            child.letter,
            *((child.case_number,) if with_numbers else ()),
            child.placing_authority,
            format_date(child.from_on) if child.from_on else "",
            format_date(child.to_on) if child.to_on else "",
        )
        for child in children
    ]
    show(header, rows, caption)


def _waiting(placed: Sequence[Living]) -> None:
    numbers = [child.case_number for child in placed if child.case_number]
    said = plural(len(placed), "more child", "more children")
    listed = f": {', '.join(numbers)}" if numbers else ""
    st.text(f"{said} placed here by the roster{listed}. Letters are given when the next visit "
            "begins.")  # fmt: skip


def _add(actor: Actor, page: HomePage) -> None:
    with st.expander("Enter a child of another authority"), st.form("resident-form"):
        st.markdown("Only the authority and the day. Never a name, or anything else about them.")
        st.text_input("Placing authority", key="resident-authority", max_chars=200)
        st.date_input("Lives here from", actor.today, key="resident-from", **ANY_DAY)
        st.form_submit_button("Give the next letter", type="primary", on_click=_do_add,
                              args=(page.home.id,))  # fmt: skip


def _do_add(home_id: int) -> None:
    do("The child was entered under the next letter.", residents.add, home_id,
       typed("resident-authority"), st.session_state.get("resident-from"),
       clear=("resident-authority",))  # fmt: skip


def _correct(actor: Actor, children: Sequence[Living]) -> None:
    if not children:
        return
    said = {each.resident_id: f"{each.letter}: {each.placing_authority}" for each in children}
    with st.expander("A child of another authority has left, or was entered wrongly"):
        st.selectbox("Child", list(said), format_func=said.get, key="resident-id")
        st.date_input("Last day here", actor.today, key="resident-to", **ANY_DAY)
        st.button("Record the last day", on_click=_do_leave)
        st.date_input("First day here, corrected", None, key="resident-came", **ANY_DAY)
        st.button("Correct the first day", on_click=_do_came)
        st.text_input("Placing authority, corrected", key="resident-corrected", max_chars=200)
        st.button("Correct the authority", on_click=_do_correct)


def _do_came() -> None:
    do("The first day was corrected.", residents.came, st.session_state["resident-id"],
       st.session_state.get("resident-came"), clear=("resident-came",))  # fmt: skip


def _do_correct() -> None:
    do("The authority was corrected.", residents.correct, st.session_state["resident-id"],
       typed("resident-corrected"), clear=("resident-corrected",))  # fmt: skip


def _do_leave() -> None:
    state = st.session_state
    do("The last day was recorded. The letter stays theirs.", residents.leave,
       state["resident-id"], state.get("resident-to"))  # fmt: skip
