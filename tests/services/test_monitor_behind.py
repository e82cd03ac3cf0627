"""Behind the monitor: who must act today and why, the challenges of every mark, and its tables."""

import dataclasses
import datetime as dt
from types import SimpleNamespace

import pytest

from db.engine import writing
from db.models import Challenge, Person
from qa.domain.challenge_words import in_short
from qa.domain.refusals import Refused
from qa.domain.words import plural
from qa.services import monitor_records as behind
from qa.services import monitor_tables, monitor_today, monitor_where
from qa.services.monitor import monitor
from tests.services import makers
from tests.services.challenge_world import at, raised
from tests.services.test_monitor import LATER, PERIOD, w

__all__ = ["w"]


def test_every_mark_lists_what_it_counts(w):
    head = at(w.head, LATER)
    found = monitor(head, PERIOD)
    asked = 0
    for chart, frame in found.charts.items():
        for words, point in behind.marks(chart, frame).items():
            rows = behind.records(head, PERIOD, chart, words)
            assert rows.rows, (chart, words)
            if chart not in ("challenge_days", "challenge_answers", "challenge_lateness"):
                counted = point["total" if chart in behind.WHOLE else "n"]
                assert len(rows.rows) == counted, (chart, words)
            asked += 1
    assert asked > 15


def test_the_records_behind_a_mark_stand_by_the_day_they_say_the_latest_first(w):
    for at_day in (dt.date(2026, 11, 6), dt.date(2026, 11, 9), makers.TODAY):
        raised(SimpleNamespace(**(vars(w) | {"iro": at(w.iro, at_day)})), kind="formal")
    head = at(w.head, LATER)
    frame, days = monitor(head, PERIOD).charts["challenge_volume"], []
    for mark in behind.marks("challenge_volume", frame):
        days += [r.next_on for r in behind.records(head, PERIOD, "challenge_volume", mark).rows]
    running = [day for day in days if day]
    assert len(set(running)) > 2
    assert running == sorted(running, reverse=True)
    assert days[: len(running)] == running


def test_a_click_finds_its_mark_by_the_fields_it_gives(w):
    frame = monitor(at(w.head, LATER), PERIOD).charts["challenge_open"]
    clicked = {"stage": "Stage 2", "urgency": "Overdue"}
    assert behind.mark_words("challenge_open", frame, clicked) == "Stage 2: overdue"
    assert behind.mark_words("challenge_open", frame, {"stage": "No stage"}) is None


def test_a_mark_that_is_not_there_is_refused_in_words(w):
    with pytest.raises(Refused, match="nothing behind this mark"):
        behind.records(at(w.head, LATER), PERIOD, "challenge_open", "Stage 9: overdue")


def test_who_must_be_called_today_and_why_the_oldest_day_first(w):
    found = monitor_today.today(at(w.head, LATER))
    calls = {call.row.id: call for call in found.calls}
    assert set(calls) == {w.late, w.up}
    assert found.waiting == 2
    first = calls[w.late]
    assert "working day" in first.why
    assert "Informal: no answer by" in first.why
    assert " late (answer). " in first.why
    assert (first.what, first.is_own) == (f"Call {first.whom}", False)
    assert "About: visits not in time." in first.why
    assert f"Raised by {w.iro.name}." in first.why
    assert (found.in_five, found.in_ten) == ((), ())


def test_late_is_counted_from_the_day_that_comes_first_and_lists_and_the_page_say_which(w):
    made = raised(w, kind="formal")
    with writing() as session:
        session.get(Challenge, made).status = "answered"
    on = at(w.head, dt.date(2026, 12, 7))
    [found] = [c.row for c in monitor_today.today(on).calls if c.row.id == made]
    assert found.next_on == found.cap_due_on
    assert found.late_words == f"{found.late} (limit of all stages together)"


def test_where_whoever_is_asked_has_no_account_it_is_said_who_records_the_answer(w):
    named = raised(w)
    with writing() as session:
        asked = session.get(Challenge, named)
        asked.responder_id, asked.responder_name, asked.stage_role = None, "Ann Where", None
        asked.responder_role = "Assistant director"
    calls = {c.row.id: c for c in monitor_today.today(at(w.head, LATER)).calls}
    assert monitor_today.RECORDED in calls[named].why
    assert calls[named].what == "Call Ann Where, Assistant director"
    assert monitor_today.RECORDED not in calls[w.late].why


def test_a_call_to_a_role_says_that_no_name_is_recorded_and_who_raised_and_holds_it(w):
    with writing() as session:
        asked = session.get(Challenge, w.late)
        asked.responder_id, asked.responder_name, asked.stage_role = None, None, None
        asked.responder_role, asked.held_by_id = "Assistant director", w.iro2.person_id
    [call] = [c for c in monitor_today.today(at(w.head, LATER)).calls if c.row.id == w.late]
    assert call.what == "Call the assistant director (no name is recorded)"
    assert f"Raised by {w.iro.name}, held by {w.iro2.name} now." in call.why
    assert monitor_today.RECORDED in call.why


def test_what_ends_in_five_days_is_listed_before_it_is_over(w):
    found = monitor_today.today(at(w.head, dt.date(2026, 11, 6)))
    assert not found.calls
    assert {call.row.id for call in found.in_five} == {w.late, w.up}


def test_a_team_manager_sees_the_calls_of_the_own_team_only(w):
    other = makers.holder("Other", "team_manager", team_id=makers.team("Southgate"))
    assert not monitor_today.today(at(other, LATER)).calls
    assert len(monitor_today.today(at(w.boss, LATER)).calls) == 2
    with pytest.raises(Refused, match="does not include"):
        monitor_today.today(makers.holder("Admin", "administrator"))


def test_every_chart_has_a_table_and_a_file_hides_small_numbers(w):
    head = at(w.head, LATER)
    found = monitor(head, PERIOD)
    for chart, frame in found.charts.items():
        shown = monitor_tables.table(chart, frame)
        assert shown.rows, chart
        assert all(len(row) == len(shown.header) for row in shown.rows)
        text = behind.csv(head, PERIOD, chart).decode("utf-8-sig")
        assert text.count("\n") >= len(shown.rows)
    hidden = monitor_where.leaving(found)["challenge_open"]
    cells = {cell for row in hidden.rows for cell in row[1:]}
    assert cells <= {"not given", "0"}


def test_who_may_not_export_gets_no_file(w):
    with pytest.raises(Refused):
        behind.csv(dataclasses.replace(w.iro, roles=frozenset()), PERIOD, "challenge_open")


def test_what_is_open_in_a_team_or_with_a_theme_opens(w):
    head = at(w.head, LATER)
    found = monitor(head, PERIOD)
    teams, themes = monitor_where.teams_open(found), monitor_where.themes_open(found)
    assert teams == {"Northgate": 3}
    assert len(monitor_where.behind(head, PERIOD, "team", "Northgate").rows) == 3
    for words, n in themes.items():
        listed = monitor_where.behind(head, PERIOD, "theme", words)
        assert (len(listed.rows), listed.summary) == (n, f"{plural(n, 'open challenge')}.")
    with pytest.raises(Refused, match="no such table"):
        monitor_where.behind(head, PERIOD, "worker", "Ira")


def test_the_tables_of_teams_and_themes_hide_small_numbers_and_what_gives_them_away(w):
    one = monitor(at(w.head, LATER), PERIOD).teams[0]
    rows = [(20, 3, 9, 17), (12, 0, 6, 12), (0, 0, 0, 0)]
    teams = tuple(
        dataclasses.replace(one, team=f"Team {n}", open=o, over=v, in_five=five, in_ten=ten)
        for n, (o, v, five, ten) in enumerate(rows)
    )
    found = monitor(at(w.head, LATER), PERIOD)
    ages = {"Critical": 0, "Overdue": 3, "Due soon": 15, "Later": 14}
    by_stage = {"stage": ["Informal"] * 4, "urgency": [*ages], "n": [*ages.values()]}
    charts = {**found.charts, "challenge_open": by_stage}
    found = dataclasses.replace(found, teams=teams, charts=charts)
    shown = monitor_where.teams_now(found)
    assert shown.rows[0] == ("Team 0", "20", "3", "9", "17")
    hidden = monitor_where.leaving(found, 5)["teams"]
    assert hidden.rows[0][2] == "not given"
    assert hidden.rows[0].count("not given") >= 2
    assert hidden.rows[2] == ("Team 2", "0", "0", "0", "0")
    assert behind.csv(at(w.head, LATER), PERIOD, "teams").startswith(b"\xef\xbb\xbf")
    assert b"not given" in behind.csv(at(w.head, LATER), PERIOD, "themes")


def test_who_has_to_act_is_not_told_to_call_themselves(w):
    mine = monitor_today.today(at(w.boss, LATER)).calls
    assert "Answer it yourself" in {call.what for call in mine}
    assert all(
        call.what.startswith("Call ") for call in monitor_today.today(at(w.iro2, LATER)).calls
    )


def test_what_the_reader_alone_can_do_stands_first_and_of_one_day_the_formal_ones(w):
    made = [raised(w, kind="formal") for _ in range(6)]
    early = raised(w)
    with writing() as session:
        session.get(Challenge, early).due_on = dt.date(2026, 11, 11)
    found = monitor_today.today(at(w.head, LATER))
    assert [call.row.id for call in found.calls] == [w.up, early, *made, w.late]
    assert [call.is_own for call in found.calls] == [True, *[False] * 8]
    assert found.calls[0].what == "Answer it yourself"
    assert found.calls[0].named == f"Call {w.head.name}, Head of service"
    others = monitor_today.today(at(w.head, LATER), own_first=False)
    assert [call.row.id for call in others.calls] == [early, w.up, *made[:3]]
    assert others.waiting == found.waiting == 9


def test_what_nobody_by_name_is_asked_waits_for_the_role_as_in_my_work(w):
    with writing() as session:
        asked = session.get(Challenge, w.up)
        asked.responder_id, asked.responder_name = None, None
    own = {c.row.id for c in monitor_today.today(at(w.head, LATER)).calls if c.is_own}
    assert own == {w.up}


def test_whom_to_call_is_said_with_their_own_role_and_address_where_one_is_known(w):
    with writing() as session:
        session.get(Person, w.boss.person_id).email = "boss@example.org"
        session.get(Person, w.head.person_id).email = "not an address"
    calls = {c.row.id: c for c in monitor_today.today(at(w.manager, LATER)).calls}
    assert calls[w.late].what == f"Call {w.boss.name}, Team manager"
    assert calls[w.late].email == "boss@example.org"
    assert calls[w.up].email == ""


def test_many_themes_are_told_in_short(w):
    made = raised(w, themes=("visits", "placement", "resources"))
    calls = {c.row.id: c for c in monitor_today.today(at(w.head, LATER)).calls}
    assert calls[made].why.endswith(" and 2 more.")
    assert in_short(["Visits", "Drift"]) == "Visits and Drift"
    assert in_short(["Drift and delay", "B", "C", "D", "E"]) == "Drift and delay and 4 more"
