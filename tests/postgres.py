"""A PostgreSQL server for the tests: one that is pointed at, or one started here and ended here."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

WANTED = "PostgreSQL is not installed; install it with: apt-get install postgresql"


def binaries() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(path: Path) -> int:
    return int(path.parts[-3].split(".")[0])


def free_port() -> int:
    """A TCP port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server without durability in a folder of its own; give its address; end it."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError(WANTED)
    folder = Path(tempfile.mkdtemp(prefix="qa-postgres-"))
    port = free_port()
    as_owner = _as_owner(folder)
    try:
        _run(
            [*as_owner, programs / "initdb", "--auth=trust", "--no-sync", "-U", "qa", folder / "d"]
        )
        options = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off"
        start = ["-w", "-D", folder / "d", "-l", folder / "log", "-o", options, "start"]
        _run([*as_owner, programs / "pg_ctl", *start])
        try:
            yield f"postgresql://qa@127.0.0.1:{port}"
        finally:
            _run([*as_owner, programs / "pg_ctl", "-D", folder / "d", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_owner(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    return ["runuser", "-u", "postgres", "--"]


def _run(words: list[object]) -> None:
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, cwd="/", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
