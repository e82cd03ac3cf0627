"""A running challenge on its page, driven as a script: every move, and what each role sees."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Action, Person
from qa.services import challenges
from tests.pages.challenge_pages import box, in_order, labels, words
from tests.pages.conftest import one, open_page
from tests.pages.reading import html, links, press
from tests.services.challenge_world import (
    answered,
    at,
    raised,
    row,
    v,
)


def test_the_responder_answers_and_the_raiser_is_satisfied_and_closes_it(w, as_):
    made = raised(w)
    as_(w.boss)
    screen = one(made)
    screen.text_area(key=box(made, "answer")).set_value("Visited today.")
    press(screen, "Send the answer")
    assert "Answered. The raiser is told." in words(screen)
    assert not labels(screen) & {"Send the answer", "Close the challenge"}
    as_(w.iro)
    screen = one(made)
    assert "Answered. Are you satisfied?" in words(screen)
    assert "Visited today." in html(screen)
    screen.radio(key=box(made, "judge", "verdict")).set_value("satisfied")
    press(screen, "Record this")
    screen.selectbox(key=box(made, "resolve", f"outcome-{w.girl}")).set_value("as_sought")
    press(screen, "Close the challenge")
    assert "what changed" in screen.error[0].value.lower()
    screen.text_area(key=box(made, "resolve", f"changed-{w.girl}")).set_value("Seen each week.")
    press(screen, "Close the challenge")
    assert not screen.exception
    assert "Closed on 5 November 2026: Resolved as sought." in words(screen)
    assert "Seen each week." in html(screen)


def test_no_answer_asks_the_raiser_who_passes_a_stage_by_with_a_reason_and_refers(w, as_, day):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    assert "0 of 20 working days used" in words(screen)
    [up] = [each for each in screen.button if each.label == "Go to the next stage"]
    assert up.disabled
    assert "There is time to answer until 12 November 2026" in up.help
    assert "to the next stage too, use “Go up early, or pass over a stage” below" in up.help
    assert "Go to the next stage (once 12 November 2026 is over)" in words(screen)
    assert "This stage. Answer due 12 November 2026, in 5 working days." in words(screen)
    day("2026-11-13")
    as_(w.iro)
    screen = one(made)
    assert "No answer by 12 November 2026. Go to the next stage?" in words(screen)
    screen.selectbox(key=box(made, "bypass", "stage")).set_value(3).run()
    press(screen, "Go to this stage")
    assert row(made).stage == 1
    screen.text_area(key=box(made, "bypass")).set_value("The head of service is on leave.")
    press(screen, "Go to this stage")
    assert row(made).stage == 3
    screen.text_area(key=box(made, "refer")).set_value("She is at risk of drift.")
    press(screen, "Record the referral")
    assert "Referred on 13 November 2026:" in words(screen)
    status = "**Waiting for an answer** · Stage 3 · With Cafcass since 13 November 2026"
    assert status in words(screen)
    assert "No answer has come at Stage 3." in words(screen)
    assert "what Cafcass decided is not recorded yet" in words(screen)
    screen.text_area(key=box(made, "refer_outcome")).set_value("Cafcass advised.")
    press(screen, "Record what Cafcass decided")
    assert "Decided on 13 November 2026:" in words(screen)
    assert "With Cafcass since" not in words(screen)


def test_what_it_says_and_the_latest_answer_stand_before_what_is_to_be_decided(w, as_):
    made = raised(w, kind="formal")
    as_(w.boss)
    told = in_order(one(made))
    assert told.index("What is wrong") < told.index("What is the answer?")
    assert "The latest answer" not in told
    answered(w, made)
    as_(w.iro)
    told = in_order(one(made))
    order = ("What is wrong", "The latest answer (Stage 1)", "Visited today.",
             "Answered. Are you satisfied?", "Are you satisfied with the answer?",
             "What happened")  # fmt: skip
    assert sorted(order, key=told.index) == list(order)
    assert told.index("[What you can do](#what-you-can-do)") < told.index("What is wrong")
    challenges.judge(w.iro, made, v(made), "not_satisfied", "One visit is no plan.")
    challenges.escalate(w.iro, made, v(made))
    as_(w.head)
    told = in_order(one(made))
    order = ("The latest answer (Stage 1)", "One visit is no plan.", "What is the answer?")
    assert sorted(order, key=told.index) == list(order)


def test_where_to_write_to_whoever_is_asked_is_said_while_they_are(w, as_):
    made = raised(w)
    with writing() as session:
        session.get(Person, w.boss.person_id).email = "boss@example.org"
    as_(w.iro)
    said = words(one(made))
    asked = f"Asked to answer: {w.boss.name} (Team manager). [boss@example.org](mailto:boss"
    assert asked in said
    answered(w, made)
    assert "boss@example.org" not in words(one(made))


def test_wrong_themes_are_corrected_and_the_box_has_no_select_all(w, as_):
    made = raised(w, themes=("visits", "recording"))
    as_(w.iro)
    screen = one(made)
    [shown] = [each for each in screen.multiselect if each.label == "Themes"]
    assert shown.value == ["visits", "recording"]
    assert (shown.proto.max_selections, shown.proto.select_all) == (5, 0)
    shown.set_value(["visits"])
    press(screen, "Correct the themes")
    assert not screen.exception
    assert "The themes are corrected." in words(screen)
    assert "**5 November 2026: Themes corrected.**" in words(screen)
    assert "From Visits not in time and Recording to Visits not in time." in html(screen)
    [shown] = [each for each in screen.multiselect if each.label == "Themes"]
    assert shown.value == ["visits"]
    as_(w.boss)
    assert "Correct the themes" not in labels(one(made))


def test_a_pause_is_shown_with_and_without(w, as_, day):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=box(made, "pause")).set_value("The family is abroad.")
    press(screen, "Pause the clock")
    day("2026-11-10")
    as_(w.iro)
    screen = one(made)
    assert "The clock stands still since 5 November 2026" in words(screen)
    screen.text_area(key=box(made, "resume")).set_value("The family is back.")
    press(screen, "Let the clock run again")
    said = words(screen)
    assert "Paused for 3 working days; with those counted" in said
    assert "Paused from 5 November 2026 to 10 November 2026 (3 working days)" in said


def test_two_at_once_one_wins_and_what_the_other_wrote_stays(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=box(made, "pause")).set_value("A long reason.")
    challenges.withdraw(w.iro, made, v(made), "Raised twice")
    press(screen, "Pause the clock")
    assert "first: withdraw" in screen.error[0].value
    assert "What you wrote was not used" in words(screen)
    assert "A long reason." in html(screen)


def test_business_support_records_an_answer_by_name_and_reads_dates_only(w, as_):
    made = raised(w)
    as_(w.support)
    screen = one(made)
    assert "No visit" not in words(screen) + html(screen)
    assert "not what it says" in words(screen)
    screen.text_area(key=box(made, "answer")).set_value("We visited.")
    press(screen, "Record the answer")
    assert "name and the role" in screen.error[0].value
    assert screen.text_area(key=box(made, "answer")).value == "We visited."
    screen.text_input(key=box(made, "answer", "name")).set_value("Dee Director")
    screen.text_input(key=box(made, "answer", "role")).set_value("Director")
    press(screen, "Record the answer")
    assert "on behalf of Dee Director, Director" in words(screen)


def test_legal_advice_is_the_holders_alone(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=box(made, "advice")).set_value("Counsel says go to court.").run()
    assert one(made).text_area(key=box(made, "advice")).value == "Counsel says go to court."
    for other in (w.manager, w.head, w.boss, w.support):
        as_(other)
        screen = one(made)
        assert "legal advice" not in words(screen).lower()
        assert "Counsel" not in words(screen) + html(screen)


def test_an_action_and_its_challenge_show_each_other(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key="action-text").set_value("Visit this week")
    screen.selectbox(key="action-owner").set_value(w.worker)
    press(screen, "Open the action")
    assert "Visit this week" in links(screen)
    with reading() as session:
        action_id = session.query(Action).one().id
    screen = open_page("actions", id=str(action_id))
    assert "The challenge it came from" in links(screen)


def test_the_day_after_the_cap_everybody_sees_that_it_is_over(w, as_, day):
    made = raised(w, kind="formal")
    day("2026-12-07")
    as_(w.head)
    said = words(one(made))
    assert "of 20 working days used" in said
    assert "working days late" in said
    assert at(w.head, dt.date(2026, 12, 7)).today == dt.date(2026, 12, 7)


@pytest.mark.parametrize("who", ["manager", "head", "boss", "support"])
def test_who_did_not_raise_it_neither_judges_nor_withdraws_nor_closes(w, as_, who):
    made = raised(w)
    answered(w, made)
    as_(getattr(w, who))
    screen = one(made)
    assert not screen.exception
    assert not labels(screen) & {
        "Record this", "Close the challenge", "Withdraw it", "Go to this stage",
        "Record the referral", "Pause the clock",
    }  # fmt: skip


def test_each_of_several_children_has_an_outcome_of_their_own(w, as_):
    made = raised(w, child_ids=[w.girl, w.boy])
    as_(w.iro)
    screen = one(made)
    screen.selectbox(key=box(made, "resolve", "outcome")).set_value("compromise")
    for child_id, outcome in ((w.girl, "as_sought"), (w.boy, "explanation")):
        screen.selectbox(key=box(made, "resolve", f"outcome-{child_id}")).set_value(outcome)
        screen.text_area(key=box(made, "resolve", f"changed-{child_id}")).set_value("Seen.")
    press(screen, "Close the challenge")
    assert not screen.exception
    assert "Resolved by compromise" in words(screen)
    assert "the explanation was accepted" in html(screen)
