import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.domain.answers import encode
from qa.domain.facts import CaseFacts
from qa.domain.forms import released_forms
from qa.domain.refusals import Refused
from qa.domain.scoring import (
    GRADE_LABELS,
    cap_applies,
    capped,
    check_cap,
    domain_outcomes,
    grade_label,
    movement,
    section_outcome,
    section_score,
)
from tests.domain.form_answers import TODAY, answered

FORMS = {form.name: form for form in released_forms()}
AUDIT = FORMS["case_file_audit"]
CLA = CaseFacts(frozenset({"CLA"}), 12)


def say(**codes):
    return {key: encode(AUDIT.question(key), code, today=TODAY) for key, code in codes.items()}


@pytest.mark.parametrize("grade", ["O", "G"])
@pytest.mark.parametrize(
    "concern", [{"B1": "N"}, {"H1": "I"}, {"H4": "N"}], ids=lambda c: next(iter(c))
)
def test_a_capping_concern_rules_out_good_and_outstanding(grade, concern):
    answers = say(Z1=grade, **concern)
    assert cap_applies(AUDIT, CLA, answers)
    with pytest.raises(Refused, match=f"The answer to {next(iter(concern))} rules out"):
        check_cap(AUDIT, CLA, answers, "  ")
    check_cap(AUDIT, CLA, answers, "The visit was recorded late, the child was seen.")


@pytest.mark.parametrize(
    "answers",
    [
        {"Z1": "RI", "B1": "N"},
        {"Z1": "I", "B1": "N"},
        {"Z1": "O", "B1": "P"},
        {"Z1": "O", "Z5": "Y"},
        {"Z1": "O", "A1": "N"},
        {"Z1": "O"},
        {"B1": "N"},
    ],
)
def test_a_grade_that_nothing_caps_stands(answers):
    assert not cap_applies(AUDIT, CLA, say(**answers))
    check_cap(AUDIT, CLA, say(**answers), None)


def test_a_question_that_is_not_asked_cannot_cap():
    child_in_need = CaseFacts(frozenset({"CIN"}), 12)
    assert capped(AUDIT, child_in_need, say(H4="N")) == ()
    assert [q.id for q in capped(AUDIT, CLA, say(H4="N"))] == ["H4"]


def test_a_form_without_an_overall_grade_has_no_cap():
    form = FORMS["cla_midway"]
    answers = {"M3.5": encode(form.question("M3.5"), "N", today=TODAY, evidence="x")}
    assert capped(form, CLA, answers) == ()


def test_a_section_is_counted_and_not_averaged():
    outcome = section_outcome(AUDIT, CLA, say(A1="Y", A2="P", A3="N", A4="NA", A5="RI"), "A")
    assert (outcome.yes, outcome.partly, outcome.no, outcome.na) == (1, 1, 1, 1)
    assert outcome.grades == {"O": 0, "G": 0, "RI": 1, "I": 0}
    assert section_score(outcome) == 0.375


def test_a_section_of_nothing_but_not_applicable_has_no_share():
    outcome = section_outcome(AUDIT, CLA, say(A1="NA", A5="NA"), "A")
    assert section_score(outcome) is None


def test_trends_count_the_eight_domains_only():
    assert [o.section.id for o in domain_outcomes(AUDIT, CLA, {})] == list("ABCDEFGH")


@settings(max_examples=30)
@given(answered(AUDIT))
def test_a_share_lies_between_none_and_all(answers):
    for outcome in domain_outcomes(AUDIT, CLA, answers):
        share = section_score(outcome)
        assert share is None or 0 <= share <= 1


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (1, 2, "Up one grade, from Inadequate to Requires improvement"),
        (1, 4, "Up three grades, from Inadequate to Outstanding"),
        (4, 2, "Down two grades, from Outstanding to Requires improvement"),
        (3, 3, "No change, still Good"),
        (None, 3, "Cannot be compared: not both are graded"),
        (3, None, "Cannot be compared: not both are graded"),
    ],
)
def test_movement_between_audits_is_said_in_words(first, second, words):
    assert movement(first, second) == words


@given(st.integers(1, 4), st.integers(1, 4))
def test_movement_there_and_back_is_up_and_down(first, second):
    there, back = movement(first, second), movement(second, first)
    assert there.startswith("Up") == back.startswith("Down")


def test_grades_are_said_in_full():
    assert list(GRADE_LABELS.values()) == [grade_label(n) for n in (4, 3, 2, 1)]
    assert grade_label(None) == "Not graded"
