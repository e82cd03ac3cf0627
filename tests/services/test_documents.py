"""Who may download a finished audit, and that every download is on the trail."""

import pytest

from db.engine import writing
from db.models import Child
from qa.domain.refusals import NotFound, Refused
from qa.services import checks, documents, moderation, submission, trail
from tests.reports.opened import check_accessible, everything, opened
from tests.services import makers
from tests.services.audit_world import allocated, fill, submit, submitted, version, world

BOTH = pytest.mark.parametrize("document", [documents.audit_word, documents.feedback_word])


@pytest.fixture
def w(sqlite_store):
    return world()


def test_a_finished_audit_downloads_as_a_word_document(w):
    name, data = documents.audit_word(w.manager, submitted(w))
    assert name == "audit-C-1001-2026-11-05.docx"
    check_accessible(data, "Audit of child C-1001")
    said = everything(opened(data))
    assert "The child is safer than six months ago." in said
    assert "Ira Officer, the auditor, graded it Good." in said


def test_a_finished_audit_downloads_as_a_feedback_sheet(w):
    name, data = documents.feedback_word(w.boss, submitted(w))
    assert name == "feedback-C-1001-2026-11-05.docx"
    check_accessible(data, "Feedback on the audit of child C-1001")
    assert "For Worker 001 (fictional) and Tess Teamlead" in everything(opened(data))


@BOTH
def test_every_download_is_on_the_trail_with_the_version_that_left(store, document):
    w = world()
    check_id = submitted(w)
    document(w.head, check_id)
    (entry,) = makers.entries("export")
    assert (entry.person_id, entry.noun, entry.noun_id) == (w.head.person_id, "check", check_id)
    assert entry.child_id == w.child
    assert entry.payload["revision"] == 1
    assert entry.payload["document"] in ("audit", "feedback")
    assert trail.verify().holds


@BOTH
@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("support", "not what it says"),
        ("iro", "Your role does not include exports"),
    ],
)
def test_who_may_not_export_the_text_is_refused_and_the_refusal_is_on_the_trail(
    w, document, who, sentence
):
    check_id = submitted(w)
    with pytest.raises(Refused, match=sentence):
        document(getattr(w, who), check_id)
    (entry,) = makers.entries("export")
    assert entry.refused
    assert sentence in entry.payload["why"]


@BOTH
def test_roles_that_add_up_do_not_add_up_to_an_export_none_of_them_allows(w, document):
    check_id = submitted(w)
    both = makers.actor(w.iro.person_id, "iro", "business_support")
    assert checks.view(both, check_id).answers
    with pytest.raises(Refused, match="does not include exports"):
        document(both, check_id)
    managing = makers.actor(w.iro.person_id, "iro", "practice_manager")
    assert document(managing, check_id)


@BOTH
def test_outside_the_scope_the_audit_does_not_exist(w, document):
    check_id = submitted(w)
    other = makers.holder("Tom Teamlead", "team_manager", team_id=makers.team("Southgate"))
    for who in (other, w.iro2, makers.holder("Ada Admin", "administrator")):
        with pytest.raises(NotFound):
            document(who, check_id)
    with pytest.raises(NotFound):
        document(w.manager, 999_999)


@BOTH
def test_a_restricted_childs_audit_cannot_be_downloaded(w, document):
    check_id = submitted(w)
    with writing() as session:
        session.get(Child, w.child).restricted_at = makers.NOW
    with pytest.raises(NotFound):
        document(w.manager, check_id)


@BOTH
def test_a_draft_cannot_be_downloaded_nor_an_audit_that_is_being_corrected(w, document):
    check_id = allocated(w)
    with pytest.raises(Refused, match="once it is submitted"):
        document(w.manager, check_id)
    fill(w.iro, check_id)
    submit(w.iro, check_id)
    assert document(w.manager, check_id)
    submission.correct(w.iro, check_id, version(check_id), "Wrong plan quoted")
    with pytest.raises(Refused, match="once it is submitted"):
        document(w.manager, check_id)


def test_the_document_is_of_the_grade_as_it_stands(w):
    check_id = submitted(w, Z1="O")
    change = moderation.Verdict("changed", 3, reasons="Good, not more")
    moderation.moderate(w.manager2, check_id, version(check_id), change)
    said = everything(opened(documents.audit_word(w.manager, check_id)[1]))
    assert "Overall grade: Good." in said
    assert "Good, not more" in said


def test_a_file_name_holds_nothing_that_a_folder_cannot(w):
    with writing() as session:
        session.get(Child, w.child).case_number = "../C 10/01\\é"
    name, _ = documents.audit_word(w.manager, submitted(w))
    assert name == "audit-C-10-01-2026-11-05.docx"
