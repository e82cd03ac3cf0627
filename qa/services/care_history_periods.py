"""When care began and ended, and months of birth: the files against the children list."""

import datetime as dt
from typing import Any

import numpy as np

from db.queries import care_history as queries
from qa.domain.words import format_date, format_month
from qa.imports.ssda903_checks import OPEN, periods
from qa.imports.ssda903_values import NOTHING, Table, day_of
from qa.services.care_history_state import State

NOT_LISTED = "Not among the children looked after"


def compare_periods(state: State, session: Any, episodes: Table) -> None:
    """The latest period of each child in the Episodes file; `episodes`: all that will be known."""
    found = periods(episodes, state.code("REC", "X1"), state.code("RNE", "S"))
    if not len(found.child):
        return
    latest = np.append(found.child[1:] != found.child[:-1], True)
    told = np.isin(found.child, state.tables["episodes"]["CHILD"]) & latest
    known = {row.child_id: row for rows in queries.periods(session, state.ids.tolist())
             for row in rows}  # fmt: skip
    legal = episodes["LS"][found.last]
    for at in np.flatnonzero(told).tolist():
        place, ends = int(found.child[at]), int(found.to[at])
        start, end = day_of(found.starts[at]), None if ends == OPEN else day_of(ends)
        status = state.read.words["LS"].text(int(legal[at]))
        row = known.get(state.child_id(place))
        if row is None or _is_over(row, start):
            _begin(state, place, start, end, status)
        else:
            _compare(state, place, row, start, end)
            _fill(state, place, row, start, status)


def _is_over(row: Any, start: dt.date) -> bool:
    over = row.to_on or row.off_list_on
    return over is not None and over <= start


def _begin(
    state: State, place: int, start: dt.date, end: dt.date | None, legal: str | None
) -> None:
    """Care that the children list does not know of; one that is over is known by its episodes."""
    theirs = f"Looked after since {format_date(start)}"
    if end is None and state.contradicts("not_in_care", place, NOT_LISTED, theirs):
        state.writes.new_periods.append((state.child_id(place), start, legal))
        state.writes.change(state.child_id(place), "looked after: from", None, start)


def _compare(state: State, place: int, row: Any, start: dt.date, end: dt.date | None) -> None:
    as_at = state.read.as_at
    newer = row.from_on is not None and (row.from_on > as_at or (end and end <= row.from_on))
    if newer:
        return  # the list knows of a period that began after the one that the file gives
    if row.from_on is None or (row.from_on != start and _takes_start(state, place, row, start)):
        _write(state, place, row, from_on=start)
    over = row.to_on or row.off_list_on
    over = over if over and over <= as_at else None
    if (
        over != end
        and not (end and over is None and row.to_on)
        and _takes_end(state, place, over, end)
    ):
        _write(state, place, row, to_on=end, off_list_on=None)


def _fill(state: State, place: int, row: Any, start: dt.date, legal: str | None) -> None:
    """The legal status, where the list has none: it says whether these are short breaks."""
    known = state.writes.changed_periods.get(row.id, {"from_on": row.from_on})
    if known["from_on"] == start and legal and not row.facts.get("legal_status"):
        _row(state, row)["facts"] = {**row.facts, "legal_status": legal}
        state.writes.change(state.child_id(place), "looked after: legal status", None, legal)


def _takes_start(state: State, place: int, row: Any, start: dt.date) -> bool:
    ours = f"Began {format_date(row.from_on)}"
    return state.contradicts("care_start", place, ours, f"Began {format_date(start)}")


def _takes_end(state: State, place: int, ours: dt.date | None, theirs: dt.date | None) -> bool:
    said = (f"Ended {format_date(day)}" if day else "Still looked after" for day in (ours, theirs))
    return state.contradicts("care_end", place, *said)


def _write(state: State, place: int, row: Any, **values: dt.date | None) -> None:
    found = _row(state, row)
    for name, value in values.items():
        if found[name] != value:
            about = f"looked after: {name.removesuffix('_on')}"
            state.writes.change(state.child_id(place), about, found[name], value)
    found.update(values)


def _row(state: State, row: Any) -> dict[str, Any]:
    """What is to be written of a period; as it is, so far."""
    names = ("from_on", "to_on", "off_list_on", "facts")
    return state.writes.changed_periods.setdefault(row.id, {n: getattr(row, n) for n in names})


def compare_births(state: State) -> None:
    """Months of birth: filled in where none is known; no day is kept."""
    for place in np.flatnonzero(state.born != NOTHING).tolist():
        child = state.children[state.child_id(place)]
        month = day_of(state.born[place]).replace(day=1)
        if child.birth_month == month and not child.is_unborn:
            continue
        if child.birth_month is None and not child.is_unborn:
            state.counts["births_filled"] += 1
        elif not _takes_birth(state, place, child, month):
            continue
        values = {"birth_month": month, "age_years": None, "is_unborn": False}
        state.writes.children[child.id] = values
        state.writes.change(child.id, "birth_month", child.birth_month, month)


def _takes_birth(state: State, place: int, child: Any, month: dt.date) -> bool:
    known = format_month(child.birth_month) if child.birth_month else "not known"
    ours = f"Not born yet, expected {known}" if child.is_unborn else f"Born {known}"
    return state.contradicts("birth_month", place, ours, f"Born {format_month(month)}")
