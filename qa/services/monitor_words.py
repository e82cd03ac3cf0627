"""What each chart of the monitor shows, in one sentence."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from qa.domain.words import format_month, joined, plural
from qa.stats import funnel as funnels
from qa.stats import pareto

Columns = Mapping[str, list[Any]]
ENOUGH = 100
"""Challenges from which on a rate for every hundred of them is told."""
MOST_NAMED = 3


def volume(raised: int, shared: int) -> str:
    """Raised and shared, and from a hundred on the rate of one to the other."""
    said = f"{plural(raised, 'challenge')} raised, {plural(shared, 'good-practice alert')} shared"
    rate = shared / raised * 100 if raised >= ENOUGH else 0
    ratio = f": {rate:.0f} alerts for every 100 challenges" if rate else ""
    return f"{said}{ratio}."


def in_time(found: Columns) -> str:
    """Resolved within the limit of all stages together."""
    n, total = sum(found["n"]), sum(found["total"])
    if not total:
        return "No formal challenge was resolved in this period."
    were = "was" if n == 1 else "were"
    return (
        f"{n:,} of {plural(total, 'formal challenge')} ({n / total:.0%}) {were} resolved within "
        "the limit of all stages together, 20 working days from the formal start or fewer, "
        "days of a pause left out. Resolved is every way of closing but a withdrawal."
    )


def answers(found: Columns) -> str:
    """Answers that came by their day."""
    n, total = sum(found["n"]), sum(found["total"])
    if not total:
        return "No answer was due in this period."
    return f"{n:,} of {plural(total, 'answer')} ({n / total:.0%}) came by the day they were due."


def not_over(month: str) -> str:
    """Why the current month is shown and not judged."""
    said = format_month(dt.date.fromisoformat(f"{month}-01"))
    return f"{said} is not over, so it is shown and not judged."


def themes(found: Columns) -> str:
    """How few themes make up most of what was named, and what good practice was about."""
    named = pareto.most(found)
    said = "No challenge was raised in this period."
    if named:
        make = "theme of challenges makes" if len(named) == 1 else "themes of challenges make"
        said = f"{len(named)} {make} up four fifths of all that was named."
    rows = zip(found["theme"], found["kind"], found["n"], strict=True)
    shared = {theme: n for theme, kind, n in rows if kind == pareto.GOOD_PRACTICE and n}
    if not shared:
        return said
    most = max(shared.values())
    about = joined([theme for theme, n in shared.items() if n == most][:MOST_NAMED])
    return f"{said} Good practice was most often about: {about} ({most:,})."


def funnel(teams: Sequence[Any], placed: Any) -> str:
    """Which teams differ by more than chance; nothing where there is nothing to compare."""
    if placed is None:
        return "No team has children today."
    if not any(team.raised for team in teams):
        return "No challenge was raised in this period, so there is nothing to compare."
    return funnels.sentence([team.team for team in teams if team.children], placed)


def beside(found: Mapping[str, Columns], *, is_of_today: bool = False) -> str:
    """The good practice that stands beside the challenges of every chart, in one sentence; beside
    what `is_of_today` its period is that of the other charts."""
    volume = found["challenge_volume"]
    pairs = zip(volume["kind"], volume["n"], strict=True)
    shared = sum(n for kind, n in pairs if kind == pareto.GOOD_PRACTICE)
    when = "In the period of the charts" if is_of_today else "In the same period"
    return f"{when}: {plural(shared, 'good-practice alert')}."
