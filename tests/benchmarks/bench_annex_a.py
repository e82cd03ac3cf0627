"""Annex A of 5,000 children, read and loaded, against python-calamine reading the same file."""

import io
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from db import schema
from qa import clock
from qa.domain.actor import command_line
from qa.imports.sample import fictional_annex_a
from qa.services import install, roster
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.stores import pointed_at

CHILDREN, ROUNDS = 5_000, 3


def rows() -> Iterator[Row]:
    """One line."""
    data = fictional_annex_a(CHILDREN, seed=1, as_at=clock.today())
    acts = [lambda: _load(data), lambda: _read(data), lambda: _load(data, clocks=True)]
    loaded, read, due = interleaved(acts, ROUNDS)
    yield Row(f"Annex A of {CHILDREN:,} children / calamine", None, loaded, read, "ms", 4)
    yield Row("The same and what falls due then / calamine", None, due, read, "ms")


def _load(data: bytes, *, clocks: bool = False) -> float:
    """Read and loaded into an empty store; with `clocks` what falls due is worked out too."""
    from db.engine import writing

    with tempfile.TemporaryDirectory() as folder, pointed_at(Path(folder) / "annex.db"):
        schema.migrate()
        with writing() as session:
            install.install_released(session, clock.today())
        begun = time.perf_counter()
        actor = command_line(clock.now(), clock.today())
        roster.load(actor, data, clock.today(), create_teams=True, confirmed=True, clocks=clocks)
        return (time.perf_counter() - begun) * 1000


def _read(data: bytes) -> float:
    """Every sheet read, nothing made of it."""
    begun = time.perf_counter()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    return (time.perf_counter() - begun) * 1000
