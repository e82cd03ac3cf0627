"""The state of a challenge: what follows from its events, as values."""

import datetime as dt
from dataclasses import dataclass

from qa.domain.challenge_events import ChildResult
from qa.domain.ladders import INFORMAL

KIND = "challenge"
DRAFT, OPEN, PAUSED, ANSWERED = "draft", "open", "paused", "answered"
SATISFIED, DISSATISFIED = "satisfied", "dissatisfied"
RESOLVED, WITHDRAWN, SHARED = "resolved", "withdrawn", "shared"
RUNNING = (OPEN, PAUSED, ANSWERED, SATISFIED, DISSATISFIED)
"""Raised, and neither resolved nor withdrawn."""
CLOSED = (RESOLVED, WITHDRAWN)


@dataclass(frozen=True)
class StageClock:
    """One stage as it was climbed. `limit`: working days it was given, None: until the cap is
    over, or for ever. `due_on` leaves out the paused days known by then."""

    stage: int
    started_on: dt.date
    limit: int | None
    due_on: dt.date | None
    answered_on: dt.date | None = None
    ended_on: dt.date | None = None
    judged: str = ""
    paused_days: int = 0
    responder_id: int | None = None
    responder_name: str = ""
    responder_role: str = ""

    @property
    def in_time(self) -> bool | None:
        """Whether it was answered by its day; None where nothing was due or nothing answered."""
        if self.due_on is None or self.answered_on is None:
            return None
        return self.answered_on <= self.due_on


@dataclass(frozen=True)
class Pause:
    """The clock stood still: working days after `from_on`, up to and including `to_on`."""

    stage: int
    from_on: dt.date
    reason: str
    to_on: dt.date | None = None
    days: int = 0


@dataclass(frozen=True)
class Referral:
    """A referral to Cafcass, and what came of it."""

    on: dt.date
    reason: str
    outcome_on: dt.date | None = None
    outcome: str = ""


@dataclass(frozen=True)
class State:
    """Everything that follows from the events so far."""

    status: str = DRAFT
    raised_on: dt.date | None = None
    formal_on: dt.date | None = None
    """The formal start: when the first formal stage began. The cap counts from here."""
    stages: tuple[StageClock, ...] = ()
    pauses: tuple[Pause, ...] = ()
    referrals: tuple[Referral, ...] = ()
    last_on: dt.date | None = None
    closed_on: dt.date | None = None
    outcome: str = ""
    results: tuple[ChildResult, ...] = ()
    reopened: int = 0
    closures: tuple[tuple[dt.date, dt.date], ...] = ()
    """The days between which it was closed before it was opened again."""

    @property
    def clock(self) -> StageClock | None:
        """The stage it stands at, or stood at when it was closed."""
        return self.stages[-1] if self.stages else None

    @property
    def stage(self) -> int | None:
        """The number of that stage."""
        return self.stages[-1].stage if self.stages else None

    @property
    def formal_paused_days(self) -> int:
        """Working days that the cap clock stood still."""
        return sum(pause.days for pause in self.pauses if pause.stage != INFORMAL)

    @property
    def running_pause(self) -> Pause | None:
        """The pause that has not ended."""
        return self.pauses[-1] if self.status == PAUSED else None
