"""Who must act today on challenges, and why; what is about to breach."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import challenge_behind as queries
from db.queries import challenge_lists as lists
from qa.domain.actor import Actor
from qa.domain.challenge_words import in_short
from qa.domain.urgency import Group
from qa.domain.words import format_date, in_sentence, joined, plural
from qa.domain.working_days import add_working_days
from qa.services import clocks, mail
from qa.services.challenge_lists import Row, dressed
from qa.services.monitor import Monitor, may_see

CALLS, LISTED = 5, 50
RECORDED = "A practice manager or business support records the answer."
LONG_AGO = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Call:
    """A challenge that needs a call today: whom to call, and why in sentences. `is_own`: it waits
    for the reader, who has nobody to call. `email`: of whom to call; '' where none is known."""

    row: Row
    whom: str
    why: str
    is_own: bool = False
    email: str = ""

    @property
    def what(self) -> str:
        """'Call Tara Fictional, team manager', or what the reader has to do."""
        if self.is_own:
            return "Answer it yourself" if self.row.status == "open" else "Decide it yourself"
        return self.named

    @property
    def named(self) -> str:
        """The same for whoever reads it: 'Call Tara Fictional, team manager'."""
        return f"Call {self.whom}"


@dataclass(frozen=True)
class Today:
    """The first of the calls, and how many there are; what ends after today within 5 working days,
    and in the 5 after those: the first of them, and how many."""

    calls: tuple[Call, ...]
    waiting: int
    in_five: tuple[Call, ...]
    in_ten: tuple[Call, ...]
    five: int
    ten: int


def today(actor: Actor, team_id: int | None = None, *, own_first: bool = True) -> Today:
    """What the day asks for, the oldest day first. Raises Refused where no role includes it.

    `own_first`: what the reader alone can do stands before the calls; without it, the first few
    calls for anybody who reads them.
    """
    may_see(actor)
    teams = () if team_id is None else (team_id,)
    with reading() as session:
        calendar, now = clocks.working_calendar(session), actor.today
        five, ten = (add_working_days(calendar, now, days) for days in (5, 10))
        one = dt.timedelta(days=1)
        due = queries.ending(actor, teams, LONG_AGO, now, own_first=own_first)
        soon = queries.ending(actor, teams, now + one, five)
        later = queries.ending(actor, teams, five + one, ten)
        called = _calls(session, actor, due, LISTED if own_first else CALLS)
        listed = [_calls(session, actor, query, LISTED) for query in (soon, later)]
        counts = [lists.count_of(session, query) for query in (due, soon, later)]
    return Today(called, counts[0], listed[0], listed[1], counts[1], counts[2])


def headline(found: Monitor) -> str:
    """What is open in one sentence, by the four groups of urgency; then what ends soon."""
    if not found.open:
        return "No challenge is open."
    is_are = "is" if found.open == 1 else "are"
    frame = found.charts["challenge_open"]
    counts = Counter[str]()
    for group, n in zip(frame["urgency"], frame["n"], strict=True):
        counts[group] += n
    parts = [f"{counts[group]:,} {group.lower()}" for group in Group]
    if found.paused:
        parts.append(f"{found.paused:,} paused")
    return (
        f"{plural(found.open, 'challenge')} {is_are} open: {joined(parts)}. "
        f"Unless somebody acts, {found.in_five:,} will breach in the next 5 working days, "
        f"{found.in_ten:,} in the next 10."
    )


def _calls(session: Any, actor: Actor, query: Any, most: int) -> tuple[Call, ...]:
    found = lists.rows(session, query, most)
    shown = dressed(session, actor, found)
    return tuple(_call(raw, row, actor) for raw, row in zip(found, shown, strict=True))


def _call(raw: Any, row: Row, actor: Actor) -> Call:
    is_asked = row.status == "open"
    whom = _asked(raw, row) if is_asked else row.holder
    email = raw.responder_email if is_asked else raw.holder_email
    said = [f"{row.late_words[:1].upper()}{row.late_words[1:]}.", _why(row, actor.today)]
    said += [_raised(row), RECORDED if is_asked and _has_no_account(raw) else ""]
    said += [_cap(row, actor.today), _about(row.themes)]
    return Call(
        row, whom, " ".join(part for part in said if part), bool(raw.is_own),
        email if mail.is_address(email or "") else "",
    )  # fmt: skip


def _asked(raw: Any, row: Row) -> str:
    """Name and role of whoever is asked; the role alone says that there is no name."""
    if raw.responder:
        return row.asked
    role = row.asked or "whoever answers at this stage"
    said = role[:1].lower() + role[1:] if role[1:2].islower() else role
    return f"the {said} (no name is recorded)" if row.asked else said


def _raised(row: Row) -> str:
    held = f", held by {row.holder} now" if row.holder != row.raiser else ""
    return f"Raised by {row.raiser}{held}."


def _has_no_account(raw: Any) -> bool:
    """Asked by name only, or at a stage that no role of the service answers at."""
    return raw.responder_id is None and bool(raw.responder or not raw.stage_role)


def _why(row: Row, now: dt.date) -> str:
    if row.status != "open":
        status = f"{row.status_words[:1].lower()}{row.status_words[1:]}"
        return f"{row.stage}: {status}; {row.holder} decides what comes next."
    if row.due_on is None:
        return f"{row.stage}: no answer has come."
    verb = "no answer by" if row.due_on < now else "an answer is due by"
    return f"{row.stage}: {verb} {format_date(row.due_on)}."


def _cap(row: Row, now: dt.date) -> str:
    if row.cap_due_on is None:
        return ""
    verb = "was" if row.cap_due_on < now else "is"
    return f"The limit of all stages together {verb} {format_date(row.cap_due_on)}."


def _about(themes: Sequence[str]) -> str:
    return f"About: {in_short([in_sentence(words) for words in themes])}." if themes else ""
