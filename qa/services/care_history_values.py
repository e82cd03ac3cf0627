"""What loading care history would do: plain values, and the rows to write."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa.imports.annex_a_values import RefusedCell
from qa.services.roster_changes import Changes

CONTRADICTIONS = {
    "participation": "How the child took part",
    "held": "Whether the review was held",
    "review_absent": "A review recorded here that is not in the file",
    "care_start": "When care began",
    "care_end": "When care ended",
    "not_in_care": "Looked after by the file, not by the children list",
    "episode": "What an episode says",
    "episode_absent": "An episode loaded before that is not in the file",
    "birth_month": "The month of birth",
}
"""What a file may contradict: ours is kept until somebody takes the file's."""
TAKING = {
    "participation": "The code of the file is taken.",
    "held": "The review is marked as held.",
    "review_absent": "The review is marked as not held; nothing recorded about it is deleted.",
    "care_start": "The day of the file is taken.",
    "care_end": "The day of the file is taken.",
    "not_in_care": "The child is recorded as looked after.",
    "episode": "The episode is changed to what the file says.",
    "episode_absent": "The episode is dropped.",
    "birth_month": "The month of the file is taken.",
}


@dataclass(frozen=True)
class Contradiction:
    """What the file says otherwise. `key` chooses it among all; `about` is a date where it is
    about a review or an episode."""

    key: str
    kind: str
    child_id: int
    case_number: str
    about: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Taken:
    """The contradictions in which the file is believed: whole kinds, or single ones by key."""

    kinds: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    def takes(self, found: Contradiction) -> bool:
        """Whether the file is believed here."""
        return found.kind in self.kinds or found.key in self.keys


@dataclass
class Writes:
    """The rows to write, collected while the files are compared with what is known.

    `reviews` and `episodes` are columns of equal length, as the table names them.
    """

    reviews: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    episodes: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    changed_reviews: dict[int, dict[str, Any]] = field(default_factory=dict)
    changed_episodes: dict[int, dict[str, Any]] = field(default_factory=dict)
    dropped_episodes: list[int] = field(default_factory=list)
    changed_periods: dict[int, dict[str, Any]] = field(default_factory=dict)
    new_periods: list[tuple[int, dt.date, str | None]] = field(default_factory=list)
    children: dict[int, dict[str, Any]] = field(default_factory=dict)
    changes: dict[int, Changes] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not self.changes

    def change(self, child_id: int, field_name: str, old: Any, new: Any) -> None:
        """Note for the trail what changes about a child."""
        self.changes.setdefault(child_id, {})[field_name] = [old, new]


@dataclass(frozen=True)
class FileCount:
    """One file in numbers."""

    title: str
    rows: int
    refused: int


@dataclass(frozen=True)
class CareHistoryPlan:
    """What loading the files would do. Contradictions about children outside the reader's scope
    are counted in `hidden`, not named. `children`: those whose record changes. `latest_on`: the
    last day that the files name."""

    as_at: dt.date
    latest_on: dt.date | None
    digest: str
    files: tuple[FileCount, ...]
    reviews_new: int
    reviews_filled: int
    reviews_unchanged: int
    reviews_blank: int
    episodes_new: int
    episodes_changed: int
    episodes_unchanged: int
    children: int
    births_filled: int
    unknown: int
    held: int
    taken: int
    contradictions: tuple[Contradiction, ...]
    hidden: int
    queries: tuple[RefusedCell, ...]
    asked: int
    refusals: tuple[RefusedCell, ...]
    nothing: bool

    @property
    def refused(self) -> int:
        """Refused rows of all files."""
        return sum(each.refused for each in self.files)


@dataclass(frozen=True)
class CareHistoryReport:
    """What loading the files did."""

    plan: CareHistoryPlan
    written: bool


def by_kind(found: Iterable[Contradiction]) -> dict[str, list[Contradiction]]:
    """Contradictions by kind, in the order of CONTRADICTIONS."""
    rows: dict[str, list[Contradiction]] = {kind: [] for kind in CONTRADICTIONS}
    for each in found:
        rows[each.kind].append(each)
    return {kind: some for kind, some in rows.items() if some}
