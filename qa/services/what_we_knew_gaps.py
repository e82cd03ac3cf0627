"""Gaps in what was recorded of some children by a moment: meetings, midway reviews, visits, people.

Reviews and midway reviews are measured as `duties` measures what falls due, but with no more than
what was known by that moment.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qa.domain.children import NEEDS_IRO, PARTS, STATUSES
from qa.domain.duties import KINDS, MEETINGS, MIDWAYS
from qa.domain.duty_arrays import NEVER, Events, Periods
from qa.domain.duty_rows import KIND, KIND_NAMES, RULE_NAMES, Rows
from qa.domain.gaps import Missing, Stretch, sentence, uncovered
from qa.domain.timeline import Event, day_of
from qa.domain.timescales import RuleBook, limit_words
from qa.domain.words import format_date, plural
from qa.services import clocks, settings
from qa.services.duties import TOLERANCE, worked_out
from qa.services.duty_inputs import inputs

HELD_BY = ("iro", "social_worker")
MEASURED = [KIND[kind] for kind in (*MEETINGS, *MIDWAYS)]


@dataclass(frozen=True)
class Then:
    """The moment of the document, and the events that were known by it."""

    moment: dt.datetime
    events: tuple[Event, ...]

    @property
    def on(self) -> dt.date:
        """Its day in England."""
        return day_of(self.moment)


def of_children(
    session: Any, then: Then, ids: Iterable[int], statuses: Mapping[int, list[Any]],
    links: Mapping[int, list[Any]],
) -> dict[int, list[str]]:  # fmt: skip
    """The gaps of each child, in sentences; none where none is known."""
    children = sorted(set(ids))
    found: dict[int, list[str]] = defaultdict(list)
    for child_id, said in _not_met(session, then, children):
        found[child_id].append(said)
    for child_id in children:
        found[child_id] += _without(then, statuses[child_id], links[child_id])
        found[child_id] += _not_told(then, child_id)
        found[child_id] += _visits(then, statuses[child_id])
    return dict(found)


def _not_met(session: Any, then: Then, ids: list[int]) -> Iterator[tuple[int, str]]:
    book, calendar = clocks.rule_book(session), clocks.working_calendar(session)
    tolerances = settings.history(session, TOLERANCE)
    read = inputs(session, ids, then.on)
    known = replace(
        read,
        periods=_begun(read.periods, then.on),
        meetings=_of_events(read.meetings, [e for e in then.events if e.kind == "review"], then.on),
        midways=_of_events(read.midways, filter(_is_done_midway, then.events), then.on),
    )
    for rows in worked_out(known, book, calendar, tolerances):
        yield from _sentences(rows, then.on, book)


def _is_done_midway(event: Event) -> bool:
    return event.kind == "midway" and "submitted" in event.title


def _of_events(found: Events, known: Iterable[Event], on: dt.date) -> Events:
    """Meetings or midway reviews that were known by then."""
    ids = np.array([event.record_id for event in known if event.record_id], dtype=np.int64)
    keep = np.isin(found.id, ids) & (found.on <= np.datetime64(on, "D"))
    return Events(found.child[keep], found.series[keep], found.on[keep], found.id[keep])


def _begun(found: Periods, on: dt.date) -> Periods:
    day = np.datetime64(on, "D")
    keep = found.start <= day
    end = np.where(found.end > day, NEVER, found.end)
    columns = (found.child, found.series, found.start, end, found.earlier)
    return Periods(*(column[keep] for column in columns))


def _sentences(rows: Rows, on: dt.date, book: RuleBook) -> Iterator[tuple[int, str]]:
    day = np.datetime64(on, "D")
    over = np.where(np.isnat(rows.done), np.where(np.isnat(rows.ended), day, rows.ended), rows.done)
    late = np.isin(rows.kind, MEASURED) & (over > rows.on_time_until) & (over <= day)
    for n in np.flatnonzero(late):
        kind = KIND_NAMES[rows.kind[n]]
        rule = book.steps[rows.version[n]][2][RULE_NAMES[rows.rule[n]]]
        gap = Missing(
            _lower(KINDS[kind].words), rows.started[n].item(), over[n].item(),
            rows.on_time_until[n].item(),
            "" if kind in MIDWAYS else limit_words(rule),
            is_open=bool(np.isnat(rows.done[n]) and np.isnat(rows.ended[n])),
        )  # fmt: skip
        yield int(rows.child[n]), sentence(gap)


def _without(then: Then, statuses: list[Any], links: list[Any]) -> Iterator[str]:
    """Stretches of care or a plan without an IRO or a social worker."""
    needed = [Stretch(s.from_on, s.to_on) for s in statuses if s.status in NEEDS_IRO and s.from_on]
    for part in HELD_BY:
        held = [Stretch(row.from_on, row.to_on) for row in links if row.part == part]
        for first, last in dict.fromkeys(uncovered(needed, held, then.on)):
            days = f"from {format_date(first)} to {format_date(last)}"
            yield f"No {_lower(PARTS[part])} is recorded {days}."


def _lower(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _not_told(then: Then, child_id: int) -> Iterator[str]:
    """Meetings held whose outcome the child is not recorded as told."""
    own = [e for e in then.events if e.child_id == child_id]
    told = {None, *(e.record_id for e in own if e.kind == "told")}
    held = [e for e in own if e.kind == "review" and not e.title.endswith("not held")]
    quiet = [e.on for e in held if e.record_id not in told]
    if quiet:
        days = ", ".join(format_date(day) for day in sorted(quiet))
        count = plural(len(quiet), "review or conference", "reviews and conferences")
        yield f"The child is not recorded as told the outcome of {count}: {days}."


def _visits(then: Then, statuses: list[Any]) -> Iterator[str]:
    """The last visit that the children list gave, or that none is known."""
    for row in statuses:
        runs = row.to_on is None or row.to_on > then.on
        if row.status not in NEEDS_IRO or not row.from_on or not runs:
            continue
        words = _lower(STATUSES[row.status])
        last = row.facts.get("last_visit_on")
        if last and last <= then.on.isoformat():
            day = format_date(dt.date.fromisoformat(last))
            yield (
                f"The last visit known ({words}) is of {day}. The lists give the latest visit "
                "only, so visits before it cannot be shown here."
            )
        else:
            yield f"No visit is known ({words})."


def cut(rows: Iterable[Any], then: Then) -> list[Any]:
    """Dated rows as they stood: those that had begun, without an end that was still to come."""
    begun = [row for row in rows if row.from_on and row.from_on <= then.on]
    return [replace(r, to_on=None) if r.to_on and r.to_on > then.on else r for r in begun]
