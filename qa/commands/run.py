"""`make run`: a secret, a migrated store, demonstration data in an empty one, then the app."""

import contextlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

from db import schema
from db.engine import ROOT, database_url
from qa.commands.line import in_words
from qa.commands.setting_up import load_demonstration, migrate
from qa.domain.refusals import Refused
from qa.services import demo, sessions

SECRET = ROOT / "data" / "secret"
PORT = 8501


def secret(path: Path = SECRET) -> str:
    """The demonstration's secret: made once, readable by its owner only."""
    with contextlib.suppress(FileExistsError):
        path.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()


def prepare() -> None:
    """Migrate; fill the embedded store with fictional data if it holds no account."""
    if os.environ.get("QA_DATABASE_URL"):
        sessions.secret()
        schema.require_current()
        return
    os.environ.setdefault("QA_SECRET", secret())
    migrate()
    if not demo.has_accounts():
        load_demonstration(demo.Size())


def announce(port: int) -> None:
    """Say where the app is and who can sign in."""
    print(f"\nThe app is at http://localhost:{port} (stop it with Ctrl+C).")
    if demo.is_demonstration():
        print(f"Accounts, all with the passphrase '{demo.PASSPHRASE}':")
        for account in demo.ACCOUNTS:
            print(f"  {account.username:<10}{account.words}")
    print(f"Data: {'data/qa.db' if not os.environ.get('QA_DATABASE_URL') else database_name()}\n")


def database_name() -> str:
    """The store's address without what is secret in it."""
    return database_url().rpartition("@")[2]


def command(port: int, *, interactive: bool) -> list[str]:
    """What starts the app; the browser opens only where somebody sits in front of it."""
    options = {"server.port": port, "server.headless": str(not interactive).lower()}
    if os.environ.get("QA_ADDRESS"):
        options["server.address"] = os.environ["QA_ADDRESS"]
    flags = [f"--{key}={value}" for key, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), *flags]


def port_wanted() -> int:
    """`QA_PORT`, or 8501."""
    given = os.environ.get("QA_PORT") or str(PORT)
    if not given.isdecimal() or not 0 < int(given) < 65_536:
        raise Refused(f"QA_PORT is a number from 1 to 65535, not {given!r}.")
    return int(given)


def is_interactive() -> bool:
    """Whether a person at a screen started this."""
    screen = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY")
    return bool(screen) and sys.stdout.isatty()


def main() -> int:
    """Prepare, announce, serve until stopped."""
    os.chdir(ROOT)
    port = port_wanted()
    prepare()
    announce(port)
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.call(command(port, interactive=is_interactive()))
    return 0


if __name__ == "__main__":
    os.umask(0o077)  # what this makes is for its owner only
    sys.exit(in_words(main))
