"""Caseload: children per IRO or chair and full-time post, against the guide; who has nobody.

K25: children looked after or on a plan, each counted once, by full-time equivalent. The guide
(IRO Handbook: 50 to 70 looked-after children for a full-time IRO) is a setting. No ranking: by
name. A child with two IROs on a day counts with both.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import caseload as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.children import STATUSES
from qa.domain.duties import MEETINGS, MIDWAYS
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.words import format_date, joined, plural
from qa.services import settings, trail

READERS = ("practice_manager", "head_of_service", "business_support", "iro")
ALL = READERS[:-1]
WEEKS_AHEAD = 4
THEIRS = (*MEETINGS, *MIDWAYS, "reconvene")
"""What an IRO or chair does: visits and health assessments are the social worker's."""
HEADER = ("IRO or chair", "Hours (full time is 1)", "Children", "Children per full-time post",
          "Guide", "Reviews due in 4 weeks", "Midway reviews due in 4 weeks",
          "Overdue")  # fmt: skip


@dataclass(frozen=True)
class Load:
    """One IRO or chair. `per_post` is children per full-time post; None without known hours."""

    person_id: int
    name: str
    hours: float | None
    looked_after: int
    on_plan: int
    both: int
    short_breaks: int
    per_post: int | None
    against: str
    reviews_due: int
    midways_due: int
    overdue: int
    contacted: int
    contact_due: int
    notes: tuple[str, ...]

    @property
    def contact_words(self) -> str:
        """K24: children the IRO was in contact with since their last review, of how many."""
        return f"{self.contacted:,} of {self.contact_due:,}" if self.contact_due else ""

    @property
    def guide_words(self) -> str:
        """Where it stands against the guide, without the figure."""
        return self.against.split(":")[0]

    @property
    def children(self) -> int:
        """How many children in all, each once."""
        return self.looked_after + self.on_plan + self.both + self.short_breaks


@dataclass(frozen=True)
class Waiting:
    """A child whom nobody reviews."""

    child_id: int
    case_number: str
    words: str


@dataclass(frozen=True)
class Caseload:
    """What the screen shows; `waiting` names children only where the reader may see them."""

    rows: tuple[Load, ...]
    waiting: tuple[Waiting, ...]
    waiting_count: int
    guide: tuple[int, int]
    is_whole: bool
    summary: str


def caseload(actor: Actor) -> Caseload:
    """Everybody's for those who manage or support, one's own (and whom one covers) for an IRO.

    Raises Refused for other roles.
    """
    if not actor.has(*READERS):
        raise Refused("Your role does not include the caseload.")
    with reading() as session:
        return _caseload(session, actor)


def _caseload(session: Any, actor: Actor) -> Caseload:
    is_whole = actor.has(*ALL)
    values = settings.values(session, actor.today)
    guide = (values["caseload_low"], values["caseload_high"])
    rows = _loads(session, actor, guide, is_whole)
    waiting = _waiting(session, actor) if is_whole else ()
    count = len(waiting) if is_whole else queries.count_unallocated(session, actor)
    return Caseload(rows, waiting, count, guide, is_whole, _summary(rows, guide) if rows else "")


def _loads(session: Any, actor: Actor, guide: tuple[int, int], is_whole: bool) -> tuple[Load, ...]:
    kinds = _kinds(queries.by_person(session, actor))
    until = actor.today + dt.timedelta(weeks=WEEKS_AHEAD)
    due = _due(queries.due(session, actor, THEIRS, until))
    for iro_id, children, contacted in queries.contacts(session, actor):
        due[iro_id] += Counter(contact_due=children, contacted=contacted)
    notes = _cover_notes(queries.covers(session, actor.today))
    return tuple(
        _load(person, kinds[person.id], due[person.id], notes[person.id], guide, actor.today)
        for person in queries.reviewers(session, kinds, actor.today)
        if is_whole or person.id in actor.selves
    )


def _kinds(rows: Iterable[Any]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for person_id, cla, cp, short, count in rows:
        kind = "both" if cla and cp else "on_plan" if cp else "looked_after"
        found[person_id]["short_breaks" if short and not cp else kind] += count
    return found


def _due(rows: Iterable[Any]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for iro_id, kind, overdue, soon in rows:
        found[iro_id]["overdue"] += overdue
        found[iro_id]["midways" if kind in MIDWAYS else "reviews"] += soon
    return found


def _cover_notes(rows: Iterable[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        until = format_date(row.to_on)
        found[row.absent_id].append(f"is covered by {row.cover} until {until}")
        found[row.cover_id].append(f"covers {row.absent} until {until}")
    return found


def _load(
    person: Any,
    kinds: Counter[str],
    due: Counter[str],
    notes: Sequence[str],
    guide: tuple[int, int],
    today: dt.date,
) -> Load:
    hours = person.hours if person.hours and person.hours > 0 else None
    per_post = per_full_time(sum(kinds.values()), hours)
    has_left = person.left_on is not None and person.left_on <= today
    gone = (f"left on {format_date(person.left_on)}: hand these children over",) if has_left else ()
    return Load(
        person.id, person.name, hours, kinds["looked_after"], kinds["on_plan"], kinds["both"],
        kinds["short_breaks"], per_post, against_guide(per_post, guide), due["reviews"],
        due["midways"], due["overdue"], due["contacted"], due["contact_due"], (*gone, *notes),
    )  # fmt: skip


def per_full_time(children: int, hours: float | None) -> int | None:
    """Children per full-time post, rounded to the nearest whole child (a half up)."""
    return int(children / hours + 0.5) if hours else None


def against_guide(per_post: int | None, guide: tuple[int, int]) -> str:
    """Where a figure stands, in words: no colours, no ranks."""
    low, high = guide
    if per_post is None:
        return "working hours not recorded"
    if per_post > high:
        return f"above the guide: {per_post} per full-time post"
    if per_post < low:
        return f"below the guide: {per_post} per full-time post"
    return f"within the guide: {per_post} per full-time post"


def _waiting(session: Any, actor: Actor) -> tuple[Waiting, ...]:
    rows = queries.unallocated(session, actor)
    teams = queries.team_names(session, [row.id for row in rows], actor.today)
    return tuple(
        Waiting(row.id, row.case_number, _waiting_words(row, teams.get(row.id))) for row in rows
    )


def _waiting_words(row: Any, team: str | None) -> str:
    held = [STATUSES[code] for code in ("cla", "cp") if getattr(row, code)]
    since = f" since {format_date(row.since)}" if row.since else ""
    return f"{joined(held)}{since} · {team or 'no team'}"


def _summary(rows: Sequence[Load], guide: tuple[int, int]) -> str:
    counted = [row for row in rows if row.hours]
    posts = sum(row.hours or 0 for row in counted)
    per_post = per_full_time(sum(row.children for row in counted), posts)
    total = sum(row.children for row in rows)
    full_time = f"{posts:g} full-time {'post' if posts == 1 else 'posts'}"
    said = f"{plural(total, 'child', 'children')}, {full_time}, {against_guide(per_post, guide)}"
    return f"{said}."


def export(actor: Actor) -> bytes:
    """The figures as a CSV file, counts under the small number hidden. Raises Refused."""
    permissions.require(actor, "export")
    found = caseload(actor)
    with writing() as session:
        small = settings.value(session, "small_number", actor.today)
        made = csv_bytes(HEADER, [_cells(row, small) for row in found.rows])
        trail.record(session, actor, "export", "caseload", None, {"rows": len(found.rows)})
    return made


def _cells(row: Load, small: int) -> tuple[object, ...]:
    def shown(count: int) -> object:
        return f"fewer than {small}" if 0 < count < small else count

    hidden = 0 < row.children < small
    return (
        row.name, row.hours or "not recorded", shown(row.children),
        "" if hidden or row.per_post is None else row.per_post,
        "" if hidden else row.guide_words, shown(row.reviews_due),
        shown(row.midways_due), shown(row.overdue),
    )  # fmt: skip
