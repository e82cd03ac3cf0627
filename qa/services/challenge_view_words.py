"""Words of a challenge's view: its clocks, pauses, stages and what was done."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from db.models import Challenge
from qa.domain.challenge_events import Event
from qa.domain.challenge_words import OUTCOMES, WITHDRAWN
from qa.domain.challenges import OPEN, PAUSED, StageClock, State
from qa.domain.ladders import INFORMAL, Ladder
from qa.domain.urgency import lateness_words
from qa.domain.words import ended, format_date, in_sentence, joined, plural
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
    "correct_themes": "Themes corrected",
}


def title(challenge: Challenge, kind_words: str) -> str:
    """'Challenge 250: informal challenge', and 'Good-practice alert 251'."""
    if challenge.kind == "good_practice":
        return f"{kind_words} {challenge.id}"
    return f"Challenge {challenge.id}: {in_sentence(kind_words)}"


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
        still = f"The clock stands still since {format_date(challenge.paused_on or today)}"
        if due is None or at.state.clock.answered_on is not None:
            return still
        would = "would have been" if due < today else "would be"
        return f"{still}. The answer {would} due {format_date(due)} if it ran again today"
    if challenge.status != "open":
        return ""
    if due is None:
        return "No limit at this stage"
    late = lateness_words(due, today, at.calendar).removeprefix("due ")
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
    """'Paused from 4 November 2026 to 9 November 2026 (3 working days): reason.', each pause in a
    sentence; '' for none."""
    said = []
    for pause in state.pauses:
        until = f"to {format_date(pause.to_on)}" if pause.to_on else "and still is"
        days = f" ({plural(pause.days, 'working day')})" if pause.to_on else ""
        why = f": {pause.reason}" if may_read else ""
        said.append(ended(f"Paused from {format_date(pause.from_on)} {until}{days}{why}"))
    return " ".join(said)


def cafcass_words(state: State) -> str:
    """'With Cafcass since 13 November 2026'; '' where no referral is running."""
    running = [each for each in state.referrals if each.outcome_on is None]
    return f"With Cafcass since {format_date(running[-1].on)}" if running else ""


def left_open(at: Standing) -> tuple[str, ...]:
    """What is still waited for when it is closed now, a sentence each."""
    said, clock = [], at.state.clock
    if clock is not None and at.state.status in (OPEN, PAUSED):
        name = at.ladder.stage(clock.stage).name
        said.append(f"No answer has come at {name}. Once it is closed, none is asked for any more.")
    if cafcass := cafcass_words(at.state):
        what = "what Cafcass decided is not recorded yet. It can be recorded later too"
        said.append(f"{cafcass}: {what}.")
    return tuple(said)


def answered_at(at: Standing) -> str:
    """The stage of the latest answer; '' where none came."""
    given = [clock.stage for clock in at.state.stages if clock.answered_on is not None]
    return at.ladder.stage(given[-1]).name if given else ""


ENDS = ("escalate", "bypass", "resolve", "withdraw")
"""Each stage that is over was ended by one of these."""


def stage_ends(events: Sequence[Event]) -> list[Event]:
    """What ended each stage that is over, in the order of the stages."""
    return [event for event in events if event.name in ENDS]


def stage_due_words(clock: StageClock, end: Event | None, state: State) -> str:
    """When the answer of a stage is due; while the clock stands still no day is."""
    if end is None and state.running_pause is not None:
        return "The clock stands still"
    return format_date(clock.due_on) if clock.due_on else "No limit"


def answered_words(clock: StageClock, end: Event | None, ladder: Ladder) -> str:
    """The answer of a stage: its day and whether in time, or why there is none; of one that ended
    early, when and to which stage it went."""
    if clock.answered_on is not None:
        late = {True: ", in time", False: ", late", None: ""}[clock.in_time]
        return f"{format_date(clock.answered_on)}{late}"
    if end is None:
        return "Not answered yet"
    day = format_date(end.on)
    ran_out = clock.due_on is not None and end.on > clock.due_on
    if end.name == "bypass" and end.stage is not None and not ran_out:
        return f"No answer. Ended on {day}, when it went to {ladder.stage(end.stage).name}"
    if end.name in ("resolve", "withdraw"):
        return f"No answer before it was {DONE[end.name].lower()} on {day}"
    return f"No answer by {format_date(clock.due_on) if clock.due_on else day}"


def said(event: Event, numbers: Mapping[int, str]) -> str:
    """What was written for an event; of corrected themes, what they were and are; of a closing,
    what came of it for each child (`numbers`: case numbers by id) and what changed, which stays
    there when it is opened again."""
    if event.children:
        each = [
            f"{numbers.get(child.child_id, 'A child')}: {outcome_words(child.outcome)}. "
            f"{child.changed}"
            for child in event.children
        ]
        return "\n".join([*each, event.text]).strip()
    if not event.themes:
        return event.text
    had = joined(event.themes_before) or "none"
    return f"From {had} to {joined(event.themes)}.\n{event.text}".strip()


BEGINS = ("raise", "escalate", "bypass", "reopen")
"""Each stage was begun by one of these."""


def done_words(at: Standing) -> list[str]:
    """What was done by each event, for the timeline; a move names the stages it passed over."""
    stages, last, found = iter(at.state.stages), 0, []
    for event in at.events:
        passed: list[str] = []
        if event.name in BEGINS:
            stage = next(stages).stage
            if event.name == "bypass":
                passed = [each.name for each in at.ladder.above(last) if each.number < stage]
            last = stage
        found.append(_what(event, at.ladder, joined(passed)))
    return found


def _what(event: Event, ladder: Ladder, passed: str) -> str:
    done = DONE[event.name]
    if event.name == "raise":
        kind = "informal" if event.stage == INFORMAL else "formal"
        return f"{done} as {in_sentence(ladder.word(kind))}"
    if event.name == "resolve":
        return f"{done}: {outcome_words(event.outcome)}"
    if event.name == "bypass":
        return f"{done}, past {passed}" if passed else DONE["escalate"]
    return done


def given(event: Event) -> tuple[str, ...]:
    """Every text that was typed for an event."""
    results = [result.changed for result in event.children]
    found = (event.text, event.for_name, event.for_role, event.responder_name,
             event.responder_role, *results)  # fmt: skip
    return tuple(text for text in found if text)
