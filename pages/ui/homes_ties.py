"""What ties people to a home and keeps them from visiting it: regulation 43(3)."""

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import show
from qa.domain.actor import Actor
from qa.domain.independence import TIES
from qa.domain.words import format_date
from qa.services import home_ties
from qa.services.homes_page import HomePage, TieRow


def draw(actor: Actor, page: HomePage) -> None:
    """Ties as far as the reader may know them; recording and ending one."""
    keeps = page.decisions["keep_register"].allowed
    if not page.ties and not keeps:
        return
    st.subheader("Ties to the home", anchor=False)
    st.markdown(
        "Whoever is tied to the home can neither be appointed nor begin a visit (regulation "
        "43(3)). Who works with a child placed here is known from the list of children."
    )
    if page.ties:
        show(
            ("Person", "Tie", "From", "To", "Note"),
            [_row(row) for row in page.ties],
            "Ties to this home, the latest first",
        )
    else:
        st.info("No tie is recorded.")
    if keeps:
        _add(actor, page)
        _end(actor, page)


def _row(row: TieRow) -> tuple[str, ...]:
    until = format_date(row.to_on) if row.to_on else ""
    return row.name, TIES[row.kind], format_date(row.from_on), until, row.note


def _add(actor: Actor, page: HomePage) -> None:
    people = {each.id: each.label for each in home_ties.choices(actor)}
    with st.expander("Record a tie"), st.form("tie-form"):
        st.selectbox("Person", list(people), index=None, format_func=people.get, key="tie-person",
                     placeholder="Choose a person")  # fmt: skip
        st.selectbox("What ties them", list(TIES), format_func=TIES.get, key="tie-kind")
        st.date_input("Since", actor.today, key="tie-from", **ANY_DAY)
        st.text_input("Note", key="tie-note", max_chars=400)
        st.form_submit_button("Record the tie", type="primary", on_click=_do_add,
                              args=(page.home.id,))  # fmt: skip


def _do_add(home_id: int) -> None:
    state = st.session_state
    do("The tie was recorded.", home_ties.add, home_id, state.get("tie-person") or 0,
       typed("tie-kind"), state.get("tie-from"), typed("tie-note"), clear=("tie-note",),
       unchoose=("tie-person",))  # fmt: skip


def _end(actor: Actor, page: HomePage) -> None:
    running = [row for row in page.ties if row.to_on is None or row.to_on >= actor.today]
    if not running:
        return
    said = {row.id: f"{row.name}: {TIES[row.kind]}" for row in running}
    with st.expander("End a tie"):
        st.selectbox("Tie", list(said), format_func=said.get, key="tie-id")
        st.date_input("Last day of the tie", actor.today, key="tie-to", **ANY_DAY)
        st.button("End the tie", on_click=_do_end)


def _do_end() -> None:
    state = st.session_state
    do("The tie has its last day.", home_ties.end, state["tie-id"], state.get("tie-to"))
