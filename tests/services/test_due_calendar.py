"""The calendar month: what is in it, for whom, why, and as a file."""

import dataclasses
import datetime as dt

import pytest
from icalendar import Calendar

from db.models import ChildAccess, ClosureDay
from qa.domain.refusals import Refused
from qa.services import due_calendar, due_calendar_file
from qa.services.due_calendar import Wanted, month
from tests.services import makers
from tests.services.duties_world import duty, install_rules

NOVEMBER = dt.date(2026, 11, 1)
TENTH = dt.date(2026, 11, 10)


@pytest.fixture
def world(sqlite_store: str) -> dict[str, int]:
    return some_duties()


def some_duties() -> dict[str, int]:
    """Two IROs with a child each; a review and a midway ahead, one late, one done, a visit."""
    install_rules()
    north, south = makers.team("Northgate"), makers.team("Southbank")
    ira, ivo = makers.person("Ira"), makers.person("Ivo")
    one, two = makers.child("1001", north), makers.child("1002", south)
    makers.link(one, "iro", ira)
    makers.link(two, "iro", ivo)
    mine = {"team_id": north, "iro_id": ira}
    theirs = {"team_id": south, "iro_id": ivo}
    duty(one, "cla_review", TENTH, **mine)
    duty(one, "midway_cla", TENTH, **mine)
    duty(one, "cla_visit", TENTH, **mine)
    duty(two, "cp_review", dt.date(2026, 11, 2), **theirs)
    duty(two, "cp_review", dt.date(2026, 11, 3), done_on=dt.date(2026, 11, 4), **theirs)
    duty(two, "midway_cp", dt.date(2026, 12, 1), **theirs)
    return {"north": north, "south": south, "ira": ira, "ivo": ivo, "one": one, "two": two}


def manager():
    return makers.holder("Manager", "practice_manager")


def day_of(found, on: dt.date):
    return next(day for week in found.weeks for day in week if day and day.on == on)


def test_a_day_says_what_falls_due_and_what_the_law_asks_for_comes_first(store):
    some_duties()
    found = month(manager(), Wanted(NOVEMBER))
    assert day_of(found, TENTH).counts == (("review", 1), ("midway", 1))
    assert found.total == found.listed == 4
    on_tenth = [entry.words for entry in found.entries if entry.due_on == TENTH]
    assert on_tenth == ["Statutory review", "Midway review (looked after)"]


def test_every_entry_says_how_it_stands_and_why_it_is_that_day(world):
    late, done, review, midway = month(manager(), Wanted(NOVEMBER)).entries
    assert late.state == "3 working days late"
    assert done.state == "done 4 November 2026, 1 working day late"
    assert review.state == "due in 3 working days"
    assert review.explanation.startswith("Due Tuesday 10 November 2026: 6 months from")
    assert "half way between the review of" in midway.explanation
    assert (review.iro, review.team) == ("Ira", "Northgate")


def test_visits_and_health_are_shown_when_they_are_asked_for(world):
    asked = Wanted(NOVEMBER, shown="visits")
    assert [entry.words for entry in month(manager(), asked).entries] == [
        "Visit to a looked-after child"
    ]
    assert month(manager(), Wanted(NOVEMBER, shown="all")).total == 5


def test_the_load_stands_beside_the_children_each_holds_by_name(world):
    load = month(manager(), Wanted(NOVEMBER)).load
    assert [(row.iro, row.meetings, row.midways, row.children) for row in load] == [
        ("Ira", 1, 1, 1),
        ("Ivo", 2, 0, 1),
    ]


def test_due_dates_of_children_without_an_iro_are_counted_apart(world):
    child = makers.child("1003", world["north"])
    duty(child, "cla_review", TENTH, team_id=world["north"])
    assert month(manager(), Wanted(NOVEMBER)).load[-1].iro == "No IRO or chair"


def test_an_iro_sees_what_they_review_themselves(world):
    actor = makers.actor(world["ira"], "iro")
    found = month(actor, Wanted(NOVEMBER))
    assert {entry.case_number for entry in found.entries} == {"1001"}
    assert [row.iro for row in found.load] == ["Ira"]
    assert due_calendar.iro_choices(actor) == {}
    assert month(actor, Wanted(NOVEMBER, iro=str(world["ivo"]))).total == 2


def test_who_covers_an_iro_sees_their_due_dates_too(world):
    actor = makers.actor(world["ivo"], "iro", covering=[world["ira"]])
    assert month(actor, Wanted(NOVEMBER)).total == 4


def test_a_team_manager_sees_the_children_of_the_team(world):
    actor = makers.holder("Tess", "team_manager", team_id=world["south"])
    found = month(actor, Wanted(NOVEMBER))
    assert {entry.case_number for entry in found.entries} == {"1002"}


def test_a_restricted_child_is_not_there_for_who_is_not_named_for_it(world):
    hidden = makers.child("1009", world["north"], restricted_at=makers.NOW)
    duty(hidden, "cla_review", TENTH)
    actor = manager()
    assert month(actor, Wanted(NOVEMBER)).total == 4
    makers.made(ChildAccess(child_id=hidden, person_id=actor.person_id))
    assert month(actor, Wanted(NOVEMBER)).total == 5


def test_filters_narrow_the_month_and_a_day_narrows_only_the_list(world):
    actor = manager()
    assert month(actor, Wanted(NOVEMBER, team_id=world["south"])).total == 2
    assert month(actor, Wanted(NOVEMBER, iro=str(world["ira"]))).total == 2
    found = month(actor, Wanted(NOVEMBER, day=TENTH), limit=1)
    assert (found.total, found.listed, len(found.entries)) == (4, 2, 1)


@pytest.mark.parametrize("wrong", [{"shown": "<b>"}, {"iro": "Ira; drop"}])
def test_a_filter_that_is_none_is_refused_in_words(world, wrong):
    with pytest.raises(Refused, match="There is no such"):
        month(manager(), Wanted(NOVEMBER, **wrong))


def test_bank_holidays_closure_days_and_weekends_are_marked(world):
    makers.made(ClosureDay(on=dt.date(2026, 12, 29), reason="Between the years"))
    found = month(manager(), Wanted(dt.date(2026, 12, 1)))
    notes = [day_of(found, dt.date(2026, 12, on)).note for on in (24, 25, 27, 29)]
    assert notes == ["", "Bank holiday", "Weekend", "Council closed"]
    assert found.notes == ("The council is closed on 29 December: Between the years.",)


def test_an_empty_month_is_empty_and_one_past_the_known_bank_holidays_says_so(world):
    found = month(manager(), Wanted(dt.date(2029, 1, 1)))
    assert found.total == 0
    assert found.entries == ()
    assert "after 31 December 2028 have not been announced" in found.notes[0]


def events(made: bytes) -> dict[str, str]:
    return {str(e["UID"]): str(e["SUMMARY"]) for e in Calendar.from_ical(made).walk("VEVENT")}


def test_the_file_of_a_month_holds_what_is_still_owed(world):
    made = due_calendar_file.of_month(manager(), Wanted(NOVEMBER), "https://qa.example/")
    assert list(events(made).values()) == [
        "Review conference due: child 1002 (6 months)",
        "Statutory review due: child 1001 (6 months)",
        "Midway review (looked after) due: child 1001 (half way to the next meeting)",
    ]
    assert f"URL:https://qa.example/children?id={world['one']}".encode() in made
    [entry] = makers.entries("export")
    assert (entry.noun, entry.payload["due_dates"]) == ("due_dates", 3)


def test_a_due_date_worked_out_anew_keeps_its_identity_in_the_file(world):
    from db.engine import writing
    from db.models import Duty

    actor, asked = manager(), Wanted(NOVEMBER)
    before = set(events(due_calendar_file.of_month(actor, asked)))
    with writing() as session:
        [old] = session.query(Duty).filter_by(kind="cla_review").all()
        child_id, due_on, iro_id, team_id = old.child_id, old.due_on, old.iro_id, old.team_id
        session.delete(old)
    duty(child_id, "cla_review", due_on + dt.timedelta(days=1), iro_id=iro_id, team_id=team_id,
         started_on=due_on - dt.timedelta(days=90))  # fmt: skip
    assert set(events(due_calendar_file.of_month(actor, asked))) == before


def test_an_iro_takes_along_their_own_dates_of_six_months_and_the_trail_says_so(world):
    duty(world["one"], "health", dt.date(2027, 5, 5), iro_id=world["ira"])
    duty(world["one"], "health", dt.date(2027, 5, 6), iro_id=world["ira"])
    actor = makers.actor(world["ira"], "iro")
    found = events(due_calendar_file.of_mine(actor))
    assert len(found) == 4
    assert not any("1002" in words for words in found.values())
    assert len(makers.entries("export")) == 1
    assert events(due_calendar_file.of_month(actor, Wanted(NOVEMBER)))


def test_only_who_reviews_children_has_due_dates_of_their_own(world):
    with pytest.raises(Refused, match="Only an IRO or chair"):
        due_calendar_file.of_mine(manager())


def test_who_may_not_export_takes_no_month_of_others_children(world):
    both = makers.actor(world["ira"], "iro")
    asked = dataclasses.replace(Wanted(NOVEMBER), iro=str(world["ivo"]))
    assert "1002" not in due_calendar_file.of_month(both, asked).decode()
    with pytest.raises(Refused, match="does not include exports"):
        due_calendar_file.of_month(makers.holder("Ada", "administrator"), Wanted(NOVEMBER))
