"""users, verify, housekeeping, notify, backup, restore, export."""

import argparse
from pathlib import Path

from tqdm import tqdm

from qa.commands.line import DONE, PARTLY, Command, actor, argument, say
from qa.domain.actor import ROLES
from qa.domain.words import format_moment, plural
from qa.services import accounts, backup, duties, export, notices, settlement, trail, unsent


def users(_args: argparse.Namespace) -> int:
    """Every account: whose, which roles, when last seen."""
    rows = accounts.list_accounts(actor())
    if not rows:
        say("There are no accounts yet. Run: python -m qa init")
    for row in rows:
        held = ", ".join(dict.fromkeys(ROLES[role.role] for role in row.roles)) or "no role"
        seen = format_moment(row.last_seen_at) if row.last_seen_at else "never signed in"
        say(f"{row.username:<16}{row.name:<28}{row.state:<22}{seen:<26}{held}")
    return DONE


def verify(_args: argparse.Namespace) -> int:
    """Whether the chain of the trail holds."""
    with tqdm(unit=" entries", leave=False, disable=None) as bar:
        verdict = trail.verify(lambda seen: bar.update(seen - bar.n))
    if verdict.holds:
        say(f"The trail holds: {plural(verdict.entries, 'entry', 'entries')}.")
        return DONE
    say(f"The trail does not hold. First wrong entry: {verdict.first_wrong}: {verdict.why}.")
    return PARTLY


def housekeeping(_args: argparse.Namespace) -> int:
    """What happens by itself: silence is recorded, due dates worked out, unsent text removed."""
    settled = settlement.due(actor())
    say(f"{plural(settled, 'audit')} settled: the time to reply was over.")
    children = duties.work_out_all(actor())
    say(f"What falls due was worked out anew for {plural(children, 'child', 'children')}.")
    say(f"{plural(unsent.tidy(actor()), 'text')} typed and never sent removed.")
    return DONE


def notify(_args: argparse.Namespace) -> int:
    """Send what people are to be told about challenges, once, on working days."""
    done = notices.run(actor())
    if not done.is_working_day:
        say("Today is not a working day, so nothing was sent.")
        return DONE
    if done.has_server:
        say(f"{plural(done.sent, 'notice')} sent by e-mail.")
    else:
        say("No mail server is set, so nothing was sent by e-mail.")
    if done.waiting:
        say(f"{plural(done.waiting, 'notice')} on the list for business support to send.")
    return DONE


def make_backup(args: argparse.Namespace) -> int:
    """A consistent copy of the embedded database."""
    size = backup.backup(args.file)
    say(f"{args.file} holds the whole database ({size / 1e6:,.1f} MB). Keep it as safe as that.")
    return DONE


def restore(args: argparse.Namespace) -> int:
    """Put a copy in the place of the embedded database."""
    done = backup.restore(actor(), args.file)
    say(f"{args.file} was checked and is now the database.")
    if done.kept:
        say(f"The database as it was before is kept in {done.kept}.")
    if done.must_migrate:
        say("It was made by an older version of this program. Run: python -m qa init")
        return PARTLY
    return DONE


def export_files(args: argparse.Namespace) -> int:
    """Flat files for analysts."""
    with tqdm(unit=" rows", leave=False, disable=None) as bar:

        def tell(name: str, rows: int) -> None:
            bar.set_description(name)
            bar.update(rows - bar.n)

        done = export.export(actor(), args.folder, with_text=args.with_text, progress=tell)
    say(*(f"{each.path}: {plural(each.rows, 'row')}" for each in done))
    return DONE


COMMANDS = (
    Command("users", "List accounts, their roles and when they were last used.", users),
    Command("verify", "Check that nothing on the trail was changed or removed.", verify),
    Command(
        "housekeeping",
        "Record silence where the time to reply is over. Run it daily; the app does it too.",
        housekeeping,
    ),
    Command(
        "notify",
        "Send notices about challenges by e-mail, once each. Run it daily; nothing on days off.",
        notify,
    ),
    Command(
        "backup",
        "Copy the embedded database, also while the app is running.",
        make_backup,
        (argument("file", type=Path, metavar="FILE", help="where to; must not exist"),),
        needs_store=False,
    ),
    Command(
        "restore",
        "Check a backup and put it in the place of the embedded database. Stop the app first.",
        restore,
        (argument("file", type=Path, metavar="FILE", help="the backup"),),
        needs_store=False,
    ),
    Command(
        "export",
        "Write audits, challenges and visits as CSV files; restricted children are left out.",
        export_files,
        (
            argument("folder", type=Path, metavar="DIR", help="where to"),
            argument(
                "--with-text",
                action="store_true",
                help="also what people wrote; it may say who a child is",
            ),
        ),
    ),
)
