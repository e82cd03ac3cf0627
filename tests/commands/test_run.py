"""`make run`: a secret of its own, fictional data in an empty store only, the port one likes."""

import stat

import pytest

from db import schema
from db.engine import reading
from db.models import Check
from qa.commands import run
from qa.domain.refusals import Refused
from qa.services import accounts
from tests.services.makers import NOW, TODAY


def test_the_secret_is_made_once_long_enough_and_its_owners_alone(tmp_path):
    path = tmp_path / "data" / "secret"
    first = run.secret(path)
    assert len(first.encode()) >= 32 and run.secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.fixture
def embedded(tmp_path, monkeypatch):
    """No address is set: the store is the embedded one, here in a folder of the test."""
    monkeypatch.delenv("QA_DATABASE_URL", raising=False)
    monkeypatch.setattr("db.engine.ROOT", tmp_path)
    monkeypatch.setattr(run, "SECRET", tmp_path / "data" / "secret")


def test_an_empty_embedded_store_is_filled_once(embedded, capsys):
    run.prepare()
    run.prepare()
    with reading() as session:
        assert session.query(Check).filter_by(kind="case_audit").count() == 900
    run.announce(8501)
    said = capsys.readouterr().out
    assert "http://localhost:8501" in said and "manager2" in said


def test_an_embedded_store_with_accounts_is_left_alone(embedded, capsys):
    schema.migrate()
    accounts.first_administrator(NOW, TODAY)
    run.prepare()
    run.announce(8501)
    with reading() as session:
        assert session.query(Check).count() == 0
    assert "passphrase" not in capsys.readouterr().out


def test_a_store_that_was_named_gets_no_fictional_data(sqlite_store):
    run.prepare()
    with reading() as session:
        assert session.query(Check).count() == 0


def test_a_store_that_was_named_needs_a_secret_of_its_own(sqlite_store, monkeypatch):
    monkeypatch.delenv("QA_SECRET")
    with pytest.raises(Refused, match="QA_SECRET"):
        run.prepare()


def test_the_address_of_the_store_is_shown_without_its_password(monkeypatch):
    monkeypatch.setenv("QA_DATABASE_URL", "postgresql://qa:tell nobody@host/qa")
    assert run.database_name() == "host/qa"


@pytest.mark.parametrize("port", ["none", "0", "70000", "-1"])
def test_a_port_that_makes_no_sense_is_refused(monkeypatch, port):
    monkeypatch.setenv("QA_PORT", port)
    with pytest.raises(Refused, match="QA_PORT"):
        run.port_wanted()


def test_the_browser_opens_only_where_somebody_sits():
    assert "--server.headless=true" in run.command(8501, interactive=False)
    assert "--server.headless=false" in run.command(8501, interactive=True)
