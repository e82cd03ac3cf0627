"""What a form needs to know of its subject to ask the right questions."""

from collections.abc import Iterable
from dataclasses import dataclass

CASE_TYPES = {
    "CIN": "Child in need",
    "CP": "Child protection plan",
    "CLA": "Looked after",
    "CARE_LEAVER": "Care leaver",
    "ASSESSMENT": "Assessment only",
    "FOSTERING": "Fostering",
    "LADO": "Allegation against a person who works with children",
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Case types (codes of `CASE_TYPES`; a child may hold several) and age; of a home, neither."""

    case_types: frozenset[str] = frozenset()
    age_years: int | None = None
    unborn: bool = False

    @classmethod
    def pinned(cls, case_types: str | Iterable[str], age_years: int | None) -> "CaseFacts":
        """From what a check pins: codes joined by "|", and whole years, -1 for unborn."""
        codes = case_types.split("|") if isinstance(case_types, str) else case_types
        unborn = age_years is not None and age_years < 0
        return cls(frozenset(codes) - {""}, None if unborn else age_years, unborn)
