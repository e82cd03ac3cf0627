"""The state of one comparison of a file with what is known, by the keys it is asked by."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from qa.imports.annex_a_values import AnnexA
from qa.services import roster_children as said
from qa.services.roster_links import by_child
from qa.services.roster_values import Known, ReviewContradiction, Writes

UNKNOWN = -1
"""Stands for a team or person who is not known yet: no link can be to them so far."""


@dataclass
class Comparison:
    """What is known by key, the rows to write so far, and what was met on the way."""

    annex: AnnexA
    known: Known
    create_teams: bool
    by_number: Mapping[str, Any]
    by_id: Mapping[int, Any]
    statuses: Mapping[tuple[int, str], Any]
    team_links: Mapping[int, list[Any]]
    worker_links: Mapping[int, list[Any]]
    placements: Mapping[int, Any]
    team_ids: Mapping[str, int]
    team_names: Mapping[int, str]
    person_ids: Mapping[str, int]
    person_names: Mapping[int, str]
    closed_teams: frozenset[int]
    adoptable: Mapping[str, int]
    lists_with_team: frozenset[int]
    lists_with_worker: frozenset[int]
    refused_numbers: frozenset[str]
    writes: Writes = field(default_factory=Writes)
    new_teams: dict[str, str] = field(default_factory=dict)
    children_of_team: Counter[str] = field(default_factory=Counter)
    children_of_closed: Counter[str] = field(default_factory=Counter)
    new_people: dict[str, str] = field(default_factory=dict)
    changed: dict[int, str] = field(default_factory=dict)
    on_hold: dict[int, str] = field(default_factory=dict)
    contradictions: list[ReviewContradiction] = field(default_factory=list)
    contradictions_hidden: int = 0
    unchanged: int = 0


def begin(annex: AnnexA, known: Known, create_teams: bool) -> Comparison:
    """Nothing compared yet."""
    by_number, by_id = said.survivors(known.children)
    return Comparison(
        annex=annex,
        known=known,
        create_teams=create_teams,
        by_number=by_number,
        by_id=by_id,
        statuses={(row.child_id, row.status): row for row in known.statuses},
        team_links=by_child(known.team_links),
        worker_links=by_child(known.worker_links),
        placements={row.child_id: row for row in known.placements},
        team_ids={key(row.name): row.id for row in known.teams},
        team_names={row.id: row.name for row in known.teams},
        person_names={row.id: row.name for row in known.people},
        person_ids={key(row.roster_name): row.id for row in known.people if row.roster_name},
        closed_teams=frozenset(
            row.id for row in known.teams if row.closed_on and row.closed_on <= annex.as_at
        ),
        adoptable=_adoptable(known.people, annex.as_at),
        lists_with_team=said.lists_with(annex, "Allocated Team"),
        lists_with_worker=said.lists_with(annex, "Allocated Worker"),
        refused_numbers=frozenset(r.case_number for r in annex.refused_rows if r.case_number),
    )


@lru_cache(maxsize=16_384)
def key(name: str) -> str:
    """What names are compared by."""
    return " ".join(name.split()).casefold()


def team(state: Comparison, name: str) -> int | None:
    """The team's id; UNKNOWN for one that may be created, None for one that may not.

    Nothing new is put into a closed team.
    """
    known = state.team_ids.get(key(name))
    if known in state.closed_teams:
        state.children_of_closed[name] += 1
        return None
    if known is not None:
        return known
    state.new_teams.setdefault(key(name), name)
    state.children_of_team[key(name)] += 1
    return UNKNOWN if state.create_teams else None


def worker(state: Comparison, name: str) -> int:
    """The worker's id; UNKNOWN for one who becomes a person with this load.

    Somebody known by exactly this name, and not under another one of the roster, is that person.
    """
    found = state.person_ids.get(key(name))
    if found is not None:
        return found
    adopted = state.adoptable.get(key(name))
    if adopted is not None:
        state.writes.roster_names.setdefault(adopted, name)
        return adopted
    state.new_people.setdefault(key(name), name)
    return UNKNOWN


def _adoptable(people: Sequence[Any], on: dt.date) -> dict[str, int]:
    at_work = [person for person in people if person.left_on is None or person.left_on > on]
    names = Counter(key(person.name) for person in at_work)
    return {
        key(person.name): person.id
        for person in at_work
        if not person.roster_name and names[key(person.name)] == 1
    }
