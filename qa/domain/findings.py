"""Findings across children's homes: what is asked, what visits counted, and in which states.

Quality standards and opinions: SI 2015/541 regulations 5 to 14 and 44(4); repeated
recommendations: the same standard at three visits running.
"""

import datetime as dt
from dataclasses import dataclass

from qa.domain import recommendations
from qa.domain.visits import OPINIONS, STANDARDS
from qa.domain.working_days import add_months

EVENTS = {
    "incidents": "Incidents",
    "restraints": "Restraints",
    "consequences": "Consequences",
    "missing": "Missing",
    "away": "Away without authorisation",
    "police": "Police call-outs",
    "complaints": "Complaints",
    "allegations": "Allegations or LADO",
    "medication": "Medication errors",
    "accidents": "Accidents",
    "self_harm": "Self-harm",
}
"""The kinds of events that a visit counts, as the form names them."""
NO_DIRECTION = frozenset({"consequences", "complaints", "allegations"})
"""More of these may be more openness: no direction of them is good or bad."""
DEFAULT_EVENT = "missing"
MET, PARTLY, NOT_MET = "M", "P", "N"
"""Codes of a standard that was looked at; any other was not."""
ALL_MET, PART_MET, SOME_NOT, NOT_SEEN, NO_VISIT = (
    "Met", "Partly met", "Not met", "Not looked at", "No visit",
)  # fmt: skip
CELLS = {ALL_MET: "●", PART_MET: "◐", SOME_NOT: "○", NOT_SEEN: "–", NO_VISIT: ""}
"""What a home's month says of the standards looked at, by the least of them, with its shape."""
DONE, ACCEPTED, REFUSED = "Done", "Accepted, not done yet", recommendations.STATES["not_accepted"]
OVERDUE, WAITING, LATE = (
    recommendations.STATES[state] for state in ("overdue", "no_response", "response_late")
)
FATES = {
    DONE: ("verified", "done"),
    ACCEPTED: ("accepted", "accepted_in_part"),
    OVERDUE: ("overdue",),
    WAITING: ("no_response",),
    LATE: ("response_late",),
    REFUSED: ("not_accepted",),
}
"""Where a recommendation stands, each in one of these, by its states."""
FATE_OF = {state: fate for fate, states in FATES.items() for state in states}
STATES = tuple(OPINIONS.values())
SAFEGUARDED, WELLBEING = "safeguarded", "wellbeing"
BASELINES = {"all": "All months shown", "first": "First 12 months shown"}
BASELINE = 12
EVENT_MONTHS = 24


@dataclass(frozen=True)
class Asked:
    """What findings are asked for: whole months by their first day, both ends included, one home
    or all, one standard or all, one kind of event, and which months settle the limits."""

    first: dt.date
    last: dt.date
    home_id: int | None = None
    standard: str = ""
    event: str = DEFAULT_EVENT
    baseline: str = "all"

    @property
    def events_from(self) -> dt.date:
        """The first month of the chart of events: limits need 12 months and more, so that it goes
        back two years where the period is shorter."""
        return min(self.first, add_months(self.last, 1 - EVENT_MONTHS))

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards asked for."""
        return (self.standard,) if self.standard else tuple(STANDARDS)


def good_direction(event: str) -> str:
    """Which way is better, for the rules of control charts."""
    return "neither" if event in NO_DIRECTION else "low"


def cell_state(visits: int, met: int, partly: int, not_met: int) -> str:
    """What a home's month says: the least of the standards looked at."""
    if not visits:
        return NO_VISIT
    if not met + partly + not_met:
        return NOT_SEEN
    return SOME_NOT if not_met else PART_MET if partly else ALL_MET
