"""Databases with so many challenges to measure on, kept for the day they were made."""

from functools import partial
from pathlib import Path
from unittest import mock

from db import engine, schema
from qa import clock
from qa.services import demo
from qa.services.demo_challenges import challenges
from tests.benchmarks.stores import FOLDER, pointed_at

SIZES = (1_000, 20_000)
AUDITS = 50


def database(count: int) -> Path:
    """The database with so many challenges, made where it is not there yet from today."""
    path = FOLDER / f"challenges-{count}-{clock.today():%Y%m%d}.db"
    if path.is_file():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"challenges-{count}-*"):
        old.unlink()
    print(f"(making {count:,} challenges)", flush=True)
    unfinished = path.with_suffix(".part")
    with (
        pointed_at(unfinished),
        mock.patch.object(demo, "challenges", partial(challenges, count=count)),
    ):
        schema.migrate()
        demo.load(demo.Size(audits=AUDITS), clock.now(), clock.today())
        with engine.engine().connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    unfinished.rename(path)
    return path
