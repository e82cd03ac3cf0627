import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Account, Action, Child, Person, RosterLoad, Team, TrailEntry
from qa.domain.refusals import NeedsConfirmation, Refused
from qa.imports.sample import fictional_annex_a
from qa.services import homes, roster, settings, trail
from tests.imports.books import book, sheet
from tests.services import makers
from tests.services.rosters import (
    TODAY,
    actor,
    child,
    everything,
    known,
    links,
    load,
    not_loaded,
    placements,
    statuses,
    teams,
    workbook,
)

pytestmark = pytest.mark.usefixtures("store")
LATER = TODAY + dt.timedelta(days=30)
START = dt.date(2026, 1, 5)
EARLIER = TODAY - dt.timedelta(days=60)


def later(**about):
    return load(LATER, who=actor(today=LATER), **about)


def test_children_their_statuses_team_and_worker_come_in():
    row = child(
        "F1", team="Alder", worker="Wanda Fictional", **{"Date of Birth": dt.date(2015, 6, 17)}
    )
    report = load(seven=[row], eight=[row])
    assert report.plan.new == ("F1",)
    assert known("F1").birth_month == dt.date(2015, 6, 1)
    assert known("F1").updated_as_at == TODAY
    assert [(s.status, s.from_on, s.to_on) for s in statuses("F1")] == [
        ("cla", START, None),
        ("cp", START, None),
    ]
    assert teams("F1") == [("Alder", TODAY, None)]
    assert links("F1") == [("Wanda Fictional", TODAY, None)]


def test_facts_of_a_status_are_kept_with_dates_as_text_and_without_empty_cells():
    load(eight=[child("F1", **{"Child's Legal Status": "C2", "Date of Last Dental Check": START})])
    assert statuses("F1")[0].facts == {"legal_status": "C2", "last_dental_on": "2026-01-05"}


def test_a_dry_run_writes_nothing_and_tells_what_would_happen():
    before = everything()
    plan = roster.preview(actor(), workbook(six=[child("F1", team="Alder", worker="W")]), TODAY)
    assert (plan.new, [t.name for t in plan.new_teams], plan.new_workers) == (
        ("F1",),
        ["Alder"],
        ("W",),
    )
    assert everything() == before


def test_loading_the_same_file_twice_changes_nothing():
    data = fictional_annex_a(60, seed=3, as_at=TODAY, faults=4)
    load(data=data)
    before, entries = everything(), len(makers.entries())
    report = load(data=data)
    assert report.load_id is None
    assert report.plan.nothing
    assert everything() == before
    assert len(makers.entries()) == entries


def test_whatever_came_before_a_file_loaded_twice_changes_nothing_the_second_time():
    for seed in range(1, 5):
        day = EARLIER + dt.timedelta(days=seed // 2)
        data = fictional_annex_a(40, seed=seed, as_at=day, faults=seed)
        load(day, data=data, who=actor(today=day))
        before = everything()
        assert load(day, data=data, who=actor(today=day)).load_id is None
        assert everything() == before
    assert trail.verify().holds


def test_the_same_values_later_only_move_the_day_they_are_known_for():
    data = fictional_annex_a(30, seed=3, as_at=TODAY)
    load(data=data)
    before = everything()
    report = later(data=data)
    assert report.plan.unchanged == 30
    assert report.plan.changed_count == 0
    after = everything()
    assert known("FIC000001").updated_as_at == LATER
    for table in ("child_status", "child_team", "child_person", "placement"):
        assert after[table] == before[table]


def test_an_older_file_than_the_last_is_refused():
    load(six=[child("F1")])
    with pytest.raises(Refused, match=r"as at 22 November 2026.*21 November 2026 is older"):
        load(TODAY - dt.timedelta(days=1), six=[child("F1")])
    assert roster.last_as_at(actor()) == TODAY


def test_a_day_to_come_is_refused():
    with pytest.raises(Refused, match="still to come"):
        load(TODAY + dt.timedelta(days=1), six=[child("F1")])


def test_only_those_who_may_import_can_look_or_load():
    for act in (roster.preview, roster.load):
        with pytest.raises(Refused, match="load the roster"):
            act(actor("iro"), workbook(six=[child("F1")]), TODAY)


def test_a_child_missing_from_a_list_in_the_file_is_marked_and_never_deleted():
    load(seven=[child("F1"), child("F2")], eight=[child("F1")])
    report = later(seven=[child("F2")])
    assert report.plan.leaving_count == 1
    assert [(s.status, s.off_list_on) for s in statuses("F1")] == [("cla", None), ("cp", LATER)]
    assert statuses("F1")[1].to_on is None


def test_a_child_who_comes_back_is_on_the_list_again():
    load(seven=[child("F1"), child("F2")])
    later(seven=[child("F2")])
    later(seven=[child("F1"), child("F2")])
    assert [s.off_list_on for s in statuses("F1")] == [None]


def test_more_than_five_in_a_hundred_leaving_asks_first():
    many = [child(f"F{n}") for n in range(100)]
    load(seven=many)
    with pytest.raises(NeedsConfirmation, match="6 children of 100 on list 7"):
        later(seven=many[6:], confirmed=False)
    assert later(seven=many[5:], confirmed=False).plan.leaving_count == 5
    with pytest.raises(NeedsConfirmation):
        later(seven=[], confirmed=False)
    assert later(seven=[]).plan.leaving_count == 95


def test_a_refused_row_never_removes_a_child_who_keeps_its_values():
    load(seven=[child("F1", team="Alder"), child("F2")])
    bad = child("F1", team="Beech", **{"Date of latest review conference": "soon"})
    report = later(seven=[bad, child("F2")])
    assert report.plan.leaving_count == 0
    assert report.plan.not_updated == ("F1",)
    assert teams("F1") == [("Alder", TODAY, None)]
    assert (known("F1").updated_as_at, known("F1").not_updated_as_at) == (TODAY, LATER)
    assert (known("F2").updated_as_at, known("F2").not_updated_as_at) == (LATER, None)


def test_a_refused_row_without_a_number_could_be_anybodys_so_nobody_leaves_that_list():
    load(seven=[child("F1"), child("F2")], eight=[child("F1"), child("F3")])
    report = later(seven=[child(""), child("F2")], eight=[child("F3")])
    assert report.plan.held_lists == (7,)
    assert [(row.case_number, row.list_number) for row in report.plan.leaving] == [("F1", 8)]


def test_an_unknown_child_with_a_refused_row_heads_the_not_loaded_list_until_it_comes_in():
    bad = child("F1", **{"Primary Need Code": "N77"})
    report = load(six=[bad, child("F2")])
    assert [row.case_number for row in report.plan.not_loaded] == ["F1"]
    assert "Primary Need Code: This is not one of the codes" in report.plan.not_loaded[0].reason
    assert not_loaded() == [("F1", 6)]
    later(six=[child("F1"), child("F2")])
    assert not_loaded() == []


def test_the_same_number_twice_in_a_list_refuses_both_rows_and_the_other_list_still_loads():
    load(six=[child("F1"), child("F1")], eight=[child("F1")])
    assert [s.status for s in statuses("F1")] == ["cla"]
    assert known("F1").not_updated_as_at == TODAY
    assert known("F1").updated_as_at is None
    assert not_loaded() == []


def test_a_new_worker_becomes_a_person_without_an_account_and_the_old_link_ends():
    load(EARLIER, six=[child("F1", worker="Wanda Fictional")], who=actor(today=EARLIER))
    load(six=[child("F1", worker="Wilf Fictional")])
    assert links("F1") == [
        ("Wanda Fictional", EARLIER, TODAY - dt.timedelta(days=1)),
        ("Wilf Fictional", TODAY, None),
    ]
    with reading() as session:
        assert session.query(Account).count() == 0
        assert {p.roster_name for p in session.query(Person)} == {
            "Wanda Fictional",
            "Wilf Fictional",
        }


def test_a_worker_known_by_the_same_name_is_that_person():
    person_id = makers.person("Wanda Fictional")
    report = load(six=[child("F1", worker="wanda  fictional")])
    assert report.people_created == 0
    assert links("F1") == [("Wanda Fictional", TODAY, None)]
    assert makers.row(Person, person_id).roster_name == "wanda fictional"


def test_a_child_nobody_is_named_for_has_no_social_worker_any_more():
    load(EARLIER, six=[child("F1", worker="Wanda Fictional")], who=actor(today=EARLIER))
    load(six=[child("F1", worker="Unallocated")])
    assert links("F1") == [("Wanda Fictional", EARLIER, TODAY - dt.timedelta(days=1))]


def test_a_link_made_on_screen_after_the_files_day_is_newer_than_the_file():
    load(EARLIER, six=[child("F1", worker="Wanda Fictional")], who=actor(today=EARLIER))
    person_id = makers.person("Wilf Fictional")
    makers.link(known("F1").id, "social_worker", person_id, TODAY)
    load(TODAY - dt.timedelta(days=2), six=[child("F1", worker="Wendy Fictional")])
    assert [name for name, _from, _to in links("F1")] == ["Wanda Fictional", "Wilf Fictional"]


def test_a_file_without_the_worker_column_leaves_the_links_as_they_are():
    load(EARLIER, six=[child("F1", worker="Wanda Fictional")], who=actor(today=EARLIER))
    names = ["Child Unique ID", "CIN Start Date", "Allocated Team"]
    load(data=book({"List 6": sheet(6, child("F1"), names=names)}))
    assert links("F1") == [("Wanda Fictional", EARLIER, None)]


def test_new_teams_are_created_only_when_the_user_says_so():
    makers.team("Beech")
    rows = [child("F1", team="Alder"), child("F2", team="BEECH ")]
    report = load(six=rows, create_teams=False)
    assert [(t.name, t.children) for t in report.plan.new_teams] == [("Alder", 1)]
    assert (teams("F1"), teams("F2")) == ([], [("Beech", TODAY, None)])
    assert load(six=rows).teams_created == 1
    assert teams("F1") == [("Alder", TODAY, None)]


def test_nothing_new_is_put_into_a_closed_team():
    makers.made(Team(name="Alder", closed_on=EARLIER))
    report = load(six=[child("F1", team="ALDER")])
    assert teams("F1") == []
    assert [(team.name, team.children) for team in report.plan.closed_teams] == [("ALDER", 1)]
    assert report.plan.new_teams == ()


def test_a_worker_who_has_left_and_is_named_all_the_same_is_the_same_person():
    makers.person("Wanda Fictional", roster_name="Wanda Fictional", left_on=EARLIER)
    assert load(six=[child("F1", worker="Wanda Fictional")]).people_created == 0
    assert links("F1") == [("Wanda Fictional", TODAY, None)]


def test_a_change_of_team_ends_the_old_link():
    load(EARLIER, six=[child("F1", team="Alder")], who=actor(today=EARLIER))
    load(six=[child("F1", team="Beech")])
    assert teams("F1") == [
        ("Alder", EARLIER, TODAY - dt.timedelta(days=1)),
        ("Beech", TODAY, None),
    ]


def test_list_six_repeats_children_on_other_lists_who_are_not_in_need_besides():
    load(six=[child("F1"), child("F2", **{"Case status": "a)"})], eight=[child("F2")])
    assert [s.status for s in statuses("F1")] == ["cin"]
    assert [s.status for s in statuses("F2")] == ["cla"]


def test_a_child_who_becomes_looked_after_is_no_longer_only_in_need():
    load(six=[child("F1")])
    later(six=[child("F1", **{"Case status": "a)"})], eight=[child("F1")])
    assert [(s.status, s.to_on) for s in statuses("F1")] == [("cin", LATER), ("cla", None)]


def test_list_six_alone_keeps_a_looked_after_child_in_sight():
    load(six=[child("F1", **{"Case status": "a) Looked after child"})])
    assert [s.status for s in statuses("F1")] == ["cin"]


def test_a_status_that_ends_ends_and_one_that_begins_again_is_a_new_one():
    load(seven=[child("F1")])
    end = dt.date(2026, 11, 1)
    later(seven=[child("F1", **{"Child Protection Plan End Date": end})])
    assert [(s.from_on, s.to_on) for s in statuses("F1")] == [(START, end)]
    again = dt.date(2026, 12, 1)
    later(seven=[child("F1", **{"Child Protection Plan Start Date": again})])
    assert [(s.from_on, s.to_on) for s in statuses("F1")] == [(START, end), (again, None)]


def test_a_new_period_of_care_ends_the_one_that_was_still_running():
    load(eight=[child("F1")])
    again = dt.date(2026, 12, 1)
    later(eight=[child("F1", **{"Date Started to be Looked After": again})])
    assert [(s.from_on, s.to_on) for s in statuses("F1")] == [(START, again), (again, None)]


def test_a_placement_is_dated_and_never_has_an_address():
    care = {"Start Date of Most Recent Placement": START, "Placement Type": "K2"}
    load(
        eight=[
            child(
                "F1", **care, **{"URN of Placement": "SC123456", "Placement postcode": "ZZ99 3CZ"}
            )
        ]
    )
    moved = {**care, "Start Date of Most Recent Placement": TODAY, "Placement Type": "U6"}
    later(eight=[child("F1", **moved)])
    first, second = placements("F1")
    assert (first.urn, first.from_on, first.to_on) == ("SC123456", START, TODAY - dt.timedelta(1))
    assert (second.placement_type, second.to_on) == ("U6", None)
    assert "ZZ99" not in repr(everything())


def test_a_placement_is_linked_to_its_home_whichever_came_first_and_however_the_number_is_typed():
    keeper = makers.holder("Keeper", "business_support", today=TODAY)
    care = {"Start Date of Most Recent Placement": START, "Placement Type": "K2"}
    load(eight=[child("F1", **care, **{"URN of Placement": "SC123456"})])
    oak = homes.put(keeper, homes.HomeGiven("Oak House", "123456"))
    assert [row.home_id for row in placements("F1")] == [oak]
    moved = {**care, "Start Date of Most Recent Placement": TODAY}
    elm = homes.put(keeper, homes.HomeGiven("Elm House", "SC 7654321"))
    later(eight=[child("F1", **moved, **{"URN of Placement": "sc7654321"})])
    assert [row.home_id for row in placements("F1")] == [oak, elm]


def test_unborn_children_and_care_leavers_are_children_and_a_birth_is_a_change():
    load(
        seven=[child("F1", **{"Age of Child (Years)": -1})],
        nine=[child("F2", **{"Age of Child (Years)": 25})],
    )
    assert (known("F1").is_unborn, known("F1").birth_month) == (True, None)
    assert known("F2").age_years == 25
    born = {"Age of Child (Years)": 0, "Date of Birth": dt.date(2026, 11, 20)}
    report = later(seven=[child("F1", **born)])
    assert (known("F1").is_unborn, known("F1").birth_month) == (False, dt.date(2026, 11, 1))
    assert [row.what for row in report.plan.changed] == ["birth month, is unborn"]


def test_a_birth_month_once_known_is_not_lost_to_an_empty_cell():
    load(six=[child("F1", **{"Date of Birth": dt.date(2015, 6, 17)})])
    later(six=[child("F1")])
    assert known("F1").birth_month == dt.date(2015, 6, 1)


def test_a_child_who_died_carries_the_day():
    row = child("F1", **{"CIN Closure Date": TODAY, "Reason for Closure": "RC2"})
    load(six=[row])
    assert known("F1").died_on == TODAY


def test_a_merged_number_brings_news_of_the_child_it_was_merged_into():
    load(seven=[child("F1"), child("F2")])
    survivor, hidden = known("F2").id, known("F1").id
    with writing() as session:
        session.get(Child, hidden).merged_into_id = survivor
    report = later(seven=[child("F1", team="Alder")])
    assert teams("F2") == [("Alder", LATER, None)]
    assert report.plan.leaving_count == 0


def test_restricted_children_are_counted_but_not_named_to_others():
    load(seven=[child("F1"), child("F2")])
    hidden = known("F1").id
    with writing() as session:
        session.get(Child, hidden).restricted_at = makers.NOW
    plan = roster.preview(actor(today=LATER), workbook(seven=[]), LATER)
    assert plan.leaving_count == 2
    assert [row.case_number for row in plan.leaving] == ["F2"]
    assert (
        roster.preview(actor("administrator", today=LATER), workbook(seven=[]), LATER).leaving == ()
    )


def test_what_changed_about_a_child_is_on_the_trail_with_old_and_new_values():
    load(seven=[child("F1", worker="Wanda Fictional")])
    visit = {"Date of the Last Statutory Visit": TODAY}
    later(seven=[child("F1", worker="Wilf Fictional", **visit)])
    (entry,) = [e for e in makers.entries("import") if e.noun == "child"]
    assert entry.child_id == known("F1").id
    assert entry.payload["child protection plan: last visit"] == [None, "2026-11-22"]
    assert entry.payload["social worker"] == ["Wanda Fictional", "Wilf Fictional"]
    assert trail.verify().holds


def test_a_load_is_on_the_trail_with_its_counts_and_leaves_no_case_text():
    report = load(seven=[child("F1"), child("F2", **{"Was the Child Seen Alone?": "z"})])
    (entry,) = makers.entries("import")
    assert (entry.noun, entry.noun_id) == ("roster", report.load_id)
    assert entry.payload["lists"] == {"7": {"rows": 1, "refused": 1, "left": 0}}
    with reading() as session:
        (row,) = session.query(RosterLoad)
        assert (row.as_at, row.file_digest) == (TODAY, report.plan.annex.file_digest)
        assert row.report["refused"] == 1


def test_a_failure_in_the_middle_leaves_nothing_behind(monkeypatch):
    before = everything()

    def fail(*_args, **_kwargs):
        raise Refused("The disk is full.")

    monkeypatch.setattr("qa.services.roster_write._not_loaded", fail)
    with pytest.raises(Refused, match="disk"):
        load(seven=[child("F1")])
    assert everything() == before
    with reading() as session:
        assert session.query(TrailEntry).count() == 0


def test_actions_of_a_child_who_leaves_every_list_stay_open():
    load(seven=[child("F1"), child("F2")])
    owner = makers.person("Owner")
    action_id = makers.action(owner, owner, child_id=known("F1").id)
    later(seven=[child("F2")])
    assert makers.row(Action, action_id).status == "open"


def test_a_number_that_does_not_look_like_a_case_number_is_refused_by_the_setting():
    administrator = actor("administrator")
    settings.put(administrator, "case_number_pattern", r"\d{5}", TODAY)
    report = load(six=[child("F1"), child("12345")])
    assert report.plan.new == ("12345",)
    assert "does not look like a case number" in report.plan.refusals[0].reason


def test_the_refused_rows_can_be_downloaded():
    plan = roster.preview(actor(), workbook(six=[child("F1", **{"Case status": "=cmd()"})]), TODAY)
    assert roster.refused_csv(plan).splitlines()[1].startswith("List 6,2,Case status,'=cmd(),")


def test_progress_runs_from_nought_to_one():
    told = []
    data = workbook(six=[child("F1")])
    roster.load(actor(), data, TODAY, progress=lambda share, words: told.append(share))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
