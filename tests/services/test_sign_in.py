"""Signing in: tickets, the same answer for everybody, throttling that locks nobody out."""

import datetime as dt
import statistics
import time

import pytest
from sqlalchemy import select

from db.engine import reading, writing
from db.models import Account, SignIn, SignInAttempt, SignInTicket, TrailEntry
from qa.domain.refusals import Refused
from qa.services import passphrase_hashes, sessions, sign_in, throttle
from qa.services.sign_in import Place
from tests.accounts import PASSPHRASE, make_account

NOW = dt.datetime(2026, 11, 5, 10, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
HOME = Place("192.0.2.1", "a device at home", "Firefox")
ELSEWHERE = Place("198.51.100.7", "a device elsewhere", "curl")


def attempt(username="asha", passphrase=PASSPHRASE, place=HOME, now=NOW, sleep=lambda _s: None):
    return sign_in.sign_in(username, passphrase, place, now, TODAY, sleep)


def seconds(amount):
    return NOW + dt.timedelta(seconds=amount)


def wrong(times, place=ELSEWHERE, username="asha", start=0):
    """Wrong tries, each as soon as it is allowed; the moment of the last."""
    at = seconds(start)
    for done in range(times):
        with pytest.raises(Refused, match="not right"):
            attempt(username, "not the right one", place, at)
        at += throttle.wait_after(done + 1) + dt.timedelta(seconds=1)
    return at


def trail_entries():
    with reading() as session:
        return session.scalars(select(TrailEntry).order_by(TrailEntry.id)).all()


def test_a_right_passphrase_gives_a_ticket_that_gives_a_session_once(store):
    person_id, _account = make_account("asha", "iro")
    ticket = attempt(" ASHA ")
    cookie = sign_in.redeem(ticket, HOME, NOW, TODAY)
    assert sessions.check(cookie, NOW, TODAY).actor.person_id == person_id
    assert sign_in.redeem(ticket, HOME, NOW, TODAY) is None
    assert sign_in.redeem("no such ticket", HOME, NOW, TODAY) is None


def test_neither_cookie_nor_ticket_nor_passphrase_is_kept_as_it_is(store):
    make_account("asha", "iro")
    ticket = attempt()
    cookie = sign_in.redeem(ticket, HOME, NOW, TODAY)
    with reading() as session:
        kept = [
            session.scalar(select(SignIn.cookie_hash)),
            session.scalar(select(SignInTicket.ticket_hash)),
            session.scalar(select(Account.passphrase_hash)),
        ]
    assert not {cookie, ticket, PASSPHRASE} & set(kept)
    assert all(PASSPHRASE not in str(entry.payload) for entry in trail_entries())


def test_a_ticket_is_good_for_thirty_seconds_in_the_browser_that_asked(store):
    make_account("asha", "iro")
    assert sign_in.redeem(attempt(), ELSEWHERE, NOW, TODAY) is None
    assert sign_in.redeem(attempt(), HOME, seconds(31), TODAY) is None
    assert sign_in.redeem(attempt(), HOME, seconds(30), TODAY)


def test_a_ticket_of_an_account_disabled_meanwhile_gives_nothing(store):
    _person, account_id = make_account("asha", "iro")
    ticket = attempt()
    with writing() as session:
        session.get(Account, account_id).disabled_at = NOW
    assert sign_in.redeem(ticket, HOME, NOW, TODAY) is None


def test_a_browser_without_cookies_is_told_so(store):
    make_account("asha", "iro")
    with pytest.raises(Refused, match="does not keep cookies"):
        attempt(place=Place("192.0.2.1", ""))


def test_wrong_unknown_and_disabled_are_answered_in_the_same_words(store):
    make_account("asha", "iro")
    _person, gone = make_account("bina", "iro")
    with writing() as session:
        session.get(Account, gone).disabled_at = NOW
    tries = [("asha", "wrong"), ("nobody", PASSPHRASE), ("bina", PASSPHRASE), ("", ""), ("\0", "x")]
    answers = set()
    for username, passphrase in tries:
        with pytest.raises(Refused) as refused:
            attempt(username, passphrase)
        answers.add(str(refused.value))
    assert answers == {sign_in.WRONG}


def test_known_and_unknown_users_take_the_same_time(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_BCRYPT_COST", "9")
    make_account("asha", "iro")
    passphrase_hashes.matches("warm", None)
    took = {"asha": [], "nobody": []}
    for round_ in range(9):
        for username, times in took.items():
            begun = time.perf_counter()
            with pytest.raises(Refused, match="not right"):
                attempt(username, "wrong", Place(f"192.0.2.{round_}", "a device"))
            times.append(time.perf_counter() - begun)
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.5 < known / unknown < 2
    assert min(known, unknown) > 0.01


def test_sign_ins_are_in_the_trail_refused_or_not(store):
    person_id, account_id = make_account("asha", "iro")
    with pytest.raises(Refused):
        attempt(passphrase="wrong")
    with pytest.raises(Refused):
        attempt("my passphrase in the wrong box")
    sign_in.redeem(attempt(), HOME, NOW, TODAY)
    entries = trail_entries()
    assert [(e.act, e.refused, e.noun_id) for e in entries] == [
        ("sign in", True, account_id),
        ("sign in", True, None),
        ("sign in", False, account_id),
    ]
    assert entries[2].person_id == person_id
    assert "wrong box" not in str([entry.payload for entry in entries])


def test_a_name_nobody_has_is_not_kept_for_it_may_be_a_passphrase(store):
    with pytest.raises(Refused):
        attempt("my passphrase in the wrong box")
    with reading() as session:
        assert "passphrase" not in session.scalar(select(SignInAttempt.username))


def test_after_five_wrong_tries_from_one_place_the_next_has_to_wait(store):
    make_account("asha", "iro")
    wrong(5)
    with pytest.raises(throttle.TooManyTries, match="Try again in 1 minute"):
        attempt(place=ELSEWHERE, now=seconds(6))
    assert trail_entries()[-1].payload["why"] == "too many tries"
    assert attempt(place=ELSEWHERE, now=seconds(60))


def test_an_unknown_username_is_throttled_in_the_same_way(store):
    wrong(5, username="nobody")
    with pytest.raises(throttle.TooManyTries):
        attempt("nobody", place=ELSEWHERE, now=seconds(6))


def test_nobody_can_lock_a_colleague_out_from_another_address(store):
    make_account("asha", "iro")
    wrong(8)
    assert attempt(now=seconds(700))


def test_nobody_can_lock_a_colleague_out_at_the_same_address(store):
    make_account("asha", "iro")
    attempt()
    same_office = Place(HOME.address, "another device in the office")
    last = wrong(6, same_office, start=10)
    with pytest.raises(throttle.TooManyTries):
        attempt(place=same_office, now=last - dt.timedelta(seconds=30))
    assert attempt(now=last)


def test_a_known_device_has_a_limit_of_its_own(store):
    make_account("asha", "iro")
    attempt()
    last = wrong(5, HOME, start=10)
    with pytest.raises(throttle.TooManyTries):
        attempt(now=last - dt.timedelta(seconds=25))


def test_tries_from_everywhere_only_slow_and_a_known_device_not_at_all(store):
    make_account("asha", "iro")
    attempt()
    for office in range(25):
        wrong(1, Place(f"198.51.100.{office}", "a device"))
    slept = []
    assert attempt(place=Place("203.0.113.1", "new"), now=seconds(60), sleep=slept.append)
    assert attempt(now=seconds(61), sleep=slept.append)
    assert 0 < slept[0] <= throttle.SLOWEST_SECONDS
    assert slept[1] == 0


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 0), (4, 0), (5, 30), (6, 60), (8, 240), (99, 900)]
)
def test_the_wait_grows_and_never_passes_a_quarter_of_an_hour(failures, wait):
    assert throttle.wait_after(failures) == dt.timedelta(seconds=wait)


def test_a_passphrase_of_more_than_72_bytes_counts_to_its_last_letter(store):
    long = "ä" * 40 + " and then some more words to the end"
    make_account("asha", "iro", passphrase=long)
    assert attempt(passphrase=long)
    with pytest.raises(Refused):
        attempt(passphrase=long[:-1])


def test_old_tries_and_tickets_are_thrown_away(store):
    make_account("asha", "iro")
    attempt()
    attempt(now=NOW + dt.timedelta(days=2))
    with reading() as session:
        assert len(session.scalars(select(SignInAttempt)).all()) == 1
        assert len(session.scalars(select(SignInTicket)).all()) == 1


def changing(account_id, **about):
    cookie = sign_in.redeem(attempt(**about), HOME, NOW, TODAY)
    return cookie, sessions.check(cookie, NOW, TODAY).actor


def test_a_passphrase_is_changed_and_every_other_session_ends(store):
    _person, account_id = make_account("asha", "iro", must_change=True)
    other, _actor = changing(account_id)
    cookie, actor = changing(account_id)
    sign_in.change_passphrase(actor, PASSPHRASE, "otter lamp quiet river", "otter lamp quiet river")
    assert sessions.check(other, NOW, TODAY) is None
    assert sessions.check(cookie, NOW, TODAY).must_change is False
    assert attempt(passphrase="otter lamp quiet river")
    with pytest.raises(Refused):
        attempt()


@pytest.mark.parametrize(
    ("present", "chosen", "again", "says"),
    [
        ("wrong", "otter lamp quiet river", "otter lamp quiet river", "present passphrase"),
        (PASSPHRASE, "otter lamp quiet river", "otter lamp quiet", "not the same"),
        (PASSPHRASE, "short", "short", "at least 12"),
        (PASSPHRASE, PASSPHRASE, PASSPHRASE, "not just used"),
        (PASSPHRASE, "asha asha asha", "asha asha asha", "too easily guessed"),
    ],
)
def test_a_change_of_passphrase_is_refused_in_words(store, present, chosen, again, says):
    _person, account_id = make_account("asha", "iro")
    _cookie, actor = changing(account_id)
    with pytest.raises(Refused, match=says):
        sign_in.change_passphrase(actor, present, chosen, again)


def test_demonstration_accounts_are_listed_only_where_there_are_any(store):
    make_account("asha", "iro")
    assert sign_in.demonstration_accounts(TODAY) == []
    make_account("iro", "iro", is_demonstration=True)
    assert sign_in.demonstration_accounts(TODAY) == [("iro", "IRO or chair, auditor")]
