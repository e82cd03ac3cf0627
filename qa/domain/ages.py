"""A child's age from the month of birth; the day is never known here."""

import datetime as dt

UNBORN = -1


def age_years(
    birth_month: dt.date | None, is_unborn: bool, stated: int | None, on: dt.date
) -> int | None:
    """Whole years on a day, -1 for an unborn child; as stated where no month is known.

    The birthday is taken to fall on the first of the month: a child is never shown too young.
    """
    if is_unborn:
        return UNBORN
    if birth_month is None:
        return stated
    return on.year - birth_month.year - (on.month < birth_month.month)


def age_words(years: int | None) -> str:
    """'unborn', 'under 1', '14 years' or 'age not known'."""
    if years is None:
        return "age not known"
    if years < 0:
        return "unborn"
    return "under 1" if years == 0 else f"{years} year{'s' if years != 1 else ''}"
