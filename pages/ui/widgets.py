"""Which widget a question gets: by its type, from one table."""

from collections.abc import Callable

from pages.ui import widgets_rows
from pages.ui.form_memory import EVIDENCE, FormToFill, Memory
from pages.ui.widgets_box import Bound, draw
from pages.ui.widgets_text import EVIDENCE_ROWS, text
from qa.domain.answers import evidence_wanted
from qa.domain.answers.checks import MOST_SHORT_CHARACTERS
from qa.domain.forms import Question
from qa.domain.forms.types import SPECS

Widget = Callable[[FormToFill, Memory, Question], None]


def _one(kind: str) -> Widget:
    def widget(form: FormToFill, found: Memory, question: Question) -> None:
        draw(Bound(form, found, question), kind)

    return widget


def _long_text(form: FormToFill, found: Memory, question: Question) -> None:
    text(Bound(form, found, question), hint=question.guidance)


def _short_text(form: FormToFill, found: Memory, question: Question) -> None:
    bound = Bound(form, found, question)
    text(bound, hint=question.guidance, rows=1, line=True, limit=MOST_SHORT_CHARACTERS)


def _actions(form: FormToFill, found: Memory, question: Question) -> None:
    if form.count_actions(question.id) == 0 and question.none_label:
        widgets_rows.items(form, found, question)
    if form.draw_actions:
        form.draw_actions(question)


WIDGETS: dict[str, Widget] = {
    **{kind: _one("choice") for kind, spec in SPECS.items() if spec.options},
    "single_choice": _one("choice"),
    "multi_choice": widgets_rows.choices,
    "free_text": _long_text,
    "text": _short_text,
    "date": _one("date"),
    "month": _one("month"),
    "time": _one("time"),
    "number": _one("whole"),
    "scale_0_10": _one("scale"),
    "actions": _actions,
    "number_pair": widgets_rows.grid,
    "scale_pair_0_10": widgets_rows.boxes,
    "date_pair": widgets_rows.grid,
    "time_pair": widgets_rows.grid,
    "date_plus_flags": widgets_rows.grid,
    "counts_by_group": widgets_rows.grid,
    "number_table": widgets_rows.grid,
    "item_progress": widgets_rows.items,
    "per_item_status": widgets_rows.items,
    "per_item_response": widgets_rows.items,
    "distribution_log": widgets_rows.boxes,
}
TEXTS = ("free_text", "text")
OPINION = "opinion3"
"""Comes with its reason whatever the answer: regulation 44(4)."""


def evidence(form: FormToFill, found: Memory, question: Question, error: str = "") -> None:
    """The text box beside an answer; says when the answer demands it."""
    answer = found.answer(question.id)
    wanted = evidence_wanted(question, answer)
    is_opinion = question.type == OPINION
    noun = "Reason" if is_opinion else "Evidence"
    label = noun if wanted or is_opinion else f"{noun} (optional)"
    said = question.label_of(answer.value) if answer and answer.value else ""
    flag = f"Needed because the answer is “{said}”." if wanted and said else ""
    bound = Bound(form, found, question, EVIDENCE, label=label, hide_label=False)
    text(bound, flag=flag, error=error, rows=EVIDENCE_ROWS)
