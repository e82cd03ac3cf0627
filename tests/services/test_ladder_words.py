"""Filters over challenges of several ladders say what each of them calls the same thing."""

import pytest

from qa.domain.challenge_words import KINDS
from qa.services import ladder_words, ladders
from tests.services.challenge_world import challenge_world

STAGE = '[[stage]]\nname = "{}"\nanswers = "Service manager"\nlimit = 4\n'


@pytest.fixture
def w(store):
    return challenge_world()


def install(w, name, words="", informal="", stages=("One",), version=1):
    head = f'name = "{name}"\nversion = {version}\ntitle = "Ours {name}"\ncap = 20\n'
    partner = "" if name == "default" else 'partner = "Somebody"\n'
    body = f"[words]\n{words}\n" + informal + "".join(STAGE.format(each) for each in stages)
    ladders.install_ladder(w.admin, head + partner + body, "ours.toml", w.admin.today)


def test_where_every_ladder_says_it_so_nothing_is_added(w):
    found = ladder_words.kinds(w.head)
    assert (found.words, found.hint, found.of("formal"), found.of("")) == (KINDS, "", "", "")
    assert ladder_words.formal_note(w.head) == ""


def test_a_word_that_differs_in_capitals_only_is_the_same_word(w):
    install(w, "health", 'formal = "Formal Challenge"')
    assert ladder_words.kinds(w.head).others == {}


def test_of_many_other_names_three_are_said(w):
    for number, name in enumerate(("Alert", "Concern", "Dispute", "Escalation")):
        install(w, f"p{number}", f'formal = "{name}"')
    assert ladder_words.kinds(w.head).of("formal") == (
        "Formal challenge: called Alert, Concern, Dispute and others in some ladders."
    )
    assert ladder_words.formal_note(w.head) == (
        "Formal challenges are called Alert, Concern, Dispute and others in some ladders."
    )


def test_a_stage_that_the_councils_own_ladder_has_not_is_offered_all_the_same(w):
    install(w, "default", stages=("Only",), version=2)
    made = ladder_words.stages(w.head)
    assert made.words == {
        "0": "Informal", "1": "Only", "2": "Stage 2", "3": "Stage 3", "4": "Stage 4",
    }  # fmt: skip
    assert made.of("1") == "Only: called Manager to manager and Stage 1 in some ladders."
    assert made.hint == (
        "Called otherwise in some ladders: Informal (Between practitioners), "
        "Only (Manager to manager and Stage 1), Stage 2 (Designated safeguarding lead), "
        "Stage 3 (Partnership executive)."
    )


def test_a_ladder_without_an_informal_stage_has_no_word_for_it(w):
    install(w, "schools", 'informal = "Never used"')
    assert "informal" not in ladder_words.kinds(w.head).others
