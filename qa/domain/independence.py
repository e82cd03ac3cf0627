"""Who cannot be a home's independent person, and by which paragraph: SI 2015/541 regulation 43.

A sentence names the rule and never a child. Whatever comes from a child whose records are
restricted is said as a connection, like any other.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from qa.domain.homes import COUNCILS
from qa.domain.words import format_date

SCRUTINY = "scrutiny"
CHILDRENS_SERVICES = ("iro", "team_manager", "practice_manager", "head_of_service")
"""Whoever holds one of these roles is taken to work in the council's services for children."""


@dataclass(frozen=True)
class Bar:
    """One thing that bars a person: its words after the name, its paragraph, and whether working
    solely to scrutinise homes lifts it (regulation 43(4))."""

    words: str
    paragraph: str
    is_lifted_by_scrutiny: bool = False


BARS = {
    "reviews": Bar("reviews a child placed there", "(g)(iii)"),
    "plans": Bar("works on the care plan of a child placed there", "(c)"),
    "supervises": Bar("manages or supervises work on the care plan of a child placed there", "(c)"),
    "manages": Bar("manages the home", "(g)(i)"),
    "funds": Bar("commissions or funds what the home provides", "(d)"),
    "financial": Bar("has a financial interest in the home", "(e)"),
    "responsible_individual": Bar("is the home's responsible individual", "(f)"),
    "connection": Bar("has a connection that raises doubt about their impartiality", "(g)"),
    "employed_council": Bar("is employed by the council that runs the home", "(a)", True),
    "employed": Bar("is employed by the home's provider", "(b)", True),
    "council": Bar(
        "works in children's services of the council that runs the home, and is not appointed as "
        "employed solely to scrutinise it under regulation 43(4)", "(a)", True,
    ),
}  # fmt: skip
TIES = {
    "manages": "Manages the home",
    "funds": "Commissions or funds it",
    "employed": "Employed by the provider",
    "financial": "Financial interest",
    "responsible_individual": "Responsible individual",
    "connection": "Other connection that raises doubt",
}


def from_ties(kinds: Iterable[str], provider_kind: str) -> set[str]:
    """What bars a person with these kinds of tie, by the kind of provider."""
    of_council = provider_kind in COUNCILS
    return {f"{kind}_council" if kind == "employed" and of_council else kind for kind in kinds}


def from_roles(roles: Iterable[str], provider_kind: str) -> set[str]:
    """What bars a person who holds these roles: the council's own staff from its own homes."""
    is_staff = any(role in CHILDRENS_SERVICES for role in roles)
    return {"council"} if is_staff and provider_kind == "council" else set()


def sentence(person: str, home: str, bars: Iterable[str], basis_kind: str) -> str:
    """Why this person cannot visit this home, each rule with its paragraph; '' where they can."""
    found = set(bars)
    said = [
        f"{bar.words} (regulation 43(3){bar.paragraph})"
        for code, bar in BARS.items()
        if code in found and not (bar.is_lifted_by_scrutiny and basis_kind == SCRUTINY)
    ]
    if not said:
        return ""
    return f"{person} cannot be the independent person of {home}: {person} {'; '.join(said)}."


def run_out(person: str, home: str, until_on: dt.date) -> str:
    """Why somebody whose independence was confirmed until a day cannot visit after it."""
    return (
        f"{person}'s independence from {home} was confirmed until {format_date(until_on)} only. "
        "A practice manager or head of service confirms it again before the next visit "
        "(regulation 43(3))."
    )


def not_then(
    appointments: Iterable[tuple[dt.date, dt.date | None]], on: dt.date, today: dt.date
) -> str:
    """Why somebody appointed to the home, (first day, last day) each, was not on a day, and which
    days they may enter; '' where they were, or never are."""
    held = list(appointments)
    if any(first <= on and (last is None or last >= on) for first, last in held):
        return ""
    later = [first for first, _last in held if first > on]
    if later:
        first = min(later)
        verb = "were" if first <= today else "are"
        return (
            f"You {verb} appointed to this home from {format_date(first)}. Enter the day of a "
            "visit from then on."
        )
    ended = [last for _first, last in held if last is not None]
    if not ended:
        return ""
    return (
        f"You were appointed to this home until {format_date(max(ended))}. Enter the day of a "
        "visit up to then."
    )
