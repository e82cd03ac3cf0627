"""The boxes of the form of a review or conference, and what stands in them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages.ui import kept
from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from pages.ui.tables import as_words
from qa.domain import decision_lines
from qa.domain.review_entry import TYPES_OF, DecisionGiven, ReviewGiven
from qa.domain.reviews import CONFERENCE_TYPES, CONFERENCES, PARTICIPATION, VIEWS_BY
from qa.services.reviews_read import Register

YES_NO = {"": "Not recorded", "yes": "Yes", "no": "No"}
CODE_OF, VALUE_OF = {None: "", True: "yes", False: "no"}, {"": None, "yes": True, "no": False}
CODES = {"": "No code"} | {code: f"{code}: {words}" for code, words in PARTICIPATION.items()}
VIEWS = {"": "Not recorded", **VIEWS_BY}
BLANK = {
    "met_on": None, "was_held": "yes", "conference_type": "", "is_quorate": "",
    "participation": "", "child_told_on": None, "not_quorate_reason": "", "was_seen_alone": "",
    "not_alone_reason": "", "views_by": "", "views_note": "", "decisions": "",
}  # fmt: skip
TEXTS = ("not_quorate_reason", "not_alone_reason", "views_note", "decisions")
CONFERENCE_ONLY = ("conference_type", "is_quorate", "not_quorate_reason")


def meeting(key: str, kind: str, given: ReviewGiven, is_born: bool) -> None:
    """What everybody who keeps the register enters."""
    _date("Date of the meeting", f"{key}-met_on", given.met_on)
    _radio("Was it held?", f"{key}-was_held", {k: YES_NO[k] for k in ("yes", "no")},
           CODE_OF[given.was_held])  # fmt: skip
    if kind in CONFERENCES:
        types = {"": "Not recorded"} | {code: CONFERENCE_TYPES[code] for code in TYPES_OF[kind]}
        kept = given.conference_type if given.conference_type in types else ""
        _choice("Type of conference", f"{key}-conference_type", types, kept or "")
        _radio("Was it quorate (enough agencies came)?", f"{key}-is_quorate", YES_NO,
               CODE_OF[given.is_quorate])  # fmt: skip
    if is_born:
        _choice("How the child took part", f"{key}-participation", CODES, given.participation or "")
        _date(
            "Child told the outcome on (empty if not yet)", f"{key}-child_told_on",
            given.child_told_on,
        )  # fmt: skip


def iro_part(boxes: Boxes, key: str, kind: str, given: ReviewGiven) -> None:
    """What the IRO, the chair or a practice manager adds; what is typed is kept meanwhile."""
    st.markdown("**From the IRO or chair**")
    if kind in CONFERENCES:
        _text(
            boxes, "If it was not quorate: why it went ahead, or what the chair decided",
            f"{key}-not_quorate_reason", given.not_quorate_reason,
        )  # fmt: skip
    _radio("Did the IRO or chair speak with the child alone beforehand?", f"{key}-was_seen_alone",
           YES_NO, CODE_OF[given.was_seen_alone])  # fmt: skip
    _text(boxes, "If not: why not", f"{key}-not_alone_reason", given.not_alone_reason)
    _choice("How the child's views came", f"{key}-views_by", VIEWS, given.views_by or "")
    _text(boxes, "If another way: which", f"{key}-views_note", given.views_note)
    written = decision_lines.written(given.decisions)
    _text(boxes, "Decisions, one to a line", f"{key}-decisions", written, longest=20_000)
    st.caption("A day at the end counts as its date: “See the GP, by 5/12/2026”.")


def siblings(key: str, register: Register) -> None:
    """A tick and a participation code for each brother or sister."""
    if not register.siblings:
        return
    st.markdown("**Record for these children too**")
    st.caption("Each gets a record of their own; views, decisions and reasons are added there.")
    for child_id, number in register.siblings:
        st.checkbox(f"Child {as_words(number)}", key=f"{key}-too-{child_id}")
        _choice(f"How child {as_words(number)} took part", f"{key}-code-{child_id}", CODES, "")


def chosen_siblings(
    key: str, register: Register, given: ReviewGiven
) -> list[tuple[int, ReviewGiven]]:
    """The same meeting for each brother or sister ticked, without what is the first child's own."""
    shared = ReviewGiven(
        given.kind, given.met_on, given.was_held, given.conference_type, given.is_quorate,
        given.not_quorate_reason,
    )  # fmt: skip
    state = st.session_state
    return [
        (child_id, replace(shared, participation=state.get(f"{key}-code-{child_id}") or None))
        for child_id, _number in register.siblings
        if state.get(f"{key}-too-{child_id}")
    ]


def given(key: str, kind: str, before: tuple[DecisionGiven, ...] = ()) -> ReviewGiven:
    """What stands in the boxes. Raises Refused for a decision's day that does not exist."""
    state = st.session_state
    held = {name: state.get(f"{key}-{name}", blank) for name, blank in BLANK.items()}
    held |= {name: kept.typed(f"{key}-{name}") for name in TEXTS}
    if kind not in CONFERENCES:
        held |= {name: BLANK[name] for name in CONFERENCE_ONLY}
    return ReviewGiven(
        kind=kind,
        met_on=_day(held["met_on"]),
        was_held=held["was_held"] != "no",
        conference_type=held["conference_type"] or None,
        is_quorate=VALUE_OF[held["is_quorate"]],
        not_quorate_reason=held["not_quorate_reason"],
        participation=held["participation"] or None,
        was_seen_alone=VALUE_OF[held["was_seen_alone"]],
        not_alone_reason=held["not_alone_reason"],
        views_by=held["views_by"] or None,
        views_note=held["views_note"],
        child_told_on=_day(held["child_told_on"]),
        decisions=decision_lines.read(held["decisions"], before),
    )


def empty(key: str) -> None:
    """Empty the boxes after a save: by values, because the browser keeps what is merely dropped."""
    state = st.session_state
    for name, blank in BLANK.items():
        if f"{key}-{name}" in state:
            state[f"{key}-{name}"] = blank
    for name in list(state):
        if str(name).startswith(f"{key}-too-"):
            state[name] = False
        if str(name).startswith(f"{key}-code-"):
            state[name] = ""


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _date(label: str, key: str, value: dt.date | None) -> None:
    st.date_input(label, value=value, key=key, **ANY_DAY)


def _choice(label: str, key: str, words: Mapping[str, str], value: str) -> None:
    codes = list(words)
    st.selectbox(label, codes, index=codes.index(value), format_func=words.__getitem__, key=key)


def _radio(label: str, key: str, words: Mapping[str, str], value: str) -> None:
    codes = list(words)
    st.radio(
        label, codes, index=codes.index(value), format_func=words.__getitem__, key=key,
        horizontal=True,
    )  # fmt: skip


def _text(boxes: Boxes, label: str, key: str, value: str, longest: int = 2000) -> None:
    kept.text(boxes, f"meeting/{key}", label, key=key, start=value or "", limit=longest)


def texts(key: str) -> list[str]:
    """The keys of the boxes of text."""
    return [f"{key}-{name}" for name in TEXTS]
