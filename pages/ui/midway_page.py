"""One midway review: its head, then the form to fill in, or what it says and what follows."""

import streamlit as st

from pages.ui import (
    audit_decide,
    audit_file,
    audit_read,
    challenge_linked,
    midway_fill,
    midway_steps,
)
from pages.ui.audit_page import linked, locked, on_its_own_screen, opened
from pages.ui.midway_rows import SCREEN
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.ages import age_words
from qa.domain.check_kinds import TITLES
from qa.domain.midways import CONCLUSIONS
from qa.domain.words import format_date
from qa.services import midways_read
from qa.services.checks import CheckView

NOT_FINISHED = "It is not finished. Only the person filling it in can read it."


def draw(actor: Actor, check_id: int) -> None:
    """The page of one midway review, as this reader may see it."""
    view = opened(actor, check_id, "midway review")
    on_its_own_screen(view, SCREEN)
    set_title(f"Midway review of child {view.child.case_number}")
    locked(view)
    _head(view)
    audit_decide.risk_flags(actor, view)
    if view.fills_in:
        midway_fill.draw(actor, view)
        return
    steps, may = midway_steps.of(actor, view)
    if view.answers is None:
        st.info(_why_no_text(view))
    else:
        audit_read.draw(view, lambda: midway_steps.draw(actor, view, steps, may))
        midway_steps.copies(actor, view)
        if not view.is_draft and view.decisions["correct"].allowed:
            audit_decide.correct(audit_decide.boxes_of(actor, view), view, "")
    if view.check.submitted_on is not None:
        is_asked = any(challenge_linked.asks(step, may=may.allowed) for step in steps)
        check = view.check
        challenge_linked.of_check(actor, check.id, check.child_id, is_asked_above=is_asked)
        audit_file.copy_and_filing(actor, view)


def _why_no_text(view: CheckView) -> str:
    if view.check.submitted_on is None:
        return NOT_FINISHED
    return view.decisions["read_check"].why or "There is no finished version to read yet."


def _head(view: CheckView) -> None:
    check = view.check
    if not view.fills_in or not st.query_params.get("section"):
        home = str(BY_KEY[SCREEN].file)
        with st.container(horizontal=True):
            st.page_link(home, label="All midway reviews", query_params={})
            st.page_link(
                home, label="This child's midway reviews",
                query_params={"child": str(check.child_id)},
            )  # fmt: skip
    parts = [
        f"**{view.status_words}**",
        TITLES[check.kind],
        as_words(view.team or "no team"),
        age_words(check.age_years),
        f"by {as_words(view.names.get(check.assignee_id, 'not known'))}",
    ]
    st.markdown(" · ".join(parts))
    if check.submitted_on:
        late = midways_read.timeliness(check.id)
        said = (f"Submitted on {format_date(check.submitted_on)}{late}.", _concluded(view))
        st.markdown(" ".join(said))
    if view.is_draft or check.submitted_on:
        st.markdown(f":small[{as_words(check.due_explained)}]")
    for link in view.links:
        linked(view, link)


def _concluded(view: CheckView) -> str:
    if view.answers is None or view.check.conclusion is None:
        return ""
    return f"Conclusion: **{CONCLUSIONS[view.check.conclusion].lower()}**."
