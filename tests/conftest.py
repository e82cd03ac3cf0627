"""Fixtures that every test may use: a fresh, migrated store on either database."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from db import engine as engines
from db import schema
from qa.services import demo
from tests import postgres
from tests.stores import ask, compiled_once, copied, made_from, pointed_at

# No deadline: a busy machine is not a wrong answer. Fifty examples, so that all of it ends in time.
settings.register_profile("qa", deadline=None, max_examples=50)
settings.load_profile("qa")

REQUIRE_ALL = os.environ.get("QA_REQUIRE_ALL") == "1"
DEMO_NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
"""The moment at which the filled stores of tests were filled."""
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


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """What was compiled for one test serves the next."""
    with compiled_once():
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy."""
    path = tmp_path_factory.mktemp("template") / "qa.db"
    with pointed_at(f"sqlite:///{path}"):
        schema.migrate()
        with engines.engine().connect() as connection:
            connection.commit()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, empty PostgreSQL database to copy."""
    name = f"template_{os.getpid()}"
    ask(postgres_server, f'CREATE DATABASE "{name}"')
    with pointed_at(f"{postgres_server}/{name}"):
        schema.migrate()
    return name


@pytest.fixture(scope="session")
def sqlite_demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database that holds the demonstration as at DEMO_NOW, to read or to copy."""
    folder = tmp_path_factory.mktemp("demo")
    with pointed_at(copied(sqlite_template, folder)):
        demo.load(demo.Size(), DEMO_NOW, DEMO_NOW.date())
    return folder / "qa.db"


@pytest.fixture(scope="session")
def postgres_demo(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The name of a PostgreSQL database that holds a small demonstration, to copy."""
    with made_from(postgres_server, postgres_template, f"demo_{os.getpid()}") as url:
        with pointed_at(url):
            demo.load(demo.Size(60), DEMO_NOW, DEMO_NOW.date())
        yield url.rpartition("/")[2]


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated SQLite store; the program is pointed at it."""
    with pointed_at(copied(sqlite_template, tmp_path), passing=True) as url:
        yield url


_counter = iter(range(1_000_000))


def _passing(server: str, template: str) -> Iterator[str]:
    name = f"test_{os.getpid()}_{next(_counter)}"
    with made_from(server, template, name) as made, pointed_at(made, passing=True) as url:
        yield url


@pytest.fixture
def postgres_store(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL store; the program is pointed at it."""
    yield from _passing(postgres_server, postgres_template)


@pytest.fixture
def sqlite_demo_store(sqlite_demo: Path, tmp_path: Path) -> Iterator[str]:
    """An SQLite store of one's own that holds the demonstration."""
    with pointed_at(copied(sqlite_demo, tmp_path), passing=True) as url:
        yield url


@pytest.fixture
def postgres_demo_store(postgres_server: str, postgres_demo: str) -> Iterator[str]:
    """A PostgreSQL store of one's own that holds a demonstration."""
    yield from _passing(postgres_server, postgres_demo)


def _either(noun: str) -> list[object]:
    return [
        pytest.param(f"sqlite_{noun}", id="sqlite"),
        pytest.param(f"postgres_{noun}", id="postgresql", marks=pytest.mark.postgres),
    ]


@pytest.fixture(params=_either("store"))
def store(request: pytest.FixtureRequest) -> str:
    """A fresh store, on each of the two databases in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=_either("demo_store"))
def demo_store(request: pytest.FixtureRequest) -> str:
    """A store of one's own that holds the demonstration, on each of the two databases in turn."""
    return request.getfixturevalue(request.param)
