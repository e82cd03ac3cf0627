"""The first page of a visit's report: the home, the day, the visitor and their independence."""

from collections.abc import Iterator

from qa.domain import visits
from qa.domain.answers import chosen
from qa.domain.homes import PROVIDERS
from qa.domain.words import format_date, format_month
from qa.reports.paper import Block, facts
from qa.reports.plain_text import has_words
from qa.reports.visit_words import CONFLICT_FOUND, Source
from qa.reports.word import Line

FOUND_SINCE = f"A conflict of interest was found afterwards, see “{CONFLICT_FOUND}”."


def front(source: Source) -> Iterator[Block]:
    """What stands on the first page."""
    view = source.view
    home, visit = view.home, view.visit
    there, on = visits.numbers(view.check_view.answers, visits.PRESENT), visit.visited_on
    arrived, left = visits.times(view.check_view.answers)
    yield facts("About the visit", [
        ("Home", home.name),
        ("Ofsted number (URN)", home.urn or "Not recorded"),
        ("Provider", home.provider or PROVIDERS[home.provider_kind]),
        ("Registered manager", home.registered_manager or "Vacant, or not recorded"),
        ("Responsible individual", home.responsible_individual or "Not recorded"),
        ("Month of the visit", source.said(visits.MONTH) or format_month(visit.month)),
        ("Day of the visit", source.said(visits.DAY) or format_date(on)),
        ("Arrived and left", " to ".join(filter(None, (arrived, left)))),
        ("Announced or not", source.said(visits.ANNOUNCED)),
        ("Independent person", view.check_view.names.get(visit.visitor_id) or "Not known"),
        ("Basis of independence (reg 43)", _independence(source)),
        ("Children on roll", _number(there.get("total"))),
        ("Children present", _number(there.get("done"))),
        ("Placing authorities", source.said(visits.AUTHORITIES)),
        ("Version", _version(source)),
    ])  # fmt: skip


def _independence(source: Source) -> list[Line]:
    """The basis, and what the visitor declared; where a conflict was found since, when."""
    said, shown = source.said(visits.INDEPENDENT), source.view.check_view
    more: list[str] = [said]
    if said and "Y" in chosen(source.answer(visits.CONFLICT)):
        at = shown.check.right_child_at
        on = format_date(at) if at else format_date(source.view.visit.visited_on)
        more = [f"As answered on {on}: {said}. {FOUND_SINCE}"]
    written = source.evidence(visits.INDEPENDENT)
    return [line for line in (source.view.visit.basis, *more, written) if has_words(line)]


def _number(number: int | None) -> str:
    return "Not recorded" if number is None else str(number)


def _version(source: Source) -> list[Line]:
    found: list[Line] = [str(source.revision)]
    issue = next((i for i in source.view.issues if i.revision == source.revision), None)
    found.append(f"Issued on {format_date(issue.issued_on)}" if issue else "Not issued")
    if issue and has_words(issue.reason):
        found.append(f"Reissued because: {issue.reason}")
    standing = source.view.visit.issued_revision
    if standing and standing > source.revision:
        found.append(f"Replaced by version {standing}")
    return found
