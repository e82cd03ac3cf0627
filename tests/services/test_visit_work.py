import dataclasses
import datetime as dt

from db.engine import writing
from db.models import Action, Home
from qa.domain.urgency import Group
from qa.services import coverage, my_work, visit_plan, visits
from tests.services import makers
from tests.services.visit_world import appointed, home
from tests.services.visits_made import on_day, visited


def work(actor):
    return [(i.what, i.about, i.due_on, i.group) for i in my_work.my_work(actor).items]


def this_month(actor, on=dt.date(2026, 11, 5)):
    return [each for each in work(on_day(actor, on)) if each[0] == "Visit for November 2026"]


def test_a_visitor_finds_each_own_home_without_a_visit_this_month(w):
    visited(w.elm, w.visitor2, dt.date(2026, 11, 3))
    last = dt.date(2026, 11, 30)
    assert this_month(w.visitor) == [("Visit for November 2026", "Oak House", last, Group.LATER)]
    assert this_month(w.visitor, dt.date(2026, 11, 23))[0][3] is Group.LATER
    assert this_month(w.visitor, dt.date(2026, 11, 24))[0][3] is Group.SOON
    assert this_month(w.visitor2) == []
    [item] = [i for i in my_work.my_work(w.visitor).items if "November" in i.what]
    assert (item.screen, item.address, item.statutory) == ("visits", {"home": str(w.oak)}, True)


def test_a_month_that_was_missed_is_overdue_until_the_next_is_over(w):
    visited(w.elm, w.visitor2, dt.date(2026, 10, 3))
    whats = [(i.what, i.about, i.group) for i in my_work.my_work(w.visitor).items]
    assert whats[0] == ("Visit for October 2026", "Oak House", Group.OVERDUE)
    visited(w.oak, w.visitor, dt.date(2026, 10, 30), "withdrawn")
    assert work(w.visitor)[0][0] == "Visit for October 2026"
    visited(w.oak, w.visitor, dt.date(2026, 10, 31), "closed", dt.date(2026, 11, 2))
    assert all("October" not in each[0] for each in work(w.visitor))


def test_a_home_that_is_closed_or_not_ours_asks_for_no_visit(w):
    with writing() as session:
        session.get(Home, w.oak).closed_on = dt.date(2026, 9, 30)
        session.get(Home, w.elm).is_visited = False
    assert work(w.visitor) == []


def test_a_home_that_closes_this_month_is_due_by_its_last_day(w):
    with writing() as session:
        session.get(Home, w.oak).closed_on = dt.date(2026, 11, 9)
    [(_what, about, due, group)] = [e for e in this_month(w.visitor) if e[1] == "Oak House"]
    assert (about, due, group) == ("Oak House", dt.date(2026, 11, 9), Group.SOON)


def test_a_report_is_written_then_issued_then_its_copies_are_sent(w):
    on = dt.date(2026, 11, 2)
    steps = (
        ("in_progress", None, "Write the report of the visit", dt.date(2026, 11, 12)),
        ("submitted", None, "Have the report checked, and issue it", dt.date(2026, 11, 12)),
        ("issued", dt.date(2026, 11, 4), "Send the copies of the report, and close the visit",
         dt.date(2026, 11, 12)),
        ("issued", dt.date(2026, 11, 14), "Send the copies of the report, and close the visit",
         dt.date(2026, 11, 14)),
    )  # fmt: skip
    for status, issued, what, due in steps:
        check_id = visited(w.oak, w.visitor, on, status, issued)
        [found] = [i for i in my_work.my_work(w.visitor).items
                   if i.address.get("id") == str(check_id)]  # fmt: skip
        assert (found.what, found.about, found.due_on, found.screen) == (
            what, "Oak House", due, "visits",
        )  # fmt: skip
    closed = visited(w.oak, w.visitor, on, "closed", on)
    assert str(closed) not in {i.address.get("id") for i in my_work.my_work(w.visitor).items}


def test_a_recommendation_names_the_home_it_is_about(w):
    done = {"status": "done", "done_on": makers.TODAY, "done_by_id": w.support.person_id}
    makers.action(w.oak_manager, w.visitor.person_id, home_id=w.oak, origin="reg44_visit", **done)
    assert [i.about for i in my_work.my_work(w.visitor).items if "Verify" in i.what] == [
        "Oak House"
    ]
    assert makers.row(Action, 1).child_id is None


def test_cover_finds_the_homes_of_the_absent_visitor_as_such(w):
    cover = makers.actor(w.visitor2.person_id, "reg44_visitor", covering={w.visitor.person_id})
    oak = [each for each in work(dataclasses.replace(cover)) if each[1] == "Oak House"]
    assert oak[-1][0] == "Visit for November 2026 (as cover)"


def test_a_home_that_its_visitor_may_not_visit_today_says_so_and_whom_to_tell(w):
    said = {i.about: i.against for i in my_work.my_work(w.visitor).items if "November" in i.what}
    assert said["Oak House"] == ""
    assert said["Elm House"] == (
        "You may not visit it today. Vic Visitor cannot be the independent person of Elm House: "
        "Vic Visitor reviews a child placed there (regulation 43(3)(g)(iii)). Tell a practice "
        "manager or head of service now, so that the home is visited in time."
    )


def test_a_home_whose_visitors_independence_has_run_out_says_who_confirms_it(w):
    ash, _manager = home("Ash House", "7654321")
    appointed(ash, w.visitor2.person_id, independent_until_on=makers.TODAY - dt.timedelta(days=1))
    [item] = [i for i in my_work.my_work(w.visitor2).items
              if i.about == "Ash House" and "November" in i.what]  # fmt: skip
    assert "confirmed until 4 November 2026 only" in item.against
    assert "head of service confirms it again before the next visit" in item.against


def test_a_visitor_who_is_not_independent_leaves_the_visit_to_the_other_who_is_asked_for_it(w):
    appointed(w.oak, w.visitor2.person_id)
    on = dt.date(2026, 11, 5)
    check_id = visits.begin(on_day(w.visitor, on), w.oak, on, "announced")
    assert "Oak House" not in {each[1] for each in this_month(w.visitor)}, "begun, and in the list"
    [own] = [i for i in my_work.my_work(on_day(w.visitor, on)).items if i.about == "Oak House"
             and i.what == "Write the report of the visit"]  # fmt: skip
    assert own.address == {"id": str(check_id)}
    assert own.against.startswith("The visit is begun and does not count for its month yet")
    [other] = [i for i in my_work.my_work(on_day(w.visitor2, on)).items if i.about == "Oak House"
               and "November" in i.what]  # fmt: skip
    assert other.against.startswith("A colleague has begun a visit in this month")
    cover = makers.actor(w.visitor2.person_id, "reg44_visitor", covering={w.visitor.person_id})
    assert "Write the report of the visit (as cover)" in {
        i.what for i in my_work.my_work(on_day(cover, on)).items if i.about == "Oak House"
    }
    visits.confirm(on_day(w.visitor, on), check_id, True)
    assert "Oak House" not in {each[1] for each in this_month(w.visitor2)}
    visits.confirm(on_day(w.visitor, on), check_id, False)
    assert "Oak House" in {each[1] for each in this_month(w.visitor2)}
    own = [i for i in my_work.my_work(on_day(w.visitor, on)).items if i.about == "Oak House"]
    [month] = [i for i in own if i.what == "Visit for November 2026"]
    assert "not independent of this home" in month.against
    assert "Tell a practice manager or head of service now" in month.against
    assert "Write the report of the visit" not in {i.what for i in own}
    [gone] = [i for i in own if i.what == "Withdraw the visit"]
    assert (gone.due_on, gone.address["id"]) == (on, str(check_id))
    visits.confirm(on_day(w.visitor, on), check_id, True)
    assert "Visit for November 2026" not in {
        i.what for i in my_work.my_work(on_day(w.visitor, on)).items if i.about == "Oak House"
    }


def test_a_home_that_closed_without_its_visit_is_overdue_to_its_visitor_as_to_the_manager(w):
    closed = dt.date(2026, 11, 3)
    ash, _manager = home("Ash House", "7654321", closed_on=closed)
    appointed(ash, w.visitor2.person_id, to_on=closed)
    gone, _manager = home("Gone House", "7654322")
    appointed(gone, w.visitor2.person_id, to_on=closed)
    [item] = [each for each in this_month(w.visitor2) if each[1] == "Ash House"]
    assert item[2:] == (closed, Group.OVERDUE)
    assert "Gone House" not in {each[1] for each in work(w.visitor2)}, "somebody else goes there"
    for month in (dt.date(2026, 11, 1), dt.date(2026, 10, 1)):
        own, every = (
            coverage.grid(actor, month, 1, visitor_id=w.visitor2.person_id)
            for actor in (w.visitor2, w.manager)
        )
        assert own.rows == every.rows
    own = visit_plan.plan(w.visitor2).loads
    assert own == tuple(
        load for load in visit_plan.plan(w.manager).loads
        if load.person_id == w.visitor2.person_id
    )  # fmt: skip
    assert own[0].homes == 3
