"""Many rows at once, below the ORM: the driver's executemany on SQLite, COPY on PostgreSQL."""

import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Table, func, select, text
from sqlalchemy.orm import Session

from db.models import Base, TrailHead
from db.models.base import UtcMoment

CHUNK = 20_000
Row = Sequence[Any]


def insert(session: Session, table: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert rows in the caller's transaction; columns left out take the model's own default.

    Values are what the model takes (aware moments, dates, dicts). Returns how many were inserted.
    """
    target = Base.metadata.tables[table]
    defaults = {
        c.name: c.default.arg
        for c in target.columns
        if c.name not in columns and c.default is not None and c.default.is_scalar
    }
    names = (*columns, *defaults)
    constants = tuple(defaults.values())
    write = _copy if session.get_bind().dialect.name == "postgresql" else _executemany
    done, waiting = 0, iter(rows)
    while chunk := list(itertools.islice(waiting, CHUNK)):
        full = [(*row, *constants) for row in chunk] if constants else chunk
        write(session, target, names, _converted(session, target, names, full))
        done += len(chunk)
    return done


def next_id(session: Session, table: str) -> int:
    """The first id that is free in a table."""
    column = Base.metadata.tables[table].c.id
    return (session.scalar(select(func.max(column))) or 0) + 1


def is_empty(session: Session, *tables: str) -> bool:
    """Whether none of these tables holds a row."""
    return not any(
        session.execute(select(Base.metadata.tables[name].c.id).limit(1)).first() for name in tables
    )


def count_on(session: Session, tables: Iterable[str]) -> None:
    """Let ids that the database gives itself follow the ones inserted here."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for name in tables:
        session.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), "
                f'(SELECT coalesce(max(id), 0) + 1 FROM "{name}"), false)'
            )
        )


def analyse(session: Session) -> None:
    """Let the planner know how the tables are filled."""
    session.execute(text("ANALYZE"))


def move_head(session: Session, entries: int, last_hash: str) -> None:
    """The chain of the trail now ends here; `entries` were added."""
    head = session.execute(
        select(TrailHead).where(TrailHead.id == 1).with_for_update()
    ).scalar_one()
    head.entries, head.hash = head.entries + entries, last_hash
    session.flush()


def _executemany(session: Session, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    places = ", ".join("?" * len(names))
    statement = f"INSERT INTO {_named(table, names)} VALUES ({places})"
    session.connection().connection.driver_connection.executemany(statement, rows)


def _copy(session: Session, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    cursor = session.connection().connection.driver_connection.cursor()
    with cursor, cursor.copy(f"COPY {_named(table, names)} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _named(table: Table, names: Sequence[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f'"{table.name}" ({listed})'


def _converted(
    session: Session, table: Table, names: Sequence[str], rows: Sequence[Row]
) -> Iterator[Row]:
    """The rows as the driver wants them, converted column by column."""
    embedded = session.get_bind().dialect.name == "sqlite"
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for place, name in enumerate(names):
        convert = _converter(table.c[name], embedded)
        if convert:
            columns[place] = [None if v is None else convert(v) for v in columns[place]]
    return zip(*columns, strict=True)


def _converter(column: Column[Any], embedded: bool) -> Callable[[Any], Any] | None:
    if isinstance(column.type, JSON):
        return json.dumps
    if isinstance(column.type, UtcMoment):
        return _moment_text if embedded else _naive
    if embedded and isinstance(column.type, Date):
        return _date_text
    return int if embedded and isinstance(column.type, Boolean) else None


@lru_cache(maxsize=65_536)
def _moment_text(moment: dt.datetime) -> str:
    return _naive(moment).isoformat(sep=" ", timespec="microseconds")


@lru_cache(maxsize=16_384)
def _date_text(day: dt.date) -> str:
    return day.isoformat()


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
