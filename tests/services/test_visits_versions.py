"""A changed report is a new version; what each reader sees of a visit."""

import datetime as dt

import pytest

from db.models import (
    Action,
    Check,
    VisitEvent,
    VisitStandard,
)
from qa.domain.refusals import NotFound, Refused
from qa.services import (
    checks,
    recommendation_drafts,
    recommendations,
    residents,
    submission,
    visit_ready,
    visits,
)
from qa.services.recommendation_drafts import Recommended
from tests.services import makers
from tests.services.visit_filling import (
    ON,
    begun,
    changed,
    drafted,
    evening,
    events,
    fill,
    issued,
    revisions,
    rows,
    submit,
    visit_of,
    written,
)
from tests.services.visit_world import appointed


def test_a_changed_report_replaces_the_figures_and_keeps_both_versions(w):
    me, check_id = evening(w), written(w, V3_1=events(missing=(2, 1)))
    submission.correct(me, check_id, makers.row(Check, check_id).version, "The manager's figures")
    fill(me, check_id, V3_1=events(missing=(1, 1)), V4_2="C")
    submit(me, check_id)
    [missing] = rows(VisitEvent, check_id=check_id, event="missing")
    assert (missing.events, visit_of(check_id).wellbeing) == (1, "C")
    assert len(rows(VisitStandard, check_id=check_id)) == 9
    assert [r.kind for r in revisions(check_id)] == ["first", "corrected"]
    first = visits.view(w.visitor, check_id, 1).check_view.answers
    assert first["V4.2"].value == "Y"


@pytest.mark.parametrize("status", ["issued", "closed"])
def test_a_conflict_found_after_issue_is_reissued_as_a_new_version(w, status):
    appointed(w.oak, w.visitor2.person_id)
    me, check_id = evening(w), written(w)
    issued(check_id)
    changed(Check, check_id, status=status)
    submission.correct(me, check_id, makers.row(Check, check_id).version, "A conflict was found")
    for reader in (w.manager, w.head, w.visitor2):
        shown = visits.view(reader, check_id)
        assert (shown.check_view.revision, shown.check_view.answers["V4.6"].value) == (1, "N")
    fill(me, check_id, V4_6="Y", V4_5="My cousin is employed there; I learnt of it on Monday.")
    submit(me, check_id)
    check, visit = makers.row(Check, check_id), visit_of(check_id)
    assert (check.status, visit.is_conflict_found, visit.issued_revision) == ("submitted", True, 1)
    assert check.due_on == visit.report_due_on
    assert [r.kind for r in revisions(check_id)] == ["first", "reissued"]
    for reader in (w.manager, w.head, w.visitor2):
        assert visits.view(reader, check_id).check_view.revision == 1
        with pytest.raises(NotFound):
            visits.view(reader, check_id, 2)
    assert visits.view(w.visitor, check_id).check_view.revision == 2
    issued(check_id, makers.TODAY)
    assert visits.view(w.manager, check_id).check_view.answers["V4.6"].value == "Y"


def test_an_open_recommendation_is_withdrawn_with_a_reason_in_a_new_version(one):
    me, check_id = evening(one), written(one, standards=("12",))
    [action] = rows(Action)
    submission.correct(me, check_id, makers.row(Check, check_id).version, "Not needed")
    with pytest.raises(Refused, match="withdraw it with a reason"):
        recommendation_drafts.change(me, action.id, Recommended("Other", "6", "low", ON))
    with pytest.raises(Refused, match="Say why it is withdrawn"):
        recommendation_drafts.remove(me, action.id)
    recommendation_drafts.remove(me, action.id, "The manager showed it was done")
    assert makers.row(Action, action.id).status == "withdrawn"


def test_business_support_reads_dates_and_no_text_or_opinion(one):
    check_id = written(one, standards=("12",))
    shown = visits.view(one.support, check_id)
    assert not shown.may_read and shown.recommendations == [] and shown.residents == []
    [row], _total = visits.listed(one.support, visits.VisitFilter())
    assert (row.visited_on, row.safeguarded, row.wellbeing) == (ON, None, None)
    [row], _total = visits.listed(one.manager, visits.VisitFilter(status="submitted", mine=False))
    assert (row.home, row.visitor, row.safeguarded) == ("Oak House", "Vic Visitor", "Y")


def test_what_stops_a_visit_is_said_before_it_is_submitted(one):
    check_id = drafted(one, V1_5="Y", V4_1="N")
    said = visit_ready.still_open(evening(one), check_id)
    assert [sentence.split(":")[0] for sentence in said] == ["V1.5", "V4.1"]


def test_a_letter_stays_a_childs_for_the_whole_stay(one):
    first = begun(one, on=ON)
    second = begun(one, on=dt.date(2026, 11, 30))
    letters = [[r.letter for r in visits.view(one.visitor, c).residents] for c in (first, second)]
    assert letters == [["A", "B"], ["A", "B"]]
    residents.leave(one.support, one.resident_b, dt.date(2026, 11, 4))
    residents.add(one.support, one.oak, "Farshire County Council (fictional)", makers.TODAY)
    third = begun(one, on=dt.date(2026, 12, 1))
    assert [r.letter for r in visits.view(one.visitor, third).residents] == ["A", "C"]
    assert checks.view(one.visitor, third).home.id == one.oak


def test_a_manager_of_every_team_manages_no_home_and_reads_no_visit_or_recommendation(w):
    check_id = written(w, standards=("12",))
    boss = makers.holder("Boss", "team_manager")
    assert visits.listed(boss, visits.VisitFilter()) == ([], 0)
    with pytest.raises(NotFound):
        visits.view(boss, check_id)
    assert recommendations.listed(boss, recommendations.RecommendationFilter()) == ([], 0)


def test_the_list_says_the_opinions_of_the_version_that_stands(w):
    check_id = written(w)
    issued(check_id)

    def opinions(reader):
        [row], _total = visits.listed(reader, visits.VisitFilter())
        return row.safeguarded, row.wellbeing

    me = evening(w)
    submission.correct(me, check_id, makers.row(Check, check_id).version, "A mistake")
    fill(me, check_id, V4_1="C")
    assert opinions(w.manager) == opinions(w.visitor) == ("Y", "Y")
    submit(me, check_id)
    assert opinions(w.manager) == opinions(w.visitor) == ("Y", "Y")
    issued(check_id, makers.TODAY)
    assert opinions(w.manager) == ("C", "Y")
    assert opinions(w.support) == (None, None)
