"""Decisions typed one to a line, with 'by 5/12/2026' at the end where there is a day."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from qa.domain.refusals import Refused
from qa.domain.review_entry import DecisionGiven

LONGEST, MOST = 1000, 60
_BY = re.compile(r"[\s,;:(\-–]*\bby\s+(\d{1,2})/(\d{1,2})/(\d{4})\s*\)?\s*\.?\s*$", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:[-•*–]|\d{1,2}[.)])\s+")


def read(typed: str, before: Iterable[DecisionGiven] = ()) -> tuple[DecisionGiven, ...]:
    """The decisions of a text box; days of the kind 5/12/2026 are British, day first.

    One that stood there before with the same words (or at the same place, its words changed)
    keeps the day it was done. Raises Refused for a day that does not exist.
    """
    lines = [line for line in map(_line, typed.splitlines()) if line]
    if len(lines) > MOST:
        raise Refused(f"Enter at most {MOST} decisions.")
    return _with_done([_read(line) for line in lines], tuple(before))


def written(decisions: Iterable[DecisionGiven]) -> str:
    """The same the other way round: what stands in the box when decisions are changed."""
    return "\n".join(map(_written, decisions))


def _written(each: DecisionGiven) -> str:
    if each.by_on is None:
        return each.text
    joint = " By" if each.text.endswith(".") else ", by"
    return f"{each.text}{joint} {each.by_on:%d/%m/%Y}"


def _line(typed: str) -> str:
    text = " ".join(_MARK.sub("", typed).split())
    if len(text) > LONGEST:
        raise Refused(f"A decision has at most {LONGEST:,} characters: “{text[:40]}…”")
    return text


def _read(line: str) -> DecisionGiven:
    found = _BY.search(line)
    if not found or not line[: found.start()].strip():
        return DecisionGiven(line)
    day, month, year = map(int, found.groups())
    try:
        by_on = dt.date(year, month, day)
    except ValueError as error:
        raise Refused(
            f"There is no day {day}/{month}/{year} (day/month/year) in: “{line}”"
        ) from error
    return DecisionGiven(line[: found.start()].strip(), by_on)


def _with_done(
    lines: Sequence[DecisionGiven], before: tuple[DecisionGiven, ...]
) -> tuple[DecisionGiven, ...]:
    by_words = {each.text: each.done_on for each in before}
    same_place = len(lines) == len(before)
    return tuple(
        DecisionGiven(
            line.text,
            line.by_on,
            by_words.get(line.text, before[place].done_on if same_place else None),
        )
        for place, line in enumerate(lines)
    )
