"""Visits of the demonstration: consistent with the rules, in every state, told in the trail."""

import datetime as dt
from collections import Counter, defaultdict
from statistics import mean
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from db.models import (
    Account,
    Action,
    ActionResponse,
    ActionStatus,
    Answer,
    Check,
    Home,
    HomeResident,
    HomeVisitor,
    Placement,
    Revision,
    TrailEntry,
    Visit,
    VisitAlert,
    VisitConsent,
    VisitEvent,
    VisitIssue,
    VisitSending,
    VisitStandard,
)
from qa.domain import visits as words
from qa.domain.completion import missing
from qa.domain.coverage import State
from qa.domain.leaks import warnings
from qa.domain.visit_names import looks_like_a_name
from qa.domain.visit_ready import alerts_needed, contradictions
from qa.domain.workflow import DRAFT, ISSUED, REG44
from qa.services import coverage, coverage_rebuild, drafts, independence, install, visits
from qa.services.demo_homes import AUTHORITIES
from qa.services.people import actor
from qa.services.visit_ready import problems

TODAY = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
MONTHS = 37


def count(session, model, *conditions):
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


def person(session, username):
    person_id = session.scalar(select(Account.person_id).where(Account.username == username))
    return actor(session, person_id, username, NOW, TODAY)


@pytest.fixture(scope="module")
def made(told):
    """(check, visit, home) of every visit, by day."""
    rows = select(Check, Visit, Home).join(Visit, Visit.check_id == Check.id).join(
        Home, Home.id == Visit.home_id
    )  # fmt: skip
    return told.execute(rows.order_by(Visit.visited_on)).all()


def finished(made):
    return [row for row in made if row.Check.submitted_on]


def test_visits_are_in_every_state_that_lasts(made):
    states = Counter(check.status for check, *_ in made)
    assert set(states) == {"closed", "issued", "submitted", "in_progress", "withdrawn"}
    assert states["closed"] > 200
    late = [v for c, v, _h in made if v.issued_on and v.issued_on > v.report_due_on]
    assert len(late) >= 2


def test_every_finished_visit_answers_all_that_is_asked_without_contradiction(told, made):
    for check, _visit, _home in finished(made):
        form = install.form(told, check.form_id)
        given = drafts.answers(told, check, form)
        assert missing(form, drafts.case_facts(check), given) == []
        assert contradictions(form, given) == []


def test_the_latest_visits_would_be_accepted_as_they_stand(told, made):
    for check, _visit, _home in finished(made)[-30:]:
        form = install.form(told, check.form_id)
        by = SimpleNamespace(now=check.submitted_at.replace(tzinfo=dt.UTC))
        assert problems(told, by, check, form, drafts.answers(told, check, form)) == []


def test_the_columns_and_narrow_rows_say_what_the_answers_say(told, made):
    met, events = defaultdict(dict), defaultdict(dict)
    for row in told.scalars(select(VisitStandard)):
        met[row.check_id][row.standard] = row.met
    for row in told.scalars(select(VisitEvent)):
        events[row.check_id][row.event] = (row.events, row.children)
    for check, visit, _home in finished(made):
        given = drafts.answers(told, check, install.form(told, check.form_id))
        assert words.times(given) == (visit.arrived, visit.left)
        assert given["VH.4"].value == visit.announced
        assert given["V4.1"].value == visit.safeguarded
        assert {s: given[f"V2.{s}"].value for s in words.STANDARDS} == met[check.id]
        numbers = words.numbers(given, words.EVENTS)
        assert {f"{e}.events": n for e, (n, _c) in events[check.id].items()}.items() <= (
            numbers.items()
        )
        assert visit.accepted <= visit.offered <= visit.present <= visit.on_roll


def test_a_sample_opens_as_its_readers_would_open_it(told):
    manager, visitor = person(told, "manager"), person(told, "visitor")
    rows, total = visits.listed(manager, visits.VisitFilter(), limit=40)
    assert total > 200
    for row in rows[::6]:
        shown = visits.view(manager, row.id)
        assert shown.home.is_visited and shown.visit.check_id == row.id
        assert len(shown.issues) == (shown.visit.issued_revision or 0)
    mine, _total = visits.listed(visitor, visits.VisitFilter(mine=True), limit=1)
    assert visits.view(visitor, mine[0].id).may_read


def test_no_visit_lies_outside_its_home_or_its_visitors_appointment(told, made):
    links = defaultdict(list)
    for link in told.scalars(select(HomeVisitor)):
        links[link.home_id, link.person_id].append(link)
    for _check, visit, home in made:
        on = visit.visited_on
        assert home.opened_on <= on <= (home.closed_on or TODAY) and on <= TODAY
        held = links[home.id, visit.visitor_id]
        assert any(k.from_on <= on and (k.to_on is None or on <= k.to_on) for k in held)
        assert visit.month == on.replace(day=1) and home.is_visited


def test_no_visitor_was_tied_to_the_home_on_the_day(told, made):
    for _check, visit, home in made[::5]:
        assert independence.refusals(told, [home.id], visit.visitor_id, visit.visited_on) == {}


def test_the_visitor_is_barred_from_one_home_where_they_review_a_child(told):
    visitor = person(told, "visitor")
    home_ids = list(told.scalars(select(HomeVisitor.home_id).where(
        HomeVisitor.person_id == visitor.person_id, HomeVisitor.to_on.is_(None))))  # fmt: skip
    refused = independence.refusals(told, home_ids, visitor.person_id, TODAY)
    assert len(home_ids) == 5 and len(refused) == 1
    assert "43(3)" in next(iter(refused.values()))


def test_one_month_was_missed_and_one_has_two_visits(told, made):
    visited = Counter((v.home_id, v.month) for c, v, _h in made if c.status != "withdrawn")
    assert sum(n == 2 for n in visited.values()) == 1
    grid = coverage.grid(person(told, "manager"), TODAY.replace(day=1), MONTHS)
    states = Counter(cell.state for row in grid.rows for cell in row.cells)
    assert states[State.OVERDUE] == 1
    assert len(grid.rows) == 7


def test_past_months_are_rebuilt_from_the_trail_as_the_grid_shows_them(told):
    manager = person(told, "manager")
    grid = coverage.grid(manager, TODAY.replace(day=1), 30)
    for place in (0, 1, 2, 6, 14, 29):
        again = coverage_rebuild.rebuilt(manager, grid.months[place], TODAY)
        shown = {row.home_id: row.cells[place].state for row in grid.rows}
        counted = {row.home_id: row.cells[0].state for row in again.rows}
        assert counted.items() <= shown.items() and len(counted) >= 5


def test_about_half_of_the_visits_are_unannounced(made):
    how = Counter(v.announced for _c, v, _h in made)
    assert 0.4 < how["unannounced"] / sum(how.values()) < 0.6 and how["part"] > 5


def test_opinions_change_and_a_no_was_told_at_once(told, made):
    opinions = Counter(v.safeguarded for _c, v, _h in finished(made))
    assert set(opinions) == {"Y", "C", "N"}
    alerts = set(told.execute(select(VisitAlert.check_id, VisitAlert.question)).all())
    for check, _visit, _home in finished(made):
        given = drafts.answers(told, check, install.form(told, check.form_id))
        assert {(check.id, q) for q in alerts_needed(given, False)} <= alerts


def test_case_records_were_opened_with_consent_of_a_child_who_lived_there(told):
    rows = told.execute(
        select(VisitConsent, HomeResident, Visit)
        .join(HomeResident, HomeResident.id == VisitConsent.resident_id)
        .join(Visit, Visit.check_id == VisitConsent.check_id)
    ).all()
    assert len(rows) > 20
    for consent, resident, visit in rows:
        assert resident.home_id == visit.home_id and resident.from_on <= visit.visited_on
        assert resident.to_on is None or visit.visited_on <= resident.to_on
        assert consent.authority_agreed_on <= visit.visited_on


def test_missing_children_rise_in_one_home(told):
    early, late = defaultdict(list), defaultdict(list)
    for row in told.scalars(select(VisitEvent).where(VisitEvent.event == "missing")):
        (late if row.month >= dt.date(2026, 5, 1) else early)[row.home_id].append(row.events)
    rise = [mean(late[home]) / max(mean(early[home]), 0.2) for home in late]
    assert sum(ratio > 3 for ratio in rise) == 1


def test_recommendations_are_answered_in_every_way_and_stand_everywhere(told):
    advice = Action.kind == "recommendation"
    assert set(told.scalars(select(Action.status).where(advice))) == {
        "open", "done", "verified", "withdrawn",
    }  # fmt: skip
    stances = Counter(told.scalars(select(ActionResponse.stance)))
    assert set(stances) == {"accept", "accept_part", "not_accept"}
    statuses = set(told.scalars(select(ActionStatus.status)))
    assert statuses == {"completed_seen", "completed_reported", "in_progress", "not_started",
                        "not_accepted"}  # fmt: skip
    assert count(told, Action, advice, Action.status == "open", Action.due_on < TODAY) >= 1
    for action in told.scalars(select(Action).where(advice)):
        assert action.consider_by_on > action.raised_on and action.standard in words.STANDARDS
        assert action.home_id and action.child_id is None


def test_one_home_was_told_the_same_three_visits_running(told, made):
    raised = defaultdict(set)
    for check_id, standard in told.execute(select(Action.check_id, Action.standard)):
        raised[check_id].add(standard)
    by_home = defaultdict(list)
    for check, visit, _home in finished(made):
        by_home[visit.home_id].append(raised[check.id])
    running = {
        (home, standard)
        for home, each in by_home.items()
        for a, b, c in zip(each, each[1:], each[2:], strict=False)
        for standard in a & b & c
    }
    assert {standard for _home, standard in running} == {"8"} and len(running) == 1


def test_every_closed_visit_was_sent_to_everybody_and_one_issued_one_was_not(told, made):
    sent = defaultdict(set)
    for row in told.scalars(select(VisitSending)):
        sent[row.check_id].add(row.recipient)
    needed = {"ofsted", "placing_authorities", "provider", "manager", "responsible_individual"}
    lacking = [c.status for c, v, _h in made if v.issued_on and not needed <= sent[c.id]]
    assert lacking == ["issued"]


def test_one_report_was_issued_again_after_a_conflict_came_to_light(told, made):
    again = [v for _c, v, _h in made if v.issued_revision == 2]
    assert [v.is_conflict_found for v in again] == [True]
    issues = told.scalars(select(VisitIssue).where(VisitIssue.check_id == again[0].check_id)).all()
    assert [i.revision for i in issues] == [1, 2] and "44(6)" in issues[1].reason


def test_one_finished_report_waits_for_the_factual_accuracy_check_beyond_its_limit(made):
    waiting = [v for c, v, _h in made if c.status == "submitted" and v.accuracy_sent_on
               and not v.accuracy_returned_on and v.report_due_on < TODAY]  # fmt: skip
    assert len(waiting) == 1


def test_nobody_lives_beyond_the_beds_or_under_the_letter_of_another(told):
    stays = defaultdict(list)
    for row in told.scalars(select(HomeResident)):
        stays[row.home_id].append(row)
    for home in told.scalars(select(Home)):
        letters = [row.letter for row in stays[home.id]]
        assert len(set(letters)) == len(letters) > 0
        for month in range(0, 1000, 30):
            on = TODAY - dt.timedelta(month)
            living = [s for s in stays[home.id]
                      if s.from_on <= on and (s.to_on is None or on <= s.to_on)]  # fmt: skip
            assert len(living) <= home.capacity
    placed = {(p.child_id, p.home_id, p.from_on) for p in told.scalars(select(Placement))}
    for row in (r for each in stays.values() for r in each if r.child_id):
        assert (row.child_id, row.home_id, row.from_on) in placed


def test_a_home_opened_and_one_closed_in_the_middle_of_a_month(told):
    homes = told.scalars(select(Home)).all()
    assert len(homes) == 8 and all("ictional" in h.name for h in homes)
    assert sum(h.closed_on is not None and h.closed_on.day == 20 for h in homes) == 1
    assert sum(not h.is_visited for h in homes) == 1
    assert sum(h.provider_kind == "private" and bool(h.host_authority) for h in homes) == 1


def test_nothing_about_a_visit_lies_in_the_future(told):
    for column in (Visit.visited_on, Visit.issued_on, Visit.closed_on, VisitSending.sent_on,
                   ActionResponse.responded_on, HomeResident.from_on):  # fmt: skip
        assert told.scalar(select(func.max(column))) <= TODAY
    for column in (VisitAlert.recorded_at, TrailEntry.at, ActionStatus.recorded_at):
        assert told.scalar(select(func.max(column))) <= NOW


def test_no_text_of_a_visit_looks_like_a_name_or_tells_who_somebody_is(told):
    asked = select(Answer.value, Answer.evidence).join(Revision).join(Check)
    asked = asked.where(Check.kind == REG44, Answer.question != "VH.6")
    said = {text for row in told.execute(asked) for text in row if " " in (text or "")}
    said |= set(told.scalars(select(Action.text).where(Action.kind == "recommendation")))
    assert len(said) > 100
    for text in said:
        assert warnings(text) == () and looks_like_a_name(text, (), AUTHORITIES) == ()


def test_drafts_are_left_open(made):
    assert [c.kind for c, _v, _h in made if c.status in DRAFT] == [REG44]
    assert all(v.issued_on for c, v, _h in made if c.status in ISSUED)
