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
BY_WHOM = {"case_audit": "Auditor", **dict.fromkeys(MIDWAYS, "IRO or chair")}


def noun(kind: str) -> str:
    """What one of a kind is called in a sentence."""
    return NOUNS.get(kind, "record")
