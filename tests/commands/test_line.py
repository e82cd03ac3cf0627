"""The command line: what it says, the status it leaves, and never a traceback."""

import datetime as dt
import stat

import pytest
from alembic import command

from db import schema
from db.engine import reading, writing
from db.models import Account, InstalledVersion
from qa import __main__ as qa
from qa.domain.forms import form_text
from qa.services import install
from tests.services.makers import entries

NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 5)


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch):
    monkeypatch.setenv("QA_NOW", NOW.isoformat())


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("QA_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")


def run(capsys, *arguments):
    """(status, what was said, what was said on standard error)."""
    try:
        status = qa.main([str(a) for a in arguments])
    except SystemExit as leave:
        status = leave.code
    said = capsys.readouterr()
    return status, said.out, said.err


WORDS = [command.words for command in qa.COMMANDS]


@pytest.mark.parametrize("words", WORDS)
def test_every_command_has_help(capsys, words):
    status, out, _ = run(capsys, *words.split(), "--help")
    assert status == 0 and "usage: python -m qa" in out


def test_the_commands_are_the_ones_that_were_agreed():
    assert set(WORDS) >= {
        "init", "demo", "import annex-a", "import allocations", "export", "users", "verify",
        "backup", "restore", "forms install", "ladders install", "notify",
    }  # fmt: skip


@pytest.mark.parametrize("words", [["nonsense"], [], ["demo", "--audits", "many"]])
def test_what_is_not_a_command_is_not_done(capsys, words):
    status, _, err = run(capsys, *words)
    assert status == 2 and "usage" in err


@pytest.mark.parametrize("words", ["users", "verify", "housekeeping", "export out"])
def test_a_store_that_is_not_set_up_offers_init(capsys, empty, words):
    status, _, err = run(capsys, *words.split())
    assert status == 2 and "python -m qa init" in err


def test_a_store_of_an_older_version_offers_init(capsys, store):
    command.downgrade(schema.config(), "0001")
    status, _, err = run(capsys, "users")
    assert status == 2 and "older version" in err and "python -m qa init" in err


@pytest.mark.parametrize(
    "address", ["garbage", "postgresql://qa@127.0.0.1:9/none", "nodriver://x/y"]
)
@pytest.mark.parametrize("words", ["init", "users", "demo"])
def test_an_address_that_leads_nowhere_is_a_sentence(capsys, monkeypatch, address, words):
    monkeypatch.setenv("QA_DATABASE_URL", address)
    status, _, err = run(capsys, words)
    assert status == 2 and "Traceback" not in err and err.count("\n") == 1


def test_a_file_that_is_no_database_is_a_sentence(capsys, monkeypatch, tmp_path):
    (tmp_path / "other").write_text("dear diary " * 500)
    monkeypatch.setenv("QA_DATABASE_URL", f"sqlite:///{tmp_path / 'other'}")
    status, _, err = run(capsys, "users")
    assert status == 2 and "not a database" in err


def test_init_makes_the_first_administrator_once(capsys, store):
    status, out, _ = run(capsys, "init")
    assert status == 0 and "administrator" in out and "one-time passphrase" in out
    with reading() as session:
        (account,) = session.query(Account).all()
        assert account.must_change
        assert session.query(InstalledVersion).count() == len(install.packaged())
    status, out, _ = run(capsys, "init")
    assert status == 0 and "one-time" not in out and "accounts already" in out
    assert [e.act for e in entries("install")] == ["install"]


def test_init_brings_an_older_store_up_to_date(capsys, store):
    command.downgrade(schema.config(), "0001")
    assert run(capsys, "init")[0] == 0
    assert schema.state() == "current"


@pytest.mark.parametrize("words", ["init", "demo", "users"])
def test_a_store_of_a_newer_version_is_left_alone(capsys, sqlite_store, words):
    with writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    status, _, err = run(capsys, words)
    assert status == 2 and "newer version" in err


def test_demo_fills_an_empty_store_and_then_refuses(capsys, empty):
    status, out, _ = run(capsys, "demo", "--audits", "60")
    assert status == 0 and "60 fictional audits" in out and "manager2" in out
    status, _, err = run(capsys, "demo")
    assert status == 2 and "holds accounts" in err


def test_demo_refuses_a_number_that_makes_no_sense(capsys, empty):
    status, _, err = run(capsys, "demo", "--audits", "3")
    assert status == 2 and "from 50 to" in err


def test_demo_refuses_a_real_installation(capsys, store):
    run(capsys, "init")
    assert run(capsys, "demo")[0] == 2


def test_users_are_listed_with_their_roles(capsys, sqlite_demo_store):
    status, out, _ = run(capsys, "users")
    assert status == 0 and len(out.splitlines()) == 9
    assert "Practice manager" in out and "never signed in" in out


def test_verify_says_that_the_trail_holds_and_where_it_does_not(capsys, sqlite_demo_store):
    assert run(capsys, "verify")[0] == 0
    with writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER trail_entry_no_update")
        connection.exec_driver_sql("UPDATE trail_entry SET who = 'Somebody' WHERE id = 7")
    status, out, _ = run(capsys, "verify")
    assert status == 1 and "First wrong entry: 7" in out


def test_housekeeping_settles_what_settles_by_itself(capsys, sqlite_demo_store):
    status, out, _ = run(capsys, "housekeeping")
    assert status == 0 and "settled" in out


def test_a_form_is_installed_from_a_file_and_takes_effect_later(capsys, sqlite_store, tmp_path):
    run(capsys, "init")
    file = tmp_path / "ours.toml"
    file.write_text(form_text("case_file_audit", "1").replace('version = "1"', 'version = "2"'))
    status, out, _ = run(capsys, "forms", "install", file, "--effective-from", "2027-01-04")
    assert status == 0 and "version 2 is installed" in out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"name = ", "line 1"),
        (b"x" * 600_000, "characters long"),
    ],
)
def test_a_form_that_cannot_be_read_is_a_sentence(capsys, sqlite_store, tmp_path, content, said):
    run(capsys, "init")
    file = tmp_path / "ours.toml"
    if content is not None:
        file.write_bytes(content)
    status, _, err = run(capsys, "forms", "install", file)
    assert status == 2 and said in err and "Traceback" not in err


def test_export_writes_files_that_only_their_owner_reads(capsys, sqlite_demo_store, tmp_path):
    status, out, _ = run(capsys, "export", tmp_path / "out")
    assert status == 0 and "audits.csv: " in out
    for name in ("audits.csv", "answers.csv", "actions.csv", "challenges.csv", "visits.csv"):
        assert stat.S_IMODE((tmp_path / "out" / name).stat().st_mode) == 0o600


def test_backup_and_restore_bring_back_what_was(capsys, sqlite_demo_store, tmp_path):
    copy = tmp_path / "copy.db"
    assert run(capsys, "backup", copy)[0] == 0
    with writing() as session:
        session.query(Account).update({"disabled_at": NOW})
    status, out, _ = run(capsys, "restore", copy)
    assert status == 0 and "kept in" in out
    with reading() as session:
        assert session.query(Account).filter(Account.disabled_at.is_not(None)).count() == 0


@pytest.mark.postgres
@pytest.mark.parametrize("words", ["backup", "restore"])
def test_on_postgresql_backup_and_restore_name_its_own_tools(capsys, postgres_store, words):
    status, _, err = run(capsys, words, "copy.db")
    assert status == 2 and "pg_dump" in err and "pg_restore" in err
