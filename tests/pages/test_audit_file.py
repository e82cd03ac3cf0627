"""The foot of a finished audit's page: downloads, the copy for the record, its filing."""

import datetime as dt

import pytest

from db.engine import writing
from db.models import Check
from pages.ui import audit_file
from qa import clock
from qa.domain.refusals import Refused
from qa.services import documents, sessions
from tests.accounts import begin_session
from tests.pages.conftest import open_page
from tests.services import makers
from tests.services.audit_world import allocated, submitted, world


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return world()


@pytest.fixture
def agreed(w):
    check_id = submitted(w)
    with writing() as session:
        check = session.get(Check, check_id)
        check.status, check.agreed_at, check.closed_at = "closed", makers.NOW, makers.NOW
    return check_id


def opened(signed_in, who, check_id):
    signed_in(account_id=makers.account(who.person_id))
    screen = open_page("case_audits", id=str(check_id))
    assert not screen.exception
    assert not screen.error
    return screen


def downloads(screen):
    return [(b.proto.label, b.proto.disabled, b.proto.help) for b in screen.get("download_button")]


def words(screen) -> str:
    return "\n".join(e.value for kind in ("subheader", "markdown") for e in getattr(screen, kind))


def test_a_manager_may_download_both_documents(w, agreed, signed_in):
    assert downloads(opened(signed_in, w.manager, agreed)) == [
        ("Download the audit (Word)", False, ""),
        ("Download the feedback sheet (Word)", False, ""),
    ]


def test_who_may_not_export_sees_why_as_the_tooltip(w, agreed, signed_in):
    (_, disabled, why), _ = downloads(opened(signed_in, w.iro, agreed))
    assert disabled
    assert why == "Your role does not include exports."


def test_a_draft_has_nothing_to_download(w, signed_in):
    screen = opened(signed_in, w.manager, allocated(w))
    assert downloads(screen) == []
    assert "The child's record" not in words(screen)


def test_before_it_is_agreed_nothing_is_filed(w, signed_in):
    check_id = submitted(w)
    screen = opened(signed_in, w.manager, check_id)
    assert audit_file.WHEN_AGREED in words(screen)
    assert "Mark as filed" not in [b.label for b in screen.button]


def test_the_copy_for_the_childs_record_is_text_to_copy(w, agreed, signed_in):
    screen = opened(signed_in, w.manager, agreed)
    assert not screen.code
    screen.toggle(key="copy-shown").set_value(True).run()
    assert "The child is safer than six months ago." in screen.code[0].value


@pytest.mark.parametrize("who", ["manager", "support"])
def test_it_is_marked_as_filed_on_a_day_by_somebody(w, agreed, signed_in, who):
    screen = opened(signed_in, getattr(w, who), agreed)
    next(b for b in screen.button if b.label == "Mark as filed").click().run()
    assert [s.value for s in screen.success] == ["Marked as filed."]
    name = getattr(w, who).name
    assert f"Filed on the case system on 5 November 2026 by {name}." in words(screen)
    assert makers.row(Check, agreed).filed_on == dt.date(2026, 11, 5)


def test_an_emptied_date_is_asked_for_again(w, agreed, signed_in):
    screen = opened(signed_in, w.manager, agreed)
    screen.date_input(key="filed-on").set_value(None).run()
    next(b for b in screen.button if b.label == "Mark as filed").click().run()
    assert [e.value for e in screen.error] == ["Enter the day it was filed."]
    assert makers.row(Check, agreed).filed_on is None


def test_who_may_not_file_sees_why(w, agreed, signed_in):
    screen = opened(signed_in, w.head, agreed)
    button = next(b for b in screen.button if b.label == "Mark as filed")
    assert button.disabled
    assert "business support" in button.help


def test_a_download_asks_the_session_table_again_at_the_click(w, agreed, monkeypatch):
    account_id = makers.account(w.manager.person_id)
    cookie = begin_session(account_id)
    monkeypatch.setattr(audit_file, "current_cookie", lambda: cookie)
    make = audit_file._on_demand(documents.audit_word, agreed)
    assert make().startswith(b"PK")
    sessions.sign_out(sessions.check(cookie, clock.now(), clock.today()).actor)
    with pytest.raises(Refused, match="signed out"):
        make()
    assert len(makers.entries("export")) == 1
