import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.domain.answers import Answer, actions_answer, encode
from qa.domain.completion import (
    COMPLETED,
    IN_PROGRESS,
    NOT_STARTED,
    applicable,
    concerns,
    missing,
    progress,
    visible,
)
from qa.domain.facts import CASE_TYPES, CaseFacts
from qa.domain.forms import released_forms
from tests.domain.form_answers import TODAY, answered

FORMS = {form.name: form for form in released_forms()}
AUDIT = FORMS["case_file_audit"]
CP = CaseFacts(frozenset({"CP"}), 9)
FACTS = st.builds(
    CaseFacts,
    st.frozensets(st.sampled_from(sorted(CASE_TYPES))),
    st.none() | st.integers(0, 25),
    st.booleans(),
)
FORM_AND_ANSWERS = st.sampled_from(sorted(FORMS)).flatmap(
    lambda name: st.tuples(st.just(FORMS[name]), answered(FORMS[name]))
)


def say(form, **codes):
    return {
        key.replace("_", "."): encode(form.question(key.replace("_", ".")), code, today=TODAY)
        for key, code in codes.items()
    }


def everything(form, facts):
    """The kindest complete answers, evidence included."""
    answers = {}
    for question in form.questions:
        if question.type == "actions":
            answers[question.id] = actions_answer(None, 1)
        elif question.options:
            answers[question.id] = Answer(question.options[0].code, evidence="seen")
        elif question.type == "date":
            answers[question.id] = Answer("2026-11-05")
        else:
            answers[question.id] = Answer("some words")
    assert not missing(form, facts, answers)
    return answers


@pytest.mark.parametrize(
    ("case_types", "age_years", "asked", "not_asked"),
    [
        ("CIN", 5, {"A1", "E5", "H1"}, {"B5", "F2", "H2", "H4", "H5"}),
        ("CP", 5, {"B5", "F2", "F3", "F4", "G4", "G5"}, {"H2", "H3", "H4", "H5"}),
        ("CLA", 15, {"H2", "H4", "B5"}, {"H5"}),
        ("CLA", 16, {"H5", "H2"}, set()),
        ("CLA", None, {"H5"}, set()),
        ("CLA", -1, {"H2"}, {"H5"}),
        ("CP|CLA", 8, {"F2", "H2", "H4"}, {"H5"}),
        ("CARE_LEAVER", 19, {"H5", "B5"}, {"H2", "F2"}),
        ("", None, {"A1"}, {"H2", "F2"}),
    ],
)
def test_questions_follow_the_case_type_and_the_age(case_types, age_years, asked, not_asked):
    ids = {q.id for q in applicable(AUDIT, CaseFacts.pinned(case_types, age_years))}
    assert asked <= ids
    assert not (not_asked & ids)


def test_the_pathway_question_of_a_midway_review_starts_at_15():
    form = FORMS["cla_midway"]
    fourteen, fifteen = (CaseFacts(frozenset({"CLA"}), age) for age in (14, 15))
    assert "M6.2" not in {q.id for q in applicable(form, fourteen)}
    assert "M6.2" in {q.id for q in applicable(form, fifteen)}


def test_a_home_is_asked_every_question():
    form = FORMS["reg44_visit"]
    assert applicable(form, CaseFacts()) == form.questions


def test_a_question_shows_when_its_answer_is_given_and_hides_with_what_hangs_on_it():
    with_family = say(AUDIT, S1="family", S3="Y")
    assert {"S2", "S3", "S4"} <= {q.id for q in visible(AUDIT, CP, with_family)}
    from_desk = with_family | say(AUDIT, S1="desk")
    assert not {"S2", "S3", "S4"} & {q.id for q in visible(AUDIT, CP, from_desk)}


def test_a_multiple_choice_shows_on_any_of_its_codes():
    form = FORMS["cla_midway"]
    facts = CaseFacts(frozenset({"CLA"}), 9)
    for codes, shown in ((["missing", "restraint"], True), (["none"], False), ([], False)):
        ids = {q.id for q in visible(form, facts, say(form, M5_1=codes))}
        assert ("M5.2" in ids) is shown


def test_the_error_summary_names_the_question_and_what_it_needs():
    found = missing(AUDIT, CP, say(AUDIT, A1="N"))
    sentences = {question.id: sentence for question, sentence in found}
    assert sentences["A1"] == 'A1: Say why you answered "No".'
    assert sentences["A2"] == "A2: Choose an answer."
    assert sentences["Z2"] == "Z2: Enter text."
    assert sentences["Z4"].startswith("Z4: Add at least one, or say")
    assert "H6" not in sentences
    assert "Z6" not in sentences
    assert "H2" not in sentences


def test_an_optional_answer_once_begun_must_be_finished():
    form = FORMS["reg44_visit"]
    half = {"V0.1": Answer(rows=()), "VH.6": Answer("Anytown")}
    assert "VH.6" not in {q.id for q, _ in missing(form, CaseFacts(), half)}


def test_what_is_needed_to_close_does_not_stop_submission():
    form = FORMS["reg44_visit"]
    submit = {q.id for q, _ in missing(form, CaseFacts(), {})}
    close = {q.id for q, _ in missing(form, CaseFacts(), {}, stage="close")}
    assert "V5.2" not in submit
    assert close - submit == {"V5.2"}


def test_a_complete_audit_has_nothing_missing_and_every_section_completed():
    answers = everything(AUDIT, CP)
    assert {p.status for p in progress(AUDIT, CP, answers)} == {COMPLETED}


def test_a_section_goes_from_not_started_through_in_progress_to_completed():
    answers = everything(AUDIT, CP)
    in_a = [q.id for q in AUDIT.section("A").questions]
    without = {key: answer for key, answer in answers.items() if key not in in_a}

    def status(extra):
        rows = progress(AUDIT, CP, without | extra)
        return next(row.status for row in rows if row.section.id == "A")

    assert status({}) == NOT_STARTED
    assert status({"A1": answers["A1"]}) == IN_PROGRESS
    assert status({"A1": Answer(evidence="only a note so far")}) == IN_PROGRESS
    assert status({key: answers[key] for key in in_a}) == COMPLETED


def test_a_no_without_its_evidence_keeps_a_section_open():
    answers = everything(AUDIT, CP)
    answers["A1"] = dataclasses.replace(answers["A1"], value="N", grade=0, evidence=None)
    row = progress(AUDIT, CP, answers)[1]
    assert (row.status, row.missing, row.answered) == (IN_PROGRESS, 1, 5)


def test_concerns_are_those_of_questions_that_are_asked():
    given_ = say(AUDIT, B1="N", A1="N", H1="I", Z5="Y", H4="N")
    assert [q.id for q in concerns(AUDIT, CP, given_)] == ["B1", "H1", "Z5"]
    looked_after = CaseFacts(frozenset({"CLA"}), 9)
    assert [q.id for q in concerns(AUDIT, looked_after, given_)] == ["B1", "H1", "H4", "Z5"]


@settings(max_examples=30)
@given(FORM_AND_ANSWERS, FACTS)
def test_nothing_hidden_is_ever_missing_counted_or_a_concern(form_and_answers, facts):
    form, answers = form_and_answers
    shown = {q.id for q in visible(form, facts, answers)}
    assert {q.id for q, _ in missing(form, facts, answers, stage="close")} <= shown
    assert {q.id for q in concerns(form, facts, answers)} <= shown
    hidden = {key: answer for key, answer in answers.items() if key not in shown}
    kept = {key: answer for key, answer in answers.items() if key in shown}
    assert progress(form, facts, kept) == progress(form, facts, kept | hidden)


@settings(max_examples=30)
@given(FORM_AND_ANSWERS, FACTS)
def test_progress_adds_up(form_and_answers, facts):
    form, answers = form_and_answers
    rows = progress(form, facts, answers)
    assert [row.section for row in rows] == list(form.sections)
    assert sum(row.asked for row in rows) == len(visible(form, facts, answers))
    assert sum(row.missing for row in rows) == len(missing(form, facts, answers))
    for row in rows:
        assert 0 <= row.answered <= row.asked
        assert row.missing <= row.asked
        assert (row.status == COMPLETED) <= (row.missing == 0)
        assert (row.status == NOT_STARTED) <= (row.answered == 0)
