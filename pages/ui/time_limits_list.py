"""Time limits by group, each with who sets it and whether it runs as a clock; the changes."""

from collections.abc import Iterable

import streamlit as st

from pages.ui.lists import chosen
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.local_limits import locked_words
from qa.domain.timescales import STATUS_WORDS, limit_words
from qa.domain.words import format_date, format_moment, plural
from qa.services.time_limits import Limits, Line, Made

SET_BY = {"law": "Law or statutory guidance", "council": "The council"}
RUNS = {"clock": "Running as clocks", "guidance": "Shown as guidance"}
ONE = "limit"


def introduce(actor: Actor, found: Limits) -> None:
    """How the limits are counted, which version is in force, where closure days are kept."""
    st.markdown(
        "Working days are Monday to Friday, less England's bank holidays and the council's own "
        "closure days. The starting day is day 0. Months end on the same day of the month, or on "
        "its last day. Half way between two meetings is rounded down to the earlier day. A clock "
        "keeps the limit that was in force on the day it started."
    )
    st.caption(
        f"Version {found.version} is in force today. Bank holidays are known until "
        f"{format_date(found.known_until)}; a working day after that is refused, not guessed."
    )
    settings = BY_KEY["settings"]
    if settings.opens_for(actor):
        st.page_link(str(settings.file), label="Closure days (on Settings)")


def draw(found: Limits) -> None:
    """The filters, and the limits that match them; or the one that the address names."""
    one = st.query_params.get(ONE)
    if one and (lines := [line for line in found.lines if line.rule.id == one]):
        _groups(lines)
        st.page_link(str(BY_KEY["time_limits"].file), label="All time limits")
        return
    lines = _filtered(found.lines)
    st.markdown(f"**{plural(len(lines), 'time limit')}**")
    if not lines:
        st.info("No time limit matches these filters.")
    _groups(lines)


def _filtered(lines: Iterable[Line]) -> list[Line]:
    names = {line.rule.group: line.rule.group for line in lines}
    with st.container(horizontal=True):
        group = chosen("Group", "group", names)
        set_by = chosen("Set by", "set_by", SET_BY)
        runs = chosen("Runs or guides", "runs", RUNS)
    return [
        line
        for line in lines
        if group in ("", line.rule.group)
        and set_by in ("", "law" if line.rule.statutory else "council")
        and runs in ("", "clock" if line.rule.clock else "guidance")
    ]


def _groups(lines: list[Line]) -> None:
    for group in dict.fromkeys(line.rule.group for line in lines):
        st.subheader(group, anchor=False)
        st.markdown("\n".join(_entry(line) for line in lines if line.rule.group == group))


def _entry(line: Line) -> str:
    rule = line.rule
    locked = locked_words(rule)
    facts = [
        f"from: {as_words(rule.clock_start)}",
        STATUS_WORDS[rule.status] + (f" ({locked})" if locked else ""),
        "runs as a clock" if rule.clock else "guidance only",
        f"expected in {rule.target_percent}%" if rule.target_percent else "",
        as_words(rule.source),
    ]
    coming = [
        f"**from {format_date(made.from_on)}: {as_words(made.after)}**" for made in line.coming
    ]
    said = " · ".join(fact for fact in [*facts, *coming] if fact)
    return f"- {as_words(rule.event)}: **{as_words(limit_words(rule))}**  \n  :small[{said}]"


def changes(found: Limits) -> None:
    """What the council changed, the latest first."""
    st.subheader("Changes made by the council", anchor=False)
    if not found.changes:
        st.markdown("None yet: every limit is as it came.")
        return
    st.markdown("\n".join(_change(made) for made in found.changes))


def _change(made: Made) -> str:
    said = (
        f"{as_words(made.event)}: {as_words(made.before)} → **{as_words(made.after)}** from "
        f"{format_date(made.from_on)}"
    )
    who = f"{as_words(made.who)} on {format_moment(made.at)}"
    return f"- {said} ({made.standing.lower()})  \n  :small[{who} · {as_words(made.reason)}]"
