"""Notices that a mail server does not take, that it drops midway, or that are no longer true."""

import pytest
from aiosmtpd.controller import Controller

from db.engine import reading, writing
from db.models import Account, Notice, Person
from qa.domain.refusals import Refused
from qa.services import challenges, handover, mail, notices, settings
from tests.postgres import free_port
from tests.services import makers
from tests.services.challenge_world import at, challenge_world, raised, row, v
from tests.services.test_notices import LATER, Box, kinds, runner, use

HANDED = "The mother came home."


@pytest.fixture
def w(sqlite_store):
    made = challenge_world()
    for who, name in ((made.iro, "ira"), (made.boss, "tess")):
        makers.account(who.person_id)
        addressed(who, f"{name}@example.gov.uk")
    return made


def addressed(who, email: str) -> None:
    with writing() as session:
        session.get(Person, who.person_id).email = email


@pytest.fixture
def box():
    yield from listening(Box())


@pytest.fixture
def plain_box():
    yield from listening(Box(), enable_SMTPUTF8=False)


@pytest.fixture
def dying_box():
    yield from listening(Dying())


def listening(handler, **settings_of):
    handler.port = free_port()
    server = Controller(handler, hostname="127.0.0.1", port=handler.port, **settings_of)
    server.start()
    yield handler
    server.stop()


class Dying(Box):
    """A mail server that goes away while it takes the second message."""

    taken = 0

    async def handle_DATA(self, server, session, envelope):
        self.taken += 1
        if self.taken == 2:
            server.transport.close()
            return "421 gone"
        return await super().handle_DATA(server, session, envelope)


def test_whom_the_mail_server_refuses_business_support_tells(w, box):
    use(w, box.port)
    addressed(w.boss, "gone@example.gov.uk")
    raised(w)
    assert notices.run(runner(w)) == notices.Done(True, 0, 1, True)
    [found] = notices.waiting(w.support)
    assert found.to_whom == "Tess Teamlead"
    notices.mark_sent(w.support, found.id)
    assert notices.run(runner(w)) == notices.Done(True, 0, 0, True)


def test_a_refused_address_is_tried_again_and_leaves_the_list_once_it_is_taken(w, box):
    use(w, box.port)
    addressed(w.boss, "gone@example.gov.uk")
    raised(w)
    notices.run(runner(w))
    addressed(w.boss, "tess@example.gov.uk")
    assert notices.run(runner(w)).sent == 1
    assert notices.waiting(w.support) == []


@pytest.mark.parametrize(
    "written", ["tess", "tess@", '"', "tess@[", "a@example.gov.uk, b@example.gov.uk", "a b@c.uk",
                "Tess <tess@example.gov.uk>"],
)  # fmt: skip
def test_what_is_no_address_stops_nobody_elses_notice_and_is_on_the_list(w, box, written):
    use(w, box.port)
    addressed(w.boss, written)
    raised(w)
    challenges.answer(w.boss, raised(w, child_ids=[w.boy]), 2, "Visited today.")
    assert notices.run(runner(w)) == notices.Done(True, 1, 1, True)
    assert [message["To"] for message in box.got] == ["ira@example.gov.uk"]
    assert [each.email for each in notices.waiting(w.support)] == [written]


def test_a_server_that_knows_no_accents_stops_nobody_elses_notice(w, plain_box):
    use(w, plain_box.port)
    addressed(w.boss, "tèss@example.gov.uk")
    raised(w)
    challenges.answer(w.boss, raised(w, child_ids=[w.boy]), 2, "Visited today.")
    assert notices.run(runner(w)) == notices.Done(True, 1, 1, True)
    assert [each.to_whom for each in notices.waiting(w.support)] == ["Tess Teamlead"]


def test_a_server_that_goes_away_midway_loses_nothing_and_sends_nothing_twice(w, dying_box):
    use(w, dying_box.port)
    for children in ([w.girl], [w.boy], [w.girl, w.boy]):
        raised(w, child_ids=children)
    with pytest.raises(Refused, match="What was not sent stays on the list"):
        notices.run(runner(w))
    assert (len(dying_box.got), kinds(), notices.waiting(w.support)) == (1, ["asked"] * 2, [])
    assert notices.run(runner(w)).sent == 2
    assert len(dying_box.got) == len(makers.entries("send")) == 3


@pytest.mark.parametrize("sender", ["qa", "qa@", "Quality, assurance <qa@example.gov.uk>"])
def test_a_sender_that_is_no_address_is_said_before_anything_is_sent(w, box, sender):
    use(w, box.port)
    settings.put(w.admin, "smtp_sender", sender, makers.TODAY)
    raised(w)
    with pytest.raises(Refused, match="smtp_sender"):
        notices.run(runner(w))
    assert kinds() == ["asked"]


def test_a_sender_may_have_a_name(w, box):
    use(w, box.port)
    settings.put(w.admin, "smtp_sender", "Quality assurance <qa@example.gov.uk>", makers.TODAY)
    raised(w)
    notices.run(runner(w))
    assert box.got[0]["Message-ID"].endswith("@example.gov.uk>")


def test_whoever_lost_their_account_is_on_the_list(w, box):
    use(w, box.port)
    with writing() as session:
        session.query(Account).filter_by(person_id=w.boss.person_id).one().disabled_at = makers.NOW
    raised(w)
    notices.run(runner(w))
    assert [each.email for each in notices.waiting(w.support)] == ["tess@example.gov.uk"]


def test_a_pause_takes_back_that_none_came_and_makes_a_deadline_of_its_own(w):
    made = raised(w)
    notices.run(runner(w, LATER))
    assert kinds() == ["asked", "no_answer"]
    challenges.pause(at(w.iro, LATER), made, v(made), "The mother is in hospital.")
    assert kinds() == ["asked"]
    back = LATER.replace(day=20)
    challenges.resume(at(w.iro, back), made, v(made), note=HANDED)
    due = row(made).due_on
    notices.run(runner(w, LATER.replace(month=12)))
    notices.run(runner(w, LATER.replace(month=12)))
    assert due < LATER.replace(month=12)
    with reading() as session:
        asked = session.query(Notice).filter_by(challenge_id=made, kind="no_answer").all()
        assert [(n.number, n.sent_how) for n in asked] == [(1, "not_needed"), (2, None)]


def test_that_none_came_is_still_told_when_somebody_else_is_asked(w):
    made = raised(w)
    notices.run(runner(w, LATER))
    other = makers.holder("Tim Teamlead", "team_manager", team_id=w.team)
    makers.account(other.person_id)
    moved = handover.prepare(at(w.manager, LATER), w.boss.person_id, other.person_id, "Tess leaves")
    handover.confirm(at(w.manager, LATER), moved)
    with reading() as session:
        left = session.query(Notice).filter_by(challenge_id=made, sent_at=None)
        assert {(n.kind, n.person_id) for n in left} == {
            ("no_answer", w.iro.person_id), ("asked", other.person_id),
        }  # fmt: skip


def test_an_address_is_one_plain_address():
    assert mail.is_address("t.o'neil+qa@mail.example.gov.uk")
    for written in ("", "@", "a@b\n", "a@\u200bb", "a@.uk", "a@b c"):
        assert not mail.is_address(written)


@pytest.mark.parametrize("host", ["mail..example.gov.uk", "https://mail", "m" * 70])
def test_a_mail_server_whose_name_cannot_be_is_a_sentence_and_nothing_is_lost(w, host):
    use(w, 25)
    settings.put(w.admin, "smtp_host", host, makers.TODAY)
    raised(w)
    with pytest.raises(Refused, match="could not be used"):
        notices.run(runner(w))
    assert kinds() == ["asked"]
