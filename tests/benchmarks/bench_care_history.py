"""SSDA903 with ten years of reviews, loaded, against pandas reading the same files and writing
them with to_sql. Each in a process of its own, so that each has a peak of memory of its own;
processor time, so that what others do on the machine does not count.

A goal of 2 in time is half of pandas' rows per second. What falls due is worked out in the same
transaction; a second line says what that comes to, because pandas does nothing like it.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine

from db import bulk, schema
from db.engine import writing
from qa import clock
from qa.domain.actor import command_line
from qa.imports.sample_903 import fictional_903, long_in_care
from qa.services import care_history, install
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.stores import pointed_at

SIZES = ((500, 5), (5_000, 3), (50_000, 1))
"""Children, and how often each is measured."""
WITH_CLOCKS = 5_000
SEED = 1
KNOWN = "known.db"


def rows(*, small: bool = False) -> Iterator[Row]:
    """Time and memory at every size (but the largest, if `small`); with what falls due at one."""
    for children, rounds in SIZES[:-1] if small else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _write_files(Path(folder), children)
            _measured("children", folder)
            yield from _at(Path(folder), children, rounds)


def _at(folder: Path, children: int, rounds: int) -> Iterator[Row]:
    found: dict[str, list[dict]] = {"ours": [], "pandas": []}

    def act(who: str) -> float:
        found[who].append(_measured(who, folder))
        return found[who][-1]["ms"]

    ours, theirs = interleaved([lambda: act("ours"), lambda: act("pandas")], rounds)
    lines = found["ours"][0]["rows"]
    speed = f"{lines / ours * 1000:,.0f} rows/s"
    yield Row(f"SSDA903 load, {speed} / pandas", children, ours, theirs, "ms", 2)
    mb = [max(each["mb"] for each in found[who]) for who in ("ours", "pandas")]
    yield Row("SSDA903 load, memory on top / pandas", children, *mb, "MB")
    if children == WITH_CLOCKS:
        slow = _measured("clocks", folder)["ms"]
        yield Row("SSDA903 load with what falls due / pandas", children, slow, theirs, "ms")


def _write_files(folder: Path, children: int) -> None:
    made = fictional_903(long_in_care(children, SEED, clock.today()), SEED, clock.today())
    for name, data in made.items():
        (folder / name).write_bytes(data)


def _measured(who: str, folder: Path | str) -> dict:
    command = [sys.executable, "-m", __spec__.name, who, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def ours(folder: Path, store: Path, *, clocks: bool = False) -> tuple[int, float, float]:
    """(rows, milliseconds, MB at the peak above where it began) of our load."""
    shutil.copy(folder / KNOWN, store)
    with pointed_at(store):
        actor = command_line(clock.now(), clock.today())
        files = {path.name: path for path in folder.glob("*.csv")}
        before, begun = _peak(), time.process_time()
        report = care_history.load(actor, files, clock.today(), clocks=clocks)
        took = (time.process_time() - begun) * 1000
        assert not report.plan.refusals
        return sum(each.rows for each in report.plan.files), took, _peak() - before


def children(folder: Path, store: Path) -> tuple[int, float, float]:
    """A store with the children of the files, as Annex A would have left it."""
    with pointed_at(store):
        schema.migrate()
        _children(folder)
    shutil.move(store, folder / KNOWN)
    return 0, 0.0, 0.0


def _children(folder: Path) -> None:
    """The children of the files as Annex A would have left them."""
    born = pd.read_csv(folder / "header.csv", usecols=["CHILD", "DOB"])
    starts = pd.read_csv(folder / "episodes.csv", usecols=["CHILD", "DECOM", "RNE"])
    months = (day.replace(day=1) for day in _days(born["DOB"]))
    begun = _days(starts[starts["RNE"] == "S"]["DECOM"])
    with writing() as session:
        install.install_released(session, clock.today())
        rows = zip(born["CHILD"], months, strict=True)
        bulk.insert(session, "child", ("case_number", "birth_month"), rows)
        columns = ("child_id", "status", "from_on", "facts", "as_at")
        same = ({"legal_status": "C2"}, clock.today())
        found = ((n, "cla", day, *same) for n, day in enumerate(begun, start=1))
        bulk.insert(session, "child_status", columns, found)


def _days(texts: pd.Series) -> pd.Series:
    return pd.to_datetime(texts, format="%d/%m/%Y").dt.date


def pandas(folder: Path, store: Path) -> tuple[int, float, float]:
    """The same of pandas."""
    made = create_engine(f"sqlite:///{store}")
    before, begun, counted = _peak(), time.process_time(), 0
    for path in folder.glob("*.csv"):
        frame = pd.read_csv(path)
        frame.to_sql(path.stem, made, index=False)
        counted += len(frame)
    return counted, (time.process_time() - begun) * 1000, _peak() - before


ACTS = {"children": children, "ours": ours, "clocks": partial(ours, clocks=True), "pandas": pandas}


def _peak() -> float:
    """The most memory this process has held so far, in MB (`ru_maxrss` begins at its parent's)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def main() -> None:
    """One measurement: a word of ACTS, and the folder of the files."""
    who, folder = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "care.db"
        found = ACTS[who](folder, store)
    print(json.dumps(dict(zip(("rows", "ms", "mb"), found, strict=True))))


if __name__ == "__main__":
    main()
