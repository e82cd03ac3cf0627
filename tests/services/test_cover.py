import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from db.engine import reading, writing
from db.models import Cover
from qa.domain.refusals import NotFound, Refused
from qa.services import cover, people
from tests.services.makers import NOW, TODAY, account, actor, entries, holder, person

DAY = dt.timedelta(days=1)


@pytest.fixture
def pm(store):
    return holder("Manager", "practice_manager")


def reviewer(name, *roles):
    made = holder(name, *(roles or ("iro",))).person_id
    account(made)
    return made


def test_named_cover_acts_for_the_absent_one_on_those_days_only(pm):
    absent, stand_in = reviewer("Absent"), reviewer("Stand-in")
    cover.name_cover(pm, absent, stand_in, TODAY, TODAY + DAY, "Leave")
    for day, expected in ((TODAY, {absent}), (TODAY + DAY, {absent}), (TODAY + 2 * DAY, set())):
        with reading() as session:
            assert people.actor(session, stand_in, "S", NOW, day).covering == expected
    [entry] = entries("name")
    assert entry.payload["cover_id"] == [None, stand_in]


def test_cover_ended_early_ends_at_once(pm):
    absent, stand_in = reviewer("Absent"), reviewer("Stand-in")
    cover_id = cover.name_cover(pm, absent, stand_in, TODAY, TODAY + 9 * DAY, "Leave")
    assert [(row.stands, row.can_end) for row in cover.listed(pm)] == [("Runs now", True)]
    cover.end(pm, cover_id)
    with reading() as session:
        assert people.actor(session, stand_in, "S", NOW, TODAY).covering == set()
    assert cover.listed(pm)[0].stands == "Ended early on 5 November 2026"
    with pytest.raises(Refused, match="ended already"):
        cover.end(pm, cover_id)
    cover.name_cover(pm, absent, stand_in, TODAY, TODAY + 9 * DAY, "Leave after all")


@pytest.mark.parametrize(
    ("first", "last", "reason", "sentence"),
    [
        (1, 0, "Leave", "before its first"),
        (-1, 3, "Leave", "today or later"),
        (0, 400, "Leave", "a year at most"),
        (0, 1, "  ", "Say why"),
    ],
)
def test_cover_needs_days_in_order_and_a_reason(pm, first, last, reason, sentence):
    absent, stand_in = reviewer("Absent"), reviewer("Stand-in")
    with pytest.raises(Refused, match=sentence):
        cover.name_cover(pm, absent, stand_in, TODAY + first * DAY, TODAY + last * DAY, reason)


def test_nobody_covers_for_themselves_or_without_an_account_or_role(pm):
    absent = reviewer("Absent")
    days = (TODAY, TODAY, "Leave")
    with pytest.raises(Refused, match="for themselves"):
        cover.name_cover(pm, absent, absent, *days)
    with pytest.raises(Refused, match="has an account"):
        cover.name_cover(pm, absent, person("Without account"), *days)
    with pytest.raises(Refused, match=r"none of the roles of Absent \(IRO or chair, auditor\)"):
        cover.name_cover(pm, absent, reviewer("Leader", "team_manager"), *days)
    with pytest.raises(NotFound):
        cover.name_cover(pm, 4711, absent, *days)


def test_cover_does_not_overlap_cross_or_chain(pm):
    a, b, c = reviewer("A"), reviewer("B"), reviewer("C")
    cover.name_cover(pm, a, b, TODAY, TODAY + 4 * DAY, "Leave")
    later = (TODAY + 4 * DAY, TODAY + 6 * DAY, "Leave")
    with pytest.raises(Refused, match="B covers for A from 5 November 2026"):
        cover.name_cover(pm, a, c, *later)
    with pytest.raises(Refused, match="A is covered themselves"):
        cover.name_cover(pm, c, a, *later)
    with pytest.raises(Refused, match="B covers for A"):
        cover.name_cover(pm, b, c, *later)
    cover.name_cover(pm, a, c, TODAY + 5 * DAY, TODAY + 6 * DAY, "Leave")


@pytest.mark.parametrize("role", ["iro", "team_manager", "business_support", "administrator"])
def test_only_managers_name_cover(store, role):
    with pytest.raises(Refused, match="name cover"):
        cover.name_cover(actor(person("X"), role), 1, 2, TODAY, TODAY, "Leave")


orders = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 9), st.integers(0, 4)),
    max_size=8,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders)
def test_nobody_is_ever_covered_twice_on_a_day_or_covers_while_away(sqlite_store, orders):
    with writing() as session:
        session.execute(delete(Cover))
    pm = holder("Manager", "practice_manager")
    team = [reviewer(name) for name in "ABC"]
    for absent, stand_in, start, length in orders:
        first = TODAY + start * DAY
        try:
            cover.name_cover(pm, team[absent], team[stand_in], first, first + length * DAY, "Leave")
        except Refused:
            continue
    with reading() as session:
        kept = session.query(Cover).all()
    for day in (TODAY + n * DAY for n in range(15)):
        running = [row for row in kept if row.from_on <= day <= row.to_on]
        away = [row.absent_id for row in running]
        assert len(away) == len(set(away))
        assert not set(away) & {row.cover_id for row in running}
