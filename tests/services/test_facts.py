import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, insert

from db.engine import engine, reading, writing
from db.models import Action, Check, Home, HomeVisitor, Person
from db.queries import facts as queries
from qa.domain.permissions import conflict_with_case
from qa.services.facts import facts_of_action, facts_of_check, facts_of_child
from tests.services.makers import (
    NOW,
    START,
    TODAY,
    account,
    action,
    check,
    child,
    finished,
    link,
    made,
    person,
    team,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def house(store):
    """A child in a team, worker under manager under head, an IRO; a former worker too."""
    head = person("Head")
    manager = person("Manager", head)
    ids = {
        "team": team(),
        "head": head,
        "manager": manager,
        "worker": person("Worker", manager),
        "student": None,
        "iro": person("Reviewer"),
        "former": person("Former", manager),
    }
    ids["student"] = person("Student", ids["worker"])
    ids["child"] = child("C1", ids["team"])
    link(ids["child"], "social_worker", ids["former"], START, TODAY - DAY)
    link(ids["child"], "social_worker", ids["worker"], TODAY)
    link(ids["child"], "team_manager", manager)
    link(ids["child"], "iro", ids["iro"])
    return ids


def test_facts_of_a_child_are_those_of_its_day(house):
    with reading() as session:
        now = facts_of_child(session, house["child"], TODAY, "case_audit")
        before = facts_of_child(session, house["child"], TODAY - DAY)
    assert now.child_team_ids == {house["team"]}
    assert (now.iro_ids, now.manager_ids) == ({house["iro"]}, {house["manager"]})
    assert (now.worker_ids, before.worker_ids) == ({house["worker"]}, {house["former"]})
    assert now.line >= {house["head"], house["student"], house["former"]}
    assert now.kind == "case_audit"
    assert "line management" in conflict_with_case(house["head"], now)


def test_a_child_without_links_has_no_facts(store):
    child_id = child("C1")
    with reading() as session:
        facts = facts_of_child(session, child_id, TODAY)
    assert not (facts.worker_ids or facts.iro_ids or facts.line or facts.child_team_ids)


def test_facts_of_a_check_keep_those_pinned_beside_those_linked_now(house):
    auditor = person("Auditor", person("Chief"))
    check_id = check(house["child"], auditor, worker_id=house["former"])
    with reading() as session:
        facts = facts_of_check(session, session.get(Check, check_id), TODAY)
    assert facts.worker_ids == {house["former"], house["worker"]}
    assert facts.assignee_id == auditor
    assert len(facts.auditor_line) == 1
    assert facts.auditor_line.isdisjoint(facts.line)
    assert not facts.is_submitted
    assert facts.kind == "case_audit"


def test_facts_of_a_visit_name_the_visitors_of_the_home(store):
    visitor, gone = person("Visitor"), person("Gone")
    home_id = made(Home(name="The Oaks"))
    for who, to_on in ((visitor, None), (gone, TODAY - DAY)):
        made(HomeVisitor(home_id=home_id, person_id=who, basis="-", from_on=START, to_on=to_on))
    check_id = finished(None, visitor, kind="reg44_visit", home_id=home_id)
    with reading() as session:
        facts = facts_of_check(session, session.get(Check, check_id), TODAY)
    assert facts.home_visitor_ids == {visitor}
    assert facts.is_submitted


@pytest.mark.parametrize(
    ("signs_in", "disabled_at", "expected"),
    [(True, None, True), (True, NOW, False), (False, None, False)],
)
def test_an_owner_without_a_working_account_is_known(house, signs_in, disabled_at, expected):
    owner = person("Owner")
    if signs_in:
        account(owner, disabled_at)
    action_id = action(owner, house["iro"], child_id=house["child"], done_by_id=house["head"])
    with reading() as session:
        facts = facts_of_action(session, session.get(Action, action_id), TODAY)
    assert facts.owner_has_account is expected
    assert (facts.owner_id, facts.raised_by_id) == (owner, house["iro"])
    assert facts.done_by_id == house["head"]
    assert facts.child_team_ids == {house["team"]}
    assert facts.iro_ids == {house["iro"]}


def test_facts_of_a_check_take_two_reads(house):
    check_id = check(house["child"], house["iro"])
    asked = []
    with reading() as session:
        row = session.get(Check, check_id)
        event.listen(engine(), "before_cursor_execute", lambda *args: asked.append(args[2]))
        facts_of_check(session, row, TODAY)
    assert len([statement for statement in asked if "SELECT" in statement]) == 2


def walked(managers: dict[int, int | None], asked: set[int]) -> set[int]:
    """The same chains by hand: one step at a time until nothing new turns up."""
    above, below = set(), set()
    while True:
        up = {managers[p] for p in asked | above} - {None}
        down = {p for p, m in managers.items() if m in asked | below}
        if up <= above and down <= below:
            return above | below
        above |= up
        below |= down


COUNT = 8
chains = st.lists(st.none() | st.integers(1, COUNT), min_size=COUNT, max_size=COUNT)
people = st.sets(st.integers(1, COUNT), max_size=3)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chains, people)
def test_lines_of_management_are_those_walked_by_hand_circles_too(store, managers, asked):
    chart = dict(enumerate(managers, start=1))
    with writing() as session:
        session.execute(Person.__table__.update().values(line_manager_id=None))
        session.execute(delete(Person))
        session.execute(insert(Person), [{"id": i, "name": f"P{i}"} for i in chart])
        session.flush()
        for person_id, manager in chart.items():
            session.get(Person, person_id).line_manager_id = manager
    with reading() as session:
        found = queries.lines(session, asked)
    for person_id in chart:
        expected = walked(chart, {person_id}) if person_id in asked else set()
        assert found.get(person_id, frozenset()) == expected
