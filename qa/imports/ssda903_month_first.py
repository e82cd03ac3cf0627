"""American dates in a column: what they say of the file, and of the dates that could be either."""

import numpy as np

from qa.domain.refusals import Refused
from qa.imports.ssda903_columns import file_kinds
from qa.imports.ssda903_values import DATES, NOTHING, Days, Notes, Numbers, Table

SHARE = 0.2
"""So large a share of dates that can only be American, and none of the others is worth reading."""
AT_LEAST = 5
EITHER = (
    "This file has dates with the month first, so this one could be either. Write all of them as "
    "31/01/2026."
)


def require_days_first(table: Table, name: str, words: Days) -> None:
    """Raise Refused for a file with too many American dates under a column."""
    american = _american(table, name, words)
    dated = max(1, int((table[name] != NOTHING).sum()))
    if (n := int(american.sum())) >= AT_LEAST and n / dated >= SHARE:
        at = int(np.flatnonzero(american)[0])
        text, _reason = words.why(int(table[name][at]))
        raise Refused(
            f"The dates under {name} in the {table.title} file look like month/day/year "
            f"(row {table['row'][at]} says {text}), so none of them can be trusted. Export "
            "the file with dates as day/month/year. Nothing was loaded."
        )


def without_either(whole: Table, readable: Table, words: dict[str, Days], notes: Notes) -> Table:
    """The readable rows without those whose date may have its month first.

    One date of a column that can only be American makes every other one of that column doubtful
    whose day and month could change places. `whole`: all rows of the file.
    """
    for column in file_kinds()[whole.kind].columns:
        name = column.name
        if name in words and _american(whole, name, words[name]).any():
            shown = None if column.kind == "birth" else DATES
            either = could_be_either(readable[name])
            readable = notes.refuse(readable, either, name, EITHER, shown)
    return readable


def could_be_either(days: Numbers) -> Numbers:
    """Which days are another day with their day and month changed round."""
    known = days > NOTHING
    on = np.where(known, days, 0).astype(np.int64).astype("datetime64[D]")
    months = on.astype("datetime64[M]")
    day, month = (on - months).astype(np.int64) + 1, months.astype(np.int64) % 12 + 1
    return known & (day <= 12) & (day != month)


def _american(table: Table, name: str, words: Days) -> Numbers:
    return np.isin(table[name], words.month_first)
