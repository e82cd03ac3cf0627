"""init, demo, forms install, ladders install."""

import argparse
import datetime as dt
from pathlib import Path

from tqdm import tqdm

from db import schema
from db.engine import writing
from qa import clock
from qa.commands.line import DONE, Command, actor, argument, file_bytes, say
from qa.domain.refusals import Refused
from qa.services import accounts, coverage_rebuild, demo, install, ladders, trail


def init(_args: argparse.Namespace) -> int:
    """Migrate, install what ships, make the first administrator. Harmless to repeat."""
    migrate()
    new = _install()
    say("The database is up to date.", *(f"Installed {name}." for name in new))
    made = accounts.first_administrator(clock.now(), clock.today())
    if made is None:
        say("There are accounts already; none was made.")
        return DONE
    say(
        f"The first account is {made[0]}. Its one-time passphrase, shown only now:",
        f"\n    {made[1]}\n",
        "It has to be changed at the first sign-in.",
    )
    return DONE


def migrate() -> None:
    """Bring the store's schema up to date; one of a newer program is refused."""
    if schema.state() == "newer":
        schema.require_current()
    schema.migrate()


def _install() -> list[str]:
    who = actor()
    with writing() as session:
        new = install.install_released(session, who.today, who.now)
        if new:
            trail.record(session, who, "install", "released", None, {"installed": new})
        coverage_rebuild.write_down(session, who)
    return new


def load_demo(args: argparse.Namespace) -> int:
    """Migrate and fill an empty store."""
    size = demo.Size(args.audits)
    migrate()
    load_demonstration(size, args.today)
    say(f"All accounts have the passphrase '{demo.PASSPHRASE}':")
    say(*(f"  {account.username:<10}{account.words}" for account in demo.ACCOUNTS))
    return DONE


def load_demonstration(size: demo.Size, today: dt.date | None = None) -> None:
    """Fill the store, with a progress bar."""
    now = clock.now()
    if today:
        now = dt.datetime.combine(today, dt.time(17), dt.UTC)
    with tqdm(total=size.audits, desc="Fictional audits", unit="", disable=None) as bar:
        done = demo.load(
            size, now, today or clock.today(), lambda count, _of: bar.update(count - bar.n)
        )
    say(f"{done:,} fictional audits were loaded.")


def install_form(args: argparse.Namespace) -> int:
    """Install a council's own version of a form."""
    who, text = actor(), _text(args.file)
    say(install.install_form(who, text, args.file.name, args.effective_from or who.today))
    return DONE


def install_ladder(args: argparse.Namespace) -> int:
    """Install a council's own version of a ladder of challenges, or a partnership's."""
    who, text = actor(), _text(args.file)
    from_on = args.effective_from or who.today
    say(ladders.install_ladder(who, text, args.file.name, from_on))
    return DONE


def _text(file: Path) -> str:
    try:
        return file_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{file} is not a text file in UTF-8.") from error


COMMANDS = (
    Command(
        "init",
        "Set up or update the database; make the first administrator. May be run again.",
        init,
        needs_store=False,
    ),
    Command(
        "demo",
        "Fill an empty database with fictional data, with accounts to try it with.",
        load_demo,
        (
            argument("--audits", type=int, default=900, metavar="N", help="how many audits (900)"),
            argument("--today", type=dt.date.fromisoformat, help=argparse.SUPPRESS),
        ),
        needs_store=False,
    ),
    Command(
        "forms install",
        "Install your own version of a form from a TOML file.",
        install_form,
        (
            argument("file", type=Path, metavar="FILE", help="the form"),
            argument(
                "--effective-from",
                type=dt.date.fromisoformat,
                metavar="DATE",
                help="the first day of new checks with it, as 2026-11-05 (today)",
            ),
        ),
    ),
    Command(
        "ladders install",
        "Install the next version of a ladder of challenges from a TOML file.",
        install_ladder,
        (
            argument("file", type=Path, metavar="FILE", help="the ladder"),
            argument(
                "--effective-from",
                type=dt.date.fromisoformat,
                metavar="DATE",
                help="challenges raised from this day follow it, as 2026-11-05 (today)",
            ),
        ),
    ),
)
