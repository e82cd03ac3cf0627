"""To whom the issued report went: the log with what is missing, and boxes to record more."""

import streamlit as st

from db.models import VisitSending
from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.distribution import HOST, METHODS, NONE, PLACING, RECIPIENTS, Copy
from qa.domain.words import format_date
from qa.services import visit_sendings, visit_steps
from qa.services.visit_sendings import Sent
from qa.services.visit_steps import Line, Steps
from qa.services.visits import VisitView

HEADER = ("To", "Sent", "How", "Reference")
OTHERS = (HOST, PLACING)


def draw(actor: Actor, view: VisitView, steps: Steps) -> None:
    """The log of the version that stands; those of versions before are one press away."""
    if not steps.log:
        return
    version = view.visit.issued_revision
    show(HEADER, [_row(line) for line in steps.log], f"Copies of version {version} of the report")
    if steps.earlier_log:
        with st.expander("Copies of earlier versions"):
            rows = [(f"Version {s.revision}: {_to(s)}", *_cells(s)) for s in steps.earlier_log]
            show(HEADER, rows, "Copies of earlier versions of the report")
    status = view.check_view.check.status
    if status not in ("issued", "closed") or not view.decisions["distribute_visit"].allowed:
        return
    if steps.missing:
        with st.expander("Record copies sent", expanded=True):
            _several(actor, view, steps.missing)
    with st.expander("Record a copy to another authority"):
        _another(actor, view)
    if recorded := [line for line in steps.log if line.entry]:
        with st.expander("Take a wrong entry away"):
            _away(view, recorded)


def _row(line: Line) -> tuple[str, ...]:
    if line.entry is None:
        return line.words, "Missing", "", ""
    return line.words, *_cells(line.entry)


def _to(entry: VisitSending) -> str:
    return Copy(entry.recipient, entry.name or "").words


def _cells(entry: VisitSending) -> tuple[str, str, str]:
    day = format_date(entry.sent_on) if entry.sent_on else "not sent"
    return day, METHODS[entry.method], entry.reference or ""


def _several(actor: Actor, view: VisitView, missing: list[Line]) -> None:
    check, key = view.check_view.check, f"copies-{view.check_view.check.id}"
    places = {f"{n.copy.recipient}/{n.copy.name}": n for n in missing}
    before = st.session_state.get(f"{key}-to", [])
    st.session_state[f"{key}-to"] = [place for place in before if place in places]
    chosen = st.multiselect(
        "To whom?", list(places), key=f"{key}-to", placeholder="Choose one or more",
        format_func=lambda place: _short(places[place]),
    )  # fmt: skip
    people = [n for n in missing if n.copy.recipient != PLACING and n.words != _short(n)]
    if people:
        st.caption(as_words("; ".join(f"{_short(each)}: {each.name}" for each in people)))
    _how(actor, view, key)
    sent = [(places[p].copy.recipient, places[p].name) for p in chosen]
    st.button("Record these copies", type="primary", on_click=_record,
              args=(check.id, check.version, key, sent))  # fmt: skip


def _short(line: Line) -> str:
    """What tells a copy from the others, first: a list on a telephone shows 30 characters."""
    kind = RECIPIENTS[line.copy.recipient]
    is_one_of_several = line.copy.recipient == PLACING and line.name
    return f"{line.name} ({kind.lower()})" if is_one_of_several else kind


def _another(actor: Actor, view: VisitView) -> None:
    check, key = view.check_view.check, f"copy-{view.check_view.check.id}"
    st.caption("The host authority has the report when it asks for it.")
    recipient = st.radio("To", OTHERS, format_func=RECIPIENTS.get, key=f"{key}-to")
    st.session_state.setdefault(f"{key}-name", visit_steps.known_name(view.home, HOST))
    name = st.text_input("Which authority?", key=f"{key}-name")
    _how(actor, view, key)
    st.button("Record this copy", on_click=_record,
              args=(check.id, check.version, key, [(recipient, name)]))  # fmt: skip


def _how(actor: Actor, view: VisitView, key: str) -> None:
    method = st.radio("How?", list(METHODS), index=None, format_func=METHODS.get,
                      key=f"{key}-how", horizontal=True)  # fmt: skip
    if method == NONE:
        return
    st.date_input("Sent on", actor.today, key=f"{key}-on", **ANY_DAY)
    st.text_input("Reference (optional)", key=f"{key}-reference")


def _record(check_id: int, version: int, key: str, to: list[tuple[str, str]]) -> None:
    state = st.session_state
    sent = [
        Sent(recipient, name, state.get(f"{key}-on"), state.get(f"{key}-how") or "",
             typed(f"{key}-reference"))
        for recipient, name in to
    ]  # fmt: skip
    several = [box for box in (f"{key}-to",) if isinstance(state.get(box), list)]
    do("Recorded.", visit_sendings.record_all, check_id, version, sent,
       clear=(*several, f"{key}-reference"), unchoose=(f"{key}-how",),
       forget=(f"{key}-name",))  # fmt: skip


def _away(view: VisitView, recorded: list[Line]) -> None:
    check, key = view.check_view.check, f"away-{view.check_view.check.id}"
    entries = {line.entry.id: line.words for line in recorded if line.entry}
    st.caption("The history keeps what was recorded.")
    st.selectbox("Which entry?", list(entries), index=None, format_func=entries.get, key=key,
                 placeholder="Choose an entry")  # fmt: skip
    st.button("Take it away", on_click=_remove, args=(check.id, check.version))


def _remove(check_id: int, version: int) -> None:
    key = f"away-{check_id}"
    chosen = st.session_state.get(key) or 0
    do("The entry was taken away.", visit_sendings.remove, check_id, version, chosen,
       unchoose=(key,))  # fmt: skip
