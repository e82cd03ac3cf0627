from hypothesis import given
from hypothesis import strategies as st

from qa.stats.pareto import CHALLENGES, GOOD_PRACTICE, most, pareto

counts = st.dictionaries(st.text("abcde", min_size=1, max_size=3), st.integers(0, 30))


def rows(found, kind):
    return [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)
            if row[1] == kind]  # fmt: skip


def test_the_commonest_comes_first_with_the_share_so_far_and_good_practice_beside():
    found = pareto({"Drift": 6, "Health": 2, "Visits": 2, "Other": 0}, {"Health": 3, "Life": 1})
    made = [(r["theme"], r["n"], r["share"], r["so_far"]) for r in rows(found, CHALLENGES)]
    assert made == [
        ("Drift", 6, 0.6, 0.6), ("Health", 2, 0.2, 0.8), ("Visits", 2, 0.2, 1.0),
        ("Life", 0, 0.0, 1.0),
    ]  # fmt: skip
    assert [r["n"] for r in rows(found, GOOD_PRACTICE)] == [0, 3, 0, 1]
    assert most(found) == ["Drift", "Health"]
    assert most(found, 1) == ["Drift", "Health", "Visits"]


def test_nothing_named_gives_no_rows():
    assert not any(pareto({"Drift": 0}).values())
    assert most(pareto({})) == []


@given(counts, counts)
def test_shares_add_up_and_no_theme_named_is_lost(bad, good):
    found = pareto(bad, good)
    mine = rows(found, CHALLENGES)
    assert sum(r["n"] for r in mine) == sum(bad.values())
    assert {r["theme"] for r in mine} == {t for t in {*bad, *good} if bad.get(t) or good.get(t)}
    assert [r["n"] for r in mine] == sorted((r["n"] for r in mine), reverse=True)
    if sum(bad.values()):
        assert abs(mine[-1]["so_far"] - 1) < 1e-9
