"""The embedded store as a file: where it is, and what another file of its kind holds."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from db.engine import database_url, engine, is_embedded
from db.schema import State, config


def path() -> Path | None:
    """The file of the embedded store; None where the store is a server."""
    engine()  # refuses an address that cannot be used
    name = make_url(database_url()).database
    return Path(name) if is_embedded() and name else None


def state_of(file: Path) -> State:
    """How the schema in a file stands to the one this program needs."""
    with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as c:
        named = c.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        found = c.execute("SELECT version_num FROM alembic_version").fetchone() if named else None
    if found is None:
        return "empty"
    script = ScriptDirectory.from_config(config())
    if found[0] == script.get_current_head():
        return "current"
    known = {step.revision for step in script.walk_revisions()}
    return "older" if found[0] in known else "newer"


@contextlib.contextmanager
def reading(file: Path) -> Iterator[Session]:
    """A session that reads another file than the store."""
    made = create_engine(f"sqlite:///{file}")
    try:
        with Session(made) as session:
            yield session
    finally:
        made.dispose()
