"""What a roster would change, and what is known before: plain values, no database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qa.imports.annex_a_columns import annex_lists
from qa.imports.annex_a_values import AnnexA, RefusedCell

STATUS_OF_LIST = {6: "cin", 7: "cp", 8: "cla", 9: "care_leaver"}

Ref = int
"""A child's id; below nought the place of a new child: -1 is the first."""


@dataclass(frozen=True)
class Known:
    """Everything the store knows that a roster may change; rows as db.queries.roster gives them."""

    last_as_at: dt.date | None
    children: Sequence[Any]
    statuses: Sequence[Any]
    team_links: Sequence[Any]
    worker_links: Sequence[Any]
    placements: Sequence[Any]
    homes: Mapping[str, int]
    teams: Sequence[Any]
    people: Sequence[Any]
    not_loaded: frozenset[tuple[str, int, str]]
    in_scope: frozenset[int]
    meetings: Sequence[Any] = ()
    """(child_id, kind, met_on) since the earliest review that the file names."""
    on_hold: frozenset[int] = frozenset()
    """Children whose records a serious-incident hold locks: the load changes nothing of them."""


class NewChild(NamedTuple):
    """A child who is not known yet."""

    case_number: str
    birth_month: dt.date | None
    age_years: int | None
    is_unborn: bool
    died_on: dt.date | None
    updated_as_at: dt.date | None
    not_updated_as_at: dt.date | None


class NewStatus(NamedTuple):
    """A status that begins."""

    child: Ref
    status: str
    from_on: dt.date | None
    to_on: dt.date | None
    end_reason: str | None
    facts: dict[str, Any]


class NewLink(NamedTuple):
    """A team or worker from the file's day on, by the name that the file gives."""

    child: Ref
    name: str


class NewPlacement(NamedTuple):
    """Where a looked-after child lives from a day on."""

    child: Ref
    urn: str | None
    placement_type: str | None
    from_on: dt.date
    to_on: dt.date | None


class NewMeeting(NamedTuple):
    """The latest review or review conference of a list, where none is recorded on that day."""

    child: Ref
    kind: str
    met_on: dt.date


class ReviewContradiction(NamedTuple):
    """What the register of reviews says otherwise; the register is kept."""

    case_number: str
    what: str


@dataclass
class Writes:
    """The rows to write, collected while the file is compared with what is known."""

    new_children: list[NewChild] = field(default_factory=list)
    children: list[dict[str, Any]] = field(default_factory=list)
    seen_again: list[int] = field(default_factory=list)
    not_updated: list[int] = field(default_factory=list)
    new_statuses: list[NewStatus] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    off_list: list[int] = field(default_factory=list)
    team_links: list[NewLink] = field(default_factory=list)
    changed_team_links: list[dict[str, Any]] = field(default_factory=list)
    worker_links: list[NewLink] = field(default_factory=list)
    changed_worker_links: list[dict[str, Any]] = field(default_factory=list)
    placements: list[NewPlacement] = field(default_factory=list)
    changed_placements: list[dict[str, Any]] = field(default_factory=list)
    new_teams: list[str] = field(default_factory=list)
    new_people: list[str] = field(default_factory=list)
    roster_names: dict[int, str] = field(default_factory=dict)
    not_loaded: list[tuple[str, int, str]] = field(default_factory=list)
    loaded_after_all: list[tuple[str, int]] = field(default_factory=list)
    meetings: list[NewMeeting] = field(default_factory=list)
    changes: dict[int, dict[str, list[Any]]] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not any(vars(self).values())


@dataclass(frozen=True)
class ListCount:
    """One list in numbers: rows of the file, and what becomes of the children known before."""

    number: int
    rows: int
    refused: int
    leaving: int
    known: int

    @property
    def title(self) -> str:
        """Ofsted's title: 'Child protection'."""
        return annex_lists()[self.number].title


@dataclass(frozen=True)
class Changed:
    """A child whose values change, and which ones."""

    case_number: str
    what: str


@dataclass(frozen=True)
class Leaving:
    """A child who is no longer on a list that is in the file."""

    case_number: str
    list_number: int


@dataclass(frozen=True)
class Unloaded:
    """A child not known here whose row was refused."""

    case_number: str
    list_number: int
    reason: str


@dataclass(frozen=True)
class NewTeam:
    """A team in the file that is not known (or is closed), and how many children name it."""

    name: str
    children: int


@dataclass(frozen=True)
class RosterPlan:
    """What loading the file would do. Children outside the reader's scope are counted, not named.

    `confirmation` is the question to confirm, or ''. `held_lists` mark nobody as having left,
    because a row without a readable number could be anybody's.
    """

    annex: AnnexA
    last_as_at: dt.date | None
    lists: tuple[ListCount, ...]
    new: tuple[str, ...]
    changed: tuple[Changed, ...]
    changed_count: int
    unchanged: int
    leaving: tuple[Leaving, ...]
    leaving_count: int
    not_updated: tuple[str, ...]
    not_loaded: tuple[Unloaded, ...]
    new_teams: tuple[NewTeam, ...]
    closed_teams: tuple[NewTeam, ...]
    new_workers: tuple[str, ...]
    held_lists: tuple[int, ...]
    confirmation: str
    nothing: bool
    on_hold: tuple[str, ...] = ()
    on_hold_count: int = 0
    meetings_new: int = 0
    contradictions: tuple[ReviewContradiction, ...] = ()
    contradictions_hidden: int = 0

    @property
    def as_at(self) -> dt.date:
        """The day the file shows the children on."""
        return self.annex.as_at

    @property
    def refusals(self) -> tuple[RefusedCell, ...]:
        """Every refused cell: sheet, row, column, value, reason."""
        return self.annex.refusals


@dataclass(frozen=True)
class RosterReport:
    """What loading the file did: the plan carried out. `load_id` is None where nothing changed."""

    plan: RosterPlan
    load_id: int | None
    teams_created: int
    people_created: int
