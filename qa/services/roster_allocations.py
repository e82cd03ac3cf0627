"""IROs, social workers and team managers set for many children at once, from a CSV file."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db import bulk
from db.engine import writing
from db.queries import holds
from db.queries import roster as queries
from db.queries import trail as trail_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.children import PARTS
from qa.domain.permissions import HELD
from qa.domain.words import format_date, plural
from qa.imports.allocations import PEOPLE, Allocation, read_allocations
from qa.imports.annex_a_values import RefusedCell
from qa.services import trail
from qa.services.links import ROLE_WORDS, unfit_for
from qa.services.roster_links import relinked
from qa.services.roster_state import key
from qa.services.roster_trail import record_children

NO_CHILD = "There is no such child that you may read."
NAMESAKES = "More than one person has this name. Write the username instead."
NOBODY = "Nobody of this name or username is known here. Add the person on Children first."


@dataclass(frozen=True)
class AllocationReport:
    """What a file of allocations did: links begun, links that were there, and what was refused."""

    changed: int
    unchanged: int
    refusals: tuple[RefusedCell, ...]
    unknown_columns: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The same in sentences."""
        said = [f"{plural(self.changed, 'link')} recorded, {self.unchanged:,} as they were."]
        rows = len({cell.row for cell in self.refusals})
        if rows:
            said.append(f"{plural(rows, 'row')} refused.")
        if self.unknown_columns:
            said.append(f"Columns not known and not read: {', '.join(self.unknown_columns)}.")
        return said


@dataclass
class _Links:
    children: Mapping[str, int]
    people: Mapping[str, int]
    before: Mapping[tuple[int, str], list[Any]]
    names: Mapping[int, str]
    unfit: Mapping[str, frozenset[int]]
    on_hold: frozenset[int]
    begun: list[tuple[int, str, int, dt.date]] = field(default_factory=list)
    ended: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[int, dict[str, list[Any]]] = field(default_factory=dict)
    refusals: list[RefusedCell] = field(default_factory=list)
    unchanged: int = 0


def load_allocations(actor: Actor, data: bytes) -> AllocationReport:
    """Link every good row of the file in one transaction; a row is linked whole or not at all.

    A row without a "From" date counts from today. Raises Refused for a file that cannot be read.
    """
    permissions.require(actor, "keep_register")
    read = read_allocations(data, today=actor.today)
    with writing() as session:
        trail_queries.locked_head(session)
        state = _state(session, actor, read.rows)
        for row in read.rows:
            _link(state, row, row.from_on or actor.today)
        _write(session, actor, state)
    refusals = sorted([*read.refusals, *state.refusals], key=lambda cell: cell.row)
    return AllocationReport(
        len(state.begun), state.unchanged, tuple(refusals), read.unknown_columns
    )


def _state(session: Any, actor: Actor, rows: Sequence[Allocation]) -> _Links:
    seen = queries.ids_in_scope(session, actor)
    earliest = min((row.from_on or actor.today for row in rows), default=actor.today)
    before: dict[tuple[int, str], list[Any]] = {}
    for link in queries.person_links(session, PARTS, earliest):
        before.setdefault((link.child_id, link.part), []).append(link)
    everybody = queries.people(session)
    people = [p for p in everybody if p.left_on is None or p.left_on > actor.today]
    return _Links(
        children={c.case_number: c.id for c in queries.children(session) if c.id in seen},
        people=_by_name(people),
        before=before,
        names={person.id: person.name for person in everybody},
        unfit={part: unfit_for(session, part, actor.today) for part in PEOPLE},
        on_hold=holds.all_on_hold(session),
    )


AMBIGUOUS = 0


def _by_name(people: Sequence[Any]) -> dict[str, int]:
    """Ids by username, and by name where only one person has it (AMBIGUOUS where more have)."""
    named = Counter(key(person.name) for person in people)
    found = {
        key(person.name): person.id if named[key(person.name)] == 1 else AMBIGUOUS
        for person in people
    }
    found |= {key(person.roster_name): person.id for person in people if person.roster_name}
    return found | {key(person.username): person.id for person in people if person.username}


def _link(state: _Links, row: Allocation, from_on: dt.date) -> None:
    child_id = state.children.get(row.case_number)
    wanted = {part: name for part in PEOPLE if (name := getattr(row, part))}
    refused = [] if child_id else [_cell(row, "Case number", row.case_number, NO_CHILD)]
    if child_id in state.on_hold:
        refused.append(_cell(row, "Case number", row.case_number, HELD))
    for part, name in wanted.items():
        if not state.people.get(key(name)):
            why = NAMESAKES if state.people.get(key(name)) == AMBIGUOUS else NOBODY
            refused.append(_cell(row, PARTS[part], name, why))
        elif state.people[key(name)] in state.unfit[part]:
            refused.append(
                _cell(row, PARTS[part], name, f"Does not hold the role of {ROLE_WORDS[part]}.")
            )
        elif child_id and _stuck(state, child_id, part, name, from_on):
            why = f"Somebody else is recorded from {format_date(from_on)} or later already."
            refused.append(_cell(row, PARTS[part], name, why))
    state.refusals += refused
    if refused or not child_id:
        return
    for part, name in wanted.items():
        _relink(state, child_id, part, state.people[key(name)], from_on)


def _cell(row: Allocation, column: str, value: str, why: str) -> RefusedCell:
    return RefusedCell("CSV", row.row, column, value, why)


def _held(state: _Links, child_id: int, part: str, from_on: dt.date) -> list[Any]:
    links = state.before.get((child_id, part), [])
    return [link for link in links if link.to_on is None or link.to_on >= from_on]


def _is_there(links: Sequence[Any], person_id: int, from_on: dt.date) -> bool:
    return any(
        link.target_id == person_id and link.to_on is None and link.from_on <= from_on
        for link in links
    )


def _stuck(state: _Links, child_id: int, part: str, name: str, from_on: dt.date) -> bool:
    links = _held(state, child_id, part, from_on)
    there = _is_there(links, state.people[key(name)], from_on)
    return not there and any(link.from_on >= from_on for link in links)


def _relink(state: _Links, child_id: int, part: str, person_id: int, from_on: dt.date) -> None:
    links = _held(state, child_id, part, from_on)
    if _is_there(links, person_id, from_on):
        state.unchanged += 1
        return
    begins, ends = relinked(links, person_id, from_on)
    state.ended += ends
    if begins:
        state.begun.append((child_id, part, person_id, from_on))
    old = ", ".join(state.names.get(link.target_id, "") for link in links) or None
    changes = state.changes.setdefault(child_id, {})
    changes[part] = [old, state.names[person_id]]
    changes[f"{part}_from_on"] = [None, from_on]


def _write(session: Any, actor: Actor, state: _Links) -> None:
    if not state.changes:
        return
    queries.update_by_id(session, "child_person", state.ended)
    columns = ("child_id", "part", "person_id", "from_on")
    bulk.insert(session, "child_person", columns, state.begun)
    record_children(session, actor, state.changes, act="link")
    counts = {"links": len(state.begun), "children": len(state.changes)}
    trail.record(session, actor, "link", "roster", None, counts)
