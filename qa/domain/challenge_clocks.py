"""The clocks of a challenge on a day: the stage's, the cap's with and without paused days."""

import datetime as dt
from dataclasses import dataclass

from qa.domain.challenges import OPEN, PAUSED, RUNNING, State
from qa.domain.ladders import INFORMAL, Ladder
from qa.domain.urgency import lateness_words
from qa.domain.words import format_date, working_days_words
from qa.domain.working_days import Calendar, add_working_days, working_days_between

LAST_STAGE = (
    "There is no stage above. Seek independent legal advice, refer to Cafcass where the child is "
    "looked after, or close it with what came of it."
)


@dataclass(frozen=True)
class CapClock:
    """The cap, counted in working days from the formal start. `due_on` and `used` leave paused
    days out; `due_on_with_pauses` and `used_with_pauses` count them. Days on which it was closed
    count in all of them once it was opened again, and are said; `late`: in words, '' until then."""

    started_on: dt.date
    limit: int
    due_on: dt.date
    used: int
    due_on_with_pauses: dt.date
    used_with_pauses: int
    paused_days: int
    closed_days: int = 0
    late: str = ""
    is_closed: bool = False
    is_paused: bool = False

    @property
    def left(self) -> int:
        """Working days left; negative once the cap is over."""
        return self.limit - self.used

    @property
    def words(self) -> str:
        """'12 of 20 working days used, ends 3 December 2026 (with 2 paused days counted: …)'."""
        if self.is_paused:
            return self._standing_still
        ends = "the last day was" if self.is_closed else "ends"
        end = f"{ends} {format_date(self.due_on)}"
        if self.late:
            end = f"ended {format_date(self.due_on)}, {self.late}"
        said = f"{self.used} of {self.limit} working days used, {end}{self._closed}"
        if not self.paused_days:
            return said
        counted = working_days_words(self.used_with_pauses)
        return (
            f"{said}. Paused for {working_days_words(self.paused_days)}; with those counted "
            f"{counted} used, {ends} {format_date(self.due_on_with_pauses)}"
        )

    @property
    def _standing_still(self) -> str:
        """While it stands still no day is the last one: what it would be, with and without."""
        ends = "would end on" if self.left >= 0 else "would have ended on"
        counted = working_days_words(self.used_with_pauses)
        return (
            f"{self.used} of {self.limit} working days used. The clock stands still: it {ends} "
            f"{format_date(self.due_on)} if it ran again today{self._closed}. Paused for "
            f"{working_days_words(self.paused_days)} so far; with those counted {counted} used, "
            f"and the last day is {format_date(self.due_on_with_pauses)}"
        )

    @property
    def _closed(self) -> str:
        if not self.closed_days:
            return ""
        return (
            f". {working_days_words(self.closed_days)} of these it was closed; they count, as "
            "it was opened again and the whole counts from its formal start"
        )


def cap_clock(state: State, ladder: Ladder, calendar: Calendar, on: dt.date) -> CapClock | None:
    """The cap clock as on a day (a closed challenge: the day it was closed); None where none
    runs."""
    if state.formal_on is None or ladder.cap is None:
        return None
    until = max(state.formal_on, min(on, state.closed_on or on))
    paused = paused_days(state, calendar, until, formal_only=True)
    counted = working_days_between(calendar, state.formal_on, until)
    due = add_working_days(calendar, state.formal_on, ladder.cap + paused)
    return CapClock(
        started_on=state.formal_on,
        limit=ladder.cap,
        due_on=due,
        used=counted - paused,
        due_on_with_pauses=add_working_days(calendar, state.formal_on, ladder.cap),
        used_with_pauses=counted,
        paused_days=paused,
        closed_days=_closed_days(state, calendar, until),
        late=_late(state, due, calendar, on),
        is_closed=state.status not in RUNNING,
        is_paused=state.status == PAUSED,
    )


def _late(state: State, due: dt.date, calendar: Calendar, on: dt.date) -> str:
    """How late it is in words, as in lists; '' where it is not, stands still or is closed."""
    if state.status not in RUNNING or state.status == PAUSED or on <= due:
        return ""
    return lateness_words(due, on, calendar)


def _closed_days(state: State, calendar: Calendar, until: dt.date) -> int:
    """Working days since the formal start on which it was closed before it was opened again."""
    start = state.formal_on or until
    return sum(
        working_days_between(calendar, max(first, start), min(last, until))
        for first, last in state.closures
        if max(first, start) < min(last, until)
    )


def paused_days(state: State, calendar: Calendar, on: dt.date, *, formal_only: bool = False) -> int:
    """Working days the clock stood still up to a day, a running pause counted up to it."""
    pauses = [p for p in state.pauses if not (formal_only and p.stage == INFORMAL)]
    running = [p for p in pauses if p.to_on is None and p.from_on < on]
    closed = sum(p.days for p in pauses)
    return closed + sum(working_days_between(calendar, p.from_on, on) for p in running)


def due_on(state: State, calendar: Calendar, on: dt.date) -> dt.date | None:
    """The day the stage's answer is due, as on a day: a running pause moves it on."""
    clock, pause = state.clock, state.running_pause
    if clock is None or clock.due_on is None or pause is None or on <= pause.from_on:
        return clock.due_on if clock else None
    days = working_days_between(calendar, pause.from_on, on)
    return add_working_days(calendar, clock.due_on, days)


def prompt(state: State, on: dt.date, *, is_last: bool = False) -> str:
    """The sentence that asks the raiser to decide; '' where there is nothing to decide. `is_last`:
    the ladder has no stage above.

    Nothing goes to the next stage by itself: the raiser says so (IRO Handbook 6.2).
    """
    clock = state.clock
    if clock is None or state.status not in RUNNING or state.status == PAUSED:
        return ""
    what_next = LAST_STAGE if is_last else "Go to the next stage?"
    if state.status == OPEN:
        if clock.due_on is None or on <= clock.due_on:
            return ""
        return f"No answer by {format_date(clock.due_on)}. {what_next}"
    how_far = "only partly" if clock.judged == "partly" else "not"
    return {
        "answered": "Answered. Are you satisfied?",
        "satisfied": "You are satisfied. Record what changed for the child and close it.",
        "dissatisfied": f"You are {how_far} satisfied. {what_next}",
    }[state.status]
