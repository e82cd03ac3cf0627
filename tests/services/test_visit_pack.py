"""The six-month pack of a home, and the form to print: what they say, and to whom."""

import datetime as dt

import pytest

from db.models import Action, ActionResponse, Home
from qa.domain.answers import Answer
from qa.domain.refusals import NotFound, Refused
from qa.services import recommendations, submission, visit_pack, visits
from tests.reports.opened import check_accessible, everything, headings, opened, section
from tests.services import makers
from tests.services.test_visit_documents import pdf_of, text_of
from tests.services.visit_afterwards import issue, response, version
from tests.services.visit_filling import (
    changed,
    drafted,
    events,
    fill,
    issued,
    recommended,
    rows,
    submit,
    written,
)
from tests.services.visit_world import visit_world

NOVEMBER = dt.date(2026, 11, 1)
TITLE = "Evidence for the regulation 45 review: Oak House, June 2026 to November 2026"


@pytest.fixture
def w(sqlite_store):
    return visit_world()


@pytest.fixture
def visited(w):
    """Oak House visited in May, July and October, not in June, August and September."""
    written(w, on=dt.date(2026, 5, 5), V1_2=Answer("Too early to count"))
    w.july = written(
        w, on=dt.date(2026, 7, 7), standards=("12",), V1_2=Answer("B wants a bicycle"),
        V2_8="P", V3_1=events(missing=(4, 2)),
    )  # fmt: skip
    w.october = written(w, on=dt.date(2026, 10, 6), V4_1="C", V3_1=events(missing=(1, 1)))
    issued(w.october, dt.date(2026, 10, 9))
    return w


def test_the_pack_brings_six_months_together(visited):
    w = visited
    [action] = visit_pack.visit_documents.visit_services.view(w.visitor, w.july).recommendations
    makers.made(ActionResponse(
        action_id=action.id, number=1, stance="not_accept", reason="No money", by_name="Max",
        responded_on=dt.date(2026, 7, 20), recorded_by_id=w.support.person_id,
        recorded_at=makers.NOW,
    ))  # fmt: skip
    name, data = visit_pack.pack_word(w.manager, w.oak, NOVEMBER)
    assert name == "evidence-pack-Oak-House-2026-06-to-2026-11.docx"
    check_accessible(data, TITLE)
    document = opened(data)
    about = section(document, "About the home and the period")
    assert "Visits | 2" in about
    assert "Months without a visit | June 2026, August 2026 and September 2026" in about
    opinions = section(document, "Visits, opinions and children spoken to")
    assert "Yes, with concerns" in opinions and "Issued 9 October 2026" in opinions
    assert "1 of 2 children offered; 2 on roll" in opinions
    wanted = section(document, "Recommendations and responses")
    assert "Review the missing response" in wanted and "No money" in wanted
    assert "At the last visit that looked: in progress" in wanted
    assert "From the visit of 7 July 2026" in wanted and "| Not accepted" in wanted
    met = section(document, "Quality standards by month")
    assert "8 Education | None | Partly met | None | None | Met | None" in met
    counted = section(document, "Events by month")
    assert "Missing | None | 4 | None | None | 1 | None | 5" in counted
    assert "Missing, month by month" in counted and "6 events from" in counted
    assert len(document.inline_shapes) == 1
    said = section(document, "What children said")
    assert "7 July 2026, to Vic Visitor" in said and "B wants a bicycle" in said
    assert "Too early" not in everything(document)
    [*_earlier, entry] = makers.entries("export")
    assert (entry.home_id, entry.payload["document"]) == (w.oak, "evidence_pack")


def test_the_pack_is_a_pdf_too(visited):
    name, data = visit_pack.pack_pdf(visited.visitor, visited.oak, NOVEMBER)
    assert name.endswith(".pdf")
    assert pdf_of(data).metadata.title == TITLE
    assert "B wants a bicycle" in text_of(data)


def test_a_home_without_visits_has_a_pack_that_says_so(w):
    data = visit_pack.pack_word(w.head, w.oak, NOVEMBER)[1]
    check_accessible(data, TITLE)
    assert "There was no finished visit in these months." in everything(opened(data))


def test_a_month_to_come_and_a_home_or_role_without_reports_are_refused(w):
    with pytest.raises(Refused, match="has begun"):
        visit_pack.pack_word(w.manager, w.oak, dt.date(2026, 12, 1))
    with pytest.raises(Refused, match="dates"):
        visit_pack.pack_word(w.support, w.oak, NOVEMBER)
    for stranger in (w.visitor2, w.iro):
        with pytest.raises(NotFound):
            visit_pack.pack_word(stranger, w.oak, NOVEMBER)


def test_the_blank_form_asks_every_question_with_room_to_write(w):
    name, data = visit_pack.blank_form(w.visitor)
    assert name == "visit-form.pdf"
    said = text_of(data)
    for words in ("VH.1 Which month", "V0.1 What has become", "V1.2 Themes", "V2.14 Reg 14",
                  "Not looked at this month", "Away without authorisation", "Self-harm",
                  "Who agreed for the authority", "V4.3 Recommendations", "V4.5 What is",
                  "Consider by", "type it in later with the day of the visit", "LADO"):  # fmt: skip
        assert words in said, words
    assert "V5.2" not in said and "Not recorded" not in said
    assert pdf_of(data).trailer["/Root"]["/Lang"] == "en-GB"


def test_the_form_of_a_home_holds_what_is_known_of_it(w):
    written(w, on=dt.date(2026, 10, 6), standards=("12",))
    changed(Home, w.oak, name="Oak / House *1*")
    name, data = visit_pack.blank_form(w.visitor, w.oak)
    assert name == "visit-form-Oak-House-1.pdf"
    said = text_of(data)
    assert "Oak / House *1*" in said and "1234567" in said
    assert "Review the missing response" in said and "12 Protection of children" in said
    assert "A and B" in said and "Child A" in said
    assert "C-1001" not in said


def test_the_empty_form_is_for_whoever_exports_that_of_a_home_for_who_reads_its_visits(w):
    assert visit_pack.blank_form(w.support)[1]
    with pytest.raises(Refused):
        visit_pack.blank_form(w.support, w.oak)
    with pytest.raises(Refused, match="exports"):
        visit_pack.blank_form(w.iro)
    with pytest.raises(Refused):
        visit_pack.blank_form(w.visitor2, w.oak)
    assert makers.entries("export")[0].payload["document"] == "blank_visit_form"


def test_a_draft_is_in_no_pack(w):
    drafted(w, V1_2=Answer("Only a draft"))
    assert "Only a draft" not in everything(
        opened(visit_pack.pack_word(w.visitor, w.oak, NOVEMBER)[1])
    )
    assert headings(opened(visit_pack.pack_word(w.visitor, w.oak, NOVEMBER)[1]))


def test_what_a_visit_kept_on_paper_recommended_is_in_the_pack_of_its_own_months(w):
    me, visited_on = w.visitor, dt.date(2026, 10, 30)
    check_id = visits.begin(me, w.oak, visited_on, "announced")
    visits.confirm(me, check_id, True)
    recommended(me, check_id, "12", "Mend the fence")
    fill(me, check_id, V4_3=Answer())
    submit(me, check_id)
    [action] = rows(Action)
    assert action.raised_on > dt.date(2026, 10, 31)
    for until in (dt.date(2026, 10, 1), NOVEMBER):
        said = everything(opened(visit_pack.pack_word(w.manager, w.oak, until)[1]))
        assert "Mend the fence" in said and "From the visit of 30 October 2026" in said


def test_the_pack_says_where_each_recommendation_stands(w):
    check_id = written(w, on=dt.date(2026, 11, 3), standards=("12",))
    issue(w, check_id, dt.date(2026, 11, 4))

    def stands():
        data = visit_pack.pack_word(w.manager, w.oak, NOVEMBER)[1]
        return section(opened(data), "Recommendations and responses")

    assert "No response yet: to be considered by 1 December 2026" in stands()
    [action] = rows(Action)
    given = response("accept_part", responded_on=dt.date(2026, 11, 5))
    recommendations.respond(w.manager, action.id, action.version, given)
    assert "Accepted in part, to be done by 1 December 2026" in stands()


def test_a_version_that_is_not_issued_yet_is_in_no_pack_neither_text_nor_figure(w):
    check_id = written(w, on=dt.date(2026, 11, 3), V2_8="M", V3_1=events(missing=(1, 1)))
    issue(w, check_id, dt.date(2026, 11, 4))
    me = w.visitor
    submission.correct(me, check_id, version(check_id), "A mistake")
    other = Answer("C", evidence="Another reason")
    fill(me, check_id, V4_1=other, V2_8="P", V3_1=events(missing=(9, 2)))
    submit(me, check_id)

    def told():
        document = opened(visit_pack.pack_word(w.manager, w.oak, NOVEMBER)[1])
        opinions = section(document, "Visits, opinions and children spoken to")
        return (
            "Yes, with concerns" in opinions, "Another reason" in opinions,
            "8 Education | None | None | None | None | None | Partly met" in everything(document),
            "Missing | None | None | None | None | None | 9 | 9" in everything(document),
        )  # fmt: skip

    assert told() == (False, False, False, False)
    issue(w, check_id, makers.TODAY, "A mistake")
    assert told() == (True, True, True, True)
