"""England's calendar and the time limits we ship: the only importer of `holidays`."""

import datetime as dt
from functools import cache, lru_cache
from pathlib import Path

from qa.domain.timescale_files import load_rules
from qa.domain.timescales import Rule
from qa.domain.working_days import Calendar

FIRST_YEAR = 2001  # care leavers of 25 may have come into care then; the list begins in 2012
LAST_YEAR = 2028  # the last of GOV.UK's published list: move it as that grows, suite green

RULES = Path(__file__).parents[1] / "rules" / "timescales"
RULES_VERSION = 2


@lru_cache(maxsize=16)
def calendar(closure_days: frozenset[dt.date] = frozenset()) -> Calendar:
    """England's working-day calendar less the council's own closure days."""
    return Calendar(
        bank_holidays(),
        closure_days,
        first=dt.date(FIRST_YEAR, 1, 1),
        horizon=dt.date(LAST_YEAR, 12, 31),
    )


@cache
def bank_holidays() -> frozenset[dt.date]:
    """England's bank holidays from `FIRST_YEAR` to `LAST_YEAR`, substitute days included."""
    import holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))


@cache
def time_limits(version: int = RULES_VERSION) -> dict[str, Rule]:
    """The time limits shipped with the program, by id."""
    path = RULES / f"v{version}.toml"
    return load_rules(path.read_text(encoding="utf-8"), f"time limits {path.name}")
