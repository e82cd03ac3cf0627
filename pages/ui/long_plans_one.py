"""One long plan: its markers, what the panel decided at each, and recording it."""

import datetime as dt
import html

import streamlit as st

from pages.ui import kept as typing
from pages.ui.buttons import act_button, do, typed
from pages.ui.children_reason import about_child
from pages.ui.days import ANY_DAY
from pages.ui.long_plans_list import earlier_plans
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.permissions import HELD, Decision
from qa.domain.plan_markers import markers
from qa.domain.words import format_date, plural
from qa.services import long_plans, panels
from qa.services.long_plan_rows import LongPlan, PanelKept, reads_decisions
from qa.services.panels import Panel

MARKER, VERSION = "panel-marker", "_panel-version"
Decided = dict[int, PanelKept]


def draw(actor: Actor, child_id: int) -> None:
    """The page of one plan."""
    plan, decided = long_plans.one(actor, child_id)
    set_title("Long plan")
    st.page_link(str(BY_KEY["long_plans"].file), label="All long plans", query_params={})
    st.markdown(_head(plan))
    if BY_KEY["children"].opens_for(actor):
        st.page_link(str(BY_KEY["children"].file), label="The child's page",
                     query_params={"id": str(child_id)})  # fmt: skip
    _markers(actor, plan, decided)
    decision = panels.may_keep(actor, child_id)
    if decision.allowed or decision.why == HELD:
        _form(actor, plan, decided, decision)


def _head(plan: LongPlan) -> str:
    facts = [
        ("Child", plan.case_number),
        ("Plan began", f"{format_date(plan.began_on)}, {plural(plan.months, 'month')} ago"),
        ("Category", plan.category),
        ("Earlier plans", earlier_plans(plan)),
        ("Team", plan.team or "no team"),
        ("Chair", plan.chair or "no chair"),
        ("Next", _next(plan)),
        ("Why then", plan.explanation),
    ]
    return "\n".join(f"- **{name}:** {as_words(value)}" for name, value in facts if value)


def _next(plan: LongPlan) -> str:
    if not plan.next_months:
        return "no further marker"
    return f"panel at {plan.next_months} months, {plan.lateness}"


def _markers(actor: Actor, plan: LongPlan, decided: Decided) -> None:
    reads = reads_decisions(actor)
    header = ("Marker", "Falls on", "Panel met", "Recorded", *(("Decision",) if reads else ()))
    rows = [
        (f"{m} months", format_date(on), *_answer(decided.get(m), reads))
        for m, on in markers(plan.began_on)
    ]
    show(header, rows, "The markers of this plan")


def _answer(kept: PanelKept | None, reads: bool) -> tuple[str, ...]:
    if kept is None:
        return ("", "", "") if reads else ("", "")
    recorded = f"{format_date(kept.recorded_at)} by {kept.recorded_by}"
    text = kept.decision or "not written down yet"
    return (format_date(kept.panel_on), recorded, *((text,) if reads else ()))


def _form(actor: Actor, plan: LongPlan, decided: Decided, decision: Decision) -> None:
    st.subheader("Record the panel", anchor=False)
    months = panels.recordable(plan.began_on, actor.today)
    if not months:
        st.info("The first marker of this plan is more than three months away.")
        return
    usual = plan.next_months if plan.next_months in months else months[-1]
    marker = st.selectbox(
        "Marker", months, index=months.index(usual), format_func=lambda m: f"{m} months",
        key=MARKER,
    )  # fmt: skip
    kept = decided.get(marker)
    version = _version(marker, kept)
    st.date_input(
        "The panel met on",
        value=kept.panel_on if kept else None,
        key=f"panel-on-{marker}",
        **ANY_DAY,
    )
    if reads_decisions(actor):
        typing.text(
            about_child(actor, plan.child_id), f"panel/{marker}", "What it decided",
            key=f"panel-text-{marker}", start=(kept.decision or "") if kept else "",
            limit=panels.LONGEST,
        )  # fmt: skip
    else:
        st.caption("You record the date. A manager writes down what was decided.")
    act_button("Save", decision, type="primary", on_click=_save,
               args=(plan.child_id, marker, version))  # fmt: skip


def _version(marker: int, kept: PanelKept | None) -> int:
    """The version this form was opened on; says so where somebody changed it since."""
    now = kept.version if kept else 0
    opened = st.session_state.setdefault(f"{VERSION}-{marker}", now)
    if opened != now and kept:
        text = html.escape(kept.decision or "no decision written down")
        st.warning("Somebody else changed this after you opened it. Saving replaces what they put:")
        st.html(f"<p>Panel met {format_date(kept.panel_on)}: {text}</p>")
    return now


def _save(child_id: int, marker: int, version: int) -> None:
    on = st.session_state.get(f"panel-on-{marker}")
    key = f"panel-text-{marker}"
    text = typed(key) if key in st.session_state else None
    given = Panel(marker, on if isinstance(on, dt.date) else None, text, version)
    do("Recorded.", panels.keep, child_id, given,
       forget=(f"panel-on-{marker}", f"panel-text-{marker}", f"{VERSION}-{marker}"))  # fmt: skip
