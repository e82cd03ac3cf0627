"""Words and codes of the case-file audit that are not questions of its form."""

KIND = "case_audit"
FORM = "case_file_audit"

AUDIT_TYPES = {
    "full": "Full",
    "dip": "Dip sample",
    "thematic": "Thematic",
    "dual": "Blind second audit",
    "re_audit": "Re-audit",
    "inspection": "Inspection preparation",
}
SAMPLE_ROUTES = {
    "random": "Random",
    "stratified": "Stratified",
    "targeted": "Targeted (theme)",
    "self": "Chosen by the auditor",
    "iro": "Nominated by the IRO",
    "complaint": "Complaint or learning review",
}
STATUS_CASE_TYPES = {"cin": "CIN", "cp": "CP", "cla": "CLA", "care_leaver": "CARE_LEAVER"}
LINKS = {"re_audit": "Re-audit of", "dual": "Blind second audit of", "copied_from": "Copied from"}

PRIORITIES = {
    "immediate": ("Immediate (next working day)", "AC01"),
    "ten_days": ("Within 10 working days", "AC02"),
    "twenty_days": ("Within 20 working days", "AC03"),
    "next_review": ("By the next review", None),
    "agreed": ("By a day agreed", None),
}

MODERATION_WHY = {
    "inadequate": "graded Inadequate",
    "outstanding": "graded Outstanding",
    "override": "a cap was overridden",
    "disagreed": "the worker or manager disagreed",
    "sample": "drawn in the sample",
}
STANCES = {"agree": "Agree", "disagree": "Disagree", "comment": "Comment only"}
PARTS = {"worker": "Social worker", "manager": "Team manager", "family": "Child or family"}
RULE_DUE, RULE_REPLY, RULE_MODERATION, RULE_FILED = "AU01", "AU02", "AU03", "AU07"
