"""Documents about visits to download: the report as Word and PDF; every download on the trail.

A document leaves the building, so the role that lets a person export must itself let them read:
business support sees dates and copies sent, never a report.
"""

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from db.engine import reading, writing
from db.queries import people as people_queries
from db.queries import visit_history as history
from qa.domain import permissions, visits
from qa.domain.actor import Actor
from qa.domain.permissions import Decision, Facts
from qa.domain.refusals import Refused
from qa.services import trail, visit_beside
from qa.services import visits as visit_services
from qa.services.documents import WORD
from qa.services.facts import facts_of_check
from qa.services.records import record
from qa.services.visits import VisitView

__all__ = ["PDF", "WORD", "file_name", "may_download", "may_export", "report_pdf", "report_word"]

PDF = "application/pdf"
DRAFT = "This version is not finished. It can be downloaded once it is submitted."
TEXT_ONLY = "Your role sees the dates of a visit, not what its report says."


def report_word(
    actor: Actor, check_id: int, revision: int | None = None, grouping: str = "form"
) -> tuple[str, bytes]:
    """The report of a version (the latest this person reads unless given): file name and .docx.

    `grouping`: "form", or "sccif" for the headings of the inspection framework. Raises NotFound
    or Refused in words.
    """
    from qa.reports.paper_word import to_word

    return _report(actor, check_id, revision, grouping, ("docx", to_word))


def report_pdf(
    actor: Actor, check_id: int, revision: int | None = None, grouping: str = "form"
) -> tuple[str, bytes]:
    """The same as an accessible PDF (PDF/UA-1)."""
    from qa.reports.pdf import to_pdf

    return _report(actor, check_id, revision, grouping, ("pdf", to_pdf))


def may_download(actor: Actor, view: VisitView) -> Decision:
    """Whether this person may download the version shown, and if not, why."""
    shown = view.check_view
    if not view.may_read:
        return Decision(False, shown.decisions["read_check"].why or DRAFT)
    if shown.revision not in {each.number for each in shown.revisions if each.issued_at}:
        return Decision(False, DRAFT)
    with reading() as session:
        facts = facts_of_check(session, shown.check, actor.today)
    return may_export(actor, facts)


def may_export(actor: Actor, facts: Facts) -> Decision:
    """Whether a role of this person lets them both read such a visit and take it away."""
    exporters = permissions.roles_that_may("export")
    roles = frozenset(held for held in actor.roles if held.role in exporters)
    exporter = dataclasses.replace(actor, roles=roles)
    may = permissions.can(exporter, "export")
    if not may.allowed:
        return may
    reads = permissions.can(exporter, "read_check", facts).allowed
    return may if reads else Decision(False, TEXT_ONLY)


def file_name(view: VisitView, ending: str) -> str:
    """'visit-report-Oak-House-2026-11-03-v1.pdf': the home and the day, never a child."""
    revision = view.check_view.revision
    return f"visit-report-{plain(view.home.name)}-{view.visited_on}-v{revision}.{ending}"


def plain(name: str) -> str:
    """A name of letters, digits and hyphens, for a file."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60].strip("-") or "home"


def made(actor: Actor) -> Any:
    """Who had a document made, and when."""
    from qa.reports.audit_words import Made

    with reading() as session:
        is_fictional = bool(people_queries.demonstration_accounts(session))
    return Made(actor.name, actor.now, is_fictional)


def _report(
    actor: Actor, check_id: int, revision: int | None, grouping: str,
    kind: tuple[str, Callable[[Any], bytes]],
) -> tuple[str, bytes]:  # fmt: skip
    from qa.reports import visit

    if grouping not in visit.GROUPINGS:
        raise Refused("Choose one of the two orders of the report.")
    view = visit_services.view(actor, check_id, revision)
    may = may_download(actor, view)
    if not may.allowed:
        trail.refused(actor, "export", "check", check_id, may.why)
        raise Refused(may.why)
    ending, draw = kind
    document = draw(visit.report(source(actor, view), grouping))
    with writing() as session:
        payload = {
            "document": "visit_report", "kind": ending, "revision": view.check_view.revision,
            "grouping": grouping,
        }  # fmt: skip
        record(session, actor, "export", view.check_view.check, payload)
    return file_name(view, ending), document


def source(actor: Actor, view: VisitView) -> Any:
    """All that the report of a readable visit is made from."""
    from qa.reports.visit_words import Source

    answer = (view.check_view.answers or {}).get(visits.EARLIER)
    keys = [int(row.key) for row in answer.rows if row.key.isdecimal()] if answer else []
    own, visit = [each.id for each in view.recommendations], view.visit
    with reading() as session:
        rows = history.followed_up(session, keys + own, visit.check_id, visit.visited_on)
        found = {row.Action.id: row for row in rows}
    return Source(
        view=view,
        made=made(actor),
        trend=visit_beside.beside(actor, view).trend,
        earlier={str(key): found[key] for key in keys if key in found},
        heard={key: found[key].ActionResponse for key in own if key in found},
    )
