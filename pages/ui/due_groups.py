"""What is due, under the four groups of urgency, a page at a time."""

from collections.abc import Callable
from itertools import groupby

import streamlit as st

from pages.ui.lists import chosen, page_number, pager
from pages.ui.my_work import TONES
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.urgency import Group
from qa.services import due_list
from qa.services.due_list import DueRow, Wanted

SIZE = 25
LATE = "late"
GROUPS = {LATE: "All overdue"} | {group.name.lower(): group.value for group in Group}
"""The groups as a filter offers them."""


def draw(actor: Actor, wanted: Wanted, row: Callable[[DueRow], None], nothing: str) -> None:
    """How many, then each group with its rows; `nothing` is said where there are none."""
    found = due_list.page(actor, wanted, limit=SIZE, offset=(page_number() - 1) * SIZE)
    st.markdown(f"**{found.total} due**")
    if not found.rows:
        st.info(nothing)
    for group, rows in groupby(found.rows, key=lambda each: each.group):
        st.subheader(f"{group.value} ({found.counts[group]})", anchor=False)
        for each in rows:
            row(each)
    pager(found.total.number, SIZE)


def groups_of(name: str) -> tuple[Group, ...]:
    """The groups a filter chose."""
    if name == LATE:
        return Group.CRITICAL, Group.OVERDUE
    return (Group[name.upper()],) if name else tuple(Group)


def is_mine(actor: Actor) -> bool:
    """Whether only the reader's own children are wanted: what an IRO sees first, where no other
    role of theirs opens more."""
    if not actor.has("iro"):
        return False
    alone = not actor.has("practice_manager", "head_of_service", "team_manager")
    either = {"all": "All that I may see"} if alone else {"mine": "Mine"}
    given = chosen("Whose", "whose", either, "Mine" if alone else "All that I may see")
    return bool(given) != alone


def facts(due: DueRow) -> str:
    """'5 working days late · Friday 13 November 2026 · IRO · team'."""
    late = f":{TONES[due.group]}[**{due.lateness[:1].upper()}{due.lateness[1:]}**]"
    people = f"{as_words(due.iro or 'no IRO')} · {as_words(due.team or 'no team')}"
    return f"{late} · {due.day} · {people}"
