"""Server-side sessions: idle, absolute, grace, ended, disabled."""

import datetime as dt

import pytest
from sqlalchemy import select

from db.engine import reading, writing
from db.models import Account, Cover, RoleAssignment, SignIn
from qa.domain.refusals import NotFound, Refused, StoreUnavailable
from qa.services import sessions
from tests.accounts import begin_session, make_account, make_team

NOW = dt.datetime(2026, 11, 5, 8, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)


def check(cookie, after, grace=sessions.NO_GRACE):
    at = NOW + after
    return sessions.check(cookie, at, at.date(), grace)


@pytest.fixture
def asha(store):
    """Account and cookie of somebody who signed in at eight."""
    _person, account_id = make_account("asha", "iro", name="Asha Kaur")
    return account_id, begin_session(account_id, NOW)


def test_a_session_idles_out_after_half_an_hour(asha):
    _account, cookie = asha
    assert check(cookie, 29 * MINUTE).actor.name == "Asha Kaur"
    assert check(cookie, 58 * MINUTE)
    assert check(cookie, 88 * MINUTE) is None


def test_a_session_ends_after_ten_hours_however_busy(asha):
    _account, cookie = asha
    for minutes in range(20, 600, 20):
        assert check(cookie, minutes * MINUTE)
    assert check(cookie, 600 * MINUTE) is None


def test_a_save_is_accepted_for_a_minute_longer_and_does_not_revive_the_session(asha):
    _account, cookie = asha
    late = 30 * MINUTE + 59 * SECOND
    assert check(cookie, late, sessions.GRACE_FOR_A_SAVE)
    assert check(cookie, late) is None
    assert check(cookie, 31 * MINUTE, sessions.GRACE_FOR_A_SAVE) is None


def test_a_minutes_grace_is_never_given_to_an_ended_or_disabled_session(asha):
    account_id, cookie = asha
    sessions.sign_out(check(cookie, MINUTE).actor)
    assert check(cookie, 2 * MINUTE, sessions.GRACE_FOR_A_SAVE) is None
    other = begin_session(account_id, NOW)
    with writing() as session:
        session.get(Account, account_id).disabled_at = NOW
    assert check(other, MINUTE, sessions.GRACE_FOR_A_SAVE) is None
    assert sessions.has_ended(other)


@pytest.mark.parametrize("cookie", [None, "", "made up", "ü\0", "x" * 100_000])
def test_a_cookie_nobody_was_given_is_nobody(store, cookie):
    assert check(cookie, MINUTE) is None
    assert sessions.left(cookie, NOW, NOW.date()) == sessions.Left()
    assert sessions.has_ended(cookie)


def test_asking_what_is_left_is_no_use_of_the_session(asha):
    account_id, cookie = asha
    at = NOW + 20 * MINUTE
    assert sessions.left(cookie, at, at.date()) == sessions.Left(600, 34_800, account_id)
    assert sessions.left(cookie, at, at.date()) == sessions.Left(600, 34_800, account_id)
    sessions.stay(cookie, at, at.date())
    assert sessions.left(cookie, at, at.date()) == sessions.Left(1800, 34_800, account_id)


def test_the_limits_are_settings(asha):
    from db.models import Setting

    _account, cookie = asha
    with writing() as session:
        session.add(Setting(key="session_idle_minutes", value="5", from_on=NOW.date(), set_at=NOW))
    assert check(cookie, 5 * MINUTE) is None


def test_use_is_noted_at_most_twice_a_minute(asha):
    _account, cookie = asha
    check(cookie, 10 * SECOND)
    with reading() as session:
        assert session.scalar(select(SignIn.last_seen_at)) == NOW
    check(cookie, 31 * SECOND)
    with reading() as session:
        assert session.scalar(select(SignIn.last_seen_at)) == NOW + 31 * SECOND


def test_a_store_that_takes_no_writes_can_still_be_read(asha, monkeypatch):
    def refuse(*_args):
        raise StoreUnavailable("The database is read-only at the moment.")

    _account, cookie = asha
    monkeypatch.setattr(sessions, "writing", refuse)
    assert check(cookie, 10 * MINUTE)


def test_an_actor_holds_the_roles_and_cover_of_today_only(store):
    team = make_team("Northgate")
    person, account = make_account("asha", "team_manager", team_ids=(team,))
    absent, _account = make_account("bina", "iro")
    today = NOW.date()
    yesterday, tomorrow = today - dt.timedelta(1), today + dt.timedelta(1)
    with writing() as session:
        session.add_all(
            [
                RoleAssignment(person_id=person, role="iro", from_on=yesterday, to_on=yesterday),
                RoleAssignment(person_id=person, role="administrator", from_on=tomorrow),
                Cover(
                    absent_id=absent,
                    cover_id=person,
                    from_on=yesterday,
                    to_on=today,
                    reason="leave",
                    set_by_id=absent,
                ),
            ]
        )
    actor = check(begin_session(account, NOW), MINUTE).actor
    assert actor.role_names == ("team_manager",)
    assert actor.teams("team_manager") == {team}
    assert actor.covering == {absent}


def test_own_sessions_are_seen_and_ended_and_nobody_elses(asha):
    account_id, cookie = asha
    other = begin_session(account_id, NOW)
    begin_session(account_id, NOW - 40 * MINUTE)
    _person, strangers = make_account("bina", "iro")
    strange = check(begin_session(strangers, NOW), MINUTE).actor
    actor = check(cookie, MINUTE).actor
    mine = sessions.mine(actor)
    assert len(mine) == 2
    assert [one.is_this_one for one in mine] == [True, False]
    sessions.end_mine(actor, mine[1].id)
    assert check(other, MINUTE) is None
    with pytest.raises(NotFound):
        sessions.end_mine(actor, strange.sign_in_id)


def test_every_other_session_of_mine_ends_at_once(asha):
    account_id, cookie = asha
    others = [begin_session(account_id, NOW) for _ in range(3)]
    assert sessions.end_my_others(check(cookie, MINUTE).actor) == 3
    assert [check(other, MINUTE) for other in others] == [None] * 3
    assert check(cookie, MINUTE)


def test_a_new_sign_in_in_the_same_browser_ends_the_one_before(asha):
    _account, cookie = asha
    sessions.replace(cookie, NOW)
    assert check(cookie, MINUTE) is None
    sessions.replace("nobody's", NOW)


@pytest.mark.parametrize("secret", ["", "x" * 31, "ü" * 15])
def test_a_secret_under_32_bytes_is_refused_with_how_to_make_one(monkeypatch, secret):
    monkeypatch.setenv("QA_SECRET", secret)
    with pytest.raises(Refused, match=r"at least 32 bytes.*token_urlsafe"):
        sessions.secret()


def test_another_secret_ends_every_session(asha, monkeypatch):
    _account, cookie = asha
    monkeypatch.setenv("QA_SECRET", "another secret of at least thirty-two bytes")
    assert check(cookie, MINUTE) is None
