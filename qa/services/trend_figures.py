"""From counted rows to what the charts and tables of the trends page show. Nothing is read here.

A frame is columns by name, every list of one length: what a chart draws and a table prints.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain.audits import KIND
from qa.domain.forms import Form
from qa.domain.scoring import GRADE_OF, grade_label
from qa.domain.urgency import Band

Frame = Mapping[str, list[Any]]
GRADES = tuple(sorted(GRADE_OF, reverse=True))  # 4 Outstanding … 1 Inadequate
GOOD = 3
NO_TEAM = "No team"


@dataclass(frozen=True)
class Names:
    """What ids are called: teams, domains and critical questions by id, forms by version."""

    teams: Mapping[int, str]
    domains: Mapping[str, str]
    critical: Mapping[str, str]
    versions: Mapping[int, str]

    @classmethod
    def of(cls, teams: Mapping[int, str], forms: Mapping[int, Form]) -> "Names":
        """The wording of the latest version that has the id; `forms` has the latest first."""
        mine = {i: form for i, form in forms.items() if form.kind == KIND}
        domains, critical = {}, {}
        for form in mine.values():
            for section in form.sections:
                if section.part == "domain":
                    domains.setdefault(section.id, section.title)
            for question in form.questions:
                if question.critical and question.caps:
                    critical.setdefault(question.id, question.text)
        versions = {i: f"{form.title} version {form.version}" for i, form in mine.items()}
        return cls(teams, dict(sorted(domains.items())), dict(sorted(critical.items())), versions)

    def team(self, team_id: int | None) -> str:
        """The team's name, or that there is none."""
        return self.teams.get(team_id, NO_TEAM) if team_id is not None else NO_TEAM


@dataclass(frozen=True)
class Totals:
    """Audits submitted; of these with a final grade; of these Good or Outstanding."""

    submitted: int
    graded: int
    good: int


@dataclass(frozen=True)
class Counts:
    """Everything that was counted, as the database gave it, rolled up once."""

    months: Counter[tuple[str, int]]
    teams: Counter[tuple[int | None, int]]
    form_ids: frozenset[int]
    now: Totals
    before: Totals
    waiting: int
    domains: Mapping[tuple[str, int], tuple[float, int]]
    concerns: Mapping[str, int]
    actions: Mapping[int, int]

    @classmethod
    def of(
        cls,
        grades: Iterable[Sequence[Any]],
        before: Sequence[int],
        waiting: int,
        domains: Iterable[Sequence[Any]],
        concerns: Iterable[Sequence[Any]],
        actions: Iterable[Sequence[Any]],
    ) -> "Counts":
        """From the rows of the metrics of `db.metrics`, in their order of columns."""
        months, teams, forms, submitted = Counter(), Counter(), set(), 0
        for month, team_id, form_id, grade, n in grades:
            submitted += n
            forms.add(form_id)
            if grade is not None:
                months[month, grade] += n
                teams[team_id, grade] += n
        graded = months.total()
        good = sum(n for (_, grade), n in months.items() if grade >= GOOD)
        return cls(
            months,
            teams,
            frozenset(forms),
            Totals(submitted, graded, good),
            Totals(*before),
            waiting,
            {(section, team): (positive, n) for section, team, positive, n in domains},
            dict(concerns),
            dict(actions),
        )


def frames(
    counts: Counts, names: Names, bands: Sequence[Band], from_on: dt.date, to_on: dt.date
) -> dict[str, Frame]:
    """A frame for each chart, by the chart's key; empty where there is nothing to draw."""
    return {
        "month": _by_month(counts, months_between(from_on, to_on)),
        "team": _by_team(counts, names),
        "domain": _by_domain(counts, names),
        "question": _by_question(counts, names),
        "age": _by_age(counts, bands),
    }


def months_between(from_on: dt.date, to_on: dt.date) -> list[str]:
    """Every month of the period: '2026-11'."""
    first, last = (day.year * 12 + day.month - 1 for day in (from_on, to_on))
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(first, last + 1)]


def _by_month(counts: Counts, months: Sequence[str]) -> Frame:
    if not counts.now.graded:
        return {}
    return _shares("month", [(month, month) for month in months], counts.months)


def _by_team(counts: Counts, names: Names) -> Frame:
    ids = sorted({i for i, _ in counts.teams}, key=lambda i: (i is None, names.team(i)))
    frame = _shares("team_id", [(i, i) for i in ids], counts.teams)
    return {**frame, "team": [names.team(i) for i in frame["team_id"]]} if ids else {}


def _shares(name: str, keys: Sequence[tuple[Any, Any]], of: Counter[Any]) -> dict[str, list[Any]]:
    """One row a key and grade: n of the key's total, and its share (0 where there is none)."""
    found: dict[str, list[Any]] = {name: [], "grade": [], "n": [], "share": [], "total": []}
    for key, shown in keys:
        total = sum(of[key, grade] for grade in GRADES)
        for grade in GRADES:
            n = of[key, grade]
            found[name].append(shown)
            found["grade"].append(grade_label(grade))
            found["n"].append(n)
            found["share"].append(n / total if total else 0.0)
            found["total"].append(total)
    return found


def _by_domain(counts: Counts, names: Names) -> Frame:
    rows = [
        (section, names.domains.get(section, section), team, names.team(team), n, positive / n)
        for (section, team), (positive, n) in counts.domains.items()
        if n
    ]
    rows.sort(key=lambda row: (row[3], row[2], row[0]))
    return _columns(("domain", "domain_title", "team_id", "team", "n", "share"), rows)


def _by_question(counts: Counts, names: Names) -> Frame:
    total = counts.now.submitted
    rows = [
        (question, names.critical.get(question, question), n, total, n / total if total else 0.0)
        for question, n in counts.concerns.items()
    ]
    rows.sort(key=lambda row: (-row[2], row[0]))
    return _columns(("question", "title", "n", "total", "share"), rows)


def _by_age(counts: Counts, bands: Sequence[Band]) -> Frame:
    if not counts.actions:
        return {}
    rows = [(band.label, str(band.group), counts.actions.get(i, 0)) for i, band in enumerate(bands)]
    return _columns(("band", "urgency", "n"), rows)


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Frame:
    if not rows:
        return {}
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
