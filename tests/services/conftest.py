"""Fixtures of the services' tests."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from db.engine import reading, writing
from qa.services import install
from tests.services import makers
from tests.services.visit_world import visit_world
from tests.stores import pointed_at


@pytest.fixture
def limits(store: str) -> None:
    """The store as `python -m qa init` leaves it: forms and time limits installed."""
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)


@pytest.fixture
def w(store: str) -> SimpleNamespace:
    """Two homes, their visitors and who keeps the register; a file about another world has its
    own `w`."""
    return visit_world()


@pytest.fixture
def one(sqlite_store: str) -> SimpleNamespace:
    """The same in one store only, where what is tested is the same in both."""
    return visit_world()


@pytest.fixture(scope="module")
def told(sqlite_demo: Path) -> Iterator[Session]:
    """The demonstration, to read only."""
    with pointed_at(f"sqlite:///{sqlite_demo}"), reading() as session:
        yield session
