"""The report of a visit (CHR regulation 44) as a document, laid out as such reports are.

The opinions and recommendations come first. What follows stands in the order of the form, or under
the three headings of the inspection framework (SCCIF), whichever is chosen.
"""

from collections.abc import Callable, Iterator

from qa.domain.words import format_date, format_month
from qa.reports import visit_ending as ending
from qa.reports import visit_front as front
from qa.reports import visit_parts as parts
from qa.reports.audit_words import FICTIONAL
from qa.reports.paper import Block, Heading, Paper, Say
from qa.reports.visit_words import CONFLICT_FOUND, NOT_ISSUED, Source

GROUPINGS = {
    "form": "In the order of the visit form",
    "sccif": "Under the three headings of the inspection framework (SCCIF)",
}
Part = Callable[[Source], Iterator[Block]]
Titled = tuple[str, Part]
_FIRST: tuple[Titled, ...] = (
    ("About the visit", front.front),
    ("The two opinions", parts.opinions),
    ("Recommendations", parts.recommendations),
)
_LAST: tuple[Titled, ...] = (
    ("Other answers", ending.others),
    (CONFLICT_FOUND, ending.conflict),
    ("Factual accuracy check", ending.accuracy),
    ("Distribution", ending.distribution),
    ("Versions", ending.versions),
)
_FORM: tuple[Titled, ...] = (
    ("Follow-up of earlier recommendations", parts.follow_up),
    ("What children said", parts.children_heard),
    ("People spoken to", parts.people),
    ("Records looked at", parts.records),
    ("Nine quality standards", parts.standards),
    ("Events since the last visit", parts.events),
    ("Staffing and premises", ending.staffing),
    ("Strengths to share", ending.strengths),
)


def _some(*codes: str) -> Part:
    return lambda source: parts.standards(source, codes)


_SCCIF: tuple[tuple[str, tuple[Titled, ...]], ...] = (
    ("Overall experiences and progress of children", (
        ("What children said", parts.children_heard),
        ("Quality standards 6 to 11 and 14", _some("6", "7", "8", "9", "10", "11", "14")),
        ("Strengths to share", ending.strengths),
    )),
    ("How well children are helped and protected", (
        ("Quality standard 12", _some("12")),
        ("Events since the last visit", parts.events),
        ("Records looked at", parts.records),
    )),
    ("The effectiveness of leaders and managers", (
        ("Quality standard 13", _some("13")),
        ("Follow-up of earlier recommendations", parts.follow_up),
        ("People spoken to", parts.people),
        ("Staffing and premises", ending.staffing),
    )),
)  # fmt: skip


def title(source: Source) -> str:
    """'Regulation 44 visit report: Oak House, November 2026'."""
    month = format_month(source.view.visited_on)
    return f"Regulation 44 visit report: {source.view.home.name}, {month}"


def report(source: Source, grouping: str = "form") -> Paper:
    """The report; `grouping` is a key of GROUPINGS. Stamped where its version is not issued."""
    blocks = [*_opening(source), *_titled(_FIRST, source, 2)]
    if grouping == "sccif":
        for heading, titled in _SCCIF:
            blocks += [Heading(heading), *_titled(titled, source, 3)]
    else:
        blocks += _titled(_FORM, source, 2)
    blocks += _titled(_LAST, source, 2)
    names, visit = source.view.check_view.names, source.view.visit
    return Paper(
        title=title(source),
        author=names.get(visit.visitor_id) or "Independent person",
        at=source.made.at,
        foot=source.made.foot,
        blocks=tuple(blocks),
        stamp="" if source.is_issued else NOT_ISSUED,
    )


def _opening(source: Source) -> Iterator[Block]:
    if source.made.is_fictional:
        yield Say(FICTIONAL)
    if not source.is_issued:
        on = format_date(source.made.at)
        yield Say(f"{NOT_ISSUED}. This version had not been issued on {on}.")


def _titled(titled: tuple[Titled, ...], source: Source, level: int) -> list[Block]:
    """Each part that has something to say, under its heading."""
    found: list[Block] = []
    for heading, part in titled:
        if blocks := list(part(source)):
            found += [Heading(heading, level), *blocks]
    return found
