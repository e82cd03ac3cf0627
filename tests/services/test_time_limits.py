"""Time limits a council changes: from a day, on the trail, never what law sets."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Duty, InstalledVersion, Review
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import clocks, closure_days, duties, install, settings, time_limits
from qa.services.calendar import RULES
from qa.services.time_limits import COMING, IN_FORCE, REPLACED
from tests.services import makers

TODAY = makers.TODAY
LATER = dt.date(2027, 1, 4)


@pytest.fixture
def head(store):
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    return makers.holder("Hilary Fictional", "head_of_service")


def put(actor, limit=15, unit="working_days", on=LATER, rule="CP15", seen=0, why="Agreed"):
    return time_limits.change(actor, rule, limit, unit, on, why, seen)


def line(actor, rule_id="CP15"):
    return next(each for each in time_limits.limits(actor).lines if each.rule.id == rule_id)


def limit_on(day, rule_id="CP15"):
    with reading() as session:
        version, rules = clocks.rule_book(session).at(day)
    return version, rules[rule_id].limit, rules[rule_id].unit


def test_a_change_applies_to_clocks_that_start_from_its_day(head):
    said = put(head)
    assert (
        said
        == "Child on a plan seen: 15 working days from 4 January 2027, until then 10 working days."
    )
    assert limit_on(LATER - dt.timedelta(1)) == ("2", 10, "working_days")
    assert limit_on(LATER) == ("2.1", 15, "working_days")
    assert limit_on(dt.date(2019, 1, 1)) == ("2", 10, "working_days")


def test_a_record_still_finds_the_limit_it_was_due_under(head):
    put(head, on=TODAY)
    put(head, 28, "days", TODAY, seen=1)
    with reading() as session:
        book = clocks.rule_book(session)
    kept = [(book.of(version)["CP15"].limit) for version in ("2", "2.1", "2.2")]
    assert kept == [10, 15, 28]
    assert limit_on(TODAY) == ("2.2", 28, "days")


def test_a_due_date_says_that_the_council_set_the_limit(head):
    put(head, on=TODAY)
    with reading() as session:
        due, version = clocks.limit(session, "CP15", TODAY, TODAY)
    assert version == "2.1" == due.rule_version
    assert due.explanation == (
        "Due Thursday 26 November 2026: 15 working days from 5 November 2026; "
        "local procedures; no national number, limit set by the council"
    )


def test_changes_of_several_limits_and_days_are_laid_over_one_another(head):
    put(head, on=dt.date(2027, 3, 1))
    put(head, 20, "days", dt.date(2027, 2, 1), rule="CP13")  # entered later, in force earlier
    assert limit_on(dt.date(2027, 2, 1)) == ("2.2", 10, "working_days")
    assert limit_on(dt.date(2027, 3, 1)) == ("2.1", 15, "working_days")
    assert limit_on(dt.date(2027, 3, 1), "CP13")[1:] == (20, "days")


def test_a_change_is_on_the_trail_old_and_new_with_its_reason(head):
    put(head, why="Agreed by the\npartnership")
    [entry] = makers.entries("change")
    assert (entry.noun, entry.who) == ("time_limit", "Hilary Fictional")
    assert entry.payload == {
        "rule": "CP15",
        "limit": ["10 working days", "15 working days"],
        "from_on": "2027-01-04",
        "reason": "Agreed by the partnership",
    }


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"rule": "LA03"}, r"set by law or statutory guidance \(CPPCR regulation 33\(1\)\)"),
        ({"rule": "CP12"}, "set by law or statutory guidance"),
        ({"rule": "CP17"}, "not a number"),
        ({"rule": "AU08"}, "not a number"),
        ({"rule": "AC02"}, "named wherever it is chosen"),
        ({"limit": 0}, "whole number from 1 to 1,000"),
        ({"limit": None}, "whole number"),
        ({"unit": "fortnights"}, "Choose working days"),
        ({"on": TODAY - dt.timedelta(1)}, "today or later"),
        ({"on": None}, "Choose the day"),
        ({"on": dt.date(2029, 1, 1)}, "calendar ends on 31 December 2028"),
        ({"why": " "}, "Say why"),
        ({"limit": 10}, "is 10 working days already"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_in_words(head, about, sentence):
    with pytest.raises(Refused, match=sentence):
        put(head, **about)
    assert not makers.entries("change")
    assert limit_on(LATER)[0] == "2"


def test_a_limit_that_does_not_exist_is_not_found(head):
    with pytest.raises(NotFound):
        put(head, rule="XX01")


@pytest.mark.parametrize(
    "role", ["iro", "practice_manager", "team_manager", "business_support", "reg44_visitor"]
)
def test_only_administrators_and_heads_of_service_change_limits(head, role):
    with pytest.raises(Refused, match="Administrators and heads of service"):
        put(makers.actor(9, role))


def test_a_change_on_top_of_one_not_seen_is_refused_with_what_it_was(head):
    put(head)
    other = makers.holder("Ada Fictional", "administrator")
    with pytest.raises(
        Stale, match="Hilary Fictional set this limit to 15 working days from 4 Jan"
    ):
        put(other, 20)
    put(other, 20, rule="CP13")  # another limit is another matter
    put(other, 20, seen=line(other).last_change)
    assert limit_on(LATER)[1] == 20


def test_a_limit_shows_what_comes_and_what_came(head):
    put(head, 12, on=TODAY)
    put(head, 15, on=LATER, seen=1)
    put(head, 14, on=LATER, seen=2)
    found = time_limits.limits(head)
    assert found.version == "2.1"
    assert [(m.before, m.after, m.standing) for m in found.changes] == [
        ("15 working days", "14 working days", COMING),
        ("12 working days", "15 working days", REPLACED),
        ("10 working days", "12 working days", IN_FORCE),
    ]
    assert [m.after for m in line(head).coming] == ["14 working days"]
    assert line(head).last_change == 3
    assert {m.who for m in found.changes} == {"Hilary Fictional"}


def test_everybody_sees_which_limits_are_locked_and_why(head):
    visitor = makers.actor(9, "reg44_visitor")
    assert "set by law" in line(visitor, "LA03").locked
    assert line(visitor, "CP15").locked == ""
    assert time_limits.limits(visitor).known_until == dt.date(2028, 12, 31)


def test_a_new_version_of_the_program_keeps_the_councils_limits(head):
    put(head, on=TODAY)
    body = (RULES / "v2.toml").read_text("utf-8").replace("version = 2", "version = 3")
    each = install.Packaged("rules", "timescales", 3, body)
    with writing() as session:
        install.add(session, each, install.digest(body), LATER, makers.NOW, None)
    assert limit_on(LATER) == ("3.1", 15, "working_days")
    assert limit_on(TODAY) == ("2.1", 15, "working_days")
    assert [m.standing for m in time_limits.limits(head).changes] == [IN_FORCE]


def test_the_shipped_versions_are_never_touched(head):
    put(head, on=TODAY)
    with reading() as session:
        rows = session.query(InstalledVersion).filter_by(kind="rules").order_by("name", "number")
        assert [(r.name, r.number) for r in rows] == [
            ("timescales", 1), ("timescales", 2), ("timescales-local", 1)
        ]  # fmt: skip
    with writing() as session:
        assert install.install_released(session, TODAY) == []


def owed(child_id, kind):
    with reading() as session:
        return session.query(Duty).filter_by(child_id=child_id, kind=kind).one()


def started(number, code, on):
    child_id = makers.child(number)
    makers.status(child_id, code, on)
    with writing() as session:
        duties.refresh(session, [child_id], TODAY)
    return child_id


def test_what_started_today_follows_a_limit_changed_today_and_nothing_earlier_does(head):
    new, old = started("C-1", "cp", TODAY), started("C-2", "cp", TODAY - dt.timedelta(1))
    put(head, 8, "months", TODAY, rule="CP16")
    found = {child: owed(child, "panel") for child in (new, old)}
    assert (found[new].due_on, found[new].rule_version) == (dt.date(2027, 7, 5), "2.1")
    assert (found[old].due_on, found[old].rule_version) == (dt.date(2027, 8, 4), "2")


def test_a_closure_day_moves_the_clocks_that_run_over_it_and_back_when_it_is_taken_back(head):
    child = started("C-1", "cla", TODAY)
    assert owed(child, "cla_review").due_on == dt.date(2026, 12, 3)
    support = makers.holder("Pat Fictional", "practice_manager")
    closure_days.add(support, dt.date(2026, 11, 20), dt.date(2026, 11, 20), "Move")
    assert owed(child, "cla_review").due_on == dt.date(2026, 12, 4)
    closure_days.remove(support, closure_days.listed()[0].id)
    assert owed(child, "cla_review").due_on == dt.date(2026, 12, 3)


@pytest.mark.parametrize(("days_ago", "is_changed"), [(30, False), (0, True)])
def test_a_tolerance_set_today_is_that_of_midway_reviews_whose_clock_starts_from_today(
    head, days_ago, is_changed
):
    child = started("C-1", "cla", TODAY - dt.timedelta(60))
    with writing() as session:
        met_on = TODAY - dt.timedelta(days_ago)
        session.add(Review(child_id=child, kind="cla_review", met_on=met_on, source="hand",
                           recorded_at=makers.NOW))  # fmt: skip
        session.flush()
        duties.refresh(session, [child], TODAY)
    before = owed(child, "midway_cla")
    settings.put(makers.holder("Ada", "administrator"), settings.TOLERANCE, "0", TODAY)
    after = owed(child, "midway_cla")
    assert before.on_time_until > before.due_on == after.due_on
    assert (after.on_time_until == after.due_on) == is_changed
