"""What others said of an audit and decided about it, in its Word document."""

from typing import Any

from qa.domain import audits
from qa.domain.scoring import grade_label
from qa.domain.words import format_date, format_moment
from qa.reports import word
from qa.reports.audit_words import person
from qa.reports.plain_text import has_words
from qa.reports.word import Cell, Line, Strong

_OUTCOMES = {"agreed": "Agreed with the grade", "returned": "Returned it for changes"}
_KINDS = {
    "first": "First version",
    "returned": "Returned by the moderator",
    "corrected": "Corrected by the auditor",
    "reissued": "Issued again",
}


def replies(document: Any, view: Any) -> None:
    """What the worker, the team manager and the family said; silence is said too."""
    if not view.replies:
        return
    word.heading(document, "Replies", 2)
    rows = [_reply(view, each) for each in view.replies]
    word.table(document, "Replies to this audit", ("Who", "View", "Comments"), rows, (4, 4, 7))


def _reply(view: Any, reply: Any) -> tuple[Cell, Cell, Cell]:
    who: list[Line] = [Strong(audits.PARTS[reply.part])]
    if reply.person_id in view.names:
        who.append(view.names[reply.person_id])
    if len(view.revisions) > 1:
        who.append(f"On version {reply.revision}")
    if reply.stance == "silence":
        return who, "No reply", "The time for a reply passed without one."
    said: list[Line] = [audits.STANCES[reply.stance], format_date(reply.recorded_at)]
    if reply.recorded_by_id in view.names and reply.recorded_by_id != reply.person_id:
        said.append(f"Recorded by {view.names[reply.recorded_by_id]}")
    return who, said, reply.comments if has_words(reply.comments) else "No comments"


def moderations(document: Any, view: Any) -> None:
    """Each moderator's decision, with its reasons."""
    if not view.moderations:
        return
    word.heading(document, "Moderation", 2)
    rows = [_moderation(view, each) for each in view.moderations]
    header = ("Moderator", "Decision", "Reasons")
    word.table(document, "Decisions of moderators", header, rows, (4, 4, 7))


def _moderation(view: Any, decided: Any) -> tuple[Cell, Cell, Cell]:
    outcome = _OUTCOMES.get(decided.outcome, f"Changed the grade to {grade_label(decided.grade)}")
    said: list[Line] = [outcome, format_date(decided.decided_at)]
    if len(view.revisions) > 1:
        said.append(f"On version {decided.revision}")
    if decided.override:
        said.append(f"The override was {decided.override}")
    reasons = decided.reasons if has_words(decided.reasons) else "None were needed"
    return person(view, decided.moderator_id), said, reasons


def versions(document: Any, view: Any) -> None:
    """The versions that were issued and why, where there is more than one."""
    issued = [each for each in view.revisions if each.issued_at]
    if len(issued) < 2:
        return
    word.heading(document, "Versions of this audit", 2)
    rows = [(str(each.number), format_moment(each.issued_at), _why(each)) for each in issued]
    header = ("Version", "Submitted", "Why")
    word.table(document, "Versions of this audit", header, rows, (2, 5, 8))


def _why(revision: Any) -> list[Line]:
    kind = _KINDS.get(revision.kind, revision.kind)
    return [Strong(kind), revision.reason] if has_words(revision.reason) else [kind]
