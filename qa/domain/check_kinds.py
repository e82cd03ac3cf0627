"""What each kind of check is called, and on which screen it is read."""

from qa.domain.workflow import MIDWAYS, REG44

NOUNS = {
    "case_audit": "audit",
    REG44: "visit",
    **dict.fromkeys(MIDWAYS, "midway review"),
}
TITLES = {
    "case_audit": "Case-file audit",
    "midway_cla": "Midway review (looked after)",
    "midway_cp": "Midway review (protection plan)",
    "midway_both": "Midway review (looked after and on a plan)",
    REG44: "Regulation 44 visit",
}
SCREENS = {
    "case_audit": "case_audits",
    **dict.fromkeys(MIDWAYS, "midway_reviews"),
    REG44: "visits",
}
ACTION_TITLES = {
    "case_audit": "Action from an audit",
    REG44: "Recommendation from a visit",
    **dict.fromkeys(MIDWAYS, "Action from a midway review"),
}
"""What stands for an action's text where only its dates are read, by its origin."""
BY_WHOM = {
    "case_audit": "Auditor",
    **dict.fromkeys(MIDWAYS, "IRO or chair"),
    REG44: "Independent person",
}


def noun(kind: str) -> str:
    """What one of a kind is called in a sentence."""
    return NOUNS.get(kind, "record")


def action_title(origin: str) -> str:
    """An action without its text: 'Action from a midway review'."""
    return ACTION_TITLES.get(origin, "Action")
