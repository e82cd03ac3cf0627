"""Who must have the report of a visit to a children's home, and who has it not yet.

SI 2015/541 regulation 44(7): HMCI, the placing authorities, the registered provider and manager,
and the responsible individual where there is one; the host authority when it asks.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from qa.domain.words import plural

OFSTED, PLACING, HOST = "ofsted", "placing_authorities", "host_authority"
RECIPIENTS = {
    OFSTED: "Ofsted",
    PLACING: "Placing authority",
    "provider": "Registered provider",
    "manager": "Registered manager",
    "responsible_individual": "Responsible individual",
    HOST: "Host authority, on request",
}
"""By the codes of V5.2 of the form."""
REQUIRED = tuple(code for code in RECIPIENTS if code != HOST)
NONE = "none"
METHODS = {
    "email": "E-mail", "portal": "Portal", "post": "Post", "by_hand": "By hand",
    NONE: "There is none",
}  # fmt: skip
ALWAYS_THERE = {
    OFSTED: "Ofsted is sent every report: regulation 44(7).",
    "provider": "Every home has a registered provider: regulation 44(7).",
}
"""Recipients of whom nobody can say that there is none."""


@dataclass(frozen=True)
class Copy:
    """A copy that is to be sent: to whom, and to which authority where there are several."""

    recipient: str
    name: str = ""

    @property
    def words(self) -> str:
        """'Placing authority (Farshire)', 'Ofsted'."""
        kind = RECIPIENTS[self.recipient]
        return f"{kind} ({self.name})" if self.name and _same(self.name) != _same(kind) else kind


class Sending(Protocol):
    """An entry of the log."""

    recipient: str
    name: str | None


def wanted(authorities: Iterable[str]) -> list[Copy]:
    """Every copy that must go out, given the placing authorities of those who lived there."""
    placing = [Copy(PLACING, name) for name in sorted(set(authorities))] or [Copy(PLACING)]
    others = {code: [Copy(code)] for code in REQUIRED}
    return [copy for code in REQUIRED for copy in {**others, PLACING: placing}[code]]


def missing(authorities: Iterable[str], sent: Iterable[Sending]) -> list[Copy]:
    """The copies that must go out and are not in the log of the version."""
    logged = list(sent)
    return [copy for copy in wanted(authorities) if not any(is_for(copy, s) for s in logged)]


def is_for(copy: Copy, sending: Sending) -> bool:
    """Whether an entry of the log is this copy; authorities are compared by name."""
    if sending.recipient != copy.recipient:
        return False
    return not copy.name or _same(copy.name) == _same(sending.name or "")


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def days_words(visited_on: dt.date, due_on: dt.date, issued_on: dt.date | None) -> str:
    """How long from the visit to the issue of its report, against the local limit; '' before."""
    if issued_on is None:
        return ""
    taken, limit = (issued_on - visited_on).days, (due_on - visited_on).days
    said = "on the day of the visit" if not taken else f"{plural(taken, 'day')} after the visit"
    late = f", {plural(taken - limit, 'day')} late" if taken > limit else ""
    return f"Issued {said}{late}; the limit is {plural(limit, 'day')}."
