"""Not yet on the case system: what is final and nobody has marked as filed."""

import streamlit as st

from pages.ui.buttons import do, say_what_happened
from pages.ui.days import ANY_DAY
from pages.ui.lists import entry, page_number, pager
from pages.ui.page import guard, saying_refusals, set_title
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services import filing

TICK = "file-"
DATES_ONLY = (
    "Of a challenge you see the dates only: whoever raised it or a practice manager makes the "
    "copy; you mark it as filed."
)


def draw(actor: Actor) -> None:
    """The list, the longest waiting first, with a box for each that this person may file."""
    found = filing.not_filed(actor, (page_number() - 1) * filing.PAGE)
    st.markdown(f"**{filing.heading(found)}**")
    if not found.total:
        return
    st.caption("Open the record to copy it for the child's record, then mark it as filed.")
    if not actor.has("iro", "practice_manager"):
        st.caption(DATES_ONLY)
    if any(not row.why_not for row in found.rows):
        _mark(actor)
    for row in found.rows:
        late = f"{row.late} · " if row.late else ""
        final = format_date(row.final_on)
        facts = f"{late}{row.words}, final {final} · {row.team} · by {row.by}"
        entry(row.about, row.screen, {"id": str(row.id)}, as_words(facts))
        if not row.why_not:
            said = f"{row.about}, {row.words} of {final}: filed"
            st.checkbox(as_words(said), key=f"{TICK}{row.noun}-{row.id}")
    pager(found.total, filing.PAGE)


def _mark(actor: Actor) -> None:
    st.date_input("Filed on the case system on", value=actor.today, key="filed-on", **ANY_DAY)
    st.button("Mark the ticked ones as filed", type="primary", on_click=_do_mark)


def _do_mark() -> None:
    keys = [str(k) for k, v in st.session_state.items() if str(k).startswith(TICK) and v is True]
    ids: dict[str, list[int]] = {"check": [], "challenge": []}
    for key in keys:
        noun, row_id = key.removeprefix(TICK).split("-")
        ids[noun].append(int(row_id))
    on = st.session_state["filed-on"]
    do("Marked as filed.", filing.mark, ids["check"], on, ids["challenge"], clear=tuple(keys))


actor = guard("not_filed")
set_title("Not yet on the case system")
with saying_refusals():
    say_what_happened()
    draw(actor)
