"""Figures through our services against the same figures by raw SQL: trends and My work.

Our figures are counted anew each time (what is kept for a minute is thrown away before).
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event

from db.engine import engine, reading
from db.queries import people
from qa import clock
from qa.domain.actor import Actor
from qa.services import my_work, sessions, trends
from tests.accounts import begin_session
from tests.benchmarks import raw_sql
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.stores import database, pointed_at

ROUNDS = 15


def actor_of(username: str) -> Actor:
    """Somebody of the demonstration, as signed in now."""
    with reading() as session:
        account_id = people.account_by_username(session, username).id
    cookie = begin_session(account_id)
    return sessions.check(cookie, clock.now(), clock.today()).actor


def milliseconds(act: Callable[[], Any]) -> Callable[[], float]:
    """Processor time it takes (the database is in the same process and thread): what others do
    on the machine does not count."""

    def timed() -> float:
        begun = time.thread_time()
        act()
        return (time.thread_time() - begun) * 1000

    return timed


def trends_rows(audits: int) -> Iterator[Row]:
    """All data of the trends page, counted anew, and as it is when nothing has changed."""
    path = database(audits)
    with pointed_at(path):
        actor = actor_of("manager")
        asked = trends.filters(actor, "12")
        found = trends.trends(actor, asked)
        edges = [band.before for band in found.bands if band.before]
        what, teams = trends.slice_of(actor, asked), sorted(trends.team_names(actor))
        connection, given = raw_sql.connect(path), raw_sql.statements(what, edges, teams)
        must_agree(found, raw_sql.run(connection, given))

        def anew() -> None:
            trends._kept.clear()
            trends.trends(actor, asked)

        acts = [anew, lambda: raw_sql.run(connection, given), lambda: trends.trends(actor, asked)]
        ours, raw, kept = interleaved([milliseconds(act) for act in acts], ROUNDS)
        connection.close()
    yield Row("Trends: all data, counted anew / raw SQL", audits, ours, raw, "ms", 2)
    yield Row("Trends: all data, nothing changed / raw SQL", audits, kept, raw, "ms")


def must_agree(found: trends.Trends, raw: list[list[tuple]]) -> None:
    """Both count the same, or the comparison means nothing."""
    grades, _before, _waiting, heatmap, concerns, actions = raw
    assert found.audits == sum(row[-1] for row in grades)
    assert sum(found.charts["domain"]["n"]) == sum(row[3] for row in heatmap)
    assert sum(found.charts["question"]["n"]) == sum(row[1] for row in concerns)
    assert sum(found.charts["age"]["n"]) == sum(row[1] for row in actions)


def my_work_row(audits: int) -> Iterator[Row]:
    """My work of a practice manager against its own statements by the driver alone."""
    path = database(audits)
    with pointed_at(path):
        actor = actor_of("manager")
        sent = statements_of(lambda: my_work.my_work(actor))
        connection = raw_sql.connect(path)

        def raw() -> None:
            for text, values in sent:
                connection.execute(text, values).fetchall()

        acts = [lambda: my_work.my_work(actor), raw]
        ours, yardstick = interleaved([milliseconds(act) for act in acts], ROUNDS)
        connection.close()
    yield Row(f"My work ({len(sent)} statements) / raw SQL", audits, ours, yardstick, "ms", 2)


def statements_of(act: Callable[[], Any]) -> list[tuple[str, tuple]]:
    """What an act reads, with its values."""
    sent: list[tuple[str, tuple]] = []

    def note(_connection: Any, _cursor: sqlite3.Cursor, text: str, values: tuple, *_: Any) -> None:
        if text.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append((text, values))

    act()
    event.listen(engine(), "before_cursor_execute", note)
    act()
    event.remove(engine(), "before_cursor_execute", note)
    return sent
