"""The escalation monitor on two pages of Word: what is open now, then how it is going.

For inside: the calls of today and charts. For publication: tables only, in which small numbers are
hidden; no case, no child and nobody is named.
"""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.shared import Cm, Pt

from qa.domain.words import format_date, joined, plural
from qa.reports import word
from qa.reports.audit_words import FICTIONAL, Made
from qa.reports.word import Strong
from qa.stats.suppression import NOTE

TITLE, GOING = "Escalations briefing", "How it is going"
MOST_TEAMS, MOST_THEMES = 12, 6
TEXT, TABLE = 10, 9
"""Sizes in points: so that two pages hold it."""
PICTURE_CM = 7.6
NAMES = {
    "challenge_open": "Open by stage and age",
    "challenge_in_time": "Resolved within the days in all",
    "challenge_answers": "Answers in time by stage",
    "challenge_outcomes": "Outcomes",
    "challenge_themes": "What it was about",
}


@dataclass(frozen=True)
class About:
    """The day, the period of the charts, and the team ('' for all)."""

    on: dt.date
    from_on: dt.date
    to_on: dt.date
    team: str

    @property
    def words(self) -> str:
        """One sentence."""
        who = self.team or "All teams"
        return (
            f"{who}. As on {format_date(self.on)}; figures of a period from "
            f"{format_date(self.from_on)} to {format_date(self.to_on)}."
        )


def internal(
    about: About,
    headline: str,
    found: Any,
    now: Any,
    open_now: Any,
    going: Sequence[str],
    pictures: Sequence[tuple[bytes, str]],
    made: Made,
) -> bytes:
    """For inside. `headline` is its first sentence, `found` a `Monitor`, `now` a `Today`,
    `open_now` a table; `going` are sentences, `pictures` (PNG, what it shows)."""
    document = _begin(about, made)
    word.say(document, [Strong(headline)])
    _calls(document, now)
    _table(document, "challenge_open", open_now)
    _where(document, found)
    word.heading(document, GOING, 2)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    word.bullets(document, going)
    for place in range(0, len(pictures), 2):
        _pictures(document, pictures[place : place + 2])
    return _saved(document)


def published(about: About, tables: Mapping[str, Any], made: Made) -> bytes:
    """For publication: the tables as they may leave the building, by name."""
    document = _begin(about, made)
    word.say(document, NOTE)
    for name, found in tables.items():
        rows = found.rows[:MOST_TEAMS]
        _table(document, name, found, rows)
    return _saved(document)


def _begin(about: About, made: Made) -> Any:
    document = word.begin(TITLE, author=made.by, at=made.at, foot=made.foot)
    _small(document)
    if made.is_fictional:
        word.say(document, FICTIONAL)
    word.say(document, about.words)
    return document


def _small(document: Any) -> None:
    """A tighter look than other documents have: two pages, no more."""
    document.styles["Normal"].font.size = Pt(TEXT)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    for level, size in ((1, 17), (2, 13)):
        style = document.styles[f"Heading {level}"]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(0 if level == 1 else 9)
        style.paragraph_format.space_after = Pt(3)
    document.sections[0].top_margin = document.sections[0].bottom_margin = Cm(1.4)


def _calls(document: Any, now: Any) -> None:
    word.heading(document, "Who must act today", 2)
    if not now.calls:
        word.say(document, "No day is over and none ends today.")
        return
    rows = [
        (str(call.row.id), joined(list(call.row.children)), call.whom, call.why)
        for call in now.calls
    ]
    header = ("Challenge", "Child", "Call", "Why")
    word.table(document, "Who must act today", header, rows, (2, 2, 4, 9))
    if now.waiting > len(rows):
        word.say(document, f"These are the {len(rows)} longest overdue of {now.waiting:,}.")


def _where(document: Any, found: Any) -> None:
    word.heading(document, "Where", 2)
    busy = [row for row in found.teams if row.open]
    rows = [_team(row) for row in busy[:MOST_TEAMS]]
    if rows:
        header = ("Team", "Open", "Past the day", "In 5 days", "In 10 days", "Per 100 children")
        word.table(document, "Challenges by team", header, rows, (4, 2, 2, 2, 2, 3))
    if len(busy) > len(rows):
        word.say(document, f"{plural(len(busy) - len(rows), 'more team')} on the screen.")
    quiet = [row.team for row in found.teams if not row.open]
    if quiet:
        word.say(document, f"Nothing is open in {joined(quiet)}.")
    themes = [f"{words} {n:,}" for words, n, *_ in found.themes[:MOST_THEMES] if n]
    if themes:
        word.say(document, f"Open by theme, the most first: {'; '.join(themes)}.")


def _team(row: Any) -> tuple[str, ...]:
    rate = "No children" if row.per_hundred is None else f"{row.per_hundred:.1f}"
    return (row.team, *(f"{n:,}" for n in (row.open, row.over, row.in_five, row.in_ten)), rate)


def _table(
    document: Any, name: str, found: Any, rows: Iterable[tuple[str, ...]] | None = None
) -> None:
    word.heading(document, NAMES[name], 2)
    kept = list(found.rows if rows is None else rows)
    if not kept:
        word.say(document, "Nothing to count.")
        return
    shares = (3, *[2] * (len(found.header) - 1))
    word.table(document, NAMES[name], found.header, kept, shares)


def _pictures(document: Any, pair: Iterable[tuple[bytes, str]]) -> None:
    """Charts side by side in one paragraph, each with its alternative text."""
    paragraph = document.add_paragraph()
    for place, (drawn, said) in enumerate(pair):
        run = paragraph.add_run(" " if place else "")
        added = run.add_picture(io.BytesIO(drawn), width=Cm(PICTURE_CM))
        added._inline.docPr.set("descr", said)


def _saved(document: Any) -> bytes:
    for made in document.tables:
        for row in made.rows:
            for paragraph in (p for cell in row.cells for p in cell.paragraphs):
                paragraph.paragraph_format.space_after = Pt(1)
                for run in paragraph.runs:
                    run.font.size = Pt(TABLE)
    return word.save(document)
