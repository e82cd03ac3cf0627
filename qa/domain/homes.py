"""Children's homes: what is entered about one, and what cannot be kept."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from qa.domain.one_line import one_line
from qa.domain.refusals import Refused
from qa.domain.words import format_date

PROVIDERS = {
    "council": "This council",
    "other_council": "Another council",
    "private": "Private company",
    "voluntary": "Voluntary organisation",
}
COUNCILS = ("council", "other_council")
BASES = {
    "no_tie": "No tie to the home or its provider: regulation 43(3)",
    "scrutiny": "Employed solely to scrutinise how homes are run: regulation 43(4)",
}
MOST_CHILDREN = 99
_URN = re.compile(r"(?:SC)?([0-9]{6,7})")
URN_WANTED = (
    "Ofsted's number of a home (URN) is six or seven digits, for example 1234567 or SC123456."
)


@dataclass(frozen=True)
class HomeGiven:
    """A home as it is entered. `is_same_manager`: another spelling of the manager's name, not
    another person."""

    name: str
    urn: str
    provider: str = ""
    provider_kind: str = "council"
    registered_manager: str = ""
    responsible_individual: str = ""
    capacity: int | None = None
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    is_visited: bool = True
    host_authority: str = ""
    is_same_manager: bool = False


def urn_in(text: str | None) -> str | None:
    """The digits of Ofsted's number, typed with or without 'SC' and spaces; None if it is none.

    Leading noughts are part of the number.
    """
    found = _URN.fullmatch("".join((text or "").split()).upper())
    return found[1] if found else None


def checked(given: HomeGiven) -> HomeGiven:
    """The same made fit to keep. Raises Refused in words for whatever cannot be."""
    urn, name = urn_in(given.urn), one_line(given.name)
    if not name:
        raise Refused("Enter the name of the home.")
    if urn is None:
        raise Refused(URN_WANTED)
    if given.provider_kind not in PROVIDERS:
        raise Refused("Say what kind of provider runs the home.")
    if given.capacity is not None and not 1 <= given.capacity <= MOST_CHILDREN:
        raise Refused(f"A home has places for between 1 and {MOST_CHILDREN} children.")
    if given.opened_on and given.closed_on and given.closed_on < given.opened_on:
        raise Refused("A home cannot close before it opens.")
    return replace(
        given,
        name=name,
        urn=urn,
        provider=one_line(given.provider),
        registered_manager=one_line(given.registered_manager),
        responsible_individual=one_line(given.responsible_individual),
        host_authority=one_line(given.host_authority),
    )


def must_be_in_its_life(
    what: str, on: dt.date, opened_on: dt.date | None, closed_on: dt.date | None
) -> None:
    """Refuse a day before the home opened or after it closed; `what` begins the sentence."""
    if opened_on and on < opened_on:
        raise Refused(f"{what} is before the home opened on {format_date(opened_on)}.")
    if closed_on and on > closed_on:
        raise Refused(f"{what} is after the home closed on {format_date(closed_on)}.")
