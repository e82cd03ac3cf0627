"""A challenge for one reader, as values: its page, print view and document are made of these."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from qa.domain.challenge_clocks import CapClock
from qa.domain.challenge_words import JUDGEMENTS as JUDGED
from qa.domain.challenges import DRAFT, RUNNING
from qa.domain.ladders import Ladder, Stage
from qa.domain.permissions import Decision


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `said` is '' for whoever may read only the dates."""

    number: int
    on: dt.date
    at: dt.datetime
    name: str
    what: str
    who: str
    on_behalf: str
    stage: str
    said: str
    own: tuple[str, ...] = ()
    """Every text of it that this reader gave."""


@dataclass(frozen=True)
class ChildRow:
    """A child of the challenge, and what came of it for them."""

    child_id: int
    case_number: str
    team: str
    outcome: str
    changed: str
    may_open: bool
    """Whether this reader may open the child's page."""


@dataclass(frozen=True)
class StageRow:
    """A stage as it was climbed, in words and dates."""

    name: str
    asked: str
    started_on: dt.date
    due: str
    """The day its answer is, or was, due, or in words why there is none."""
    answered: str
    """The answer's day and whether it was in time, or in words why there is none."""
    paused_days: int
    judged: str


@dataclass(frozen=True)
class ChallengeView:
    """A challenge for one reader. `said` holds its texts (keys of FIELDS), empty for whoever may
    read only the dates; `why_not_read` then says why."""

    id: int
    version: int
    kind: str
    kind_words: str
    title: str
    subject: str
    status: str
    status_words: str
    source: str
    partner: str
    raised_by: str
    held_by: str
    raised_on: dt.date | None
    team: str
    children: tuple[ChildRow, ...]
    themes: tuple[str, ...]
    theme_codes: tuple[str, ...]
    said: dict[str, Any]
    why_not_read: str
    missing: dict[str, str]
    ladder: Ladder
    stage: str
    asked: str
    due_on: dt.date | None
    due_words: str
    issue_words: str
    """By when it is, or was, to be raised; '' where the ladder sets no such limit."""
    cap: CapClock | None
    paused_since: dt.date | None
    paused_days: int
    paused_words: str
    prompt: str
    stages: tuple[StageRow, ...]
    next_stages: tuple[Stage, ...]
    referrals: tuple[Any, ...]
    timeline: tuple[Entry, ...]
    closed_on: dt.date | None
    outcome: str
    moves: tuple[str, ...]
    decisions: dict[str, Decision]
    check_id: int | None
    review_id: int | None
    actions: tuple[Any, ...]
    filed_on: dt.date | None
    cafcass_words: str
    """'With Cafcass since 13 November 2026'; '' where no referral is running."""
    left_open: tuple[str, ...]
    """What is still waited for when it is closed now, for whoever may close it."""
    answered_at: str
    """The stage of the latest answer."""
    asked_email: str
    """Where whoever is asked can be written to, while an answer is waited for; '' if unknown."""

    @property
    def latest_answer(self) -> tuple[Entry, ...]:
        """While it runs: the latest answer, and what the raiser said of it."""
        entries: tuple[Entry, ...] = ()
        for each in self.timeline if self.status in RUNNING else ():
            if each.name == "answer":
                entries = (each,)
            elif each.name in JUDGED and entries:
                entries = (*entries, each)
        return entries

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.status == DRAFT
