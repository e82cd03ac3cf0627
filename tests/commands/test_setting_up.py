"""`init` on a store that is in use: what it writes down, and that it may be run again."""

import argparse

from qa.commands.setting_up import init
from tests.services import makers
from tests.services.visit_world import home


def test_init_writes_down_homes_that_the_history_does_not_hold_yet_once(sqlite_store, capsys):
    oak, _manager = home("Oak House", "1234567")
    for _ in range(2):
        assert init(argparse.Namespace()) == 0
    [entry] = [each for each in makers.entries("record") if each.noun == "home"]
    assert (entry.noun_id, entry.home_id) == (oak, oak)
    assert entry.payload["name"] == [None, "Oak House"]
    assert entry.payload["is_visited"] == [None, True]
