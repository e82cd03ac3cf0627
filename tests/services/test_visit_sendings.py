"""The log of copies sent: what it asks for, what it refuses, and taking an entry away."""

import datetime as dt

import pytest

from db.models import Home, HomeResident
from qa.domain.refusals import NotFound, Refused
from qa.services import submission, visit_after, visit_sendings
from qa.services.visit_sendings import Sent
from tests.services import makers
from tests.services.visit_afterwards import (
    FARSHIRE,
    LATER,
    copies,
    issue,
    missing,
    send_all,
    sendings,
    version,
)
from tests.services.visit_filling import changed, on_day, written
from tests.services.visit_world import visit_world

DAY = dt.timedelta(days=1)


@pytest.fixture
def w(store):
    return issued(visit_world())


@pytest.fixture
def one(sqlite_store):
    return issued(visit_world())


def issued(world):
    world.check = written(world)
    issue(world, world.check)
    return world


def put(w, given, actor=None, on=LATER):
    actor = on_day(actor or w.support, on)
    visit_sendings.record(actor, w.check, version(w.check), given)


def taken(w, sending_id, actor=None):
    actor = on_day(actor or w.support, LATER)
    visit_sendings.remove(actor, w.check, version(w.check), sending_id)


def test_business_support_logs_every_copy_and_nobody_is_missing(w):
    assert len(missing(w.check)) == 6
    send_all(w.support, w.check)
    assert missing(w.check) == []
    entries = makers.entries("send")
    assert {e.payload["recipient"][1] for e in entries} == {c.recipient for c in copies()}
    assert all(e.home_id == w.oak and e.payload["month"] == "2026-11-01" for e in entries)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Sent("ofsted", "", LATER + DAY, "email"), "in the future"),
        (Sent("ofsted", "", LATER - DAY, "email"), "before it was issued (10 November 2026)"),
        (Sent("ofsted", "", None, "email"), "Give the day on which it was sent (Ofsted)"),
        (Sent("ofsted", "", LATER, "pigeon"), "Say how the report was sent"),
        (Sent("newspaper", "", LATER, "email"), "from the list"),
        (Sent("placing_authorities", " ", LATER, "email"), "which placing authority"),
        (Sent("ofsted", method="none"), "Ofsted is sent every report"),
        (Sent("provider", method="none"), "has a registered provider"),
        (Sent("placing_authorities", method="none"), "there is a placing authority"),
        (Sent("manager", method="none"), "has a registered manager by the register of homes: Man"),
        (
            Sent("responsible_individual", method="none"),
            "has a responsible individual by the register of homes: Rae Responsible. Where there",
        ),
    ],
)
def test_an_entry_that_cannot_be_so_is_refused_in_words(one, given, words):
    with pytest.raises(Refused) as refusal:
        put(one, given)
    assert words in str(refusal.value) and sendings(one.check) == []


def test_of_several_at_once_all_are_recorded_or_none(one):
    wrong = [*copies()[:2], Sent("manager", "", LATER + DAY, "email")]
    with pytest.raises(Refused):
        visit_sendings.record_all(on_day(one.support, LATER), one.check, version(one.check), wrong)
    assert sendings(one.check) == []


def test_where_nobody_manages_the_home_that_there_is_none_is_recorded_without_a_day(one):
    changed(Home, one.oak, registered_manager=None)
    put(one, Sent("manager", sent_on=LATER, method="none"))
    [entry] = sendings(one.check)
    assert (entry.method, entry.sent_on) == ("none", None)
    assert "Registered manager" not in missing(one.check)


def test_an_empty_home_has_no_placing_authority_and_says_so(one):
    for resident in (one.resident_a, one.resident_b):
        changed(HomeResident, resident, to_on=dt.date(2026, 10, 1))
    assert "Placing authority" in missing(one.check)
    put(one, Sent("placing_authorities", method="none"))
    assert "Placing authority" not in missing(one.check)


def test_the_host_authority_is_logged_on_request_only_and_never_missing(one):
    assert not any("Host" in words for words in missing(one.check))
    put(one, Sent("host_authority", "Nearshire", LATER, "email"))
    assert sendings(one.check)[0].name == "Nearshire"


def test_one_recipient_is_logged_once_for_one_version(one):
    put(one, Sent("placing_authorities", FARSHIRE, LATER, "email"))
    with pytest.raises(Refused, match="recorded already"):
        put(one, Sent("placing_authorities", FARSHIRE.upper(), LATER, "post"))


def test_a_wrong_entry_is_taken_away_and_the_history_keeps_it(w):
    put(w, Sent("ofsted", "", LATER, "email", "X-1"))
    taken(w, sendings(w.check)[0].id)
    assert "Ofsted" in missing(w.check)
    [entry] = makers.entries("unsend")
    assert entry.payload["reference"] == ["X-1", None] and entry.home_id == w.oak
    with pytest.raises(NotFound):
        taken(w, 999)


def test_of_a_closed_visit_no_copy_that_is_required_is_taken_away(one):
    send_all(one.support, one.check)
    put(one, Sent("host_authority", "Nearshire", LATER, "email"))
    actor = on_day(one.support, LATER)
    visit_after.close(actor, one.check, version(one.check))
    log = {entry.recipient: entry.id for entry in sendings(one.check)}
    with pytest.raises(Refused, match="only copy sent to: Ofsted"):
        taken(one, log["ofsted"])
    taken(one, log["host_authority"])
    assert len(sendings(one.check)) == 6


def test_before_the_issue_nothing_is_sent_and_while_it_is_changed_nothing_either(one):
    fresh = written(one, on=dt.date(2026, 11, 4))
    actor = on_day(one.support, LATER)
    with pytest.raises(Refused, match="it is written, not issued"):
        visit_sendings.record(actor, fresh, version(fresh), Sent("ofsted", "", LATER, "email"))
    submission.correct(on_day(one.visitor, LATER), one.check, version(one.check), "A wrong number")
    with pytest.raises(Refused, match="it is being changed"):
        put(one, Sent("ofsted", "", LATER, "email"))


def test_who_may_not_keep_the_log_is_told_so(one):
    with pytest.raises(NotFound):
        put(one, Sent("ofsted", "", LATER, "email"), one.visitor2)
    with pytest.raises(Refused, match="business support or a practice manager"):
        put(one, Sent("ofsted", "", LATER, "email"), one.head)
