"""The escalation monitor on two pages of Word: what is open now, then how it is going.

For inside: the calls of today and charts. For publication: tables only, in which small numbers are
hidden; no case and no child, and nobody is named. What does not fit is said to be on the screen.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docx.shared import Cm, Pt

from qa.domain.words import format_date, joined, plural
from qa.reports import page_fit, word, word_look
from qa.reports.audit_words import FICTIONAL, Made
from qa.reports.briefing_tables import About, Part, fitted, parts
from qa.reports.word import Strong
from qa.stats.suppression import NOTE

TITLE, GOING, CALLS, WHERE = (
    "Escalations briefing",
    "How it is going",
    "Who must act today",
    "Where",
)
FOR_PUBLICATION = f"{TITLE}, for publication"
MOST_THEMES, MOST_NAMED = 6, 150
TEXT, TABLE, HEADING_CM = 10, 9, 0.9
DENSE, DENSE_HEADING_CM, DENSE_EDGES_CM, DENSE_TOP = 8, 0.78, 0.1, "20"
"""Sizes in points, how high a heading stands, edges of a cell (its top in twentieths of a point):
so that two pages hold it; denser where there are many tables."""
PICTURE_CM, HIGHEST_CM = 7.7, 7.4
CALL_SHARES, TEAM_SHARES = (1.9, 2.8, 3.8, 8.5), (5.0, 1.4, 1.9, 2.1, 2.2, 4.4)
CALL_HEADER = ("Challenge", "Child", "Who", "Why")
TEAM_HEADER = (
    "Team", "Open", "Overdue", "In 5 days", "In 10 days", "Raised in the period, per 100 children",
)  # fmt: skip


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
    used = 2.7 + page_fit.text_cm(headline, TEXT) + _calls(document, now)
    [first] = parts({"challenge_open": open_now})
    _table(document, first)
    _where(document, found, page_fit.PAGE_CM - used - HEADING_CM - first.height_cm(TABLE))
    word.heading(document, GOING, 2)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    word.bullets(document, going)
    said = sum(page_fit.text_cm(words, TEXT, 3, 15.5) for words in going)
    rows = -(-len(pictures) // 2)
    left = (page_fit.PAGE_CM - HEADING_CM - said) / max(rows, 1) - 0.7
    for place in range(0, len(pictures), 2):
        _pictures(document, pictures[place : place + 2], min(HIGHEST_CM, left))
    return _saved(document)


def published(about: About, tables: Mapping[str, Any], made: Made) -> bytes:
    """For publication: the tables as they may leave the building, by name. A table too long for
    two pages is cut, and says so."""
    document = _begin(about, made, FOR_PUBLICATION)
    word.say(document, NOTE)
    listed = [part for part in parts(tables) if part.rows]
    room = 2 * page_fit.PAGE_CM - 4.5 - DENSE_HEADING_CM * len(listed)
    for part in fitted(listed, room, DENSE, DENSE_EDGES_CM):
        _table(document, part)
    style = document.styles["Heading 2"]
    style.font.size, style.paragraph_format.space_before = Pt(11), Pt(6)
    return _saved(document, DENSE, DENSE_TOP)


def _begin(about: About, made: Made, title: str = TITLE) -> Any:
    """With who made it, but for publication, where nobody is named: with the day alone."""
    is_public = title == FOR_PUBLICATION
    by, foot = ("", f"Made on {format_date(about.on)}") if is_public else (made.by, made.foot)
    document = word.begin(title, author=by, at=made.at, foot=foot)
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
        style.paragraph_format.space_before = Pt(0 if level == 1 else 8)
        style.paragraph_format.space_after = Pt(3)
    document.sections[0].top_margin = document.sections[0].bottom_margin = Cm(1.4)


def _calls(document: Any, now: Any) -> float:
    """The calls of today; how high they stand."""
    word.heading(document, CALLS, 2)
    if not now.calls:
        word.say(document, "No day is over and none ends today.")
        return HEADING_CM + 0.6
    if now.waiting > len(now.calls):
        word.say(document, f"The {len(now.calls)} longest overdue of {now.waiting:,}.")
    rows = [
        (str(call.row.id), joined(list(call.row.children)), call.named, call.why)
        for call in now.calls
    ]
    word.table(document, CALLS, CALL_HEADER, rows, CALL_SHARES)
    return HEADING_CM + 0.6 + page_fit.table_cm(CALL_HEADER, rows, CALL_SHARES, TABLE)


def _where(document: Any, found: Any, room_cm: float) -> None:
    """Teams with something open, as many as there is room for; the others in words, and themes."""
    word.heading(document, WHERE, 2)
    said = _themes(found)
    quiet = [row.team for row in found.teams if not row.open]
    if quiet:
        named = joined(quiet)
        many = named if len(named) <= MOST_NAMED else plural(len(quiet), "team")
        said.insert(0, f"Nothing is open in {many}.")
    busy = [row for row in found.teams if row.open]
    height = sum(page_fit.text_cm(words, TEXT) for words in said) + HEADING_CM + 0.8
    kept = _that_fit(busy, room_cm - height)
    if kept:
        word.table(document, "Challenges by team", TEAM_HEADER, list(map(_team, kept)), TEAM_SHARES)
    left = [row for row in busy if row not in kept]
    if left:
        said.insert(0, _left_out(left))
    for place, words in enumerate(said):
        word.say(document, words)
        document.paragraphs[-1].paragraph_format.space_before = Pt(0 if place else 4)


def _left_out(teams: Sequence[Any]) -> str:
    """Teams that have something open and no room in the table."""
    named = joined([f"{row.team} {row.open:,}" for row in teams])
    if len(named) <= MOST_NAMED:
        return f"Open in teams that are not listed here: {named}."
    n = sum(row.open for row in teams)
    more = plural(len(teams), "more team")
    return f"{more} on the screen, with {n:,} open, fewer in each that are overdue or open."


def _themes(found: Any) -> list[str]:
    """The themes most often open, in a sentence of two or three lines at most."""
    named = [f"{words} {n:,}" for words, n, *_ in found.themes[:MOST_THEMES] if n]
    while len("; ".join(named)) > 2 * MOST_NAMED:
        named.pop()
    return [f"Open by theme, the most first: {'; '.join(named)}."] if named else []


def _that_fit(teams: Sequence[Any], room_cm: float) -> list[Any]:
    """The most pressing teams that the room holds, in the order of the alphabet."""
    left = room_cm - page_fit.row_cm(TEAM_HEADER, TEAM_SHARES, TABLE)
    kept = set()
    for row in sorted(teams, key=lambda row: (-row.over, -row.open)):
        left -= page_fit.row_cm(_team(row), TEAM_SHARES, TABLE)
        if left < 0:
            break
        kept.add(row.team)
    return [row for row in teams if row.team in kept]


def _team(row: Any) -> tuple[str, ...]:
    rate = "No children" if row.per_hundred is None else f"{row.per_hundred:.1f}"
    return (row.team, *(f"{n:,}" for n in (row.open, row.over, row.in_five, row.in_ten)), rate)


def _table(document: Any, part: Part) -> None:
    word.heading(document, part.title, 2)
    if part.note:
        word.say(document, part.note)
    if not part.rows:
        word.say(document, "Nothing to count.")
        return
    word.table(document, part.title, part.header, part.rows, part.shares)


def _pictures(document: Any, pair: Iterable[tuple[bytes, str]], most_cm: float) -> None:
    """Charts side by side in one paragraph, each with its alternative text."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = 1
    for place, (drawn, said) in enumerate(pair):
        added = paragraph.add_run(" " if place else "").add_picture(io.BytesIO(drawn))
        scale = min(Cm(PICTURE_CM) / added.width, Cm(most_cm) / added.height)
        added.width, added.height = int(added.width * scale), int(added.height * scale)
        added._inline.docPr.set("descr", said)


def _saved(document: Any, points: float = TABLE, top: str | None = None) -> bytes:
    for made in document.tables:
        if top is not None:
            word_look.set_top(made, top)
        for row in made.rows:
            for paragraph in (p for cell in row.cells for p in cell.paragraphs):
                paragraph.paragraph_format.space_after = Pt(1)
                for run in paragraph.runs:
                    run.font.size = Pt(points)
    return word.save(document)
