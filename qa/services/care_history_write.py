"""Care history written in the caller's transaction: few statements, many rows each."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from db import bulk
from db.queries import care_history as queries
from db.queries import roster
from qa.domain.actor import Actor
from qa.imports.ssda903_values import NOTHING, day_of
from qa.services import trail
from qa.services.care_history_state import State
from qa.services.care_history_values import CareHistoryPlan, Taken
from qa.services.roster_trail import record_children

SOURCE = "ssda903"
KIND = "cla_review"


class _Days(dict[int, dt.date | None]):
    """Numbers as days; each is worked out once."""

    def __missing__(self, number: int) -> dt.date | None:
        made = self[number] = None if number == NOTHING else day_of(number)
        return made


def write(session: Any, actor: Actor, state: State, plan: CareHistoryPlan, taken: Taken) -> None:
    """Write everything, the trail's entries with it."""
    writes = state.writes
    _reviews(session, actor, state)
    _episodes(session, state)
    _by_id(session, "review", writes.changed_reviews)
    as_at = {"as_at": plan.as_at}
    _by_id(session, "episode", {i: {**v, **as_at} for i, v in writes.changed_episodes.items()})
    if writes.dropped_episodes:
        queries.forget_episodes(session, writes.dropped_episodes)
    _periods(session, state)
    _by_id(session, "child", writes.children)
    payload = {
        **counts(plan), "as_at": plan.as_at, "file_digest": plan.digest,
        "file_believed": sorted(taken.kinds | taken.keys),
    }  # fmt: skip
    trail.record(session, actor, "import", queries.NOUN, None, payload)
    record_children(session, actor, writes.changes)


def counts(plan: CareHistoryPlan) -> dict[str, Any]:
    """The plan in numbers, as the trail keeps it."""
    return {
        "rows": {each.title: each.rows for each in plan.files},
        "refused": plan.refused,
        "reviews_added": plan.reviews_new,
        "reviews_filled": plan.reviews_filled,
        "episodes_added": plan.episodes_new,
        "episodes_changed": plan.episodes_changed,
        "children": plan.children,
        "contradictions_kept": len(plan.contradictions) + plan.hidden,
        "contradictions_taken": plan.taken,
    }


def _reviews(session: Any, actor: Actor, state: State) -> None:
    columns = ("child_id", "met_on", "participation", "kind", "source", "recorded_at",
               "recorded_by_id")  # fmt: skip
    bulk.insert(session, "review", columns, _review_rows(actor, state))


def _review_rows(actor: Actor, state: State) -> Iterator[tuple[Any, ...]]:
    same = (KIND, SOURCE, actor.now, actor.person_id or None)
    found, days = state.writes.reviews, _Days()
    text = [*state.read.words["REVIEW_CODE"].texts]
    for start in range(0, len(found["child_id"]), bulk.CHUNK):
        some = slice(start, start + bulk.CHUNK)
        children, met, codes = (found[name][some].tolist() for name in found)
        for child_id, day, code in zip(children, met, codes, strict=True):
            yield child_id, days[day], text[code], *same


def _episodes(session: Any, state: State) -> None:
    found, days, as_at = state.writes.episodes, _Days(), state.read.as_at
    columns = (*found, "as_at")
    dated = {"from_on", "to_on"}
    values = (
        map(days.__getitem__, column) if name in dated else column for name, column in found.items()
    )
    rows = ((*row, as_at) for row in zip(*values, strict=True))
    bulk.insert(session, "episode", columns, rows)


def _by_id(session: Any, table: str, rows: Mapping[int, Mapping[str, Any]]) -> None:
    roster.update_by_id(session, table, [{"id": i, **values} for i, values in rows.items()])


def _periods(session: Any, state: State) -> None:
    _by_id(session, "child_status", state.writes.changed_periods)
    columns = ("child_id", "status", "from_on", "facts", "as_at")
    rows = (
        (child_id, "cla", start, {"legal_status": legal} if legal else {}, state.read.as_at)
        for child_id, start, legal in state.writes.new_periods
    )
    bulk.insert(session, "child_status", columns, rows)
