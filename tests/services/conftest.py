"""Fixtures of the services' tests."""

import pytest

from db.engine import writing
from qa.services import install
from tests.services import makers


@pytest.fixture
def limits(store: str) -> None:
    """The store as `python -m qa init` leaves it: forms and time limits installed."""
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
