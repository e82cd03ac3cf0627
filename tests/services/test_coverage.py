import datetime as dt

import pytest
from sqlalchemy import event

from db.engine import engine, writing
from db.models import Home
from qa.domain.answers import Answer
from qa.domain.coverage import State
from qa.domain.homes import HomeGiven
from qa.domain.refusals import Refused
from qa.services import answers, coverage, coverage_rebuild, homes, trail, visit_plan, visits
from tests.services import makers, visit_filling
from tests.services.visit_world import appointed, home
from tests.services.visits_made import DAY, on_day, visited

NOV, OCT, DEC = dt.date(2026, 11, 1), dt.date(2026, 10, 1), dt.date(2026, 12, 1)


def cells(grid):
    return {row.name: [each.state for each in row.cells] for row in grid.rows}


def test_the_grid_has_homes_by_month_the_current_month_first(w):
    visited(w.oak, w.visitor, dt.date(2026, 11, 3))
    visited(w.oak, w.visitor, dt.date(2026, 10, 6), "closed", dt.date(2026, 10, 12))
    found = coverage.grid(w.manager, NOV, 3)
    assert found.months == (NOV, OCT, dt.date(2026, 9, 1))
    assert cells(found) == {
        "Elm House": [State.AHEAD, State.OVERDUE, State.OVERDUE],
        "Oak House": [State.WRITING, State.ISSUED, State.OVERDUE],
    }
    assert found.sentence == "1 of 2 homes visited this month; 1 report not issued yet."
    assert found.standing(State.OVERDUE) == [
        ("Elm House", OCT), ("Elm House", dt.date(2026, 9, 1)), ("Oak House", dt.date(2026, 9, 1)),
    ]  # fmt: skip


def test_whoever_sees_a_home_opens_its_visit_and_a_draft_says_only_its_dates(w):
    check_id = visited(w.oak, w.visitor, dt.date(2026, 11, 3))
    for actor, opens in ((w.manager, True), (w.support, True), (w.head, True), (w.visitor, True)):
        [oak] = [row for row in coverage.grid(actor, NOV).rows if row.home_id == w.oak]
        assert oak.cells[0].check_ids == (check_id,)
        assert bool(oak.cells[0].visits[0].opens) is opens


def test_a_visitor_sees_own_homes_only_and_other_roles_are_refused(w):
    assert list(cells(coverage.grid(w.visitor, NOV))) == ["Elm House", "Oak House"]
    assert list(cells(coverage.grid(w.visitor2, NOV))) == ["Elm House"]
    assert [p.name for p in visit_plan.plan(w.visitor2).places] == ["Elm House"]
    with pytest.raises(Refused, match="does not include the coverage"):
        coverage.grid(w.iro, NOV)


def test_only_homes_we_visit_that_were_open_in_these_months_are_in_the_grid(w):
    home("Ash House", "7654321", is_visited=False)
    home("Fir House", "7654322", closed_on=dt.date(2025, 11, 30))
    home("Yew House", "7654323", opened_on=dt.date(2026, 10, 20))
    home("New House", "7654324", opened_on=DEC)
    found = cells(coverage.grid(w.manager, NOV, 12))
    assert list(found) == ["Elm House", "Oak House", "Yew House"]
    assert found["Yew House"][:3] == [State.AHEAD, State.OVERDUE, State.NOT_COUNTED]
    assert cells(coverage.grid(w.manager, DEC, 1))["New House"] == [State.AHEAD]


def test_a_withdrawn_visit_does_not_cover_its_month_and_two_cover_it_once(w):
    visited(w.oak, w.visitor, dt.date(2026, 10, 6), "withdrawn")
    for day in (3, 4):
        visited(w.elm, w.visitor2, dt.date(2026, 10, day), "issued", dt.date(2026, 10, 9))
    found = coverage.grid(w.manager, OCT, 1)
    assert cells(found) == {"Elm House": [State.ISSUED], "Oak House": [State.OVERDUE]}
    assert len(found.rows[0].cells[0].check_ids) == 2
    assert found.sentence == "1 of 2 homes visited in October 2026; 1 visit overdue."


def test_the_grid_is_narrowed_to_a_home_or_to_a_visitor(w):
    assert list(cells(coverage.grid(w.manager, NOV, 1, home_id=w.oak))) == ["Oak House"]
    own = coverage.grid(w.manager, NOV, visitor_id=w.visitor2.person_id)
    assert list(cells(own)) == ["Elm House"]
    homes, visitors = coverage.choices(w.manager)
    assert homes == {str(w.elm): "Elm House", str(w.oak): "Oak House"}
    assert visitors == {
        str(w.visitor2.person_id): "Val Visitor", str(w.visitor.person_id): "Vic Visitor",
    }  # fmt: skip


def test_the_grid_and_the_plan_send_as_many_statements_for_many_homes_as_for_two(w):
    counted = []
    for number in range(2):
        sent = []

        def note(_connection, _cursor, statement, *_rest, sent=sent):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                sent.append(statement)

        event.listen(engine(), "before_cursor_execute", note)
        coverage.grid(w.manager, NOV, 60)
        visit_plan.plan(w.manager)
        event.remove(engine(), "before_cursor_execute", note)
        counted.append(len(sent))
        for n in range(20):
            one, _manager = home(f"House {n}", f"80{number}00{n:02}")
            visited(one, w.visitor, dt.date(2026, 10, 6))
    assert counted == [10, 10], "one for each of two visitors"


def test_the_file_has_a_line_for_each_home_and_month_and_is_on_the_trail(w):
    visited(w.oak, w.visitor, dt.date(2026, 11, 3))
    made = coverage.export(w.manager, coverage.grid(w.manager, NOV, 2)).decode("utf-8-sig")
    lines = made.splitlines()
    assert len(lines) == 5
    assert lines[3].startswith("Oak House,November 2026,Report not issued yet,")
    assert makers.entries("export")[-1].noun == "coverage"


def test_the_plan_says_who_is_due_where_and_how_much_each_visitor_has(w):
    visited(w.elm, w.visitor2, dt.date(2026, 11, 3))
    visited(w.oak, w.visitor, dt.date(2026, 10, 6), "closed", None, "announced")
    visited(w.oak, w.visitor, dt.date(2026, 9, 8), "closed", None, "unannounced")
    visited(w.oak, w.visitor, dt.date(2025, 11, 8), "closed", None, "unannounced")  # too long ago
    found = visit_plan.plan(w.manager)
    assert [(p.name, p.now_by, p.now.is_visited, p.next_by) for p in found.places] == [
        ("Elm House", ("Val Visitor", "Vic Visitor"), True, ("Val Visitor", "Vic Visitor")),
        ("Oak House", ("Vic Visitor",), False, ("Vic Visitor",)),
    ]
    assert [(p.name, p.homes, p.due, p.done, p.next_due, p.share.words) for p in found.loads] == [
        ("Val Visitor", 1, 0, 1, 1, "1 of 1 (100%)"),
        ("Vic Visitor", 2, 1, 1, 2, "1 of 2 (50%)"),
    ]
    assert found.share == visit_plan.Share(2, 3)
    own = visit_plan.plan(w.visitor2)
    assert ([load.name for load in own.loads], own.is_whole) == (["Val Visitor"], False)


def test_the_plan_and_what_was_known_then_are_narrowed_as_the_grid_is(w):
    with writing() as session:
        coverage_rebuild.write_down(session, on_day(w.support, dt.date(2026, 10, 1)))
    visited(w.elm, w.visitor2, dt.date(2026, 11, 3))
    visited(w.oak, w.visitor, dt.date(2026, 11, 4))
    for narrowed, homes_left, loads in (
        (
            {"visitor_id": w.visitor2.person_id},
            ["Elm House"],
            [("Val Visitor", 1, "1 of 1 (100%)")],
        ),
        ({"home_id": w.oak}, ["Oak House"], [("Vic Visitor", 1, "1 of 1 (100%)")]),
    ):
        found = visit_plan.plan(w.manager, **narrowed)
        assert [place.name for place in found.places] == homes_left
        assert [(p.name, p.homes, p.share.words) for p in found.loads] == loads
        assert found.share.visits == 1
        then = {"only_home" if key == "home_id" else key: of for key, of in narrowed.items()}
        known = coverage_rebuild.rebuilt(w.manager, NOV, w.manager.today, **then)
        assert [row.name for row in known.rows] == homes_left


def test_the_plan_says_where_nobody_is_due_and_whose_appointment_or_independence_ends(w):
    ash, _manager = home("Ash House", "7654321")
    appointed(ash, w.visitor2.person_id, to_on=dt.date(2026, 11, 20),
              independent_until_on=dt.date(2026, 11, 15))  # fmt: skip
    home("Zoo House", "7654322", closed_on=dt.date(2026, 11, 20))
    found = {p.name: p for p in visit_plan.plan(w.manager).places}
    assert (found["Ash House"].now_by, found["Ash House"].next_by) == (("Val Visitor",), ())
    assert found["Ash House"].notes == (
        "Val Visitor is appointed until 20 November 2026",
        "Val Visitor's independence is confirmed until 15 November 2026 only",
    )
    assert found["Zoo House"].next is None
    assert visit_plan.who(found["Zoo House"].now_by) == "nobody is appointed"


def test_the_plan_says_which_visitor_may_not_go_and_by_which_rule(w):
    by_home = {place.name: place.notes for place in visit_plan.plan(w.manager).places}
    assert any("regulation 43(3)" in note for note in by_home["Elm House"])
    assert not any("regulation 43(3)" in note for note in by_home["Oak House"])


def test_a_past_month_is_rebuilt_from_the_trail_as_it_was_known_on_a_day(w):
    with writing() as session:
        written = coverage_rebuild.write_down(session, on_day(w.support, dt.date(2026, 9, 1)))
        assert (written, coverage_rebuild.write_down(session, w.support)) == (2, 0)
    visited(w.oak, w.visitor, dt.date(2026, 10, 6), "issued", dt.date(2026, 10, 12))
    visited(w.oak, w.visitor, dt.date(2026, 10, 20))
    visited(w.elm, w.visitor2, dt.date(2026, 10, 20), "withdrawn")
    then = coverage_rebuild.rebuilt(w.manager, OCT, dt.date(2026, 10, 19))
    assert cells(then) == {"Elm House": [State.AHEAD], "Oak House": [State.ISSUED]}
    assert len(then.rows[1].cells[0].check_ids) == 1
    for actor in (w.manager, w.head, w.support, w.visitor, w.visitor2):
        live = coverage.grid(actor, OCT, 1)
        now = coverage_rebuild.rebuilt(actor, OCT, actor.today)
        assert [row.name for row in now.rows] == [row.name for row in live.rows]
        for then, stands in zip(now.rows, live.rows, strict=True):
            assert then.cells[0].words == stands.cells[0].words
            assert then.cells[0].visits == tuple(
                seen._replace(opens=bool(seen.opens)) for seen in stands.cells[0].visits
            )


def test_a_month_has_its_visit_only_once_the_visitor_says_that_they_are_independent(w):
    with writing() as session:
        coverage_rebuild.write_down(session, on_day(w.support, dt.date(2026, 10, 1)))
    check_id = visits.begin(w.visitor, w.oak, w.visitor.today, "announced")

    def cell():
        [live] = coverage.grid(w.manager, NOV, 1, home_id=w.oak).rows
        then = coverage_rebuild.rebuilt(w.manager, NOV, w.manager.today, only_home=w.oak)
        assert [row.cells[0].words for row in then.rows] == [live.cells[0].words]
        return live.cells[0]

    def oak():
        return cell().state

    def say(code, version):
        answers.save(w.visitor, check_id, "VH.7", Answer(code), typed_on_version=version)

    assert oak() is State.AHEAD
    begun = "Announced, 5 November: begun, not counted"
    assert cell().words == (
        f"No visit yet, due by 30 November; {begun} yet: its visitor has not said that they are "
        "independent of it"
    )
    [place] = [each for each in visit_plan.plan(w.manager).places if each.home_id == w.oak]
    assert place.now.words == cell().words and not place.now.is_visited
    file = coverage.export(w.manager, coverage.grid(w.manager, NOV, 1)).decode("utf-8-sig")
    assert f'Oak House,November 2026,No visit yet,"{begun} yet' in file
    visits.confirm(w.visitor, check_id, False)
    assert oak() is State.AHEAD and f"{begun}: its visitor says that they are not" in cell().words
    assert visit_plan.plan(w.manager).share.visits == 0
    say("Y", 1)
    assert oak() is State.WRITING
    say("N", 2)
    assert oak() is State.AHEAD
    assert [each.payload["is_independent"] for each in makers.entries("declare")] == [True, False]


def test_the_history_knows_nothing_of_a_home_before_it_was_written_down(w):
    with writing() as session:
        coverage_rebuild.write_down(session, on_day(w.support, dt.date(2026, 10, 5)))
    assert cells(coverage_rebuild.rebuilt(w.manager, OCT, dt.date(2026, 10, 4))) == {}
    with pytest.raises(Refused, match="in the future"):
        coverage_rebuild.rebuilt(w.manager, OCT, w.manager.today + DAY)


def test_a_change_to_a_home_holds_from_its_day_in_what_is_rebuilt(w):
    with writing() as session:
        coverage_rebuild.write_down(session, on_day(w.support, dt.date(2026, 9, 1)))
        told = {"name": ["Oak House", "Oak Lodge"], "is_visited": [True, False]}
        later = on_day(w.support, dt.date(2026, 10, 8))
        trail.record(session, later, "change", "home", w.oak, told, home_id=w.oak)
    assert list(cells(coverage_rebuild.rebuilt(w.manager, OCT, dt.date(2026, 10, 7)))) == [
        "Elm House", "Oak House",
    ]  # fmt: skip
    assert list(cells(coverage_rebuild.rebuilt(w.manager, OCT, dt.date(2026, 10, 8)))) == [
        "Elm House"
    ]


def test_what_the_services_of_homes_and_visits_write_rebuilds_the_grid(w):
    day = dt.date(2026, 10, 6)
    put_oak(w, day)
    put_elm = {"provider": "Fictional Council", "opened_on": dt.date(2026, 10, 1)}
    homes.put(
        on_day(w.support, day), HomeGiven("Elm Lodge", "654321", **put_elm), w.elm,
        makers.row(Home, w.elm).version,
    )  # fmt: skip
    visit_filling.written(w, w.oak, day)
    moved = visit_filling.drafted(w, w.oak, dt.date(2026, 11, 3), VH_1="2026-10", VH_2="2026-10-30")
    visit_filling.submit(w.visitor, moved)
    gone = visit_filling.begun(w, w.elm, dt.date(2026, 10, 7), w.visitor2, None)
    visits.withdraw(on_day(w.visitor2, dt.date(2026, 10, 8)), gone, "The wrong home.")
    with writing() as session:
        assert coverage_rebuild.write_down(session, on_day(w.support, day)) == 2
    for month in (OCT, NOV):
        live = coverage.grid(w.manager, month, 1)
        then = coverage_rebuild.rebuilt(w.manager, month, w.manager.today)
        assert [row.name for row in then.rows] == ["Elm Lodge", "Oak Lodge"]
        assert [r.cells[0].words for r in then.rows] == [r.cells[0].words for r in live.rows]
    assert cells(coverage_rebuild.rebuilt(w.manager, OCT, dt.date(2026, 10, 7)))["Elm Lodge"] == [
        State.WRITING
    ]


def put_oak(w, day):
    given = HomeGiven("Oak Lodge", "1234567", "Fictional Council", opened_on=dt.date(2020, 4, 1))
    homes.put(on_day(w.support, day), given, w.oak, makers.row(Home, w.oak).version)
