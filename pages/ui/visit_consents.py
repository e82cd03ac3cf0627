"""Whose case records were opened, with both consents: the gate of regulation 44(2)(b)."""

import streamlit as st

from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words
from pages.ui.visit_boxes import chosen, day, do_in, key, of, refused_in, say_in, text, text_of
from qa.domain.actor import Actor
from qa.domain.visits import CONSENTED
from qa.domain.words import format_date
from qa.services import visit_consents, visit_panels
from qa.services.visit_panels import Panels

PANEL, AWAY = "consents", "away"
STOP = (
    "**Stop: these records stay shut until both consents are recorded.** Case records are opened "
    "only with the consent of the child and of the placing authority: regulation 44(2)(b). Record "
    "both below for each child, or answer that no case records were opened. The report cannot be "
    "finished before."
)
WITHOUT = (
    "**Close the records now.** Regulation 44(2)(b) does not allow this. Under Evidence say which "
    "child's records were opened, by letter, how it came about, and whom you have told."
)
NONE_OPENED = (
    "You said that no case records were opened, and consents to open them are recorded. Change "
    "the answer, or take the consents away."
)
DAYS = (("child", "The child agreed on"), ("authority", "The placing authority agreed on"))


def draw(actor: Actor, check_id: int) -> None:
    """What the answer asks for; each child whose records were opened; boxes for one more."""
    view = visit_panels.read(actor, check_id)
    answer = view.answers.get(CONSENTED)
    said = answer.value if answer else None
    say_in(PANEL)
    refused_in(PANEL, AWAY)
    if said == "Y" and not view.consents:
        st.error(STOP)
    elif said == "N":
        st.error(WITHOUT)
    elif said == "NA" and view.consents:
        st.warning(NONE_OPENED)
    for consent, letter in view.consents:
        _one(check_id, consent, letter)
    if said == "Y":
        words = "Another child's records" if view.consents else "Whose case records were opened?"
        with st.expander(words, expanded=not view.consents):
            _boxes(actor, check_id, view)


def _one(check_id: int, consent: object, letter: str) -> None:
    with st.container(border=True):
        st.markdown(
            f"**Child {letter}**: the child agreed on {format_date(consent.child_agreed_on)}, "
            f"{as_words(consent.authority_by)} for the placing authority on "
            f"{format_date(consent.authority_agreed_on)}"
        )
        st.button(
            f"Take the consents of child {letter} away", key=f"unconsent-{consent.id}",
            on_click=do_in,
            args=(PANEL, "Taken away.", visit_consents.remove, check_id, consent.resident_id),
            kwargs={"button": AWAY},
        )  # fmt: skip


def _boxes(actor: Actor, check_id: int, view: Panels) -> None:
    who = {resident.id: resident for resident in view.residents}
    if not who:
        st.markdown(
            "Nobody is recorded as living in the home on that day. Give the child a letter on the "
            "home's page first."
        )
        return
    boxes = of(actor, check_id)
    st.selectbox(
        "Child", list(who), index=None, placeholder="Choose a child",
        **chosen(boxes, "consent/who", who),
        format_func=lambda i: f"Child {who[i].letter} ({who[i].placing_authority})",
    )  # fmt: skip
    for field, words in DAYS:
        st.date_input(words, value=None, **day(boxes, f"consent/{field}", None), **ANY_DAY)
    by = "Who agreed for the placing authority? Name and role"
    text(actor, check_id, "consent/by", by, line=True)
    st.button("Record both consents", key="consent-put", on_click=_put, args=(check_id,))
    refused_in(PANEL)


def _put(check_id: int) -> None:
    who, *boxes = (key(check_id, f"consent/{f}") for f in ("who", "child", "authority", "by"))
    state = st.session_state
    do_in(
        PANEL, "Both consents are recorded.", visit_consents.put, check_id, state.get(who) or 0,
        *map(state.get, boxes[:2]), text_of(check_id, "consent/by"), forget=(who, *boxes),
    )  # fmt: skip
