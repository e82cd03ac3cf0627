"""What the demonstration's people write of reviews, panels and midway reviews: about nobody."""

NOT_QUORATE = (
    "Fictional: two agencies sent reports and did not come. The chair kept the plan as it was "
    "and set a new date."
)
NOT_ALONE = (
    "Fictional: the young person did not want to.",
    "Fictional: at school that day; the IRO will visit.",
    "Fictional: the meeting was held by video.",
)
VIEWS = (
    "Fictional: a drawing and three wishes, brought by the worker.",
    "Fictional: a letter read out at the meeting.",
    "Fictional: answers given on a tablet before the meeting.",
)
DECISIONS = (
    "Fictional: the health assessment is to be booked and its date recorded.",
    "Fictional: family time is to be reviewed with the carers.",
    "Fictional: the school is to share its attendance plan.",
    "Fictional: an advocate is to be offered again.",
    "Fictional: the permanence plan is to be written down with its next step.",
    "Fictional: life-story work is to begin.",
    "Fictional: the written agreement is to be gone through with both parents.",
    "Fictional: the core group is to meet every four weeks.",
    "Fictional: legal advice is to be taken on the plan's next step.",
    "Fictional: the dentist is to be seen.",
)
PANEL = (
    "Fictional: continue for three months; the contingency plan is to have dates.",
    "Fictional: legal planning meeting within ten working days.",
    "Fictional: progress is enough; the review is to consider stepping down.",
    "Fictional: change of approach; a family group conference first.",
)
