"""What the documents about visits say in the same words; what a report is made from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa.domain.answers import parts, to_text
from qa.domain.completion import visible
from qa.domain.forms import Question
from qa.domain.visits import STANCES, STANDARDS
from qa.domain.words import format_date
from qa.reports.audit_words import Made
from qa.reports.paper import Table
from qa.reports.plain_text import has_words
from qa.reports.word import Line

NOT_ISSUED = "Not issued"
CONFLICT_FOUND = "Conflict of interest found after the visit"
NO_RESPONSE = "No response recorded"


@dataclass(frozen=True)
class Source:
    """A visit as its report tells it. `view` is a readable `VisitView`; `trend` its `EventTrend`.

    `earlier` holds, by the key of their row, the earlier recommendations it follows up, and `heard`
    the last response to each of its own by id (rows of `visit_history.followed_up`).
    """

    view: Any
    made: Made
    trend: Any
    earlier: Mapping[str, Any] = field(default_factory=dict)
    heard: Mapping[int, Any] = field(default_factory=dict)

    @property
    def revision(self) -> int:
        """The version told."""
        return self.view.check_view.revision

    @property
    def is_issued(self) -> bool:
        """Whether this version was issued."""
        return any(each.revision == self.revision for each in self.view.issues)

    def question(self, question_id: str) -> Question | None:
        """A question that was asked at this visit; None of one that was not."""
        shown = self.view.check_view
        asked = visible(shown.form, shown.facts, shown.answers)
        return next((q for q in asked if q.id == question_id), None)

    def said(self, question_id: str) -> str:
        """An answer in words; '' where there is none."""
        question = self.question(question_id)
        return to_text(question, self.answer(question_id)) if question else ""

    def evidence(self, question_id: str) -> str:
        """What was written beside an answer."""
        answer = self.answer(question_id)
        return (answer.evidence or "") if answer else ""

    def answer(self, question_id: str) -> Any:
        """The answer as it is stored, or None."""
        return self.view.check_view.answers.get(question_id)

    def numbers(self, question_id: str) -> list[tuple[str, str]]:
        """(label, number) of each row of a composite answer."""
        question, answer = self.question(question_id), self.answer(question_id)
        if question is None or answer is None:
            return []
        given = {row.key: row.number for row in answer.rows}
        return [
            (part.label, str(given[part.key]))
            for part in parts(question)
            if given.get(part.key) is not None
        ]


def day(on: dt.date | None, none: str = "") -> str:
    """A date in words."""
    return format_date(on) if on else none


def capitalised(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def standard(code: str | None) -> str:
    """'12 Protection of children'."""
    return f"{code} {STANDARDS[code]}" if code in STANDARDS else (code or "")


def response(heard: Any) -> list[Line]:
    """The registered person's response in lines: what, why, by whom and when, who does it."""
    if heard is None:
        return [NO_RESPONSE]
    by = ", ".join(filter(None, (heard.by_name, heard.by_role)))
    on = day(heard.responded_on)
    owner = ", ".join(filter(None, (heard.owner_name, heard.owner_role)))
    found = [
        STANCES.get(heard.stance, heard.stance),
        heard.reason or "",
        " on ".join(filter(None, (by, on))),
        f"To be done by: {owner}" if owner else "",
        f"Date for completion: {day(heard.due_on)}" if heard.due_on else "",
        f"Reference: {heard.reference}" if heard.reference else "",
    ]
    return [line for line in found if has_words(line)]


def table_or(
    about: str, header: Sequence[str], rows: Sequence[Sequence[Any]], shares: Sequence[float]
) -> list[Table]:
    """The table, or nothing where it has no row."""
    return [Table(about, tuple(header), tuple(rows), tuple(shares))] if rows else []
