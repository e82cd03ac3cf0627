"""What the demonstration's people write: short, and never about anybody."""

SEEN = {
    "good": (
        "Fictional: seen in the last three visits and in the plan.",
        "Fictional: recorded clearly, with the reasons.",
        "Fictional: updated after the last review and used in it.",
        "Fictional: the child's own words are quoted and acted on.",
        "Fictional: dated, owned and followed up.",
    ),
    "partly": (
        "Fictional: present, but six months old.",
        "Fictional: some of it is there; one gap is explained.",
        "Fictional: done, and not yet shared with the family.",
        "Fictional: two of the three parts are recorded.",
    ),
    "poor": (
        "Fictional: nothing recorded since the last review.",
        "Fictional: the last entry is out of date and nobody owns it.",
        "Fictional: looked for in the usual places and not found.",
        "Fictional: a gap of nine weeks without a reason.",
    ),
    "none": ("Fictional: does not arise for this child.",),
}
TEXTS = {
    "S2": "Fictional: the worker is proud of the direct work and would like more time for it.",
    "S4": "Fictional: 'she listens and comes when she says' (young person, at the last visit).",
    "H6": "Fictional: the carer said in the last call that things are calmer at home.",
    "Z3": "Fictional: visits are purposeful, and the plan is written with the family.",
}
REASONS = {
    4: "Fictional: practice is strong throughout and life is clearly better for the child.",
    3: "Fictional: the child is seen, heard and safer; small gaps do not change the picture.",
    2: "Fictional: the work is under way, but drift and gaps in recording hold it back.",
    1: "Fictional: the plan has drifted and nobody can say from the file that the child is safe.",
}
OVERRIDE = "Fictional: the one gap was put right before the audit and did not affect the child."
ACTIONS = (
    "Bring the chronology up to date and use it in the next supervision.",
    "See the child alone and record what they say about home and school.",
    "Update the assessment and share it with the family.",
    "Write a contingency plan with a date for each step.",
    "Hold a core group and record who does what by when.",
    "Record management oversight of the decisions taken since the last review.",
    "Ask the school and the health visitor for their reports.",
    "Offer an advocate and record the answer.",
)
EVIDENCE_NEEDED = "Fictional: the entry on the case system."
DONE = "Fictional: done and recorded on the case system."
VERIFIED = "Fictional: seen on the file."
WITHDRAWN = "Fictional: overtaken by a new plan."
GOOD_PRACTICE = "Fictional: life-story work that others could learn from."
COMMENTS = {
    "agree": None,
    "comment": "Fictional: helpful; please add the visit made in the same week.",
    "disagree": "Fictional: the visit in question was made and is recorded elsewhere.",
    "silence": None,
}
CHANGED = (
    "Fictional: the evidence for the child's experience weighs more than the gap in recording."
)
RETURNED = "Fictional: please look again at planning; the last review is not mentioned."
CORRECTED = "Fictional: the wrong review date was quoted."
NOT_NEEDED = "Fictional: the case moved to another service before the audit began."
WORRY = "Fictional: the young person has not been seen for two weeks and messages are unanswered."
TOLD, WILL_DO = "The duty manager (fictional)", "Fictional: visit this afternoon and call back."
SAFE = "Fictional: seen at home and at school, spoken with alone, the plan was changed."
