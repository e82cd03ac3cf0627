import csv
import datetime as dt
import io
import re

import pytest
from sqlalchemy import text

from db.engine import engine, reading, writing
from db.models import Child, ChildAccess
from db.queries import history as queries
from qa.domain.history import HistoryFilter
from qa.domain.refusals import Refused
from qa.services import history, trail
from tests.services import makers
from tests.services.challenge_world import challenge_world, raised
from tests.services.makers import (
    NOW,
    TODAY,
    account,
    action,
    actor,
    check,
    child,
    finished,
    holder,
    link,
    made,
    person,
    team,
)

DAY = dt.timedelta(days=1)
ALL = HistoryFilter()


def wrote(who, act="submit", noun="check", noun_id=1, payload=None, **about):
    with writing() as session:
        trail.record(session, who, act, noun, noun_id, payload or {"reason": "secret"}, **about)


@pytest.fixture
def pm(store):
    return holder("Manager", "practice_manager")


def test_who_what_and_when_are_listed_the_latest_first(pm):
    child_id = child("C1")
    wrote(pm, "allocate", "check", 7, {"status": ["allocated", "submitted"]}, child_id=child_id)
    wrote(pm, "sign in", "account", 3)
    second, first = history.listed(pm, ALL).lines
    assert (second.act, second.noun) == ("Signed in", "Account")
    assert (first.who, first.act, first.noun, first.noun_id) == (
        "Manager",
        "Allocated",
        "Audit or review",
        7,
    )
    assert (first.case_number, first.address, first.at) == ("C1", "case_audits", NOW)
    assert first.values == "status: not started → submitted"


def test_the_administrator_sees_who_what_and_when_but_never_values(pm):
    admin = holder("Admin", "administrator")
    wrote(pm, child_id=child("C1"))
    wrote(admin, "set", "setting", None)
    for line in history.listed(admin, ALL).lines:
        assert (line.values, line.case_number, line.address) == ("", "", "")
    assert history.listed(admin, ALL).total == 2
    assert history.listed(admin, HistoryFilter(case_number="C1")).total == 0


def test_an_administrator_who_is_also_an_iro_reads_the_values_of_own_children_only(pm):
    both = holder("Both", "administrator", "iro")
    mine, other = child("MINE"), child("OTHER")
    link(mine, "iro", both.person_id)
    for each in (mine, other):
        wrote(pm, "link", "child", each, child_id=each)
    values = {line.case_number: line.values for line in history.listed(both, ALL).lines}
    assert values == {"MINE": "reason: secret", "": ""}


@pytest.mark.parametrize("roles", [("business_support",), ()])
def test_business_support_has_no_history(store, roles):
    clerk = actor(person("Clerk"), *roles)
    for ask in (history.listed, history.export):
        with pytest.raises(Refused, match="does not include the history"):
            ask(clerk, ALL)
    with pytest.raises(Refused):
        history.chain_words(clerk)


def test_a_team_manager_sees_the_history_of_the_team_but_not_of_drafts(pm):
    north, auditor = team("North"), person("Auditor")
    leader = holder("Leader", "team_manager", team_id=north)
    mine, other = child("MINE", north), child("OTHER", team("South"))
    draft, done = check(mine, auditor), finished(mine, auditor)
    task = action(auditor, auditor, child_id=mine, status="draft")
    for noun_id in (draft, done):
        wrote(pm, "allocate", "check", noun_id, child_id=mine)
    wrote(pm, "add", "action", task, child_id=mine)
    wrote(pm, "link", "child", other, child_id=other)
    wrote(pm, "raise", "risk", 99, child_id=mine)
    found = [(line.noun, line.noun_id) for line in history.listed(leader, ALL).lines]
    assert found == [("Audit", done)]


def test_the_history_of_a_restricted_child_is_there_for_those_named(pm):
    hidden = child("C1", restricted_at=NOW)
    wrote(pm, child_id=hidden)
    admin = holder("Admin", "administrator")
    assert history.listed(pm, ALL).total == history.listed(admin, ALL).total == 0
    made(ChildAccess(child_id=hidden, person_id=pm.person_id))
    assert history.listed(pm, ALL).total == 1


def test_filters_add_up(pm):
    other = holder("Other", "head_of_service")
    child_id = child("cs-1")
    wrote(pm, "submit", child_id=child_id)
    wrote(other, "submit")
    wrote(other, "open", "child", child_id, child_id=child_id)
    trail.refused(pm, "submit", "check", 1, "Not yours")
    for wanted, count in (
        (HistoryFilter(person_id=other.person_id), 2),
        (HistoryFilter(act="submit"), 3),
        (HistoryFilter(act="submit", noun="child"), 0),
        (HistoryFilter(noun="child"), 1),
        (HistoryFilter(case_number=" CS-1 "), 2),
        (HistoryFilter(refused_only=True), 1),
        (HistoryFilter(from_on=TODAY, to_on=TODAY), 4),
        (HistoryFilter(from_on=TODAY + DAY), 0),
        (HistoryFilter(to_on=TODAY - DAY), 0),
        (HistoryFilter(person_id=4711), 0),
        (HistoryFilter(act="'; DROP TABLE trail_entry"), 0),
    ):
        assert history.listed(pm, wanted).total == count, wanted


def test_a_day_ends_at_midnight_in_england(pm):
    summer = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)  # 00:30 on 2 July in England
    wrote(actor(pm.person_id, "practice_manager", now=summer))
    day = dt.date(2026, 7, 2)
    assert history.listed(pm, HistoryFilter(from_on=day, to_on=day)).total == 1


def test_the_history_is_paged(pm):
    for n in range(60):
        wrote(pm, noun_id=n)
    last = history.listed(pm, ALL, 9_999)
    assert (last.total, last.offset, len(last.lines)) == (60, 50, 10)


def test_an_export_is_recorded_and_its_formulas_cannot_act(pm):
    wrote(actor(pm.person_id, "practice_manager", name="=cmd()"), payload={"reason": "@SUM(A1)"})
    made_file = history.export(pm, HistoryFilter(act="submit"))
    [header, row] = csv.reader(io.StringIO(made_file.decode("utf-8-sig")))
    assert header[1] == "Who"
    assert row[1] == "'=cmd()"
    [line] = history.listed(pm, HistoryFilter(act="export")).lines
    assert line.values == "rows: 1; act: Submitted"


def test_who_may_not_export_is_told_so(pm):
    with pytest.raises(Refused, match="does not include exports"):
        history.export(holder("Reviewer", "iro"), ALL)


def test_the_chain_is_said_to_hold_or_the_first_wrong_entry_is_named(pm):
    for n in range(3):
        wrote(pm, noun_id=n)
    holds, words = history.chain_words(pm)
    assert holds
    assert "3 entries checked" in words
    _tamper()
    holds, words = history.chain_words(pm)
    assert not holds
    assert "number 2: its contents were changed" in words


def test_an_account_a_person_and_a_team_are_named_and_numbers_are_not_said(pm):
    admin = holder("Admin", "administrator")
    account_id, alder = account(pm.person_id), team("Alder")
    wrote(pm, "sign in", "account", account_id)
    wrote(admin, "disable", "account", account_id)
    wrote(admin, "give role", "person", pm.person_id, {"role": [None, "iro"]})
    wrote(admin, "rename", "team", alder)
    wrote(pm, "raise", "challenge", 12)
    wrote(pm, "install", "ladder", 10)
    assert [line.words for line in reversed(history.listed(pm, ALL).lines)] == [
        "Signed in",
        "Disabled: account of Manager",
        "Gave a role: person Manager",
        "Renamed: team Alder",
        "Raised: challenge 12",
        "Installed: ladder of challenges",
    ]
    [role] = history.listed(pm, HistoryFilter(act="give role")).lines
    assert role.values == "role: IRO or chair, auditor"
    said = [line.words for line in history.listed(admin, HistoryFilter(noun="account")).lines]
    assert said == ["Disabled: account of Manager", "Signed in"]


def test_a_restricted_child_does_not_exist_in_the_values_of_another(pm):
    seen, hidden = child("C1"), child("C2", restricted_at=NOW)
    wrote(pm, "link", "child", seen, {"other": hidden, "children": [seen, hidden]}, child_id=seen)
    wrote(pm, "merge", "child", seen, {"into_id": [None, hidden]}, child_id=seen)
    assert [line.values for line in history.listed(pm, ALL).lines] == ["", "children: C1"]
    assert b"C2" not in history.export(pm, ALL)
    made(ChildAccess(child_id=hidden, person_id=pm.person_id))
    latest = history.listed(pm, HistoryFilter(act="merge")).lines[0]
    assert latest.values == "merged into: C2"


def test_a_challenge_about_a_restricted_child_too_is_in_nobody_elses_history(pm):
    w = challenge_world()
    raised(w, child_ids=[w.girl, w.boy])
    assert history.listed(w.manager, HistoryFilter(act="raise")).total == 2
    with writing() as session:
        session.get(Child, w.boy).restricted_at = NOW
    for reader in (w.manager, w.head, w.boss, makers.holder("Admin", "administrator")):
        assert history.listed(reader, HistoryFilter(act="raise")).total == 0


def test_a_challenge_about_several_children_is_said_by_case_numbers_and_names(pm):
    w = challenge_world()
    raised(w, child_ids=[w.girl, w.boy])
    second, first = history.listed(w.manager, HistoryFilter(act="raise")).lines
    assert second.values == "together with child: L-2001"
    assert "children: L-2001, L-2002" in first.values
    assert "asked to answer: Tess Teamlead" in first.values
    assert "status: draft → waiting for an answer" in first.values


MACHINE = re.compile(r"\d{4}-\d\d-\d\d|\w_\w|\bNone\b|[{}\[\]]|\bnothing →")


def test_whatever_the_demonstration_writes_comes_out_in_words(told):
    reader = actor(0, "practice_manager")
    with reading() as session:
        kinds = queries.page(session, reader, ALL, 100_000, 0)
        lines = list(history._lines(session, reader, kinds, 120))
    assert len({(line.act, line.noun) for line in lines}) > 40
    wrong = [line for line in lines if MACHINE.search(f"{line.words} {line.values}")]
    assert wrong == []


def _tamper():
    """Change the second entry behind the program's back, as whoever holds the disk could."""
    with engine().begin() as connection:
        if engine().dialect.name == "sqlite":
            for (name,) in connection.execute(
                text("SELECT name FROM sqlite_master WHERE type='trigger'")
            ).all():
                connection.execute(text(f'DROP TRIGGER "{name}"'))
        else:
            connection.execute(text("ALTER TABLE trail_entry DISABLE TRIGGER ALL"))
        connection.execute(text("UPDATE trail_entry SET who = 'Nobody' WHERE id = 2"))
