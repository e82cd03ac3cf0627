"""Six months of visits to a home as evidence for its review of quality (CHR regulation 45)."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain import visits
from qa.domain.forms.types import SPECS
from qa.domain.recommendations import state_words
from qa.domain.visits import FOLLOWED_UP, OPINIONS, PRIORITIES, STANDARDS
from qa.domain.words import format_date, format_month, joined
from qa.reports.audit_words import FICTIONAL, Made
from qa.reports.paper import Block, Heading, Paper, Picture, Say, Table, facts
from qa.reports.plain_text import has_words
from qa.reports.visit_words import capitalised, day, response, standard, table_or
from qa.reports.word import Line, Strong

MET = {option.code: option.label for option in SPECS["met4"].options}
THEMES = "V1.2"
NO_VISIT = "None"
NONE_MEANS = "None: no finished visit in that month."


@dataclass(frozen=True)
class Evidence:
    """What the months hold. `visits`: (visit, visitor's name); `texts`: answers by check and
    question; `recommendations`: (action, last response, last status at a visit, day of the visit
    it is from, state); `missed`: months without a visit, in which the home was open; `pictures`:
    (event, chart, its words)."""

    home: Any
    months: tuple[dt.date, ...]
    visits: Sequence[Any]
    texts: Mapping[tuple[int, str], Any]
    standards: Sequence[Any]
    events: Sequence[Any]
    event_words: Mapping[str, str]
    recommendations: Sequence[Any]
    missed: tuple[dt.date, ...] = ()
    is_covered: bool = True
    pictures: tuple[tuple[str, bytes, str], ...] = ()


def pack(found: Evidence, made: Made) -> Paper:
    """The pack, children by letter as the visitors wrote of them."""
    blocks: list[Block] = [Say(FICTIONAL)] if made.is_fictional else []
    for heading, part in _PARTS:
        blocks += [Heading(heading), *part(found)]
    return Paper(
        title=f"Evidence for the regulation 45 review: {found.home.name}, {_span(found)}",
        author=made.by,
        at=made.at,
        foot=made.foot,
        blocks=tuple(blocks),
    )


def _span(found: Evidence) -> str:
    return f"{format_month(found.months[0])} to {format_month(found.months[-1])}"


def _about(found: Evidence) -> Iterator[Block]:
    home = found.home
    yield facts("About the home", [
        ("Home", home.name),
        ("Ofsted number (URN)", home.urn or "Not recorded"),
        ("Provider", home.provider or "Not recorded"),
        ("Registered manager", home.registered_manager or "Vacant, or not recorded"),
        ("Responsible individual", home.responsible_individual or "Not recorded"),
        ("Period", _span(found)),
        ("Visits", str(len(found.visits))),
        ("Independent persons", joined(sorted({name for _visit, name in found.visits}))),
        ("Months without a visit", _missed(found)),
    ])  # fmt: skip


def _missed(found: Evidence) -> str:
    if not found.is_covered:
        return "Not counted: this service does not provide the home's independent person"
    return joined([format_month(month) for month in found.missed]) or "None"


def _opinions(found: Evidence) -> Iterator[Block]:
    rows = []
    for visit, name in found.visits:
        how = visits.ANNOUNCED_WORDS.get(visit.announced or "", "")
        issued = f"Issued {format_date(visit.issued_on)}" if visit.issued_on else "Not issued yet"
        rows.append((
            [format_date(visit.visited_on), how, name, issued],
            _opinion(found, visit, visits.SAFEGUARDED, visit.safeguarded),
            _opinion(found, visit, visits.WELLBEING, visit.wellbeing),
            _spoken(visit),
        ))  # fmt: skip
    if not rows:
        yield Say("There was no finished visit in these months.")
    header = ("Visit", "Children effectively safeguarded", "Well-being promoted", "Spoken to")
    yield from table_or("Visits and opinions", header, rows, (4, 5, 5, 3))


def _opinion(found: Evidence, visit: Any, question: str, code: str | None) -> list[Line]:
    text = found.texts.get((visit.check_id, question))
    said: list[Line] = [Strong(OPINIONS.get(code or "", "Not given"))]
    return [*said, text.evidence] if text and has_words(text.evidence) else said


def _spoken(visit: Any) -> str:
    if visit.offered is None:
        return "Not counted"
    roll = f"; {visit.on_roll} on roll" if visit.on_roll is not None else ""
    return f"{visit.accepted or 0} of {visit.offered} children offered{roll}"


def _recommendations(found: Evidence) -> Iterator[Block]:
    rows = []
    for action, heard, stood, visited_on, state in found.recommendations:
        rows.append((
            [action.text, capitalised(visits.raised_words(visited_on, action.raised_on)),
             f"Consider by {day(action.consider_by_on or action.due_on)}"],
            [standard(action.standard), PRIORITIES.get(action.priority, "")],
            response(heard),
            _standing(action, stood, state),
        ))  # fmt: skip
    if not rows:
        yield Say("No recommendation was raised or open in these months.")
    header = ("Recommendation", "Standard and priority", "Response", "Where it stands")
    yield from table_or("Recommendations and responses", header, rows, (5, 3, 5, 4))


def _standing(action: Any, stood: Any, state: str) -> list[Line]:
    found: list[Line] = [Strong(state_words(state, action.consider_by_on, action.due_on))]
    if stood is not None:
        found.append(f"At the last visit that looked: {FOLLOWED_UP.get(stood.status, '').lower()}")
        found.append(stood.evidence or "")
    return found


def _standards(found: Evidence) -> Iterator[Block]:
    met: dict[tuple[str, dt.date], list[str]] = {}
    for each in found.standards:
        met.setdefault((each.standard, each.month), []).append(MET.get(each.met, each.met))
    rows = tuple(
        (f"{code} {words}",
         *["; ".join(dict.fromkeys(met.get((code, m), [NO_VISIT]))) for m in found.months])
        for code, words in STANDARDS.items()
    )  # fmt: skip
    yield Say(NONE_MEANS)
    yield Table("Quality standards by month", ("Standard", *_short(found)), rows,
                (4, *[2.2] * len(found.months)))  # fmt: skip


def _short(found: Evidence) -> tuple[str, ...]:
    return tuple(f"{month:%b %Y}" for month in found.months)


def _events(found: Evidence) -> Iterator[Block]:
    seen = {visit.month for visit, _name in found.visits}
    counted: dict[tuple[str, dt.date], int] = {}
    for each in found.events:
        key = (each.event, each.month)
        counted[key] = counted.get(key, 0) + each.events
    rows = []
    for code, words in found.event_words.items():
        numbers = [counted.get((code, m), 0) for m in found.months]
        said = [str(n) if m in seen else NO_VISIT
                for m, n in zip(found.months, numbers, strict=True)]  # fmt: skip
        rows.append((words, *said, Strong(str(sum(numbers)))))
    yield Say(
        f"Events as the visits of each month counted them, since the visit before. {NONE_MEANS}"
    )
    shares = (3.2, *[2] * len(found.months), 1.8)
    yield Table("Events by month", ("Event", *_short(found), "All"), tuple(rows), shares)
    for words, drawn, said in found.pictures:
        yield Heading(f"{words}, month by month over two years", 3)
        yield Picture(drawn, said)


def _themes(found: Evidence) -> Iterator[Block]:
    told = 0
    for visit, name in found.visits:
        text = found.texts.get((visit.check_id, THEMES))
        if text and has_words(text.value):
            told += 1
            yield Heading(f"{format_date(visit.visited_on)}, to {name}", 3)
            yield Say(text.value)
    if not told:
        yield Say("Nothing was recorded in these months.")


_PARTS = (
    ("About the home and the period", _about),
    ("Visits, opinions and children spoken to", _opinions),
    ("Recommendations and responses", _recommendations),
    ("Quality standards by month", _standards),
    ("Events by month", _events),
    ("What children said", _themes),
)
