"""Due dates as a calendar file for Outlook and others (RFC 5545).

Each due date is an all-day event with an identity of its own, so that loading a later file again
moves the event and does not add a second one. Nothing but the case number says which child it is.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PRODUCT = "-//Quality assurance//Due dates//EN"
OCTETS = 75
EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNSEEN = {**{code: None for code in (*range(32), 127) if code != 10}, 9: " "}


@dataclass(frozen=True)
class Event:
    """One due date: `uid` is the same for the same duty in every file; `address` may be ''."""

    uid: str
    on: dt.date
    summary: str
    description: str
    category: str
    address: str = ""


def calendar_file(events: Iterable[Event], name: str, made_at: dt.datetime) -> bytes:
    """The file, its lines folded at 75 octets and ended by CR LF (RFC 5545, 3.1).

    `made_at` (aware) is its stamp, and in minutes its SEQUENCE, so that of two files the later
    one counts.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(event: Event, made_at: dt.datetime) -> list[str]:
    stamp = f"{made_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{max(0, (made_at - EPOCH) // dt.timedelta(minutes=1))}",
        f"DTSTART;VALUE=DATE:{_day(event.on)}",
        f"DTEND;VALUE=DATE:{_day(event.on + dt.timedelta(days=1))}",
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.description)}",
        f"CATEGORIES:{_text(event.category)}",
        "CLASS:PRIVATE",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
    ]
    if event.address:
        lines.append(f"URL:{_address(event.address)}")
    return [*lines, "END:VEVENT"]


def _day(on: dt.date) -> str:
    return f"{on.year:04d}{on:%m%d}"


def _text(value: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): line ends as \\n, control characters left out."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    return plain.translate(_ESCAPED)


def _address(value: str) -> str:
    """A URI stands as it is, on one line."""
    return "".join(value.split())


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, no letter cut in two; all but the first begin with
    a space, which counts."""
    part, used = "", 0
    for letter in line:
        size = len(letter.encode())
        if used + size > OCTETS:
            yield part
            part, used = " ", 1
        part, used = part + letter, used + size
    yield part
