"""The due list: by group, statutory before local, within what the reader may see."""

import datetime as dt

import pytest

from db.engine import writing
from db.models import Child, ChildTeam, Review
from qa.domain.urgency import Group
from qa.services import due_list, duties
from qa.services.due_list import Count, Wanted, page
from tests.services import makers
from tests.services.makers import NOW, TODAY, actor, holder

pytestmark = pytest.mark.usefixtures("limits")
D = dt.date
NORTH = "Northgate"


def in_care(number: str, *met: dt.date, iro_id: int | None = None) -> int:
    """A looked-after child whose last review was on the last of these days."""
    child = makers.child(number)
    makers.status(child, "cla", D(2025, 1, 6))
    for on in met:
        makers.made(
            Review(child_id=child, kind="cla_review", met_on=on, source="hand", recorded_at=NOW)
        )
    if iro_id:
        makers.link(child, "iro", iro_id)
    with writing() as session:
        duties.refresh(session, [child], TODAY)
    return child


EARLY = (D(2025, 1, 31), D(2025, 4, 25))


@pytest.fixture
def manager(store):
    return holder("Manager", "practice_manager")


def seen(found):
    return [(r.group, r.case_number, r.kind) for r in found.rows]


def test_most_urgent_first_and_statutory_before_local(manager):
    in_care("LATE", *EARLY)  # review due 25 October 2025, midway on time until August 2025
    in_care("SOON", *EARLY, D(2026, 5, 11))  # due 11 November 2026
    in_care("LATER", *EARLY, D(2026, 10, 5))
    assert seen(page(manager, Wanted())) == [
        (Group.CRITICAL, "LATE", "cla_review"),
        (Group.CRITICAL, "LATE", "midway_cla"),
        (Group.CRITICAL, "SOON", "midway_cla"),
        (Group.SOON, "SOON", "cla_review"),
        (Group.LATER, "LATER", "cla_review"),
        (Group.LATER, "LATER", "midway_cla"),
    ]


def test_a_midway_review_past_its_day_is_due_soon_while_it_is_still_on_time(manager):
    in_care("A", *EARLY, D(2026, 8, 3))  # next 3 February 2027: half way 3 November 2026
    [row] = page(manager, Wanted(kinds=("midway_cla",))).rows
    assert (row.due_on, row.on_time_until, row.group) == (
        D(2026, 11, 3), D(2026, 11, 17), Group.SOON,
    )  # fmt: skip
    assert row.lateness == "still on time if done in 8 working days"
    assert row.day == "last day on time Tuesday 17 November 2026"
    assert row.explanation.startswith("Due Tuesday 3 November 2026: half way between")


def test_pages_join_without_a_gap_or_a_repeat(manager):
    for n in range(7):
        in_care(f"C{n}", *EARLY, D(2026, 5, 4 + n))
    whole = seen(page(manager, Wanted()))
    assert len(whole) == 14
    parts = [page(manager, Wanted(), limit=3, offset=n) for n in range(0, 14, 3)]
    assert [row for part in parts for row in seen(part)] == whole
    assert {part.total for part in parts} == {Count(14)}


def test_a_long_group_is_counted_so_far_and_no_further(manager, monkeypatch):
    monkeypatch.setattr(due_list, "COUNTED_UP_TO", 3)
    for n in range(5):
        in_care(f"C{n}", *EARLY)
    found = page(manager, Wanted(kinds=("cla_review",)))
    assert str(found.counts[Group.CRITICAL]) == "3 or more"
    assert len(found.rows) == 3


def test_an_iro_sees_own_children_and_mine_means_those_covered_too(store):
    ada, bo = makers.person("Ada"), makers.person("Bo")
    in_care("OWN", *EARLY, iro_id=ada)
    in_care("HIS", *EARLY, iro_id=bo)
    reviews = Wanted(kinds=("cla_review",))
    assert [r.case_number for r in page(actor(ada, "iro"), reviews).rows] == ["OWN"]
    both = actor(ada, "iro", covering={bo})
    mine = Wanted(kinds=("cla_review",), mine=True)
    assert [r.case_number for r in page(both, mine).rows] == ["OWN", "HIS"]
    nobody = holder("Manager", "practice_manager")
    assert page(nobody, mine).rows == []


def test_a_restricted_child_and_another_team_are_not_there(store):
    team = makers.team(NORTH)
    shown, hidden = in_care("SHOWN", *EARLY), in_care("HIDDEN", *EARLY)
    for child in (shown, hidden):
        makers.made(ChildTeam(child_id=child, team_id=team, from_on=makers.START))
    in_care("ELSEWHERE", *EARLY)
    with writing() as session:
        session.get(Child, hidden).restricted_at = NOW
        duties.refresh_all(session, TODAY)
    reader = holder("Team", "team_manager", team_id=team)
    found = page(reader, Wanted(kinds=("cla_review",)))
    assert [r.case_number for r in found.rows] == ["SHOWN"]
    assert found.total == Count(1)
    assert found.rows[0].team == NORTH


def test_the_review_being_written_stands_beside_what_it_is_for(store):
    ada = makers.person("Ada")
    child = in_care("A", *EARLY, iro_id=ada)
    draft = makers.check(child, ada, kind="midway_cla", status="in_progress")
    rows = page(actor(ada, "iro"), Wanted()).rows
    assert {(r.kind, r.draft_check_id) for r in rows} == {
        ("cla_review", None), ("midway_cla", draft),
    }  # fmt: skip
