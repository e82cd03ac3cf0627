"""A plainly fictional SSDA903 set: to try a load with, for the demonstration, tests, benchmarks."""

import csv
import io
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.domain.working_days import add_months
from qa.imports.sample_children import Child

HEADERS = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    "episodes": (
        "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC",
        "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN",
    ),
    "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
}  # fmt: skip
FILES = {"header": "header.csv", "episodes": "episodes.csv", "reviews": "reviews.csv"}
SHORT_BREAKS = ("V3", "V4")
LATE, MOVES_AFTER_DAYS = 0.15, (60, 700)
SATURDAY = 5
Row = tuple[str, ...]


@dataclass(frozen=True)
class CareChild:
    """A child's periods of care: (first day, last day or None), the earliest first.

    `latest_review_on`: the last review there is to be, where another list has named it.
    """

    case_number: str
    born_on: date
    periods: tuple[tuple[date, date | None], ...]
    legal_status: str = "C2"
    latest_review_on: date | None = None


def fictional_903(children: Iterable[CareChild], seed: int, as_at: date) -> dict[str, bytes]:
    """Header, Episodes and Reviews as CSV, by file name; the same arguments give the same bytes."""
    chance = random.Random(seed)
    rows: dict[str, list[Row]] = {kind: [] for kind in HEADERS}
    for child in children:
        born = said(child.born_on)
        rows["header"].append(header_row(child.case_number, child.born_on, chance))
        for start, end in child.periods:
            rows["episodes"] += _episodes(child, start, end, chance, as_at)
        if child.legal_status not in SHORT_BREAKS:
            rows["reviews"] += [
                (child.case_number, born, said(on), code(child.born_on, on, chance))
                for on in _reviews(child, chance, as_at)
            ]
    return as_files(rows)


def as_files(rows: Mapping[str, Iterable[Row]]) -> dict[str, bytes]:
    """Rows of each kind (header, episodes, reviews) as CSV files, by file name."""
    return {FILES[kind]: _written(HEADERS[kind], rows[kind]) for kind in HEADERS}


def header_row(number: str, born_on: date, chance: random.Random) -> Row:
    """One row of Header; what is not about birth is the same for everybody or drawn."""
    return (number, chance.choice("12"), said(born_on), "WBRI", "UN1", "", "")


def in_care(children: Sequence[Child]) -> list[CareChild]:
    """The children of a fictional Annex A who are looked after, as that list has them."""
    return [
        CareChild(
            child.case_number,
            child.born_on,
            ((facts["starts_on"], facts["ends_on"]),),  # type: ignore[arg-type]
            str(facts["legal_status"]),
            facts["latest_review_on"],  # type: ignore[arg-type]
        )
        for child in children
        if child.born_on and (facts := child.facts.get(8))
    ]


def long_in_care(children: int, seed: int, as_at: date, years: int = 10) -> list[CareChild]:
    """Children in care for all of so many years: the most reviews there can be."""
    chance = random.Random(seed)
    return [_long(number, chance, as_at, years) for number in range(1, children + 1)]


def _long(number: int, chance: random.Random, as_at: date, years: int) -> CareChild:
    start = as_at - timedelta(days=365 * years + chance.randint(0, 90))
    born = start - timedelta(days=chance.randint(30, 365 * 6))
    return CareChild(f"FIC{number:06d}", born, ((start, None),))


def _episodes(
    child: CareChild, start: date, end: date | None, chance: random.Random, as_at: date
) -> Iterator[Row]:
    """One period, cut where the child moved; each but the last ends with X1."""
    reason, last = "S", end or as_at
    while True:
        moved = start + timedelta(days=chance.randint(*MOVES_AFTER_DAYS))
        stays = moved >= last or child.legal_status in SHORT_BREAKS
        over = end if stays else moved
        why = "" if over is None else "E4A" if stays else "X1"
        place = chance.choice(("U1", "U4", "U6", "K2"))
        yield (
            child.case_number, said(start), reason, child.legal_status, "N1", place, "PR1",
            said(over) if over else "", why, "" if stays else "CARPL", "", "",
            f"SC{chance.randint(100, 160):06d}" if place == "K2" else "",
        )  # fmt: skip
        if stays:
            return
        reason, start = "P", moved


def _reviews(child: CareChild, chance: random.Random, as_at: date) -> list[date]:
    """Held as a council holds them: most in time, some late, never at a weekend."""
    found = [
        day
        for start, end in child.periods
        for day in _of_period(start, min(end or as_at, as_at), chance)
    ]
    latest = child.latest_review_on
    if latest is None:
        return found
    return [*(day for day in found if day < latest - timedelta(days=20)), latest]


def _of_period(start: date, last: date, chance: random.Random) -> Iterator[date]:
    due = start + timedelta(days=26)
    for months in (3, *[6] * 60):
        early = -chance.randint(1, 10)
        day = due + timedelta(days=chance.randint(3, 30) if chance.random() < LATE else early)
        while day.weekday() >= SATURDAY:
            day -= timedelta(days=1)
        if day > last:
            return
        yield day
        due = add_months(day, months)


def code(born: date, on: date, chance: random.Random) -> str:
    """A participation code that fits the age at the review."""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if years < 4:
        return "PN0"
    return chance.choices(("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"),
                          (50, 6, 3, 4, 8, 20, 9))[0]  # fmt: skip


def said(day: date) -> str:
    """A date as SSDA903 has it."""
    return f"{day:%d/%m/%Y}"


def _written(header: Row, rows: Iterable[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
