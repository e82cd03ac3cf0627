"""What the trends count, for whom, and the records behind every mark."""

import dataclasses
import datetime as dt

import pytest

from db.engine import writing
from db.models import CheckConcern, CheckDomain, ChildAccess
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.services import install, trail
from qa.services import trend_records as records_of
from qa.services.trend_tables import table
from qa.services.trends import CUSTOM, Filters, filters, last_months, team_names, trends
from tests.services import makers

TODAY = makers.TODAY
CHARTS = ("month", "team", "domain", "question", "age")


def installed() -> int:
    """The released audit form; its id."""
    with writing() as session:
        install.install_released(session, dt.date(2020, 1, 1))
        return install.form_in_force(session, "case_file_audit", TODAY)[0]


def audit(team_id: int | None, grade: int, on: dt.date, number: str, **other: object) -> int:
    """A finished audit of a child of its own, with its narrow rows."""
    child_id = makers.child(number, team_id, **other.pop("child", {}))
    auditor = makers.person(f"Auditor of {number}")
    form_id = other.pop("form_id", None) or makers.form()
    check_id = makers.finished(
        child_id, auditor, on, team_id=team_id, form_id=form_id, final_grade=grade, **other
    )
    narrow = {
        "check_id": check_id,
        "kind": "case_audit",
        "submitted_on": on,
        "team_id": team_id,
        "audit_type": other.get("audit_type"),
    }
    makers.made(CheckDomain(**narrow, section="B", positive=3.5, counted=5))
    if grade == 1:
        makers.made(CheckConcern(**narrow, question="B1", is_capping=True))
    return check_id


def some_audits(today: dt.date) -> dict[str, int]:
    """Two teams, seven audits of the last months, one of last year; ids of what is there."""
    installed()
    north, south = makers.team("Northgate"), makers.team("Southbank")
    recent = today - dt.timedelta(days=40)
    first = audit(north, 1, recent, "NG-1")
    for number, grade in (("NG-2", 3), ("NG-3", 3), ("NG-4", 4), ("NG-5", 2)):
        audit(north, grade, recent, number)
    audit(south, 3, recent, "SB-1", audit_type="dip")
    audit(south, 2, today - dt.timedelta(days=1), "SB-2")
    audit(south, 3, today - dt.timedelta(days=450), "SB-3")
    owner = makers.person("Owner")
    makers.action(
        owner, owner, check_id=first, child_id=child_of(first), team_id=north,
        due_on=today - dt.timedelta(days=90),
    )  # fmt: skip
    return {"north": north, "south": south, "first": first}


def child_of(check_id: int) -> int:
    from db.models import Check

    return makers.row(Check, check_id).child_id


@pytest.fixture
def ids(store: str) -> dict[str, int]:
    return some_audits(TODAY)


def manager() -> Actor:
    return makers.holder("Manager", "practice_manager")


def year(actor: Actor, **other: object) -> Filters:
    return filters(actor, "12", **other)


def test_the_sentence_gives_counts_the_share_its_range_and_the_period_before(ids) -> None:
    actor = manager()
    said = trends(actor, year(actor)).headline
    assert said.startswith("7 audits submitted from 1 December 2025 to 5 November 2026. ")
    assert "57% were graded Good or Outstanding (4 of 7; the likely range is 25% to 84%)" in said
    assert "too few audits in the period before" in said


def test_every_chart_has_figures_and_words(ids) -> None:
    actor = manager()
    found = trends(actor, year(actor))
    for chart in CHARTS:
        made = table(chart, found.charts[chart])
        assert made.rows, chart
        assert all(len(row) == len(made.header) for row in made.rows), chart


def test_shares_of_a_month_with_few_audits_are_not_given_and_said(ids) -> None:
    actor = manager()
    found = trends(actor, year(actor))
    rows = {row[0]: row for row in table("month", found.charts["month"]).rows}
    assert rows["November 2026"][5:] == ("1", "too few", "too few")
    assert rows["September 2026"][5:7] == ("6", "67%")
    assert any(note.startswith("November 2026 has fewer than 5 audits") for note in found.notes)


def test_filters_narrow_every_chart(ids) -> None:
    actor = manager()
    south = trends(actor, year(actor, team_id=ids["south"]))
    assert south.audits == 2
    assert set(south.charts["team"]["team"]) == {"Southbank"}
    assert not south.charts["age"]
    assert trends(actor, year(actor, audit_type="dip")).audits == 1


def test_nothing_in_the_period_is_said_and_nothing_is_drawn(ids) -> None:
    actor = manager()
    asked = filters(actor, CUSTOM, (dt.date(2019, 1, 1), dt.date(2019, 2, 1)))
    found = trends(actor, asked)
    assert found.headline == "No audits were submitted from 1 January 2019 to 1 February 2019."
    assert not found.charts["month"]


def test_a_period_that_ends_before_it_begins_is_refused_in_words(ids) -> None:
    with pytest.raises(Refused, match="ends before it begins"):
        filters(manager(), CUSTOM, (TODAY, TODAY - dt.timedelta(days=1)))
    with pytest.raises(Refused, match="first and the last day"):
        filters(manager(), CUSTOM, (TODAY,))


def test_a_team_manager_sees_only_the_teams_of_the_role(ids) -> None:
    actor = makers.holder("Team manager", "team_manager", team_id=ids["north"])
    assert team_names(actor) == {ids["north"]: "Northgate"}
    assert trends(actor, year(actor)).audits == 5
    assert trends(actor, year(actor, team_id=ids["south"])).audits == 0


def test_figures_kept_for_one_reader_are_not_shown_to_another(ids) -> None:
    all_of_it = manager()
    assert trends(all_of_it, year(all_of_it)).audits == 7
    team = makers.holder("Team manager", "team_manager", team_id=ids["south"])
    assert trends(team, year(team)).audits == 2
    assert trends(all_of_it, year(all_of_it)).audits == 7


@pytest.mark.parametrize("role", ["business_support", "reg44_visitor", "administrator"])
def test_roles_without_trends_are_refused(ids, role: str) -> None:
    actor = makers.holder("Somebody", role)
    with pytest.raises(Refused, match="does not include the trends"):
        trends(actor, Filters(TODAY, TODAY))


def test_a_change_on_the_trail_shows_at_once(ids) -> None:
    actor = manager()
    assert trends(actor, year(actor)).audits == 7
    audit(ids["north"], 3, TODAY, "NG-9")
    with writing() as session:
        trail.record(session, actor, "submit", "check", 1, {})
    assert trends(actor, year(actor)).audits == 8


def test_opening_a_record_leaves_what_was_counted_in_place(ids) -> None:
    actor = manager()
    before = trends(actor, year(actor))
    trail.opened(actor, "check", ids["first"])
    assert trends(actor, year(actor)) is before


def test_a_restricted_child_is_counted_only_for_those_named(ids) -> None:
    named, other = manager(), makers.holder("Other", "head_of_service")
    hidden = {"child": {"restricted_at": makers.NOW}}
    check_id = audit(ids["north"], 1, TODAY, "NG-R", **hidden)
    makers.made(ChildAccess(child_id=child_of(check_id), person_id=named.person_id))
    with writing() as session:
        trail.record(session, named, "restrict", "child", 1, {})
    assert trends(named, year(named)).audits == 8
    found = trends(other, year(other))
    assert found.audits == 7
    assert found.charts["question"]["n"] == [1]
    assert sum(found.charts["domain"]["n"]) == 35


def test_the_list_behind_every_mark_holds_as_many_records_as_it_counts(ids) -> None:
    actor = manager()
    asked = year(actor)
    found = trends(actor, asked)
    for chart in CHARTS:
        marks = records_of.marks(chart, found.charts[chart])
        assert marks, chart
        for words, point in marks.items():
            behind = records_of.records(actor, asked, chart, words)
            wanted = point["n"] // 5 if chart == "domain" else point["n"]
            assert len(behind.rows) == wanted, (chart, words)


def test_a_click_gives_the_mark_its_words(ids) -> None:
    frame = trends(manager(), year(manager())).charts["month"]
    clicked = {"month": "2026-09", "grade": "Good"}
    assert records_of.mark_words("month", frame, clicked) == "September 2026: Good"
    assert records_of.mark_words("month", frame, {"month": "2019-01", "grade": "Good"}) is None


def test_an_iro_sees_the_totals_but_lists_only_their_own(ids) -> None:
    actor = makers.holder("IRO", "iro")
    makers.link(child_of(ids["first"]), "iro", actor.person_id)
    asked = year(actor)
    assert trends(actor, asked).audits == 7
    mine = records_of.records(actor, asked, "team", "Northgate: Inadequate")
    assert [row.check_id for row in mine.rows] == [ids["first"]]
    others = records_of.records(actor, asked, "team", "Northgate: Good")
    assert others.rows == ()
    assert others.summary == "There are no records behind this mark that you may read."


def test_a_mark_that_is_not_there_is_refused_in_words(ids) -> None:
    actor = manager()
    with pytest.raises(Refused, match="nothing behind this mark"):
        records_of.records(actor, year(actor), "team", "'; DROP TABLE check;--")


def test_a_series_that_crosses_form_versions_says_so(ids) -> None:
    from db.models import InstalledVersion
    from qa.domain.forms import digest, form_text

    text = form_text("case_file_audit", "1").replace('version = "1"', 'version = "2"', 1)
    second = makers.made(
        InstalledVersion(
            kind="form", name="case_file_audit", number=2, digest=digest(text), body=text,
            effective_from=TODAY, installed_at=makers.NOW,
        )
    )  # fmt: skip
    audit(ids["north"], 3, TODAY, "NG-V2", form_id=second)
    actor = manager()
    with writing() as session:
        trail.record(session, actor, "install", "form", second, {})
    notes = trends(actor, year(actor)).notes
    assert any("cross versions of the form" in note for note in notes)


def test_audits_not_yet_moderated_are_counted_and_said(ids) -> None:
    audit(ids["north"], 4, TODAY, "NG-W", status="submitted", moderation_why="outstanding")
    actor = manager()
    with writing() as session:
        trail.record(session, actor, "submit", "check", 1, {})
    found = trends(actor, year(actor))
    assert found.notes[0].startswith("1 audit is not yet moderated")


def test_small_numbers_and_what_gives_them_away_stay_out_of_the_file(ids) -> None:
    actor = manager()
    text = records_of.csv(actor, year(actor), "month").decode("utf-8-sig")
    row = next(line for line in text.splitlines() if line.startswith("September 2026"))
    assert row == (
        "September 2026,fewer than 5,fewer than 5,fewer than 5,fewer than 5,"
        "not given,not given,not given"
    )
    assert makers.entries("export")[0].payload["chart"] == "month"


def test_an_iro_may_not_export(ids) -> None:
    actor = makers.holder("IRO", "iro")
    with pytest.raises(Refused, match="does not include exports"):
        records_of.csv(actor, year(actor), "month")


def test_the_months_end_today_and_begin_on_a_first() -> None:
    assert last_months(12, dt.date(2026, 11, 22))[0] == dt.date(2025, 12, 1)
    assert last_months(6, dt.date(2026, 3, 31))[0] == dt.date(2025, 10, 1)
    assert last_months(1, dt.date(2026, 1, 1))[0] == dt.date(2026, 1, 1)


def test_no_figure_names_an_auditor_or_a_worker() -> None:
    names = {field.name for field in dataclasses.fields(Filters)}
    assert not names & {"auditor", "worker", "assignee_id", "worker_id"}
