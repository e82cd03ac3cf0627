"""The register of children's homes: found by name, provider or number; who visits them."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import homes_form
from pages.ui.lists import entry
from pages.ui.page import set_title
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date, joined, plural
from qa.services import homes
from qa.services.homes import HomeRow

NOBODY = "no visitor today"


def draw(actor: Actor) -> None:
    """Search, counts, one entry for each home; entering one."""
    set_title("Children's homes")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input("Name, provider or Ofsted number", key="find", bind="query-params")
        closed = st.toggle("Closed homes too", key="closed", bind="query-params")
    found = homes.listed(actor, with_closed=closed, text=text or "")
    if found:
        st.markdown(f"**{as_words(_count(found))}**")
        for row in found:
            entry(row.name, "homes", {"id": str(row.id)}, as_words(_facts(actor, row)))
    else:
        st.info(_nothing(actor, bool((text or "").strip())))
    if homes.may_keep(actor).allowed:
        st.subheader("Enter a home", anchor=False)
        homes_form.new(actor)


def _count(found: Sequence[HomeRow]) -> str:
    alone = sum(row.is_visited and not row.visitors for row in found)
    said = plural(len(found), "home")
    return f"{said}; {alone} with {NOBODY}" if alone else said


def _facts(actor: Actor, row: HomeRow) -> str:
    visited = f"visited by {joined(row.visitors)}" if row.visitors else NOBODY
    places = plural(row.children, "child", "children")
    parts = (
        row.provider,
        f"Ofsted number {row.urn}" if row.urn else "no Ofsted number",
        visited if row.is_visited else "visited by somebody else's independent person",
        f"{places} of {row.capacity} places" if row.capacity else places,
        _life(actor, row),
    )
    return " · ".join(part for part in parts if part)


def _life(actor: Actor, row: HomeRow) -> str:
    if row.closed_on:
        verb = "closed" if row.closed_on < actor.today else "closes"
        return f"{verb} on {format_date(row.closed_on)}"
    if row.opened_on and row.opened_on > actor.today:
        return f"opens on {format_date(row.opened_on)}"
    return ""


def _nothing(actor: Actor, is_search: bool) -> str:
    if is_search:
        return "No home matches. Look for part of its name, or for closed homes too."
    if actor.has("practice_manager", "head_of_service", "business_support"):
        return "No home is in the register yet. Practice managers and business support enter them."
    return "You are not appointed to a home today. A practice manager or head of service appoints."
