"""Filling a visit in: home and independence first, then the form with what is known beside."""

import dataclasses
from collections.abc import Sequence

import streamlit as st

from pages.ui import audit_fill, visit_alerts, visit_consents, visit_recommendations
from pages.ui.buttons import do, typed
from pages.ui.form import FormToFill, fill_in
from pages.ui.form_risk import risk_panel
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.forms import Form, Question
from qa.domain.visits import CONSENTED, EARLIER, RISK, SAFEGUARDED, WELLBEING
from qa.domain.words import format_date, joined
from qa.services import action_drafts, submission, visit_beside, visit_items, visit_ready, visits
from qa.services.answers import SavedAnswer
from qa.services.visits import VisitView

INDEPENDENCE = (
    "You have no connection with the home, its provider or the children who live there that "
    "regulation 43(3) rules out: you do not manage, fund or work in the home, are not the "
    "responsible individual, do not plan the care of a child there or manage somebody who does, "
    "and have no interest in the home."
)
AFTERWARDS = (
    "When you finish the report it is locked. Then comes the factual-accuracy check, if you wish "
    "one, and you issue it. A later change is a new version; both stay readable."
)


def draw(actor: Actor, view: VisitView) -> None:
    """The form, once home and independence are confirmed; below it, withdrawing the visit."""
    shown = view.check_view
    if shown.check.right_child_at is None:
        _right_home(view)
        _withdraw(view)
        return
    audit_fill.why_open(shown)
    visit_items.refresh(actor, shown.check.id)
    known = visit_beside.beside(actor, view)
    items = visit_items.items(actor, shown.check.id)
    fill_in(
        FormToFill(
            check_id=shown.check.id,
            revision=shown.revision,
            form=until_submitted(shown.form),
            facts=shown.facts,
            reader=actor,
            draw_actions=lambda _question: visit_recommendations.draw(actor, view),
            count_actions=lambda _question: action_drafts.count(shown.check.id),
            draw_risk=lambda: _risk(actor, shown.check.id),
            draw_submit=lambda missing: _submit(actor, view, missing),
            beside=lambda question: known.words.get(question.id, ""),
            offer=lambda question: known.offers.get(question.id),
            item_label=lambda question, key: _item(items, question, key),
            hint=lambda saved: _hint(view, saved),
            below=lambda question: _below(actor, view, question),
        )
    )
    if not st.query_params.get("section"):
        _withdraw(view)


def _risk(actor: Actor, check_id: int) -> None:
    risk_panel(actor, check_id)
    visit_alerts.draw(actor, check_id, RISK)


def until_submitted(form: Form) -> Form:
    """The form without what is lived only after it is submitted: checking, copies, responses."""
    asked = (s for s in form.sections if any(q.stage != "close" for q in s.questions))
    return dataclasses.replace(form, sections=tuple(asked))


def _item(items: dict[str, visit_items.Item], question: Question, key: str) -> str:
    return items[key].words if question.id == EARLIER and key in items else key


def _below(actor: Actor, view: VisitView, question: Question) -> None:
    """What belongs to a question beside its answer: consents, and who was told of a No."""
    if question.id == CONSENTED:
        visit_consents.draw(actor, view.check_view.check.id)
    elif question.id in (SAFEGUARDED, WELLBEING):
        visit_alerts.draw(actor, view.check_view.check.id, question.id)


def _right_home(view: VisitView) -> None:
    home, visit = view.home, view.visit
    st.subheader("Is this the home, and are you independent of it?", anchor=False)
    st.markdown(
        f"- **{as_words(home.name)}**, URN {as_words(home.urn or 'not known')}\n"
        f"- Provider: {as_words(home.provider or 'not known')}\n"
        f"- Visited on {format_date(visit.visited_on)}\n"
        f"- Children who live there: {joined([r.letter for r in view.residents]) or 'none known'}"
    )
    st.markdown(INDEPENDENCE)
    with st.container(horizontal=True):
        for words, said in (("Yes, I am independent of this home", True), ("No, I am not", False)):
            st.button(
                words, type="primary" if said else "secondary", key=f"independent-{said}",
                on_click=do,
                args=("Thank you. Everything you enter is saved as you go.", visits.confirm,
                      view.check_view.check.id, said),
            )  # fmt: skip


def _hint(view: VisitView, saved: Sequence[SavedAnswer]) -> str:
    """That a text of the section looks like it names somebody."""
    texts = (
        text
        for each in saved
        for text in (each.answer.value, each.answer.evidence, *(r.text for r in each.answer.rows))
    )
    found = {
        word for text in texts if text and " " in text
        for word in visits.looks_like_a_name(text, view)
    }  # fmt: skip
    return f"looks like a name: {joined(sorted(found))}" if found else ""


def _submit(actor: Actor, view: VisitView, missing: int) -> None:
    check = view.check_view.check
    for sentence in (problems := visit_ready.still_open(actor, check.id)):
        st.warning(sentence)
    st.markdown(AFTERWARDS)
    left = missing or len(problems)
    st.button(
        "Finish the report",
        type="primary",
        disabled=bool(left),
        help=f"{left} still to be seen to" if left else None,
        key="submit-check",
        on_click=_submit_now,
        args=(check.id, check.version),
    )


def _submit_now(check_id: int, version: int) -> None:
    if do("The report is finished. It is not issued yet.", submission.submit, check_id, version):
        st.query_params.pop("section", None)


def _withdraw(view: VisitView) -> None:
    check = view.check_view.check
    if check.status != "in_progress":
        return
    with st.expander("Withdraw this visit"):
        st.markdown("It no longer counts for its month. What is written is kept.")
        st.text_input("Reason", key="withdraw-why")
        st.button("Withdraw it", on_click=_withdraw_now, args=(check.id,))


def _withdraw_now(check_id: int) -> None:
    if do("The visit was withdrawn.", visits.withdraw, check_id, typed("withdraw-why"),
          clear=("withdraw-why",)):  # fmt: skip
        st.query_params.clear()
