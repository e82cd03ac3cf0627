"""The files of one load brought together with the children who are known here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from db.queries import care_history as queries
from db.queries import holds, roster
from qa.domain.actor import Actor
from qa.imports.ssda903 import Read903
from qa.imports.ssda903_checks import TWO_BIRTHS, births
from qa.imports.ssda903_columns import KINDS
from qa.imports.ssda903_values import NOTHING, Numbers, Shown, Table, day_number
from qa.services.care_history_values import Contradiction, Taken, Writes
from qa.services.roster_children import survivors

NOT_ON_LIST = "This child is not on the children list here. Load Annex A first."
ON_HOLD = (
    "A serious-incident hold locks this child's records, so nothing about the child is changed."
)
UNKNOWN, HELD = -1, -2


@dataclass
class State:
    """One load: tables hold children by place in `ids`; what is found is collected on the way.

    `spoiled`: places of children with a row that could not be read. `children`: rows by id.
    `in_scope`: whom the actor may see; about nobody else is the file's word taken.
    """

    read: Read903
    taken: Taken
    ids: Numbers
    children: Mapping[int, Any]
    tables: dict[str, Table]
    born: Numbers
    spoiled: frozenset[int]
    unknown: int
    held: int
    in_scope: frozenset[int]
    writes: Writes = field(default_factory=Writes)
    found: list[Contradiction] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def as_at(self) -> int:
        """The day that the files show, as a number."""
        return day_number(self.read.as_at)

    def child_id(self, place: int) -> int:
        """The child's id."""
        return int(self.ids[place])

    def code(self, column: str, text: str | None) -> int:
        """The number that a code has in these files."""
        return NOTHING if text is None else self.read.words[column].number(text)

    def codes(self, column: str, texts: Iterable[str]) -> Numbers:
        """The numbers of several codes."""
        return np.array([self.code(column, text) for text in texts])

    def contradicts(
        self, kind: str, place: int, ours: str, theirs: str, about: str = "", at: int = 0
    ) -> bool:
        """Note that the file says otherwise; whether the file is to be believed.

        `about`: in words; `at`: the day it is about, for its key.
        """
        child = self.children[self.child_id(place)]
        key = f"{kind}-{child.id}-{at}"
        found = Contradiction(key, kind, child.id, child.case_number, about, ours, theirs)
        if child.id in self.in_scope and self.taken.takes(found):
            self.counts["taken"] += 1
            return True
        self.found.append(found)
        return False


def begin(session: Any, actor: Actor, read: Read903, taken: Taken) -> State:
    """Known children only, none on hold, none with two dates of birth; nothing compared yet."""
    rows = queries.children(session)
    by_number, by_id = survivors(rows)
    held = holds.all_on_hold(session)
    who = np.array([_known_as(by_number.get(n), held) for n in read.children.texts], np.int64)
    tables = {kind: _of_known(read, read.tables[kind], who) for kind in KINDS}
    ids = np.unique(np.concatenate([who[table["CHILD"]] for table in tables.values()]))
    placed = {kind: _placed(table, who, ids) for kind, table in tables.items()}
    born, twins = births([placed["header"], placed["reviews"]], len(ids))
    for kind, table in placed.items():
        placed[kind] = read.notes.refuse(table, twins[table["CHILD"]], "CHILD", TWO_BIRTHS)
    spoiled = _places([who[n] for n in read.spoiled], ids) | set(np.flatnonzero(twins).tolist())
    return State(
        read, taken, ids, by_id, placed, born, frozenset(spoiled),
        unknown=int((who == UNKNOWN).sum()), held=len(held & _met(read, by_number)),
        in_scope=frozenset(roster.ids_in_scope(session, actor)),
    )  # fmt: skip


def _known_as(child: Any, held: frozenset[int]) -> int:
    if child is None:
        return UNKNOWN
    return HELD if child.id in held else child.id


def _met(read: Read903, by_number: Mapping[str, Any]) -> set[int]:
    return {by_number[number].id for number in read.children.texts if number in by_number}


def _of_known(read: Read903, table: Table, who: Numbers) -> Table:
    shown = Shown(read.children.texts)
    unknown = who[table["CHILD"]] == UNKNOWN
    table = read.notes.refuse(table, unknown, "CHILD", NOT_ON_LIST, shown)
    return read.notes.refuse(table, who[table["CHILD"]] == HELD, "CHILD", ON_HOLD)


def _placed(table: Table, who: Numbers, ids: Numbers) -> Table:
    return table.plus(CHILD=np.searchsorted(ids, who[table["CHILD"]]).astype(np.int32))


def _places(child_ids: Sequence[int], ids: Numbers) -> set[int]:
    places = {int(child_id): place for place, child_id in enumerate(ids)}
    return {places[int(each)] for each in child_ids if int(each) in places}
