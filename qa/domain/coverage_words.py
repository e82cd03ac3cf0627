"""Where a home stands in a month, in words and shapes; what each of them means."""

import enum


class State(enum.StrEnum):
    """Where a home stands in a month: exactly one of these, said in these words."""

    LATE = "Report late"
    WRITING = "Report not issued yet"
    ISSUED = "Report issued"
    OVERDUE = "No visit: overdue"
    SOON = "No visit yet: due soon"
    AHEAD = "No visit yet"
    NOT_COUNTED = "Not counted"


SHAPES = {
    State.LATE: "▲",
    State.WRITING: "◐",
    State.ISSUED: "●",
    State.OVERDUE: "✕",
    State.SOON: "◇",
    State.AHEAD: "○",
    State.NOT_COUNTED: "–",
}
LEGEND = {
    State.ISSUED: "visited, and every report is issued",
    State.WRITING: "visited, a report is being written or is written and waits to be issued",
    State.LATE: "visited, a report is not issued and its time limit is over",
    State.SOON: "no visit yet, in the last {n} of the month",
    State.OVERDUE: "no visit, and the month (or the home's last day in it) is over",
    State.AHEAD: "no visit yet, and not due soon",
    State.NOT_COUNTED: "the home was not open on any day of the month",
}
BEGUN_SHAPE = "◔"
BEGUN = (
    "a visit that is begun and not counted, because its visitor has not said yet that they are "
    "independent of the home, or says that they are not"
)
HOW = {"announced": "Announced", "unannounced": "Unannounced", "part": "Part announced"}
