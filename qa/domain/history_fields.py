"""What the fields of a trail entry are called, and what their codes and numbers stand for."""

from collections.abc import Mapping

from qa.domain import (
    actor,
    audits,
    challenge_words,
    check_kinds,
    children,
    distribution,
    facts,
    homes,
    independence,
    midways,
    notices,
    reviews,
    visits,
    workflow,
)
from qa.domain.history_words import ACTS, NOUNS

LABELS = {
    "absent_id": "colleague who is away",
    "actions": "",
    "age_years": "age",
    "announced": "",
    "answers": "",
    "as_at": "as at",
    "assignee_id": "allocated to",
    "basis_kind": "may visit because",
    "case_types": "the child's statuses then",
    "child_impact": "what it does to the child",
    "cover_id": "covered by",
    "difference": "what made the difference",
    "file_kind": "",
    "for_name": "on behalf of",
    "for_role": "their role",
    "from_on": "from",
    "full_time_equivalent": "hours (1 is full time)",
    "held_by_id": "held by",
    "home_id": "home",
    "into_id": "merged into",
    "iro": "IRO or chair",
    "is_advocate_offered": "an advocate was offered",
    "is_child_told": "the child was told",
    "is_conflict_found": "a conflict of interest was found",
    "is_independent": "independent of the home",
    "is_visited": "visited under regulation 44",
    "ladder_id": "ladder",
    "manager_id": "manager",
    "may_share": "may be shared",
    "moderation_why": "why moderated",
    "named": "named people",
    "number": "version",
    "on_roll": "children living there",
    "other": "the other number",
    "override": "override of the cap",
    "owner_id": "to be done by",
    "part": "as",
    "person_id": "person",
    "responder_id": "asked to answer",
    "responder_name": "asked to answer",
    "responder_role": "asked as",
    "revision": "version",
    "said": "",
    "silent": "did not reply",
    "stance": "they",
    "to_on": "until",
    "told_whom": "who was told",
    "urn": "Ofsted's number (URN)",
    "visitor_id": "visitor",
    "wanted_by_on": "wanted by",
    "with_child_id": "together with child",
    "worker_id": "social worker",
}
"""Where the field's own name, without its underscores, is not what people call it; '' where the
value says it all."""
HIDDEN = frozenset(
    {
        "by_id",
        "check_id",
        "copied_from",
        "digest",
        "file_digest",
        "handover_id",
        "hold",
        "sibling_group_id",
        "started_at",
        "visit",
    }
)
"""Numbers and marks that only the program reads; who did it and when stand beside every entry."""
HIDDEN_IN_EVENTS = frozenset({"name", "at"})
HIDDEN_OF = {
    "action": frozenset({"number"}),
    "challenge": frozenset({"number", "version", "ladder_id"}),
    "follow_up": frozenset({"action"}),
}
FLAT = frozenset({"event", "said", "filter", "filters"})
"""Fields that hold fields, said as if they stood for themselves."""
LISTS = frozenset(
    {
        "actions",
        "children",
        "days",
        "file_believed",
        "installed",
        "moved",
        "numbers",
        "reasons",
        "silent",
        "themes",
    }
)
"""Fields that hold a list; every other list of two is what was and what is."""
MONTHS = frozenset({"month", "until"})
"""Fields that hold the first day of a month, and mean the month."""
FROM_A_FORM = frozenset({"answers", "changed", "question"})
"""Fields that name questions of the form of their check."""
COUNTED = {"actions": "action", "answers": "answer", "moved": "record", "stayed": "record"}
"""Fields of which the history says how many: what they are stands in the record itself."""

PERSON, ACCOUNT, TEAM, CHILD = "person", "account", "team", "child"
HOME, VERSION, THEME = "home", "version", "theme"
SUBJECTS = {"account": ACCOUNT, "person": PERSON, "team": TEAM}
"""Nouns whose own number is said by name."""
REFERENCES = {
    **dict.fromkeys(
        (
            "absent_id",
            "assignee_id",
            "cover_id",
            "from",
            "held_by_id",
            "line_manager_id",
            "manager_id",
            "moderator_id",
            "named",
            "owner_id",
            "person_id",
            "raised_by_id",
            "restricted_by",
            "restricted_by_id",
            "responder_id",
            "to",
            "verified_by_id",
            "visitor_id",
            "worker_id",
        ),
        PERSON,
    ),
    **dict.fromkeys(("team_id", "team_ids", "team"), TEAM),
    **dict.fromkeys(
        ("child_id", "children", "into_id", "merged_into_id", "other", "with_child_id"), CHILD
    ),
    **dict.fromkeys(("home_id", "home_ids"), HOME),
    **dict.fromkeys(("form_id", "ladder_id"), VERSION),
    "themes": THEME,
}
"""Fields that hold numbers of people and things."""

_KINDS = (
    *(check_kinds.TITLES, challenge_words.KINDS, reviews.KINDS, independence.TIES),
    *(midways.NEXT_STEPS, notices.KINDS),
)
_ENDS = {"agreed": "Agreed", "returned": "Returned", "changed": "Changed"}
_HOW = {"email": "By e-mail", "by_hand": "By hand"}


def _all(*tables: Mapping[str, str]) -> dict[str, str]:
    return {code: words for table in tables for code, words in table.items()}


def _lower(*tables: Mapping[str, str]) -> dict[str, str]:
    return {code: words.lower() for code, words in _all(*tables).items()}


CODES: dict[str, Mapping[str, str]] = {
    "act": ACTS,
    "announced": visits.ANNOUNCED_WORDS,
    "audit_type": audits.AUDIT_TYPES,
    "basis_kind": homes.BASES,
    "case_types": facts.CASE_TYPES,
    "conclusion": midways.CONCLUSIONS,
    "conference_type": reviews.CONFERENCE_TYPES,
    "how": _all(distribution.METHODS, _HOW),
    "kind": _all(*_KINDS),
    "method": distribution.METHODS,
    "moderation_why": audits.MODERATION_WHY,
    "next_step": midways.NEXT_STEPS,
    "noun": NOUNS,
    "outcome": _all(_ENDS, challenge_words.OUTCOMES),
    "part": _all(audits.PARTS, children.PARTS),
    "participation": reviews.PARTICIPATION,
    "priority": _all({k: words for k, (words, _) in audits.PRIORITIES.items()}, visits.PRIORITIES),
    "provider_kind": homes.PROVIDERS,
    "recipient": distribution.RECIPIENTS,
    "role": actor.ROLES,
    "safeguarded": visits.OPINIONS,
    "sample_route": audits.SAMPLE_ROUTES,
    "silent": audits.PARTS,
    "source": _all(reviews.SOURCES, challenge_words.SOURCES),
    "stance": _lower(audits.STANCES, visits.STANCES),
    "standard": visits.STANDARDS,
    "views_by": reviews.VIEWS_BY,
    "wellbeing": visits.OPINIONS,
}
"""Fields that hold a code: what the code stands for."""
STATUSES = {
    "action": workflow.ACTION_STATUSES,
    "challenge": workflow.CHALLENGE_STATUSES,
    "check": _all(workflow.VISIT_STATUSES, workflow.MIDWAY_STATUSES, workflow.CHECK_STATUSES),
}
"""Statuses by the noun they are of."""
