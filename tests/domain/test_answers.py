import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.answers import (
    EMPTY,
    NONE,
    AnswerRow,
    decode,
    encode,
    evidence_wanted,
    is_answered,
    lacks,
    revalidate,
    to_text,
)
from qa.domain.forms import released_forms
from qa.domain.refusals import Refused
from tests.domain.form_answers import TODAY, raws

FORMS = {form.name: form for form in released_forms()}
QUESTIONS = [
    pytest.param(question, id=f"{form.name}-{question.id}")
    for form in FORMS.values()
    for question in form.questions
]
ONE_OF_EACH_TYPE = list(
    {question.type: question for form in FORMS.values() for question in form.questions}.values()
)


def question(form_name, question_id):
    return FORMS[form_name].question(question_id)


def pair(done, total):
    return (AnswerRow("done", number=done), AnswerRow("total", number=total))


@pytest.mark.parametrize("asked", QUESTIONS)
def test_an_unanswered_question_says_what_it_needs(asked):
    assert lacks(asked, None).endswith(".")
    assert not is_answered(asked, EMPTY)
    assert to_text(asked, None) == ""


@given(st.sampled_from(ONE_OF_EACH_TYPE).flatmap(lambda q: st.tuples(st.just(q), raws(q))))
def test_an_answer_read_back_and_saved_again_is_the_same(pair_):
    asked, raw = pair_
    answer = encode(asked, raw, today=TODAY, evidence="seen")
    assert revalidate(asked, answer, today=TODAY) == answer
    assert encode(asked, decode(asked, answer), today=TODAY, evidence="seen") == answer
    assert isinstance(to_text(asked, answer), str)


@pytest.mark.parametrize(
    ("form_name", "question_id", "raw", "value", "grade", "words"),
    [
        ("case_file_audit", "A5", "O", "O", 4, "Outstanding"),
        ("case_file_audit", "A5", "I", "I", 1, "Inadequate"),
        ("case_file_audit", "A5", "NA", "NA", None, "Not applicable"),
        ("case_file_audit", "A1", "N", "N", 0, "No"),
        ("case_file_audit", "A1", "P", "P", 1, "Partly"),
        ("case_file_audit", "Z6", dt.date(2026, 11, 5), "2026-11-05", None, "5 November 2026"),
        ("cla_midway", "M7.1", "G", "G", 3, "Green"),
        ("cla_midway", "M5.1", ["restraint", "away"], "away|restraint", None,
         "Away without authorisation; Restraint"),
        ("reg44_visit", "V2.6", "M", "M", 2, "Met"),
        ("reg44_visit", "V2.6", "NL", "NL", None, "Not looked at this month"),
        ("reg44_visit", "V4.1", "C", "C", 1, "Yes with concerns"),
        ("reg44_visit", "VH.1", dt.date(2026, 11, 22), "2026-11", None, "November 2026"),
    ],
)  # fmt: skip
def test_an_answer_is_coded_graded_and_worded(form_name, question_id, raw, value, grade, words):
    asked = question(form_name, question_id)
    answer = encode(asked, raw, today=TODAY)
    assert (answer.value, answer.grade) == (value, grade)
    assert to_text(asked, answer) == words
    assert is_answered(asked, answer)


@pytest.mark.parametrize(
    ("form_name", "question_id", "raw", "sentence"),
    [
        ("case_file_audit", "A1", "Maybe", "Choose one of the answers"),
        ("case_file_audit", "A1", ["Y"], "Choose one of the answers"),
        ("case_file_audit", "Z1", "NA", "Choose one of the answers"),
        ("case_file_audit", "H6", 7, "Enter text"),
        ("case_file_audit", "Z6", "yesterday", "Enter a date, for example 5 November 2026"),
        ("case_file_audit", "Z6", dt.date(2026, 11, 23), "23 November 2026 is in the future"),
        ("case_file_audit", "Z6", dt.date(1066, 10, 14), "between 1900 and 2100"),
        ("case_file_audit", "Z4", "maybe", "Add actions one by one"),
        ("cla_midway", "M5.1", ["none", "missing"], '"None of these" cannot be chosen together'),
        ("cla_midway", "M5.1", "missing", "Choose from the answers"),
        ("cla_midway", "M1.1", pair(7, 5), "7 decisions done is more than 5 decisions made"),
        ("cla_midway", "M1.1", pair(-1, 5), "Decisions done: Enter a whole number from 0"),
        ("cla_midway", "M1.1", pair(1.5, 5), "Enter a whole number"),
        ("cla_midway", "M1.1", (AnswerRow("half", number=1),), "row that the question does not"),
        ("cla_midway", "M1.1", (AnswerRow("done", text="1"),), "box that the question does not"),
        ("cla_midway", "M1.1", (AnswerRow("done"), AnswerRow("done")), "the same row is there twi"),
        ("cla_midway", "M1.1", "5 of 7", "a shape that the question does not know"),
        ("cp_midway", "P4.1", (AnswerRow("now", number=11),), "Now: Enter a whole number from 0"),
        ("cp_midway", "P4.2", NONE, "This list cannot be left empty"),
        ("cp_midway", "P4.2", (AnswerRow("1", reference="super"),), "Progress: Choose one of"),
        ("cp_midway", "P4.2", tuple(AnswerRow(f"{n}") for n in range(201)), "At most 200 rows"),
        ("cp_midway", "P2.1", (AnswerRow("seen_alone", number=3),), "Answer yes or no"),
        ("cp_midway", "P2.1", (AnswerRow("date", date=dt.date(2026, 12, 1)),), "in the future"),
        ("reg44_visit", "VH.3", (AnswerRow("arrival", text="noon"),), "Enter a time of day"),
        ("reg44_visit", "VH.3",
         (AnswerRow("arrival", text="15:00"), AnswerRow("departure", text="14:05")),
         "Left (14:05) must be after arrived (15:00)"),
        ("reg44_visit", "V5.1",
         (AnswerRow("sent", date=dt.date(2026, 11, 9)),
          AnswerRow("returned", date=dt.date(2026, 11, 5))),
         "Returned (5 November 2026) is before sent (9 November 2026)"),
        ("reg44_visit", "V1.3", (AnswerRow("staff", number=1_000_001),), "from 0 to 1,000,000"),
        ("reg44_visit", "V5.2", (AnswerRow("ofsted", date=dt.date(2027, 1, 1)),), "in the future"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_refused_in_words(form_name, question_id, raw, sentence):
    with pytest.raises(Refused) as refusal:
        encode(question(form_name, question_id), raw, today=TODAY)
    assert sentence.lower() in str(refusal.value).lower()


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert('x')</script>",
        "# Heading\n\n* **bold** [link](javascript:alert(1))",
        "=cmd()|'/C calc'!A0",
        "👩‍👧 emoji and ZWJ",
        "שלום עולם\u202eright to left",
        "  spaces at both ends \r\n",
        "\ufeffmark",
        "a" * 100_000,
    ],
)
def test_text_is_kept_exactly_as_typed(typed):
    asked = question("case_file_audit", "Z2")
    answer = encode(asked, typed, today=TODAY, evidence=typed)
    assert (answer.value, answer.evidence) == (typed, typed)
    assert to_text(asked, answer) == typed


def test_what_no_database_can_hold_is_left_out():
    asked = question("case_file_audit", "Z2")
    assert encode(asked, "be\x00fore", today=TODAY).value == "before"
    assert encode(asked, "half \ud83d of it", today=TODAY).value == "half \ufffd of it"
    assert encode(asked, "\ud83d\ude00", today=TODAY).value == "😀"


def test_text_over_the_limit_is_refused_and_says_by_how_much():
    asked = question("case_file_audit", "Z2")
    with pytest.raises(Refused, match=r"234 characters over the limit of 100,000.*lost"):
        encode(asked, "a" * 100_234, today=TODAY)
    with pytest.raises(Refused, match="1 character over"):
        encode(question("case_file_audit", "A1"), "Y", today=TODAY, evidence="e" * 100_001)


def test_only_spaces_are_no_answer():
    answer = encode(question("case_file_audit", "Z2"), " \n\t", today=TODAY, evidence="  ")
    assert answer == EMPTY


@pytest.mark.parametrize(
    ("form_name", "question_id", "code", "wanted"),
    [
        ("case_file_audit", "A1", "N", True),
        ("case_file_audit", "A1", "P", True),
        ("case_file_audit", "A1", "Y", False),
        ("case_file_audit", "A5", "RI", True),
        ("case_file_audit", "A5", "G", False),
        ("case_file_audit", "Z1", "I", False),
        ("case_file_audit", "Z5", "Y", True),
        ("case_file_audit", "Z5", "N", False),
        ("reg44_visit", "V2.6", "M", True),
        ("reg44_visit", "V2.6", "NL", False),
        ("reg44_visit", "V4.1", "Y", True),
        ("cla_midway", "M3.1", "at_risk", True),
    ],
)
def test_evidence_is_wanted_where_the_form_says(form_name, question_id, code, wanted):
    asked = question(form_name, question_id)
    assert evidence_wanted(asked, encode(asked, code, today=TODAY)) is wanted
    assert not evidence_wanted(asked, None)
