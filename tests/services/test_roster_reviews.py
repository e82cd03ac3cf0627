"""Lists 7 and 8 name the latest review or conference: what becomes of it in the register."""

import datetime as dt

from db.engine import reading
from db.models import Child, Hold, Review
from qa.services import roster
from qa.services.roster_words import plan_words
from tests.services import makers
from tests.services.rosters import NOW, TODAY, actor, child, known, load, workbook

HELD = dt.date(2026, 9, 3)
PLAN = {
    "Child Protection Plan Start Date": "05/01/2026",
    "Date of latest review conference": "03/09/2026",
}
CARE = {
    "Date Started to be Looked After": "05/01/2026",
    "Date of Latest Statutory Review": "03/09/2026",
}


def register(number: str = "F1") -> list[tuple]:
    with reading() as session:
        found = session.query(Review).join(Child, Child.id == Review.child_id)
        rows = found.filter(Child.case_number == number).order_by(Review.met_on, Review.id)
        return [(row.kind, row.met_on, row.source) for row in rows]


def recorded(child_id: int, met_on: dt.date, kind: str = "cla_review") -> int:
    return makers.made(
        Review(child_id=child_id, kind=kind, met_on=met_on, source="hand", recorded_at=NOW)
    )


def test_the_latest_review_and_the_latest_conference_join_the_register(store):
    load(seven=[child("F1", **PLAN)], eight=[child("F1", **CARE)])
    assert sorted(register()) == [
        ("cla_review", HELD, "annex_a"),
        ("cp_review", HELD, "annex_a"),
    ]
    with reading() as session:
        assert session.query(Review).filter_by(kind="cp_review").one().conference_type == "review"


def test_the_same_file_again_changes_nothing(store):
    load(eight=[child("F1", **CARE)])
    assert load(eight=[child("F1", **CARE)]).load_id is None
    assert len(register()) == 1


def test_a_review_entered_by_hand_on_that_day_stands_alone(sqlite_store):
    load(eight=[child("F1")])
    recorded(known("F1").id, HELD)
    load(eight=[child("F1", **CARE)])
    assert register() == [("cla_review", HELD, "hand")]


def test_a_newer_review_entered_by_hand_is_kept_and_the_difference_is_shown(sqlite_store):
    load(eight=[child("F1", **CARE)])
    recorded(known("F1").id, dt.date(2026, 11, 2))
    plan = roster.preview(actor(), workbook(eight=[child("F1", **CARE)]), TODAY)
    [found] = plan.contradictions
    assert found.case_number == "F1" and "2 November 2026 is recorded here" in found.what
    assert any("the register is kept" in sentence for sentence in plan_words(plan))
    assert plan.nothing


def test_a_plan_without_a_review_conference_has_none(sqlite_store):
    load(seven=[child("F1", **{"Child Protection Plan Start Date": "05/01/2026"})])
    assert register() == []


def test_short_breaks_have_reviews_of_their_own(sqlite_store):
    load(eight=[child("F1", **CARE, **{"Child's Legal Status": "V4"})])
    assert register() == [("short_break_review", HELD, "annex_a")]


def test_a_review_before_care_began_is_shown_and_not_recorded(sqlite_store):
    row = child("F1", **{**CARE, "Date of Latest Statutory Review": "03/09/2025"})
    plan = load(eight=[row]).plan
    assert register() == []
    assert "not after the plan or care began" in plan.contradictions[0].what


def test_nothing_is_recorded_about_a_child_on_hold(sqlite_store):
    load(eight=[child("F1")])
    person = makers.person("Head")
    makers.made(
        Hold(
            child_id=known("F1").id,
            reason="x",
            placed_at=NOW,
            placed_by_id=person,
            was_restricted=False,
        )
    )
    load(eight=[child("F1", **CARE)])
    assert register() == []


def test_differences_of_a_restricted_child_are_counted_and_not_named(sqlite_store):
    load(eight=[child("F1", **CARE)])
    recorded(known("F1").id, dt.date(2026, 11, 2))
    with makers.writing() as session:
        session.get(Child, known("F1").id).restricted_at = NOW
    plan = roster.preview(actor(), workbook(eight=[child("F1", **CARE)]), TODAY)
    assert plan.contradictions == () and plan.contradictions_hidden == 1
