"""What is not on the case system yet: the copy for the child's record, and marking it as filed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import filing as queries
from qa.domain import audits, permissions, workflow
from qa.domain.actor import Actor
from qa.domain.check_kinds import SCREENS, noun
from qa.domain.permissions import Facts
from qa.domain.refusals import NotFound, Refused
from qa.domain.urgency import lateness_words
from qa.domain.words import LONDON, format_date, plural
from qa.domain.working_days import Calendar, add_working_days
from qa.services import challenge_filing, checks, clocks, follow_ups, install
from qa.services.challenge_facts import facts_of_challenges
from qa.services.facts import facts_of_checks
from qa.services.record_copy import text_of
from qa.services.records import record

PAGE = 25
MOST = 500
DAY = dt.timedelta(days=1)
NOT_OF_A_CHILD = (
    "The report on a children's home is sent to those who must have it. It is not filed on a "
    "child's record."
)


@dataclass(frozen=True)
class Unfiled:
    """Something final that is not on the case system yet. `noun`: check or challenge."""

    noun: str
    id: int
    words: str
    """What it is, as in 'midway review'."""
    screen: str
    about: str
    team: str
    by: str
    final_on: dt.date
    due_on: dt.date
    late: str
    """In words where it is past its time; '' where it is not."""
    why_not: str
    """Why this person cannot mark it as filed; '' where they can."""


@dataclass(frozen=True)
class NotFiled:
    """One page of them: how many in all, how many past their time, where the page begins."""

    rows: tuple[Unfiled, ...]
    total: int
    late: int
    offset: int
    limit_days: int


def not_filed(actor: Actor, offset: int = 0) -> NotFiled:
    """Agreed checks, closed challenges and shared good practice in scope that nobody has marked as
    filed, the longest waiting first."""
    with reading() as session:
        calendar, limit = clocks.working_calendar(session), _limit(session, actor)
        since = _late_before(calendar, limit, actor.today)
        total, late = queries.count(session, actor, since)
        offset = min(max(offset, 0), max(total - 1, 0) // PAGE * PAGE)
        keys = queries.waiting(session, actor, PAGE, offset)
        desk = _Desk(session, actor, calendar, limit)
        made = {
            (row.noun, row.id): row
            for rows in (desk.checks(keys), desk.challenges(keys))
            for row in rows
        }
    return NotFiled(tuple(made[key] for key in keys), total, late, offset, limit)


def _limit(session: Any, actor: Actor) -> int:
    """Working days within which a copy has to be on the case system."""
    return install.rules_in_force(session, actor.today)[1][audits.RULE_FILED].limit


def _late_before(calendar: Calendar, limit: int, today: dt.date) -> dt.date:
    """The first day that is not late yet: what was agreed before it is late today."""
    day = today
    while add_working_days(calendar, day - DAY, limit) >= today:
        day -= DAY
    return day


@dataclass(frozen=True)
class _Desk:
    """What turns a record into a row of the list: which reader, calendar and limit."""

    session: Any
    actor: Actor
    calendar: Calendar
    limit: int

    def checks(self, keys: Sequence[tuple[str, int]]) -> list[Unfiled]:
        """Rows of the checks among these."""
        found = queries.checks(self.session, _ids(keys, queries.CHECK))
        facts = facts_of_checks(self.session, [check for check, *_ in found], self.actor.today)
        return [
            self._row(
                queries.CHECK, check.id, noun(check.kind), SCREENS[check.kind],
                f"Child {number}" if number else (home or "A home"), team, by,
                _agreed_on(check), facts[check.id],
            )
            for check, number, home, team, by in found
        ]  # fmt: skip

    def challenges(self, keys: Sequence[tuple[str, int]]) -> list[Unfiled]:
        """Rows of the challenges and alerts among these."""
        found = queries.challenges(self.session, _ids(keys, queries.CHALLENGE))
        every = [challenge for challenge, *_ in found]
        facts = facts_of_challenges(self.session, every, self.actor.today)
        children = challenge_filing.children_words(self.session, every)
        return [
            self._row(
                queries.CHALLENGE, challenge.id, challenge_filing.words(challenge.kind),
                challenge_filing.SCREEN, children[challenge.id], team, by, final_on,
                facts[challenge.id],
            )
            for challenge, final_on, team, by in found
        ]  # fmt: skip

    def _row(
        self, of: str, row_id: int, words: str, screen: str, about: str, team: str | None, by: str,
        final_on: dt.date, facts: Facts,
    ) -> Unfiled:  # fmt: skip
        due_on, today = add_working_days(self.calendar, final_on, self.limit), self.actor.today
        late = lateness_words(due_on, today, self.calendar) if due_on < today else ""
        why_not = permissions.can(self.actor, "file", facts).why
        return Unfiled(
            of, row_id, words, screen, about, team or "", by, final_on, due_on, late, why_not
        )


def _ids(keys: Sequence[tuple[str, int]], of: str) -> list[int]:
    return [row_id for what, row_id in keys if what == of]


def _agreed_on(check: Any) -> dt.date:
    moment = check.agreed_at or check.closed_at or check.submitted_at
    return moment.astimezone(LONDON).date()


def copy_text(actor: Actor, check_id: int) -> str:
    """A finished check as plain text for the child's record. Raises NotFound or Refused."""
    view = checks.view(actor, check_id)
    if view.check.child_id is None:
        raise Refused(NOT_OF_A_CHILD)
    if not view.decisions["read_check"].allowed or view.answers is None:
        raise Refused(view.decisions["read_check"].why or "This is not finished yet.")
    if not workflow.is_final(view.check.kind, view.check.status):
        raise Refused("The copy for the child's record is made when this is final.")
    return text_of(view, actor, follow_ups.of_check(actor, check_id)[0])


def mark(
    actor: Actor, check_ids: Sequence[int], on: dt.date, challenge_ids: Sequence[int] = ()
) -> int:
    """Record that these checks and challenges were filed on the case system that day; how many.

    All or none.
    """
    ids, others = sorted(set(check_ids)), sorted(set(challenge_ids))
    count = len(ids) + len(others)
    if not count:
        raise Refused("Choose at least one.")
    if count > MOST:
        raise Refused(f"Choose at most {MOST} at once.")
    with writing() as session:
        found = queries.held(session, actor, ids)
        challenges = queries.held_challenges(session, actor, others)
        if len(found) + len(challenges) != count:
            raise NotFound("record")
        facts = facts_of_checks(session, found, actor.today)
        for check in found:
            permissions.require(actor, "file", facts[check.id])
            _mark(session, actor, check, on)
        for challenge in challenges:
            challenge_filing.mark_final(session, actor, challenge, on)
    return count


def _mark(session: Any, actor: Actor, check: Any, on: dt.date) -> None:
    if check.child_id is None:
        raise Refused(NOT_OF_A_CHILD)
    if not workflow.is_final(check.kind, check.status):
        raise Refused("One of these is not agreed yet. It is filed once it is final.")
    if check.filed_on is not None:
        raise Refused(challenge_filing.FILED_ALREADY.format(format_date(check.filed_on)))
    if not _agreed_on(check) <= on <= actor.today:
        raise Refused(
            f"Enter a day from {format_date(_agreed_on(check))}, when it was agreed, to today."
        )
    check.filed_on, check.filed_by_id = on, actor.person_id
    check.version += 1
    record(session, actor, "file", check, {"filed_on": [None, on]})


def heading(found: NotFiled) -> str:
    """How many wait, and how many of them for too long, in a sentence."""
    if not found.total:
        return "Everything that is agreed or closed is on the case system."
    days = plural(found.limit_days, "working day")
    return f"{plural(found.total, 'record')} not filed, {found.late:,} of them after {days}."
