"""What leaves the building of the monitor: no hidden count follows from all its tables together."""

from hypothesis import given

from qa.services import monitor_tables, monitor_where
from qa.services.trend_tables import Table
from qa.stats.suppression import HIDDEN
from tests.services.leaving_reader import NOT_THERE, read
from tests.services.leaving_world import monitor_of, worlds


@given(worlds)
def test_no_small_count_follows_from_all_tables_and_files_together(world):
    document = read(world)
    for at, (name, n) in enumerate(zip(document.names, document.true, strict=True)):
        if 0 < n < 5 and name[1] not in NOT_THERE and name[2] != "rest":
            assert document.hidden[at], name
            assert document.may_differ(at), name


def test_where_a_theme_stands_says_nothing_of_what_is_hidden_of_it():
    header = ("Theme", "Challenges", "Good practice")
    rows = (("a", HIDDEN, "0"), ("c", "1,200", HIDDEN), ("b", "1,200", HIDDEN), ("d", "7", "0"))
    for some in (rows, rows[::-1]):
        made = monitor_tables.by_what_is_shown(Table(header, some))
        assert [row[0] for row in made.rows] == ["b", "c", "d", "a"]


@given(worlds)
def test_themes_leave_in_an_order_that_their_words_alone_give(world):
    tables = monitor_where.leaving(monitor_of(world))
    for made in (tables["challenge_themes"], tables["themes"]):
        assert made == monitor_tables.by_what_is_shown(Table(made.header, made.rows[::-1]))


@given(worlds)
def test_what_stands_in_two_tables_is_hidden_in_both_or_in_neither(world):
    tables = monitor_where.leaving(monitor_of(world))
    chart = {row[0]: row[1:] for row in tables["challenge_themes"].rows}
    for name, _, *said in tables["themes"].rows:
        assert tuple(said) == chart.get(name, ("0", "0"))
    raised = {row[0]: row[1] for row in tables["challenge_volume"].rows}
    for quarter, _, said in tables["challenge_cafcass"].rows:
        assert said == raised[quarter]
