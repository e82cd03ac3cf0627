"""A challenge or alert being written: similar ones first, then the form, saved as one goes."""

import streamlit as st

from pages.ui import challenge_boxes as boxes
from pages.ui import challenge_draft_about as about
from pages.ui import challenge_texts as texts
from pages.ui import kept_choices
from pages.ui.buttons import do
from pages.ui.challenge_acting import boxes_of
from pages.ui.challenge_asked import ask, asked
from pages.ui.challenge_rows import row
from pages.ui.form_style import style
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.services import challenge_drafts, challenge_lists
from qa.services.challenge_asked import Asked
from qa.services.challenge_view_rows import ChallengeView

SIMILAR = (
    "These run already about the same children. If one of them says it, go on there instead of "
    "raising another."
)
SHARED = "Shared. It stands beside the challenges from now on."
RAISED = "Raised. Whoever is asked to answer is told."


def draw(actor: Actor, view: ChallengeView) -> None:
    """What runs already, the children, the form, and raising it."""
    style()
    texts.read(view)
    st.markdown("**Draft.** Nobody but you sees it. Everything is saved as you go.")
    if view.kind != "good_practice":
        _similar(actor, view)
    with st.container(key="challenge-draft"):
        about.children(actor, view)
        if view.kind == "good_practice":
            _good_practice(actor, view)
        else:
            _challenge(actor, view)
        _submit(actor, view)
    with st.expander("Throw this draft away"):
        st.button("Throw it away", on_click=_discard, args=(view.id,))


def _similar(actor: Actor, view: ChallengeView) -> None:
    ids = [child.child_id for child in view.children]
    found = challenge_lists.similar(actor, ids, without=view.id)
    if not found:
        return
    st.warning(SIMILAR)
    for each in found:
        row(each)


def _challenge(actor: Actor, view: ChallengeView) -> None:
    about.kind(view)
    about.ladder(actor, view)
    about.source(view)
    about.themes(actor, view)
    texts.text(actor, view, "what_is_wrong", "What is wrong?")
    texts.text(actor, view, "child_impact", "What does it mean for the child?")
    texts.text(actor, view, "wanted", "What do you want to happen?")
    boxes.day(view, "wanted_by_on", "By when?")
    boxes.flag(view, "is_child_told", "Was the child told?")
    texts.text(actor, view, "child_told_note", "About telling the child (optional)")
    boxes.flag(view, "is_advocate_offered", "Was an advocate offered?")


def _good_practice(actor: Actor, view: ChallengeView) -> None:
    about.source(view)
    about.themes(actor, view)
    texts.text(actor, view, "what_is_wrong", "What was done well?")
    texts.text(actor, view, "difference", "What made the difference?")
    boxes.flag(view, "may_share", "Do those named agree that it is shared?")
    texts.text(actor, view, "told_whom", "Who was told?")


def _submit(actor: Actor, view: ChallengeView) -> None:
    is_good = view.kind == "good_practice"
    label = "Share this good practice" if is_good else "Raise this challenge"
    st.subheader(label, anchor=False)
    if not is_good:
        stage = about.first_stage(view)
        asked(boxes_of(actor, view.id), f"raise-{view.id}")
        limit = f"{stage.limit} working days" if stage.limit else "no limit of its own"
        st.caption(f"First stage: {as_words(stage.name)} ({as_words(stage.answers)}), {limit}.")
    if view.missing:
        listed = "\n".join(f"- {sentence}" for sentence in view.missing.values())
        st.info(f"Before it can go out:\n\n{listed}")
    st.button(label, type="primary", on_click=_raise, args=(view.id, view.version, is_good))


def _raise(challenge_id: int, version: int, is_good: bool) -> None:
    named = [f"raise-{challenge_id}-{box}" for box in ("name", "role")]
    who = ask(f"raise-{challenge_id}")
    if do(SHARED if is_good else RAISED, _submitted, challenge_id, version, who, clear=named):
        kept_choices.let_go([f"raise-{challenge_id}-who"])


def _submitted(actor: Actor, challenge_id: int, version: int, who: Asked) -> None:
    texts.must_be_saved(challenge_id)
    boxes.must_be_saved(challenge_id)
    challenge_drafts.submit(actor, challenge_id, version, who)


def _discard(challenge_id: int) -> None:
    if do("The draft was thrown away.", challenge_drafts.discard, challenge_id):
        st.query_params.clear()
