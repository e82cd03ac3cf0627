"""A real server for browser tests: start, kill as hard as one likes, start again, stop."""

import http.client
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 90


@dataclass(frozen=True)
class Heard:
    """What a server answered."""

    status: int
    headers: Message
    text: str


class Server:
    """`streamlit run dashboard.py` on a port of its own, over the given store."""

    def __init__(self, store: str, log: Path, port: int | None = None, **env: str) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.env = {**os.environ, "QA_DATABASE_URL": store, **env}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        """Start it and wait until it answers (a 503 with a sentence is an answer)."""
        words = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*words, f"--server.port={self.port}"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + READY_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.1)
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def ask(self, path: str, method: str = "GET", **headers: str) -> Heard:
        """One request, redirects not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        heard = Heard(answer.status, answer.headers, answer.read().decode(errors="replace"))
        connection.close()
        return heard

    def kill(self) -> None:
        """SIGKILL: nothing is tidied up."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def restart(self) -> "Server":
        """Kill it and start it again on the same port."""
        self.kill()
        return self.start()

    def stop(self) -> None:
        """End it politely, and by force where that takes too long."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
