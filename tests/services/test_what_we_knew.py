"""What we knew: read back from the Word document, by now and by an earlier moment."""

import dataclasses
import datetime as dt
import time

import pytest

from db.models import Child, Review, RiskFlag, SiblingGroup
from qa.domain.refusals import NotFound, Refused
from qa.domain.review_entry import DecisionGiven, ReviewGiven
from qa.services import (
    actions,
    child_page,
    identities,
    links,
    restrictions,
    reviews,
    what_we_knew,
)
from tests.reports.opened import check_accessible, everything, headings, opened, section
from tests.services import audit_world, makers

DAY = dt.timedelta(days=1)
CARE = dt.date(2025, 1, 6)


@pytest.fixture
def w(sqlite_store):
    return world()


def world():
    """A child looked after since January 2025, reviewed three times, then not for long."""
    w = audit_world.world()
    w.cared = makers.child("C-7007", w.team)
    makers.status(w.cared, "cla", CARE)
    makers.link(w.cared, "iro", w.iro.person_id, CARE)
    makers.link(w.cared, "social_worker", w.worker, CARE)
    w.reviews = [
        _review(w.cared, dt.date(2025, 1, 30)),
        _review(w.cared, dt.date(2025, 4, 24)),
        _review(w.cared, dt.date(2026, 10, 20), makers.NOW - 2 * DAY),
    ]
    w.action = makers.action(
        w.boss.person_id, w.iro.person_id, child_id=w.cared, team_id=w.team, text="Find a school",
        raised_on=dt.date(2026, 10, 21),
    )  # fmt: skip
    return w


def _review(child_id, on, recorded_at=None):
    at = recorded_at or dt.datetime.combine(on + DAY, dt.time(9), dt.UTC)
    return makers.made(
        Review(child_id=child_id, kind="cla_review", met_on=on, source="hand", recorded_at=at)
    )


def document(actor, child_id, moment=None, with_ids=()):
    return opened(what_we_knew.word(actor, child_id, moment, with_ids)[1])


def test_the_title_says_by_when_and_the_first_page_what_it_is_not(w):
    made = document(w.manager, w.cared)
    assert headings(made)[0] == (1, "What we knew by 5 November 2026, 14:02")
    front = section(made, "What this is, and what it is not")
    assert "It is not the child's record" in front
    assert "Made by Mo Manager on 5 November 2026 at 14:02." in everything(made)
    assert what_we_knew.file_name("C-7007", makers.NOW) == "what-we-knew-C-7007-2026-11-05.docx"


def test_it_is_accessible_its_table_headers_repeat_and_its_pages_are_numbered(w):
    made = what_we_knew.word(w.manager, w.cared)[1]
    check_accessible(made, "What we knew by 5 November 2026, 14:02")


def test_each_thing_stands_with_when_it_happened_and_when_it_was_recorded(store):
    w = world()
    told = section(document(w.manager, w.cared), "What happened, and when it was recorded")
    assert "20 October 2026" in told
    assert "3 November 2026 at 14:02" in told
    assert "No moment was kept" in told


def test_what_was_recorded_later_than_the_moment_is_not_in_it(w):
    before = makers.NOW - 3 * DAY
    made = document(w.manager, w.cared, before)
    assert headings(made)[0] == (1, "What we knew by 2 November 2026, 14:02")
    assert "20 October 2026" not in everything(made)
    assert "20 October 2026" in everything(document(w.manager, w.cared))


def test_an_action_finished_later_was_open_then(w):
    actions.finish(w.boss, w.action, 1, "A place from January", makers.TODAY)
    later = dataclasses.replace(w.manager, now=makers.NOW + DAY, today=makers.TODAY + DAY)
    ends = section(document(later, w.cared), "Each action and its end")
    assert "Action done, 5 November 2026" in ends
    assert "A place from January" in ends
    then = section(
        document(later, w.cared, makers.NOW - dt.timedelta(hours=1)), "Each action and its end"
    )
    assert "Not recorded by then" in then
    assert "A place from January" not in then


def test_who_held_the_case_is_as_it_was_known_then(w):
    worker = makers.person("Worker 002 (fictional)")
    links.put(w.support, [w.cared], "social_worker", worker, makers.TODAY - 9 * DAY)
    held = section(document(w.manager, w.cared), "Who held the case")
    assert "Worker 002 (fictional)" in held
    assert "26 October 2026" in held
    before = document(w.manager, w.cared, makers.NOW - DAY)
    held = section(before, "Who held the case")
    assert "Worker 002 (fictional)" not in held
    assert held.count("Ran by 4 November 2026, 14:02") == 3


def test_gaps_are_stated_with_what_was_allowed(w):
    said = section(document(w.manager, w.cared), "What was not done, or is not known")
    assert (
        "No statutory review between 24 April 2025 and 20 October 2026: 17 months and 26 days; "
        "the longest allowed was 6 months (to 24 October 2025)." in said
    )
    assert "No midway review (looked after) between 30 January 2025 and 24 April 2025" in said
    assert "No visit is known (looked after)." in said
    assert "not recorded as told the outcome of 3 reviews and conferences" in said


def test_a_gap_that_was_open_then_runs_to_the_day_of_the_document(w):
    said = section(
        document(w.manager, w.cared, makers.NOW - 3 * DAY), "What was not done, or is not known"
    )
    assert (
        "No statutory review between 24 April 2025 and 2 November 2026, the day of this document"
        in said
    )


def test_a_stretch_without_an_iro_is_a_gap(w):
    makers.status(w.child, "cla", dt.date(2026, 6, 1))
    said = section(document(w.manager, w.child), "What was not done, or is not known")
    assert "No IRO or chair is recorded from 5 January 2026 to 5 November 2026." in said


def test_who_was_told_of_a_child_at_risk_stands_there(w):
    makers.made(
        RiskFlag(
            child_id=w.cared, raised_by_id=w.iro.person_id, worry="Alone at night",
            raised_at=makers.NOW - DAY, told_whom="Duty manager", told_at=makers.NOW - DAY,
            will_do="Visit tonight", safe_at=makers.NOW, safe_by_id=w.head.person_id,
            safe_note="Seen",
        )
    )  # fmt: skip
    told = section(document(w.head, w.cared), "Who was told, and when")
    assert "Duty manager" in told
    whole = section(document(w.head, w.cared), "What happened, and when it was recorded")
    assert "Alone at night" in whole
    assert "Seen" in whole
    then = document(w.head, w.cared, makers.NOW - dt.timedelta(hours=1))
    assert "recorded as safe" not in everything(then)


def test_who_opened_the_record_and_when_and_that_it_was_downloaded(w):
    child_page.opened(w.boss, w.cared)
    document(w.manager, w.cared)
    again = dataclasses.replace(w.head, now=makers.NOW + DAY, today=makers.TODAY + DAY)
    seen = section(document(again, w.cared), "Who opened the record")
    assert "Tess Teamlead" in seen
    assert "14:02 child" in seen
    assert "exported: child" in seen
    [first, _second] = makers.entries("export")
    assert (first.noun, first.noun_id, first.payload["document"]) == (
        "child", w.cared, "what we knew"
    )  # fmt: skip


@pytest.fixture
def family(w):
    """A brother, and a sister restricted to the head of service."""
    group = makers.made(SiblingGroup(made_on=CARE))
    w.brother, w.sister = makers.child("C-8008", w.team), makers.child("C-9009", w.team)
    for child_id in (w.cared, w.brother, w.sister):
        _put(child_id, group)
    version = makers.row(Child, w.sister).version
    restrictions.restrict(w.head, w.sister, [w.head.person_id], "Staff family", version)
    return w


def _put(child_id, group):
    from db.engine import writing

    with writing() as session:
        session.get(Child, child_id).sibling_group_id = group


def test_brothers_and_sisters_are_in_it_where_wanted_and_a_restricted_one_does_not_exist(family):
    w = family
    assert [number for _id, number in child_page.opened(w.manager, w.cared).siblings] == ["C-8008"]
    made = document(w.manager, w.cared, None, [w.brother])
    assert [words for level, words in headings(made) if level == 2][1:] == [
        "Child C-7007", "Child C-8008"
    ]  # fmt: skip
    assert "C-9009" not in everything(made)
    with pytest.raises(NotFound):
        what_we_knew.word(w.manager, w.cared, None, [w.sister])
    with pytest.raises(NotFound):
        what_we_knew.word(w.manager, w.cared, None, [w.child])
    both = document(w.head, w.cared, None, [w.brother, w.sister])
    assert "C-9009" in everything(both)


def test_only_those_who_read_and_export_may_have_it_and_a_refusal_is_recorded(w):
    for actor in (w.support, w.iro):
        assert not what_we_knew.may(actor, w.cared).allowed
        with pytest.raises(Refused, match="those who may read and export them"):
            what_we_knew.word(actor, w.cared)
    assert [entry.refused for entry in makers.entries("export")] == [True, True]
    for actor in (w.manager, w.head, w.boss):
        assert what_we_knew.may(actor, w.cared).allowed
    elsewhere = makers.child("C-1", makers.team("Elsewhere"))
    with pytest.raises(NotFound):
        what_we_knew.word(w.boss, elsewhere)


def test_business_support_who_also_leads_another_team_gets_only_what_that_role_reads(w):
    both = makers.holder("Both", "business_support", "team_manager", team_id=makers.team("Other"))
    with pytest.raises(Refused):
        what_we_knew.word(both, w.cared)


def test_a_moment_to_come_is_refused(w):
    with pytest.raises(Refused, match="up to now"):
        what_we_knew.word(w.manager, w.cared, makers.NOW + DAY)


def test_what_came_with_a_merged_number_is_the_childs(w):
    other = makers.child("C-6006", w.team)
    _review(other, dt.date(2025, 9, 30))
    identities.merge(w.manager, w.cared, "C-6006", "The same birth entry", 1)
    said = section(document(w.manager, w.cared), "What was not done, or is not known")
    assert "No statutory review between 30 September 2025 and 20 October 2026" in said


def test_a_child_with_five_hundred_entries_takes_less_than_three_seconds(w):
    from db.engine import writing
    from db.models import Action

    with writing() as session:
        session.add_all(
            Action(
                origin="case_audit", child_id=w.cared, team_id=w.team, text=f"Do {n}",
                priority="high", owner_id=w.boss.person_id, raised_by_id=w.iro.person_id,
                raised_on=CARE + n * DAY, due_on=makers.TODAY, due_explained="Due", status="done",
                done_on=CARE + n * DAY, evidence="Seen in the record",
            )
            for n in range(250)
        )  # fmt: skip
    begun = time.process_time()
    made = what_we_knew.word(w.manager, w.cared)[1]
    assert time.process_time() - begun < 3
    assert "Do 249" in everything(opened(made))


def given(**about):
    return ReviewGiven("cla_review", **about)


def test_a_correction_made_later_is_undone_and_a_record_taken_back_was_known_then(w):
    first = dataclasses.replace(w.manager, now=makers.NOW - 5 * DAY, today=makers.TODAY - 5 * DAY)
    decided = (DecisionGiven("Find a school"),)
    day = dt.date(2026, 10, 29)
    review_id, _queries = reviews.record(first, w.cared, given(met_on=day, decisions=decided))
    again = given(met_on=dt.date(2026, 10, 30), decisions=(*decided, DecisionGiven("Find a home")))
    reviews.change(w.manager, review_id, 1, again)
    title = "What happened, and when it was recorded"
    now = section(document(w.manager, w.cared), title)
    assert "30 October 2026" in now
    assert "Find a home" in now
    then = section(document(w.manager, w.cared, makers.NOW - DAY), title)
    assert "29 October 2026" in then
    assert "Find a school" in then
    assert "30 October 2026 | " not in then
    assert "Find a home" not in then
    later = dataclasses.replace(w.manager, now=makers.NOW + DAY, today=makers.TODAY + DAY)
    reviews.remove(later, review_id, 2, "Another child's")
    assert "Record taken back" in section(document(later, w.cared), title)
    before = section(document(later, w.cared, makers.NOW), title)
    assert "30 October 2026" in before
    assert "Find a home" in before
    assert "taken back" not in before


def test_those_an_audit_was_shared_with_were_told(w):
    audit_world.submitted(w)
    told = section(document(w.manager, w.child), "Who was told, and when")
    assert "Worker 001 (fictional) and Tess Teamlead" in told
    assert "Audit submitted" in told
