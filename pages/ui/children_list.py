"""The lists of children: filters in the address, a page at a time, links recorded in bulk."""

import streamlit as st

from pages.ui import children_links
from pages.ui.lists import entry, first_page, page_number, pager
from pages.ui.page import set_title
from pages.ui.tables import as_words, show
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.children import LIST_HELP, STATUSES, Filter
from qa.domain.words import plural
from qa.services import children
from qa.services.children import ChildRow


def draw(actor: Actor) -> None:
    """Filters, then the list that they leave."""
    set_title("Children")
    wanted = _filters(actor)
    st.caption(LIST_HELP[wanted.show])
    offset = (page_number() - 1) * children.PAGE
    if wanted.show == "not_loaded":
        _not_loaded(actor, wanted.search, offset)
    else:
        _children(actor, wanted, offset)


def _filters(actor: Actor) -> Filter:
    lists, teams = children.lists(actor), children.teams(actor)
    names = {str(number): name for number, name in teams.items()}
    with st.container(horizontal=True):
        show_key = st.selectbox(
            "List", list(lists), format_func=lists.get, key="show", bind="query-params",
            on_change=first_page,
        )  # fmt: skip
        search = st.text_input(
            "Case number has in it", key="search", bind="query-params", on_change=first_page
        )
        status = st.selectbox(
            "Status", ["", *STATUSES], format_func=lambda s: STATUSES.get(s, "Any"), key="status",
            bind="query-params", on_change=first_page,
        )  # fmt: skip
        team = st.selectbox(
            "Team", ["", *names], format_func=lambda t: names.get(t, "Any"), key="team",
            bind="query-params", on_change=first_page,
        )  # fmt: skip
    return Filter(search or "", status or "", int(team) if team else None, show_key)


def _children(actor: Actor, wanted: Filter, offset: int) -> None:
    found = children.listed(actor, wanted, offset)
    st.markdown(f"**{plural(found.total, 'child', 'children')}**")
    if not found.rows:
        st.info("No child is on this list with these filters.")
        return
    keeps = permissions.can(actor, "keep_register").allowed
    if keeps and children_links.wanted():
        children_links.draw(actor, wanted, found)
    else:
        for row in found.rows:
            entry(f"Child {row.case_number}", "children", {"id": str(row.id)}, as_words(facts(row)))
    pager(found.total, children.PAGE)


def facts(row: ChildRow) -> str:
    """A line about a child: '14 years · Looked after · Northgate · IRO Ann Example'."""
    people = (
        f"social worker {row.social_worker}" if row.social_worker else "no social worker",
        f"IRO or chair {row.iro}" if row.iro else "",
    )
    restricted = "restricted to named people" if row.is_restricted else ""
    status = row.statuses or "no status today"
    parts = (row.age, status, row.team or "no team", *people, restricted)
    return " · ".join(part for part in parts if part)


def _not_loaded(actor: Actor, search: str, offset: int) -> None:
    found = children.not_loaded(actor, search, offset)
    st.markdown(f"**{plural(found.total, 'row')}**")
    if not found.rows:
        st.info("Every child of the last file was loaded.")
        return
    rows = [(row.case_number, str(row.list_number), row.reason) for row in found.rows]
    show(("Case number", "List", "Why it was not loaded"), rows, "Rows that were not loaded")
    st.caption("Correct them in the case system, then load the file again on Load children.")
    pager(found.total, children.PAGE)
