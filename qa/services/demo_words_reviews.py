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
CONCLUDED = {
    "G": (
        "Fictional: the plan is moving and the child knows what happens next.",
        "Fictional: on course for the review; thank the carers for their notes.",
        "Fictional: decisions are being carried out in time.",
    ),
    "A": (
        "Fictional: two decisions wait for a date. Agree one before the review.",
        "Fictional: school and health are behind; the worker has a plan to catch up.",
        "Fictional: the core group met late once. Keep to the dates from now on.",
    ),
    "R": (
        "Fictional: the plan has not moved since the last meeting and nobody owns the next step.",
        "Fictional: the same decision was made twice and is not done. A manager needs to decide.",
        "Fictional: visits were missed and the contingency has no date.",
    ),
}
MIDWAY_EVIDENCE = (
    "Fictional: agreed at the last meeting and not begun.",
    "Fictional: the record is there; the family does not have it yet.",
    "Fictional: the date was moved twice.",
)
CHILD_SAYS = (
    "Fictional: likes the new school and wants to see cousins more often.",
    "Fictional: says that things are calmer at home.",
    "Fictional: would like the same worker to keep coming.",
    "Fictional: observed at play, settled and smiling.",
)
GOALS = (
    "Fictional: mornings before school are calm",
    "Fictional: the adults ask for help before things get heated",
    "Fictional: every appointment is kept",
)
FOLLOWED_UP = "Fictional: spoken through with the team manager, who has put a date to it."
DRIFT_ACTION = "Agree with the worker who does the next step of the plan, and by when."
ACTED = "Turned into an action."
