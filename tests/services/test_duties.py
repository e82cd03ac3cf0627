"""What is owed about a child, as a person with a calendar would work it out."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import ChildStatus, ChildTeam, Episode, PanelDecision, Placement, Review, Setting
from db.queries import duties as queries
from qa.services import duties, install
from tests.services import makers
from tests.services.makers import NOW

D = dt.date
TODAY = D(2026, 11, 20)  # a Friday


@pytest.fixture(autouse=True)
def _limits(store):
    with writing() as session:
        install.install_released(session, D(2020, 1, 1), NOW)


def met(child_id: int, on: dt.date, kind: str = "cla_review", **other) -> int:
    given = {"source": "hand", "recorded_at": NOW, **other}
    return makers.made(Review(child_id=child_id, kind=kind, met_on=on, **given))


def looked_after(from_on: dt.date, legal_status: str = "C2", **other) -> int:
    child_id = makers.child(f"C{from_on:%y%m%d}{legal_status}")
    with writing() as session:
        facts = {"legal_status": legal_status, **other.pop("facts", {})}
        session.add(
            ChildStatus(child_id=child_id, status="cla", from_on=from_on, as_at=from_on,
                        facts=facts, **other)
        )  # fmt: skip
    return child_id


def on_plan(from_on: dt.date, **other) -> int:
    child_id = makers.child(f"P{from_on:%y%m%d}")
    makers.status(child_id, "cp", from_on, **other)
    return child_id


def owed(child_id: int, kind: str, today: dt.date = TODAY) -> list[tuple]:
    """(started, due, status, done) of a kind, the earliest first."""
    with writing() as session:
        duties.refresh(session, [child_id], today)
    with reading() as session:
        rows = [d for d in queries.of_child(session, child_id) if d.kind == kind]
    return [(d.started_on, d.due_on, d.status, d.done_on) for d in
            sorted(rows, key=lambda d: d.started_on)]  # fmt: skip


def test_the_first_review_is_due_20_working_days_after_care_began():
    child = looked_after(D(2026, 11, 2))
    assert owed(child, "cla_review") == [(D(2026, 11, 2), D(2026, 11, 30), "running", None)]


def test_a_clock_that_starts_on_christmas_eve_counts_from_the_next_working_day():
    child = looked_after(D(2025, 12, 24))
    # 29, 30, 31 December; 2 January; then four weeks of five days less none: the 20th is 26 January
    assert owed(child, "cla_review") == [(D(2025, 12, 24), D(2026, 1, 26), "running", None)]


def test_the_second_review_is_three_months_after_the_first_as_held_and_later_ones_six():
    child = looked_after(D(2026, 1, 5))
    met(child, D(2026, 2, 6))  # due 2 February: late by four working days
    met(child, D(2026, 5, 1))
    assert owed(child, "cla_review") == [
        (D(2026, 1, 5), D(2026, 2, 2), "done", D(2026, 2, 6)),
        (D(2026, 2, 6), D(2026, 5, 6), "done", D(2026, 5, 1)),
        (D(2026, 5, 1), D(2026, 11, 1), "running", None),
    ]


def test_a_review_that_was_called_off_moves_nothing():
    child = looked_after(D(2026, 1, 5))
    met(child, D(2026, 1, 30))
    met(child, D(2026, 4, 10), was_held=False)
    assert owed(child, "cla_review")[-1] == (D(2026, 1, 30), D(2026, 4, 30), "running", None)


def test_months_end_on_the_last_day_there_is():
    child = looked_after(D(2026, 6, 1))
    met(child, D(2026, 6, 26))
    met(child, D(2026, 8, 31))
    assert owed(child, "cla_review")[-1][:2] == (D(2026, 8, 31), D(2027, 2, 28))


def test_29_february_six_months_on_is_29_august_and_a_year_of_reviews_clips():
    child = looked_after(D(2023, 11, 1))
    for on in (D(2023, 11, 29), D(2024, 2, 29)):
        met(child, on)
    assert owed(child, "cla_review", D(2024, 3, 1))[-1][:2] == (D(2024, 2, 29), D(2024, 8, 29))


def test_a_child_who_left_care_before_the_review_was_due_no_longer_owes_it():
    child = looked_after(D(2026, 3, 2), to_on=D(2026, 3, 20))
    assert owed(child, "cla_review") == [(D(2026, 3, 2), D(2026, 3, 30), "ended", None)]


def test_a_review_late_when_care_ended_was_missed():
    child = looked_after(D(2026, 3, 2), to_on=D(2026, 4, 30))
    assert owed(child, "cla_review")[0][2] == "missed"


def test_a_child_re_entering_care_begins_anew():
    child = looked_after(D(2026, 9, 1))
    makers.made(
        Episode(child_id=child, from_on=D(2024, 1, 8), to_on=D(2024, 9, 30), end_reason="E4A",
                legal_status="V2", as_at=TODAY)
    )  # fmt: skip
    for on in (D(2024, 2, 5), D(2024, 5, 3), D(2026, 9, 28)):
        met(child, on, source="ssda903")
    assert owed(child, "cla_review") == [
        (D(2024, 1, 8), D(2024, 2, 5), "done", D(2024, 2, 5)),
        (D(2024, 2, 5), D(2024, 5, 5), "done", D(2024, 5, 3)),
        (D(2024, 5, 3), D(2024, 11, 3), "ended", None),
        (D(2026, 9, 1), D(2026, 9, 29), "done", D(2026, 9, 28)),
        (D(2026, 9, 28), D(2026, 12, 28), "running", None),
    ]


def test_care_that_ended_and_began_again_the_same_day_is_two_periods_and_x1_is_one():
    again = looked_after(D(2026, 9, 1))
    for from_on, to_on, why in (
        (D(2024, 1, 8), D(2024, 3, 1), "X1"),
        (D(2024, 3, 1), D(2024, 5, 1), "E4A"),
        (D(2024, 5, 1), D(2024, 6, 3), "E4A"),
    ):
        makers.made(
            Episode(child_id=again, from_on=from_on, to_on=to_on, end_reason=why, as_at=TODAY)
        )
    assert [row[:3] for row in owed(again, "cla_review")] == [
        (D(2024, 1, 8), D(2024, 2, 5), "missed"),
        (D(2024, 5, 1), D(2024, 5, 31), "missed"),  # 6 and 27 May are bank holidays
        (D(2026, 9, 1), D(2026, 9, 29), "running"),
    ]


def test_short_breaks_are_reviewed_after_three_months_then_every_six_and_have_no_midway():
    child = looked_after(D(2026, 1, 12), "V4")
    met(child, D(2026, 4, 10), "short_break_review")
    assert owed(child, "cla_review") == []
    assert owed(child, "midway_cla") == []
    assert owed(child, "short_break_review") == [
        (D(2026, 1, 12), D(2026, 4, 12), "done", D(2026, 4, 10)),
        (D(2026, 4, 10), D(2026, 10, 10), "running", None),
    ]


def test_conferences_count_from_the_initial_conference_then_from_the_last_one():
    child = on_plan(D(2026, 1, 15))
    met(child, D(2026, 1, 14), "icpc")
    met(child, D(2026, 4, 9), "cp_review")
    assert owed(child, "cp_review") == [
        (D(2026, 1, 14), D(2026, 4, 14), "done", D(2026, 4, 9)),
        (D(2026, 4, 9), D(2026, 10, 9), "running", None),
    ]


def test_without_a_known_initial_conference_the_plans_start_stands_for_it():
    child = on_plan(D(2026, 10, 1))
    assert owed(child, "cp_review") == [(D(2026, 10, 1), D(2027, 1, 1), "running", None)]


def test_a_latest_review_alone_long_after_the_start_is_taken_as_a_later_one():
    child = looked_after(D(2022, 5, 3))
    met(child, D(2026, 7, 1), source="annex_a")
    assert owed(child, "cla_review") == [(D(2026, 7, 1), D(2027, 1, 1), "running", None)]


def test_a_first_review_entered_by_hand_is_late_for_as_much_as_a_year():
    child = looked_after(D(2026, 1, 5))
    met(child, D(2026, 6, 1))
    assert owed(child, "cla_review") == [
        (D(2026, 1, 5), D(2026, 2, 2), "done", D(2026, 6, 1)),
        (D(2026, 6, 1), D(2026, 9, 1), "running", None),
    ]
    older = looked_after(D(2021, 1, 5))
    met(older, D(2026, 6, 1))
    assert owed(older, "cla_review") == [(D(2026, 6, 1), D(2026, 12, 1), "running", None)]


def test_a_review_on_the_first_day_of_care_is_the_first():
    child = looked_after(D(2026, 6, 1))
    met(child, D(2026, 6, 1))
    assert owed(child, "cla_review") == [(D(2026, 6, 1), D(2026, 9, 1), "running", None)]


def test_where_two_periods_run_into_each_other_the_later_one_begins():
    child = looked_after(D(2026, 1, 5))
    makers.status(child, "cla", D(2026, 3, 2))
    assert owed(child, "cla_review") == [
        (D(2026, 1, 5), D(2026, 2, 2), "missed", None),
        (D(2026, 3, 2), D(2026, 3, 30), "running", None),
    ]


def test_a_new_tolerance_holds_for_midway_reviews_whose_clock_starts_later():
    earlier, later = looked_after(D(2024, 7, 1)), looked_after(D(2024, 7, 2))
    for child, last in ((earlier, D(2026, 7, 1)), (later, D(2026, 8, 3))):
        met(child, last, source="annex_a")
    makers.made(Setting(key="midway_tolerance_working_days", value="0", from_on=D(2026, 8, 1),
                        set_at=NOW))  # fmt: skip
    with writing() as session:
        duties.refresh_all(session, TODAY)
    with reading() as session:
        [old] = queries.running(session, earlier, ["midway_cla"])
        [new] = queries.running(session, later, ["midway_cla"])
    assert old.on_time_until > old.due_on
    assert new.on_time_until == new.due_on


def test_a_latest_review_alone_soon_after_the_start_is_taken_as_the_first():
    child = looked_after(D(2026, 8, 3))
    met(child, D(2026, 9, 1), source="annex_a")
    assert owed(child, "cla_review")[-1][:2] == (D(2026, 9, 1), D(2026, 12, 1))


def test_a_midway_review_is_half_way_with_ten_working_days_to_spare():
    child = looked_after(D(2026, 7, 6))
    met(child, D(2026, 7, 31))
    assert owed(child, "midway_cla") == [(D(2026, 7, 31), D(2026, 9, 15), "running", None)]
    with reading() as session:
        [duty] = queries.running(session, child, ["midway_cla"])
        assert duty.until_on == D(2026, 10, 31)
        assert duty.on_time_until == D(2026, 9, 29)
        assert duties.explain(session, [duty])[duty.id] == (
            "Due Tuesday 15 September 2026: half way between the review of 31 July 2026 and the "
            "next one due 31 October 2026; on time up to 29 September 2026, 10 working days later; "
            "IRO Handbook chapter 3"
        )


def test_a_combined_midway_review_does_both_and_one_alone_only_its_own():
    child = looked_after(D(2026, 1, 5))
    makers.status(child, "cp", D(2026, 7, 1))
    for on in (D(2026, 1, 30), D(2026, 4, 24), D(2026, 7, 31)):
        met(child, on)
    iro = makers.person("Ada")
    makers.check(child, iro, kind="midway_both", status="submitted", submitted_on=D(2026, 8, 20))
    assert owed(child, "midway_cla")[-1][2:] == ("done", D(2026, 8, 20))
    assert owed(child, "midway_cp")[-1][2:] == ("done", D(2026, 8, 20))


def test_a_midway_review_the_next_meeting_came_before_is_not_owed_and_a_forgotten_one_missed():
    child = looked_after(D(2025, 1, 6))
    for on in (D(2025, 1, 31), D(2025, 3, 3), D(2025, 9, 1)):
        met(child, on)
    assert [row[2] for row in owed(child, "midway_cla")] == ["ended", "missed", "running"]


def test_the_panel_asks_for_the_first_marker_not_decided():
    child = on_plan(D(2026, 1, 5))
    assert owed(child, "panel") == [(D(2026, 1, 5), D(2026, 10, 5), "running", None)]
    makers.made(PanelDecision(child_id=child, plan_from_on=D(2026, 1, 5), months=9,
                              panel_on=D(2026, 10, 1), decision="Go on", recorded_at=NOW,
                              recorded_by_id=makers.person("Bo")))  # fmt: skip
    assert owed(child, "panel")[0][1] == D(2027, 1, 5)


def test_visits_follow_the_placement_and_the_plan():
    placed = looked_after(D(2026, 10, 5), facts={"last_visit_on": "2026-11-06"})
    makers.made(Placement(child_id=placed, from_on=D(2026, 10, 5)))
    assert owed(placed, "cla_visit")[0][1] == D(2026, 12, 18)
    seen = {"last_visit_on": "2026-11-05", "permanence_plan": "fostering"}
    lasting = looked_after(D(2023, 10, 4), facts=seen)
    makers.made(Placement(child_id=lasting, from_on=D(2024, 10, 5)))
    assert owed(lasting, "cla_visit")[0][1] == D(2027, 2, 5)
    moved = looked_after(D(2023, 10, 5), facts={"last_visit_on": "2026-11-05"})
    makers.made(Placement(child_id=moved, from_on=D(2026, 11, 12)))
    assert owed(moved, "cla_visit")[0][1] == D(2026, 11, 19)
    assert owed(looked_after(D(2026, 11, 16)), "cla_visit")[0][1] == D(2026, 11, 23)
    assert owed(on_plan(D(2026, 11, 3)), "cp_visit")[0][1] == D(2026, 11, 17)


def test_an_iro_is_to_be_named_within_five_working_days_until_one_is():
    child = looked_after(D(2026, 11, 12))
    assert owed(child, "iro_named")[0][1] == D(2026, 11, 19)
    makers.link(child, "iro", makers.person("Cy"), D(2026, 11, 13))
    assert owed(child, "iro_named") == []


def test_a_conference_too_few_agencies_came_to_is_held_again_within_ten_working_days():
    child = makers.child("Q1")
    met(child, D(2026, 11, 9), "icpc", was_held=False, is_quorate=False)
    assert owed(child, "reconvene") == [(D(2026, 11, 9), D(2026, 11, 23), "running", None)]
    met(child, D(2026, 11, 18), "icpc", is_quorate=True)
    assert owed(child, "reconvene") == []


def test_a_conference_held_again_stands_for_the_one_too_few_agencies_came_to():
    child = on_plan(D(2026, 1, 15))
    met(child, D(2026, 1, 14), "icpc")
    met(child, D(2026, 4, 9), "cp_review", is_quorate=False)
    assert owed(child, "cp_review")[-1][:2] == (D(2026, 4, 9), D(2026, 10, 9))
    met(child, D(2026, 4, 21), "cp_review", is_quorate=True, conference_type="reconvened")
    assert owed(child, "cp_review") == [
        (D(2026, 1, 14), D(2026, 4, 14), "done", D(2026, 4, 21)),
        (D(2026, 4, 21), D(2026, 10, 21), "running", None),
    ]


def test_a_duty_keeps_the_team_and_iro_of_the_day_it_was_done_and_takes_todays_while_it_runs():
    first, later = makers.team("Northgate"), makers.team("Southgate")
    child = looked_after(D(2026, 1, 5))

    makers.made(
        ChildTeam(child_id=child, team_id=first, from_on=D(2026, 1, 5), to_on=D(2026, 3, 31))
    )
    makers.made(ChildTeam(child_id=child, team_id=later, from_on=D(2026, 4, 1)))
    ada = makers.person("Ada")
    makers.link(child, "iro", ada, D(2026, 2, 1))
    met(child, D(2026, 1, 30))
    owed(child, "cla_review")
    with reading() as session:
        found = {(d.status, d.team_id, d.iro_id) for d in queries.of_child(session, child)
                 if d.kind == "cla_review"}  # fmt: skip
    assert found == {("done", first, None), ("running", later, ada)}


def test_working_out_all_children_gives_what_one_at_a_time_gave():
    children = [looked_after(D(2025, 1, n)) for n in range(6, 11)] + [on_plan(D(2025, 3, 3))]
    for child in children[:5]:
        met(child, D(2025, 2, 1))
        met(child, D(2025, 5, 1))
    one_by_one = [owed(child, kind) for child in children for kind in ("cla_review", "cp_review")]
    with writing() as session:
        assert duties.refresh_all(session, TODAY) == len(children)
    with reading() as session:
        kept = [
            [(d.started_on, d.due_on, d.status, d.done_on)
             for d in sorted(queries.of_child(session, child), key=lambda d: d.started_on)
             if d.kind == kind]
            for child in children for kind in ("cla_review", "cp_review")
        ]  # fmt: skip
    assert kept == one_by_one
