"""The schema's state and its migrations (alembic), the same on both databases."""

from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from db.engine import ROOT, database_url, engine, in_words
from qa.domain.refusals import Refused

State = Literal["empty", "older", "current", "newer"]
MUST_MIGRATE = (
    "The database was made by {which} version of this program. "
    "Make a backup, then run: python -m qa init"
)


def config() -> Config:
    """Alembic's configuration, built here so that no .ini file is needed."""
    made = Config()
    made.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    made.set_main_option("sqlalchemy.url", database_url().replace("%", "%%"))
    return made


def state() -> State:
    """How the store's schema stands to the one this program needs."""
    script = ScriptDirectory.from_config(config())
    with in_words(), engine().connect().execution_options(write=False) as connection:
        have = MigrationContext.configure(connection).get_current_revision()
        if have is None:
            return "older" if inspect(connection).has_table("account") else "empty"
    if have == script.get_current_head():
        return "current"
    return "older" if have in {step.revision for step in script.walk_revisions()} else "newer"


def require_current() -> None:
    """Refuse in words unless the schema is the one this program needs."""
    which = {"empty": "no", "older": "an older", "newer": "a newer"}
    found = state()
    if found == "empty":
        raise Refused("The database is not set up yet. Run: python -m qa init")
    if found == "newer":
        raise Refused(
            "The database was made by a newer version of this program. Install that version."
        )
    if found != "current":
        raise Refused(MUST_MIGRATE.format(which=which[found]))


def migrate() -> None:
    """Bring the schema up to date; harmless where it already is."""
    command.upgrade(config(), "head")
