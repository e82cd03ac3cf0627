"""What timeliness measures: of what, in which states, and under which measure it is reported."""

import datetime as dt
from dataclasses import dataclass

from qa.domain.duties import MIDWAYS
from qa.domain.working_days import DAY, add_months

ON_TIME, LATE, NOT_DONE = "On time", "Late", "Not done"
BY_TIME = (ON_TIME, LATE, NOT_DONE)


@dataclass(frozen=True)
class Measure:
    """One measure, a key of KPIS. `kinds`: of duties, or of meetings where `of_meetings`;
    `states` in words, the good one first; `said`: the sentence, which takes the numbers of the
    good ones and of all; `counted`: what is counted, in the plural."""

    code: str
    words: str
    chart: str
    kinds: tuple[str, ...]
    states: tuple[str, ...]
    said: str
    counted: str
    of_meetings: bool = False


MEASURES = {
    "midways": Measure(
        "K23", "Midway reviews on time", "Midway reviews", MIDWAYS, BY_TIME,
        "{good} of {all} midway reviews due were done on time", "midway reviews due",
    ),
    "cla_reviews": Measure(
        "K20", "Reviews of looked-after children on time", "Reviews of looked-after children",
        ("cla_review",), BY_TIME,
        "{good} of {all} reviews of looked-after children due were held on time",
        "reviews of looked-after children due",
    ),
    "cp_reviews": Measure(
        "K03", "Review conferences on time", "Review conferences", ("cp_review",), BY_TIME,
        "{good} of {all} review conferences due were held on time", "review conferences due",
    ),
    "short_breaks": Measure(
        "L01", "Short-breaks reviews on time", "Short-breaks reviews",
        ("short_break_review",), BY_TIME,
        "{good} of {all} short-breaks reviews due were held on time", "short-breaks reviews due",
    ),
    "participation": Measure(
        "K21", "Children taking part in their reviews", "Children taking part",
        ("cla_review",), ("Took part", "Did not take part"),
        "children of 4 and over took part in {good} of {all} reviews",
        "reviews held of looked-after children of 4 and over with a participation code", True,
    ),
    "quorate": Measure(
        "K12", "Conferences with enough agencies", "Conferences with enough agencies",
        ("icpc", "cp_review"), ("Quorate", "Not quorate"),
        "{good} of {all} conferences held were quorate",
        "conferences held that say whether they were quorate", True,
    ),
    "told": Measure(
        "L02", "Children told the outcome", "Children told the outcome",
        ("cla_review", "short_break_review", "cp_review"), ("Told", "Not told"),
        "the child was told the outcome of {good} of {all} reviews and conferences",
        "reviews and conferences entered by hand", True,
    ),
}  # fmt: skip
DEFAULT = "midways"
TIMED = tuple(key for key, measure in MEASURES.items() if not measure.of_meetings)
PLAN_BANDS = (
    "under 9 months",
    "9 to 11 months",
    "12 to 14 months",
    "15 to 17 months",
    "18 to 20 months",
    "21 to 23 months",
    "24 months and over",
)
"""How long plans have been open, by the markers of qa.domain.duties.PANEL_MONTHS."""


def latest_start(today: dt.date, months: int) -> dt.date:
    """The latest day from which something open today has been open so many months."""
    start = add_months(today, -months)
    while add_months(start + DAY, months) <= today:
        start += DAY
    return start
