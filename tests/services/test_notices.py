"""Notices about challenges: once, on working days, a link only; without a mail server a list."""

import dataclasses
import datetime as dt
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from db.engine import reading, writing
from db.models import Account, Notice, Person
from qa.domain.refusals import Refused
from qa.services import challenges, my_work, notices, settings
from qa.services.challenge_asked import Asked
from tests.services import makers
from tests.services.challenge_world import answered, at, challenge_world, raised, row, v

LATER = dt.date(2026, 11, 16)
SATURDAY = dt.date(2026, 11, 7)


class Box(Message):
    """What a mail server took in; it does not know one address."""

    def __init__(self) -> None:
        super().__init__()
        self.got = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address.startswith("gone"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message):
        self.got.append(message)


@pytest.fixture
def box():
    handler = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=handler.port)
    server.start()
    yield handler
    server.stop()


@pytest.fixture
def w(store):
    made = challenge_world()
    for who, name in ((made.iro, "ira"), (made.boss, "tess")):
        makers.account(who.person_id)
        with writing() as session:
            session.get(Person, who.person_id).email = f"{name}@example.gov.uk"
    return made


def use(w, port: int) -> None:
    """The council's mail server is this one."""
    for key, value in {"smtp_host": "127.0.0.1", "smtp_port": str(port),
                       "smtp_sender": "qa@example.gov.uk",
                       "app_address": "https://qa.example.gov.uk/"}.items():  # fmt: skip
        settings.put(w.admin, key, value, makers.TODAY)


def runner(w, day=makers.TODAY):
    return at(dataclasses.replace(w.support, person_id=0, name="the command line"), day)


def kinds() -> list[str]:
    with reading() as session:
        return [n.kind for n in session.query(Notice).order_by(Notice.id) if n.sent_at is None]


def test_a_notice_goes_out_once_with_a_link_and_nothing_about_the_child(w, box):
    use(w, box.port)
    made = raised(w)
    assert notices.run(runner(w)) == notices.Done(True, 1, 0, True)
    assert notices.run(runner(w)) == notices.Done(True, 0, 0, True)
    [message] = box.got
    assert message["To"] == "tess@example.gov.uk"
    assert message["Subject"] == "A challenge waits for your answer"
    text = message.get_payload(decode=True).decode()
    assert f"https://qa.example.gov.uk/challenges?id={made}" in text
    assert not any(word in str(message) for word in ("L-2001", "visit", "Ira", "Stage"))
    assert [e.payload["kind"] for e in makers.entries("send")] == ["asked"]


def test_nothing_is_sent_on_a_day_off(w, box):
    use(w, box.port)
    raised(w)
    assert notices.run(runner(w, SATURDAY)) == notices.Done(False)
    assert box.got == []


def test_at_the_deadline_the_raiser_is_asked_once_for_each_stage(w, box):
    use(w, box.port)
    made = raised(w)
    notices.run(runner(w))
    assert notices.run(runner(w, dt.date(2026, 11, 12))).sent == 0
    assert notices.run(runner(w, LATER)).sent == 1
    assert notices.run(runner(w, LATER)).sent == 0
    assert box.got[-1]["To"] == "ira@example.gov.uk"
    assert "not answered in time" in box.got[-1]["Subject"]
    assert row(made).stage == 0


def test_of_two_runs_at_once_each_notice_goes_out_once(w, box):
    use(w, box.port)
    for children in ([w.girl], [w.boy], [w.girl, w.boy]):
        raised(w, child_ids=children)
    at_once = threading.Barrier(2)

    def go(_n):
        at_once.wait()
        return notices.run(runner(w, LATER)).sent

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(go, range(2)))
    assert sum(sent) == len(box.got) == 6
    assert sorted(m["To"].partition("@")[0] for m in box.got) == ["ira"] * 3 + ["tess"] * 3


def test_an_answer_is_told_to_the_raiser_and_what_is_out_of_date_is_not_sent(w, box):
    use(w, box.port)
    made = raised(w)
    answered(w, made)
    assert kinds() == ["answered"]
    challenges.judge(w.iro, made, v(made), "satisfied")
    notices.run(runner(w))
    assert [m["To"] for m in box.got] == ["ira@example.gov.uk"]


def test_without_a_mail_server_business_support_has_the_list(w):
    made = raised(w)
    assert notices.run(runner(w)) == notices.Done(True, 0, 1, False)
    [found] = notices.waiting(w.support)
    assert (found.to_whom, found.email) == ("Tess Teamlead", "tess@example.gov.uk")
    assert found.text == (
        "For Tess Teamlead. A challenge waits for your answer. "
        f"Challenge {made}: sign in and search for it under Challenges"
    )
    notices.mark_sent(w.support, found.id)
    assert notices.waiting(w.support) == []
    with pytest.raises(Refused, match="seen to this already"):
        notices.mark_sent(w.manager, found.id)
    with pytest.raises(Refused, match="Business support"):
        notices.waiting(w.iro)


def test_whoever_mail_cannot_reach_stays_on_the_list(w, box):
    use(w, box.port)
    with writing() as session:
        session.get(Person, w.boss.person_id).email = "gone@example.gov.uk"
        session.query(Account).filter_by(person_id=w.iro.person_id).one().disabled_at = makers.NOW
    raised(w)
    raised(w, child_ids=[w.boy], kind="formal")
    assert notices.run(runner(w)) == notices.Done(True, 0, 2, True)
    assert box.got == []
    assert kinds() == ["asked", "asked"]


def test_a_mail_server_that_is_away_is_a_sentence_and_nothing_is_lost(w, box):
    use(w, 9)
    raised(w)
    with pytest.raises(Refused, match=r"mail server 127.0.0.1, port 9, could not be used"):
        notices.run(runner(w))
    assert kinds() == ["asked"]


def test_without_an_address_of_the_app_nothing_is_sent(w, box):
    use(w, box.port)
    settings.put(w.admin, "app_address", "javascript:alert(1)", makers.TODAY)
    raised(w)
    with pytest.raises(Refused, match="app_address"):
        notices.run(runner(w))
    assert box.got == []


def test_a_passphrase_is_not_sent_over_a_plain_connection(w, box, monkeypatch):
    monkeypatch.setenv("QA_SMTP_USER", "qa")
    use(w, box.port)
    raised(w)
    with pytest.raises(Refused, match="could not be used"):
        notices.run(runner(w))
    assert kinds() == ["asked"]


def test_somebody_without_a_record_is_told_by_hand(w):
    made = raised(w, kind="formal")
    challenges.bypass(w.iro, made, v(made), 4, "The director has to know")
    found = notices.waiting(w.support)
    assert [n.to_whom for n in found] == ["Director of children's services"]


def test_somebody_without_an_account_is_told_by_name_and_role_where_both_are_known(w):
    made = raised(w, kind="formal")
    challenges.bypass(
        w.iro, made, v(made), 4, "The director has to know", Asked(None, "Dora Director")
    )
    [found] = notices.waiting(w.support)
    assert found.to_whom == "Dora Director, Director of children's services"
    assert found.text == (
        f"For {found.to_whom}. A challenge waits for your answer. It is challenge {made}. Whoever "
        "raised it lets you read it. Reply to them, or to business support, who record your answer."
    )
    challenges.withdraw(w.iro, made, v(made), "Raised twice")
    [found] = notices.waiting(w.support)
    assert found.text.endswith(f"is closed. It is challenge {made}. You need not reply.")


def test_a_raiser_who_cannot_sign_in_any_more_is_sent_to_a_practice_manager(w):
    made = raised(w)
    answered(w, made)
    with writing() as session:
        session.query(Account).filter_by(person_id=w.iro.person_id).one().disabled_at = makers.NOW
    [found] = notices.waiting(w.support)
    assert found.text.endswith("You cannot sign in at present: ask a practice manager about it.")


def test_the_words_to_send_hold_the_same_link_as_the_e_mail_and_nothing_about_the_child(w):
    settings.put(w.admin, "app_address", "https://qa.example.gov.uk/", makers.TODAY)
    made = raised(w)
    [found] = notices.waiting(w.support)
    assert found.text.endswith(f". https://qa.example.gov.uk/challenges?id={made}")
    assert not any(word in found.text for word in ("L-2001", "visit", "Ira", "Stage"))


def to_send(actor) -> list[tuple[str, str, dict]]:
    return [
        (each.words, each.screen, each.address)
        for each in my_work.my_work(actor).notices
        if "to be sent" in each.words
    ]


def test_my_work_says_how_many_notices_wait_to_be_sent_by_hand_and_leads_to_them(w):
    assert to_send(w.support) == []
    raised(w)
    raised(w, child_ids=[w.boy])
    for who in (w.support, w.manager):
        assert to_send(who) == [
            ("2 notices wait to be sent by hand", "challenges", {"notices": "open"})
        ]
    assert to_send(w.iro) == to_send(w.head) == []


def test_my_work_counts_only_what_the_mail_server_does_not_reach(w, box):
    use(w, box.port)
    raised(w)
    assert to_send(w.support) == notices.waiting(w.support) == []
    with writing() as session:
        session.get(Person, w.boss.person_id).email = "gone@example.gov.uk"
    notices.run(runner(w))
    raised(w, child_ids=[w.boy])
    with writing() as session:
        session.query(Account).filter_by(person_id=w.boss.person_id).one().disabled_at = makers.NOW
    assert len(notices.waiting(w.support)) == 2
    assert [words for words, *_ in to_send(w.support)] == ["2 notices wait to be sent by hand"]
