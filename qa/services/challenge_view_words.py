"""Words of a challenge's view: its clocks, pauses, stages and what was done."""

import datetime as dt
from typing import Any

from db.models import Challenge
from qa.domain.challenge_events import Event
from qa.domain.challenge_words import OUTCOMES, WITHDRAWN
from qa.domain.challenges import State
from qa.domain.ladders import INFORMAL, Ladder
from qa.domain.urgency import lateness_words
from qa.domain.words import format_date, plural
from qa.domain.working_days import add_working_days
from qa.services.challenge_store import Standing

DONE = {
    "raise": "Raised",
    "share": "Shared",
    "answer": "Answered",
    "satisfied": "Satisfied with the answer",
    "partly": "Partly satisfied with the answer",
    "not_satisfied": "Not satisfied with the answer",
    "escalate": "Taken to the next stage",
    "bypass": "Taken to a later stage",
    "pause": "Clock paused",
    "resume": "Clock runs again",
    "refer": "Referred to Cafcass",
    "refer_outcome": "Cafcass decided",
    "hand_over": "Somebody else is asked",
    "resolve": "Closed",
    "withdraw": "Withdrawn",
    "reopen": "Opened again",
}


def outcome_words(outcome: str | None) -> str:
    """How it ended, in words; '' while it runs."""
    return WITHDRAWN if outcome == "withdrawn" else OUTCOMES.get(outcome or "", "")


def asked(row: Any, names: dict[int, str]) -> str:
    """Who is asked, of a challenge or a stage: 'Ann Deputy (Team manager)'."""
    name = names.get(row.responder_id or 0) or row.responder_name or ""
    role = row.responder_role or ""
    return f"{name} ({role})" if name and role else name or role


def due_words(challenge: Challenge, due: dt.date | None, today: dt.date, at: Standing) -> str:
    """\'Answer due 12 November 2026, due in 5 working days\'; \'\' where none is waited for."""
    if challenge.status == "paused":
        return f"The clock stands still since {format_date(challenge.paused_on or today)}"
    if challenge.status != "open":
        return ""
    if due is None:
        return "No limit at this stage"
    late = lateness_words(due, today, at.calendar)
    return f"Answer due {format_date(due)}, {late}"


def issue_words(challenge: Challenge, today: dt.date, at: Standing) -> str:
    """By when it is, or was, to be raised; \'\' where its ladder sets no such limit."""
    found_on, days = challenge.found_on, at.ladder.issue
    if days is None or found_on is None or challenge.kind == "good_practice":
        return ""
    due = add_working_days(at.calendar, found_on, days)
    within = f"{plural(days, 'working day')} from {format_date(found_on)}, when it was found"
    if challenge.raised_on is None:
        late = lateness_words(due, today, at.calendar)
        return f"To be raised by {format_date(due)}, {late}: {within}"
    in_time = challenge.raised_on <= due
    return (
        f"{'Raised in time' if in_time else 'Raised late'}: it was due {format_date(due)}, {within}"
    )


def paused_words(state: State, may_read: bool) -> str:
    """'Paused for 3 working days: 4 to 9 November 2026 (reason)', each pause; '' for none."""
    said = []
    for pause in state.pauses:
        until = f"to {format_date(pause.to_on)}" if pause.to_on else "and still is"
        days = f" ({plural(pause.days, 'working day')})" if pause.to_on else ""
        why = f": {pause.reason.rstrip(' .')}" if may_read else ""
        said.append(f"Paused from {format_date(pause.from_on)} {until}{days}{why}")
    return ". ".join(said)


def what(event: Event, ladder: Ladder) -> str:
    """What was done, for the timeline."""
    done = DONE[event.name]
    if event.name == "raise":
        kind = "informal" if event.stage == INFORMAL else "formal"
        return f"{done} as {ladder.word(kind)[0].lower()}{ladder.word(kind)[1:]}"
    if event.name == "resolve":
        return f"{done}: {outcome_words(event.outcome)}"
    return done
