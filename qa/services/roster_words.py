"""What a roster would do or did, in sentences: the same on the command line and on screen."""

from qa.domain.words import format_date, joined, plural
from qa.services.roster_values import ListCount, RosterPlan, RosterReport

NAMES_SHOWN = 10
NOTHING = "This file changes nothing: what can be read of it is known already."


def list_words(row: ListCount) -> str:
    """One list: what was read of it, what was refused, who has left it."""
    parts = [f"List {row.number} ({row.title}): {plural(row.rows, 'row')} read"]
    if row.refused:
        parts.append(f"{plural(row.refused, 'row')} refused")
    if row.leaving:
        parts.append(f"{plural(row.leaving, 'child', 'children')} no longer on it")
    return ", ".join(parts) + "."


def plan_words(plan: RosterPlan) -> list[str]:
    """What loading the file would do, most important first."""
    if plan.nothing:
        return [NOTHING, *notes(plan)]
    return [
        f"As at {format_date(plan.as_at)}: {_counts(plan)}.",
        *(list_words(row) for row in plan.lists),
        *notes(plan),
    ]


def _counts(plan: RosterPlan) -> str:
    new = plural(len(plan.new), "new child", "new children")
    changed = plural(plan.changed_count, "child", "children")
    return f"{new}, {changed} with changes, {plan.unchanged:,} unchanged"


def report_words(report: RosterReport) -> list[str]:
    """What loading the file did."""
    if report.load_id is None:
        return [NOTHING, *notes(report.plan, report)]
    plan = report.plan
    first = f"Loaded as at {format_date(plan.as_at)}: {_counts(plan)}."
    made = []
    if report.teams_created:
        made.append(f"{plural(report.teams_created, 'team')} created.")
    if report.people_created:
        made.append(
            f"{plural(report.people_created, 'social worker')} added as "
            f"{'a person' if report.people_created == 1 else 'people'} without an account."
        )
    return [first, *(list_words(row) for row in plan.lists), *made, *notes(plan, report)]


def notes(plan: RosterPlan, report: RosterReport | None = None) -> list[str]:
    """What the person should know besides: refused rows, teams and columns not known."""
    said = []
    if plan.annex.refused_rows:
        waiting = plural(len(plan.not_loaded), "row")
        said.append(
            f"{plural(len(plan.annex.refused_rows), 'row')} refused. Known children keep the "
            f"values they had ({len(plan.not_updated):,} marked not updated). On the “Not loaded” "
            f"list, because the child is not known here: {waiting}."
        )
    said += [
        f"List {number} has a row without a readable number, which could be anybody's: nobody is "
        "marked as having left this list."
        for number in plan.held_lists
    ]
    if plan.on_hold_count:
        said.append(_on_hold(plan))
    if plan.new_teams and not (report and report.teams_created):
        names = [f"{team.name} ({team.children:,})" for team in plan.new_teams]
        said.append(
            f"{plural(len(plan.new_teams), 'team')} not known here, so these children get no new "
            f"team unless the teams are created: {_shown(names)}."
        )
    said += review_words(plan)
    if plan.closed_teams:
        names = [f"{team.name} ({team.children:,})" for team in plan.closed_teams]
        said.append(
            f"Closed here, so nothing new is put into them: {_shown(names)}. An administrator can "
            "open a team again on Accounts."
        )
    return said + column_words(plan)


def _on_hold(plan: RosterPlan) -> str:
    """Children on hold keep what they had; those this reader may see are named."""
    named = f" ({_shown(list(plan.on_hold))})" if plan.on_hold else ""
    return (
        f"{plural(plan.on_hold_count, 'child', 'children')} on hold after a serious incident"
        f"{named}: not changed. Load the newest file again once the hold is lifted; nothing in it "
        "is lost."
    )


def review_words(plan: RosterPlan) -> list[str]:
    """Reviews that the file names and that join the register, and those it contradicts."""
    said = []
    if plan.meetings_new:
        latest = plural(plan.meetings_new, "latest review or review conference",
                        "latest reviews and review conferences")  # fmt: skip
        said.append(f"{latest} of lists 7 and 8 not yet in the register.")
    if count := len(plan.contradictions) + plan.contradictions_hidden:
        said.append(
            f"{plural(count, 'child', 'children')} whose latest review in the file differs from "
            "the register; the register is kept."
        )
    return said


def column_words(plan: RosterPlan) -> list[str]:
    """Columns and sheets that were not read, and why."""
    annex, said = plan.annex, []
    unknown = [f"“{note.column}” ({note.sheet})" for note in annex.unknown_columns]
    if unknown:
        said.append(f"Columns not known and not read: {_shown(unknown)}.")
    missing = [f"“{note.column}” ({note.sheet})" for note in annex.missing_columns]
    if missing:
        said.append(f"Columns missing: {_shown(missing)}.")
    if annex.not_kept:
        said.append(f"Not read and not kept, on purpose: {joined(annex.not_kept)}.")
    said += [
        f"Sheet “{note.sheet}” was not read. {note.reason}"
        for note in annex.sheets_not_read[:NAMES_SHOWN]
    ]
    return said


def _shown(names: list[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return f"{', '.join(names[:NAMES_SHOWN])} and {more:,} more" if more > 0 else joined(names)
