"""The only reader of the wall clock. Everything else is told the time."""

import datetime as dt
import os
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """The present moment, aware, in UTC. `QA_NOW` (ISO 8601) fixes it, for tests."""
    fixed = os.environ.get("QA_NOW")
    if fixed:
        moment = dt.datetime.fromisoformat(fixed)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Today's date in England."""
    return now().astimezone(LONDON).date()
