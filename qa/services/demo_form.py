"""The answers of one audit of the demonstration as rows, in the order in which they were given."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from qa.domain.answers import NONE
from qa.domain.scoring import GRADE_OF
from qa.services import demo_words as words
from qa.services.demo_cases import Case
from qa.services.demo_lives import Life
from qa.services.demo_world import DAY, World

SECTIONS = "SABCDEFGHZ"
"""First letters of the question ids of the released audit form, in its order."""
MINUTES = 12  # that a section takes


def form_answers(
    world: World, case: Case, life: Life, revision_id: int, how: str
) -> list[tuple[Any, ...]]:
    """(revision, question, value, grade, evidence, saved at, by); a draft stops half way."""
    if case.stage in ("allocated", "withdrawn"):
        return []
    upto = len(SECTIONS) if case.is_submitted else 1 + case.id % (len(SECTIONS) - 1)
    first = world.at(*_begun(world, case))
    moments = {s: _later(world, first, n) for n, s in enumerate(SECTIONS[:upto])}
    given = [*_opening(case, how), *case.entries, *_closing(world, case, life, how)]
    by = case.auditor_id
    return [
        (revision_id, *entry, moments[entry[0][0]], by) for entry in given if entry[0][0] in moments
    ]


def _begun(world: World, case: Case) -> tuple[int, int]:
    if not case.is_submitted:
        return min(case.allocated + 1, world.present), 22
    return max(case.allocated, case.submitted - case.id % 4), 22


def _later(world: World, first: dt.datetime, sections: int) -> dt.datetime:
    return min(first + dt.timedelta(minutes=MINUTES * sections), world.now)


def _closing(world: World, case: Case, life: Life, how: str) -> Iterator[tuple]:
    yield "H6", words.TEXTS["H6"], None, None
    yield "Z1", GRADE_OF[case.grade], case.grade, None
    yield "Z2", words.REASONS[case.grade], None, None
    yield "Z3", words.TEXTS["Z3"], None, None
    if not life.actions:
        yield "Z4", NONE, None, None
    yield "Z5", "N", 0, None
    if how != "desk" and case.is_submitted:
        yield "Z6", (world.on(case.submitted) - DAY).isoformat(), None, None


def _opening(case: Case, how: str) -> Iterator[tuple]:
    yield "S1", how, None, None
    if how == "desk":
        return
    yield "S2", words.TEXTS["S2"], None, None
    if how == "family":
        agreed = case.id % 3 > 0
        if agreed:
            yield "S3", "Y", 2, None
            yield "S4", words.TEXTS["S4"], None, None
        else:
            yield "S3", "N", 0, "Fictional: contact was declined."
