"""The whole audit as a document: what it says, in which order, and what it leaves out."""

import datetime as dt
import time
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reports.audit import audit_document
from qa.reports.audit_words import Made
from qa.reports.plain_text import lines
from tests.reports.audits import AT, MADE, ON, action, audit, moderation, reply
from tests.reports.opened import (
    check_accessible,
    everything,
    headings,
    opened,
    parts,
    section,
)

TITLE = "Audit of child C-1001"
ANY_TEXT = st.text(st.characters(), max_size=60)


def full(**other):
    """An audit with something to say in every part."""
    about = {
        "B1": "N", "Z3": "Direct work is thoughtful.", "H6": "She feels heard.",
        "actions": [action()], "replies": [reply(comments="Fair.")],
        "moderations": [moderation(outcome="changed", grade=2, reasons="A visit is missing")],
        "moderated_grade": 2, "final_grade": 2, "is_good_practice": True,
        "good_practice_note": "The life story work", "filed_on": ON, "filed_by_id": 4,
    }  # fmt: skip
    return audit(**{**about, **other})


def document(view, flags=()):
    data = audit_document(view, MADE, flags)
    check_accessible(data, TITLE)
    return opened(data)


def test_the_parts_stand_in_order_under_real_headings():
    found = [words for level, words in headings(document(full())) if level == 2]
    assert found == [
        "What was audited", "Overall judgement", "Concerns", "Actions", "Replies", "Moderation",
        "Every answer",
    ]  # fmt: skip


def test_what_there_is_nothing_to_say_about_is_left_out():
    found = [words for _, words in headings(document(audit()))]
    assert found[1:4] == ["What was audited", "Overall judgement", "Reason for the overall grade"]
    assert not set(found) & {"Concerns", "Actions", "Replies", "Moderation", "What is working well"}
    assert "Filed" not in everything(document(audit()))
    assert "None\n" not in everything(document(audit()))


def test_it_says_what_was_audited_the_child_by_number_only():
    said = section(document(full()), "What was audited")
    assert "Child | C-1001" in said
    assert "Period audited | 5 May 2026 to 5 November 2026" in said
    assert "Filed on the case system | 5 November 2026, by Mina Manager" in said


def test_the_grade_stands_with_who_gave_it_who_changed_it_and_why():
    made = document(full())
    said = section(made, "Overall judgement")
    assert "Overall grade: Requires improvement." in said
    assert "Ira Officer, the auditor, graded it Good." in said
    assert "Mina Manager, moderating, changed the grade to Requires improvement" in said
    assert "The child is safer than six months ago." in said
    assert "A visit is missing" in section(made, "Moderation")


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({}, "It was not drawn for moderation."),
        ({"moderation_why": "sample"}, "because it was drawn in the sample."),
        ({"moderation_why": "disagreed"}, "because the worker or manager disagreed."),
        ({"moderated_grade": 3, "moderations": [moderation()]}, "agreed with the grade on 5 Nov"),
        ({"agreed_at": None, "reply_due_on": ON}, "replies were asked for by 5 November 2026"),
        ({"override_outcome": "confirmed", "override_reason": "Snow"}, "The moderator confirmed"),
    ],
)
def test_how_far_the_grade_is_settled_is_said_in_words(about, sentence):
    assert sentence in section(document(audit(**about)), "Overall judgement")


def test_every_answer_stands_with_its_evidence_and_a_concern_says_that_it_is_one():
    made = document(full(evidence="Seen in the file of 3 March."))
    said = section(made, "Every answer")
    assert "B1 Has the child been seen" in said
    assert "No\nConcern | Seen in the file of 3 March." in said
    assert (
        "H6 What does feedback from the child, parent or carer tell us?\nShe feels heard." in said
    )
    assert "H2 Health" not in said, "not asked for a child on a plan"


def test_an_action_says_who_by_when_and_how_it_ended():
    done = action(
        status="verified", evidence="Visited", done_on=ON, verified_on=ON, verified_by_id=4,
        evidence_needed="A visit recorded",
    )  # fmt: skip
    said = section(document(audit(actions=[done])), "Actions")
    assert "See the child alone\nWhat will show that it is done: A visit recorded" in said
    assert "Tess Teamlead | 5 November 2026\nWithin 10 working days" in said
    assert "Done on 5 November 2026: Visited\nVerified by Mina Manager on 5 November 2026." in said


def test_silence_is_a_reply_and_one_on_behalf_says_who_wrote_it_down():
    silent, told = reply(stance="silence"), reply(part="worker", person_id=2, recorded_by_id=4)
    said = section(document(audit(replies=[silent, told])), "Replies")
    assert "The time for a reply passed without one." in said
    assert "Recorded by Mina Manager" in said


def test_several_versions_are_listed_with_their_reasons_a_draft_is_not():
    later = AT + dt.timedelta(days=3)
    revisions = [
        SimpleNamespace(number=1, kind="first", reason=None, issued_at=AT),
        SimpleNamespace(number=2, kind="returned", reason="Look at visits", issued_at=later),
        SimpleNamespace(number=3, kind="corrected", reason="Wrong plan", issued_at=None),
    ]
    said = section(document(audit(revisions=revisions)), "Versions of this audit")
    assert "2 | 8 November 2026 at 14:02 | Returned by the moderator\nLook at visits" in said
    assert "Wrong plan" not in said


def test_a_child_at_risk_is_told_with_who_was_told_and_whether_the_child_is_safe():
    flag = SimpleNamespace(
        raised_at=AT, worry="Home alone", told_whom="Duty manager", told_at=AT,
        will_do="Visit within the hour", safe_at=None, safe_note=None,
    )  # fmt: skip
    view = SimpleNamespace(flag=flag, raised_by="Ira Officer")
    said = section(document(audit(), [view]), "A child may be at risk now")
    assert "Told: Duty manager, on 5 November 2026 at 14:02." in said
    assert "Nobody has recorded yet that the child is safe." in said


def test_a_re_audit_says_how_the_grade_moved():
    link = SimpleNamespace(
        kind="re_audit", from_check_id=7, to_check_id=3, final_grade=2, submitted_on=ON
    )
    said = section(document(audit(links=[link])), "Overall judgement")
    assert "re-audit of audit 3" in said
    assert "Up one grade, from Requires improvement to Good" in said


def test_the_foot_says_who_downloaded_it_and_fictional_data_says_so():
    data = audit_document(audit(), Made("Mo Manager", AT, is_fictional=True))
    assert "every child, person and record here is fictional" in everything(opened(data))
    foot = opened(data).sections[0].footer.paragraphs[0].text
    assert "Downloaded by Mo Manager on 5 November 2026 at 14:02" in foot
    assert opened(data).core_properties.author == "Ira Officer"


@settings(max_examples=15)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_whatever_people_typed_the_document_opens_and_holds_it(evidence, reason, text, comments):
    view = full(
        evidence=evidence, Z2=reason, Z3=text, H6=text, actions=[action(text)],
        replies=[reply(comments=comments)], override_reason=reason, override_outcome="claimed",
        case_number="C-1001", good_practice_note=comments,
    )  # fmt: skip
    said = everything(document(view))
    for typed in (evidence, reason, text, comments):
        assert all(line in said for line in lines(typed))


def test_markup_stays_text():
    data = audit_document(audit(Z2="<script>alert(1)</script>"), MADE)
    assert "&lt;script&gt;alert(1)" in parts(data)["word/document.xml"]


def test_a_document_with_a_page_of_evidence_to_every_question_takes_under_a_second():
    view = full(evidence="Seen on the record of 3 March. " * 80)
    audit_document(audit(), MADE)
    began = time.process_time()
    audit_document(view, MADE)
    assert time.process_time() - began < 1
