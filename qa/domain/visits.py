"""Regulation 44 visits in words and numbers: standards, events, opinions, and what their answers
say (SI 2015/541 regulations 5 to 14, 43 and 44)."""

import datetime as dt
from collections.abc import Mapping

from qa.domain.answers import Answer
from qa.domain.words import format_date

FORM = "reg44_visit"
RULE_REPORT = "CH02"
"""The local limit from the visit to the issue of its report."""
MONTH, DAY, TIMES, ANNOUNCED, PRESENT, AUTHORITIES, INDEPENDENT = (
    "VH.1", "VH.2", "VH.3", "VH.4", "VH.5", "VH.6", "VH.7",
)  # fmt: skip
EARLIER, RESPONSE_ON = "V0.1", "V0.2"
SPOKEN_TO, CONSENTED, EVENTS = "V1.1", "V1.5", "V3.1"
SAFEGUARDED, WELLBEING, CONFLICT = "V4.1", "V4.2", "V4.6"
PROTECTION, NOTIFIED = "V2.12", "V3.2"
RISK = "risk"

STANDARDS = {
    "6": "Quality and purpose of care",
    "7": "Children's views, wishes and feelings",
    "8": "Education",
    "9": "Enjoyment and achievement",
    "10": "Health and well-being",
    "11": "Positive relationships",
    "12": "Protection of children",
    "13": "Leadership and management",
    "14": "Care planning",
}
"""The nine quality standards by their regulation."""
ANNOUNCED_WORDS = {
    "announced": "Announced", "unannounced": "Unannounced", "part": "Part announced",
}  # fmt: skip
OPINIONS = {"Y": "Yes", "C": "Yes, with concerns", "N": "No"}
PRIORITIES = {"high": "High", "medium": "Medium", "low": "Low"}
"""Of a recommendation; by when it must be considered is a day of its own: reg 44(5)."""
FOLLOWED_UP = {
    "completed_seen": "Completed, evidence seen",
    "completed_reported": "Completed, reported to the visitor",
    "in_progress": "In progress",
    "not_started": "Not started",
    "not_accepted": "Not accepted",
}
"""Where an earlier recommendation stood at a visit."""
STANCES = {
    "accept": "Accepted", "accept_part": "Accepted in part", "not_accept": "Not accepted",
}  # fmt: skip
"""The registered person's response to a recommendation."""
DONE_SEEN, DONE_SAID, REFUSED = "completed_seen", "completed_reported", "not_accepted"
NOT_BY_ACTION = frozenset({INDEPENDENT, CONSENTED})
"""Concerns about the visit itself, which no recommendation to the home answers."""


def month_of(day: dt.date) -> dt.date:
    """The first day of the calendar month a visit counts for: that of its own day."""
    return day.replace(day=1)


def standard_of(question_id: str) -> str:
    """The regulation of a question about a quality standard ('V2.12' is '12'); '' of any other."""
    section, _, number = question_id.partition(".")
    return number if section == "V2" and number in STANDARDS else ""


def answers_concerns(standard: str) -> tuple[str, ...]:
    """The questions whose concern a recommendation under this standard answers: that standard's,
    events not notified (protection, leadership), and an opinion of 'No' whatever the standard."""
    notified = (NOTIFIED,) if standard in ("12", "13") else ()
    return (f"V2.{standard}", *notified, SAFEGUARDED, WELLBEING)


def raised_words(visited_on: dt.date | None, raised_on: dt.date) -> str:
    """Where a recommendation comes from: its report is finished on a later day than its visit."""
    if visited_on:
        return f"from the visit of {format_date(visited_on)}"
    return f"raised {format_date(raised_on)}"


def numbers(answers: Mapping[str, Answer], question_id: str) -> dict[str, int | None]:
    """The numbers of a composite answer by the key of their row."""
    found = answers.get(question_id)
    return {row.key: row.number for row in found.rows} if found else {}


def times(answers: Mapping[str, Answer]) -> tuple[str | None, str | None]:
    """When the visitor arrived and left: '14:05'."""
    found = answers.get(TIMES)
    given = {row.key: row.text for row in found.rows} if found else {}
    return given.get("arrival"), given.get("departure")


def value(answers: Mapping[str, Answer], question_id: str) -> str | None:
    """The code or text of a simple answer."""
    found = answers.get(question_id)
    return found.value if found else None


def visited_on(answers: Mapping[str, Answer]) -> dt.date | None:
    """The day of the visit as the form gives it."""
    given = value(answers, DAY)
    return dt.date.fromisoformat(given) if given else None
