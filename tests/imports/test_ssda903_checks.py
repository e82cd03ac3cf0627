"""What rows say of each other, held against plain loops over the same rows."""

import datetime as dt
import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.imports.ssda903_checks import OPEN, births, check_episodes, periods, without_doubles
from qa.imports.ssda903_reviews import check_reviews, fourth_birthdays, in_care
from qa.imports.ssda903_values import NOTHING, Notes, Shown, Table, day_number, day_of

X1, ENDED, STARTED, MOVED, V4, C2 = 1, 2, 3, 4, 5, 6
PN0, PN1 = 0, 1
CODES = Shown(("PN0", "PN1"))

days = st.integers(20_000, 20_060)
episode_rows = st.lists(
    st.tuples(
        st.integers(0, 2), days, st.none() | st.integers(0, 20), st.sampled_from([X1, ENDED]),
        st.sampled_from([STARTED, MOVED]), st.sampled_from([C2, V4]),
    ),
    max_size=14,
)  # fmt: skip
review_rows = st.lists(st.tuples(st.integers(0, 2), days, st.sampled_from([PN0, PN1])), max_size=14)


def table(kind: str, **columns) -> Table:
    made = {name: np.array(values, np.int64) for name, values in columns.items()}
    size = len(next(iter(made.values())))
    return Table(kind, {"row": np.arange(2, size + 2), **made})


def episodes(rows) -> Table:
    return table(
        "episodes",
        CHILD=[r[0] for r in rows],
        DECOM=[r[1] for r in rows],
        DEC=[NOTHING if r[2] is None else r[1] + r[2] for r in rows],
        REC=[NOTHING if r[2] is None else r[3] for r in rows],
        RNE=[r[4] for r in rows],
        LS=[r[5] for r in rows],
    )


def good(rows) -> Table:
    return check_episodes(episodes(rows), np.full(3, NOTHING), X1, Notes())


def as_rows(found: Table) -> list[dict[str, int]]:
    names = list(found.columns)
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(found[name].tolist() for name in names), strict=True)
    ]


def by_hand(rows: list[dict[str, int]]) -> list[tuple[int, int, int]]:
    """(child, start, end) of periods, one row after the other."""
    found: list[list[int]] = []
    before = None
    for row in rows:
        same = before is not None and before["CHILD"] == row["CHILD"]
        goes_on = same and (before["REC"] == X1 or before["DEC"] == NOTHING)
        anew = row["RNE"] == STARTED and same and row["DECOM"] > before["DEC"]
        if not goes_on or anew:
            found.append([row["CHILD"], row["DECOM"], 0])
        found[-1][2] = OPEN if row["DEC"] == NOTHING else row["DEC"]
        if row["REC"] == X1 and not any(
            r["CHILD"] == row["CHILD"] and r["DECOM"] > row["DECOM"] for r in rows
        ):
            found[-1][2] = OPEN
        before = row
    return [(child, start, end) for child, start, end in found]


@given(episode_rows)
def test_no_two_episodes_that_stay_overlap_and_every_other_row_is_listed(rows):
    notes = Notes()
    found = as_rows(check_episodes(episodes(rows), np.full(3, NOTHING), X1, notes))
    assert {r["row"] for r in found} | {cell.row for cell in notes.refusals} == set(
        range(2, len(rows) + 2)
    )
    for one, other in itertools.pairwise(found):
        if one["CHILD"] == other["CHILD"]:
            assert one["DEC"] != NOTHING and one["DEC"] <= other["DECOM"]
        else:
            assert one["CHILD"] < other["CHILD"]


@given(episode_rows)
def test_periods_are_those_of_a_walk_through_the_episodes(rows):
    found = good(rows)
    made = periods(found, X1, STARTED)
    listed = zip(made.child.tolist(), made.starts.tolist(), made.to.tolist(), strict=True)
    assert list(listed) == by_hand(as_rows(found))


@given(episode_rows, review_rows)
def test_a_review_stays_where_a_walk_finds_the_child_in_care_and_not_in_short_breaks(rows, held):
    care = good(rows)
    found = periods(care, X1, STARTED)
    said = table(
        "reviews", CHILD=[r[0] for r in held], REVIEW=[r[1] for r in held],
        REVIEW_CODE=[r[2] for r in held], DOB=[NOTHING] * len(held),
    )  # fmt: skip
    once = check_reviews(said, np.full(3, NOTHING), PN0, CODES, Notes())
    kept = in_care(once, care, found, np.array([V4]), Notes())
    listed = by_hand(as_rows(care))
    wanted = []
    for row in as_rows(once):
        mine = [e for e in as_rows(care) if e["CHILD"] == row["CHILD"]]
        covered = any(
            child == row["CHILD"] and start <= row["REVIEW"] <= end
            for child, start, end in listed
        )  # fmt: skip
        latest = [e for e in mine if e["DECOM"] <= row["REVIEW"]][-1:]
        on_breaks = bool(latest) and latest[0]["LS"] == V4
        if not mine or (covered and not on_breaks):
            wanted.append(row["row"])
    assert kept["row"].tolist() == wanted


@given(review_rows)
def test_of_rows_about_one_day_the_first_stays_where_they_agree_and_none_where_they_differ(held):
    said = table(
        "reviews", CHILD=[r[0] for r in held], REVIEW=[r[1] for r in held],
        REVIEW_CODE=[r[2] for r in held],
    )  # fmt: skip
    kept = without_doubles(said, "REVIEW", Notes())
    wanted = [
        n + 2
        for n, row in enumerate(held)
        if row not in held[:n] and len({r[2] for r in held if r[:2] == row[:2]}) == 1
    ]
    assert kept["row"].tolist() == wanted


@given(st.dates(dt.date(1996, 1, 1), dt.date(2030, 12, 31)))
def test_a_fourth_birthday_is_the_same_day_four_years_on(born):
    [found] = fourth_birthdays(np.array([day_number(born)]))
    assert day_of(found) == born.replace(year=born.year + 4)


def test_two_dates_of_birth_are_found_across_files():
    header = table("header", CHILD=[0, 1, 2], DOB=[10, 20, NOTHING])
    reviews = table("reviews", CHILD=[0, 1, 1], DOB=[10, 21, NOTHING])
    born, twins = births([header, reviews], 4)
    assert born.tolist() == [10, 20, NOTHING, NOTHING]
    assert twins.tolist() == [False, True, False, False]
