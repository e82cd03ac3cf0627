"""Good practice: finished audits marked as worth sharing, to read and to pass on."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import good_practice as queries
from qa.domain.actor import Actor
from qa.domain.audits import FORM
from qa.domain.refusals import Refused
from qa.domain.scoring import grade_label
from qa.services import install

PAGE = 25
READERS = ("practice_manager", "head_of_service", "iro", "team_manager", "reg44_visitor")


@dataclass(frozen=True)
class Example:
    """One audit worth sharing: what made the difference, and the sections that went well."""

    id: int
    about: str
    team: str
    auditor: str
    submitted_on: dt.date
    grade: str
    note: str
    strong_in: tuple[str, ...]


@dataclass(frozen=True)
class Examples:
    """One page of them, how many there are in all, and where the page begins."""

    rows: tuple[Example, ...]
    total: int
    offset: int


def listed(
    actor: Actor, team_id: int | None = None, section: str = "", offset: int = 0
) -> Examples:
    """Audits marked as good practice in scope, the latest first.

    `section` keeps those in which every answer of that section was positive.
    """
    if not actor.has(*READERS):
        raise Refused("Your role does not include reading finished audits.")
    with reading() as session:
        titles = _titles(session, actor)
        total = queries.count(session, actor, team_id, section)
        offset = min(max(offset, 0), max(total - 1, 0) // PAGE * PAGE)
        found = queries.page(session, actor, team_id, section, PAGE, offset)
        strong = queries.strong_sections(session, [check.id for check, *_ in found])
    by_check: dict[int, list[str]] = {}
    for check_id, code in strong:
        by_check.setdefault(check_id, []).append(titles.get(code, code))
    rows = tuple(_example(*each, by_check) for each in found)
    return Examples(rows, total, offset)


def _example(
    check: Any, number: str | None, team: str | None, auditor: str, strong: dict[int, list[str]]
) -> Example:
    return Example(
        check.id,
        f"Child {number}" if number else "A home",
        team or "",
        auditor,
        check.submitted_on,
        grade_label(check.final_grade) if check.final_grade else "",
        check.good_practice_note or "",
        tuple(strong.get(check.id, ())),
    )


def sections(actor: Actor) -> dict[str, str]:
    """The sections of the audit form that trends count: id and title."""
    with reading() as session:
        return _titles(session, actor)


def _titles(session: Any, actor: Actor) -> dict[str, str]:
    form = install.form_in_force(session, FORM, actor.today)[1]
    return {section.id: section.title for section in form.sections if section.part == "domain"}
