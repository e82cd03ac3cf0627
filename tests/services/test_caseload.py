"""Caseload: each child once, by full-time post, against the guide, for those who may see it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.engine import writing
from db.models import Child, ChildStatus, Cover, Duty, RoleAssignment
from qa.domain.refusals import Refused
from qa.services import caseload, caseload_months
from qa.services.caseload import against_guide, per_full_time
from qa.services.caseload_months import last_days
from tests.services import makers
from tests.services.makers import START, TODAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def manager(sqlite_store):
    return makers.holder("Mina Manager", "practice_manager")


@pytest.fixture
def either(store):
    """The same manager on either database."""
    return makers.holder("Mina Manager", "practice_manager")


def iro(name, hours=1.0):
    person_id = makers.person(name, full_time_equivalent=hours)
    makers.made(RoleAssignment(person_id=person_id, role="iro", from_on=START))
    return person_id


def child(number, *statuses, iro_id=None, legal=None, team_id=None):
    child_id = makers.child(number, team_id)
    for code in statuses:
        facts = {"legal_status": legal} if legal and code == "cla" else {}
        makers.made(
            ChildStatus(child_id=child_id, status=code, from_on=START, as_at=START, facts=facts)
        )
    if iro_id:
        makers.link(child_id, "iro", iro_id)
    return child_id


def duty(child_id, iro_id, kind, due_on, on_time_until=None, status="running"):
    return makers.made(
        Duty(
            child_id=child_id, kind=kind, started_on=START, due_on=due_on,
            on_time_until=on_time_until or due_on, rule_id="LA05", rule_version="1",
            status=status, iro_id=iro_id,
        )
    )  # fmt: skip


def test_each_child_counts_once_by_what_it_is(either):
    one = iro("Ann Example")
    child("A1", "cla", iro_id=one)
    child("A2", "cp", iro_id=one)
    child("A3", "cla", "cp", iro_id=one)
    child("A4", "cla", iro_id=one, legal="V4")
    child("A5", "cin", iro_id=one)
    [row] = caseload.caseload(either).rows
    assert (row.looked_after, row.on_plan, row.both, row.short_breaks) == (1, 1, 1, 1)
    assert row.children == 4


def test_what_ended_or_is_not_theirs_any_more_does_not_count(manager):
    one = iro("Ann Example")
    gone = makers.child("A1")
    makers.status(gone, "cla", to_on=TODAY)
    makers.link(gone, "iro", one)
    handed_over = child("A2", "cla")
    makers.link(handed_over, "iro", one, to_on=TODAY - DAY)
    off_list = makers.child("A3")
    makers.status(off_list, "cla", off_list_on=TODAY)
    makers.link(off_list, "iro", one)
    found = caseload.caseload(manager)
    assert found.rows[0].children == 0
    assert [each.case_number for each in found.waiting] == ["A2"]


def test_children_without_an_iro_are_named_the_longest_first_with_status_and_team(manager):
    child("B1", "cla", team_id=makers.team("Alder"))
    early = makers.child("B2")
    makers.status(early, "cp", from_on=START - 30 * DAY)
    found = caseload.caseload(manager)
    assert [each.case_number for each in found.waiting] == ["B2", "B1"]
    assert found.waiting[1].words == "Looked after since 5 January 2026 · Alder"
    assert found.waiting_count == 2


def test_a_restricted_child_is_neither_named_nor_counted_for_others(manager):
    hidden = child("B1", "cla")
    with writing() as session:
        session.get(Child, hidden).restricted_at = makers.NOW
    reader = makers.holder("Ira Example", "iro")
    assert caseload.caseload(manager).waiting_count == 0
    assert caseload.caseload(reader).waiting_count == 0


def test_everybody_with_the_role_is_listed_by_name_and_not_by_figure(manager):
    big, small = iro("Zoe Example"), iro("Ann Example")
    iro("Mia Example")
    for n in range(3):
        child(f"Z{n}", "cla", iro_id=big)
    child("A1", "cla", iro_id=small)
    names = [row.name for row in caseload.caseload(manager).rows]
    assert names == ["Ann Example", "Mia Example", "Zoe Example"]


def test_half_a_post_doubles_the_figure_and_the_guide_is_said_in_words(manager):
    half = iro("Ann Example", hours=0.5)
    for n in range(39):
        child(f"A{n}", "cla", iro_id=half)
    found = caseload.caseload(manager)
    assert found.rows[0].per_post == 78
    assert found.rows[0].against == "above the guide: 78 per full-time post"
    assert found.summary == (
        "39 children, 0.5 full-time posts, above the guide: 78 per full-time post."
    )


def test_hours_that_are_not_recorded_are_said_so_and_left_out_of_the_sum(manager):
    nobody_knows, one = iro("Ann Example", hours=0), iro("Bea Example")
    child("A1", "cla", iro_id=nobody_knows)
    child("B1", "cla", iro_id=one)
    found = caseload.caseload(manager)
    assert found.rows[0].against == "working hours not recorded"
    assert found.rows[0].hours is None
    assert found.summary.startswith("2 children, 1 full-time post, below the guide: 1 per")


def test_the_guide_is_the_settings(manager):
    admin = makers.holder("Adi Admin", "administrator")
    from qa.services import settings

    settings.put(admin, "caseload_high", "1", TODAY)
    settings.put(admin, "caseload_low", "1", TODAY)
    one = iro("Ann Example")
    child("A1", "cla", iro_id=one)
    child("A2", "cla", iro_id=one)
    found = caseload.caseload(manager)
    assert found.guide == (1, 1)
    assert found.rows[0].against.startswith("above the guide")


def test_what_is_due_in_four_weeks_and_overdue_stands_beside_each_name(manager):
    one = iro("Ann Example")
    a, b, c = (child(f"A{n}", "cla", iro_id=one) for n in range(3))
    duty(a, one, "cla_review", TODAY - DAY)
    duty(b, one, "cla_review", TODAY + 28 * DAY)
    duty(c, one, "cla_review", TODAY + 29 * DAY)
    duty(a, one, "midway_cla", TODAY - DAY, TODAY + 9 * DAY)
    duty(b, one, "cla_visit", TODAY)
    duty(c, one, "midway_cla", TODAY - DAY, TODAY - DAY, status="missed")
    [row] = caseload.caseload(manager).rows
    assert (row.reviews_due, row.midways_due, row.overdue) == (1, 1, 1)


def test_contact_counts_from_the_last_review_of_each_looked_after_child(either):
    one = iro("Ann Example")
    for n, contact in enumerate((TODAY, START, START - DAY, None)):
        child_id = makers.child(f"A{n}")
        facts = {"last_iro_contact_on": contact.isoformat()} if contact else {}
        makers.made(
            ChildStatus(child_id=child_id, status="cla", from_on=START, as_at=START, facts=facts)
        )
        makers.link(child_id, "iro", one)
        duty(child_id, one, "cla_review", TODAY + 90 * DAY)
    [row] = caseload.caseload(either).rows
    assert row.contact_words == "2 of 4"


def test_cover_is_shown_on_both_sides(manager):
    absent, colleague = iro("Ann Example"), iro("Bea Example")
    makers.made(
        Cover(absent_id=absent, cover_id=colleague, from_on=TODAY, to_on=TODAY + 5 * DAY,
              reason="Leave", set_by_id=manager.person_id)
    )  # fmt: skip
    ann, bea = caseload.caseload(manager).rows
    assert ann.notes == ("is covered by Bea Example until 10 November 2026",)
    assert bea.notes == ("covers Ann Example until 10 November 2026",)


def test_children_of_somebody_who_left_are_to_be_handed_over(manager):
    gone = makers.person("Ann Example", left_on=TODAY - DAY)
    child("A1", "cla", iro_id=gone)
    [row] = caseload.caseload(manager).rows
    assert row.notes == ("left on 4 November 2026: hand these children over",)


def test_an_iro_sees_their_own_figure_and_how_many_wait(manager):
    mine, other = iro("Ann Example"), iro("Bea Example")
    child("A1", "cla", iro_id=mine)
    child("B1", "cla", iro_id=other)
    child("C1", "cla")
    found = caseload.caseload(makers.actor(mine, "iro", name="Ann Example"))
    assert [row.name for row in found.rows] == ["Ann Example"]
    assert found.waiting == ()
    assert found.waiting_count == 1


@pytest.mark.parametrize("role", ["team_manager", "reg44_visitor", "administrator"])
def test_other_roles_are_refused(sqlite_store, role):
    with pytest.raises(Refused, match="caseload"):
        caseload.caseload(makers.holder("Somebody", role))


def test_the_file_hides_small_counts_and_is_on_the_trail(manager):
    one = iro("=Ann Example")
    for n in range(5):
        child(f"A{n}", "cla", iro_id=one)
    iro("Bea Example")
    text = caseload.export(manager).decode("utf-8-sig")
    assert "'=Ann Example,1.0,5,5,below the guide,0,0,0" in text
    [entry] = makers.entries("export")
    assert (entry.noun, entry.payload["rows"]) == ("caseload", 2)
    with writing() as session:
        child_row = session.query(Child).filter_by(case_number="A0").one()
        session.query(ChildStatus).filter_by(child_id=child_row.id).delete()
    assert "fewer than 5,," in caseload.export(manager).decode("utf-8-sig")


def test_an_iro_does_not_export(sqlite_store):
    with pytest.raises(Refused, match="exports"):
        caseload.export(makers.holder("Ann Example", "iro"))


@given(st.integers(0, 500), st.floats(0.1, 1.0))
def test_the_figure_is_within_half_a_child_of_the_quotient(children, hours):
    assert abs(per_full_time(children, hours) - children / hours) <= 0.5 + 1e-9


@given(st.integers(0, 300))
def test_every_figure_is_below_within_or_above(per_post):
    words = against_guide(per_post, (50, 70))
    expected = "above" if per_post > 70 else "below" if per_post < 50 else "within"
    assert words == f"{expected} the guide: {per_post} per full-time post"


def test_months_end_on_their_last_days_and_with_today():
    days = last_days(TODAY)
    assert len(days) == 12
    assert days[0] == dt.date(2025, 12, 31)
    assert days[-3:] == [dt.date(2026, 9, 30), dt.date(2026, 10, 31), TODAY]


def test_each_month_counts_who_was_whose_then(either):
    ann, bea = iro("Ann Example", hours=0.5), iro("Bea Example")
    moved = child("A1", "cla")
    makers.link(moved, "iro", ann, to_on=dt.date(2026, 10, 30))
    makers.link(moved, "iro", bea, from_on=dt.date(2026, 10, 31))
    left = makers.child("A2")
    makers.status(left, "cp", to_on=dt.date(2026, 3, 1))
    makers.link(left, "iro", bea)
    found = {m.words: m for m in caseload_months.months(either)}
    assert found["December 2025"].children == 0
    assert found["December 2025"].per_post is None
    january, september = found["January 2026"], found["September 2026"]
    assert (january.children, january.people, january.posts, january.per_post) == (2, 2, 1.5, 1)
    assert (september.children, september.posts, september.per_post) == (1, 0.5, 2)
    assert (found["October 2026"].posts, found["November 2026"].children) == (1.0, 1)


def test_an_iros_months_are_their_own(manager):
    mine, other = iro("Ann Example"), iro("Bea Example")
    child("A1", "cla", iro_id=mine)
    child("B1", "cla", iro_id=other)
    assert caseload_months.months(makers.actor(mine, "iro"))[-1].children == 1
    assert caseload_months.months(manager)[-1].children == 2
