"""One challenge: its head and clocks, what it says, the moves, and the timeline of the record."""

import streamlit as st

from pages.ui import (
    challenge_draft,
    challenge_more,
    challenge_moves,
    challenge_texts,
    child_hold,
)
from pages.ui.challenge_rows import SCREEN
from pages.ui.challenge_words import fields, mail_link, pre, verb
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound
from qa.domain.words import ended, format_date, joined, plural
from qa.services import challenge_view
from qa.services.challenge_view_rows import ChallengeView, Entry


def draw(actor: Actor, challenge_id: int) -> None:
    """The page of one challenge, as this reader may see it."""
    view = _opened(actor, challenge_id)
    set_title(heading(view))
    st.page_link(str(BY_KEY[SCREEN].file), label="All challenges", query_params={})
    for child in view.children:
        child_hold.banner_of(child.child_id)
    if view.is_draft:
        challenge_draft.draw(actor, view)
        return
    challenge_texts.left_over(challenge_id)
    _head(view)
    _clocks(view)
    challenge_moves.link(view)
    st.subheader("What it says", anchor=False)
    if view.why_not_read:
        st.info(view.why_not_read)
    fields(view)
    _latest_answer(view)
    _children(view)
    challenge_moves.draw(actor, view)
    _timeline(view)
    challenge_more.draw(actor, view)


def _opened(actor: Actor, challenge_id: int) -> ChallengeView:
    """The challenge; what was typed into one that this person no longer sees stays on screen."""
    try:
        return challenge_view.view(actor, challenge_id)
    except NotFound:
        challenge_texts.left_over(challenge_id)
        raise


def heading(view: ChallengeView) -> str:
    """'Challenge 250: informal challenge about child L-2001'; a draft has no number yet."""
    numbers = [child.case_number for child in view.children]
    what = view.kind_words if view.is_draft else view.title
    if not numbers:
        return what
    return f"{what} about {'child' if len(numbers) == 1 else 'children'} {joined(numbers)}"


def _head(view: ChallengeView) -> None:
    parts = [
        f"**{view.status_words}**",
        as_words(view.stage),
        view.cafcass_words,
        view.subject,
        as_words(view.team or "no team"),
    ]
    st.markdown(" · ".join(part for part in parts if part))
    done = f"{verb(view.kind)}d".capitalize()
    raised = f"{done} on {format_date(view.raised_on)}" if view.raised_on else done
    held = f", held by {as_words(view.held_by)}" if view.held_by != view.raised_by else ""
    asked = f" Asked to answer: {as_words(ended(view.asked))}" if view.asked else ""
    write = f" {mail_link(view.asked_email)}" if view.asked_email else ""
    st.markdown(f"{raised} by {as_words(view.raised_by)}{held}.{asked}{write}")
    for child in view.children:
        if not child.may_open:
            continue
        st.page_link(
            str(BY_KEY["children"].file), label=f"The page of child {as_words(child.case_number)}",
            query_params={"id": str(child.child_id)},
        )  # fmt: skip
    if view.partner:
        st.markdown(as_words(ended(f"It follows the ladder of {view.partner}")))
    if view.closed_on:
        st.markdown(f"Closed on {format_date(view.closed_on)}: {view.outcome}.")
    if view.check_id:
        screen = "midway_reviews" if view.source == "Midway review" else "case_audits"
        st.page_link(
            str(BY_KEY[screen].file), label=f"The {view.source.lower()} it came from",
            query_params={"id": str(view.check_id)},
        )  # fmt: skip
    if view.review_id:
        st.page_link(
            str(BY_KEY["reviews"].file), label="The review or conference it came from",
            query_params={"id": str(view.review_id)},
        )  # fmt: skip


def _clocks(view: ChallengeView) -> None:
    """Both clocks in a sentence each: of the stage, and of the whole; paused days are said."""
    said = clock_sentences(view)
    if said:
        st.markdown("\n".join(f"- {as_words(sentence)}" for sentence in said))


def clock_sentences(view: ChallengeView) -> list[str]:
    """The clock of the stage, the clock of the whole with and without pauses, the pauses."""
    said = [f"{view.issue_words}."] if view.issue_words else []
    said += [f"This stage. {view.due_words}."] if view.due_words else []
    if view.cap is not None:
        days = plural(view.cap.limit, "working day")
        said.append(
            f"In all. The formal stages may take {days} from {format_date(view.cap.started_on)}: "
            f"{view.cap.words}."
        )
    elif view.due_words:
        said.append("In all. The clock of the formal stages has not started.")
    if view.paused_words:
        said.append(view.paused_words)
    return said


def _latest_answer(view: ChallengeView) -> None:
    """The answer that is to be judged, or that was not enough: before the boxes of the moves."""
    if not view.said or not view.latest_answer:
        return
    st.subheader(f"The latest answer ({as_words(view.answered_at)})", anchor=False)
    for each in view.latest_answer:
        _entry(each)


def _children(view: ChallengeView) -> None:
    if len(view.children) > 1 or any(child.outcome for child in view.children):
        results(view)


def results(view: ChallengeView) -> None:
    """What came of it for each child: one of their own, or (withdrawn) the one of the whole."""
    rows = [
        (c.case_number, c.team, c.outcome or view.outcome or "not yet", c.changed or "–")
        for c in view.children
    ]
    st.subheader("What came of it for whom", anchor=False)
    show(("Child", "Team", "What came of it", "What changed"), rows, "What came of it by child")


def _stages(view: ChallengeView) -> None:
    if not view.stages:
        return
    rows = [
        (
            each.name,
            each.asked,
            format_date(each.started_on),
            each.due,
            each.answered,
            each.judged or "Not judged",
        )
        for each in view.stages
    ]
    header = ("Stage", "Asked", "Began", "Answer due", "Answered", "Judged")
    with st.expander(f"Stages so far ({len(rows)})"):
        show(header, rows, "Each stage with its answer")


def _timeline(view: ChallengeView) -> None:
    st.subheader("What happened", anchor=False)
    _stages(view)
    for each in view.timeline:
        _entry(each)


def _entry(each: Entry) -> None:
    st.markdown(entry_words(each))
    if each.said:
        pre(each.said)


def entry_words(each: Entry) -> str:
    """'**5 November 2026: Answered.** Bo Boss, on behalf of … · Team manager'."""
    who = as_words(each.who)
    if each.on_behalf:
        who += f", on behalf of {as_words(each.on_behalf)}"
    stage = f" · {as_words(each.stage)}" if each.stage else ""
    return f"**{format_date(each.on)}: {as_words(each.what)}.** {who}{stage}"
