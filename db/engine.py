"""Where the store is, and how it is opened: short transactions, readers apart from writers."""

import contextlib
import os
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from db.fifo import FifoLock
from qa.domain.refusals import StoreUnavailable

ROOT = Path(__file__).resolve().parent.parent
POOL = 50
_writers = FifoLock()
_lock = threading.Lock()


def database_url() -> str:
    """The store's address: `QA_DATABASE_URL`, or the embedded database in `data/qa.db`."""
    return os.environ.get("QA_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'qa.db'}"


def is_embedded() -> bool:
    """Whether the store is SQLite."""
    return make_url(database_url()).get_backend_name() == "sqlite"


def engine() -> Engine:
    """The engine of the store at its present address (one per address, kept)."""
    with _lock:
        try:
            return _engine(database_url())
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise StoreUnavailable(NO_ADDRESS) from error


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=POOL, pool_pre_ping=True)
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, pool_size=POOL, connect_args={"check_same_thread": False})
    event.listen(made, "connect", _on_connect)
    event.listen(made, "begin", _on_begin)
    return made


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN, not the driver's
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=10000",
        "foreign_keys=ON",
        "cache_size=-64000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    write = connection.get_execution_options().get("write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def dispose() -> None:
    """Close every pooled connection (before a restore, after a test)."""
    with _lock:
        _engine(database_url()).dispose()


@contextlib.contextmanager
def reading() -> Iterator[Session]:
    """A session for reading only; it never waits for writers on the embedded store."""
    with in_words():
        options = engine().execution_options(write=False)
        with Session(options, expire_on_commit=False) as session:
            yield session


@contextlib.contextmanager
def writing() -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back on any exception."""
    with (
        in_words(),
        _in_turn(),
        Session(engine(), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


def _in_turn() -> contextlib.AbstractContextManager[Any]:
    return _writers if is_embedded() else contextlib.nullcontext()


LOCKED = "The database is busy and did not answer in time. Nothing was saved; try again."
FULL = "The disk is full, so nothing could be saved. Keep this page open and tell your support."
READ_ONLY = "The database is read-only at the moment, so nothing could be saved."
GONE = "The database cannot be reached at the moment. Keep this page open and try again."
NO_ADDRESS = (
    "QA_DATABASE_URL does not name a database that this program can use. "
    "It looks like postgresql://user:password@host/name, or is not set for the embedded database."
)
OTHER_FILE = "The file that QA_DATABASE_URL names is not a database, or it is damaged."
SENTENCES = (
    ("locked", LOCKED),
    ("lock timeout", LOCKED),
    ("disk is full", FULL),
    ("no space left", FULL),
    ("disk i/o", FULL),
    ("readonly", READ_ONLY),
    ("read-only", READ_ONLY),
    ("not a database", OTHER_FILE),
    ("malformed", OTHER_FILE),
)
WORDED = ("read-only", "readonly", "not a database", "malformed")
"""Signs of those of them that a driver does not call operational."""


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """A store that is locked, gone, full, read-only or something else: a sentence for each."""
    try:
        yield
    except (OperationalError, DBAPIError) as error:
        if not isinstance(error, OperationalError) and not error.connection_invalidated:
            message = str(error.orig).lower()
            if not any(sign in message for sign in WORDED):
                raise
        text = str(error.orig).lower()
        if "no such table" in text or "no such column" in text:
            raise
        sentence = next((say for sign, say in SENTENCES if sign in text), GONE)
        raise StoreUnavailable(sentence) from error
