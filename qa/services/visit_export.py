"""The list of visits as a CSV file: what its reader may know of each, recorded on the trail.

A visitor's file holds what they may see; for a reader of dates only the opinions are empty.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from db.engine import writing
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.visits import ANNOUNCED_WORDS, OPINIONS
from qa.domain.workflow import VISIT_STATUSES
from qa.services import trail, visits
from qa.services.visits import VisitFilter

MOST = 50_000
HEADER = ("Visit", "Home", "Month", "Visited on", "Announced", "Visitor", "Where it stands",
          "Report due on", "Sent for checking on", "Came back on", "Issued on", "Version issued",
          "Closed on", "Effectively safeguarded", "Well-being promoted")  # fmt: skip


def csv(actor: Actor, wanted: VisitFilter | None = None) -> bytes:
    """The visits that the filters keep, the latest first. Raises Refused for who may not export."""
    permissions.require(actor, "export")
    wanted = wanted or VisitFilter()
    rows, total = visits.listed(actor, wanted, MOST)
    if total > MOST:
        raise Refused(f"These are more than the {MOST:,} that one file holds. Narrow them.")
    with writing() as session:
        kept = {name: value for name, value in dataclasses.asdict(wanted).items() if value}
        about = {"rows": total, "filter": kept}
        trail.record(session, actor, "export", "visits", None, about)
    return csv_bytes(HEADER, _lines(rows))


def _lines(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (
            row.id, row.home, f"{row.month:%Y-%m}", row.visited_on,
            ANNOUNCED_WORDS.get(row.announced or "", ""), row.visitor,
            VISIT_STATUSES.get(row.status, row.status), row.report_due_on, row.accuracy_sent_on,
            row.accuracy_returned_on, row.issued_on, row.issued_revision, row.closed_on,
            OPINIONS.get(row.safeguarded or "", ""), OPINIONS.get(row.wellbeing or "", ""),
        )  # fmt: skip
