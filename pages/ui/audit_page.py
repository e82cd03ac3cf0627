"""One audit: its head, then the form to fill in, or what it says and what can be done."""

import streamlit as st

from pages.ui import (
    audit_decide,
    audit_file,
    audit_fill,
    audit_read,
    challenge_linked,
    child_hold,
    form_unsaved,
    going,
)
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.ages import age_words
from qa.domain.check_kinds import SCREENS, noun
from qa.domain.refusals import NotFound
from qa.domain.scoring import grade_label, movement
from qa.domain.words import format_date
from qa.services import checks
from qa.services.checks import CheckView


def draw(actor: Actor, check_id: int) -> None:
    """The page of one audit, as this reader may see it."""
    view = opened(actor, check_id, "audit")
    on_its_own_screen(view, "case_audits")
    set_title(f"Audit of child {view.child.case_number}")
    locked(view)
    _head(view)
    audit_decide.risk_flags(actor, view)
    if view.fills_in:
        audit_fill.draw(actor, view)
    elif view.answers is None:
        st.info(_why_no_text(view))
        audit_file.draw(actor, view)
    else:
        audit_read.draw(view)
        audit_decide.draw(actor, view)
        challenge_linked.of_check(actor, view.check.id, view.check.child_id)
        audit_file.draw(actor, view)
    if view.is_draft or view.decisions["allocate"].allowed:
        audit_decide.allocation(actor, view)


def opened(actor: Actor, check_id: int, noun: str) -> CheckView:
    """The check; what was typed into one that this person may no longer see stays on screen."""
    try:
        return checks.view(actor, check_id, version(), noun=noun)
    except NotFound:
        form_unsaved.draw(check_id)
        raise


def locked(view: CheckView) -> None:
    """That the child is on hold, and what was typed and could not be saved."""
    child_hold.banner_of(view.check.child_id)
    if not view.fills_in:
        form_unsaved.draw(view.check.id)


def on_its_own_screen(view: CheckView, here: str) -> None:
    """Go on to the screen of this kind of check, where it is not this one."""
    screen = SCREENS.get(view.check.kind, here)
    if screen != here:
        going.go(screen, "Go on to the record", dict(st.query_params), instead=True)


def version() -> int | None:
    """The version that the address names."""
    given = st.query_params.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else None


def _why_no_text(view: CheckView) -> str:
    if view.check.submitted_on is None:
        return "This audit is not finished. Only the person filling it in can read it."
    return view.decisions["read_check"].why or "There is no finished version to read yet."


def _head(view: CheckView) -> None:
    check = view.check
    if not view.fills_in or not st.query_params.get("section"):
        st.page_link(str(BY_KEY["case_audits"].file), label="All audits", query_params={})
    parts = [
        f"**{view.status_words}**",
        f"{audits.AUDIT_TYPES.get(check.audit_type or '', '')} audit",
        as_words(view.team or "no team"),
        age_words(check.age_years),
        f"auditor {as_words(view.names.get(check.assignee_id, 'not known'))}",
    ]
    st.markdown(" · ".join(parts))
    if check.submitted_on:
        st.markdown(f"Submitted on {format_date(check.submitted_on)}. {_grade(view)}")
    else:
        st.markdown(check.due_explained)
    for link in view.links:
        linked(view, link)


def _grade(view: CheckView) -> str:
    check = view.check
    if view.answers is None:
        return ""
    if check.moderated_grade is None:
        return f"Grade: **{grade_label(check.final_grade)}** (not moderated)."
    if check.moderated_grade == check.auditor_grade:
        return f"Grade: **{grade_label(check.final_grade)}**, agreed by the moderator."
    return (
        f"Grade: **{grade_label(check.final_grade)}**, changed by the moderator from "
        f"{grade_label(check.auditor_grade)}."
    )


def _other(view: CheckView, link: object) -> str:
    """'the midway review of child L-2001, submitted 5 November 2026'."""
    child = "" if link.case_number == view.child.case_number else f" of child {link.case_number}"
    stage = "submitted" if link.submitted_on else "begun"
    on = format_date(link.submitted_on or link.allocated_on)
    return f"the {noun(view.check.kind)}{child}, {stage} {on}"


def linked(view: CheckView, link: object) -> None:
    """A check that this one was made from or led to, with how the grade moved."""
    forward = link.from_check_id == view.check.id
    other = link.to_check_id if forward else link.from_check_id
    words = audits.LINKS[link.kind] if forward else f"{audits.LINKS[link.kind]} this one:"
    st.page_link(
        str(BY_KEY[SCREENS[view.check.kind]].file),
        label=as_words(f"{words} {_other(view, link)}"),
        query_params={"id": str(other)},
    )
    if link.kind == "re_audit" and view.answers is not None:
        pair = (link.final_grade, view.check.final_grade)
        st.caption(movement(*(pair if forward else reversed(pair))))
