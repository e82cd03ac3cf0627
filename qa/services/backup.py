"""Backup and restore of the embedded store: consistent, checked, nothing lost on the way."""

import contextlib
import datetime as dt
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db import embedded, engine
from db.engine import writing
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.services import trail

SERVER = (
    "The database is PostgreSQL; its own tools make and restore consistent copies.\n"
    '  Backup:  pg_dump --format=custom --file={file} "$QA_DATABASE_URL"\n'
    "  Restore: pg_restore --clean --if-exists --single-transaction "
    '--dbname="$QA_DATABASE_URL" {file}'
)
IN_USE = "The database is in use. Stop the app, then restore."


@dataclass(frozen=True)
class Restored:
    """What came of a restore: where the database before it is kept, whether it must migrate."""

    kept: Path | None
    must_migrate: bool


def backup(target: Path) -> int:
    """Write a consistent copy, also of what only the write-ahead log holds; its size in bytes.

    Only its owner may read the copy. Raises Refused; a file that exists is never overwritten.
    """
    source = _store(target)
    if not source.exists():
        raise Refused("There is no database to copy yet. Run: python -m qa init")
    if target.exists():
        raise Refused(f"{target} exists already. Choose another name.")
    with _in_words(target), _beside(target) as copy:
        _copy(source, copy)
        _check(copy)
        size = copy.stat().st_size
        _name_too(copy, target)  # unlike a rename, never over a file that appeared meanwhile
    return size


def restore(actor: Actor, file: Path) -> Restored:
    """Put a copy in the place of the store; the store as it was is kept beside it.

    The copy is checked first: whole, of a schema this program knows, its trail unbroken.
    Raises Refused, and then nothing has changed.
    """
    target = _store(file)
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    engine.dispose()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _in_words(file), _beside(target) as copy:
        _copy(file, copy)
        must_migrate = _check(copy)
        kept = _keep(target, actor.now)
        copy.replace(target)
    if not must_migrate:
        with writing() as session:
            payload = {"file": file.name, "kept": kept.name if kept else None}
            trail.record(session, actor, "restore", "database", None, payload)
    return Restored(kept, must_migrate)


def _store(file: Path) -> Path:
    found = embedded.path()
    if found is None:
        raise Refused(SERVER.format(file=file))
    return found


def _copy(source: Path, target: Path) -> None:
    address = f"{source.absolute().as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=10)) as reading,
        contextlib.closing(sqlite3.connect(target)) as made,
    ):
        reading.backup(made, pages=2000)
        made.execute("PRAGMA journal_mode=DELETE")  # the copy is one file


def _check(copy: Path) -> bool:
    """Whether the copy has to be migrated. Raises Refused where it cannot be trusted."""
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    if said != "ok" or orphan:
        raise Refused("The copy is damaged, so it was not used.")
    state = embedded.state_of(copy)
    if state == "empty":
        raise Refused("The file is not a database of this program.")
    if state == "newer":
        raise Refused("The file was made by a newer version of this program. Install that version.")
    if state == "current":
        with embedded.reading(copy) as session:
            verdict = trail.verify_in(session)
        if not verdict.holds:
            raise Refused(
                f"The trail in the file does not hold: entry {verdict.first_wrong}, {verdict.why}. "
                "It was not used."
            )
    return state == "older"


def _keep(target: Path, now: dt.datetime) -> Path | None:
    """Close the store that stands there and keep it under another name."""
    if not target.exists():
        return None
    _close(target)
    kept = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%S%f}")
    _name_too(target, kept)
    for suffix in ("-wal", "-shm"):  # left by a damaged store; never to meet the new one
        log = target.with_name(target.name + suffix)
        if log.exists():
            log.replace(kept.with_name(kept.name + suffix))
    return kept


def _close(target: Path) -> None:
    """Bring the write-ahead log in, which works only where nobody else has the store open."""
    with contextlib.closing(sqlite3.connect(target, timeout=1, isolation_level=None)) as before:
        try:
            before.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise Refused(IN_USE) from error
        except sqlite3.DatabaseError:
            return  # damaged: that is why it is being replaced


def _name_too(file: Path, also: Path) -> None:
    """Give a file a second name, or (where that cannot be done) the second name only."""
    try:
        os.link(file, also)
    except FileExistsError:
        raise Refused(f"{also} exists already. Choose another name.") from None
    except OSError:
        file.rename(also)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty file for its owner only, in the same folder; gone at the end unless moved."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def _in_words(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise Refused(f"{file} is not a database, or it is damaged.") from error
        raise Refused(f"The copy could not be made ({error}).") from error
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}.") from error
