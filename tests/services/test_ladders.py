"""Ladders that cannot be are refused with the line; of two with effect from one day one applies."""

import datetime as dt

import pytest

from qa.domain.refusals import Refused
from qa.services import ladders
from tests.services.challenge_world import at, challenge_world

HEAD = 'name = "default"\nversion = 2\ntitle = "Alerts"\ncap = 20\n'
STAGE = '[[stage]]\nname = "{}"\nanswers = "Service manager"\nlimit = {}\n'


@pytest.fixture
def w(store):
    return challenge_world()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            HEAD + STAGE.format("One", 15) + STAGE.format("Two", 6),
            "v2.toml, line 12: the stages up to here take 21 working days, more than the cap of "
            "20; give them fewer.",
        ),
        (HEAD, "v2.toml, line 1: the ladder has no stages; each begins with [[stage]]."),
        (" ", "The box is empty; put a text into it."),
    ],
    ids=["past the cap", "no stages", "empty"],
)
def test_a_ladder_that_cannot_be_is_refused_and_the_one_in_force_stays(w, text, said):
    before = ladders.listed(w.head)
    with pytest.raises(Refused) as refusal:
        ladders.install_ladder(w.head, text, "v2.toml", w.head.today)
    assert str(refusal.value) == said
    assert ladders.listed(w.head) == before


def test_of_two_versions_with_effect_from_one_day_the_list_says_which_applies(w):
    day, text = w.head.today + dt.timedelta(days=3), HEAD + STAGE.format("One", 10)
    third = text.replace("version = 2", "version = 3")
    assert "replaces" not in ladders.install_ladder(w.head, text, "v2.toml", day)
    said = ladders.install_ladder(w.head, third, "v3.toml", day)
    assert said.endswith("It replaces version 2, which has effect from the same day.")
    titles = [each.title for each in ladders.listed(w.head) if each.ladder.name == "default"]
    assert titles[0] == "Alerts, version 3, from 8 November 2026"
    assert titles[1].endswith(
        "version 2, from 8 November 2026, replaced by version 3 with effect from the same day"
    )
    assert titles[2].endswith(" until 7 November 2026")
    on_the_day = [each for each in ladders.listed(at(w.head, day)) if each.in_force]
    assert on_the_day[0].ladder.version == 3
