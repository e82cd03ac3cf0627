"""An earlier version of a visit says what it said, whatever is written or taken back since."""

import datetime as dt
import io

import docx

from db.models import Action
from qa.domain.answers import NONE, Answer
from qa.services import (
    recommendation_drafts,
    submission,
    visit_alerts,
    visit_consents,
    visit_documents,
    visits,
)
from qa.services.visit_alerts import AlertGiven
from tests.services.visit_afterwards import issue, version
from tests.services.visit_filling import (
    ON,
    drafted,
    evening,
    fill,
    on_day,
    recommended,
    rows,
    submit,
    written,
)

BY = "Duty manager, Fictional Council"
NEXT = dt.date(2026, 11, 4)
AT = dt.datetime(2026, 11, 3, 16, 0, tzinfo=dt.UTC)


def corrected(w, check_id, on=NEXT):
    me = on_day(w.visitor, on)
    submission.correct(me, check_id, version(check_id), "A mistake")
    return me


def report(actor, check_id, revision=None):
    _name, made = visit_documents.report_word(actor, check_id, revision)
    document = docx.Document(io.BytesIO(made))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_a_draft_of_a_new_version_shows_in_nothing_that_was_issued(w):
    check_id = written(w, standards=("12",))
    issue(w, check_id, ON)
    me = corrected(w, check_id, ON)  # in the same second: the order of the trail decides
    recommended(me, check_id, "13", "Only a draft")
    visit_consents.put(me, check_id, w.resident_a, ON, ON, BY)
    for reader in (w.manager, w.head):
        shown = visits.view(on_day(reader, ON), check_id)
        assert shown.check_view.revision == 1
        assert [each.text for each in shown.recommendations] == ["Review the missing response"]
        assert list(shown.consents) == []
    said = report(on_day(w.manager, ON), check_id)
    assert "Only a draft" not in said and BY not in said
    assert len(visits.view(me, check_id).recommendations) == 2


def test_a_recommendation_taken_back_stays_in_the_version_that_made_it(w):
    check_id = written(w, standards=("12",))
    issue(w, check_id, ON)
    me = corrected(w, check_id)
    recommendation_drafts.remove(me, rows(Action)[0].id, "It was seen to on the day")
    fill(me, check_id, V4_3=Answer(NONE))
    submit(me, check_id)
    issue(w, check_id, NEXT, "A recommendation was wrong")
    first, second = (report(w.manager, check_id, number) for number in (1, 2))
    assert "Review the missing response" in first
    assert "No recommendations this month" not in first
    assert "Review the missing response" not in second
    assert "No recommendations this month" in second
    shown = visits.view(w.manager, check_id, 1).check_view
    assert shown.answers["V4.3"].value != NONE


def test_one_written_and_taken_away_before_the_first_finish_is_in_no_version(one):
    check_id = drafted(one)
    gone = recommended(evening(one), check_id)
    recommendation_drafts.remove(evening(one), gone)
    submit(evening(one), check_id)
    issue(one, check_id, ON)
    me = corrected(one, check_id)
    submit(me, check_id)
    assert visits.view(one.manager, check_id, 1).recommendations == []


def test_consents_and_alerts_of_a_version_stay_as_they_were(w):
    check_id = drafted(w, V1_5="Y", V4_1="N", standards=("12",))
    me = evening(w)
    visit_consents.put(me, check_id, w.resident_a, ON, ON, BY)
    told = AlertGiven("V4.1", "Rae Responsible", AT, "Hal Head", AT, "told", AT, "asked", AT)
    visit_alerts.put(me, check_id, told)
    submit(me, check_id)
    issue(w, check_id, ON)
    later = corrected(w, check_id)
    visit_consents.remove(later, check_id, w.resident_a)
    visit_consents.put(later, check_id, w.resident_b, ON, ON, "Somebody else")
    visit_alerts.put(
        later, check_id, AlertGiven("V4.1", "Another name", AT, "Hal Head", AT, "not_needed")
    )
    then = visits.view(w.manager, check_id)
    assert [(letter, c.authority_by, c.child_agreed_on) for c, letter in then.consents] == [
        ("A", BY, ON)
    ]
    [alert] = then.alerts
    assert (alert.told_individual, alert.lado, alert.lado_at) == ("Rae Responsible", "told", AT)
    assert "Rae Responsible" in report(w.manager, check_id)
    now = visits.view(later, check_id)
    assert [letter for _c, letter in now.consents] == ["B"]
    assert now.alerts[0].told_individual == "Another name"


def test_a_version_is_titled_and_filed_by_the_day_that_it_gives(w):
    check_id = written(w, on=ON)
    issue(w, check_id, ON)
    me = corrected(w, check_id)
    fill(me, check_id, VH_1="2026-10", VH_2="2026-10-30")
    submit(me, check_id)
    issue(w, check_id, NEXT, "The wrong day")
    for number, day, month in ((1, "2026-11-03", "November"), (2, "2026-10-30", "October")):
        name, _made = visit_documents.report_word(w.manager, check_id, number)
        assert name == f"visit-report-Oak-House-{day}-v{number}.docx"
        said = f"Regulation 44 visit report: Oak House, {month} 2026"
        assert said in report(w.manager, check_id, number)
