"""The list of visits: filters that stand in the address, the latest visit first."""

import datetime as dt
from typing import Any

import streamlit as st

from pages.ui import downloads, visit_start
from pages.ui.lists import chosen, entry, page_number, pager
from pages.ui.page import actor_later, set_title
from pages.ui.tables import as_words
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.visits import ANNOUNCED_WORDS, OPINIONS
from qa.domain.words import format_date, plural
from qa.domain.workflow import VISIT_STATUSES
from qa.services import homes, visit_export, visits
from qa.services.visits import VisitFilter

SCREEN = "visits"
SIZE = 25
MINE = {"mine": "Only my own"}


def draw(actor: Actor) -> None:
    """Where a visitor begins a visit, then the visits by the filters."""
    set_title("Regulation 44 visits")
    if actor.has("reg44_visitor"):
        visit_start.own_homes(actor)
        st.subheader("Visits made", anchor=False)
    names = {str(home.id): home.name for home in homes.listed(actor, with_closed=True)}
    with st.container(horizontal=True):
        home = chosen("Home", "of", names, "All homes")
        status = chosen("Where it stands", "status", VISIT_STATUSES)
        whose = chosen("Whose", "whose", MINE, "Everybody's") if _has_others(actor) else ""
    wanted = VisitFilter(
        home_ids=(int(home),) if home else (), status=status or None, mine=bool(whose)
    )
    rows, total = visits.listed(actor, wanted, SIZE, (page_number() - 1) * SIZE)
    st.markdown(f"**{plural(total, 'visit')}**")
    if not rows:
        narrowed = home or status or whose
        st.info("No visit matches these filters." if narrowed else "No visit is recorded yet.")
    for each in rows:
        entry(
            f"{each.home}, {format_date(each.visited_on)}: {VISIT_STATUSES[each.status].lower()}",
            SCREEN,
            {"id": str(each.id)},
            facts(each, actor.today),
        )
    pager(total, SIZE)
    _download(actor, wanted)


def _download(actor: Actor, wanted: VisitFilter) -> None:
    """The list as a file, made when it is asked for."""
    may, later = permissions.can(actor, "export"), actor_later()
    made = downloads.or_refusal(lambda: visit_export.csv(later(), wanted))
    downloads.button("Download as CSV", made, "visits.csv", downloads.CSV, may)


def _has_others(actor: Actor) -> bool:
    """Whether visits of others may be among them."""
    return actor.has("practice_manager", "head_of_service", "business_support")


def facts(row: Any, today: dt.date) -> str:
    """What a list says of a visit: how, by whom, what was concluded, where its report is."""
    parts = [ANNOUNCED_WORDS.get(row.announced or "", ""), as_words(row.visitor)]
    if row.safeguarded:
        parts.append(f"safeguarded: {OPINIONS[row.safeguarded].lower()}")
        parts.append(f"well-being: {OPINIONS[row.wellbeing].lower()}")
    parts.append(_report(row, today))
    return " · ".join(part for part in parts if part)


def _report(row: Any, today: dt.date) -> str:
    if row.issued_on:
        return f"report issued {format_date(row.issued_on)}"
    if row.status == "withdrawn":
        return ""
    due = format_date(row.report_due_on)
    return (
        f"**report late**, it was due {due}" if row.report_due_on < today else f"report due {due}"
    )
