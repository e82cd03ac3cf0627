"""The schema: one set of migrations that makes the models, on both databases."""

import pytest
from alembic import command
from sqlalchemy import text

from db import schema
from db.engine import engine, reading, writing
from db.models import Team
from qa.domain.refusals import Refused, StoreUnavailable


def test_the_migrations_make_exactly_what_the_models_describe(store):
    command.check(schema.config())


def test_a_migrated_store_is_current(store):
    assert schema.state() == "current"
    schema.require_current()


def test_an_empty_store_is_refused_with_the_command_that_makes_it(tmp_path, monkeypatch):
    monkeypatch.setenv("QA_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises(Refused, match="python -m qa init"):
        schema.require_current()


def test_an_older_store_is_refused_with_the_command_that_mends_it(store):
    command.downgrade(schema.config(), "0001")
    assert schema.state() == "older"
    with pytest.raises(Refused, match=r"older version.*python -m qa init"):
        schema.require_current()
    schema.migrate()
    assert schema.state() == "current"


def test_a_newer_store_is_refused(store):
    with engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="newer version"):
        schema.require_current()


def test_a_write_is_rolled_back_whole_when_anything_fails(store):
    with pytest.raises(ValueError, match="half way"), writing() as session:
        session.add(Team(name="Northgate"))
        session.flush()
        raise ValueError("half way")
    with reading() as session:
        assert session.query(Team).count() == 0


def test_a_store_that_is_gone_is_a_sentence_not_a_traceback(monkeypatch):
    monkeypatch.setenv("QA_DATABASE_URL", "postgresql://qa@127.0.0.1:9/none")
    with pytest.raises(StoreUnavailable, match="cannot be reached"), reading() as session:
        session.execute(text("SELECT 1"))


def test_a_read_only_store_refuses_a_save_in_words(store):
    with engine().connect() as held:
        sqlite = held.dialect.name == "sqlite"
        held.exec_driver_sql(
            "PRAGMA query_only=ON" if sqlite else "SET default_transaction_read_only=on"
        )
        held.commit()
    with pytest.raises(StoreUnavailable, match="read-only"), writing() as session:
        session.add(Team(name="Northgate"))


def test_a_full_disk_is_a_sentence_and_the_save_works_once_there_is_room(sqlite_store):
    with engine().connect() as held:
        pages = held.exec_driver_sql("PRAGMA page_count").scalar()
        held.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        held.commit()
    with pytest.raises(StoreUnavailable, match="disk is full"), writing() as session:
        session.add_all(Team(name=f"{n} {'long name ' * 15}") for n in range(500))
    with engine().connect() as held:
        held.exec_driver_sql("PRAGMA max_page_count=1000000")
        held.commit()
    with writing() as session:
        session.add(Team(name="Northgate"))
    with reading() as session:
        assert session.query(Team).count() == 1
