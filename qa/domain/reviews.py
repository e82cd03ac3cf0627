"""Words and rules of reviews and conferences: kinds, participation codes, what cannot be."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

KINDS = {
    "cla_review": "Statutory review",
    "short_break_review": "Short-breaks review",
    "icpc": "Initial child protection conference",
    "cp_review": "Review child protection conference",
}
CONFERENCES = ("icpc", "cp_review")
CONFERENCE_TYPES = {
    "initial": "Initial",
    "pre_birth": "Initial, before birth",
    "transfer_in": "Transfer in",
    "review": "Review",
    "early": "Early review",
    "reconvened": "Held again after too few agencies came",
}
PARTICIPATION = {
    "PN0": "Under 4 at the time",
    "PN1": "Attended and spoke for themselves",
    "PN2": "Attended, an advocate spoke",
    "PN3": "Attended and gave views without words (symbols, signs)",
    "PN4": "Attended but gave no views",
    "PN5": "Did not attend, an advocate was briefed to speak",
    "PN6": "Did not attend, views sent another way",
    "PN7": "Did not attend and sent no views",
}
"""SSDA903 REVIEW_CODE."""
PARTICIPATED = ("PN1", "PN2", "PN3", "PN5", "PN6")
"""Counted as taking part; PN0 is left out of the count (the long-standing PAF C63 practice)."""
VIEWS_BY = {
    "in_person": "In person",
    "advocate": "Through an advocate",
    "other": "Another way",
    "none": "No views were given",
}
SOURCES = {"hand": "Entered by hand", "annex_a": "Annex A", "ssda903": "SSDA903"}
SHORT_BREAKS = ("V3", "V4")
"""SSDA903 legal statuses of short breaks: reviewed under regulation 48 of CPPCR 2010, not 33."""
UNDER = 4  # years: PN0 only below it, PN1 to PN7 only from it (SSDA903 rules 440 and 441)


def is_short_break(facts: Mapping[str, Any]) -> bool:
    """Whether the children's list says that a looked-after child is on short breaks only."""
    return facts.get("legal_status") in SHORT_BREAKS


def age_problem(code: str, born: dt.date | None, met_on: dt.date) -> str:
    """Why a participation code does not fit the child's age at the review; '' where it may.

    `born` is the first of the month of birth, so a child whose fourth birthday falls in the month
    of the review may be either. SSDA903 rules 440 and 441.
    """
    if born is None:
        return ""
    fourth = dt.date(born.year + UNDER, born.month, 1)
    months = (met_on.year - fourth.year) * 12 + met_on.month - fourth.month
    if code == "PN0" and months > 0:
        return "PN0 is for children under 4, and this child was 4 or over at the review."
    if code != "PN0" and months < 0:
        return f"{code} is for children of 4 and over, and this child was under 4 at the review."
    return ""
