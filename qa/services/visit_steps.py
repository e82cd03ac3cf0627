"""Where a finished visit stands: what is next in one sentence, and each step in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.models import Home, Visit, VisitIssue, VisitSending
from qa.domain import distribution
from qa.domain.actor import Actor
from qa.domain.distribution import Copy
from qa.domain.words import format_date, joined, plural
from qa.services import independence, recommendations, visit_sendings
from qa.services.homes_page import SEE_TIES
from qa.services.recommendations import Recommendation
from qa.services.visits import VisitView

AWAITED = ("no_response", "response_late")


@dataclass(frozen=True)
class Line:
    """One line of the log: a copy, to whom by name, and its entry where it is recorded."""

    copy: Copy
    name: str
    entry: VisitSending | None

    @property
    def words(self) -> str:
        """'Placing authority (Farshire)', 'Registered manager (Mo Manager)'."""
        return Copy(self.copy.recipient, self.name).words


@dataclass(frozen=True)
class Steps:
    """Where a visit stands. `log` is that of the version issued last, `earlier_log` the entries
    of versions before; `conflict` why the visitor was not independent on the day, as known now."""

    next: str
    lines: tuple[tuple[str, str], ...]
    log: tuple[Line, ...]
    earlier_log: tuple[VisitSending, ...]
    recommendations: tuple[Recommendation, ...]
    conflict: str

    @property
    def missing(self) -> list[Line]:
        """Required copies that are not recorded."""
        return [line for line in self.log if line.entry is None]


def of_visit(actor: Actor, view: VisitView) -> Steps:
    """Where a visit stands whose form was finished once."""
    advice = recommendations.of_check(actor, view.check_view.check.id)
    with reading() as session:
        authorities = visit_sendings.authorities(session, view.visit)
        conflict = _conflict(session, actor, view)
    log = tuple(_log(view, authorities)) if view.visit.issued_revision else ()
    lacking = [line.words for line in log if line.entry is None]
    stale = (s for s in view.sendings if s.revision != view.visit.issued_revision)
    lines = tuple(_lines(view, log, advice))
    said = _next(actor.today, view, lacking, advice)
    return Steps(said, lines, log, tuple(stale), tuple(advice), conflict)


def _log(view: VisitView, authorities: Sequence[str]) -> list[Line]:
    entries = [s for s in view.sendings if s.revision == view.visit.issued_revision]
    lines = []
    for copy in distribution.wanted(authorities):
        entry = next((s for s in entries if distribution.is_for(copy, s)), None)
        name = (entry.name if entry else "") or copy.name or known_name(view.home, copy.recipient)
        lines.append(Line(copy, name, entry))
    shown = [line.entry for line in lines]
    others = [s for s in entries if s not in shown]
    return [*lines, *(Line(Copy(s.recipient, s.name or ""), s.name or "", s) for s in others)]


def known_name(home: Home, recipient: str) -> str:
    """Who it is, where the register of homes says so."""
    names = {
        "provider": home.provider,
        "manager": home.registered_manager,
        "responsible_individual": home.responsible_individual,
        distribution.HOST: home.host_authority,
    }
    return names.get(recipient) or ""


def _conflict(session: Any, actor: Actor, view: VisitView) -> str:
    """Only for the visitor and those who see what ties people to homes."""
    visit = view.visit
    sees = actor.person_id == visit.visitor_id or actor.has(*SEE_TIES)
    if not sees or visit.is_conflict_found:
        return ""
    found = independence.refusals(session, [visit.home_id], visit.visitor_id, visit.visited_on)
    return found.get(visit.home_id, "")


def _next(
    today: dt.date, view: VisitView, lacking: Sequence[str], advice: Sequence[Recommendation]
) -> str:
    status, visit = view.check_view.check.status, view.visit
    if status == "correcting":
        stands = f"; version {visit.issued_revision} stands" if visit.issued_revision else ""
        return f"The visitor is changing the report{stands}. It is issued once it is finished."
    if status == "submitted":
        return _next_to_issue(today, view)
    if status == "issued":
        if lacking:
            return f"Record the copies of the report that are missing: {joined(lacking)}."
        return "Everybody has the report who must. Close the visit."
    awaited = sum(each.state in AWAITED for each in advice)
    if awaited:
        waits = plural(awaited, "recommendation waits", "recommendations wait")
        return f"The visit is closed. {waits} for the registered person's response."
    return "The visit is closed. Nothing is left to do."


def _next_to_issue(today: dt.date, view: VisitView) -> str:
    visit = view.visit
    late = (today - visit.report_due_on).days
    due = f"It {'was' if late > 0 else 'is'} due by {format_date(visit.report_due_on)}"
    due += f", {plural(late, 'day')} ago." if late > 0 else "."
    if visit.issued_on:
        return (
            f"The visitor issues the new version. Version {visit.issued_revision} stands until "
            "then, and the new one goes to everybody."
        )
    if visit.accuracy_sent_on is None:
        return f"Send the report for the factual-accuracy check, then issue it. {due}"
    if visit.accuracy_returned_on is None:
        return f"Record what comes back from the factual-accuracy check, then issue. {due}"
    return f"The visitor changes the report, or issues it as it is: theirs is the last word. {due}"


def _lines(
    view: VisitView, log: Sequence[Line], advice: Sequence[Recommendation]
) -> list[tuple[str, str]]:
    sent = sum(line.entry is not None for line in log)
    answered = sum(each.state not in AWAITED for each in advice)
    copies = f"{sent} of {len(log)} recorded" if log else "after the issue"
    heard = f"{answered} of {len(advice)} recorded" if advice else "no recommendations"
    closed = view.check_view.check.status == "closed" and view.visit.closed_on
    return [
        ("Factual-accuracy check", _checked(view.visit)),
        ("Issue", _issued(view)),
        ("Copies sent", copies),
        ("Responses", heard),
        ("Closed", f"on {format_date(closed)}" if closed else "not yet"),
    ]


def _checked(visit: Visit) -> str:
    if visit.accuracy_sent_on is None:
        return "not sent"
    sent = (
        f"version {visit.accuracy_revision} sent to {visit.accuracy_sent_to} on "
        f"{format_date(visit.accuracy_sent_on)}"
    )
    if visit.accuracy_returned_on is None:
        return f"{sent}; nothing came back yet"
    return (
        f"{sent}; returned by {visit.accuracy_by}, {visit.accuracy_role}, on "
        f"{format_date(visit.accuracy_returned_on)}"
    )


def _issued(view: VisitView) -> str:
    visit = view.visit
    said = distribution.days_words(visit.visited_on, visit.report_due_on, visit.issued_on)
    if not said:
        return f"not yet; due by {format_date(visit.report_due_on)}"
    later = [_version(each) for each in view.issues[1:]]
    return " ".join([f"{said[0].lower()}{said[1:]}", *later])


def _version(issue: VisitIssue) -> str:
    return f"Version {issue.revision} issued on {format_date(issue.issued_on)}."
