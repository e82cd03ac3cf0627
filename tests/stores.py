"""Stores for tests: a fresh one for each, copied from one that is migrated or filled once."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url

from db import engine as engines

COPIES_FILES_FROM = 150_000
"""The PostgreSQL version that can copy a database as files, which is twice as fast here."""
_passing: set[str] = set()
"""Addresses that one test is pointed at and no other."""


@contextlib.contextmanager
def pointed_at(url: str, *, passing: bool = False) -> Iterator[str]:
    """The program works on this store. `passing`: for one test, so it shares an engine."""
    before = os.environ.get("QA_DATABASE_URL")
    os.environ["QA_DATABASE_URL"] = url
    if passing:
        _passing.add(url)
    try:
        yield url
    finally:
        engines.dispose()
        _passing.discard(url)
        if before is None:
            del os.environ["QA_DATABASE_URL"]
        else:
            os.environ["QA_DATABASE_URL"] = before


def copied(template: Path, folder: Path) -> str:
    """The address of a copy of an SQLite store."""
    shutil.copy(template, folder / "qa.db")
    return f"sqlite:///{folder / 'qa.db'}"


@contextlib.contextmanager
def made_from(server: str, template: str, name: str) -> Iterator[str]:
    """The address of a copy of a PostgreSQL database; it is dropped afterwards."""
    how = "STRATEGY = file_copy" if _version(server) >= COPIES_FILES_FROM else ""
    ask(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" {how}')
    yield f"{server}/{name}"
    ask(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def ask(server: str, statement: str) -> Any:
    """What a server answers outside every database of ours."""
    with _admin(server).connect() as connection:
        found = connection.execute(text(statement))
        return found.scalar() if found.returns_rows else None


@lru_cache(maxsize=1)
def _admin(server: str) -> Engine:
    return create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT", pool_size=1)


@lru_cache(maxsize=1)
def _version(server: str) -> int:
    return int(ask(server, "SHOW server_version_num"))


@contextlib.contextmanager
def compiled_once() -> Iterator[None]:
    """SQLAlchemy keeps what it compiled with its engine: an engine for each test would compile
    every statement of every test anew, a quarter of the suite's time. So the passing stores of a
    kind of database share one, which connects to wherever the program is pointed at."""
    own = engines._engine
    engines._engine = _shared(own)
    try:
        yield
    finally:
        engines._engine = own


def _shared(own: Callable[[str], Engine]) -> Callable[[str], Engine]:
    kept: dict[str, Engine] = {}
    last: dict[str, str] = {}

    def give(url: str) -> Engine:
        if url not in _passing:
            return own(url)
        kind = make_url(url).get_backend_name()
        if kind not in kept:
            kept[kind] = own(url)
            event.listen(kept[kind], "do_connect", _to_where_it_is_pointed)
        if last.setdefault(kind, url) != url:
            kept[kind].dispose()
            last[kind] = url
        return kept[kind]

    return give


def _to_where_it_is_pointed(
    dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]
) -> None:
    wanted, more = dialect.create_connect_args(make_url(engines.database_url()))
    arguments[:] = wanted
    options.update(more)
