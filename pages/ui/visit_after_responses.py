"""Recommendations with where each stands, and the boxes of the registered person's response."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import kept
from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.check_kinds import action_title
from qa.domain.recommendations import NOT_ACCEPTED
from qa.domain.visits import STANCES, STANDARDS
from qa.domain.words import format_date
from qa.domain.workflow import REG44
from qa.services import recommendations
from qa.services.recommendation_answers import Response
from qa.services.recommendations import ANSWERABLE, Recommendation
from qa.services.visit_steps import Steps
from qa.services.visits import VisitView

BOXES = ("reason", "by", "role", "owner", "owner-role", "reference")
REPEATED = "Repeated: the same standard at three visits running."
MANAGER = "Registered manager"


def draw(actor: Actor, view: VisitView, steps: Steps) -> None:
    """Each recommendation of the visit with where it stands, then one response to record."""
    if not steps.recommendations:
        return
    st.subheader("Responses to the recommendations", anchor=False)
    listed(steps.recommendations)
    open_ones = {r.id: r for r in steps.recommendations if r.status in ANSWERABLE}
    may = [r for r in open_ones.values() if r.decision.allowed]
    if not may:
        return
    numbers = {r.id: f"{n}. {r.text}" for n, r in enumerate(steps.recommendations, 1)}
    with st.expander("Record a response"):
        chosen = st.selectbox(
            "To which recommendation?", [r.id for r in may], format_func=numbers.get,
            index=0 if len(may) == 1 else None, key=f"respond-to-{view.check_view.check.id}",
            placeholder="Choose a recommendation",
        )  # fmt: skip
        if chosen:
            boxes(actor, open_ones[chosen], view.home.registered_manager or "")


def listed(found: Sequence[Recommendation], *, with_visit: bool = False) -> None:
    """Recommendations one under the other, each with a link to its record."""
    for number, each in enumerate(found, 1):
        words = each.text if with_visit else f"{number}. {each.text}"
        if with_visit and each.text == action_title(REG44) and each.visited_on:
            words = f"{each.text} of {format_date(each.visited_on)}, standard {each.standard}"
        with st.container(border=True):
            st.page_link(
                str(BY_KEY["actions"].file), label=as_words(words),
                query_params={"id": str(each.id)},
            )  # fmt: skip
            standard = STANDARDS.get(each.standard, "").lower()
            facts = [f"**{each.state_words}**", f"standard {each.standard}, {standard}"]
            facts += [f"owner {as_words(each.owner_name or '')}"] * bool(each.owner_name)
            if with_visit and each.visited_on:
                facts.append(f"visit of {format_date(each.visited_on)}")
            st.markdown(" · ".join(facts))
            if each.is_repeated:
                st.markdown(f"**{REPEATED}**")


def boxes(actor: Actor, one: Recommendation, manager: str) -> None:
    """The boxes of one response; it is the registered person's, recorded for them."""
    key, mine = f"respond-{one.id}", kept.of(actor, f"action:{one.id}")

    def line(box: str, label: str, start: str = "", *, is_line: bool = True) -> None:
        kept.text(mine, f"respond/{box}", label, key=f"{key}-{box}", start=start, line=is_line)

    stance = st.radio("What do they say?", list(STANCES), index=None, format_func=STANCES.get,
                      key=f"{key}-stance")  # fmt: skip
    line("reason", "Their reason (needed unless it is accepted)", is_line=False)
    line("by", "Who responded (name)", manager)
    line("role", "Their role", MANAGER if manager else "")
    st.date_input("Responded on", actor.today, key=f"{key}-on", **ANY_DAY)
    if stance != NOT_ACCEPTED:
        line("owner", "Who in the home sees to it (name)")
        line("owner-role", "The role of who sees to it")
        st.date_input("To be done by", None, key=f"{key}-due", **ANY_DAY)
    line("reference", "Reference of the document (optional)")
    st.button("Record the response", type="primary", key=f"{key}-send", on_click=_send,
              args=(one.id, one.version))  # fmt: skip


def _send(action_id: int, version: int) -> None:
    state, key = st.session_state, f"respond-{action_id}"
    reason, by, role, owner, owner_role, reference = (typed(f"{key}-{box}") for box in BOXES)
    given = Response(
        stance=state.get(f"{key}-stance") or "",
        reason=reason, by_name=by, by_role=role, responded_on=state.get(f"{key}-on"),
        owner_name=owner, owner_role=owner_role, due_on=state.get(f"{key}-due"),
        reference=reference,
    )  # fmt: skip
    do("The response was recorded. Earlier ones stay readable.", recommendations.respond,
       action_id, version, given, clear=[f"{key}-{box}" for box in BOXES],
       unchoose=(f"{key}-stance",), forget=(f"{key}-due",))  # fmt: skip
