"""What a visit's form says of answers as they stand: filled in for the visitor, not possible yet,
beside another that does not go with it, or with words that look like a name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import streamlit as st

from pages.ui.form_links import links
from pages.ui.form_memory import FormToFill
from pages.ui.form_routes import address, go
from qa import clock
from qa.domain.answers import Answer
from qa.domain.forms import Question
from qa.domain.visit_ready import ahead, declared_beside_conflict
from qa.domain.visits import CONFLICT, INDEPENDENT, TIMES, visited_on
from qa.domain.words import joined, plural
from qa.services import visits
from qa.services.answers import SavedAnswer
from qa.services.visits import VisitView

PUT_IN = "Filled in for you. Check it."
NAMES = "that may name somebody. {} This does not keep you from finishing"
RECOMMENDATIONS = "V4.3"


def remark(view: VisitView, put_in: SavedAnswer | None, question: Question, answer: Answer) -> str:
    """What to say of an answer under its boxes, or ''."""
    given = PUT_IN if put_in and put_in.answer == answer else ""
    names = _names(view, [answer])
    named = f"This looks like a name: {joined(names)}. {view.by_letter}" if names else ""
    return " ".join(filter(None, (given, *_of_visit(view, question, answer), named)))


def _of_visit(view: VisitView, question: Question, answer: Answer) -> Iterator[str]:
    answers = {**(view.check_view.answers or {}), question.id: answer}
    if question.id == TIMES:
        yield ahead(answers, visited_on(answers) or view.visit.visited_on, clock.now())
    elif question.id in (INDEPENDENT, CONFLICT):
        yield declared_beside_conflict(answers)


def hint(view: VisitView, put_in: Mapping[str, SavedAnswer], saved: Sequence[SavedAnswer]) -> str:
    """How many answers of a section were filled in for the visitor, and the words of its texts
    that look like a name."""
    given = sum(each in put_in.values() for each in saved)
    names = _names(view, [each.answer for each in saved])
    named = f"this looks like a name: {joined(names)}." if names else ""
    return ", ".join(filter(None, (f"{given} filled in for you" if given else "", named)))


def names_to_check(form: FormToFill, view: VisitView) -> None:
    """Before the report is finished: every text with words that look like a name, a link each."""
    items = [
        {
            "id": f"{question.section}/{question.id}",
            "text": f"{question.id}: {joined(names)}",
            "href": address(question.section),
        }
        for question in view.check_view.form.questions
        if (names := _names_of(view, question))
    ]
    if items:
        title = f"{plural(len(items), 'answer')} {NAMES.format(view.by_letter)}"
        data = {"kind": "errors", "title": title, "items": items}
        links("visit-names", data, lambda target: go(form, target))


def _names_of(view: VisitView, question: Question) -> list[str]:
    if question.id == RECOMMENDATIONS:
        return _looked_for(view, (each.text for each in view.recommendations))
    answer = (view.check_view.answers or {}).get(question.id)
    return _names(view, [answer]) if answer else []


def say_what_stands_beside(view: VisitView) -> None:
    """Answers that do not go together on the face of it, and may both stand."""
    if said := declared_beside_conflict(view.check_view.answers or {}):
        st.info(said)


def _names(view: VisitView, answers: Sequence[Answer]) -> list[str]:
    texts = (
        text
        for answer in answers
        for text in (answer.value, answer.evidence, *(row.text for row in answer.rows))
    )
    return _looked_for(view, filter(None, texts))


def _looked_for(view: VisitView, texts: Iterable[str]) -> list[str]:
    """The words that look like a name, each once, as they come."""
    found = (w for text in texts if " " in text for w in visits.looks_like_a_name(text, view))
    return list(dict.fromkeys(found))
