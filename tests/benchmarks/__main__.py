"""`python -m tests.benchmarks`: every number we hold ourselves to, as a ratio within one run.

--quick           at 1,000 audits only (not the sizes the goals are set for)
--only WORD ...   some of: save, data, work, annex, care, due, monitor, coverage, report, start,
                  first, click, pages
"""

import argparse
from collections.abc import Callable, Iterator

from tests.benchmarks import (
    bench_annex_a,
    bench_care_history,
    bench_click,
    bench_data,
    bench_duties,
    bench_monitor,
    bench_pages,
    bench_save,
    bench_visit_report,
    bench_visits,
    report,
)
from tests.benchmarks.report import Row

SIZES = [1_000, 10_000, 100_000]


def save_rows() -> Iterator[Row]:
    """One answer saved through the service."""
    found = bench_save.measure()
    goal = bench_save.GOAL
    yield Row("Save one answer / raw commit", None, found.save_ms, found.raw_ms, "ms", goal)


def click_rows() -> Iterator[Row]:
    """A click in the form until it is committed."""
    found = bench_click.measure()
    yield Row(
        "Click to committed, p50 / bare fragment", None, found.form_ms, found.bare_ms, "ms",
        bench_click.GOAL,
    )  # fmt: skip
    yield Row(
        "Midway review, click to committed / audit", None, found.midway_ms, found.form_ms, "ms",
        bench_click.MIDWAY_GOAL,
    )  # fmt: skip


def trends_rows(sizes: list[int]) -> Iterator[Row]:
    """The trends page's data at every size."""
    for audits in sizes:
        yield from bench_data.trends_rows(audits)


def parts(sizes: list[int]) -> dict[str, Callable[[], Iterator[Row]]]:
    """The parts of a run, cheapest first."""
    return {
        "save": save_rows,
        "data": lambda: trends_rows(sizes),
        "work": lambda: bench_data.my_work_row(sizes[-1]),
        "annex": bench_annex_a.rows,
        "care": lambda: bench_care_history.rows(small=sizes == SIZES[:1]),
        "due": bench_duties.rows,
        "monitor": bench_monitor.rows,
        "coverage": bench_visits.rows,
        "report": bench_visit_report.rows,
        "start": lambda: bench_pages.start_rows(sizes[0]),
        "first": lambda: bench_pages.first_rows(sizes[-1]),
        "click": click_rows,
        "pages": lambda: bench_pages.page_rows(sizes),
    }


def main() -> None:
    """Run what was asked for; a goal that is missed is said, and fails nothing."""
    reader = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    reader.add_argument("--quick", action="store_true", help="1,000 audits only")
    reader.add_argument("--only", nargs="+", metavar="WORD", choices=list(parts(SIZES)))
    asked = reader.parse_args()
    sizes = SIZES[:1] if asked.quick else SIZES
    report.print_header()
    for name, make in parts(sizes).items():
        if not asked.only or name in asked.only:
            for row in make():
                report.print_row(row)


if __name__ == "__main__":
    main()
