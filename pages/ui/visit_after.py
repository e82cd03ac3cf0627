"""What follows a finished report: what is next, then check, issue, copies, closing, responses."""

import streamlit as st

from pages.ui import kept, visit_after_check, visit_after_copies, visit_after_responses
from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services import visit_after, visit_steps
from qa.services.visit_steps import Steps
from qa.services.visits import VisitView

DISCOVERED = (
    "This is known now about the day of the visit. Where it is so, the visitor changes the report "
    "as a new version, says so under V4.6 and V4.5, and issues it again; it then goes to everybody "
    "anew."
)


def draw(actor: Actor, view: VisitView) -> None:
    """Drawn once the report was finished: the steps first, then a box for each."""
    check = view.check_view.check
    if check.submitted_on is None or check.status == "withdrawn":
        return
    steps = visit_steps.of_visit(actor, view)
    st.subheader("After the visit", anchor=False)
    begins = "" if check.status == "closed" else "Next: "
    st.markdown(f"**{begins}{as_words(steps.next)}**")
    st.markdown("\n".join(f"- **{name}:** {as_words(said)}" for name, said in steps.lines))
    if steps.conflict:
        st.warning(f"{as_words(steps.conflict)} {DISCOVERED}")
    boxes = kept.of(actor, f"check:{check.id}")
    visit_after_check.draw(boxes, view)
    _versions(view)
    if check.status == "submitted" and view.decisions["issue_visit"].allowed:
        _issue(boxes, view)
    visit_after_copies.draw(actor, view, steps)
    if check.status == "issued" and view.decisions["distribute_visit"].allowed:
        _close(view, steps)
    visit_after_responses.draw(actor, view, steps)


def _versions(view: VisitView) -> None:
    """Why a report was issued again, for those who read it."""
    if view.may_read:
        for issue in view.issues:
            if issue.reason:
                st.markdown(f"Why version {issue.revision} was issued: {as_words(issue.reason)}")


def _issue(boxes: Boxes, view: VisitView) -> None:
    check, key = view.check_view.check, f"issue-{view.check_view.check.id}"
    again = bool(view.issues)
    with st.expander("Issue the report again" if again else "Issue the report", expanded=True):
        st.markdown(
            f"This issues version {check.revision}. "
            + ("It goes to everybody who had the one before. " if again else "")
            + "An issued report is changed only by a new version."
        )
        st.date_input("Issued on", boxes.actor.today, key=f"{key}-on", **ANY_DAY)
        if again:
            reasons = {r.number: r.reason for r in view.check_view.revisions}
            kept.text(boxes, "issue/why", "Why is it issued again?", key=f"{key}-why",
                      start=reasons.get(check.revision) or "")  # fmt: skip
        st.button("Issue this version", type="primary", on_click=_send_issue,
                  args=(check.id, check.version))  # fmt: skip


def _send_issue(check_id: int, version: int) -> None:
    state, key = st.session_state, f"issue-{check_id}"
    do("The report is issued. Record now to whom it is sent.", visit_after.issue, check_id,
       version, state.get(f"{key}-on"), typed(f"{key}-why"), clear=(f"{key}-why",))  # fmt: skip


def _close(view: VisitView, steps: Steps) -> None:
    check = view.check_view.check
    if steps.missing:
        st.caption("The visit can be closed once every copy above is recorded.")
    st.button("Close the visit", type="secondary" if steps.missing else "primary", on_click=do,
              args=(f"The visit of {format_date(view.visit.visited_on)} is closed.",
                    visit_after.close, check.id, check.version))  # fmt: skip
