"""Filling a visit in: home and independence first, then the form with what is known beside."""

import dataclasses

import streamlit as st

from pages.ui import (
    audit_fill,
    tables,
    visit_alerts,
    visit_boxes,
    visit_consents,
    visit_recommendations,
    visit_remarks,
    visit_trend,
)
from pages.ui.buttons import do
from pages.ui.form import FormToFill, fill_in
from pages.ui.form_check import still_missing
from pages.ui.form_risk import risk_panel
from qa.domain.actor import Actor
from qa.domain.forms import Form, Question
from qa.domain.visits import (
    CONFLICT,
    CONSENTED,
    EARLIER,
    EVENTS,
    INDEPENDENT,
    RISK,
    SAFEGUARDED,
    WELLBEING,
    value,
)
from qa.domain.words import format_date, joined
from qa.services import action_drafts, submission, visit_beside, visit_items, visit_ready, visits
from qa.services.visits import VisitView

INDEPENDENCE = (
    "You have no connection with the home, its provider or the children who live there that "
    "regulation 43(3) rules out: you do not manage, fund or work in the home, are not the "
    "responsible individual, do not plan the care of a child there or manage somebody who does, "
    "and have no interest in the home."
)
DECLARED = (
    ("Yes, I am independent of this home", True,
     "Thank you. Everything you enter is saved as you go."),
    ("No, I am not", False, "Recorded. A visit by somebody who is not independent does not count."),
)  # fmt: skip
NOT_INDEPENDENT = (
    "You said that you are not independent of this home. Regulation 43(3) rules out that you visit "
    "it: **withdraw this visit** and tell the practice manager, who appoints somebody else. If "
    "the conflict came to light only after the visit, answer Yes to V4.6 and give under V4.5 what "
    "regulation 44(6) asks for."
)
NOT_YET = "Finish the report once what is listed here is seen to."
AFTERWARDS = (
    "When you finish the report it is locked. Then comes the factual-accuracy check, if you wish "
    "one, and you issue it. A later change is a new version; both stay readable."
)


def draw(actor: Actor, view: VisitView) -> None:
    """The form, once home and independence are confirmed; below it, withdrawing the visit."""
    shown = view.check_view
    if shown.check.right_child_at is None:
        _right_home(view)
        _withdraw(actor, view)
        return
    audit_fill.why_open(shown)
    barred = _says_not_independent(view)
    if barred:
        st.error(NOT_INDEPENDENT)
        _withdraw(actor, view, expanded=True)
    visit_items.refresh(actor, shown.check.id)
    known = visit_beside.beside(actor, view)
    items = visit_items.items(actor, shown.check.id)
    put_in = visit_beside.put_in(view)
    form = FormToFill(
        check_id=shown.check.id,
        revision=shown.revision,
        form=_with_letters(until_submitted(shown.form), view),
        facts=shown.facts,
        reader=actor,
        draw_actions=lambda _question: visit_recommendations.draw(actor, view),
        count_actions=lambda _question: action_drafts.count(shown.check.id),
        draw_risk=lambda: _risk(actor, view),
        draw_submit=lambda missing: _submit(actor, view, form, missing),
        beside=lambda question: _beside(known, question),
        offer=lambda question: known.offers.get(question.id),
        item_label=lambda question, key: _item(items, question, key),
        hint=lambda saved: visit_remarks.hint(view, put_in, saved),
        above=lambda question: _above(known, question),
        below=lambda question: _below(actor, view, question),
        remark=lambda question, answer: visit_remarks.remark(
            view, put_in.get(question.id), question, answer
        ),
    )
    fill_in(form)
    if not st.query_params.get("section") and not barred:
        _withdraw(actor, view)


def _says_not_independent(view: VisitView) -> bool:
    given = view.check_view.answers or {}
    return value(given, INDEPENDENT) == "N" and value(given, CONFLICT) != "Y"


def _risk(actor: Actor, view: VisitView) -> None:
    risk_panel(actor, view.check_view.check.id)
    visit_alerts.draw(actor, view, RISK)


def until_submitted(form: Form) -> Form:
    """The form without what is lived only after it is submitted: checking, copies, responses."""
    asked = (s for s in form.sections if any(q.stage != "close" for q in s.questions))
    return dataclasses.replace(form, sections=tuple(asked))


def _with_letters(form: Form, view: VisitView) -> Form:
    """The form whose guidance names the letters of the children who lived there."""
    if not view.residents:
        return form
    return dataclasses.replace(form, guidance=f"{form.guidance} {view.by_letter}".strip())


def _item(items: dict[str, visit_items.Item], question: Question, key: str) -> str:
    if question.id != EARLIER or key not in items:
        return key
    item = items[key]
    return f"{tables.as_words(item.text)}\n\n:small[{tables.as_words(item.facts)}]"


def _beside(known: visit_beside.Beside, question: Question) -> str:
    """In words, but the events: they stand in a table."""
    return "" if question.id == EVENTS else known.words.get(question.id, "")


def _above(known: visit_beside.Beside, question: Question) -> None:
    if question.id == EVENTS:
        visit_trend.draw(known.trend)


def _below(actor: Actor, view: VisitView, question: Question) -> None:
    """What belongs to a question beside its answer: consents, and who was told of a No."""
    if question.id == CONSENTED:
        visit_consents.draw(actor, view.check_view.check.id)
    elif question.id in (SAFEGUARDED, WELLBEING):
        visit_alerts.draw(actor, view, question.id)


def _right_home(view: VisitView) -> None:
    home, visit = view.home, view.visit
    st.subheader("Is this the home, and are you independent of it?", anchor=False)
    st.markdown(
        f"- **{tables.as_words(home.name)}**, "
        f"Ofsted number {tables.as_words(home.urn or 'not known')}\n"
        f"- Provider: {tables.as_words(home.provider or 'not known')}\n"
        f"- Visited on {format_date(visit.visited_on)}\n"
        f"- Children who live there: {joined([r.letter for r in view.residents]) or 'none known'}"
    )
    st.markdown(INDEPENDENCE)
    with st.container(horizontal=True):
        for words, said, then in DECLARED:
            st.button(
                words, type="primary" if said else "secondary", key=f"independent-{said}",
                on_click=do, args=(then, visits.confirm, view.check_view.check.id, said),
            )  # fmt: skip


def _submit(actor: Actor, view: VisitView, form: FormToFill, missing: int) -> None:
    check = view.check_view.check
    visit_remarks.names_to_check(form, view)
    visit_remarks.say_what_stands_beside(view)
    for sentence in (problems := visit_ready.still_open(actor, check.id)):
        st.warning(sentence)
    st.markdown(AFTERWARDS)
    left = missing + len(problems)
    if problems:
        st.markdown(NOT_YET)
    still_missing(form, missing)
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


def _withdraw(actor: Actor, view: VisitView, *, expanded: bool = False) -> None:
    check = view.check_view.check
    if check.status != "in_progress":
        return
    with st.expander("Withdraw this visit", expanded=expanded):
        st.markdown("It no longer counts for its month. What is written is kept.")
        visit_boxes.text(actor, check.id, "withdraw/why", "Reason", line=True)
        st.button("Withdraw it", on_click=_withdraw_now, args=(check.id,))


def _withdraw_now(check_id: int) -> None:
    why = visit_boxes.text_of(check_id, "withdraw/why")
    if do("The visit was withdrawn.", visits.withdraw, check_id, why,
          clear=(visit_boxes.key(check_id, "withdraw/why"),)):  # fmt: skip
        st.query_params.clear()
