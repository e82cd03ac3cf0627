"""Filling a midway review in: the right child first, then the form with what is known beside."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import audit_actions, audit_decide, audit_fill, kept
from pages.ui.audit_actions import Start
from pages.ui.buttons import do, typed
from pages.ui.form import FormToFill, fill_in
from pages.ui.form_risk import risk_panel
from qa.domain import midways as rules
from qa.domain import seen
from qa.domain.actor import Actor
from qa.domain.midways import Conclusion
from qa.services import midways, midways_beside, submission
from qa.services.answers import SavedAnswer
from qa.services.checks import CheckView

IF_NOT = "If it is not, withdraw this review below; nothing is written yet."
IF_NOT_COPIED = (
    "If it is not, withdraw this review below: the answers copied from the other child would go "
    "with it."
)
COPIED = "copied from the other child: look at each"


def draw(actor: Actor, view: CheckView) -> None:
    """The form, once the child is confirmed; below it, withdrawing what is not submitted."""
    if view.check.right_child_at is None:
        audit_fill.right_child(view, IF_NOT_COPIED if _is_copied(view) else IF_NOT)
        _withdraw(actor, view)
        return
    audit_fill.why_open(view)
    known = midways_beside.beside(actor, view.check, view.form)
    form = FormToFill(
        check_id=view.check.id,
        revision=view.revision,
        form=view.form,
        facts=view.facts,
        reader=actor,
        draw_risk=lambda: risk_panel(actor, view.check.id),
        draw_submit=lambda missing: _submit(actor, view, form, missing),
        beside=lambda question: known.words.get(question.id, ""),
        offer=lambda question: known.offers.get(question.id),
        hint=lambda saved: _hint(view, saved),
        remark=lambda question, answer: seen.remark(question.id, answer, known.visited_on),
    )
    fill_in(form)
    if not st.query_params.get("section"):
        _withdraw(actor, view)


def _is_copied(view: CheckView) -> bool:
    """Whether it was begun with the answers of a brother or sister."""
    return any(
        link.kind == "copied_from" and link.from_check_id == view.check.id for link in view.links
    )


def _hint(view: CheckView, saved: Sequence[SavedAnswer]) -> str:
    """What to say of a section whose every answer is still the other child's."""
    confirmed_at = view.check.right_child_at
    if not saved or confirmed_at is None or not _is_copied(view):
        return ""
    untouched = all(each.version == 1 and each.saved_at <= confirmed_at for each in saved)
    return COPIED if untouched else ""


def _submit(actor: Actor, view: CheckView, form: FormToFill, missing: int) -> None:
    concluded = rules.conclusion(view.form, view.answers or {})
    st.subheader("Actions", anchor=False)
    audit_actions.draw(actor, view.check.id, _start(view, concluded))
    if concluded.calls_for_more:
        step = rules.NEXT_STEPS[concluded.next_step]
        st.info(
            f"{step}: kept open as a follow-up when you submit, with your view and advice as its "
            "note. It can be marked as done, or turned into an action."
        )
    st.markdown(
        "When you submit, the review is locked and the team manager can read it. Its actions open "
        "today, and the next midway review falls due after the next review or conference."
    )
    audit_fill.submit_button(view, form, missing, _submit_now)


def _start(view: CheckView, concluded: Conclusion) -> Start:
    """An action about drift, pre-filled with the advice, for the child's social worker."""
    is_asked = concluded.rag == "R" or (concluded.rag == "A" and concluded.calls_for_more)
    if not is_asked:
        return Start(is_asked=False)
    priority = "ten_days" if concluded.rag == "R" else "twenty_days"
    return Start(concluded.view, view.check.worker_id, priority)


def _submit_now(check_id: int, version: int) -> None:
    said = "Submitted. The team manager can read it now."
    if do(said, submission.submit, check_id, version):
        st.query_params.pop("section", None)


def _withdraw(actor: Actor, view: CheckView) -> None:
    if view.check.status != "in_progress":
        return
    with st.expander("Withdraw this midway review"):
        boxes = audit_decide.boxes_of(actor, view)
        kept.text(boxes, "withdraw/why", "Reason", key="withdraw-why", line=True)
        st.button("Withdraw it", on_click=_withdraw_now, args=(view.check.id,))


def _withdraw_now(check_id: int) -> None:
    if do("The midway review was withdrawn.", midways.withdraw, check_id, typed("withdraw-why"),
          clear=("withdraw-why",)):  # fmt: skip
        st.query_params.clear()
