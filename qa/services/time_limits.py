"""Time limits on screen: what is in force, what law locks, what the council changed and when."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import InstalledVersion
from db.queries import install as installing
from db.queries import keeping
from db.queries import trail as trail_queries
from qa.domain import local_limits, permissions
from qa.domain.actor import COMMAND_LINE, Actor
from qa.domain.duties import KINDS
from qa.domain.forms import digest
from qa.domain.local_limits import Change
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.timescales import Rule, RuleBook, limit_words
from qa.domain.words import format_date
from qa.services import duties, trail
from qa.services.calendar import calendar
from qa.services.rule_books import LOCAL, RULES_KIND, change_in, rule_book


@dataclass(frozen=True)
class Made:
    """A change the council made: from what to what, from when, who, and whether it stands."""

    number: int
    rule_id: str
    event: str
    before: str
    after: str
    from_on: dt.date
    standing: str
    who: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class Line:
    """A time limit of today: whether and why not it may be changed, and its last change (0: never
    changed), which a new one has to know of, and the changes that come into force."""

    rule: Rule
    locked: str
    last_change: int
    coming: tuple[Made, ...]


@dataclass(frozen=True)
class Limits:
    """Everything the screen shows: the version in force, each limit, each change (latest first),
    and the last day for which working days are known."""

    version: str
    lines: tuple[Line, ...]
    changes: tuple[Made, ...]
    known_until: dt.date


FOLLOWED = frozenset(rule_id for kind in KINDS.values() for rule_id in kind.rule_ids)
"""The limits that clocks of children follow."""
COMING, IN_FORCE, REPLACED = "Comes into force", "In force", "Replaced"


def limits(actor: Actor) -> Limits:
    """The time limits of today, for everybody who is signed in."""
    with reading() as session:
        book = rule_book(session)
        made = tuple(_changes(session, book, actor.today))
    version, rules = book.at(actor.today)
    lines = tuple(_line(rule, made) for rule in rules.values())
    return Limits(version, lines, made, calendar().horizon)


def _line(rule: Rule, made: Sequence[Made]) -> Line:
    ours = [each for each in made if each.rule_id == rule.id]
    coming = tuple(sorted((m for m in ours if m.standing == COMING), key=lambda m: m.from_on))
    last = max((each.number for each in ours), default=0)
    return Line(rule, local_limits.may_change(rule), last, coming)


def _changes(session: Any, book: RuleBook, today: dt.date) -> Iterator[Made]:
    """Every change, the last made first."""
    rows = keeping.versions_by_whom(session, RULES_KIND, LOCAL)
    changes = {row.number: change_in(row.body) for row in rows}
    days = {row.number: row.effective_from for row in rows}
    for row in rows:
        change = changes[row.number]
        before, after = _around(book, row.number, change.id)
        yield Made(
            row.number,
            change.id,
            after.event,
            limit_words(before),
            limit_words(after),
            row.effective_from,
            _standing(row.number, changes, days, today),
            row.who or COMMAND_LINE,
            row.installed_at,
            change.reason,
        )


def _around(book: RuleBook, number: int, rule_id: str) -> tuple[Rule, Rule]:
    """A limit as it was before a change, and after it."""
    versions = [version for _from, version, _rules in book.steps]
    place = next(n for n, version in enumerate(versions) if version.endswith(f".{number}"))
    return book.steps[max(0, place - 1)][2][rule_id], book.steps[place][2][rule_id]


def _standing(
    number: int, changes: dict[int, Change], days: dict[int, dt.date], today: dt.date
) -> str:
    """Whether a change is in force, still to come, or replaced by a later one of the same limit."""
    same = [n for n in changes if changes[n].id == changes[number].id]
    if days[number] > today:
        again = any(days[n] == days[number] and n > number for n in same)
        return REPLACED if again else COMING
    begun = max((days[n], n) for n in same if days[n] <= today)
    return IN_FORCE if begun[1] == number else REPLACED


def change(
    actor: Actor,
    rule_id: str,
    limit: int | None,
    unit: str,
    from_on: dt.date | None,
    reason: str,
    seen: int,
) -> str:
    """Set a local limit with effect from a day, today or later; what was done, in words.

    Clocks that start from that day on use it; what started earlier keeps the limit it had. `seen`
    is the last change of this limit that the person saw: Stale where somebody made another since.
    Raises Refused for a limit set by law, a number or unit that makes no sense, an earlier day.
    """
    permissions.require(actor, "keep_time_limits")
    from_on = _day(actor, from_on)
    with writing() as session:
        trail_queries.locked_head(session)  # one change at a time, on either database
        book = rule_book(session)
        rule = book.at(actor.today)[1].get(rule_id)
        if rule is None:
            raise NotFound("time limit")
        made = list(_changes(session, book, actor.today))
        _must_have_seen(made, rule_id, seen)
        new = local_limits.changed(rule, limit, unit, reason)
        before = book.at(from_on)[1][rule_id]
        if (before.limit, before.unit) == (new.limit, new.unit):
            raise Refused(
                f"{rule.event}: the limit on {format_date(from_on)} is {limit_words(before)} "
                "already. Nothing was changed."
            )
        _keep(session, actor, new, from_on, 1 + max((each.number for each in made), default=0))
        after = rule_book(session).at(from_on)[1][rule_id]
        said = [limit_words(before), limit_words(after)]
        payload = {"rule": rule_id, "limit": said, "from_on": from_on, "reason": new.reason}
        trail.record(session, actor, "change", "time_limit", None, payload)
        if rule_id in FOLLOWED and from_on == actor.today:
            duties.refresh_all(session, actor.today)  # what started today follows the new limit
    return f"{rule.event}: {said[1]} from {format_date(from_on)}, until then {said[0]}."


def _day(actor: Actor, from_on: dt.date | None) -> dt.date:
    if from_on is None:
        raise Refused("Choose the day from which the limit applies.")
    if from_on < actor.today:
        raise Refused(
            "A limit takes effect today or later; what has started keeps the limit it had."
        )
    if from_on > calendar().horizon:
        raise Refused(f"The calendar ends on {format_date(calendar().horizon)}.")
    return from_on


def _must_have_seen(made: Sequence[Made], rule_id: str, seen: int) -> None:
    last = next((each for each in made if each.rule_id == rule_id), None)
    if last and last.number != seen:
        raise Stale(
            f"{last.who} set this limit to {last.after} from {format_date(last.from_on)} after you "
            "opened the screen. Nothing was changed; look at it again before you decide.",
            last.after,
            last.number,
        )


def _keep(session: Any, actor: Actor, new: Change, from_on: dt.date, number: int) -> None:
    body = local_limits.write(new)
    row = InstalledVersion(
        kind=RULES_KIND,
        name=LOCAL,
        number=number,
        digest=digest(body),
        body=body,
        effective_from=from_on,
        installed_at=actor.now,
        installed_by_id=actor.person_id or None,
    )
    installing.add(session, row)
