"""Fixtures that every test may use: a fresh, migrated store on either database."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from db import engine as engines
from db import schema
from tests import postgres

# No deadline: a busy machine is not a wrong answer. Fifty examples, so that all of it ends in time.
settings.register_profile("qa", deadline=None, max_examples=50)
settings.load_profile("qa")

REQUIRE_ALL = os.environ.get("QA_REQUIRE_ALL") == "1"
os.environ.setdefault("QA_SECRET", "a secret for the tests only, not used elsewhere")
os.environ.setdefault("QA_BCRYPT_COST", "4")


def missing(sentence: str) -> None:
    """A part that cannot run here: named, and a failure where everything is required."""
    if REQUIRE_ALL:
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server (no database name)."""
    given = os.environ.get("QA_TEST_POSTGRES_URL")
    if given:
        yield given.rstrip("/")
        return
    if postgres.binaries() is None:
        missing(postgres.WANTED)
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy."""
    path = tmp_path_factory.mktemp("template") / "qa.db"
    with _pointed_at(f"sqlite:///{path}"):
        schema.migrate()
        with engines.engine().connect() as connection:
            connection.commit()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, empty PostgreSQL database to copy."""
    name = f"template_{os.getpid()}"
    _admin(postgres_server, f'CREATE DATABASE "{name}"')
    with _pointed_at(f"{postgres_server}/{name}"):
        schema.migrate()
    return name


@contextlib.contextmanager
def _pointed_at(url: str) -> Iterator[None]:
    before = os.environ.get("QA_DATABASE_URL")
    os.environ["QA_DATABASE_URL"] = url
    try:
        yield
    finally:
        engines.dispose()
        if before is None:
            del os.environ["QA_DATABASE_URL"]
        else:
            os.environ["QA_DATABASE_URL"] = before


def _admin(server: str, statement: str) -> None:
    made = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with made.connect() as connection:
        connection.execute(text(statement))
    made.dispose()


def _copy(server: str, template: str, name: str) -> None:
    """A database copied from another, as files where the server can (PostgreSQL 15 and newer)."""
    made = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with made.connect() as connection:
        version = int(connection.scalar(text("SHOW server_version_num")))
        how = "STRATEGY = file_copy" if version >= 150_000 else ""
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {how}'))
    made.dispose()


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated SQLite store; the program is pointed at it."""
    path = tmp_path / "qa.db"
    shutil.copy(sqlite_template, path)
    with _pointed_at(f"sqlite:///{path}"):
        yield f"sqlite:///{path}"


_counter = iter(range(1_000_000))


@pytest.fixture
def postgres_store(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL store; the program is pointed at it."""
    name = f"test_{os.getpid()}_{next(_counter)}"
    _copy(postgres_server, postgres_template, name)
    with _pointed_at(f"{postgres_server}/{name}"):
        yield f"{postgres_server}/{name}"
    _admin(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(
    params=[
        pytest.param("sqlite_store", id="sqlite"),
        pytest.param("postgres_store", id="postgresql", marks=pytest.mark.postgres),
    ]
)
def store(request: pytest.FixtureRequest) -> str:
    """A fresh store, on each of the two databases in turn."""
    return request.getfixturevalue(request.param)
