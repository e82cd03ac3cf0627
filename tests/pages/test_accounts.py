"""The accounts screen and My account."""

import datetime as dt

import pytest

from qa import clock
from qa.services import sessions, sign_in, teams
from qa.services.sign_in import Place
from tests.accounts import PASSPHRASE, begin_session, make_account, make_team
from tests.pages.conftest import open_page


def says(screen):
    kinds = (screen.markdown, screen.text, screen.success, screen.error, screen.warning)
    return "\n".join(box.value for kind in kinds for box in kind)


def press(screen, label):
    next(button for button in screen.button if button.label == label).click()
    screen.run()
    assert not screen.exception
    return screen


def box(screen, label, kind="text_input"):
    return next(one for one in getattr(screen, kind) if one.label == label)


@pytest.fixture
def admin(sqlite_store, signed_in):
    return signed_in("administrator", name="Ada Admin")


def test_an_administrator_makes_an_account_and_sees_the_passphrase_once(admin):
    screen = open_page("accounts")
    box(screen, "Username").set_value("bina")
    next(one for one in screen.text_input if one.label == "Name").set_value("Bina Shah")
    press(screen, "Make the account")
    once = screen.code[0].value
    assert "One-time passphrase for Bina Shah" in says(screen)
    assert "bina · One-time passphrase not used yet · never seen" in says(screen)
    assert once not in says(screen.run())
    place = Place("192.0.2.1", "a device")
    ticket = sign_in.sign_in("bina", once, place, clock.now(), clock.today())
    cookie = sign_in.redeem(ticket, place, clock.now(), clock.today())
    assert sessions.check(cookie, clock.now(), clock.today()).must_change


def test_a_refused_account_is_refused_in_words_and_the_boxes_keep_what_was_typed(admin):
    screen = open_page("accounts")
    box(screen, "Username").set_value("has space")
    press(screen, "Make the account")
    assert "A username has 2 to 80" in screen.error[0].value or "name" in screen.error[0].value
    assert box(screen, "Username").value == "has space"


def test_an_account_is_disabled_enabled_and_reset_on_its_page(admin):
    _person, account_id = make_account("bina", "iro", name="Bina Shah")
    cookie = begin_session(account_id)
    screen = open_page("accounts", id=str(account_id))
    press(screen, "New one-time passphrase")
    assert screen.code
    assert sessions.check(cookie, clock.now(), clock.today()) is None
    press(screen, "Disable")
    assert "account is disabled" in says(screen)
    press(screen, "Enable")
    assert screen.code
    press(screen, "End all sessions")
    assert "0 sessions ended" in says(screen)


def test_roles_are_given_and_ended_on_an_accounts_page(admin):
    team = make_team("Northgate")
    _person, account_id = make_account("bina", name="Bina Shah")
    screen = open_page("accounts", id=str(account_id))
    assert "No role yet" in says(screen)
    box(screen, "Role", "selectbox").set_value("team_manager")
    box(screen, "Team (for a team manager)", "selectbox").set_value(team)
    press(screen, "Give this role")
    assert "Team manager (operations): Northgate, from" in says(screen)
    press(screen, "End today")
    assert "ends today" in says(screen)


@pytest.mark.parametrize("address", ["99999", "x", "-1"])
def test_an_account_that_is_not_there_is_said_so(admin, address):
    assert "There is no such account" in open_page("accounts", id=address).error[0].value


def test_teams_are_added_renamed_and_closed(admin):
    screen = open_page("accounts")
    box(screen, "Name of a new team").set_value("Northgate")
    press(screen, "Add the team")
    team = teams.list_teams()[0]
    screen.text_input(key=f"name_{team.id}").set_value("North Gate")
    press(screen, "Rename")
    press(screen, "Close")
    assert teams.list_teams(closed_too=True)[0].name == "North Gate"
    press(screen, "Open again")
    assert teams.list_teams()


def test_many_accounts_are_searched_and_paged(admin):
    for number in range(45):
        make_account(f"iro{number:02}", "iro", name=f"Person Number {number:02}")
    screen = open_page("accounts")
    assert "46 accounts" in says(screen)
    assert "Person Number 44" not in says(screen)
    box(screen, "Name, username, job title or role").set_value("iro4").run()
    assert "5 accounts" in says(screen)


def test_own_passphrase_is_changed(sqlite_store, signed_in):
    signed_in("iro", must_change=True)
    screen = open_page("my_account")
    box(screen, "Present passphrase").set_value(PASSPHRASE)
    box(screen, "New passphrase").set_value("short")
    box(screen, "New passphrase again").set_value("short")
    press(screen, "Change passphrase")
    assert "at least 12 characters" in screen.error[0].value
    box(screen, "Present passphrase").set_value(PASSPHRASE)
    box(screen, "New passphrase").set_value("otter lamp quiet river")
    box(screen, "New passphrase again").set_value("otter lamp quiet river")
    press(screen, "Change passphrase")
    assert "Your passphrase is changed" in says(screen)


def test_own_sessions_are_seen_and_ended(sqlite_store, signed_in):
    actor = signed_in("iro")
    others = [begin_session(actor.account_id) for _ in range(2)]
    screen = open_page("my_account")
    assert "(this session)" in says(screen)
    press(screen, "End this session")
    press(screen, "End this session")
    today = clock.today()
    later = clock.now() + dt.timedelta(seconds=1)
    assert [sessions.check(other, later, today) for other in others] == [None, None]
    begin_session(actor.account_id)
    begin_session(actor.account_id)
    press(screen.run(), "Sign out everywhere else")
    assert len(sessions.mine(actor)) == 1


def test_a_persons_line_manager_and_hours_are_kept(admin):
    person_id, account_id = make_account("bina", "iro", name="Bina *Shah* [x](y)")
    screen = open_page("accounts", person=str(person_id))
    assert screen.header[0].value == r"Bina \*Shah\* \[x\](y)"
    box(screen, "Line manager", "selectbox").set_value(admin.person_id)
    box(screen, "Hours, as a share of full time", "number_input").set_value(0.6)
    press(screen, "Save")
    assert "is saved" in says(screen)
    assert box(screen, "Line manager", "selectbox").value == admin.person_id
    assert "line manager Ada Admin" in says(open_page("accounts"))
    assert account_id


@pytest.mark.parametrize("address", ["99999", "x"])
def test_a_person_who_is_not_there_is_said_so(admin, address):
    assert "There is no such person" in open_page("accounts", person=address).error[0].value
