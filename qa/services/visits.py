"""Visits to children's homes: begun by the visitor appointed to the home, read, listed."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import (
    Action,
    Check,
    Home,
    Visit,
    VisitAlert,
    VisitConsent,
    VisitIssue,
    VisitSending,
)
from db.queries import checks as check_queries
from db.queries import visits as queries
from qa.domain import visit_names, visits
from qa.domain.actor import Actor
from qa.domain.answers import Answer
from qa.domain.permissions import Decision
from qa.domain.refusals import NotFound, Refused
from qa.domain.residents import by_letter, without_letters
from qa.domain.workflow import DRAFT, REG44
from qa.services import checks, drafts, residents, visit_begin, visit_versions
from qa.services.answers import SUBMITTED
from qa.services.checks import CheckView
from qa.services.records import allowed, held, moved, record, said


def begin(actor: Actor, home_id: int, visited_on: dt.date, announced: str | None = None) -> int:
    """Begin the record of a visit to a home on a day, or find the one this person has begun; its
    id. A visit made on paper is typed in later, with its own day.

    Raises NotFound, or Refused in words: not appointed, tied to the home (which rule of
    regulation 43(3)), independence not confirmed for the day, a day in the future or outside the
    home's life.
    """
    if announced is not None and announced not in visits.ANNOUNCED_WORDS:
        raise Refused("Choose whether the visit was announced from the list.")
    with writing() as session:
        home = visit_begin.home_to_visit(session, actor, home_id, visited_on)
        visit_begin.must_be_day_of_home(home, visited_on, actor.today)
        link = visit_begin.appointed(session, actor, home, visited_on)
        begun = queries.being_written(session, home_id, actor.person_id, visited_on)
        if begun is None:
            return visit_begin.begun(session, actor, link, visited_on, announced).id
        if announced is not None:
            visit_begin.say_how_announced(session, actor, *draft(session, actor, begun), announced)
        return begun


def withdraw(actor: Actor, check_id: int, reason: str) -> None:
    """Withdraw a visit that is not finished; what is written is kept."""
    reason = said(reason, "Say why, so that colleagues can see it later.")
    with writing() as session:
        check, visit = held_visit(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        change = moved(check, "withdraw")
        record(
            session,
            actor,
            "withdraw",
            check,
            {**visit_begin.about(visit), **change, "reason": reason},
        )


def held_visit(session: Any, actor: Actor, check_id: int) -> tuple[Check, Visit]:
    """A visit, locked for this transaction. Raises NotFound."""
    check = held(session, actor, check_id)
    found = queries.of_check(session, check_id) if check.kind == REG44 else None
    if found is None:
        raise NotFound("visit")
    return check, found[0]


def draft(session: Any, actor: Actor, check_id: int) -> tuple[Check, Visit]:
    """A visit that this person is writing, locked. Raises NotFound, or Refused in words."""
    check, visit = held_visit(session, actor, check_id)
    allowed(session, actor, "fill_in", check)
    if check.status not in DRAFT:
        raise Refused(SUBMITTED)
    return check, visit


def confirm(actor: Actor, check_id: int, is_independent: bool) -> None:
    """The visitor says that this is the right home, and whether they are independent of it
    (VH.7): in person, since cover does not count. Then the form opens."""
    with writing() as session:
        check, visit = draft(session, actor, check_id)
        if actor.person_id != check.assignee_id:
            raise Refused(visit_begin.IN_PERSON)
        declared = Answer("Y" if is_independent else "N")
        revision = check_queries.revision(session, check.id, check.revision)
        visit_begin.put_answer(session, actor, revision.id, visits.INDEPENDENT, declared)
        check.right_child_at = check.right_child_at or actor.now
        payload = {**visit_begin.about(visit), "is_independent": is_independent}
        record(session, actor, "confirm_home", check, payload)


@dataclass(frozen=True)
class VisitView:
    """A visit and everything its page needs; `residents` are those who lived there on its day.

    Consents, alerts and recommendations are empty where this person may not read what it says;
    `visit` and `issues` then hold their dates only.
    """

    check_view: CheckView
    visit: Visit
    home: Home
    residents: Sequence[Any]
    consents: Sequence[tuple[VisitConsent, str]]
    alerts: Sequence[VisitAlert]
    issues: Sequence[VisitIssue]
    sendings: Sequence[VisitSending]
    recommendations: list[Action]
    decisions: dict[str, Decision]

    @property
    def visited_on(self) -> dt.date:
        """The day of the visit by the version shown; by the last where this is not read."""
        given = visits.visited_on(self.check_view.answers or {})
        return given or self.visit.visited_on

    @property
    def by_letter(self) -> str:
        """How its texts speak of the children who lived there that day."""
        return by_letter([resident.letter for resident in self.residents])

    @property
    def may_read(self) -> bool:
        """Whether this person reads what the visit says, not its dates only."""
        return self.check_view.answers is not None


def looks_like_a_name(text: str, shown: VisitView | None = None) -> tuple[str, ...]:
    """The words of a text that look like a person's name or initials, to warn and never to block.

    With the visit, the names of its manager, responsible individual and visitor are found by
    either part, and the home's own name, its provider, the authorities and the letters that its
    children have are left alone.
    """
    if shown is None:
        return visit_names.looks_like_a_name(text)
    home = shown.home
    people = (
        home.registered_manager,
        home.responsible_individual,
        *shown.check_view.names.values(),
    )
    authorities = (resident.placing_authority for resident in shown.residents)
    places = (home.name, home.provider, home.host_authority, *authorities)
    found = visit_names.looks_like_a_name(text, filter(None, people), filter(None, places))
    return without_letters(found, [resident.letter for resident in shown.residents])


def view(actor: Actor, check_id: int, revision: int | None = None) -> VisitView:
    """The visit for this reader; the opening goes on the trail. Raises NotFound."""
    shown = checks.view(actor, check_id, revision, noun="visit")
    visit, home = shown.visit, shown.home
    if visit is None or home is None:
        raise NotFound("visit")
    reads, was_issued = shown.answers is not None, visit.issued_on is not None
    with reading() as session:
        issues = queries.issues(session, check_id) if was_issued else []
        shown, consents, alerts = _beside(session, shown)
        return VisitView(
            check_view=shown,
            visit=visit,
            home=home,
            residents=residents.living(session, home.id, visit.visited_on) if reads else [],
            consents=consents,
            alerts=alerts,
            issues=issues if reads else [queries.dates_of(each) for each in issues],
            sendings=queries.sendings(session, check_id) if was_issued else [],
            recommendations=[a for a in shown.actions if a.kind == "recommendation"],
            decisions=shown.decisions,
        )


def _beside(
    session: Any, shown: CheckView
) -> tuple[CheckView, Sequence[tuple[VisitConsent, str]], Sequence[VisitAlert]]:
    """The version with its recommendations, consents and alerts: of an earlier one those that
    stood when it was finished, whatever is written since."""
    check_id = shown.check.id
    if shown.answers is None:
        return shown, [], []
    if shown.revision == shown.check.revision:
        return shown, queries.consents(session, check_id), queries.alerts(session, check_id)
    then = visit_versions.when_finished(
        session, check_queries.revision(session, check_id, shown.revision)
    )
    answers = drafts.with_count(shown.form, shown.answers, len(then.actions))
    shown = dataclasses.replace(shown, actions=then.actions, answers=answers)
    return shown, then.consents, then.alerts


@dataclass(frozen=True)
class VisitFilter:
    """The filters of the list of visits; months by their first day, both ends included."""

    home_ids: tuple[int, ...] = ()
    visitor_id: int | None = None
    status: str | None = None
    month_from: dt.date | None = None
    month_to: dt.date | None = None
    mine: bool = False


def listed(
    actor: Actor, wanted: VisitFilter, limit: int = 50, offset: int = 0
) -> tuple[list[Any], int]:
    """One page of the visits in scope, the latest first, and how many there are (`queries.listed`
    has the columns). Opinions are nothing for a reader of dates only, or before submission."""
    with reading() as session:
        query = queries.narrowed(
            queries.listed(actor),
            home_ids=wanted.home_ids,
            visitor_id=wanted.visitor_id,
            assignee_ids=actor.selves if wanted.mine else (),
            statuses=(wanted.status,) if wanted.status else (),
            month_from=wanted.month_from,
            month_to=wanted.month_to,
        )
        rows = check_queries.page_of(session, queries.latest_first(query), limit, offset)
        return rows, check_queries.count_of(session, query)
