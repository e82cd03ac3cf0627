"""What was used is not called unused, and choices are kept beside the texts they belong to."""

import datetime as dt

from db.engine import reading
from db.models import Action, Challenge
from pages.ui import buttons, challenge_start
from qa.domain.refusals import StoreUnavailable
from qa.services import challenge_links, challenges, unsent
from tests.pages.conftest import one
from tests.pages.reading import html, press, words
from tests.services.challenge_world import answered, raised, row, v

ON_RECORD = 2
"""Times that a judgement stands on the page: with the latest answer, and in what happened."""


def judge(screen, made, verdict, text=None):
    if text is not None:
        screen.text_area(key=f"move-{made}-judge-text").set_value(text)
    screen.radio(key=f"move-{made}-judge-verdict").set_value(verdict)


def test_a_text_that_was_used_in_another_window_is_never_called_unused(w, as_):
    made = raised(w)
    answered(w, made)
    as_(w.iro)
    first, second = one(made), one(made)
    judge(second, made, "partly", "No plan for the school.")
    second.run()
    judge(first, made, "partly", "No plan for the school.")
    press(first, "Record this")
    press(second, "Record this")
    assert not second.error
    for screen in (first, second, one(made)):
        assert "What you wrote was not used" not in words(screen)
        assert html(screen).count("No plan for the school.") == ON_RECORD
    assert not unsent.kept(w.iro, f"challenge:{made}")["judge/text"].text


def test_what_was_kept_beside_what_was_used_is_let_go(w, as_):
    made = raised(w)
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "partly", "No plan for the school.")
    unsent.keep(w.iro, f"challenge:{made}", "judge/text", "No plan for the school.",
                typed_on_version=0)  # fmt: skip
    unsent.keep(w.iro, f"challenge:{made}", "answer/text", "Something else.", typed_on_version=0)
    as_(w.iro)
    screen = one(made)
    assert "What you wrote was not used" in words(screen)
    assert html(screen).count("No plan for the school.") == ON_RECORD
    kept_now = unsent.kept(w.iro, f"challenge:{made}")
    assert (kept_now["judge/text"].text, kept_now["answer/text"].text) == ("", "Something else.")


def test_the_second_half_of_a_double_press_that_brings_only_the_choice_again_is_no_refusal(
    w, monkeypatch
):
    made = raised(w)
    answered(w, made)
    state, version = {"text": "No plan.", "verdict": "partly"}, v(made)
    monkeypatch.setattr(buttons.st, "session_state", state)
    monkeypatch.setattr(buttons, "actor_for_save", lambda: w.iro)

    def record():
        return buttons.do(
            "Recorded.", challenges.judge, made, version, state["verdict"], state["text"],
            clear=("text",), unchoose=("verdict",),
        )  # fmt: skip

    assert record()
    state["verdict"] = "partly"
    assert not record()
    assert "Recorded." in state.values()
    assert not any("first" in str(each) for each in state.values())


def test_an_action_that_is_being_written_is_not_called_unused(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key="action-text").set_value("See her this week.").run()
    assert "What you wrote was not used" not in words(one(made))


def test_what_was_chosen_beside_a_text_is_there_again_with_it(w, as_):
    made = raised(w)
    answered(w, made)
    as_(w.iro)
    screen = one(made)
    judge(screen, made, "partly", "No plan for the school.")
    screen.run()
    screen.selectbox(key=f"move-{made}-resolve-outcome-{w.girl}").set_value("compromise").run()
    again = one(made)
    assert again.radio(key=f"move-{made}-judge-verdict").value == "partly"
    outcome = again.selectbox(key=f"move-{made}-resolve-outcome-{w.girl}")
    assert outcome.value == "compromise"
    press(again, "Record this")
    assert row(made).status == "dissatisfied"
    kept_now = unsent.kept(w.iro, f"challenge:{made}")
    assert not kept_now["choice-judge/verdict@1"].text
    assert kept_now[f"choice-resolve/outcome-{w.girl}@1"].text == "compromise"


def test_whom_an_action_is_about_and_who_owns_it_are_there_again_until_it_is_opened(w, as_):
    made = raised(w, child_ids=[w.girl, w.boy])
    as_(w.iro)
    screen, child = one(made), f"move-{made}-action-child"
    first = screen.selectbox(key=child).value
    screen.text_area(key="action-text").set_value("See her this week.")
    screen.selectbox(key=child).set_value(w.boy)
    screen.selectbox(key="action-owner").set_value(w.worker)
    screen.radio(key="action-priority").set_value("agreed").run()
    screen.date_input(key="action-due").set_value(dt.date(2026, 12, 4)).run()
    again = one(made)
    assert (first, again.selectbox(key=child).value) == (w.girl, w.boy)
    assert again.selectbox(key="action-owner").value == w.worker
    assert again.radio(key="action-priority").value == "agreed"
    assert again.date_input(key="action-due").value == dt.date(2026, 12, 4)
    press(again, "Open the action")
    for screen in (again, one(made)):
        assert screen.selectbox(key=child).value == w.girl
        assert screen.selectbox(key="action-owner").value is None
        assert screen.radio(key="action-priority").value == "twenty_days"
    with reading() as session:
        action = session.query(Action).one()
        assert (action.child_id, action.owner_id) == (w.boy, w.worker)
        assert action.due_on == dt.date(2026, 12, 4)


def test_a_later_stage_a_day_and_whom_to_ask_are_there_again_and_none_is_guessed(w, as_):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    assert screen.selectbox(key=f"move-{made}-bypass-stage").value is None
    screen.text_area(key=f"move-{made}-bypass-text").set_value("The head of service is away.")
    screen.selectbox(key=f"move-{made}-bypass-stage").set_value(3)
    screen.selectbox(key=f"move-{made}-bypass-asked-who").set_value(-1).run()
    screen.date_input(key=f"move-{made}-refer-on").set_value(dt.date(2026, 11, 4)).run()
    again = one(made)
    assert again.selectbox(key=f"move-{made}-bypass-stage").value == 3
    assert again.selectbox(key=f"move-{made}-bypass-asked-who").value == -1
    assert again.date_input(key=f"move-{made}-refer-on").value == dt.date(2026, 11, 4)
    again.text_input(key=f"move-{made}-bypass-asked-name").set_value("Dee Director")
    again.text_input(key=f"move-{made}-bypass-asked-role").set_value("Director")
    press(again, "Go to this stage")
    assert row(made).stage == 3
    last = again.selectbox(key=f"move-{made}-bypass-stage")
    assert last.value == 4
    assert again.selectbox(key=f"move-{made}-bypass-asked-who").value == 0


def test_a_day_that_nobody_chose_is_today_also_the_next_morning(w, as_, day):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    screen.date_input(key=f"move-{made}-refer-on").set_value(dt.date(2026, 11, 4)).run()
    day("2026-11-06")
    as_(w.iro)
    screen.run()
    assert screen.date_input(key=f"move-{made}-pause-on").value == dt.date(2026, 11, 6)
    assert screen.date_input(key=f"move-{made}-refer-on").value == dt.date(2026, 11, 4)


def test_a_reason_without_a_stage_goes_nowhere(w, as_):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=f"move-{made}-bypass-text").set_value("She is away.")
    press(screen, "Go to this stage")
    assert "Choose a stage above" in screen.error[0].value
    assert row(made).stage == 1


def test_a_choice_made_at_one_stage_is_not_made_at_the_next(w, as_):
    made = raised(w)
    answered(w, made)
    as_(w.iro)
    screen = one(made)
    judge(screen, made, "partly", "No plan for the school.")
    screen.run()
    challenges.judge(w.iro, made, v(made), "not_satisfied", "Nothing was done.")
    challenges.escalate(w.iro, made, v(made))
    answered(w, made)
    assert one(made).radio(key=f"move-{made}-judge-verdict").value is None


def test_a_choice_that_cannot_be_kept_stays_on_screen(w, as_, monkeypatch):
    made = raised(w)
    answered(w, made)
    as_(w.iro)
    screen = one(made)

    def refuse(*_given, **_more):
        raise StoreUnavailable("The database is busy.")

    monkeypatch.setattr(unsent, "keep", refuse)
    screen.radio(key=f"move-{made}-judge-verdict").set_value("partly").run()
    assert not screen.exception
    assert screen.radio(key=f"move-{made}-judge-verdict").value == "partly"


def test_pressed_twice_one_draft_is_begun(w, monkeypatch):
    monkeypatch.setattr(buttons.st, "session_state", {})
    monkeypatch.setattr(buttons, "actor_for_save", lambda: w.iro)
    for _ in range(2):
        challenge_start.begun(challenge_links.from_child, w.girl)
    with reading() as session:
        assert session.query(Challenge).count() == 1


def test_an_untouched_choice_is_set_once_so_that_no_late_run_undoes_a_press(w, as_):
    made = raised(w)
    answered(w, made)
    as_(w.iro)
    screen = one(made)
    for _run in range(2):
        screen = screen.run()
        assert not screen.radio(key=f"move-{made}-judge-verdict").proto.set_value
