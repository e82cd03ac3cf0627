"""Everything that happened to a child in one line of time, within the reader's scope."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import child_page
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound
from qa.domain.timeline import KINDS, Event, order
from qa.services import timeline_case as case
from qa.services import timeline_checks as checks
from qa.services import timeline_meetings as meetings
from qa.services import timeline_work as work
from qa.services.timeline_source import Source, source

PAGE = 25
PARTS: tuple[Callable[[Source], Iterator[Event]], ...] = (
    case.statuses, case.episodes, case.people, meetings.reviews, case.panels, case.told, case.holds,
    checks.checks, work.actions, work.risks, work.follow_ups,
)  # fmt: skip
"""What gives the events; a new kind of record is one more."""


@dataclass(frozen=True)
class Timeline:
    """One page of events, the latest first; how many of each kind, how many of those wanted."""

    events: tuple[Event, ...]
    counts: Mapping[str, int]
    total: int
    offset: int


def of_child(actor: Actor, child_id: int, kinds: Iterable[str] = (), offset: int = 0) -> Timeline:
    """One page of a child's timeline; of these kinds only, where some are given.

    Raises NotFound outside the reader's scope. The caller records the opening.
    """
    with reading() as session:
        if child_page.one(session, actor, child_id) is None:
            raise NotFound("child")
        found = events(session, actor, [child_id])
    counts = Counter(event.kind for event in found)
    wanted = frozenset(kinds) & KINDS.keys()
    shown = [event for event in found if not wanted or event.kind in wanted]
    offset = min(max(offset, 0), max(len(shown) - 1, 0) // PAGE * PAGE)
    return Timeline(tuple(shown[offset : offset + PAGE]), counts, len(shown), offset)


def events(session: Any, actor: Actor, child_ids: Sequence[int]) -> list[Event]:
    """Every event of these children, the latest first; the number of reads does not grow with
    them. The caller has seen to it that the reader may see the children."""
    return of_source(source(session, actor, child_ids))


def of_source(read: Source) -> list[Event]:
    """The same from what was read already."""
    found = [event for part in PARTS for event in part(read)]
    return sorted(found, key=order)[::-1]  # reversed whole: what ends a thing follows its beginning
