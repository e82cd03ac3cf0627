"""Whether the store can be used, in a sentence where it cannot."""

from alembic import command

from db import schema
from db.engine import GONE
from qa.services import health


def test_a_sound_store_has_no_problem(store):
    assert health.problem() is None
    assert health.problem_at_start() is None


def test_an_older_store_names_the_command(store):
    command.downgrade(schema.config(), "0001")
    assert "python -m qa init" in health.problem_at_start()
    schema.migrate()
    assert health.problem_at_start() is None


def test_a_store_that_is_gone_is_a_sentence(monkeypatch):
    monkeypatch.setenv("QA_DATABASE_URL", "postgresql://qa@127.0.0.1:9/none")
    assert health.problem() == GONE
