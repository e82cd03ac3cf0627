"""Saving one answer through the service, against one raw one-row durable commit.

`python -m tests.benchmarks.bench_save`; others call `measure`. Both write to the same SQLite
database, turn and turn about, so that a busy machine slows both alike.
"""

import contextlib
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db import engine, schema
from qa.domain.answers import Answer
from qa.services import answers
from tests.services import filling

ROUNDS = 400
WARM_UP = 30
GOAL = 10.0


@dataclass(frozen=True)
class Figures:
    """Median milliseconds of each, and how many times the raw commit a save takes."""

    raw_ms: float
    save_ms: float

    @property
    def ratio(self) -> float:
        """Save over raw commit."""
        return self.save_ms / self.raw_ms


@contextlib.contextmanager
def store() -> Iterator[Path]:
    """A fresh SQLite store that the program is pointed at."""
    before = os.environ.get("QA_DATABASE_URL")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        os.environ["QA_DATABASE_URL"] = f"sqlite:///{path}"
        schema.migrate()
        try:
            yield path
        finally:
            engine.dispose()
            os.environ.pop("QA_DATABASE_URL")
            if before is not None:
                os.environ["QA_DATABASE_URL"] = before


def raw_commit(path: Path) -> Callable[[int], None]:
    """One row changed and committed durably, by the driver alone."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bench (id INTEGER PRIMARY KEY, words TEXT)")
    connection.execute("INSERT INTO bench VALUES (1, '')")

    def commit(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE bench SET words = ? WHERE id = 1", (f"words {number}",))
        connection.execute("COMMIT")

    return commit


def service_save() -> Callable[[int], None]:
    """An answer changed through the service: session, role, state, version, commit."""
    draft = filling.draft()

    def save(number: int) -> None:
        actor = draft.actor()
        answer = Answer(value="N", evidence=f"words {number}")
        answers.save(actor, draft.check_id, "A1", answer, typed_on_version=number)

    return save


def _milliseconds(act: Callable[[int], None], number: int) -> float:
    begun = time.perf_counter()
    act(number)
    return (time.perf_counter() - begun) * 1000


def measure(rounds: int = ROUNDS) -> Figures:
    """Medians over `rounds` of each, interleaved, in a store of their own."""
    with store() as path:
        raw, save = raw_commit(path), service_save()
        for number in range(WARM_UP):
            raw(number)
            save(number)
        pairs = [
            (_milliseconds(raw, n), _milliseconds(save, n))
            for n in range(WARM_UP, WARM_UP + rounds)
        ]
    return Figures(*(statistics.median(column) for column in zip(*pairs, strict=True)))


if __name__ == "__main__":
    found = measure()
    print(f"raw one-row durable commit  {found.raw_ms:6.2f} ms")
    print(f"save through the service    {found.save_ms:6.2f} ms")
    print(f"ratio                       {found.ratio:6.1f}   (goal: at most {GOAL:.0f})")
