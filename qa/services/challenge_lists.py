"""Lists of challenges: filtered, urgent first, in the reader's scope."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import challenge_lists as lists
from db.queries import challenges as queries
from db.queries import themes as theme_queries
from qa.domain import workflow
from qa.domain.actor import Actor
from qa.domain.challenges import DISSATISFIED, RUNNING
from qa.domain.ladders import Ladder
from qa.domain.refusals import Refused
from qa.domain.urgency import Group, lateness_words, urgency
from qa.domain.working_days import Calendar, add_working_days
from qa.services import clocks, settings
from qa.services.challenge_view import outcome_words
from qa.services.ladder_texts import ladder


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means all. `ends_within`: working days in which the stage
    or the cap ends (what is over already counts)."""

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    team_ids: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    stages: tuple[int, ...] = ()
    held_by: tuple[int, ...] = ()
    raised_from: dt.date | None = None
    raised_until: dt.date | None = None
    ends_within: int | None = None
    number: int | None = None


EVERYTHING = Filter()
MOST_DIGITS = 10


@dataclass(frozen=True)
class Row:
    """A challenge in a list: dates, words and how pressing it is. `next_on`: the day that comes
    first, of the stage while an answer is waited for, or of the cap."""

    id: int
    kind: str
    kind_words: str
    """As the ladder calls it that the challenge was raised under; so is `stage`."""
    status: str
    status_words: str
    stage: str
    children: tuple[str, ...]
    child_ids: tuple[int, ...]
    themes: tuple[str, ...]
    team: str
    holder: str
    asked: str
    raised_on: dt.date | None
    formal_on: dt.date | None
    due_on: dt.date | None
    cap_due_on: dt.date | None
    next_on: dt.date | None
    group: Group | None
    late: str
    paused_on: dt.date | None
    paused_days: int
    cafcass_on: dt.date | None
    """Since when Cafcass has it; nothing once what it decided is recorded."""
    closed_on: dt.date | None
    outcome: str
    partner: str
    next_what: str = ""
    """What `next_on` is the day of: 'answer' or 'limit of all stages together'."""
    raiser: str = ""

    @property
    def late_words(self) -> str:
        """'3 working days late (answer)': by the day that comes first, and which one that is."""
        return f"{self.late} ({self.next_what})" if self.late else ""


def listed(
    actor: Actor,
    wanted: Filter = EVERYTHING,
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[Row], int]:
    """One page, running and urgent first, and how many there are."""
    with reading() as session:
        query = lists.narrowed(lists.listed(actor), **_conditions(session, actor, wanted))
        total = lists.count_of(session, query)
        rows = lists.rows(session, lists.urgent_first(query), limit, offset)
        return dressed(session, actor, rows), total


def alerts_among(actor: Actor, wanted: Filter) -> int:
    """How many of those listed are good-practice alerts."""
    with reading() as session:
        query = lists.narrowed(lists.listed(actor), **_conditions(session, actor, wanted))
        return lists.count_of(session, lists.narrowed(query, kinds=("good_practice",)))


def number_of(typed: str) -> int | None:
    """'250' or 'Challenge 250' as a number; none where nothing is typed. Raises Refused."""
    if not typed.strip():
        return None
    digits = typed.rsplit(maxsplit=1)[-1]
    if not (digits.isascii() and digits.isdigit() and len(digits) < MOST_DIGITS):
        raise Refused("Search for a challenge by its number, such as 250.")
    return int(digits)


def of_child(actor: Actor, child_id: int) -> list[Row]:
    """Every challenge and alert in scope about a child, the latest first."""
    with reading() as session:
        rows = lists.rows(session, lists.of_child(actor, child_id), 100)
        return dressed(session, actor, rows)


def of_check(actor: Actor, check_id: int) -> list[Row]:
    """Every challenge and alert in scope raised from a check."""
    with reading() as session:
        rows = lists.rows(session, lists.of_check(actor, check_id), 100)
        return dressed(session, actor, rows)


def similar(actor: Actor, child_ids: Iterable[int], without: int | None = None) -> list[Row]:
    """Challenges that run about any of these children: shown before another one is raised."""
    with reading() as session:
        rows = lists.rows(session, lists.about_children(actor, child_ids, without), 20)
        return dressed(session, actor, rows)


def _conditions(session: Any, actor: Actor, wanted: Filter) -> dict[str, Any]:
    made = {name: value for name, value in vars(wanted).items() if name != "ends_within"}
    if wanted.ends_within is not None:
        calendar = clocks.working_calendar(session)
        made["ends_by"] = add_working_days(calendar, actor.today, wanted.ends_within)
        made["statuses"] = wanted.statuses or tuple(s for s in RUNNING if s != "paused")
    return made


def dressed(session: Any, actor: Actor, rows: Sequence[Any]) -> list[Row]:
    """Rows of `challenge_lists.listed` with children, themes, what was said of the latest answer
    and urgency (at most three more reads, and one for each ladder)."""
    ids = [row.id for row in rows]
    children, themes = (
        _by(queries.children_of(session, ids)),
        _by(theme_queries.of_challenges(session, ids)),
    )
    judged = queries.judged(session, [row.id for row in rows if row.status == DISSATISFIED])
    calendar, values = clocks.working_calendar(session), settings.values(session, actor.today)
    rules = {each: ladder(session, each) for each in {row.ladder_id for row in rows}}
    dates_only = not actor.has("iro", "practice_manager", "team_manager", "head_of_service")
    return [
        _row(row, judged.get(row.id), children.get(row.id, []),
             [] if dates_only else themes.get(row.id, []), rules[row.ladder_id], actor.today,
             calendar, values)
        for row in rows
    ]  # fmt: skip


def _by(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.challenge_id, []).append(row)
    return found


def _row(
    row: Any, judged: str | None, children: list[Any], themes: list[Any], rules: Ladder,
    today: dt.date, calendar: Calendar, values: dict[str, Any],
) -> Row:  # fmt: skip
    next_on = _next_on(row)
    return Row(
        id=row.id,
        kind=row.kind,
        kind_words=rules.word(rules.kind(row.kind)),
        status=row.status,
        status_words=workflow.challenge_status_words(row.status, judged, row.outcome),
        stage=row.stage_name or "",
        children=tuple(child.case_number for child in children),
        child_ids=tuple(child.child_id for child in children),
        themes=tuple(theme.words for theme in themes),
        team=row.team or "",
        holder=row.holder,
        asked=", ".join(part for part in (row.responder, row.responder_role) if part),
        raised_on=row.raised_on,
        formal_on=row.formal_started_on,
        due_on=row.due_on,
        cap_due_on=row.cap_due_on,
        next_on=next_on,
        group=_group(next_on, today, calendar, values),
        late=lateness_words(next_on, today, calendar) if next_on else "",
        paused_on=row.paused_on,
        paused_days=row.paused_days,
        cafcass_on=None if row.cafcass_outcome_on else row.cafcass_on,
        closed_on=row.closed_on,
        outcome=outcome_words(row.outcome),
        partner=row.partner or "",
        next_what=_what_is_next(row, next_on),
        raiser=row.raiser,
    )


def _next_on(row: Any) -> dt.date | None:
    """The day that comes first; none while it is paused or once it is closed."""
    if row.status not in RUNNING or row.status == "paused":
        return None
    days = [row.due_on if row.status == "open" else None, row.cap_due_on]
    return min((day for day in days if day is not None), default=None)


def _what_is_next(row: Any, next_on: dt.date | None) -> str:
    if next_on is None:
        return ""
    is_answer = row.status == "open" and row.due_on == next_on
    return "answer" if is_answer else "limit of all stages together"


def _group(
    day: dt.date | None, today: dt.date, calendar: Calendar, values: dict[str, Any]
) -> Group | None:
    if day is None:
        return None
    return urgency(
        day, today, calendar, values["critical_after_working_days"],
        values["due_soon_within_working_days"],
    )  # fmt: skip
