"""Small calendars for tests, and Hypothesis strategies that make more of them."""

import datetime as dt

from hypothesis import strategies as st

from qa.domain.working_days import Calendar

FIRST, HORIZON = dt.date(2024, 1, 1), dt.date(2028, 12, 31)
BANK_HOLIDAYS = frozenset(
    {
        dt.date(2026, 4, 3),
        dt.date(2026, 4, 6),
        dt.date(2026, 5, 4),
        dt.date(2026, 12, 25),
        dt.date(2026, 12, 28),
        dt.date(2027, 1, 1),
    }
)
ENGLAND = Calendar(BANK_HOLIDAYS, frozenset(), FIRST, HORIZON)

days = st.dates(FIRST, HORIZON)
middle_days = st.dates(dt.date(2025, 6, 1), dt.date(2027, 6, 1))
calendars = st.builds(
    Calendar,
    holidays=st.frozensets(days, max_size=40),
    closure_days=st.frozensets(days, max_size=10),
    first=st.just(FIRST),
    horizon=st.just(HORIZON),
)
