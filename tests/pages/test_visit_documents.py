"""Downloads about visits: on the page of a visit, of a home, and where a visit is begun."""

import datetime as dt

import pytest

from qa.domain.refusals import Refused
from tests.pages.conftest import open_page
from tests.services import makers, visit_world
from tests.services.visit_filling import issued, written


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return visit_world.visit_world()


@pytest.fixture
def signed(signed_in):
    """Sign in one of the world's people."""
    return lambda person: signed_in(account_id=makers.account(person.person_id))


def downloads(screen) -> list[tuple[str, bool]]:
    assert not screen.exception
    return [(b.proto.label, b.proto.disabled) for b in screen.get("download_button")]


def test_a_finished_visit_offers_word_and_pdf_in_either_order(w, signed):
    check_id = written(w)
    issued(check_id)
    signed(w.manager)
    screen = open_page("visits", id=str(check_id))
    offered = [("Download the report (Word)", False), ("Download the report (PDF)", False)]
    assert [each for each in downloads(screen) if "report" in each[0]] == offered
    screen.radio(key=f"report-order-{check_id}").set_value("sccif").run()
    assert not screen.exception


def test_who_reads_dates_only_is_offered_no_report(w, signed):
    check_id = written(w)
    signed(w.support)
    assert not [
        each for each in downloads(open_page("visits", id=str(check_id))) if "report" in each[0]
    ]


def test_a_home_has_its_pack_for_who_reads_reports(w, signed):
    signed(w.manager)
    screen = open_page("homes", id=str(w.oak))
    assert ("Download the pack (Word)", False) in downloads(screen)
    assert screen.selectbox(key=f"pack-until-{w.oak}").value == dt.date(2026, 10, 1)


def test_business_support_is_offered_no_pack(w, signed):
    signed(w.support)
    assert not [each for each in downloads(open_page("homes", id=str(w.oak))) if "pack" in each[0]]


def test_the_form_prints_where_a_visit_is_begun(w, signed):
    signed(w.visitor)
    screen = open_page("visits", home=str(w.oak))
    assert ("Download the form to print (PDF)", False) in downloads(screen)


def test_a_download_is_made_for_who_is_signed_in_at_the_click(w, signed, monkeypatch):
    from pages.ui import visit_documents

    asked = []
    monkeypatch.setattr(visit_documents, "actor_later", lambda: _signed_out)
    monkeypatch.setattr(
        visit_documents.st, "download_button", lambda *_a, data, **_k: asked.append(data)
    )
    visit_documents.blank(w.visitor, w.oak, "Oak House")
    with pytest.raises(Refused, match="signed out"):
        asked[0]()


def _signed_out():
    raise Refused("You are signed out.")
