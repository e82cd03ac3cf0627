"""Finished audits as Word documents to download; every download goes on the trail.

A document leaves the building, so the role that lets a person export must itself let them read:
business support may export, but only dates; an auditor may read, but does not export.
"""

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from db.engine import reading, writing
from db.queries import people as people_queries
from qa.domain import permissions, workflow
from qa.domain.actor import Actor
from qa.domain.permissions import Decision
from qa.domain.refusals import Refused
from qa.services import checks, risk, trail
from qa.services.checks import CheckView
from qa.services.facts import facts_of_check
from qa.services.records import record

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_FINISHED = "This audit is not finished. It can be downloaded once it is submitted."


def audit_word(actor: Actor, check_id: int) -> tuple[str, bytes]:
    """The whole audit: file name and .docx. Raises NotFound or Refused."""
    from qa.reports.audit import audit_document

    view = _readable(actor, check_id)
    flags = risk.of_check(actor, check_id)
    return _handed_out(actor, view, "audit", lambda: audit_document(view, _made(actor), flags))


def feedback_word(actor: Actor, check_id: int) -> tuple[str, bytes]:
    """The feedback sheet: file name and .docx. Raises NotFound or Refused."""
    from qa.reports.feedback import feedback_sheet

    view = _readable(actor, check_id)
    return _handed_out(actor, view, "feedback", lambda: feedback_sheet(view, _made(actor)))


def may_download(actor: Actor, view: CheckView) -> Decision:
    """Whether this person may download the audit, and if not, why."""
    if view.check.status not in workflow.FINISHED:
        return Decision(False, NOT_FINISHED)
    if view.answers is None:
        return view.decisions["read_check"]
    exporters = permissions.roles_that_may("export")
    roles = frozenset(held for held in actor.roles if held.role in exporters)
    exporter = dataclasses.replace(actor, roles=roles)
    may = permissions.can(exporter, "export")
    if not may.allowed:
        return may
    with reading() as session:
        facts = facts_of_check(session, view.check, actor.today)
    reads = permissions.can(exporter, "read_check", facts).allowed
    return may if reads else Decision(False, permissions.ACTS["export"].refusal)


def file_name(view: CheckView, document: str) -> str:
    """A name that says what it is: "audit-C-1001-2026-11-05.docx"."""
    number = re.sub(r"[^A-Za-z0-9]+", "-", view.child.case_number).strip("-") or str(view.check.id)
    return f"{document}-{number}-{view.check.submitted_on}.docx"


def _readable(actor: Actor, check_id: int) -> CheckView:
    view = checks.view(actor, check_id)
    may = may_download(actor, view)
    if not may.allowed:
        trail.refused(actor, "export", "check", check_id, may.why)
        raise Refused(may.why)
    return view


def _made(actor: Actor) -> Any:
    from qa.reports.audit_words import Made

    with reading() as session:
        is_fictional = bool(people_queries.demonstration_accounts(session))
    return Made(actor.name, actor.now, is_fictional)


def _handed_out(
    actor: Actor, view: CheckView, document: str, make: Callable[[], bytes]
) -> tuple[str, bytes]:
    made = make()
    with writing() as session:
        payload = {"document": document, "revision": view.revision}
        record(session, actor, "export", view.check, payload)
    return file_name(view, document), made
