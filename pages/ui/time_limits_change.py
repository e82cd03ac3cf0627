"""Changing a local time limit with effect from a day."""

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.timescale_files import LARGEST
from qa.domain.timescales import UNIT_WORDS, limit_words
from qa.domain.words import format_date
from qa.services import time_limits
from qa.services.time_limits import Limits, Line

RULE, FROM, WHY = "change-limit", "change-from", "change-why"
UNITS = {unit: f"{words}s" for unit, words in UNIT_WORDS.items()}


def draw(actor: Actor, found: Limits) -> None:
    """The form, for those who keep the time limits."""
    if not permissions.can(actor, "keep_time_limits").allowed:
        return
    open_to_change = {line.rule.id: line for line in found.lines if not line.locked}
    with st.expander("Change a local time limit"):
        st.markdown(
            "Limits set by law or statutory guidance are locked. A change applies to clocks that "
            "start from its day on; whatever started earlier keeps the limit it had."
        )
        rule_id = st.selectbox(
            "Time limit",
            list(open_to_change),
            format_func=lambda each: open_to_change[each].rule.event,
            key=RULE,
        )
        _form(actor, open_to_change[rule_id])


def _form(actor: Actor, line: Line) -> None:
    rule = line.rule
    seen = st.session_state.setdefault(_key("seen", rule.id), line.last_change)
    st.markdown(f"Now: **{limit_words(rule)}**.")
    for made in line.coming:
        st.markdown(f"From {format_date(made.from_on)}: **{made.after}**.")
    st.number_input(
        "New limit",
        min_value=0 if rule.limit == 0 else 1,
        max_value=LARGEST,
        value=rule.limit,
        step=1,
        key=_key("number", rule.id),
    )
    st.selectbox(
        "Unit",
        list(UNITS),
        index=list(UNITS).index(rule.unit),
        format_func=UNITS.get,
        key=_key("unit", rule.id),
    )
    st.date_input("With effect from", value=actor.today, key=FROM, **ANY_DAY)
    st.text_input("Why", key=WHY, placeholder="For example: agreed by the partnership in October")
    st.button("Change the limit", type="primary", on_click=_save, args=(rule.id, seen))


def _save(rule_id: str, seen: int) -> None:
    given = st.session_state
    number, unit = given.get(_key("number", rule_id)), given.get(_key("unit", rule_id))
    do(
        "",
        time_limits.change,
        rule_id,
        number,
        unit,
        given.get(FROM),
        typed(WHY),
        seen,
        clear=[WHY],
    )
    given.pop(_key("seen", rule_id), None)  # what the screen shows next is what was seen


def _key(part: str, rule_id: str) -> str:
    return f"change-{part}-{rule_id}"
