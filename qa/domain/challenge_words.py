"""What a challenge may be about, where it comes from and how it ends: codes and their words."""

from collections.abc import Iterable, Sequence

from qa.domain.words import joined, plural

KINDS = {
    "informal": "Informal challenge",
    "formal": "Formal challenge",
    "good_practice": "Good-practice alert",
}
SUBJECTS = {
    "cla": "Looked-after child",
    "cp": "Child protection plan",
    "both": "Looked after and on a plan",
    "other": "Another child",
}
SOURCES = {
    "review": "Statutory review",
    "midway": "Midway review",
    "audit": "Case-file audit",
    "conference": "Child protection conference",
    "contact": "Contact with the child or family",
    "complaint": "Complaint",
}
OUTCOMES = {
    "as_sought": "Resolved as sought",
    "compromise": "Resolved by compromise",
    "explanation": "Resolved: the explanation was accepted",
    "overtaken": "Overtaken by events",
    "cafcass": "Taken on by Cafcass",
    "not_resolved": "Not resolved at close",
}
CLOSED = {
    "as_sought": "Closed, resolved",
    "compromise": "Closed, resolved",
    "explanation": "Closed, resolved",
    "overtaken": "Closed, overtaken by events",
    "cafcass": "Closed, taken on by Cafcass",
    "not_resolved": "Closed, not resolved",
}
"""Where a challenge stands that was closed so."""
JUDGEMENTS = {
    "satisfied": "Satisfied",
    "partly": "Partly satisfied",
    "not_satisfied": "Not satisfied",
}
WITHDRAWN = "Withdrawn"
BESIDE = "Good practice, beside"
"""The row of good practice in charts of what challenges came to."""

THEMES = {
    "care_planning": "Care planning",
    "plan_not_implemented": "Plan not implemented",
    "planning_decisions": "Decisions in planning",
    "drift_delay": "Drift and delay",
    "no_exit_plan": "No clear exit plan",
    "no_social_worker": "No allocated social worker",
    "poor_practice": "Poor practice",
    "participation": "Child's participation",
    "needs_not_addressed": "Needs in the revised plan not addressed",
    "not_reviewed": "Case not reviewed as the regulations ask",
    "decisions_not_implemented": "Review decisions not implemented",
    "breach_of_duty": "Other significant breach of duty to the child",
    "report_late": "Report late or missing",
    "visits": "Visits not in time",
    "health_education": "Health, education or pathway plan out of date",
    "placement": "Placement unsuitable, unregistered or unplanned move",
    "section_20": "Section 20 drift",
    "permanence": "Permanence delayed",
    "family_time": "Family time",
    "legal_delay": "Legal or court delay",
    "safeguarding": "Safeguarding response",
    "worker_change": "Change of worker",
    "recording": "Recording",
    "oversight": "Management oversight",
    "agency_attendance": "Agency did not attend",
    "resources": "Resources",
}
"""The list a council begins with, by code; it keeps its own afterwards (`qa.services.themes`)."""
MOST_THEMES, SHOWN = 5, 2
"""As many themes as one challenge may have, and as are named in full in a list."""
TOO_MANY_THEMES = (
    f"Choose at most {MOST_THEMES} themes, those that matter most: the figures say by them what "
    "challenges are about."
)


ANSWERERS = {
    "team_manager": "Team manager",
    "head_of_service": "Head of service",
    "practice_manager": "Practice manager",
}
"""The roles of this program that answer, as the one who answers is called."""


def role_of(held: Iterable[str], role: str, answers: str) -> str:
    """What somebody with these roles is called who is asked at a stage (its `role` and, in words,
    who `answers`): of several that it names theirs, else what they are here."""
    roles = set(held)
    if role in roles:
        own = ANSWERERS.get(role, answers)
        return own if own.casefold() in answers.casefold() else answers
    return next((words for key, words in ANSWERERS.items() if key in roles), answers)


def named(kind: str, number: int) -> str:
    """'Challenge 250', 'Good-practice alert 251': what a record is called in lists."""
    return f"{'Good-practice alert' if kind == 'good_practice' else 'Challenge'} {number}"


def in_short(themes: Sequence[str]) -> str:
    """Themes in a line of a list: both of two, else the first and how many more."""
    if len(themes) <= SHOWN:
        return joined(themes)
    return f"{themes[0]} and {len(themes) - 1:,} more"


def counted(challenges: int, alerts: int) -> str:
    """'2 challenges and 1 good-practice alert'; an alert is never counted as a challenge."""
    many, shared = plural(challenges, "challenge"), plural(alerts, "good-practice alert")
    if not alerts:
        return many
    return f"{many} and {shared}" if challenges else shared


def subject_of(statuses: frozenset[str]) -> str:
    """The subject of a challenge from the statuses a child holds (codes 'cla', 'cp' …)."""
    if {"cla", "cp"} <= statuses:
        return "both"
    return "cla" if "cla" in statuses else "cp" if "cp" in statuses else "other"
