"""Ladders that cannot be: refused where they are installed, with the line and what to do."""

import pytest

from qa.domain.refusals import Refused
from qa.services import ladders
from tests.services.challenge_world import challenge_world

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
