import datetime as dt

from qa.domain.answers import (
    NONE,
    Answer,
    AnswerRow,
    actions_answer,
    encode,
    is_answered,
    lacks,
    parts,
    to_text,
    with_row,
)
from qa.domain.forms import released_forms
from tests.domain.form_answers import TODAY

FORMS = {form.name: form for form in released_forms()}


def question(form_name, question_id):
    return FORMS[form_name].question(question_id)


def pair(done, total):
    return (AnswerRow("done", number=done), AnswerRow("total", number=total))


def test_half_a_composite_is_kept_but_not_complete():
    asked = question("cla_midway", "M1.1")
    half = encode(asked, (AnswerRow("done", number=3),), today=TODAY)
    assert half.rows == (AnswerRow("done", number=3),)
    assert lacks(asked, half) == "Fill in: Decisions made."
    whole = encode(asked, with_row(half.rows, "total", number=3), today=TODAY)
    assert is_answered(asked, whole)
    assert to_text(asked, whole) == "Decisions done: 3\nDecisions made: 3"


def test_a_number_read_from_the_database_as_a_float_is_whole_again():
    answer = encode(question("cla_midway", "M1.1"), pair(3.0, 4.0), today=TODAY)
    assert [type(row.number) for row in answer.rows] == [int, int]


def test_a_pair_of_scales_says_who_scaled_and_grades_the_present():
    asked = question("cp_midway", "P4.1")
    rows = (
        AnswerRow("before", number=2, text="core group"),
        AnswerRow("now", number=6, text="chair"),
    )
    answer = encode(asked, rows, today=TODAY)
    assert answer.grade == 6
    assert [row.key for row in answer.rows] == ["now", "before"]
    assert "who gave this number" in lacks(asked, encode(asked, (rows[0],), today=TODAY))


def test_a_goal_needs_its_words_and_its_progress():
    asked = question("cp_midway", "P4.2")
    rows = (AnswerRow("1", text="Home safe", reference="some"), AnswerRow("2", text="School"))
    assert lacks(asked, encode(asked, rows, today=TODAY)) == "Item 2: fill in progress."
    done = encode(asked, with_row(rows, "2", reference="worse"), today=TODAY)
    assert to_text(asked, done) == "Home safe: Some progress\nSchool: Worse"


def test_a_refused_recommendation_needs_its_reason():
    asked = question("reg44_visit", "V0.1")
    row = AnswerRow("action-7", reference="not_accepted")
    assert "say what you saw or why" in lacks(asked, Answer(rows=(row,)))
    assert is_answered(asked, Answer(rows=with_row((row,), "action-7", text="Not funded")))
    assert is_answered(asked, encode(asked, NONE, today=TODAY))
    assert to_text(asked, Answer(NONE)) == "There are no earlier recommendations"


def test_an_earlier_recommendation_without_a_status_still_waits():
    asked = question("reg44_visit", "V0.1")
    answer = encode(asked, (AnswerRow("action-7"),), today=TODAY)
    assert lacks(asked, answer) == "Item 1: fill in status."


def test_a_report_is_sent_when_every_required_recipient_has_a_date_or_does_not_exist():
    asked = question("reg44_visit", "V5.2")
    sent = tuple(
        AnswerRow(row.code, date=dt.date(2026, 11, 20), reference="email")
        for row in asked.rows
        if row.required and row.code != "manager"
    )
    assert lacks(asked, encode(asked, sent, today=TODAY)).startswith("Fill in: Registered manager")
    rows = (*sent, AnswerRow("manager", reference="none"))
    assert is_answered(asked, encode(asked, rows, today=TODAY))


def test_a_table_has_a_box_for_every_row_and_column():
    asked = question("reg44_visit", "V3.1")
    boxes = parts(asked)
    assert len(boxes) == 22
    assert boxes[1].key == "incidents.children"
    rows = tuple(AnswerRow(part.key, number=0) for part in boxes)
    assert is_answered(asked, encode(asked, rows, today=TODAY))


def test_actions_are_answered_by_one_action_or_by_none_needed():
    asked = question("case_file_audit", "Z4")
    assert lacks(asked, actions_answer(None, 0)) == (
        'Add at least one, or say "No actions are needed".'
    )
    assert is_answered(asked, encode(asked, NONE, today=TODAY))
    assert to_text(asked, actions_answer(None, 2)) == "2 actions"
