"""import care-history."""

import argparse
import datetime as dt
from pathlib import Path

from qa.commands.files_in import progress_bar, show_refused
from qa.commands.line import Command, actor, argument, say
from qa.domain.refusals import Refused
from qa.services import care_history
from qa.services.care_history_values import CONTRADICTIONS, CareHistoryPlan, Taken, by_kind
from qa.services.care_history_words import plan_words, report_words

MOST_SHOWN = 20


def import_care_history(args: argparse.Namespace) -> int:
    """Load SSDA903 files, or say what loading them would do."""
    who = actor()
    files = {path.name: path for path in args.files}
    if len(files) < len(args.files):
        raise Refused("Two of these files have the same name. Rename one.")
    act = care_history.preview if args.dry_run else care_history.load
    with progress_bar() as tell:
        done = act(
            who, files, args.as_at or who.today,
            taken=Taken(frozenset(args.take)), progress=tell,
        )  # fmt: skip
    if isinstance(done, CareHistoryPlan):
        plan = done
        say("Nothing was written: this was a dry run.", *plan_words(plan))
    else:
        plan = done.plan
        say(*report_words(done))
    _say_contradictions(plan)
    return show_refused(plan.refusals, args.refused)


def _say_contradictions(plan: CareHistoryPlan) -> None:
    for kind, found in by_kind(plan.contradictions).items():
        say(f"  {CONTRADICTIONS[kind]} (to believe the files: --take {kind}):")
        for each in found[:MOST_SHOWN]:
            about = f", {each.about}" if each.about else ""
            say(f"    {each.case_number}{about}: here {each.ours}; in the file {each.theirs}")
        if len(found) > MOST_SHOWN:
            say(f"    and {len(found) - MOST_SHOWN} more")


COMMANDS = (
    Command(
        "import care-history",
        "Load reviews and episodes from SSDA903 files (Header, Episodes, Reviews).",
        import_care_history,
        (
            argument("files", type=Path, nargs="+", metavar="FILE.csv", help="one to three files"),
            argument(
                "--as-at",
                type=dt.date.fromisoformat,
                metavar="DATE",
                help="the day the files show the children on, as 2026-11-05 (today)",
            ),
            argument("--dry-run", action="store_true", help="say what would happen, write nothing"),
            argument(
                "--take",
                action="append",
                default=[],
                choices=sorted(CONTRADICTIONS),
                help="believe the files where they contradict what is known; may be repeated",
            ),
            argument(
                "--refused", type=Path, metavar="FILE.csv", help="write what was refused here"
            ),
        ),
    ),
)
