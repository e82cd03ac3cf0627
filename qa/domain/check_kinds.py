"""What each kind of check is called, and on which screen it is read."""

from qa.domain.workflow import MIDWAYS

NOUNS = {
    "case_audit": "audit",
    "reg44_visit": "visit",
    **dict.fromkeys(MIDWAYS, "midway review"),
}
TITLES = {
    "case_audit": "Case-file audit",
    "midway_cla": "Midway review (looked after)",
    "midway_cp": "Midway review (protection plan)",
    "midway_both": "Midway review (looked after and on a plan)",
}
SCREENS = {"case_audit": "case_audits", **dict.fromkeys(MIDWAYS, "midway_reviews")}
ACTION_TITLES = {
    "case_audit": "Action from an audit",
    "reg44_visit": "Action from a visit",
    **dict.fromkeys(MIDWAYS, "Action from a midway review"),
}
"""What stands for an action's text where only its dates are read, by its origin."""
BY_WHOM = {"case_audit": "Auditor", **dict.fromkeys(MIDWAYS, "IRO or chair")}


def noun(kind: str) -> str:
    """What one of a kind is called in a sentence."""
    return NOUNS.get(kind, "record")


def action_title(origin: str) -> str:
    """An action without its text: 'Action from a midway review'."""
    return ACTION_TITLES.get(origin, "Action")
