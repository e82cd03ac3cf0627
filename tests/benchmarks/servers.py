"""Servers to measure: ours, a bare page, the usual page; what they cost in time and memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import ROOT
from tests.postgres import free_port

HERE = Path(__file__).parent
BARE = str(HERE / "rivals" / "bare.py")
USUAL = str(HERE / "rivals" / "usual.py")
OURS = "dashboard.py"
TICKS = os.sysconf("SC_CLK_TCK")
READY_SECONDS = 60


class Running:
    """A Streamlit server in a process of its own, with the repository's settings."""

    def __init__(self, script: str, database: Path | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        env = dict(os.environ)
        if database:
            env |= {"QA_DATABASE_URL": f"sqlite:///{database}", "BENCH_DATABASE": str(database)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, f"--server.port={self.port}"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> None:
        """Until it listens."""
        import socket

        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError("a server did not start")

    def cpu_seconds(self) -> float:
        """Processor time used so far, by all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """Memory it holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def running(script: str, database: Path | None = None) -> Iterator[Running]:
    """A server that listens; stopped at the end."""
    made = Running(script, database)
    try:
        made.wait()
        yield made
    finally:
        made.stop()
