"""A day that cannot be is refused in words and stays in its box; no other day takes its place."""

import datetime as dt

import pytest

from pages.ui.days import ANY_DAY
from qa.services import challenges
from tests.pages.conftest import one
from tests.pages.reading import press, words
from tests.services.challenge_world import answered, changed, draft, raised, row, v

TO_COME = dt.date(2026, 12, 25)
IN_THE_FUTURE = "25 December 2026 is in the future."


def on(screen, made, name):
    return screen.date_input(key=f"move-{made}-{name}-on")


def test_a_box_of_a_day_takes_any_day_that_can_be_meant(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    assert screen.date_input
    for box in screen.date_input:
        assert (box.min, box.max) == (ANY_DAY["min_value"], ANY_DAY["max_value"])


def test_a_day_to_come_is_refused_and_stays_in_its_box(w, as_):
    made = raised(w)
    as_(w.boss)
    screen = one(made)
    screen.text_area(key=f"move-{made}-answer-text").set_value("Visited today.")
    on(screen, made, "answer").set_value(TO_COME)
    press(screen, "Send the answer")
    assert IN_THE_FUTURE in screen.error[0].value
    assert on(screen, made, "answer").value == TO_COME
    assert row(made).status == "open"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("pause", "Pause the clock"),
        ("refer", "Record the referral"),
        ("withdraw", "Withdraw it"),
    ],
)
@pytest.mark.parametrize(
    ("day", "said"), [(TO_COME, IN_THE_FUTURE), (dt.date(2016, 11, 5), "5 November 20")]
)
def test_every_move_refuses_a_day_that_cannot_be(w, as_, name, label, day, said):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=f"move-{made}-{name}-text").set_value("A reason.")
    on(screen, made, name).set_value(day)
    press(screen, label)
    assert said in screen.error[0].value
    assert on(screen, made, name).value == day
    assert v(made) == 2


def test_a_clock_that_runs_again_and_what_cafcass_decided_and_closing_and_filing_too(w, as_):
    made = raised(w)
    challenges.refer_to_cafcass(w.iro, made, v(made), "Drift.")
    challenges.pause(w.iro, made, v(made), "The family is abroad.")
    as_(w.iro)
    screen, before = one(made), v(made)
    for name, label in (
        ("resume", "Let the clock run again"),
        ("refer_outcome", "Record what Cafcass decided"),
    ):
        screen.text_area(key=f"move-{made}-{name}-text").set_value("Words.")
        on(screen, made, name).set_value(TO_COME)
        press(screen, label)
        assert IN_THE_FUTURE in screen.error[0].value
    assert v(made) == before
    challenges.resume(w.iro, made, v(made), note="Back.")
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "satisfied")
    screen = one(made)
    screen.selectbox(key=f"move-{made}-resolve-outcome-{w.girl}").set_value("as_sought")
    screen.text_area(key=f"move-{made}-resolve-changed-{w.girl}").set_value("Seen.")
    on(screen, made, "resolve").set_value(TO_COME)
    press(screen, "Close the challenge")
    assert IN_THE_FUTURE in screen.error[0].value
    assert row(made).status == "satisfied"
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    screen = one(made)
    on(screen, made, "file").set_value(TO_COME)
    press(screen, "Mark as filed")
    assert IN_THE_FUTURE in screen.error[0].value
    assert row(made).filed_on is None


def test_a_draft_with_a_day_found_to_come_says_so_and_is_not_raised(w, as_):
    made = draft(w)
    as_(w.iro)
    screen = one(made)
    found = f"challenge-{made}-found_on"
    screen.date_input(key=found).set_value(TO_COME).run()
    assert f"Not saved. {IN_THE_FUTURE}" in words(screen)
    press(screen, "Raise this challenge")
    assert "Some of what you entered is not saved yet" in screen.error[0].value
    assert screen.date_input(key=found).value == TO_COME
    assert row(made).status == "draft"
    screen.date_input(key=found).set_value(dt.date(2026, 11, 4)).run()
    press(screen, "Raise this challenge")
    assert row(made).found_on == dt.date(2026, 11, 4)
    assert row(made).status == "open"


def test_a_day_wanted_that_is_past_is_listed_with_the_reason(w, as_):
    made = draft(w)
    as_(w.iro)
    screen = one(made)
    screen.date_input(key=f"challenge-{made}-wanted_by_on").set_value(dt.date(2026, 11, 1)).run()
    assert "The day by which you want it cannot be in the past." in words(screen)
    assert "Say by when." not in words(screen)


def test_whom_to_ask_is_called_the_same_at_every_stage(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    key = f"move-{made}-bypass"
    before = screen.selectbox(key=f"{key}-asked-who").options
    screen.selectbox(key=f"{key}-stage").set_value(3).run()
    assert screen.selectbox(key=f"{key}-asked-who").options == before
    screen.text_area(key=f"{key}-text").set_value("Both managers are away.")
    press(screen, "Go to this stage")
    assert row(made).stage == 3
