"""Text boxes of a form: bound to the store, warning of what may identify a child."""

from pages.ui import form_saving as saving
from pages.ui.autosave import LIMIT, Box, Draft, drafts
from pages.ui.widgets_box import Bound
from qa.services.answers import when

LONG_ROWS, EVIDENCE_ROWS = 5, 2


def text(
    bound: Bound,
    *,
    hint: str = "",
    flag: str = "",
    error: str = "",
    rows: int = LONG_ROWS,
    line: bool = False,
    limit: int = LIMIT,
) -> None:
    """Draw a text box that saves while one types."""
    saved = bound.found.stored.get(bound.question.id)
    box = Box(
        label=bound.label or bound.question.text,
        hide_label=bound.hide_label,
        saved=bound.stored() or "",
        at=when(saved.saved_at, bound.form.reader).removeprefix("at ") if saved else "",
        person=bound.form.reader.person_id,
        hint=hint,
        flag=flag,
        error=error,
        rows=rows,
        line=line,
        limit=limit,
    )

    def take(draft: Draft) -> None:
        saving.take(bound.form, bound.question, bound.place, draft)

    if drafts.draw(bound.found, bound.key, box, bound.trouble, take):
        bound.found.redraw = True
