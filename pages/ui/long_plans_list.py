"""The list for the panel: filters in the address, those who need a panel now first."""

import streamlit as st

from pages.ui import downloads
from pages.ui.lists import chosen, entry, page_number, pager
from pages.ui.page import actor_later, set_title
from pages.ui.tables import as_words, show
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.duties import PANEL_MONTHS
from qa.domain.words import plural
from qa.services import long_plans, teams
from qa.services.long_plan_rows import LongPlan, last_panel_words
from qa.services.long_plans import GROUPS, LongPlans, Wanted

NO_MARKER = "No further marker"
STATES = {**{key: group.value for key, group in GROUPS.items()}, "none": NO_MARKER}
MARKERS = {str(m): f"{m} months" for m in PANEL_MONTHS}


def draw(actor: Actor) -> None:
    """Counts, filters, then one page of the list under its groups."""
    set_title("Long plans")
    wanted = _filters(actor)
    found = long_plans.page(actor, wanted, offset=(page_number() - 1) * long_plans.PAGE)
    st.markdown(f"**{as_words(long_plans.summary(found))}**")
    _counts(found)
    st.subheader("For the panel", anchor=False)
    st.markdown(f"**{as_words(found.held_words)}**")
    if not found.rows:
        st.info("No plan matches these filters.")
    _listed(found)
    pager(found.total, long_plans.PAGE)
    _download(actor, wanted)


def _filters(actor: Actor) -> Wanted:
    with st.container(horizontal=True):
        group = chosen("Where it stands", "state", STATES)
        months = chosen("Marker reached", "marker", MARKERS)
        team = chosen("Team", "team", {str(i): name for i, name in teams.choices(actor).items()})
        known = {str(i): name for i, name in long_plans.chairs(actor).items()}
        chair = chosen("Chair", "chair", known)
    return Wanted(group, *(int(text) if text else None for text in (months, team, chair)))


def _counts(found: LongPlans) -> None:
    counts = found.by_marker
    last = PANEL_MONTHS[-1]
    header = [f"{m} months" if m < last else f"{m} months and more" for m in counts]
    row = ["Open plans", *(f"{n:,}" for n in counts.values())]
    show(("Marker reached", *header), [row], "Plans by the marker they have reached")
    st.caption(found.two_years_words)


def _listed(found: LongPlans) -> None:
    heading = None
    for row in found.rows:
        named = row.group.value if row.group else NO_MARKER
        if named != heading:
            st.markdown(f"#### {named}")
            heading = named
        opened = plural(row.months, "month")
        address = {"id": str(row.child_id)}
        entry(f"Child {row.case_number}: plan open {opened}", "long_plans", address, _facts(row))
        if row.explanation:
            st.caption(as_words(row.explanation))


def _facts(row: LongPlan) -> str:
    late = f"panel at {row.next_months} months: {row.lateness}" if row.next_months else ""
    parts = (late, row.category, earlier_plans(row), row.team or "no team",
             f"chair {row.chair}" if row.chair else "no chair", last_panel_words(row))  # fmt: skip
    return as_words(" · ".join(part for part in parts if part))


def earlier_plans(row: LongPlan) -> str:
    """How many plans there were before, where the list says so."""
    if row.previous_plans is None:
        return ""
    return plural(row.previous_plans, "earlier plan") if row.previous_plans else "first plan"


def _download(actor: Actor, wanted: Wanted) -> None:
    allowed, later = permissions.can(actor, "export"), actor_later()
    made = downloads.or_refusal(lambda: long_plans.agenda(later(), wanted))
    downloads.button(
        "Download the panel's list as CSV", made, "long-plans.csv", downloads.CSV, allowed
    )
    about = "Dates and counts, with these filters; no decisions, no restricted child."
    downloads.below(allowed, about)
