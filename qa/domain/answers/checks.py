"""The smallest checks: each takes what a person gave and returns it clean, or refuses in words."""

import datetime as dt

from qa.domain.forms.model import Option
from qa.domain.refusals import Refused
from qa.domain.words import format_date, plural

MOST_CHARACTERS = 100_000
MOST_SHORT_CHARACTERS = 300
MOST_NUMBER = 1_000_000
YEARS = (1900, 2100)


def text(given: object, most: int = MOST_CHARACTERS) -> str | None:
    """Text exactly as typed, less what no database can hold (NUL, halves of characters).

    None for nothing or only spaces. Raises Refused past `most` characters.
    """
    if given is None:
        return None
    if not isinstance(given, str):
        raise Refused("Enter text.")
    kept = given.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    over = len(kept) - most
    if over > 0:
        raise Refused(
            f"This text is {plural(over, 'character')} over the limit of {most:,}. "
            "It is not saved yet: shorten it. Nothing you typed has been lost."
        )
    return kept if kept.strip() else None


def whole(given: object, most: int = MOST_NUMBER) -> int | None:
    """A whole number from 0 to `most`, or None."""
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or given != given // 1:
        raise Refused("Enter a whole number.")
    if not 0 <= given <= most:
        raise Refused(f"Enter a whole number from 0 to {most:,}.")
    return int(given)


def scale(given: object) -> int | None:
    """A point on a scale from 0 to 10, or None."""
    return whole(given, 10)


def flag(given: object) -> int | None:
    """1 for yes, 0 for no, or None."""
    if given not in (None, 0, 1):
        raise Refused("Answer yes or no.")
    return None if given is None else int(given)


def date(given: object, *, today: dt.date, past: bool = False) -> dt.date | None:
    """A day, or None. With `past`, not after `today`."""
    if given is None:
        return None
    if isinstance(given, dt.datetime) or not isinstance(given, dt.date):
        raise Refused("Enter a date, for example 5 November 2026.")
    if not YEARS[0] <= given.year <= YEARS[1]:
        raise Refused(f"Enter a date between {YEARS[0]} and {YEARS[1]}.")
    if past and given > today:
        raise Refused(f"{format_date(given)} is in the future. Enter a date up to today.")
    return given


def time(given: object) -> str | None:
    """A time of day as "14:05", from a time or such a text, or None."""
    if given is None:
        return None
    try:
        moment = dt.time.fromisoformat(given) if isinstance(given, str) else given
        if not isinstance(moment, dt.time):
            raise ValueError(given)
    except ValueError:
        raise Refused("Enter a time of day, for example 14:05.") from None
    return f"{moment:%H:%M}"


def code(given: object, options: tuple[Option, ...]) -> str | None:
    """The code of one of `options`, or None."""
    if given is None:
        return None
    if not isinstance(given, str) or given not in {option.code for option in options}:
        raise Refused("Choose one of the answers that the form offers.")
    return given
