import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from db.engine import reading, writing
from db.models import ChildPerson
from qa.domain.permissions import conflict_with_case
from qa.domain.refusals import NotFound, Refused
from qa.services import links, trail
from qa.services.facts import facts_of_child
from tests.services import makers
from tests.services.makers import START, TODAY, actor, child, entries, holder, link, person

pytestmark = pytest.mark.usefixtures("limits")
DAY = dt.timedelta(days=1)


@pytest.fixture
def clerk(store):
    return holder("Clerk", "business_support")


def rows(child_id, part="iro"):
    with reading() as session:
        found = session.query(ChildPerson).filter_by(child_id=child_id, part=part)
        return [(r.person_id, r.from_on, r.to_on) for r in found.order_by(ChildPerson.from_on)]


def test_an_account_without_the_role_cannot_be_made_the_iro(clerk):
    child_id, admin = child("C-77"), holder("Ada", "administrator")
    makers.account(admin.person_id)
    with pytest.raises(Refused, match="does not hold the role of IRO"):
        links.put(clerk, [child_id], "iro", admin.person_id, TODAY)
    links.put(clerk, [child_id], "social_worker", admin.person_id, TODAY)


def test_a_new_link_ends_the_one_before_on_the_day_before(clerk):
    child_id, old, new = child("C1"), person("Old"), person("New")
    link(child_id, "iro", old)
    assert links.put(clerk, [child_id], "iro", new, TODAY).changed == 1
    assert rows(child_id) == [(old, START, TODAY - DAY), (new, TODAY, None)]
    [entry] = entries("link")
    assert entry.payload["iro"] == ["Old", "New"]
    assert entry.payload["person_id"] == [old, new]
    assert entry.child_id == child_id


def test_links_are_set_in_bulk_and_what_is_so_already_stays(clerk):
    ids, new = [child(f"C{n}") for n in range(3)], person("New")
    link(ids[0], "social_worker", new)
    done = links.put(clerk, ids, "social_worker", new, TODAY)
    assert (done.changed, done.unchanged) == (2, 1)
    assert str(done) == "Recorded for 2 children. Unchanged: 1."
    assert len(entries("link")) == 2
    assert trail.verify().holds


def test_a_later_link_refuses_all_of_them_and_says_whose(clerk):
    first, second, new = child("C1"), child("C2"), person("New")
    link(second, "iro", person("Other"), TODAY)
    with pytest.raises(Refused, match=r"IRO or chair from 5 November 2026 .* for C2"):
        links.put(clerk, [first, second], "iro", new, TODAY)
    assert rows(first) == []


@pytest.mark.parametrize(
    ("part", "count", "from_on", "sentence"),
    [
        ("aunt", 1, TODAY, "what the person is"),
        ("iro", 0, TODAY, "at least one child"),
        ("iro", 1, dt.date(1899, 1, 1), "between 1990"),
        ("iro", 1, dt.date(2199, 1, 1), "between 1990"),
    ],
)
def test_what_makes_no_sense_is_refused(clerk, part, count, from_on, sentence):
    with pytest.raises(Refused, match=sentence):
        links.put(clerk, [child("C1")][:count], part, person("New"), from_on)


def test_somebody_who_has_left_cannot_be_linked(clerk):
    gone = person("Gone", left_on=TODAY)
    with pytest.raises(Refused, match="at work"):
        links.put(clerk, [child("C1")], "iro", gone, TODAY)
    assert gone not in [each.id for each in links.people(clerk)]


def test_a_child_that_may_not_be_seen_is_no_child(clerk):
    hidden = child("C1", restricted_at=makers.NOW)
    with pytest.raises(NotFound):
        links.put(clerk, [child("C2"), hidden], "iro", person("New"), TODAY)


@pytest.mark.parametrize("role", ["iro", "team_manager", "head_of_service", "administrator"])
def test_only_those_who_keep_the_register_set_links(store, role):
    with pytest.raises(Refused, match="keep the register"):
        links.put(actor(person("X"), role), [child("C1")], "iro", person("New"), TODAY)


def test_a_refusal_for_want_of_a_link_says_who_can_make_it_and_they_can(clerk):
    child_id, worker, auditor = child("C1"), person("Worker"), person("Auditor")
    with reading() as session:
        why = conflict_with_case(auditor, facts_of_child(session, child_id, TODAY, "case_audit"))
    assert "Business support or a practice manager can record who it is" in why
    links.put(clerk, [child_id], "social_worker", worker, TODAY)
    with reading() as session:
        facts = facts_of_child(session, child_id, TODAY, "case_audit")
    assert conflict_with_case(auditor, facts) == ""


def test_an_entry_made_by_mistake_today_is_removed_and_the_one_before_runs_on(clerk):
    child_id, old = child("C1"), person("Old")
    link(child_id, "iro", old)
    links.put(clerk, [child_id], "iro", person("Wrong"), TODAY)
    with reading() as session:
        wrong = session.query(ChildPerson).filter_by(child_id=child_id, from_on=TODAY).one().id
    links.remove(clerk, wrong)
    assert rows(child_id) == [(old, START, None)]
    assert len(entries("remove_link")) == 1


def test_what_has_stood_is_ended_not_removed(clerk):
    child_id, old = child("C1"), person("Old")
    link_id = link(child_id, "iro", old)
    with pytest.raises(Refused, match="ended, not removed"):
        links.remove(clerk, link_id)
    with pytest.raises(Refused, match="before it began"):
        links.end(clerk, link_id, START - DAY)
    links.end(clerk, link_id, TODAY)
    assert rows(child_id) == [(old, START, TODAY)]


def test_a_person_without_an_account_can_be_added_once(clerk):
    new = links.add_person(clerk, "  Ann   Example ", "Social worker")
    assert [each.label for each in links.people(clerk) if each.id == new] == [
        "Ann Example, Social worker"
    ]
    for name in ("ann example", "", "x" * 201):
        with pytest.raises(Refused):
            links.add_person(clerk, name)


puts = st.lists(st.tuples(st.integers(0, 2), st.integers(-40, 40)), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(puts)
def test_links_of_one_part_never_overlap_and_are_never_written_over(sqlite_store, orders):
    with writing() as session:
        session.execute(delete(ChildPerson))
    clerk = actor(person("Clerk"), "business_support")
    people = [person("A"), person("B"), person("C")]
    child_id = child(f"C{clerk.person_id}")
    for who, days in orders:
        before = rows(child_id)
        try:
            links.put(clerk, [child_id], "iro", people[who], TODAY + days * DAY)
        except Refused:
            assert rows(child_id) == before
        after = rows(child_id)
        assert [r[:2] for r in before] == [r[:2] for r in after][: len(before)]
        ends = [to_on for _who, _from, to_on in after]
        begins = [from_on for _who, from_on, _to in after]
        assert all(a < b for a, b in zip(ends[:-1], begins[1:], strict=True))
        assert ends[-1:] in ([None], [])
