"""The six-month evidence pack of a home for its review under CHR regulation 45, and the blank
form to take along to a home without signal."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from db.engine import reading, writing
from db.queries import homes as home_queries
from db.queries import visit_documents as queries
from db.queries import visit_history as history
from qa.domain import permissions, visits
from qa.domain.actor import Actor
from qa.domain.coverage import State
from qa.domain.due_calendar import last_of, month_code
from qa.domain.permissions import Decision, Facts
from qa.domain.refusals import NotFound, Refused
from qa.domain.working_days import add_months
from qa.services import coverage, install, residents, trail, visit_documents, visit_outcome
from qa.services.independence import facts_of_home

MONTHS = 6
MOST_PICTURES = 2
"""Kinds of events that are drawn: each takes a quarter of a second."""
THEMES = "V1.2"
TEXTS = (THEMES, visits.SAFEGUARDED, visits.WELLBEING)


def pack_word(actor: Actor, home_id: int, until_month: dt.date) -> tuple[str, bytes]:
    """What six months of visits found, up to and with a month: file name and .docx.

    Raises NotFound, or Refused in words: a month still to come, a role that reads no reports.
    """
    from qa.reports.paper_word import to_word

    return _pack(actor, home_id, until_month, ("docx", to_word))


def pack_pdf(actor: Actor, home_id: int, until_month: dt.date) -> tuple[str, bytes]:
    """The same as an accessible PDF."""
    from qa.reports.pdf import to_pdf

    return _pack(actor, home_id, until_month, ("pdf", to_pdf))


def may_pack(actor: Actor, home_id: int) -> Decision:
    """Whether this person may take the pack of a home away, and if not, why."""
    with reading() as session:
        facts = facts_of_home(session, actor, home_id, actor.today)
    submitted = Facts(kind=facts.kind, home_visitor_ids=facts.home_visitor_ids, is_submitted=True)
    return visit_documents.may_export(actor, submitted)


def pack_name(home: str, until_month: dt.date, ending: str) -> str:
    """'evidence-pack-Oak-House-2026-06-to-2026-11.docx'."""
    last = until_month.replace(day=1)
    first = add_months(last, 1 - MONTHS)
    name = visit_documents.plain(home)
    return f"evidence-pack-{name}-{month_code(first)}-to-{month_code(last)}.{ending}"


def _pack(
    actor: Actor, home_id: int, until_month: dt.date, kind: tuple[str, Callable[[Any], bytes]]
) -> tuple[str, bytes]:
    from qa.reports import visit_pack

    last = until_month.replace(day=1)
    if last > actor.today:
        raise Refused("Choose a month that has begun.")
    with reading() as session:
        home = _home(session, actor, home_id)
    _must(actor, may_pack(actor, home_id), home_id)
    with reading() as session:
        found = _evidence(session, actor, home, last)
    found = dataclasses.replace(found, pictures=_pictures(actor, found))
    ending, draw = kind
    document = draw(visit_pack.pack(found, visit_documents.made(actor)))
    payload = {"document": "evidence_pack", "kind": ending, "until": last}
    _on_trail(actor, home_id, payload)
    return pack_name(home.name, last, ending), document


def _evidence(session: Any, actor: Actor, home: Any, last: dt.date) -> Any:
    from qa.reports.visit_pack import Evidence

    first = add_months(last, 1 - MONTHS)
    read = queries.visits(session, actor, home.id, first, last)
    ids = [visit.check_id for visit, _name in read]
    made, standards, events = _as_issued(session, read, ids)
    _form_id, form = install.form_in_force(session, visits.FORM, actor.today)
    rows = coverage.grid(actor, last, MONTHS, home_id=home.id).rows
    missed = [c.month for row in rows for c in row.cells if c.state is State.OVERDUE]
    return Evidence(
        home=home,
        months=tuple(add_months(first, n) for n in range(MONTHS)),
        visits=made,
        texts={(row.check_id, row.question): row for row in queries.texts(session, ids, TEXTS)},
        standards=standards,
        events=events,
        event_words={row.code: row.label for row in form.question(visits.EVENTS).rows},
        recommendations=queries.recommendations(session, actor, home.id, first, last_of(last)),
        missed=tuple(sorted(missed)),
        is_covered=bool(rows),
    )


def _as_issued(session: Any, read: Sequence[Any], ids: Sequence[int]) -> tuple[Any, Any, Any]:
    """Visits with their names, standards and events: of one whose next version is finished and not
    issued yet, those of the version that stands, as its texts are."""
    waiting = {check.id: check for check in queries.to_be_reissued(session, ids)}
    stand = [check_id for check_id in ids if check_id not in waiting]
    then = {
        visit.check_id: visit_outcome.of_version(
            session, waiting[visit.check_id], visit, visit.issued_revision
        )
        for visit, _name in read
        if visit.check_id in waiting
    }
    made = [(then[v.check_id][0] if v.check_id in then else v, name) for v, name in read]
    standards, events = queries.standards(session, stand), queries.events(session, stand)
    return (
        made,
        [*standards, *(row for _visit, rows, _events in then.values() for row in rows)],
        [*events, *(row for _visit, _met, rows in then.values() for row in rows)],
    )


def _pictures(actor: Actor, found: Any) -> tuple[Any, ...]:
    """(kind of event, picture, what it shows in words) of the events that happened most."""
    from qa.charts.picture import png
    from qa.services import findings  # brings the statistics: only when a pack is made

    counted: Counter[str] = Counter()
    for row in found.events:
        counted[row.event] += row.events
    most = [code for code, n in counted.most_common(MOST_PICTURES) if n and code in findings.EVENTS]
    drawn = []
    for code in most:
        period = (found.months[0], min(last_of(found.months[-1]), actor.today))
        asked = findings.asked(actor, findings.CUSTOM, period, found.home.id, event=code)
        columns = findings.findings(actor, asked).charts["visit_events"]
        if columns and next(iter(columns.values())):
            drawn.append((found.event_words[code], *png("visit_events", columns)))
    return tuple(drawn)


def blank_form(actor: Actor, home_id: int | None = None) -> tuple[str, bytes]:
    """The form in force to print and write on, as PDF: file name and file. For a home chosen its
    name, earlier recommendations and children's letters stand in it already.

    Raises NotFound, or Refused for a role that takes nothing away.
    """
    from qa.reports import visit_blank
    from qa.reports.pdf import to_pdf

    may = may_print(actor, home_id)
    _must(actor, may, home_id)
    with reading() as session:
        _form_id, form = install.form_in_force(session, visits.FORM, actor.today)
        home = _home(session, actor, home_id) if home_id else None
        living = residents.living(session, home.id, actor.today) if home else []
        earlier: Any = []
        if home:
            earlier = history.earlier_recommendations(session, home.id, 0, actor.today)
    given = visit_blank.Blank(
        form, visit_documents.made(actor), home, earlier, [each.letter for each in living],
    )  # fmt: skip
    document = to_pdf(visit_blank.blank(given))
    payload = {"document": "blank_visit_form", "version": form.version}
    _on_trail(actor, home_id, payload)
    return blank_name(home.name if home else ""), document


def may_print(actor: Actor, home_id: int | None = None) -> Decision:
    """Whoever exports prints the empty form; that of a home, whoever reads its visits."""
    return may_pack(actor, home_id) if home_id else permissions.can(actor, "export")


def blank_name(home: str = "") -> str:
    """'visit-form-Oak-House.pdf'."""
    return f"visit-form-{visit_documents.plain(home)}.pdf" if home else "visit-form.pdf"


def _home(session: Any, actor: Actor, home_id: int) -> Any:
    home = home_queries.one(session, actor, home_id)
    if home is None:
        raise NotFound("home")
    return home


def _must(actor: Actor, may: Decision, home_id: int | None) -> None:
    if not may.allowed:
        trail.refused(actor, "export", "home", home_id, may.why)
        raise Refused(may.why)


def _on_trail(actor: Actor, home_id: int | None, payload: dict[str, Any]) -> None:
    with writing() as session:
        trail.record(session, actor, "export", "home", home_id, payload, home_id=home_id)
