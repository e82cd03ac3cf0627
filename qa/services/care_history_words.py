"""What loading care history would do or did, in sentences: the same on screen and command line."""

import datetime as dt

from qa.domain.words import format_date, plural
from qa.services.care_history_values import CareHistoryPlan, CareHistoryReport

NOTHING = "These files change nothing: what could be loaded of them is known already."
ALL_REFUSED = "Nothing {verb} loaded: every row was refused."
LONG_BEFORE = dt.timedelta(days=45)
KEPT_UNLESS = "ours is kept unless you take the file's."
KEPT = "ours was kept. To take the file's, check the files again and choose it."
NOT_KEPT = "Sex, ethnicity, pupil number, mother, postcodes and the day of birth are not kept."


def plan_words(plan: CareHistoryPlan) -> list[str]:
    """What loading the files would do, most important first."""
    if plan.nothing:
        return [_nothing(plan, "would be"), *_files(plan), *notes(plan)]
    return [f"As at {format_date(plan.as_at)}: {_counts(plan)}.", *_files(plan), *notes(plan)]


def report_words(report: CareHistoryReport) -> list[str]:
    """What loading the files did."""
    plan = report.plan
    if not report.written:
        return [_nothing(plan, "was"), *_files(plan), *notes(plan)]
    first = f"Loaded as at {format_date(plan.as_at)}: {_counts(plan)}."
    return [first, *_files(plan), *notes(plan, KEPT)]


def _nothing(plan: CareHistoryPlan, verb: str) -> str:
    """Why nothing is written: all refused, all known, or some of each."""
    if not plan.refused:
        return NOTHING
    if plan.refused + plan.reviews_blank >= sum(each.rows for each in plan.files):
        return ALL_REFUSED.format(verb=verb)
    return (
        f"Nothing {verb} loaded: {plural(plan.refused, 'row')} refused, and what could be loaded "
        "of the others is known already."
    )


def _counts(plan: CareHistoryPlan) -> str:
    return (
        f"{plural(plan.reviews_new, 'new review')}, {plural(plan.episodes_new, 'new episode')}, "
        f"{plural(plan.children, 'child', 'children')} with changes"
    )


def _files(plan: CareHistoryPlan) -> list[str]:
    return [
        f"{each.title}: {plural(each.rows, 'row')} read"
        + (f", {plural(each.refused, 'row')} refused." if each.refused else ".")
        for each in plan.files
    ]


def notes(plan: CareHistoryPlan, kept: str = KEPT_UNLESS) -> list[str]:
    """What the person should know besides; `kept`: what becomes of contradictions."""
    same = plan.reviews_unchanged + plan.episodes_unchanged
    said = [f"Known already and unchanged: {plural(same, 'row')}."] if same else []
    filled = plan.reviews_filled + plan.episodes_changed + plan.births_filled
    if filled:
        said.append(
            f"Filled in or brought up to date: {plural(plan.reviews_filled, 'review')}, "
            f"{plural(plan.episodes_changed, 'episode')}, "
            f"{plural(plan.births_filled, 'month of birth', 'months of birth')}."
        )
    if plan.reviews_blank:
        said.append(f"{plural(plan.reviews_blank, 'row')} of Reviews without a review, left out.")
    return [*said, *_kept_out(plan), *_contradicted(plan, kept), NOT_KEPT]


def _kept_out(plan: CareHistoryPlan) -> list[str]:
    said = []
    if plan.latest_on and plan.as_at - plan.latest_on > LONG_BEFORE:
        said.append(
            f"The last day that the files name is {format_date(plan.latest_on)}. If they show the "
            "children on an earlier day than you chose, choose that day: else what was recorded "
            "since is shown as missing."
        )
    if plan.unknown:
        said.append(
            f"{plural(plan.unknown, 'child', 'children')} not on the children list here, so their "
            "rows are refused. Load Annex A first."
        )
    if plan.held:
        said.append(
            f"{plural(plan.held, 'child', 'children')} on hold after a serious incident: nothing "
            "about them is changed."
        )
    if plan.asked:
        loaded = "" if plan.nothing else " loaded"
        said.append(f"{plural(plan.asked, 'row')}{loaded} with a query: look at them.")
    return said


def _contradicted(plan: CareHistoryPlan, kept: str) -> list[str]:
    said = []
    if plan.taken:
        said.append(f"The files are believed in {plural(plan.taken, 'contradiction')}.")
    if count := len(plan.contradictions) + plan.hidden:
        said.append(
            f"{plural(count, 'contradiction')} between the files and what is known here: {kept}"
        )
    if plan.hidden:
        said.append(
            f"{plan.hidden:,} of them about children whom you may not see, so they are not listed."
        )
    return said
