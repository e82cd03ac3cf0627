"""What fictional challenges say: each about themes of the list."""

ISSUES = (
    (("visits",), "No statutory visit for nine weeks, and the last one was not alone.",
     "He does not know who his social worker is.", "A visit this week, and dates for three more."),
    (("drift_delay", "permanence"), "The permanence plan has not moved since the last review.",
     "She asks at every visit where she will live.", "A decision on the plan with a date."),
    (("plan_not_implemented",), "Therapy agreed at the conference has not begun.",
     "Night terrors go on and school is missed.", "A first appointment, confirmed in writing."),
    (("decisions_not_implemented",), "Three of five decisions of the review are not done.",
     "Family time is still arranged week by week.", "The decisions done, or a reason for each."),
    (("placement",), "The placement is unregistered and no other one is being sought.",
     "He has moved twice in a month and sleeps badly.", "A registered placement near his school."),
    (("health_education",), "The personal education plan is two terms old.",
     "She is on a part-time timetable without help.", "A meeting with the school and a new plan."),
    (("no_social_worker", "worker_change"), "No social worker has been allocated for five weeks.",
     "Nobody has told the brothers who to ring.", "An allocated worker by the end of the week."),
    (("participation",), "The child was not asked before the plan was changed.",
     "She found out from another child.", "Her views taken with an advocate."),
    (("legal_delay", "section_20"), "The legal planning meeting was put off three times.",
     "Decisions are made without parental responsibility being shared.", "A meeting with a date."),
    (("oversight", "recording"), "No management decision is recorded since the summer.",
     "The same referral was made three times.", "Supervision recorded and the plan signed off."),
    (("safeguarding",), "The strategy discussion took place eight days after the disclosure.",
     "The risk at home was not known for a week.", "The response reviewed and the plan changed."),
    (("report_late",), "The social work report came on the morning of the review.",
     "The child and carers had not read it.", "Reports three working days before."),
)  # fmt: skip
GOOD = (
    (("participation",), "The plan was written with the child, in words of the child's own.",
     "Time set aside, and drawings instead of questions."),
    (("permanence",), "Matched with carers within four months.",
     "Family finding began before the final hearing."),
    (("family_time",), "Family time was kept through a difficult move.",
     "The carer and the worker planned each visit together."),
    (("safeguarding",), "A late disclosure was heard, believed and acted on the same day.",
     "The worker knew the child well and was free to go."),
)  # fmt: skip
ANSWERS = (
    "A visit took place yesterday and the next dates are in the diary.",
    "The meeting was held and the decision is recorded.",
    "We agree. A worker has been allocated and will write to the child.",
    "Funding has been agreed and the service begins next week.",
    "The plan was looked at again and stays as it is, for the reasons on the file.",
)
NOT_ENOUGH = (
    "Only part of it has been done.",
    "There is still no date.",
    "Nothing has changed yet.",
)
CHANGED = (
    "Visited each week by the same worker.",
    "Moved to carers near the school.",
    "Therapy has begun and nights are calmer.",
    "The plan has dates and the child has a copy.",
    "Nothing has changed for the child yet.",
)
REASONS = {
    "bypass": "It cannot wait another week for the child.",
    "pause": "The family is away; agreed with the team manager.",
    "resume": "The family is back.",
    "withdraw": "It was put right before an answer was due.",
    "reopen": "What was agreed did not last.",
    "refer": "The authority is in breach of its duties to the child.",
    "refer_outcome": "Cafcass advised the authority; no proceedings.",
}
