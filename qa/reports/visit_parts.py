"""The parts of a visit's report, each as blocks without its heading."""

from collections.abc import Iterator
from typing import Any

from qa.domain import visits
from qa.domain.visits import FOLLOWED_UP, PRIORITIES
from qa.domain.words import format_moment, plural
from qa.reports.paper import Block, Bullets, Say, Table
from qa.reports.plain_text import has_words
from qa.reports.visit_words import (
    Source,
    capitalised,
    day,
    response,
    standard,
    table_or,
)
from qa.reports.word import Strong

RECORDS, PEOPLE, THEMES = "V1.4", "V1.3", "V1.2"
STAFFING, PREMISES, STRENGTHS, WHY_CONFLICT = "V3.3", "V3.4", "V4.4", "V4.5"
ASKED_AT_ONCE = {
    visits.SAFEGUARDED: "The opinion that children are not effectively safeguarded",
    visits.WELLBEING: "The opinion that the home does not promote children's well-being",
    visits.RISK: "A child who may be at risk now",
}


def opinions(source: Source) -> Iterator[Block]:
    """The two opinions of reg 44(4), each with its reason; who was told at once."""
    rows = []
    for question_id in (visits.SAFEGUARDED, visits.WELLBEING):
        question = source.question(question_id)
        if question:
            said = Strong(source.said(question_id) or "Not answered")
            rows.append((question.text, said, source.evidence(question_id)))
    yield from table_or("Opinions", ("Question", "Opinion", "Reason"), rows, (4, 2, 7))
    if source.view.alerts:
        yield Say([Strong("Who was told at once")])
        yield Bullets(tuple(_told(alert) for alert in source.view.alerts))


def _told(alert: Any) -> str:
    about = ASKED_AT_ONCE.get(alert.question, alert.question)
    lado = f"told on {format_moment(alert.lado_at)}" if alert.lado_at else "not needed"
    what = {"notified": "the home notified", "asked": "the home was asked to notify"}
    reg40 = what.get(alert.reg40, "not needed")
    on = f" on {format_moment(alert.reg40_at)}" if alert.reg40_at else ""
    note = f" {alert.note}" if has_words(alert.note) else ""
    return (
        f"{about}: for the provider {alert.told_individual} on "
        f"{format_moment(alert.told_individual_at)}; for this service {alert.told_head} on "
        f"{format_moment(alert.told_head_at)}. Designated officer (LADO): {lado}. Notification "
        f"under regulation 40: {reg40}{on}.{note}"
    )


def recommendations(source: Source) -> Iterator[Block]:
    """What is recommended, by when it is to be considered (reg 44(5)), and the response."""
    rows = [
        (
            [each.text],
            standard(each.standard),
            PRIORITIES.get(each.priority, each.priority),
            day(each.consider_by_on or each.due_on),
            response(source.heard.get(each.id)),
        )
        for each in source.view.recommendations
    ]
    if not rows:
        yield Say("No recommendations this month.")
    header = ("Recommendation", "Standard", "Priority", "Consider by", "Response")
    yield from table_or("Recommendations", header, rows, (4.5, 2.7, 1.8, 2, 6))
    if source.revision < source.view.check_view.check.revision and rows:
        yield Say("The responses are shown as they stand now.")


def follow_up(source: Source) -> Iterator[Block]:
    """What has become of earlier recommendations."""
    answer = source.answer(visits.EARLIER)
    rows = []
    for row in answer.rows if answer else ():
        found = source.earlier.get(row.key)
        action = found.Action if found else None
        rows.append((
            [action.text if action else f"Recommendation {row.key}"],
            [standard(action.standard), _raised(found)] if action else "",
            FOLLOWED_UP.get(row.reference or "", "Not said"),
            row.text or "",
        ))  # fmt: skip
    if not rows:
        yield Say("There were no earlier recommendations to follow up.")
    header = ("Earlier recommendation", "Standard", "Status", "Evidence seen or reason")
    yield from table_or("Earlier recommendations", header, rows, (5, 3, 3, 5))
    if heard := source.said(visits.RESPONSE_ON):
        yield Say(f"The manager's response to the last report was received on {heard}.")


def _raised(found: Any) -> str:
    return capitalised(visits.raised_words(found.visited_on, found.Action.raised_on))


def children_heard(source: Source) -> Iterator[Block]:
    """Private conversations offered and accepted, and themes in the children's words."""
    spoken = visits.numbers(source.view.check_view.answers, visits.SPOKEN_TO)
    if spoken.get("total") is not None:
        offered = plural(spoken["total"], "child was", "children were")
        yield Say(
            f"{offered} offered a private conversation; {spoken.get('done') or 0} accepted "
            f"(reg 44(2)(a))."
        )
    if themes := source.said(THEMES):
        yield Say([Strong("Themes from children, in their words")])
        yield Say(themes)


def people(source: Source) -> Iterator[Block]:
    """Who else was spoken to, by group."""
    rows = source.numbers(PEOPLE)
    yield from table_or("Others spoken to", ("Others spoken to", "Number"), rows, (3, 1))


def records(source: Source) -> Iterator[Block]:
    """Which records were looked at; case records by letter, with both consents."""
    if looked := source.said(RECORDS):
        yield Say(f"{looked}.")
    if opened := source.said(visits.CONSENTED):
        yield Say(f"Children's case records: {opened}.")
        if written := source.evidence(visits.CONSENTED):
            yield Say(written)
    rows = [
        (f"Child {letter}", day(consent.child_agreed_on), day(consent.authority_agreed_on),
         consent.authority_by)
        for consent, letter in source.view.consents
    ]  # fmt: skip
    header = ("Child", "The child agreed", "The authority agreed", "For the authority")
    about = "Consents to open case records, regulation 44(2)(b)"
    yield from table_or(about, header, rows, (2, 3, 3, 4))


def standards(source: Source, wanted: tuple[str, ...] = tuple(visits.STANDARDS)) -> Iterator[Block]:
    """Each quality standard: whether it was met, and the evidence."""
    rows = []
    for code in wanted:
        question = source.question(f"V2.{code}")
        if question:
            said = Strong(source.said(question.id) or "Not answered")
            rows.append((question.text, said, source.evidence(question.id)))
    yield from table_or("Quality standards", ("Standard", "Finding", "Evidence"), rows, (4, 2.6, 8))


def events(source: Source) -> Iterator[Block]:
    """Events since the last visit, and those of the six months before, a column a month."""
    question, answer = source.question(visits.EVENTS), source.answer(visits.EVENTS)
    if question and answer:
        now = {row.key: row.number for row in answer.rows}
        months, before = _months(source.trend)
        rows = tuple(
            (row.label, *[_count(before.get((row.label, month))) for month in months],
             _count(now.get(f"{row.code}.events")), _count(now.get(f"{row.code}.children")))
            for row in question.rows
        )  # fmt: skip
        header = ("Event", *[f"{m:%b %Y}" for m in months], "This visit", "Children involved")
        shares = (3.2, *[1.3] * len(months), 1.5, 2.1)
        if months:
            yield Say("Events reported at this visit, and at the visits of the six months before.")
        yield Table("Events since the last visit", header, rows, shares)
    if notified := source.said(visits.NOTIFIED):
        yield Say(f"Every serious event notified without delay (reg 40): {notified}.")
        if written := source.evidence(visits.NOTIFIED):
            yield Say(written)


def _months(trend: Any) -> tuple[list[Any], dict[tuple[str, Any], int]]:
    months = sorted({visits.month_of(on) for on in trend.days})[-6:]
    found: dict[tuple[str, Any], int] = {}
    for label, counts in trend.rows:
        for on, each in zip(trend.days, counts, strict=True):
            if each is not None:
                key = (label, visits.month_of(on))
                found[key] = found.get(key, 0) + each[0]
    return months, found


def _count(number: int | None) -> str:
    return "Not counted" if number is None else str(number)
