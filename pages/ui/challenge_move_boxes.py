"""The boxes and buttons of the moves of a running challenge."""

import streamlit as st

from pages.ui.buttons import act_button
from pages.ui.challenge_acting import at_stage, chosen, day, key, move, on, text, written
from pages.ui.challenge_asked import ask, asked
from pages.ui.kept import Boxes
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.challenge_words import JUDGEMENTS, MOST_THEMES, TOO_MANY_THEMES
from qa.domain.permissions import Decision
from qa.domain.words import format_date
from qa.services import challenge_themes, challenges, themes
from qa.services.challenge_view_rows import ChallengeView

BYPASS = "Go up early, or pass over a stage"


def answer(boxes: Boxes, view: ChallengeView) -> None:
    """The responder's own answer, or somebody's recorded for them."""
    own = view.decisions["answer_challenge"].allowed
    text(boxes, "answer", "What is the answer?")
    if not own:
        text(boxes, "answer", "Who gave it?", box="name", line=True)
        text(boxes, "answer", "Their role", box="role", line=True)
    day(boxes, view, "answer", "Answered on")
    label = "Send the answer" if own else "Record the answer"
    st.button(label, on_click=_answer if own else _answer_for, args=(view.id, view.version))


def _answer(challenge_id: int, version: int) -> None:
    move("Answered. The raiser is told.", "answer", challenges.answer, challenge_id, version,
         written(challenge_id, "answer"), on(challenge_id, "answer"))  # fmt: skip


def _answer_for(challenge_id: int, version: int) -> None:
    said = [written(challenge_id, "answer", box) for box in ("text", "name", "role")]
    move("Recorded. The raiser is told.", "answer", challenges.answer_for, challenge_id, version,
         *said, on(challenge_id, "answer"))  # fmt: skip


def judge(boxes: Boxes, view: ChallengeView) -> None:
    """Satisfied, partly, or not."""
    st.radio(
        "Are you satisfied with the answer?", list(JUDGEMENTS), index=None,
        format_func=JUDGEMENTS.get, horizontal=True,
        **chosen(boxes, view, "judge", "verdict", JUDGEMENTS),
    )  # fmt: skip
    text(boxes, "judge", "Why? (needed unless you are satisfied)")
    st.button("Record this", on_click=_judge, args=(view.id, view.version))


def _judge(challenge_id: int, version: int) -> None:
    verdict = st.session_state.get(key(challenge_id, "judge", "verdict")) or ""
    said = JUDGEMENTS.get(verdict, "")
    move(f"Recorded: {said.lower()}.", "judge", challenges.judge, challenge_id, version, verdict,
         written(challenge_id, "judge"))  # fmt: skip


def escalate(boxes: Boxes, view: ChallengeView) -> None:
    """To the next stage."""
    stage = view.next_stages[0]
    limit = f", {stage.limit} working days to answer" if stage.limit else ""
    st.markdown(f"Next: **{as_words(stage.name)}** ({as_words(stage.answers)}{limit}).")
    may = may_escalate(boxes.actor, view)
    if may.allowed:
        _asked(boxes, view, "escalate")
        text(boxes, "escalate", "What do you want to add? (optional)")
    else:
        st.info(may.why)
    act_button("Go to the next stage", may, on_click=_escalate, args=(view.id, view.version))


def may_escalate(actor: Actor, view: ChallengeView) -> Decision:
    """Not while there is time to answer: before that, with a reason, under the move for it."""
    if view.status != "open" or view.due_on is None or actor.today > view.due_on:
        return Decision(True, "")
    return Decision(
        False,
        f"There is time to answer until {format_date(view.due_on)}. To go on before that, to "
        f"the next stage too, use “{BYPASS}” below and say why there.",
    )


def _escalate(challenge_id: int, version: int) -> None:
    move("It is at the next stage now.", "escalate", challenges.escalate, challenge_id, version,
         written(challenge_id, "escalate"),
         ask(key(challenge_id, "escalate", "asked")))  # fmt: skip


def bypass(boxes: Boxes, view: ChallengeView) -> None:
    """To any later stage, with the reason. Of several none is chosen beforehand: a reason that
    was written for one does not go to another."""
    stages = {stage.number: stage for stage in view.next_stages}
    only = next(iter(stages)) if len(stages) == 1 else None
    st.selectbox(
        "Which stage?", list(stages), index=None, placeholder="Choose a stage",
        format_func=lambda number: f"{stages[number].name}: {stages[number].answers}",
        **chosen(boxes, view, "bypass", "stage", stages, only),
    )  # fmt: skip
    _asked(boxes, view, "bypass")
    text(boxes, "bypass", "Why?")
    st.button("Go to this stage", on_click=_bypass, args=(view.id, view.version))


def _asked(boxes: Boxes, view: ChallengeView, name: str) -> None:
    """Who is asked at the stage that it goes to."""
    asked(boxes, key(view.id, name, "asked"), name, at_stage(view, name, "who"))


def _bypass(challenge_id: int, version: int) -> None:
    stage = st.session_state.get(key(challenge_id, "bypass", "stage")) or 0
    move("It is at that stage now.", "bypass", challenges.bypass, challenge_id, version, stage,
         written(challenge_id, "bypass"), ask(key(challenge_id, "bypass", "asked")))  # fmt: skip


def pause(boxes: Boxes, view: ChallengeView) -> None:
    """Let the clock stand still."""
    text(boxes, "pause", "Why does the clock stand still?")
    day(boxes, view, "pause", "From which day?")
    st.button("Pause the clock", on_click=_pause, args=(view.id, view.version))


def _pause(challenge_id: int, version: int) -> None:
    move("The clock stands still.", "pause", challenges.pause, challenge_id, version,
         written(challenge_id, "pause"), on(challenge_id, "pause"))  # fmt: skip


def resume(boxes: Boxes, view: ChallengeView) -> None:
    """Let it run again."""
    if view.paused_since:
        st.markdown(f"It stands still since {format_date(view.paused_since)}.")
    day(boxes, view, "resume", "Runs again from")
    text(boxes, "resume", "Why does it run again?")
    st.button("Let the clock run again", on_click=_resume, args=(view.id, view.version))


def _resume(challenge_id: int, version: int) -> None:
    move("The clock runs again.", "resume", challenges.resume, challenge_id, version,
         on(challenge_id, "resume"), written(challenge_id, "resume"))  # fmt: skip


def refer(boxes: Boxes, view: ChallengeView) -> None:
    """To Cafcass, beside the stages."""
    text(boxes, "refer", "Why is it referred?")
    day(boxes, view, "refer", "Referred on")
    st.button("Record the referral", on_click=_refer, args=(view.id, view.version))


def _refer(challenge_id: int, version: int) -> None:
    move("The referral to Cafcass is recorded.", "refer", challenges.refer_to_cafcass,
         challenge_id, version, written(challenge_id, "refer"),
         on(challenge_id, "refer"))  # fmt: skip


def refer_outcome(boxes: Boxes, view: ChallengeView) -> None:
    """What Cafcass decided."""
    text(boxes, "refer_outcome", "What did Cafcass decide?")
    day(boxes, view, "refer_outcome", "Decided on")
    st.button("Record what Cafcass decided", on_click=_outcome, args=(view.id, view.version))


def _outcome(challenge_id: int, version: int) -> None:
    move("What Cafcass decided is recorded.", "refer_outcome", challenges.cafcass_outcome,
         challenge_id, version, written(challenge_id, "refer_outcome"),
         on(challenge_id, "refer_outcome"))  # fmt: skip


def correct_themes(boxes: Boxes, view: ChallengeView) -> None:
    """Other themes, chosen anew for each state of the record."""
    offered = {each.code: each.words for each in themes.listed(boxes.actor)}
    offered |= dict(zip(view.theme_codes, view.themes, strict=True))
    box = _themes_box(view.id, view.version)
    st.multiselect(
        "Themes", list(offered), default=list(view.theme_codes), key=box,
        format_func=offered.get, help=TOO_MANY_THEMES, select_all=False,
        max_selections=max(MOST_THEMES, len(view.theme_codes)),
    )  # fmt: skip
    text(boxes, "correct_themes", "Why? (optional)")
    st.button("Correct the themes", on_click=_correct, args=(view.id, view.version))


def _correct(challenge_id: int, version: int) -> None:
    codes = st.session_state.get(_themes_box(challenge_id, version)) or []
    move("The themes are corrected.", "correct_themes", challenge_themes.correct, challenge_id,
         version, codes, written(challenge_id, "correct_themes"))  # fmt: skip


def _themes_box(challenge_id: int, version: int) -> str:
    return key(challenge_id, "correct_themes", f"themes-{version}")
