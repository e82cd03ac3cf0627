"""import annex-a, import allocations."""

import argparse
import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from qa.commands.line import DONE, PARTLY, Command, actor, argument, file_bytes, say
from qa.domain.actor import Actor
from qa.domain.refusals import NeedsConfirmation, Refused
from qa.domain.words import format_date, plural
from qa.imports.annex_a import refusals_csv
from qa.imports.annex_a_values import RefusedCell
from qa.services import roster
from qa.services.roster_allocations import load_allocations
from qa.services.roster_values import RosterPlan

MOST_SHOWN = 20
REFUSED = argument("--refused", type=Path, metavar="FILE.csv", help="write what was refused here")


def import_annex_a(args: argparse.Namespace) -> int:
    """Load a roster, or say what loading it would do."""
    who, data = actor(), file_bytes(args.file)
    as_at = args.as_at or who.today
    if args.dry_run:
        with progress_bar() as tell:
            plan = roster.preview(who, data, as_at, progress=tell)
        say("Nothing was written: this was a dry run.")
    else:
        plan = _load(who, data, as_at, args)
    say(*_summary(plan, args.dry_run))
    return show_refused(plan.refusals, args.refused)


def import_allocations(args: argparse.Namespace) -> int:
    """Link children with IROs, social workers and team managers."""
    report = load_allocations(actor(), file_bytes(args.file))
    say(*report.words)
    return show_refused(report.refusals, args.refused)


def _load(who: Actor, data: bytes, as_at: dt.date, args: argparse.Namespace) -> RosterPlan:
    confirmed = args.yes
    while True:
        try:
            with progress_bar() as tell:
                report = roster.load(
                    who, data, as_at,
                    create_teams=args.create_teams, confirmed=confirmed, progress=tell,
                )  # fmt: skip
        except NeedsConfirmation as question:
            if not _agrees(str(question)):
                raise Refused(f"{question} Nothing was written. To go ahead, add --yes.") from None
            confirmed = True
        else:
            return report.plan


def _agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"{question} Type yes to go ahead: ").strip().lower() == "yes"


@contextlib.contextmanager
def progress_bar() -> Iterator[Callable[[float, str], None]]:
    """A progress bar for work that says how far it is, from 0 to 1."""
    with tqdm(total=100, unit="%", leave=False, disable=None) as bar:

        def tell(share: float, words: str) -> None:
            bar.set_description(words)
            bar.update(round(share * 100) - bar.n)

        yield tell


def _summary(plan: RosterPlan, dry: bool) -> Iterator[str]:
    would = "would be " if dry else ""
    yield f"Children as at {format_date(plan.as_at)}"
    for each in plan.lists:
        yield f"  {each.title}: {plural(each.rows, 'row')}, {each.refused} refused"
    yield f"  {would}added: {len(plan.new)}; {would}changed: {plan.changed_count}; " + (
        f"unchanged: {plan.unchanged}; {would}marked as no longer on the list: {plan.leaving_count}"
    )
    if plan.not_updated:
        yield f"  Not updated, because their row was refused: {', '.join(plan.not_updated)}"
    if plan.not_loaded:
        yield f"  Not loaded, because their row was refused: {len(plan.not_loaded)}"
    for team in plan.new_teams:
        yield f"  Team not known: {team.name} ({plural(team.children, 'child', 'children')})"
    if plan.new_teams and dry:
        yield "  Teams that are not known are created only with --create-teams."
    for note in plan.annex.unknown_columns:
        yield f"  Column not known, not read: {note.sheet}, {note.column}"
    for note in plan.annex.sheets_not_read:
        yield f"  Sheet not read: {note.sheet}: {note.reason}"


def show_refused(cells: Sequence[RefusedCell], file: Path | None) -> int:
    """Say what was refused, write all of it where a file is named; the command's status."""
    if file:
        _write(file, refusals_csv(cells))
    if not cells:
        return DONE
    for cell in cells[:MOST_SHOWN]:
        say(
            f"  Refused: {cell.sheet}, row {cell.row}, {cell.column}: {cell.value!r}: {cell.reason}"
        )
    if len(cells) > MOST_SHOWN:
        say(f"  and {len(cells) - MOST_SHOWN} more; see them all with --refused FILE.csv")
    return PARTLY


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}.") from error


COMMANDS = (
    Command(
        "import annex-a",
        "Load the children's list from an Annex A workbook (lists 6, 7, 8 and 9).",
        import_annex_a,
        (
            argument("file", type=Path, metavar="FILE.xlsx", help="the workbook"),
            argument(
                "--as-at",
                type=dt.date.fromisoformat,
                metavar="DATE",
                help="the day the file shows the children on, as 2026-11-05 (today)",
            ),
            argument("--dry-run", action="store_true", help="say what would happen, write nothing"),
            argument("--create-teams", action="store_true", help="create teams that are not known"),
            argument(
                "--refused", type=Path, metavar="FILE.csv", help="write what was refused here"
            ),
            argument("--yes", action="store_true", help="do not ask when many leave a list"),
        ),
    ),
    Command(
        "import allocations",
        "Link children with IROs or chairs, social workers and team managers, from a CSV file.",
        import_allocations,
        (
            argument(
                "file",
                type=Path,
                metavar="FILE.csv",
                help="columns: Case number, and any of IRO, Social worker, Team manager, From",
            ),
            REFUSED,
        ),
    ),
)
