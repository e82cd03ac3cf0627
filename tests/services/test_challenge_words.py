"""What a challenge says of itself: how far it satisfied, its clocks, how its stages ended."""

import datetime as dt

import pytest

from qa.domain.challenge_events import ChildResult
from qa.services import challenge_documents, challenge_lists, challenges
from qa.services.challenge_view import view
from tests.reports.opened import everything, opened
from tests.services import makers
from tests.services.challenge_world import answered, at, challenge_world, good, raised, v

LATER = dt.date(2026, 11, 16)


@pytest.fixture
def w(sqlite_store):
    return challenge_world()


def record(actor, made) -> str:
    return everything(opened(challenge_documents.challenge_word(actor, made)[1]))


@pytest.mark.parametrize(
    ("verdict", "words", "prompt"),
    [
        ("partly", "Partly satisfied, next stage", "You are only partly satisfied."),
        ("not_satisfied", "Not satisfied, next stage", "You are not satisfied."),
    ],
)
def test_who_is_partly_satisfied_is_not_called_not_satisfied(w, verdict, words, prompt):
    made = raised(w)
    answered(w, made)
    challenges.judge(w.iro, made, v(made), verdict, "No plan for the school.")
    shown = view(w.iro, made)
    assert shown.status_words.startswith(words)
    assert shown.prompt.startswith(prompt)
    [row] = challenge_lists.of_child(w.head, w.girl)
    assert row.status_words.startswith(words)


def test_a_reason_that_ends_with_a_full_stop_gets_no_second_one(w):
    made = raised(w, kind="formal")
    challenges.pause(w.iro, made, v(made), "We wait for the hearing.")
    assert view(w.iro, made).paused_words.endswith("still is: We wait for the hearing.")
    other = raised(w, kind="formal")
    challenges.pause(w.iro, other, v(other), "We wait for the hearing")
    assert view(w.iro, other).paused_words.endswith("still is: We wait for the hearing.")
    assert "hearing.." not in record(w.head, made)


def test_while_the_clock_stands_still_no_day_is_said_to_be_the_last(w):
    made = raised(w, kind="formal")
    challenges.pause(w.iro, made, v(made), "In hospital")
    shown = view(at(w.iro, LATER), made)
    assert shown.cap.words == (
        "0 of 20 working days used. The clock stands still: it would end on 14 December 2026 if "
        "it ran again today. Paused for 7 working days so far; with those counted 7 working days "
        "used, and the last day is 3 December 2026"
    )
    assert [each.due for each in shown.stages] == ["The clock stands still"]
    assert shown.due_words == (
        "The clock stands still since 5 November 2026. The answer would be due 23 November 2026 "
        "if it ran again today"
    )


def test_a_stage_says_how_it_ended(w):
    made = raised(w)
    assert [each.answered for each in view(w.iro, made).stages] == ["Not answered yet"]
    challenges.bypass(w.iro, made, v(made), 1, "It cannot wait")
    challenges.escalate(at(w.iro, LATER), made, v(made))
    challenges.withdraw(at(w.iro, LATER), made, v(made), "Seen to")
    said = [
        "No answer. Ended on 5 November 2026, when it went to Stage 1",
        "No answer by 12 November 2026",
        "No answer before it was withdrawn on 16 November 2026",
    ]
    shown = view(at(w.iro, LATER), made)
    assert [each.answered for each in shown.stages] == said
    assert all(words in record(at(w.head, LATER), made) for words in said)


def test_a_stage_that_was_answered_says_when_and_whether_in_time(w):
    made = raised(w, kind="formal")
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "not_satisfied", "Nothing was done.")
    challenges.escalate(w.iro, made, v(made))
    stages = view(w.iro, made).stages
    assert [each.answered for each in stages] == ["5 November 2026, in time", "Not answered yet"]


def test_the_record_has_the_words_and_the_number_of_the_page(w):
    made = raised(w)
    challenges.refer_to_cafcass(w.iro, made, v(made), "She is at risk of drift.")
    said = record(w.head, made)
    assert f"Challenge {made}: informal challenge" in said
    assert "No decision is recorded yet." in said
    assert view(w.iro, good(w)).title.startswith("Good-practice alert ")


def test_whoever_recorded_a_text_is_known_to_have_given_it(w):
    made = raised(w)
    answered(w, made)
    assert [each.own for each in view(w.boss, made).timeline][-1] == ("Visited today.",)
    assert all("Visited today." not in each.own for each in view(w.iro, made).timeline)
    assert view(w.iro, made).raised_on == makers.TODAY


def test_what_changed_for_each_child_stays_on_the_record_when_it_is_opened_again(w):
    made = raised(w, child_ids=[w.girl, w.boy])
    results = [
        ChildResult(w.girl, "as_sought", "She is visited each week."),
        ChildResult(w.boy, "explanation", "Nothing changed for him."),
    ]
    challenges.resolve(w.iro, made, v(made), "compromise", results, "Both were told.")
    challenges.reopen(w.iro, made, v(made), "It slipped again.")
    shown = view(w.iro, made)
    assert [child.outcome for child in shown.children] == ["", ""]
    [closing] = [each for each in shown.timeline if each.name == "resolve"]
    assert closing.said == (
        "L-2001: Resolved as sought. She is visited each week.\n"
        "L-2002: Resolved: the explanation was accepted. Nothing changed for him.\n"
        "Both were told."
    )
    assert "L-2001: Resolved as sought. She is visited each week." in record(w.head, made)
    assert all("visited each week" not in each.said for each in view(w.support, made).timeline)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("as_sought", "Closed, resolved"),
        ("overtaken", "Closed, overtaken by events"),
        ("not_resolved", "Closed, not resolved"),
    ],
)
def test_what_was_closed_without_being_resolved_is_not_called_resolved(w, outcome, words):
    made = raised(w, kind="formal")
    results = [ChildResult(w.girl, outcome, "Nothing yet.")]
    challenges.resolve(w.iro, made, v(made), outcome, results, "The director was told today.")
    assert view(w.iro, made).status_words == words
    [row] = challenge_lists.of_child(w.head, w.girl)
    assert row.status_words == words
    said = record(w.head, made)
    assert words in said
    assert ("Resolved" in said) == (outcome == "as_sought")


def test_what_was_passed_over_after_it_was_opened_again_is_named_where_it_was_passed(w):
    made = raised(w, kind="formal")
    challenges.resolve(w.iro, made, v(made), "as_sought", [ChildResult(w.girl, "as_sought", "Yes")])
    challenges.reopen(w.iro, made, v(made), "It slipped again.")
    challenges.bypass(w.iro, made, v(made), 3, "The head of service is away.")
    challenges.bypass(w.iro, made, v(made), 4, "It cannot wait.")
    shown = view(w.iro, made)
    assert [each.name for each in shown.stages] == ["Stage 1", "Stage 1", "Stage 3", "Stage 4"]
    assert [each.answered for each in shown.stages] == [
        "No answer before it was closed on 5 November 2026",
        "No answer. Ended on 5 November 2026, when it went to Stage 3",
        "No answer. Ended on 5 November 2026, when it went to Stage 4",
        "Not answered yet",
    ]
    assert [each.what for each in shown.timeline][-2:] == [
        "Taken to a later stage, past Stage 2", "Taken to the next stage",
    ]  # fmt: skip
    assert "Taken to a later stage, past Stage 2 (Stage 3)." in record(w.head, made)
