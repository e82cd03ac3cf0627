"""What a first user of challenges met: two windows, praise, case numbers, siblings, withdrawn."""

import pytest

from qa.services import challenge_drafts as drafts
from qa.services import challenges, unsent
from tests.pages.conftest import one, open_page
from tests.pages.reading import html, press, words
from tests.services.challenge_world import GOOD, answered, draft, raised, v


def test_of_two_windows_that_decide_the_second_keeps_what_was_written_in_it(w, as_):
    made = raised(w)
    answered(w, made)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=f"move-{made}-judge-text").set_value("Still no date.").run()
    stored = unsent.kept(w.iro, f"challenge:{made}")["judge/text"]
    challenges.judge(w.iro, made, v(made), "satisfied")
    unsent.clear(w.iro, f"challenge:{made}", {"judge/text": stored.version})
    screen.radio(key=f"move-{made}-judge-verdict").set_value("not_satisfied")
    press(screen, "Record this")
    said = screen.error[0].value
    assert said.startswith("You, in another window, were first: ")
    assert "what you wrote is still here" in said
    assert "What you wrote was not used" in words(screen)
    assert "Still no date." in html(screen)
    screen.run()
    assert "Still no date." in html(screen)
    press(screen, "Throw it away")
    assert "Still no date." not in html(screen)


def test_good_practice_is_not_told_to_go_on_with_a_challenge(w, as_):
    raised(w)
    made = draft(w, kind="good_practice", said=GOOD)
    as_(w.iro)
    assert "These run already" not in words(one(made))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("  ", "Give the case number."),
        ("L-9999", "There is no child L-9999 that you may read."),
    ],
)
def test_a_case_number_that_is_none_is_refused_in_words(w, as_, typed, said):
    as_(w.iro)
    screen = open_page("challenges")
    screen.text_input(key="challenge-number").set_value(typed)
    press(screen, "Begin")
    assert screen.error[0].value == said


def test_brothers_and_sisters_who_can_be_added_are_named(w, as_):
    made = drafts.begin(w.iro, [w.girl])
    as_(w.iro)
    screen = one(made)
    said = "Brothers and sisters who can be added here: "
    assert any(each.value.replace("\\", "") == f"{said}L-2002." for each in screen.caption)
    screen.multiselect(key=f"challenge-{made}-children").set_value([w.girl, w.boy]).run()
    assert said not in words(screen)


def test_each_child_of_one_withdrawn_is_said_to_be_withdrawn(w, as_):
    made = raised(w, child_ids=[w.girl, w.boy])
    challenges.withdraw(w.iro, made, v(made), "Raised twice.")
    as_(w.iro)
    for screen in (one(made), open_page("challenges", id=str(made), view="print")):
        assert "not yet" not in words(screen) + html(screen)
