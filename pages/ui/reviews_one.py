"""One review or conference: what is recorded, its decisions, and changing or removing it."""

import datetime as dt

import streamlit as st

from pages.ui import challenge_linked, reviews_form
from pages.ui.buttons import do, typed
from pages.ui.children_reason import about_child, reason_box
from pages.ui.days import ANY_DAY
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.review_entry import DecisionGiven
from qa.domain.reviews import CONFERENCE_TYPES, PARTICIPATION, VIEWS_BY
from qa.domain.words import format_date
from qa.services import reviews, reviews_read
from qa.services.reviews_read import Register
from qa.services.reviews_rows import MeetingRow

YES_NO = {True: "Yes", False: "No", None: ""}


def draw(actor: Actor, review_id: int) -> None:
    """The record as it stands, its decisions, then what may be done."""
    register = reviews_read.of_child(actor, reviews_read.child_of(actor, review_id))
    [row] = [each for each in register.meetings if each.id == review_id]
    set_title(row.words)
    st.page_link(
        str(BY_KEY["reviews"].file),
        label=f"Register of child {as_words(register.case_number)}",
        query_params={"child": str(register.child_id)},
    )
    st.markdown(_facts(row))
    if register.reads_text:
        _decisions(actor, register, row)
    challenge_linked.of_review(actor, review_id, register.child_id)
    if not register.may_keep.allowed:
        st.info(register.may_keep.why)
        return
    reviews_form.edit(actor, register, row)
    _remove(actor, row)


def _facts(row: MeetingRow) -> str:
    given = row.given
    code = given.participation
    said = [
        ("Was it on time?", row.timing.words),
        ("Why then", row.timing.explanation),
        ("Held", YES_NO[given.was_held]),
        ("Type", CONFERENCE_TYPES.get(given.conference_type or "", "")),
        ("Quorate", YES_NO[given.is_quorate]),
        ("Why it was not quorate", given.not_quorate_reason),
        ("Participation", f"{code}: {PARTICIPATION[code]}" if code else ""),
        ("Spoke with the child alone", YES_NO[given.was_seen_alone]),
        ("Why not alone", given.not_alone_reason),
        ("How the views came", VIEWS_BY.get(given.views_by or "", "")),
        ("About the views", given.views_note),
        ("Child told", format_date(given.child_told_on) if given.child_told_on else "Not yet"),
        ("How it was recorded", row.recorded),
    ]
    return "\n".join(f"- **{_label(name)}** {as_words(value)}" for name, value in said if value)


def _label(name: str) -> str:
    return name if name.endswith("?") else f"{name}:"


def _decisions(actor: Actor, register: Register, row: MeetingRow) -> None:
    st.subheader("Decisions", anchor=False)
    if not row.given.decisions:
        st.markdown("No decisions are recorded.")
        return
    waiting = [n for n, each in enumerate(row.given.decisions) if each.done_on is None]
    done = [n for n in range(len(row.given.decisions)) if n not in waiting]
    for n in done:
        st.markdown(f"- {_words(row.given.decisions[n])}")
    may = register.may_keep.allowed
    for n in waiting:
        words = _words(row.given.decisions[n])
        if may:
            st.checkbox(words, key=_tick(row, n))
        else:
            st.markdown(f"- {words}")
    if may and waiting:
        st.date_input("Done on", value=actor.today, key=f"done-on-{row.id}", **ANY_DAY)
        st.button("Mark the ticked ones as done", on_click=_done, args=(row, waiting))
    if may and done:
        st.button("Take back the last one marked as done", type="tertiary", on_click=_undo,
                  args=(row, done[-1]))  # fmt: skip


def _words(each: DecisionGiven) -> str:
    by = f"By {format_date(each.by_on)}." if each.by_on else ""
    done = f"Done {format_date(each.done_on)}." if each.done_on else ""
    text = each.text if each.text.endswith((".", "?", "!")) else f"{each.text}."
    return as_words(" ".join(part for part in (text, by, done) if part))


def _tick(row: MeetingRow, n: int) -> str:
    return f"decision-{row.id}-{row.version}-{n}"


def _done(row: MeetingRow, waiting: list[int]) -> None:
    on = st.session_state.get(f"done-on-{row.id}")
    ticked = [n for n in waiting if st.session_state.get(_tick(row, n))]
    day = on if isinstance(on, dt.date) else None
    if do("Marked as done.", reviews.decisions_done, row.id, row.version, ticked, day):
        reviews_form.looked_at(row)


def _undo(row: MeetingRow, n: int) -> None:
    if do("Taken back.", reviews.decisions_done, row.id, row.version, [n], None):
        reviews_form.looked_at(row)


def _remove(actor: Actor, row: MeetingRow) -> None:
    with st.expander("Remove this record"):
        st.markdown("Only what was entered by mistake. What it held stays in the history.")
        reason_box(about_child(actor, row.child_id), "Why?", f"remove-why-{row.id}")
        st.button("Remove it", on_click=_do_remove, args=(row,))


def _do_remove(row: MeetingRow) -> None:
    given = (row.id, row.version, typed(f"remove-why-{row.id}"))
    if do("The record was removed.", reviews.remove, *given, clear=(f"remove-why-{row.id}",)):
        st.query_params.from_dict({"child": str(row.child_id)})
