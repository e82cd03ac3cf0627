"""What a list of reviews and conferences is narrowed to, and what may be missing from one."""

import datetime as dt
from dataclasses import dataclass

MISSING = {
    "code": "No participation code",
    "told": "Child not told the outcome",
    "quorate": "Not quorate",
    "quorate_unknown": "Not recorded whether quorate",
    "held": "Not held",
}


@dataclass(frozen=True)
class Wanted:
    """A filter; days are both included, `missing` is a key of MISSING."""

    kind: str = ""
    team_id: int | None = None
    missing: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    search: str = ""
    """A part of the case number."""
