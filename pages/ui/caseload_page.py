"""The caseload of IROs and chairs: children without one, then everybody by name."""

import streamlit as st

from pages.ui import downloads
from pages.ui.lists import entry
from pages.ui.page import actor_later
from pages.ui.tables import as_words, show
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.words import plural
from qa.services import caseload, caseload_months
from qa.services.caseload import Caseload, Load

AT_FIRST = 20
GUIDE = (
    "Guide (IRO Handbook): {low} to {high} looked-after children for a full-time IRO. The figure "
    "here counts every child reviewed: looked after, on a plan or on short breaks, each once."
)
LOAD = ("IRO or chair", "Children", "Hours", "Per full-time post", "Guide")
DUE = ("IRO or chair", "Looked after", "On a plan", "Both", "Short breaks",
       "Reviews due in 4 weeks", "Midways due in 4 weeks", "Overdue",
       "Contact since the last review")  # fmt: skip


def draw(actor: Actor) -> None:
    """The screen."""
    found = caseload.caseload(actor)
    _waiting(found)
    st.subheader("Everybody by name" if found.is_whole else "Your caseload", anchor=False)
    if not found.rows:
        st.info("Nobody holds the role of IRO or chair today.")
        return
    st.markdown(f"**{as_words(found.summary)}**")
    low, high = found.guide
    st.caption(GUIDE.format(low=low, high=high))
    show(LOAD, [_load(row) for row in found.rows], "Children per full-time post")
    st.caption("Hours: the share of full time on the person's record. Full time is 1.")
    _notes(found)
    show(DUE, [_due(row) for row in found.rows], "Who the children are, and what is due")
    st.caption(
        "Due and overdue: reviews, conferences and midway reviews. Contact: looked-after children "
        "the IRO has been in contact with since their last review, as the children's list says."
    )
    _months(actor)
    _download(actor)


def _waiting(found: Caseload) -> None:
    count = plural(found.waiting_count, "child", "children")
    if not found.waiting_count:
        st.markdown("**Every child looked after or on a plan has an IRO or chair.**")
        return
    st.markdown(f"**{count} without an IRO or chair**")
    if not found.is_whole:
        st.caption("A practice manager or business support names one.")
        return
    everything = len(found.waiting) <= AT_FIRST or st.toggle("Show all of them", key="all-waiting")
    for child in found.waiting if everything else found.waiting[:AT_FIRST]:
        words = f"Child {child.case_number}"
        entry(words, "children", {"id": str(child.child_id)}, as_words(child.words))


def _load(row: Load) -> tuple[str, ...]:
    hours = "not recorded" if row.hours is None else f"{row.hours:g}"
    per_post = "" if row.per_post is None else f"{row.per_post:,}"
    return row.name, f"{row.children:,}", hours, per_post, row.guide_words


def _due(row: Load) -> tuple[str, ...]:
    counts = (row.looked_after, row.on_plan, row.both, row.short_breaks, row.reviews_due,
              row.midways_due, row.overdue)  # fmt: skip
    return (row.name, *(f"{n:,}" for n in counts), row.contact_words)


def _notes(found: Caseload) -> None:
    lines = [f"- {as_words(row.name)} {as_words(note)}" for row in found.rows for note in row.notes]
    if lines:
        st.markdown("\n".join(lines))


def _months(actor: Actor) -> None:
    if not st.toggle("Show the last 12 months", key="months", bind="query-params"):
        return
    rows = [
        (m.words, f"{m.children:,}", f"{m.people:,}", f"{m.posts:g}",
         "" if m.per_post is None else f"{m.per_post:,}")
        for m in caseload_months.months(actor)
    ]  # fmt: skip
    show(("Month", "Children", "IROs and chairs", "Full-time posts", "Per full-time post"), rows,
         "The caseload at the end of each month")  # fmt: skip
    st.caption("Counted from the dates of each child's IRO or chair; posts by the hours of today.")


def _download(actor: Actor) -> None:
    allowed, later = permissions.can(actor, "export"), actor_later()
    made = downloads.or_refusal(lambda: caseload.export(later()))
    downloads.button("Download as CSV", made, "caseload.csv", downloads.CSV, allowed)
    downloads.below(allowed, "The file hides counts under 5.")
