"""The report of a visit as Word and PDF: what it says, to whom it is handed, how it is marked."""

import dataclasses
import datetime as dt
import io
import re

import pypdf
import pytest

from db.models import ActionResponse, HomeResident, Visit, VisitConsent, VisitSending
from qa.domain.answers import Answer
from qa.domain.forms import Question
from qa.domain.refusals import NotFound, Refused
from qa.services import risk, submission, visit_alerts, visit_consents, visit_documents
from qa.services.visit_alerts import AlertGiven
from tests.reports.opened import check_accessible, everything, headings, opened, section
from tests.services import makers
from tests.services.visit_filling import (
    ON,
    changed,
    current,
    drafted,
    fill,
    issued,
    on_day,
    recommended,
    submit,
    visit_of,
    written,
)
from tests.services.visit_world import visit_world

HOSTILE = '#include "/etc/passwd" *b* $x$ <b>&amp; // /* `r` @x\nשלום עולם\nbell\x07 中 \\u{41} ]#('
AT = dt.datetime(2026, 11, 3, 16, 0, tzinfo=dt.UTC)
TITLE = "Regulation 44 visit report: Oak House, November 2026"


@pytest.fixture
def w(sqlite_store):
    return visit_world()


def pdf_of(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf_of(data).pages).split())


def test_the_word_report_says_it_all_in_order_and_is_accessible(w):
    october = written(w, on=dt.date(2026, 10, 6), standards=("12",))
    issued(october, dt.date(2026, 10, 12))
    check_id = written(w, standards=("12", "13"))
    name, data = visit_documents.report_word(w.visitor, check_id)
    assert name == "visit-report-Oak-House-2026-11-03-v1.docx"
    check_accessible(data, TITLE)
    document = opened(data)
    assert [words for level, words in headings(document) if level == 2] == [
        "About the visit", "The two opinions", "Recommendations",
        "Follow-up of earlier recommendations", "What children said", "People spoken to",
        "Records looked at", "Nine quality standards", "Events since the last visit",
        "Staffing and premises", "Strengths to share", "Factual accuracy check", "Distribution",
        "Versions",
    ]  # fmt: skip
    about = section(document, "About the visit")
    for said in ("Oak House", "1234567", "Fictional Council", "Manager of Oak House",
                 "Rae Responsible", "November 2026", "3 November 2026", "14:05 to 17:30",
                 "Unannounced", "Vic Visitor", "Works for another service",
                 "Farshire County Council (fictional)", "Children on roll | 2"):  # fmt: skip
        assert said in about
    assert "Children say they are safe; the records agree." in section(document, "The two opinions")
    wanted = section(document, "Recommendations")
    assert "13 Leadership and management | High | 1 December 2026 | No response" in wanted
    earlier = section(document, "Follow-up of earlier recommendations")
    assert "Review the missing response" in earlier and "In progress" in earlier
    trend = section(document, "Events since the last visit").splitlines()
    assert "Event | Oct 2026 | This visit | Children involved" in trend
    assert "Incidents | 3 | 3 | 2" in trend
    assert len(document.tables[-3].rows) > 1


def test_the_pdf_is_tagged_titled_in_british_english_and_says_the_same(w):
    check_id = written(w, standards=("12",))
    name, data = visit_documents.report_pdf(w.visitor, check_id)
    assert name.endswith("-v1.pdf")
    reader = pdf_of(data)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en-GB"
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata.title == TITLE
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()
    tags = set(_tags(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P"} <= tags
    assert [each.title for each in reader.outline[1:][0]][:2] == [
        "About the visit", "The two opinions"
    ]  # fmt: skip
    said = text_of(data)
    for words in ("Review the missing response", "A likes the garden", "Rae Responsible"):
        assert words in said


def _tags(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _tags(node["/K"])


@pytest.mark.parametrize("grouping", ["form", "sccif"])
def test_every_text_typed_into_the_form_stands_in_the_report_in_either_order(w, grouping):
    october = written(w, on=dt.date(2026, 10, 6), standards=("12",))
    issued(october, dt.date(2026, 10, 12))
    actor, check_id = on_day(w.visitor, ON), drafted(w, standards=("13",), V1_5="Y", V4_6="Y")
    form = visit_documents.visit_services.view(actor, check_id).check_view.form
    marked = {q.id: _marked(q, current(check_id).get(q.id, Answer())) for q in form.questions}
    fill(
        actor, check_id, **{key.replace(".", "_"): found for key, found in marked.items() if found}
    )
    recommended(actor, check_id, "12", text="mark-recommended")
    visit_consents.put(actor, check_id, w.resident_a, ON, ON, "mark-consent")
    risk.raise_flag(actor, check_id, risk.Worry("B has marks on her arm", "Rae", AT, "Sees her"))
    for question in visit_alerts.QUESTIONS:
        name = f"mark-{question}"
        visit_alerts.put(actor, check_id, AlertGiven(
            question, f"{name}-told", AT, f"{name}-head", AT, "not_needed", note=f"{name}-note",
        ))  # fmt: skip
    submit(actor, check_id)
    wanted = set(re.findall(r"mark-[\w.-]+\w", str(marked))) | {
        "mark-recommended", "mark-consent", "mark-risk-note", "mark-V4.1-told", "mark-V4.2-head",
    }  # fmt: skip
    assert {"mark-VH.7-said", "mark-V0.1", "mark-V4.5", "mark-V3.3", "mark-VH.6"} <= wanted
    word = everything(opened(visit_documents.report_word(actor, check_id, grouping=grouping)[1]))
    paper = text_of(visit_documents.report_pdf(actor, check_id, grouping=grouping)[1])
    without_breaks = re.sub(r"\s|\xad", "", paper)
    assert [mark for mark in sorted(wanted) if mark not in word] == []
    assert [mark for mark in sorted(wanted) if mark not in without_breaks] == []


def _marked(question: Question, given: Answer) -> Answer | None:
    """An answer with a mark in every box that takes words; opinions are No: all is asked then."""
    if question.stage != "submit":
        return None
    if question.type in ("free_text", "text"):
        given = Answer(f"mark-{question.id}")
    elif question.type == "opinion3":
        given = Answer("N")
    elif question.type == "per_item_status":
        given = Answer(rows=tuple(
            dataclasses.replace(row, text=f"mark-{question.id}") for row in given.rows
        ))  # fmt: skip
    if question.evidence != "none":
        given = dataclasses.replace(given, evidence=f"mark-{question.id}-said")
    return given if given.value or given.rows else None


def test_where_a_conflict_was_found_since_the_declaration_is_told_as_of_its_day(w):
    usual = written(w, on=dt.date(2026, 10, 6))
    declared = "Yes, I have no conflict of interest"
    about = section(opened(visit_documents.report_word(w.visitor, usual)[1]), "About the visit")
    assert declared in about and "As answered" not in about
    check_id = written(w, V4_6="Y", V4_5=Answer("Related to a new member of staff"))
    about = section(opened(visit_documents.report_word(w.visitor, check_id)[1]), "About the visit")
    assert (
        f"As answered on 3 November 2026: {declared}. A conflict of interest was found "
        "afterwards, see “Conflict of interest found after the visit”."
    ) in about


def test_text_that_looks_like_markup_is_text_in_both(w):
    check_id = written(w, V1_2=Answer(HOSTILE), V4_4=Answer("=cmd()|' /C calc'!A0"))
    word = everything(opened(visit_documents.report_word(w.visitor, check_id)[1]))
    assert '#include "/etc/passwd" *b* $x$ <b>&amp; // /* `r` @x' in word
    said = text_of(visit_documents.report_pdf(w.visitor, check_id)[1])
    assert '#include "/etc/passwd" *b* $x$ <b>&amp; // /* `r` @x' in said
    assert "root:" not in said and "bell" in said and r"\u{41} ]#(" in said


def test_a_version_that_is_not_issued_says_so_on_every_page(w):
    check_id = written(w)
    word = opened(visit_documents.report_word(w.visitor, check_id)[1])
    header = word.sections[0].header
    assert (
        header.paragraphs[0].text == "Not issued" and 'string="Not issued"' in header._element.xml
    )
    pages = pdf_of(visit_documents.report_pdf(w.visitor, check_id)[1]).pages
    assert all("Not issued" in page.extract_text() for page in pages)
    issued(check_id)
    after = opened(visit_documents.report_word(w.visitor, check_id)[1])
    assert after.sections[0].header.paragraphs[0].text == ""
    assert "Not issued" not in text_of(visit_documents.report_pdf(w.visitor, check_id)[1])


def test_the_version_asked_for_is_told_with_the_reason_of_the_later_one(w):
    check_id = written(w)
    issued(check_id)
    actor = on_day(w.visitor, ON)
    submission.correct(actor, check_id, makers.row(submission.Check, check_id).version, "New facts")
    fill(actor, check_id, V4_4="Second thoughts")
    submit(actor, check_id)
    issued(check_id)
    first = visit_documents.report_word(w.visitor, check_id, 1)
    second = visit_documents.report_word(w.visitor, check_id)
    assert (first[0][-7:], second[0][-7:]) == ("v1.docx", "v2.docx")
    assert "Replaced by version 2" in everything(opened(first[1]))
    assert "Second thoughts" not in everything(opened(first[1]))
    assert "New facts" in section(opened(second[1]), "Versions")
    with pytest.raises(NotFound):
        visit_documents.report_word(w.visitor, check_id, 3)


def test_what_followed_the_visit_stands_in_the_report_children_by_letter(w):
    check_id = written(
        w, standards=("12",), V4_6="Y", V4_5=Answer("Related to a new member of staff")
    )
    issued(check_id)
    [action] = visit_documents.visit_services.view(w.visitor, check_id).recommendations
    stamp = {"recorded_by_id": w.support.person_id, "recorded_at": makers.NOW}
    makers.made(ActionResponse(
        action_id=action.id, number=1, stance="accept_part", reason="Only on weekdays",
        by_name="Max Manager", by_role="Registered manager", responded_on=dt.date(2026, 11, 4),
        owner_name="Di Deputy", due_on=dt.date(2026, 12, 1), reference="R-7", **stamp,
    ))  # fmt: skip
    makers.made(VisitConsent(
        check_id=check_id, resident_id=w.resident_a, child_agreed_on=ON, authority_agreed_on=ON,
        authority_by="Sam Social-Worker", **stamp,
    ))  # fmt: skip
    makers.made(VisitSending(
        check_id=check_id, revision=1, recipient="ofsted", sent_on=ON, method="portal",
        reference="SC-1", **stamp,
    ))  # fmt: skip
    checked = {"sent_on": ON, "sent_to": "The manager", "revision": 1, "returned_on": ON,
               "comments": "One date"}  # fmt: skip
    checked = {f"accuracy_{name}": value for name, value in checked.items()}
    changed(Visit, visit_of(check_id).id, **checked)
    document = opened(visit_documents.report_word(w.visitor, check_id)[1])
    assert "Child A | 3 November 2026 | 3 November 2026 | Sam" in section(
        document, "Records looked at"
    )
    answered = section(document, "Recommendations")
    assert "Accepted in part" in answered and "Only on weekdays" in answered
    assert "Related to a new member of staff" in section(
        document, "Conflict of interest found after the visit"
    )
    assert "Ofsted | Not recorded | 3 November 2026, portal | SC-1" in section(
        document, "Distribution"
    )
    assert "One date" in section(document, "Factual accuracy check")
    assert "C-1001" not in everything(document)
    assert makers.row(HomeResident, w.resident_a).child_id


def test_the_same_findings_stand_under_the_three_headings_of_the_inspection_framework(w):
    check_id = written(w, standards=("12",))
    data = visit_documents.report_word(w.visitor, check_id, grouping="sccif")[1]
    check_accessible(data, TITLE)
    document = opened(data)
    found = [words for level, words in headings(document) if level == 2]
    assert found[3:6] == [
        "Overall experiences and progress of children",
        "How well children are helped and protected",
        "The effectiveness of leaders and managers",
    ]
    assert "Reg 12 Protection of children" in section(document, found[4])
    assert "Reg 13 Leadership and management" in section(document, found[5])
    assert visit_documents.report_pdf(w.visitor, check_id, grouping="sccif")[1]
    with pytest.raises(Refused):
        visit_documents.report_word(w.visitor, check_id, grouping="other")


def test_who_may_not_read_the_report_does_not_take_it_away_and_downloads_are_on_the_trail(w):
    draft = written(w)
    for reader in (w.visitor, w.manager, w.head):
        assert visit_documents.report_word(reader, draft)[1]
    assert [e.payload["document"] for e in makers.entries("export")] == ["visit_report"] * 3
    assert {e.home_id for e in makers.entries("export")} == {w.oak}
    with pytest.raises(Refused, match="dates"):
        visit_documents.report_word(w.support, draft)
    with pytest.raises(NotFound):
        visit_documents.report_word(w.visitor2, draft)
    with pytest.raises(NotFound):
        visit_documents.report_word(w.iro, draft)


def test_a_draft_is_not_handed_out(w):
    from tests.services.visit_filling import drafted

    check_id = drafted(w)
    with pytest.raises(Refused, match="not finished"):
        visit_documents.report_pdf(w.visitor, check_id)
