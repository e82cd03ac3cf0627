"""The closing parts of a visit's report: staffing, conflict, accuracy, distribution, versions."""

from collections.abc import Iterator
from typing import Any

from qa.domain import visits
from qa.domain.answers import chosen, to_text
from qa.domain.completion import visible
from qa.domain.distribution import METHODS, RECIPIENTS
from qa.domain.words import format_date
from qa.reports.paper import Block, Say
from qa.reports.plain_text import has_words
from qa.reports.visit_parts import (
    PEOPLE,
    PREMISES,
    RECORDS,
    STAFFING,
    STRENGTHS,
    THEMES,
    WHY_CONFLICT,
)
from qa.reports.visit_words import Source, day, table_or
from qa.reports.word import Strong

COVERED = frozenset({
    visits.MONTH, visits.DAY, visits.TIMES, visits.ANNOUNCED, visits.PRESENT, visits.AUTHORITIES,
    visits.INDEPENDENT, visits.EARLIER, visits.RESPONSE_ON, visits.SPOKEN_TO, visits.CONSENTED,
    visits.EVENTS, visits.NOTIFIED, visits.SAFEGUARDED, visits.WELLBEING, visits.CONFLICT,
    RECORDS, PEOPLE, THEMES, STAFFING, PREMISES, STRENGTHS, WHY_CONFLICT, "V4.3",
    *(f"V2.{code}" for code in visits.STANDARDS),
})  # fmt: skip
"""Questions that have a place of their own in the report."""


def staffing(source: Source) -> Iterator[Block]:
    """Staffing; premises, fire drills, vehicles, health and safety."""
    if written := source.said(STAFFING):
        yield Say([Strong("Staffing")])
        yield Say(written)
    if said := source.said(PREMISES):
        yield Say(
            [Strong("Premises, fire drills, vehicles and health and safety in order: "), said]
        )
        if written := source.evidence(PREMISES):
            yield Say(written)


def strengths(source: Source) -> Iterator[Block]:
    """What the home does well, to share."""
    yield Say(source.said(STRENGTHS) or "None recorded this month.")


def others(source: Source) -> Iterator[Block]:
    """Answers of later versions of the form that have no place of their own yet."""
    shown = source.view.check_view
    asked = [
        q
        for q in visible(shown.form, shown.facts, shown.answers)
        if q.stage == "submit" and q.id not in COVERED
    ]
    rows = [
        (q.text, said, source.evidence(q.id))
        for q in asked
        if has_words(said := to_text(q, source.answer(q.id)))
    ]
    yield from table_or("Other answers", ("Question", "Answer", "Evidence"), rows, (4, 3, 6))


def conflict(source: Source) -> Iterator[Block]:
    """A conflict of interest found after the visit: reg 44(6)."""
    if "Y" not in chosen(source.answer(visits.CONFLICT)):
        return
    yield Say("A conflict of interest came to light after the visit. Regulation 44(6) asks for "
              "its details and for why it was not notified before the visit.")  # fmt: skip
    yield Say(source.said(WHY_CONFLICT))


def accuracy(source: Source) -> Iterator[Block]:
    """The check of facts by the home: the visitor keeps the last word."""
    visit = source.view.visit
    if visit.accuracy_sent_on is None:
        yield Say("Not sent for a check of facts.")
        return
    to = f" to {visit.accuracy_sent_to}" if visit.accuracy_sent_to else ""
    of = f"Version {visit.accuracy_revision} was sent" if visit.accuracy_revision else "Sent"
    yield Say(f"{of}{to} on {format_date(visit.accuracy_sent_on)}.")
    if visit.accuracy_returned_on is None:
        yield Say("Not returned yet.")
        return
    by = ", ".join(filter(None, (visit.accuracy_by, visit.accuracy_role)))
    yield Say(f"Returned on {format_date(visit.accuracy_returned_on)}{f' by {by}' * bool(by)}.")
    yield Say(visit.accuracy_comments or "No comments were made.")


def distribution(source: Source) -> Iterator[Block]:
    """To whom copies of this version went: reg 44(7)."""
    sent = [each for each in source.view.sendings if each.revision == source.revision]
    rows = [
        (RECIPIENTS.get(each.recipient, each.recipient), each.name or "", _sent(each),
         each.reference or "")
        for each in sent
    ]  # fmt: skip
    if not rows:
        yield Say("No copies of this version are recorded as sent.")
    header = ("Recipient", "Name", "Sent", "Reference")
    yield from table_or("Distribution of this version", header, rows, (4, 4, 4, 3))


def _sent(sending: Any) -> str:
    method = METHODS.get(sending.method, sending.method)
    return f"{day(sending.sent_on)}, {method.lower()}" if sending.sent_on else method


def versions(source: Source) -> Iterator[Block]:
    """Every version this reader may read, with why it was made."""
    issued = {each.revision: each for each in source.view.issues}
    rows = []
    for each in source.view.check_view.revisions:
        if each.issued_at is None:
            continue
        issue = issued.get(each.number)
        rows.append((
            f"Version {each.number}",
            format_date(each.issued_at),
            format_date(issue.issued_on) if issue else "Not issued",
            (issue.reason if issue else None) or each.reason or "First version",
        ))  # fmt: skip
    header = ("Version", "Finished", "Issued", "Reason")
    yield from table_or("Versions of this report", header, rows, (2, 3, 3, 6))
