"""What an Annex A workbook says about children: plain values, no names, no postcodes.

Birth is the first of the month; `*_on` are dates; codes are those of annex_a.toml (see
`annex_a_columns.code_label` for their words). What there are thousands of is a named tuple.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple


class InNeed(NamedTuple):
    """List 6: children in need."""

    primary_need: str | None = None
    last_seen_on: date | None = None
    closure_reason: str | None = None
    case_status: str | None = None


class OnPlan(NamedTuple):
    """List 7: the latest child protection plan."""

    initial_category: str | None = None
    latest_category: str | None = None
    last_visit_on: date | None = None
    seen_alone: str | None = None
    latest_review_on: date | None = None
    emergency_protection: str | None = None
    previous_plans: int | None = None


class InCare(NamedTuple):
    """List 8: the latest period of being looked after; counts are of the last 12 months."""

    uasc: str | None = None
    need: str | None = None
    second_period: str | None = None
    legal_status_on: date | None = None
    legal_status: str | None = None
    latest_review_on: date | None = None
    last_visit_on: date | None = None
    permanence_plan: str | None = None
    last_iro_contact_on: date | None = None
    last_health_on: date | None = None
    last_dental_on: date | None = None
    placements: int | None = None
    end_reason: str | None = None
    placed_on: date | None = None
    placement_type: str | None = None
    placement_provider: str | None = None
    placement_urn: str | None = None
    placement_location: str | None = None
    placement_la: str | None = None
    missing_episodes: int | None = None
    absent_episodes: int | None = None
    interview_offered: str | None = None
    interview_accepted: str | None = None


class CareLeaver(NamedTuple):
    """List 9: a young person receiving leaving care services."""

    eligibility: str | None = None
    in_touch: str | None = None
    accommodation: str | None = None
    suitability: str | None = None
    activity: str | None = None
    uasc: str | None = None
    adviser: str | None = None
    pathway_plan_on: date | None = None
    latest_contact_on: date | None = None


Facts = InNeed | OnPlan | InCare | CareLeaver
FACTS = {6: InNeed, 7: OnPlan, 8: InCare, 9: CareLeaver}


class Listed(NamedTuple):
    """One good row: a child on one list. `row` is the row of the sheet, from 1.

    starts_on and ends_on are those of the period in need, the plan or the period in care
    (None on list 9). age_years is worked out at the file's date where the birth date is given;
    birth_month of an unborn child is the month of the expected birth.
    """

    list_no: int
    row: int
    case_number: str
    birth_month: date | None
    age_years: int | None
    unborn: bool
    team: str | None
    worker: str | None
    starts_on: date | None
    ends_on: date | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """One cell that cannot be read, and why; the whole row is refused with it."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not loaded. case_number is None when it could not be read."""

    list_no: int
    row: int
    case_number: str | None


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """A column to tell the person about: unknown, or missing from a sheet."""

    list_no: int
    sheet: str
    column: str


@dataclass(frozen=True, slots=True)
class SheetNote:
    """A sheet that was not read, and why."""

    sheet: str
    reason: str


@dataclass(frozen=True)
class AnnexA:
    """Everything read from one workbook. `lists_present` are the lists that could be read.

    not_kept: columns left unread on purpose (postcodes, gender, ethnicity, disability).
    file_digest: SHA-256 of the file, hexadecimal.
    """

    as_at: date
    file_digest: str
    lists_present: tuple[int, ...]
    listed: tuple[Listed, ...]
    refusals: tuple[RefusedCell, ...]
    refused_rows: tuple[RefusedRow, ...]
    unknown_columns: tuple[ColumnNote, ...]
    missing_columns: tuple[ColumnNote, ...]
    not_kept: tuple[str, ...]
    sheets_not_read: tuple[SheetNote, ...]
    list_of_sheet: dict[str, int]

    @cached_property
    def rows_read(self) -> dict[int, int]:
        """Good rows by list."""
        return _by_list(self.lists_present, [row.list_no for row in self.listed])

    @cached_property
    def rows_refused(self) -> dict[int, int]:
        """Refused rows by list."""
        return _by_list(self.lists_present, [row.list_no for row in self.refused_rows])

    @cached_property
    def case_numbers(self) -> frozenset[str]:
        """Every child with at least one good row."""
        return frozenset(row.case_number for row in self.listed)


def _by_list(lists: tuple[int, ...], rows: Sequence[int]) -> dict[int, int]:
    counts = Counter(rows)
    return {number: counts[number] for number in lists}
