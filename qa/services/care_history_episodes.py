"""Episodes of the file against those known here: new, filled in, the same, or contradicted."""

from typing import Any

import numpy as np

from db.queries import care_history as queries
from qa.domain.words import format_date
from qa.imports.ssda903_checks import check_episodes, keys
from qa.imports.ssda903_values import NOTHING, Numbers, Table, day_number, day_of, day_or_none
from qa.services.care_history_state import State

FIELDS = {
    "RNE": "new_reason",
    "LS": "legal_status",
    "PLACE": "placement",
    "DEC": "to_on",
    "REC": "end_reason",
    "URN": "urn",
}
"""Column of the file -> field of an episode."""
CODES = tuple(name for name in FIELDS if name != "DEC")
ENDS = ("DEC", "REC")


def compare_episodes(state: State, session: Any) -> Table:
    """Note what to write; every episode that will be known then, sorted by child and start."""
    said = state.tables["episodes"]
    mine = check_episodes(said, state.born, state.code("REC", "X1"), state.read.notes)
    state.tables["episodes"] = mine
    stored = _stored(state, session)
    at, is_known = _found(keys(stored["CHILD"], stored["DECOM"]), mine)
    _new(state, mine.where(~is_known))
    stored = _compared(state, stored, mine.where(is_known), at[is_known])
    stored = _absent(state, stored, said)
    return _sorted(_joined(stored, mine.where(~is_known)))


def _stored(state: State, session: Any) -> Table:
    """The episodes known of these children; "row" is their id, "as_at" the day they are from."""
    names = ("row", "CHILD", "DECOM", *FIELDS, "as_at")
    parts: dict[str, list[int]] = {name: [] for name in names}
    for rows in queries.episodes(session, state.ids.tolist()):
        parts["row"] += [row.id for row in rows]
        parts["CHILD"] += np.searchsorted(state.ids, [row.child_id for row in rows]).tolist()
        parts["DECOM"] += [day_number(row.from_on) for row in rows]
        parts["DEC"] += [day_number(r.to_on) if r.to_on else NOTHING for r in rows]
        parts["as_at"] += [day_number(row.as_at) for row in rows]
        for name in CODES:
            parts[name] += [state.code(name, getattr(row, FIELDS[name])) for row in rows]
    made = {name: np.array(values, np.int64) for name, values in parts.items()}
    return _sorted(Table("episodes", made))


def _sorted(table: Table) -> Table:
    return table.where(np.argsort(keys(table["CHILD"], table["DECOM"]), kind="stable"))


def _found(known: Numbers, table: Table) -> tuple[Numbers, Numbers]:
    """Where each row of the file stands among what is known, and whether it does."""
    wanted = keys(table["CHILD"], table["DECOM"])
    at = np.searchsorted(known, wanted)
    if not len(known):
        return at, np.zeros(len(table), bool)
    return at, known[np.minimum(at, len(known) - 1)] == wanted


def _joined(stored: Table, new: Table) -> Table:
    names = ("row", "CHILD", "DECOM", *FIELDS)
    return Table("episodes", {n: np.concatenate([stored[n], new[n]]) for n in names})


def _new(state: State, new: Table) -> None:
    state.counts["episodes_new"] = len(new)
    texts = {FIELDS[name]: _texts(state, name, new[name]) for name in CODES}
    state.writes.episodes = {
        "child_id": state.ids[new["CHILD"]].tolist(),
        "from_on": new["DECOM"].tolist(),
        "to_on": new["DEC"].tolist(),
        **texts,
    }
    children, counted = np.unique(new["CHILD"], return_counts=True)
    for place, n in zip(children.tolist(), counted.tolist(), strict=True):
        state.writes.change(state.child_id(place), "episodes added", None, n)


def _texts(state: State, name: str, numbers: Numbers) -> list[str | None]:
    text = state.read.words[name].text
    return [text(number) for number in numbers.tolist()]


def _compared(state: State, stored: Table, mine: Table, at: Numbers) -> Table:
    """What is known already, with what is filled in or taken from the file."""
    older = (stored["as_at"][at] > state.as_at) & (mine["DEC"] == NOTHING)
    fills, clashes = np.zeros(len(mine), bool), np.zeros(len(mine), bool)
    for name in FIELDS:
        here, there = stored[name][at], mine[name]
        fills |= (here == NOTHING) & (there != NOTHING)
        counts = (there != NOTHING) | ((name in ENDS) & ~older)
        clashes |= (here != NOTHING) & (there != here) & counts
    state.counts["episodes_unchanged"] += int((~fills & ~clashes).sum())
    columns = {name: stored[name].copy() for name in stored.columns}
    for n in np.flatnonzero(fills | clashes):
        place, row = int(mine["CHILD"][n]), int(at[n])
        told = {name: int(mine[name][n]) for name in FIELDS}
        if clashes[n] and not _taken(state, place, stored, row, told):
            continue
        merged = {
            name: value if value != NOTHING or (clashes[n] and name in ENDS)
            else int(stored[name][row])
            for name, value in told.items()
        }  # fmt: skip
        _write(state, place, stored, row, merged)
        for name, value in merged.items():
            columns[name][row] = value
    return Table("episodes", columns)


def _taken(state: State, place: int, stored: Table, row: int, told: dict[str, int]) -> bool:
    start = int(stored["DECOM"][row])
    here = {name: int(stored[name][row]) for name in FIELDS}
    about = f"Episode from {format_date(day_of(start))}"
    return state.contradicts("episode", place, _said(state, here), _said(state, told), about, start)


def _said(state: State, values: dict[str, int]) -> str:
    """An episode in words: 'C2, placed U1, ended 3 May 2025 (E4A)'."""
    word = {name: state.read.words[name].text(values[name]) for name in CODES}
    parts = [word["LS"] or "no legal status"]
    parts += [f"began as {word['RNE']}"] if word["RNE"] else []
    parts += [f"placed {word['PLACE']}"] if word["PLACE"] else []
    parts += [f"URN {word['URN']}"] if word["URN"] else []
    ended = day_or_none(values["DEC"])
    return ", ".join([*parts, f"ended {format_date(ended)} ({word['REC']})" if ended else "runs"])


def _write(state: State, place: int, stored: Table, row: int, values: dict[str, int]) -> None:
    state.counts["episodes_changed"] += 1
    new: dict[str, Any] = {
        FIELDS[name]: state.read.words[name].text(values[name]) for name in CODES
    }
    new["to_on"] = day_or_none(values["DEC"])
    state.writes.changed_episodes[int(stored["row"][row])] = new
    start = format_date(day_of(int(stored["DECOM"][row])))
    before = _said(state, {name: int(stored[name][row]) for name in FIELDS})
    state.writes.change(
        state.child_id(place), f"episode from {start}", before, _said(state, values)
    )


def _absent(state: State, stored: Table, said: Table) -> Table:
    """Episodes since the first that the file gives for a child, and no longer in it."""
    if not len(said) or not len(stored):
        return stored
    first = np.full(len(state.ids), np.iinfo(np.int64).max)
    np.minimum.at(first, said["CHILD"], said["DECOM"])
    gone = (stored["DECOM"] >= first[stored["CHILD"]]) & (stored["as_at"] <= state.as_at)
    gone &= ~np.isin(keys(stored["CHILD"], stored["DECOM"]), keys(said["CHILD"], said["DECOM"]))
    keep = np.ones(len(stored), bool)
    for n in np.flatnonzero(gone):
        place, start = int(stored["CHILD"][n]), int(stored["DECOM"][n])
        if place in state.spoiled:
            continue
        said_here = _said(state, {name: int(stored[name][n]) for name in FIELDS})
        about = f"Episode from {format_date(day_of(start))}"
        if state.contradicts("episode_absent", place, said_here, "Not in the file", about, start):
            keep[n] = False
            state.writes.dropped_episodes.append(int(stored["row"][n]))
            state.writes.change(state.child_id(place), about.lower(), said_here, None)
    return stored.where(keep)
