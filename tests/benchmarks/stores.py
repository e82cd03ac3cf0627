"""Databases to measure on: the demonstration's data, kept for the day they were made."""

import contextlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from db import engine, schema
from qa import clock
from qa.services import demo
from tests.browser.server import ROOT

os.environ["QA_SECRET"] = "a secret for the benchmarks only, used nowhere else"
FOLDER = ROOT / "build" / "benchmarks"


@contextlib.contextmanager
def pointed_at(path: Path) -> Iterator[str]:
    """The program uses this database meanwhile; gives its address."""
    before = os.environ.get("QA_DATABASE_URL")
    os.environ["QA_DATABASE_URL"] = f"sqlite:///{path}"
    try:
        yield os.environ["QA_DATABASE_URL"]
    finally:
        engine.dispose()
        os.environ.pop("QA_DATABASE_URL")
        if before is not None:
            os.environ["QA_DATABASE_URL"] = before


def database(audits: int) -> Path:
    """The database with so many audits, made where it is not there yet from today."""
    fill = partial(demo.load, demo.Size(audits=audits), clock.now(), clock.today())
    return kept(f"{audits}", f"{audits:,} audits", fill)


def kept(name: str, words: str, fill: Callable[[], object]) -> Path:
    """A database of today under a name, migrated and filled where it is not there yet; `words`
    say what is made."""
    path = FOLDER / f"{name}-{clock.today():%Y%m%d}.db"
    if path.is_file():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"{name}-*"):
        old.unlink()
    print(f"(making {words})", flush=True)
    unfinished = path.with_suffix(".part")
    with pointed_at(unfinished):
        schema.migrate()
        fill()
        with engine.engine().connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    unfinished.rename(path)
    return path
