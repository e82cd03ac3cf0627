"""One line of time of a child: what is in it, for whom, narrowed and paged."""

import dataclasses
import datetime as dt

import pytest

from db.models import FollowUp, PanelDecision, Review, ReviewDecision, RiskFlag
from qa.domain.refusals import NotFound
from qa.domain.timeline import KINDS
from qa.services import actions, allocation, follow_ups, holds, identities, links, reviews, timeline
from tests.services import audit_world, makers

DAY = dt.timedelta(days=1)
TEXTS = ("Left alone at night", "Find a school", "Ask why the plan drifts", "Keep the plan")


@pytest.fixture
def w(sqlite_store):
    return world()


def world():
    """A child with one of everything."""
    w = audit_world.world()
    makers.link(w.child, "iro", w.iro2.person_id)
    w.review = makers.made(
        Review(
            child_id=w.child, kind="cp_review", met_on=dt.date(2026, 10, 1), participation="PN1",
            source="hand", recorded_at=makers.NOW - 30 * DAY, recorded_by_id=w.support.person_id,
            child_told_on=dt.date(2026, 10, 3), views_by="advocate",
        )
    )  # fmt: skip
    makers.made(ReviewDecision(review_id=w.review, position=0, text="Find a school"))
    w.audit = audit_world.submitted(w)
    w.midway = makers.check(
        w.child, w.iro2.person_id, kind="midway_cp", status="submitted", conclusion="R",
        next_step="formal_challenge", submitted_on=makers.TODAY, submitted_at=makers.NOW,
    )  # fmt: skip
    makers.made(
        FollowUp(
            check_id=w.midway, child_id=w.child, kind="formal_challenge", made_on=makers.TODAY,
            note="Ask why the plan drifts", made_by_id=w.iro2.person_id,
        )
    )  # fmt: skip
    w.action = makers.action(
        w.boss.person_id, w.iro2.person_id, child_id=w.child, check_id=w.audit,
        team_id=w.team, text="See the child",
    )  # fmt: skip
    makers.made(
        RiskFlag(
            child_id=w.child, raised_by_id=w.iro.person_id, worry="Left alone at night",
            raised_at=makers.NOW - DAY, told_whom="Duty manager", told_at=makers.NOW - DAY,
            will_do="Visit now", check_id=w.audit,
        )
    )  # fmt: skip
    makers.made(
        PanelDecision(
            child_id=w.child, plan_from_on=makers.START, months=9, panel_on=dt.date(2026, 10, 12),
            decision="Keep the plan", recorded_at=makers.NOW, recorded_by_id=w.manager.person_id,
        )
    )  # fmt: skip
    return w


def titles(actor, child_id, *kinds):
    return [event.title for event in timeline.of_child(actor, child_id, kinds).events]


def said(actor, child_id):
    events = timeline.of_child(actor, child_id).events
    return " ".join(event.text for event in events if event.text)


def test_everything_is_in_one_line_the_latest_first(store):
    w = world()
    found = timeline.of_child(w.manager, w.child)
    assert set(found.counts) == set(KINDS) - {"hold"}
    days = [event.on for event in found.events]
    assert days == sorted(days, reverse=True)
    for part in (*TEXTS, "advocate", "Drift. Next step: formal challenge."):
        assert part in said(w.manager, w.child)


def test_each_event_says_when_it_was_recorded_by_whom_and_where_it_is_opened(w):
    [review] = timeline.of_child(w.manager, w.child, ["review"]).events
    assert (review.on, review.recorded_at) == (dt.date(2026, 10, 1), makers.NOW - 30 * DAY)
    assert (review.who, review.screen, review.record_id) == ("Sam Support", "reviews", w.review)
    [status] = timeline.of_child(w.manager, w.child, ["status"]).events
    assert status.recorded_at is None


def test_a_filter_narrows_and_pages_and_nonsense_narrows_nothing(w, monkeypatch):
    assert titles(w.manager, w.child, "panel") == ["Panel on the plan open for 9 months"]
    everything = timeline.of_child(w.manager, w.child)
    assert timeline.of_child(w.manager, w.child, ["nonsense"]).total == everything.total
    monkeypatch.setattr(timeline, "PAGE", 3)
    pages = [timeline.of_child(w.manager, w.child, (), n) for n in range(0, everything.total, 3)]
    assert [e for page in pages for e in page.events] == list(everything.events)
    assert timeline.of_child(w.manager, w.child, (), 999).events == pages[-1].events


def test_business_support_reads_dates_only(w):
    assert said(w.support, w.child) == ""
    found = timeline.of_child(w.support, w.child)
    assert "risk" not in found.counts
    people = {"Tess Teamlead", "Worker 001 (fictional) and Tess Teamlead"}
    assert {event.told for event in found.events} <= {"", "The child", *people}


def test_business_support_is_not_told_what_a_midway_review_called_for(w):
    [step], _may = follow_ups.of_check(w.iro2, w.midway)
    follow_ups.finish(w.manager, step.id, "The plan was looked at again")
    assert titles(w.support, w.child, "follow_up") == ["Follow-up finished", "Follow-up opened"]
    whole = ["Formal challenge: seen to", "Formal challenge: asked for"]
    assert titles(w.manager, w.child, "follow_up") == whole


def test_a_team_manager_sees_no_draft_and_another_teams_child_not_at_all(w):
    order = allocation.Order(w.child, w.iro.person_id)
    allocation.allocate(w.manager, order)
    assert titles(w.manager, w.child, "audit").count("Audit allocated") == 2
    assert titles(w.boss, w.child, "audit").count("Audit allocated") == 1
    elsewhere = makers.child("C-9", makers.team("Elsewhere"))
    with pytest.raises(NotFound):
        timeline.of_child(w.boss, elsewhere)


def test_an_iro_reads_their_own_children_only(w):
    assert "Find a school" in said(w.iro2, w.child)
    stranger = makers.holder("Stranger", "iro")
    with pytest.raises(NotFound):
        timeline.of_child(stranger, w.child)


def test_an_action_is_followed_to_its_end(w):
    actions.finish(w.boss, w.action, 1, "Seen at school", makers.TODAY)
    later = dataclasses.replace(w.manager, now=makers.NOW + DAY, today=makers.TODAY + DAY)
    actions.verify(later, w.action, 2, "Read the note")
    found = timeline.of_child(later, w.child, ["action"]).events
    assert [event.title for event in found] == ["Action verified", "Action done", "Action opened"]
    assert [event.text for event in found[:2]] == ["Read the note", "Seen at school"]
    assert found[0].recorded_at == makers.NOW + DAY


def test_a_change_of_worker_says_when_it_was_recorded(w):
    worker = makers.person("Worker 002 (fictional)")
    links.put(w.support, [w.child], "social_worker", worker, makers.TODAY - 3 * DAY)
    found = {e.title: e for e in timeline.of_child(w.manager, w.child, ["people"]).events}
    begun = found["Social worker: Worker 002 (fictional)"]
    ended = found["Social worker: Worker 001 (fictional) no longer"]
    assert (begun.on, begun.recorded_at) == (makers.TODAY - 3 * DAY, makers.NOW)
    assert (ended.on, ended.recorded_at) == (makers.TODAY - 4 * DAY, makers.NOW)


def test_the_reason_of_a_hold_is_read_by_those_who_may_place_one(w):
    people = [w.manager.person_id, w.head.person_id, w.iro2.person_id]
    holds.place(w.manager, w.child, "A child died", people)
    assert [e.text for e in timeline.of_child(w.head, w.child, ["hold"]).events] == ["A child died"]
    assert [e.text for e in timeline.of_child(w.iro2, w.child, ["hold"]).events] == [""]


def test_what_was_recorded_under_a_merged_number_is_in_the_line_of_the_child(w):
    other = makers.child("C-5005", w.team)
    makers.status(other, "cin", makers.START - DAY)
    identities.merge(w.manager, w.child, "C-5005", "The same birth entry", 1)
    assert "Child in need: began" in titles(w.manager, w.child, "status")


def test_the_number_of_reads_does_not_grow_with_what_is_recorded(w, monkeypatch):
    from sqlalchemy import event

    from db.engine import engine

    counted = []
    listen = (engine(), "before_cursor_execute", lambda *a: counted.append(a[2]))
    event.listen(*listen)
    try:
        timeline.of_child(w.manager, w.child)
        once, counted[:] = len(counted), []
        for n in range(40):
            makers.action(w.boss.person_id, w.iro2.person_id, child_id=w.child, text=f"Do {n}")
        for _n in range(5):
            makers.finished(w.child, w.iro.person_id)
        counted.clear()
        timeline.of_child(w.manager, w.child)
    finally:
        event.remove(*listen)
    assert len(counted) == once


def test_a_record_taken_back_is_said_and_what_it_said_is_not(w):
    reviews.remove(w.manager, w.review, 1, "Entered for the wrong child")
    [event] = timeline.of_child(w.manager, w.child, ["review"]).events
    assert event.title == (
        "Record taken back: review child protection conference of 1 October 2026"
    )
    assert (event.text, event.recorded_at) == ("Entered for the wrong child", makers.NOW)
