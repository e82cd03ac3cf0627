"""Boxes of days that take any day that can be meant.

Streamlit puts today in the place of a day outside a box's range, and says nothing; so a box for a
fact has the widest range, and the use case refuses in words while what was typed stays.
"""

import datetime as dt
from typing import Any

from qa.domain.answers.checks import YEARS

ANY_DAY: dict[str, Any] = {
    "min_value": dt.date(YEARS[0], 1, 1),
    "max_value": dt.date(YEARS[1], 12, 31),
    "format": "DD/MM/YYYY",
}
"""The settings of such a box, beside its label, value and key."""
