"""Reviews of the file against those known here: new, filled in, the same, or contradicted."""

from typing import Any

import numpy as np

from db.queries import care_history as queries
from qa.domain.reviews import PARTICIPATION, SHORT_BREAKS, age_problem
from qa.domain.words import format_date
from qa.imports.ssda903_checks import keys, periods
from qa.imports.ssda903_reviews import ask_about_days_off, check_reviews, in_care
from qa.imports.ssda903_values import NOTHING, Numbers, Shown, Table, day_number, day_of
from qa.services.care_history_state import State
from qa.services.clocks import working_calendar

KIND = "cla_review"


def compare_reviews(state: State, session: Any, episodes: Table) -> None:
    """Note what to write of the reviews; `episodes`: all that will be known, sorted."""
    said = state.tables["reviews"]
    mine = _checked(state, said, episodes)
    ask_about_days_off(mine, working_calendar(session), state.read.notes)
    stored = _stored(state, session)
    known = keys(stored["CHILD"], stored["REVIEW"])
    wanted = keys(mine["CHILD"], mine["REVIEW"])
    at = np.minimum(np.searchsorted(known, wanted), max(0, len(known) - 1))
    is_known = known[at] == wanted if len(known) else np.zeros(len(mine), bool)
    _new(state, mine.where(~is_known))
    _compared(state, stored, mine.where(is_known), at[is_known])
    _absent(state, stored, said)


def _checked(state: State, said: Table, episodes: Table) -> Table:
    notes = state.read.notes
    shown = Shown(state.read.words["REVIEW_CODE"].texts)
    mine = check_reviews(said, state.born, state.code("REVIEW_CODE", "PN0"), shown, notes)
    mine = _by_month_of_birth(state, mine, shown)
    found = periods(episodes, state.code("REC", "X1"), state.code("RNE", "S"))
    return in_care(mine, episodes, found, state.codes("LS", SHORT_BREAKS), notes)


def _by_month_of_birth(state: State, mine: Table, shown: Shown) -> Table:
    """Ages where no file gives the day of birth, by the month known here."""
    unsure = state.born[mine["CHILD"]] == NOTHING
    wrong: dict[str, list[int]] = {}
    for n in np.flatnonzero(unsure):
        month = state.children[state.child_id(mine["CHILD"][n])].birth_month
        code = shown(int(mine["REVIEW_CODE"][n]))
        if why := age_problem(code, month, day_of(mine["REVIEW"][n])):
            wrong.setdefault(why, []).append(int(mine["row"][n]))
    for why, rows in wrong.items():
        bad = np.isin(mine["row"], rows)
        mine = state.read.notes.refuse(mine, bad, "REVIEW_CODE", why, shown)
    return mine


def _stored(state: State, session: Any) -> Table:
    """Reviews known of these children, sorted by child and day; "row" is their id."""
    names = ("row", "CHILD", "REVIEW", "REVIEW_CODE", "held", "statutory", "version")
    parts: dict[str, list[Numbers]] = {name: [np.empty(0, np.int64)] for name in names}
    for rows in queries.reviews(session, state.ids.tolist()):
        ids, children, days, codes, held, kinds, versions = zip(*rows, strict=True)
        parts["row"].append(np.array(ids))
        parts["CHILD"].append(np.searchsorted(state.ids, children))
        parts["REVIEW"].append(np.array([day_number(day) for day in days]))
        parts["REVIEW_CODE"].append(np.array([state.code("REVIEW_CODE", c) for c in codes]))
        parts["held"].append(np.array(held, np.int64))
        parts["statutory"].append(np.array([kind == KIND for kind in kinds], np.int64))
        parts["version"].append(np.array(versions))
    table = Table("reviews", {name: np.concatenate(found) for name, found in parts.items()})
    return table.where(np.argsort(keys(table["CHILD"], table["REVIEW"]), kind="stable"))


def _new(state: State, new: Table) -> None:
    state.counts["reviews_new"] = len(new)
    state.writes.reviews = {
        "child_id": state.ids[new["CHILD"]],
        "met_on": new["REVIEW"],
        "participation": new["REVIEW_CODE"],
    }
    children, counted = np.unique(new["CHILD"], return_counts=True)
    for place, n in zip(children.tolist(), counted.tolist(), strict=True):
        state.writes.change(state.child_id(place), "reviews added", None, n)


def _compared(state: State, stored: Table, mine: Table, at: Numbers) -> None:
    here, there = stored["REVIEW_CODE"][at], mine["REVIEW_CODE"]
    not_held = stored["held"][at] == 0
    other = not_held | (here != there)
    state.counts["reviews_unchanged"] = int((~other).sum())
    for n in np.flatnonzero(other):
        row, place, day = int(at[n]), int(mine["CHILD"][n]), int(mine["REVIEW"][n])
        text = state.read.words["REVIEW_CODE"].text
        ours, theirs = text(int(here[n])), text(int(there[n]))
        if not_held[n] and not _is_held(state, place, day):
            continue
        if not_held[n]:
            _write(state, stored, row, {"was_held": True}, "held", [False, True])
        if ours is None:
            state.counts["reviews_filled"] += 1
        elif ours == theirs or not _taken_code(state, place, day, ours, theirs or ""):
            continue
        _write(state, stored, row, {"participation": theirs}, "participation", [ours, theirs])


def _is_held(state: State, place: int, day: int) -> bool:
    return state.contradicts("held", place, "Not held", "Held", _about(day), day)


def _taken_code(state: State, place: int, day: int, ours: str, theirs: str) -> bool:
    said = (f"{code}, {PARTICIPATION.get(code, '').lower()}" for code in (ours, theirs))
    return state.contradicts("participation", place, *said, about=_about(day), at=day)


def _about(day: int) -> str:
    return f"Review of {format_date(day_of(day))}"


def _write(
    state: State, stored: Table, row: int, values: dict[str, Any], what: str, change: list[Any]
) -> None:
    found = state.writes.changed_reviews.setdefault(
        int(stored["row"][row]),
        {
            "participation": state.read.words["REVIEW_CODE"].text(int(stored["REVIEW_CODE"][row])),
            "was_held": bool(stored["held"][row]),
            "version": int(stored["version"][row]) + 1,
        },
    )
    found.update(values)
    about = f"review of {format_date(day_of(stored['REVIEW'][row]))}: {what}"
    state.writes.change(state.child_id(stored["CHILD"][row]), about, *change)


def _absent(state: State, stored: Table, said: Table) -> None:
    """Reviews recorded here on days that the file covers, and not in it."""
    if not len(said) or not len(stored):
        return
    days = stored["REVIEW"]
    gone = (stored["held"] & stored["statutory"]) == 1
    gone &= (days >= said["REVIEW"].min()) & (days <= state.as_at)
    gone &= ~np.isin(keys(stored["CHILD"], days), keys(said["CHILD"], said["REVIEW"]))
    for n in np.flatnonzero(gone):
        place, day = int(stored["CHILD"][n]), int(days[n])
        if place in state.spoiled:
            continue
        ours = f"Held on {format_date(day_of(day))}"
        if state.contradicts("review_absent", place, ours, "Not in the file", _about(day), day):
            _write(state, stored, int(n), {"was_held": False}, "held", [True, False])
