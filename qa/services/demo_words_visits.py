"""What is written after the demonstration's visits to children's homes: short, about nobody."""

SEEN = {
    "M": ("Fictional: seen on the walk round and in the records; staff could explain it.",
          "Fictional: records are up to date and match what children said.",
          "Fictional: three records sampled, all in order."),
    "P": ("Fictional: in place for most children; two records were weeks behind.",
          "Fictional: good in parts; what was agreed last month is only half done.",
          "Fictional: staff know what to do, the records do not show it yet."),
    "N": ("Fictional: risk plans were out of date and return interviews were not held.",
          "Fictional: the same gap as last month; the plan to close it has not begun."),
    "NL": ("Fictional: not looked at this month; planned for the next visit.",),
}  # fmt: skip
RECOMMENDED = {
    "6": ("Replace the broken furniture in the lounge and repaint the hall.",
          "Bring the statement of purpose up to date and share it with staff."),
    "7": ("Hold a house meeting every fortnight and answer what is asked in it.",
          "Show each child how to reach an advocate and record the answer."),
    "8": ("Agree a timetable with the school for each child on a part-time place.",
          "Ask the virtual school for a meeting about attendance and record what is agreed."),
    "9": ("Plan one activity a week that the children choose.",
          "Keep a record of achievements and celebrate them at the house meeting."),
    "10": ("Audit the medication cabinet every week and sign the record.",
           "Register every child with a dentist within a month of moving in."),
    "11": ("Write down after each restraint what the child and the staff say of it.",
           "Plan family time for a quarter ahead and tell the children."),
    "12": ("Review each risk plan after every episode of going missing.",
           "Ask for an independent return interview within three days, every time."),
    "13": ("Bring supervision of all staff up to date and keep a tracker.",
           "Fill the two vacant posts and limit the use of agency staff at night."),
    "14": ("Ask placing authorities for the care plans that are missing and chase weekly.",
           "Write an impact assessment before the next child moves in."),
}  # fmt: skip
THEMES = (
    "Child {a} says staff listen and the food is good. Child {b} would like a lock on the door "
    "of the bike shed.",
    "Child {a} is proud of a swimming badge. Child {b} finds evenings long when it rains.",
    "Child {a} wants to see friends from the old school more often. Child {b} feels safe here.",
    "Child {a} knows how to complain and has not needed to. Child {b} would like to cook twice a "
    "week.",
    "Child {a} says the house is calmer than last month. Child {b} did not want to talk today.",
)
ALONE = "Child {a} says staff listen, and would like company of the same age."
NOBODY = "Nobody lives in the home at present."
STAFFING = (
    "Fictional: fully staffed; no agency shifts since the last visit.",
    "Fictional: one vacancy, advertised; two agency shifts, both by people who know the home.",
    "Fictional: two vacancies and one long absence; agency staff on a third of the nights.",
)
PREMISES = "Fictional: the fire drill of this month is still to be held; all else is in order."
STRENGTHS = (
    "Fictional: staff eat with the children and the talk is warm.",
    "Fictional: every child had a trip of their own choice this month.",
    "Fictional: the night log is exemplary and could be shared with other homes.",
    "Fictional: careful work to prepare a move, with two visits beforehand.",
)
SAFEGUARDED = {
    "Y": ("Fictional: risks are known, plans are current and staff act on them.",
          "Fictional: children say they feel safe, and the records bear it out."),
    "C": ("Fictional: children are safe now; going missing is rising and responses are uneven.",
          "Fictional: safe on the whole, but two risk plans are behind events."),
    "N": ("Fictional: children go missing often, plans are out of date and nobody has asked why.",
          "Fictional: the gap found last month is still open and children were at risk in it."),
}  # fmt: skip
WELLBEING = {
    "Y": ("Fictional: daily life is warm, school is going well and health is looked after.",
          "Fictional: children have plans they know, and things to look forward to."),
    "C": ("Fictional: kind care, but too little to do and school attendance is slipping.",
          "Fictional: changes of staff unsettle the children; the manager knows it."),
    "N": ("Fictional: care is hurried and the children's plans are not followed.",),
}  # fmt: skip
EVIDENCE = {
    "completed_seen": "Fictional: seen in the records and on the walk round.",
    "completed_reported": "Fictional: the manager says it is done; to be seen at the next visit.",
    "in_progress": "Fictional: begun; a date for the rest is agreed.",
    "not_started": "Fictional: not begun; the manager was away.",
    "not_accepted": "Fictional: the registered person gave reasons and stands by them.",
}
ANSWERED = {
    "accept": "Fictional: agreed and planned.",
    "accept_part": "Fictional: agreed for the children who live here now; not for the bank staff.",
    "not_accept": "Fictional: the provider's own programme covers this from next quarter.",
}
DEPUTY = "Deputy manager (fictional)"
COMMENTS = (
    "Fictional: no corrections.",
    "Fictional: the number of staff on shift was four, not three; corrected.",
    "Fictional: the provider disagrees with one sentence; the visitor keeps it, with the reply.",
)
CONFLICT = (
    "Fictional: a relative of the visitor took a post with the provider in the week of the visit. "
    "The visitor learnt of it two weeks later and could not have said so before."
)
REISSUED = "Fictional: a conflict of interest came to light; the report says so: reg 44(6)."
BEGUN_WRONGLY = "Fictional: begun for the wrong day."
HELD_BACK = "Fictional: told by telephone; the home's plan was changed the same day."
AGREED_BY = "Duty manager (fictional), {authority}"
CONSIDER = "The registered person considers it by this day: regulation 44(5)."
AGREED_DAY = "The day the registered person agreed."
