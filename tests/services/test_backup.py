"""Backup and restore: consistent, checked first, and nothing lost when something is wrong."""

import contextlib
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic import command

from db import embedded, schema
from db.engine import reading, writing
from db.models import Team
from qa.domain.actor import command_line
from qa.domain.refusals import Refused
from qa.services import backup, trail
from tests.services.makers import NOW, TODAY, entries, team

ACTOR = command_line(NOW, TODAY)


@pytest.fixture
def copy(sqlite_store, tmp_path):
    """A backup of a store with one team and one entry on the trail."""
    team("Alder")
    with writing() as session:
        trail.record(session, ACTOR, "set", "setting")
    made = tmp_path / "copy.db"
    backup.backup(made)
    return made


def within(file, statement):
    """Run a statement in a file that is not the store; its rows."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        return connection.execute(statement).fetchall()


def names():
    with reading() as session:
        return [t.name for t in session.query(Team).order_by(Team.id)]


def test_a_backup_holds_what_only_the_log_holds_and_is_its_owners_alone(copy):
    assert within(copy, "SELECT name FROM team") == [("Alder",)]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [p.name for p in copy.parent.glob("*copy*")] == ["copy.db"]


def test_a_backup_is_taken_while_somebody_writes(sqlite_store, tmp_path):
    team("Alder")
    with writing() as session:
        session.add(Team(name="Half way"))
        session.flush()
        backup.backup(tmp_path / "copy.db")
    assert within(tmp_path / "copy.db", "SELECT name FROM team") == [("Alder",)]


def test_a_backup_never_overwrites_a_file(copy):
    before = copy.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        backup.backup(copy)
    assert copy.read_bytes() == before


def test_a_backup_into_a_folder_that_is_not_there_is_a_sentence(sqlite_store, tmp_path):
    with pytest.raises(Refused, match="No such file"):
        backup.backup(tmp_path / "none" / "copy.db")


def test_a_restore_brings_back_what_was_and_keeps_what_is(copy):
    team("Birch")
    done = backup.restore(ACTOR, copy)
    assert names() == ["Alder"]
    assert not done.must_migrate
    with embedded.reading(done.kept) as session:
        assert session.query(Team).count() == 2
    assert [e.act for e in entries()] == ["set", "restore"]
    assert trail.verify().holds


def test_a_restore_needs_no_store_to_be_there(copy, monkeypatch, tmp_path):
    monkeypatch.setenv("QA_DATABASE_URL", f"sqlite:///{tmp_path / 'new' / 'qa.db'}")
    assert backup.restore(ACTOR, copy).kept is None
    assert names() == ["Alder"]


def _refused(file: Path, sentence: str):
    before = names()
    with pytest.raises(Refused, match=sentence):
        backup.restore(ACTOR, file)
    assert names() == before


def test_a_file_that_is_not_a_database_is_refused(copy, tmp_path):
    other = tmp_path / "other"
    other.write_text("dear diary " * 1000)
    _refused(other, "not a database")
    _refused(tmp_path / "none", "There is no file")


def test_another_programs_database_is_refused(copy, tmp_path):
    within(tmp_path / "other.db", "CREATE TABLE account (id)")
    _refused(tmp_path / "other.db", "not a database of this program")


def test_a_truncated_copy_is_refused(copy):
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    _refused(copy, "damaged")


def test_a_copy_whose_trail_was_changed_is_refused(copy):
    within(copy, "DROP TRIGGER trail_entry_no_update")
    within(copy, "UPDATE trail_entry SET who = 'Somebody'")
    _refused(copy, "trail in the file does not hold: entry 1")


def test_a_copy_of_a_newer_version_is_refused(copy):
    within(copy, "UPDATE alembic_version SET version_num = '9999'")
    _refused(copy, "newer version")


def test_a_copy_of_an_older_version_is_restored_and_has_to_be_migrated(sqlite_store, tmp_path):
    command.downgrade(schema.config(), "0001")
    backup.backup(tmp_path / "old.db")
    command.upgrade(schema.config(), "head")
    assert backup.restore(ACTOR, tmp_path / "old.db").must_migrate
    assert schema.state() == "older"


def test_a_store_in_use_is_not_replaced(copy, sqlite_store):
    other = sqlite3.connect(sqlite_store.removeprefix("sqlite:///"))
    other.execute("SELECT count(*) FROM team").fetchone()
    _refused(copy, "Stop the app")
    other.close()


def test_a_damaged_store_can_be_replaced(copy, sqlite_store):
    from db import engine

    engine.dispose()
    Path(sqlite_store.removeprefix("sqlite:///")).write_bytes(b"rubbish " * 1000)
    backup.restore(ACTOR, copy)
    assert names() == ["Alder"]
