"""After a visit: its report is checked for factual accuracy, issued, and closed."""

import datetime as dt
from typing import Any

from db.engine import writing
from db.models import Check, Visit, VisitIssue
from db.queries import visits as queries
from qa.domain import permissions, workflow
from qa.domain.actor import Actor
from qa.domain.one_line import one_line
from qa.domain.refusals import Refused
from qa.domain.words import joined
from qa.services import residents, trail, visit_begin, visit_sendings
from qa.services.facts import facts_of_check
from qa.services.records import record, said
from qa.services.visit_moves import day_between, may, moved_by

SENT = ("accuracy_sent_on", "accuracy_sent_to", "accuracy_revision")
RETURNED = ("accuracy_returned_on", "accuracy_by", "accuracy_role", "accuracy_comments")


def send_check(actor: Actor, check_id: int, version: int, to: str, on: dt.date | None) -> None:
    """Record that the version written last was sent to somebody for the factual-accuracy check."""
    with writing() as session:
        check, visit = may(session, actor, "distribute_visit", check_id, version)
        workflow.move(check.kind, "send_check", check.status)
        to = one_line(said(to, "Say to whom the report was sent for checking."))
        on = day_between(on, visit.visited_on, actor.today, "it was sent for checking", "the visit")
        if visit.accuracy_returned_on and visit.accuracy_revision == check.revision:
            raise Refused("What came back of this version is recorded. It was checked.")
        after = {**dict.fromkeys(RETURNED), "accuracy_sent_on": on, "accuracy_sent_to": to,
                 "accuracy_revision": check.revision}  # fmt: skip
        _put(session, actor, "send_check", check, visit, after)


def return_check(
    actor: Actor, check_id: int, version: int, by: str, role: str, comments: str,
    on: dt.date | None,
) -> None:  # fmt: skip
    """Record who checked the report and what they said; no comments are kept as none. The visitor
    keeps the last word: nothing in the report changes by it."""
    with writing() as session:
        check, visit = may(session, actor, "distribute_visit", check_id, version)
        workflow.move(check.kind, "return_check", check.status)
        if visit.accuracy_sent_on is None:
            raise Refused("The report was not sent for checking. Record first when it was.")
        if visit.accuracy_returned_on and not _reads(session, actor, check):
            raise Refused("What came back is recorded. Somebody who reads the report corrects it.")
        after = {
            "accuracy_by": one_line(said(by, "Say who checked the report, by name.")),
            "accuracy_role": one_line(said(role, "Say in which role they checked the report.")),
            "accuracy_comments": comments.strip() or None,
            "accuracy_returned_on": day_between(
                on, visit.accuracy_sent_on, actor.today, "it came back", "it was sent"
            ),
        }
        _put(session, actor, "return_check", check, visit, after)


def _reads(session: Any, actor: Actor, check: Check) -> bool:
    facts = facts_of_check(session, check, actor.today)
    return permissions.can(actor, "read_check", facts).allowed


def _put(
    session: Any, actor: Actor, act: str, check: Check, visit: Visit, after: dict[str, Any]
) -> None:
    before = {name: getattr(visit, name) for name in after}
    for name, value in after.items():
        setattr(visit, name, value)
    check.version += 1
    payload = {**visit_begin.about(visit), "revision": visit.accuracy_revision}
    record(session, actor, act, check, {**payload, **trail.changes(before, after)})


def issue(
    actor: Actor, check_id: int, version: int, on: dt.date | None = None, reason: str = ""
) -> None:
    """Issue the version written last, by its visitor. A later version replaces the one issued
    before, needs the reason, and is sent to everybody anew."""
    with writing() as session:
        check, visit = may(session, actor, "issue_visit", check_id, version)
        if actor.person_id != check.assignee_id:
            raise Refused(visit_begin.IN_PERSON)
        change = moved_by(check, "issue")
        residents.bring_up_to_date(session, actor, visit.home_id, visit.visited_on, ends=False)
        earlier = queries.issues(session, check.id)
        on = _issue_day(actor, visit, earlier, on or actor.today)
        if earlier:
            reason = said(reason, "This report was issued before. Say why it is issued again.")
        session.add(
            VisitIssue(check_id=check.id, revision=check.revision, issued_on=on,
                       issued_by_id=actor.person_id, reason=reason.strip() or None)
        )  # fmt: skip
        before = {"issued_revision": visit.issued_revision, "closed_on": visit.closed_on}
        visit.issued_on, visit.issued_revision = visit.issued_on or on, check.revision
        visit.closed_on = None
        after = {"issued_revision": check.revision, "closed_on": None}
        about = {**visit_begin.about(visit), **change, **trail.changes(before, after)}
        said_why = {"reason": reason.strip()} if reason.strip() else {}
        given = {"issued_on": on, "revision": check.revision, "is_reissue": bool(earlier)}
        conflict = {"is_conflict_found": visit.is_conflict_found}
        record(session, actor, "issue", check, {**about, **given, **conflict, **said_why})


def _issue_day(actor: Actor, visit: Visit, earlier: Any, on: dt.date) -> dt.date:
    since = [(visit.visited_on, "the visit"), (visit.accuracy_sent_on, "it was sent for checking"),
             (visit.accuracy_returned_on, "it came back from checking")]  # fmt: skip
    since += [(each.issued_on, "the issue before") for each in earlier]
    first, what = max((pair for pair in since if pair[0]), key=lambda pair: pair[0])
    return day_between(on, first, actor.today, "it was issued", what)


def close(actor: Actor, check_id: int, version: int) -> None:
    """Close a visit whose issued report everybody has who must. Refused by name of who is
    missing: regulation 44(7)."""
    with writing() as session:
        check, visit = may(session, actor, "distribute_visit", check_id, version)
        change = moved_by(check, "close")
        lacking = visit_sendings.needed(session, check.id)
        if lacking:
            who = joined([copy.words for copy in lacking])
            raise Refused(
                f"The visit cannot be closed yet. Not recorded as sent: {who}. Record the day of "
                "each, or that there is none."
            )
        visit.closed_on, check.closed_at = actor.today, actor.now
        closed = {"closed_on": [None, actor.today], "revision": visit.issued_revision}
        record(session, actor, "close", check, {**visit_begin.about(visit), **change, **closed})
