"""Accounts, roles and teams as administrators keep them."""

import datetime as dt

import pytest
from sqlalchemy import select

from db.engine import reading
from db.models import Account, TrailEntry
from qa.domain.actor import Actor, RoleHeld
from qa.domain.refusals import NeedsConfirmation, NotFound, Refused
from qa.services import accounts, passphrase_hashes, roles, sessions, teams, trail
from qa.services.accounts import NewPerson
from qa.services.roles import NewRole
from tests.accounts import begin_session, make_account, make_team

NOW = dt.datetime(2026, 11, 5, 10, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def admin(store):
    person_id, account_id = make_account("ada", "administrator", name="Ada Admin")
    return acting(person_id, account_id, "administrator")


def acting(person_id, account_id, *held):
    return Actor(
        person_id, "Ada Admin", frozenset(RoleHeld(r) for r in held), NOW, TODAY, account_id
    )


def row_of(actor, username):
    return next(row for row in accounts.list_accounts(actor) if row.username == username)


def test_an_account_is_made_with_a_one_time_passphrase_and_roles(admin):
    team = make_team("Northgate")
    once = accounts.create(
        admin,
        "Bina.Shah",
        NewPerson("Bina Shah", "Team manager"),
        [NewRole("team_manager", TODAY, team_id=team), NewRole("iro", TODAY)],
    )
    row = row_of(admin, "bina.shah")
    assert (row.name, row.state) == ("Bina Shah", "One-time passphrase not used yet")
    assert [role.words for role in row.roles] == [
        "Team manager (operations): Northgate",
        "IRO or chair, auditor",
    ]
    with reading() as session:
        kept = session.scalar(select(Account.passphrase_hash).where(Account.id == row.id))
    assert passphrase_hashes.matches(once, kept)


def test_one_time_passphrases_are_long_and_never_the_same(store):
    made = {passphrase_hashes.one_time() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 26 for one in made)


def test_an_account_is_made_for_a_worker_the_roster_brought(admin):
    from db.engine import writing
    from db.models import Person

    with writing() as session:
        worker = Person(name="Cal Doe", roster_name="Cal Doe")
        session.add(worker)
        session.flush()
    accounts.create(admin, "cal", worker.id)
    assert row_of(admin, "cal").person_id == worker.id
    with pytest.raises(Refused, match="has an account already"):
        accounts.create(admin, "cal2", worker.id)
    with pytest.raises(NotFound):
        accounts.create(admin, "cal3", 99_999)


@pytest.mark.parametrize("username", ["", "x", "has space", "ada", "ADA", "ümlaut", "a" * 81, "-a"])
def test_a_username_that_cannot_be_is_refused_in_words(admin, username):
    with pytest.raises(Refused, match="username"):
        accounts.create(admin, username, NewPerson("Bina Shah"))
    assert len(accounts.list_accounts(admin)) == 1


def test_a_person_without_a_name_is_refused(admin):
    with pytest.raises(Refused, match="name"):
        accounts.create(admin, "bina", NewPerson(" \0 "))


def test_a_disabled_account_is_signed_out_at_once_and_comes_back_with_a_new_passphrase(admin):
    _person, account_id = make_account("bina", "iro")
    cookie = begin_session(account_id, NOW)
    accounts.disable(admin, account_id)
    assert sessions.check(cookie, NOW, TODAY) is None
    assert row_of(admin, "bina").state == "Disabled"
    with pytest.raises(Refused, match="Enable it first"):
        accounts.reset_passphrase(admin, account_id)
    assert accounts.enable(admin, account_id)
    assert row_of(admin, "bina").state == "One-time passphrase not used yet"
    assert sessions.check(cookie, NOW, TODAY) is None
    with pytest.raises(Refused, match="not disabled"):
        accounts.enable(admin, account_id)


def test_an_account_with_open_work_is_disabled_only_when_that_is_said(admin):
    from db.engine import writing
    from db.models import Child, ChildPerson

    person_id, account_id = make_account("bina", "iro", name="Bina Shah")
    with writing() as session:
        child = Child(case_number="1001")
        session.add(child)
        session.flush()
        session.add(
            ChildPerson(child_id=child.id, person_id=person_id, part="iro", from_on=YESTERDAY)
        )
    with pytest.raises(NeedsConfirmation, match="Bina Shah still has open work: 1 child"):
        accounts.disable(admin, account_id)
    assert row_of(admin, "bina").state == "In use"
    accounts.disable(admin, account_id, confirmed=True)
    assert row_of(admin, "bina").state == "Disabled"


def test_a_reset_signs_out_everywhere_and_has_to_be_changed(admin):
    _person, account_id = make_account("bina", "iro")
    cookie = begin_session(account_id, NOW)
    accounts.reset_passphrase(admin, account_id)
    assert sessions.check(cookie, NOW, TODAY) is None
    assert sessions.check(begin_session(account_id, NOW), NOW, TODAY).must_change


def test_an_administrator_ends_anybodys_sessions(admin):
    _person, account_id = make_account("bina", "iro")
    cookies = [begin_session(account_id, NOW) for _ in range(2)]
    assert accounts.end_sessions(admin, account_id) == 2
    assert [sessions.check(cookie, NOW, TODAY) for cookie in cookies] == [None, None]


def test_there_is_always_an_administrator(admin):
    with pytest.raises(Refused, match="your own account"):
        accounts.disable(admin, admin.account_id)
    second_person, second = make_account("bea", "administrator")
    other = acting(second_person, second, "administrator")
    accounts.disable(other, admin.account_id)
    held = roles.of_person(other, second_person)[0]
    with pytest.raises(Refused, match="only administrator"):
        roles.end(other, held.id, TODAY)
    with pytest.raises(Refused, match="only administrator"):
        accounts.disable(admin, second)


def test_a_role_is_given_and_ended_with_dates(admin):
    person_id, account_id = make_account("bina")
    roles.give(admin, person_id, NewRole("iro", TODAY))
    with pytest.raises(Refused, match="held already"):
        roles.give(admin, person_id, NewRole("iro", TODAY + dt.timedelta(days=9)))
    cookie = begin_session(account_id, NOW)
    assert sessions.check(cookie, NOW, TODAY).actor.has("iro")
    roles.end(admin, roles.of_person(admin, person_id)[0].id, YESTERDAY)
    assert not sessions.check(cookie, NOW, TODAY).actor.role_names
    assert roles.of_person(admin, person_id) == []


def test_a_role_held_before_keeps_its_history_when_it_ends(admin):
    person_id, _account = make_account("bina", "iro")
    held = roles.of_person(admin, person_id)[0]
    roles.end(admin, held.id, TODAY)
    assert roles.of_person(admin, person_id)[0].dates == "from 1 January 2020 to 5 November 2026"
    with pytest.raises(Refused, match="yesterday at the earliest"):
        roles.end(admin, held.id, TODAY - dt.timedelta(days=2))


def test_a_role_that_makes_no_sense_is_refused(admin):
    person_id, _account = make_account("bina")
    team = make_team("Northgate")
    teams.close_team(admin, team)
    for role, says in [
        (NewRole("king", TODAY), "no such role"),
        (NewRole("iro", TODAY, YESTERDAY), "end before it begins"),
        (NewRole("iro", TODAY, team_id=team), "Only a team manager's"),
        (NewRole("team_manager", TODAY, team_id=team), "closed on 5 November 2026"),
        (NewRole("team_manager", TODAY, team_id=99_999), "no such team"),
    ]:
        with pytest.raises(Refused, match=says):
            roles.give(admin, person_id, role)


def test_a_team_is_added_renamed_closed_and_opened_again(admin):
    teams.add_team(admin, "  North   gate ")
    (team,) = teams.list_teams()
    assert team.name == "North gate"
    with pytest.raises(Refused, match="already"):
        teams.add_team(admin, "NORTH GATE")
    teams.rename_team(admin, team.id, "North Gate")
    teams.close_team(admin, team.id)
    assert teams.list_teams() == []
    assert teams.list_teams(closed_too=True)[0].closed_on == TODAY
    teams.reopen_team(admin, team.id)
    assert teams.list_teams()[0].name == "North Gate"
    with pytest.raises(Refused, match="name"):
        teams.add_team(admin, " ")
    with pytest.raises(NotFound):
        teams.rename_team(admin, 99_999, "Elsewhere")


def test_only_administrators_keep_accounts(admin):
    person_id, account_id = make_account("bina", "practice_manager")
    actor = acting(person_id, account_id, "practice_manager", "head_of_service", "business_support")
    for use in (
        lambda: accounts.list_accounts(actor),
        lambda: accounts.create(actor, "x1", NewPerson("X")),
        lambda: accounts.disable(actor, account_id),
        lambda: accounts.enable(actor, account_id),
        lambda: accounts.reset_passphrase(actor, account_id),
        lambda: accounts.end_sessions(actor, account_id),
        lambda: roles.give(actor, person_id, NewRole("administrator", TODAY)),
        lambda: roles.end(actor, 1, TODAY),
        lambda: roles.of_person(actor, person_id),
        lambda: teams.add_team(actor, "X"),
        lambda: teams.rename_team(actor, 1, "X"),
        lambda: teams.close_team(actor, 1),
        lambda: teams.reopen_team(actor, 1),
    ):
        with pytest.raises(Refused, match="Administrators keep accounts"):
            use()


def test_everything_done_to_accounts_is_in_the_trail_without_passphrases(admin):
    once = accounts.create(admin, "bina", NewPerson("Bina Shah"), [NewRole("iro", TODAY)])
    row = row_of(admin, "bina")
    once += accounts.reset_passphrase(admin, row.id)
    accounts.end_sessions(admin, row.id)
    roles.end(admin, row.roles[0].id, TODAY)
    accounts.disable(admin, row.id)
    once += accounts.enable(admin, row.id)
    teams.add_team(admin, "Northgate")
    with reading() as session:
        entries = session.scalars(select(TrailEntry).order_by(TrailEntry.id)).all()
    assert [entry.act for entry in entries] == [
        "create",
        "give role",
        "reset passphrase",
        "end sessions",
        "end role",
        "disable",
        "enable",
        "reset passphrase",
        "create",
    ]
    assert not any(part in str(entry.payload) for entry in entries for part in once.split("-"))
    assert trail.verify().holds


def test_the_first_administrator_is_made_once(store):
    username, once = accounts.first_administrator(NOW, TODAY)
    assert username == "administrator"
    assert once
    assert accounts.first_administrator(NOW, TODAY) is None
    with reading() as session:
        assert session.scalar(select(Account.must_change)) is True
