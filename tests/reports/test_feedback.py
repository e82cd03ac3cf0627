"""The feedback sheet: strengths first, short, no grade by question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reports.audit_words import Made
from qa.reports.feedback import MOST_CHANGES, feedback_sheet
from tests.reports.audits import AT, MADE, action, audit, form, moderation
from tests.reports.opened import check_accessible, everything, headings, opened, section

TITLE = "Feedback on the audit of child C-1001"


def sheet(view):
    data = feedback_sheet(view, MADE)
    check_accessible(data, TITLE)
    return opened(data)


def struggling(**other):
    """Nothing is in place."""
    worst = {"grade4": "I", "yes_no_partly_na": "N", "yes_no_na": "N"}
    given = {q.id: worst[q.type] for q in form().questions if q.type in worst}
    return audit(**{**given, "Z5": "N", "final_grade": 1, "auditor_grade": 1, **other})


def test_strengths_come_first_then_what_to_change_then_actions():
    view = audit(B1="N", Z3="Direct work is thoughtful.", actions=[action()])
    assert [words for _, words in headings(sheet(view))] == [
        TITLE, "What is going well", "What to change", "What happens next", "The audit as a whole",
    ]  # fmt: skip


def test_it_greets_those_it_is_for_and_names_no_child():
    said = everything(sheet(audit(Z6="2026-11-02")))
    assert "For Worker 001 and Tess Teamlead, from Ira Officer, the auditor." in said
    assert "We talked about it before it was submitted." in said


def test_strengths_are_the_auditors_words_and_what_is_in_place_by_domain():
    view = audit(evidence="Seen on 3 March.", A2="P", Z3="Direct work is thoughtful.")
    said = section(sheet(view), "What is going well")
    assert said.startswith("Direct work is thoughtful.")
    assert "Record keeping and the child's story – 4 points in place: Seen on 3 March." in said
    assert "Planning – all of the 5 points looked at are in place: Seen on 3 March." in said


def test_what_to_change_has_concerns_first_then_what_is_missing_then_what_is_in_part():
    view = audit(evidence="See page 4.", A1="P", B1="N", C5="RI", D3="N", H1="I")
    said = section(sheet(view), "What to change").splitlines()
    assert [line.split("?")[0].split()[0:4] for line in said] == [
        ["Has", "the", "child", "been"],
        ["Is", "the", "child", "safer"],
        ["Is", "there", "a", "contingency"],
        ["Are", "the", "core", "details"],
        ["How", "well", "does", "the"],
    ]
    assert said[0].endswith("See page 4.")


def test_no_question_is_given_a_grade():
    said = everything(sheet(audit(A5="O", C5="I", B1="N", final_grade=3)))
    assert "Outstanding" not in said
    assert "Inadequate" not in said
    assert "The overall grade is Good." in said


def test_a_sheet_without_strengths_claims_none_and_stays_short():
    made = sheet(struggling())
    assert "What is going well" not in [words for _, words in headings(made)]
    said = section(made, "What to change").splitlines()
    assert len(said) == MOST_CHANGES + 1
    assert said[-1].startswith("The audit itself has ")


def test_it_stays_within_two_pages_however_long_the_texts_are():
    long = "A long sentence about the work of the team. " * 300
    view = audit(
        evidence=long, Z2=long, Z3=long, is_good_practice=True, good_practice_note=long,
        **dict.fromkeys(("A1", "A2", "A3", "B3", "C2", "C3", "D3", "E2", "F2"), "P"),
        B1="N", C1="N", actions=[action(long) for _ in range(5)],
    )  # fmt: skip
    said = everything(sheet(view))
    assert len(said) < 5100, "two pages of Arial 12 with their headings hold so many characters"


@pytest.mark.parametrize(("status", "words"), [("open", ""), ("verified", "\nVerified")])
def test_an_action_says_who_and_by_when(status, words):
    said = section(sheet(audit(actions=[action(status=status)])), "What happens next")
    assert f"See the child alone | Tess Teamlead | 5 November 2026{words}" in said


def test_the_grade_says_who_stands_behind_it():
    view = audit(moderated_grade=3, moderations=[moderation()])
    said = section(sheet(view), "The audit as a whole")
    assert "Mina Manager, moderating, agreed with the grade on 5 November 2026." in said


def test_fictional_data_says_so():
    data = feedback_sheet(audit(), Made("Mo Manager", AT, is_fictional=True))
    assert "fictional" in everything(opened(data))


@settings(max_examples=15)
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=60))
def test_whatever_people_typed_the_sheet_opens(evidence, text):
    view = audit(evidence=evidence, B1="N", Z2=text, Z3=text, actions=[action(text)])
    assert sheet(view)
