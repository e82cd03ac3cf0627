"""Reviews and conferences held and due; each opens its child's register."""

import datetime as dt

import streamlit as st

from pages.ui import downloads, due_groups
from pages.ui.buttons import do, typed
from pages.ui.lists import chosen, entry, first_page, page_number, pager
from pages.ui.page import actor_later, set_title
from pages.ui.tables import as_words
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.duties import KINDS as DUTIES
from qa.domain.duties import MEETINGS
from qa.domain.review_list import MISSING, Wanted
from qa.domain.reviews import KINDS
from qa.domain.words import format_date, format_month, plural
from qa.domain.working_days import DAY, add_months
from qa.services import children, due_list, reviews_read
from qa.services.reviews_rows import MeetingRow

EVERY_MONTH, RECENT, MONTHS_BACK = "all", 3, 36


def draw(actor: Actor) -> None:
    """A child's register by case number; filters; one page of the list; the file."""
    set_title("Reviews and conferences")
    _find()
    if chosen("Show", "state", {"due": "Due"}, "Held"):
        _due(actor)
        return
    wanted = _filters(actor)
    found = reviews_read.listed(actor, wanted, offset=(page_number() - 1) * reviews_read.PAGE)
    st.markdown(f"**{plural(found.total, 'meeting')}**")
    if not found.rows:
        st.info("No review or conference matches these filters.")
    for row in found.rows:
        words = f"{row.case_number}: {row.words}"
        entry(words, "reviews", {"child": str(row.child_id)}, facts(row), why=why(row))
    pager(found.total, reviews_read.PAGE)
    if found.rows:
        _file(actor, wanted)


def _due(actor: Actor) -> None:
    """What is due, most urgent first: each opens its child's register."""
    with st.container(horizontal=True):
        kind = chosen("Kind", "due_kind", {key: DUTIES[key].words for key in MEETINGS})
        team = chosen("Team", "team", {str(n): name for n, name in children.teams(actor).items()})
        group = chosen("How urgent", "group", due_groups.GROUPS)
        mine = due_groups.is_mine(actor)
    wanted = due_list.Wanted(
        kinds=(kind,) if kind else MEETINGS, team_ids=(int(team),) if team else (),
        mine=mine, groups=due_groups.groups_of(group),
    )  # fmt: skip
    due_groups.draw(actor, wanted, _due_row, "No review or conference is due by these filters.")


def _due_row(due: due_list.DueRow) -> None:
    words = f"Child {due.case_number}: {due.words}"
    address = {"child": str(due.child_id)}
    entry(words, "reviews", address, due_groups.facts(due), why=as_words(due.explanation))


def _find() -> None:
    with (
        st.form("open-register", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("Case number of a child, to see or add to its register", key="open-number")
        st.form_submit_button("Open the register", on_click=_open)


def _open() -> None:
    do("", _opened, typed("open-number"), clear=("open-number",))


def _opened(actor: Actor, number: str) -> str:
    child_id = reviews_read.child_numbered(actor, number)
    st.query_params.from_dict({"child": str(child_id)})
    return f"This is the register of child {as_words(number.strip())}."


def _filters(actor: Actor) -> Wanted:
    teams = {str(number): name for number, name in children.teams(actor).items()}
    months = {EVERY_MONTH: "Any month"} | {
        f"{month:%Y-%m}": format_month(month) for month in _months(actor.today)
    }
    with st.container(horizontal=True):
        kind = chosen("Kind", "kind", KINDS)
        team = chosen("Team", "team", teams)
        missing = chosen("What is missing", "missing", MISSING, "Any")
        month = chosen("Month", "month", months, "Last 3 months")
        search = st.text_input(
            "Only case numbers with", key="search", bind="query-params", on_change=first_page
        )
    from_on, to_on = _days(month, actor.today)
    return Wanted(kind, int(team) if team else None, missing, from_on, to_on, search or "")


def _months(today: dt.date) -> list[dt.date]:
    return [add_months(today.replace(day=1), -n) for n in range(MONTHS_BACK)]


def _days(month: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    if month == EVERY_MONTH:
        return None, None
    if not month:
        return add_months(today, -RECENT), None
    first = dt.date.fromisoformat(f"{month}-01")
    return first, add_months(first, 1) - DAY


def facts(row: MeetingRow) -> str:
    """A line about a meeting: 'On time · PN1 · child told 6 November 2026'."""
    given = row.given
    told = f"child told {format_date(given.child_told_on)}" if given.child_told_on else ""
    parts = [
        row.timing.words,
        "not quorate" if given.is_quorate is False else "",
        given.participation or "",
        told or ("child not told yet" if given.was_held else ""),
        row.recorded,
    ]
    return as_words(" · ".join(part for part in parts if part))


def why(row: MeetingRow) -> str:
    """The sentence of the day it was due."""
    return as_words(row.timing.explanation)


def _file(actor: Actor, wanted: Wanted) -> None:
    may, later = permissions.can(actor, "export"), actor_later()
    made = downloads.or_refusal(lambda: reviews_read.export(later(), wanted))
    downloads.button("Download these as CSV", made, "reviews.csv", downloads.CSV, may)
    downloads.below(may)
