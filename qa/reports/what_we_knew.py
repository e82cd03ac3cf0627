"""What we knew by a moment, as a Word document: each thing when it happened and when recorded."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from qa.domain.timeline import Event
from qa.domain.words import format_date, format_moment, format_time, joined, plural
from qa.reports import word
from qa.reports.audit_words import FICTIONAL
from qa.reports.word import Cell, Line, Strong

NOT_KEPT = "No moment was kept"
STILL = "Not recorded by then"
SOURCES = (
    "This document says what this program held at that moment: the children's lists that were "
    "loaded, reviews and conferences, audits, midway reviews, actions, who was told of a child at "
    "risk, and the history of who opened what.",
    "It is not the child's record. The council's case system is: case notes, visits, letters and "
    "decisions that stand only there are not in this document.",
    "Each thing stands with the day it happened and the moment it was recorded here. What had "
    "happened but was not recorded by then is left out. Where no moment of recording was kept, "
    "the day it happened decides, and the table says so.",
    "Reviews and conferences stand as they were recorded by then, later corrections undone. The "
    "texts of other records are those that stand now; what changed can be read under History.",
    "What the person who had it made may not read is not in it.",
)


def chronology(found: Any) -> bytes:
    """The whole document as .docx. `found` is a `WhatWeKnew`."""
    by = _moment(found.moment)
    title = f"What we knew by {by}"
    document = word.begin(
        title,
        author=found.made_by,
        at=found.made_at,
        foot=f"Made by {found.made_by} on {format_moment(found.made_at)}",
    )
    if found.is_fictional:
        word.say(document, FICTIONAL)
    _front(document, found)
    for known in found.children:
        _child(document, known, by)
    return word.save(document)


def _moment(moment: Any) -> str:
    """'22 November 2026, 14:05'."""
    return f"{format_date(moment)}, {format_time(moment)}"


def _front(document: Any, found: Any) -> None:
    numbers = [f"child {known.case_number}" for known in found.children]
    word.say(document, ["About ", Strong(joined(numbers)), "."])
    word.say(document, f"Made by {found.made_by} on {format_moment(found.made_at)}.")
    word.heading(document, "What this is, and what it is not", 2)
    word.bullets(document, SOURCES)


def _child(document: Any, known: Any, by: str) -> None:
    word.heading(document, f"Child {known.case_number}", 2)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    word.say(document, f"Age today: {known.age}. {_statuses_then(known)}")
    for part in PARTS:
        part(document, known, by)


def _statuses_then(known: Any) -> str:
    now = [row.words.lower() for row in known.statuses if row.to_on is None]
    return f"By then: {joined(now)}." if now else "By then no status was recorded as running."


def _gaps(document: Any, known: Any, _by: str) -> None:
    word.heading(document, "What was not done, or is not known", 3)
    if not known.gaps:
        word.say(document, "No gap is known between what was recorded and the time limits.")
    word.bullets(document, known.gaps)


def _who_held(document: Any, known: Any, by: str) -> None:
    word.heading(document, "Who held the case", 3)
    rows = [(row.words, row.name, *_days(row, by)) for row in known.holders]
    _table(document, "Who held the case", ("Part", "Who", "From", "To"), rows, (3, 4, 3, 3),
           "Nobody is recorded.")  # fmt: skip


def _statuses(document: Any, known: Any, by: str) -> None:
    word.heading(document, "Statuses", 3)
    rows = [(row.words, *_days(row, by)) for row in known.statuses]
    _table(document, "Statuses", ("Status", "From", "To"), rows, (4, 3, 3),
           "No status is recorded.")  # fmt: skip


def _days(row: Any, by: str) -> tuple[str, str]:
    start = format_date(row.from_on) if row.from_on else "Not known"
    return start, format_date(row.to_on) if row.to_on else f"Ran by {by}"


def _told(document: Any, known: Any, _by: str) -> None:
    word.heading(document, "Who was told, and when", 3)
    told = [event for event in known.events if event.told and event.kind != "action"]
    rows = [(_when(e), e.told, e.title, _recorded(e)) for e in told]
    _table(document, "Who was told", ("When", "Who", "Of what", "Recorded"), rows, (3, 3, 5, 3),
           "Nobody is recorded as told of anything.")  # fmt: skip


def _challenges(document: Any, known: Any, by: str) -> None:
    word.heading(document, "Each challenge and its reply", 3)
    rows = [
        (_when(first), _said(first), [_end(last, by), last.text if last else ""])
        for first, last in _pairs(known.events, "follow_up")
    ]
    _table(document, "Each challenge and its reply", ("Raised", "What", "Reply, and when"), rows,
           (3, 6, 6), "No challenge is recorded.")  # fmt: skip


def _actions(document: Any, known: Any, by: str) -> None:
    word.heading(document, "Each action and its end", 3)
    rows = [
        (_when(first), [first.text or "Action"], first.told,
         [_end(last, by), last.text if last else ""])
        for first, last in _pairs(known.events, "action")
    ]  # fmt: skip
    _table(document, "Each action and its end", ("Opened", "What", "Owner", "End"), rows,
           (3, 5, 3, 4), "No action is recorded.")  # fmt: skip


def _pairs(events: Iterable[Event], kind: str) -> list[tuple[Event, Event | None]]:
    """How each thing of a kind began, and the last that is known of it."""
    things: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind == kind:
            things[event.thing].append(event)
    return [(found[0], found[-1] if len(found) > 1 else None) for found in things.values()]


def _end(last: Event | None, by: str) -> Line:
    return f"{last.title}, {_when(last)}" if last else f"{STILL} ({by})"


def _chronology(document: Any, known: Any, _by: str) -> None:
    word.heading(document, "What happened, and when it was recorded", 3)
    rows = [(_when(e), _recorded(e), _said(e), _people(e)) for e in known.events]
    header = ("Happened", "Recorded", "What", "Who")
    _table(document, "What happened, and when it was recorded", header, rows, (3, 3, 7, 4),
           "Nothing was recorded by then.")  # fmt: skip


def _when(event: Event) -> str:
    return format_moment(event.at) if event.at else format_date(event.on)


def _recorded(event: Event) -> str:
    return format_moment(event.recorded_at) if event.recorded_at else NOT_KEPT


def _said(event: Event) -> Cell:
    about = f"About: {event.about}" if event.about else ""
    return [[Strong(f"{event.title}.")], about, event.text]


def _people(event: Event) -> Cell:
    part = "Owner" if event.kind == "action" else "Told"
    told = f"{part}: {event.told}" if event.told else ""
    return [event.who or ("" if told else "Not recorded"), told]


def _openings(document: Any, known: Any, _by: str) -> None:
    word.heading(document, "Who opened the record", 3)
    by_person = defaultdict(list)
    for each in known.openings:
        by_person[each.who].append(each)
    rows = [(who, plural(len(found), "time"), _times(found)) for who, found in by_person.items()]
    header = ("Who", "How often", "When and what")
    _table(document, "Who opened the record", header, rows, (3, 2, 9), "Nobody opened it by then.")
    word.say(
        document,
        "Several openings of one record by one person within half an hour are counted as one.",
    )


def _times(found: Sequence[Any]) -> list[Line]:
    """One line for each day: the times and what was opened."""
    days = defaultdict(list)
    for each in found:
        days[format_date(each.at)].append(f"{format_time(each.at)} {each.what}")
    return [f"{day}: {', '.join(said)}" for day, said in days.items()]


def _table(
    document: Any,
    about: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    nothing: str,
) -> None:
    if rows:
        word.table(document, about, header, rows, shares)
    else:
        word.say(document, nothing)


PARTS: tuple[Callable[[Any, Any, str], None], ...] = (
    _gaps, _who_held, _statuses, _told, _challenges, _actions, _chronology, _openings,
)  # fmt: skip
