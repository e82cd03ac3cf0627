"""The list of audits: filters in the address, urgent drafts first, then the latest finished."""

from typing import Any

import streamlit as st

from pages.ui.lists import chosen, entry, first_page, page_number, pager
from pages.ui.page import set_title
from pages.ui.tables import as_words
from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.scoring import GRADE_LABELS, GRADE_OF, grade_label
from qa.domain.words import format_date, plural
from qa.domain.workflow import CHECK_STATUSES, DRAFT
from qa.services import checks, teams
from qa.services.checks import Wanted

SIZE = 25
STATES = {
    "open": ("Being written", DRAFT),
    "shared": ("Waiting for replies or moderation", ("submitted", "moderated")),
    "actions": ("Actions open", ("actions_open",)),
    "closed": ("Closed", ("closed",)),
    "withdrawn": ("Withdrawn", ("withdrawn",)),
}
ANY = tuple(status for status in CHECK_STATUSES if status != "withdrawn")


def draw(actor: Actor) -> None:
    """Filters, the page of the list, and how many there are."""
    set_title("Case audits")
    wanted = _filters(actor)
    number = page_number()
    rows, total = checks.listed(actor, wanted, limit=SIZE, offset=(number - 1) * SIZE)
    st.markdown(f"**{plural(total, 'audit')}**")
    if not rows:
        st.info("No audit matches these filters. Choose fewer, or look at the first page.")
    for row in rows:
        entry(_words(row), "case_audits", {"id": str(row.id)}, _facts(row))
    pager(total, SIZE)


def _filters(actor: Actor) -> Wanted:
    with st.container(horizontal=True):
        state = chosen("Where it stands", "state", {k: words for k, (words, _) in STATES.items()})
        team = chosen("Team", "team", {str(i): name for i, name in teams.choices(actor).items()})
        kind = chosen("Audit type", "type", audits.AUDIT_TYPES)
        grade = chosen("Grade", "grade", {str(n): GRADE_LABELS[c] for n, c in GRADE_OF.items()})
        number = st.text_input(
            "Case number starts with", key="child", bind="query-params", on_change=first_page
        )
    return Wanted(
        statuses=STATES[state][1] if state else ANY,
        team_ids=(int(team),) if team else (),
        audit_type=kind or None,
        grade=int(grade) if grade else None,
        case_number=(number or "").strip() or None,
    )


def _words(row: Any) -> str:
    state = CHECK_STATUSES[row.status]
    if row.submitted_on is None or not row.final_grade:
        return f"Child {row.case_number}: {state[0].lower()}{state[1:]}"
    moderated = "" if row.moderated_grade else " (not moderated)"
    return f"Child {row.case_number}: {grade_label(row.final_grade)}{moderated}"


def _facts(row: Any) -> str:
    finished = row.submitted_on is not None
    day = (
        f"submitted {format_date(row.submitted_on)}"
        if finished
        else f"due {format_date(row.due_on)}"
    )
    kind = audits.AUDIT_TYPES.get(row.audit_type or "", "")
    parts = [
        day,
        f"{kind} audit",
        as_words(row.team or "no team"),
        f"auditor {as_words(row.assignee)}",
    ]
    if finished:
        parts.insert(1, CHECK_STATUSES[row.status].lower())
    return " · ".join(parts)
