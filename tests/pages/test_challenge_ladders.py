"""A draft and the ladder it follows: local names, no informal stage, one without a limit."""

import pytest

from qa.services import challenge_drafts, challenge_view, ladders
from tests.pages.challenge_pages import words
from tests.pages.conftest import one, open_page
from tests.pages.reading import links, press
from tests.services.challenge_world import at, draft, raised, row

HEALTH = """name = "health"
version = 1
title = "Disputes with health"
partner = "Health"
cap = 20
[words]
informal = "Formal challenge"
formal = "Dispute resolution"
[informal]
name = "Between workers"
answers = "Named nurse"
[[stage]]
name = "Panel"
answers = "Designated doctor"
"""
SCHOOLS = """name = "schools"
version = 1
title = "Challenges to schools"
partner = "Schools"
cap = 20
[words]
formal = "Letter of concern"
[[stage]]
name = "Letter"
answers = "Head teacher"
limit = 5
"""


@pytest.fixture
def made(w, as_):
    """A draft, and beside the council's ladder two partnerships'."""
    for text in (HEALTH, SCHOOLS):
        ladders.install_ladder(w.admin, text, "ours.toml", w.admin.today)
    as_(w.iro)
    return draft(w)


def follow(screen, made, name):
    screen.selectbox(key=f"challenge-{made}-ladder").set_value(name).run()
    assert not screen.exception
    return screen


def offered(screen):
    """Informal or formal, as it is on screen: what is chosen, of which words; None where there is
    nothing to choose."""
    found = [radio for radio in screen.radio if radio.label == "Informal or formal?"]
    return (found[0].value, found[0].options) if found else None


def test_a_choice_keeps_its_meaning_under_every_ladders_words(made):
    screen = one(made)
    assert offered(screen) == ("informal", ["Informal challenge", "Formal challenge"])
    follow(screen, made, "health")
    assert offered(screen) == ("informal", ["Formal challenge", "Dispute resolution"])
    assert "First stage: Between workers (Named nurse), no limit of its own." in words(screen)
    next(r for r in screen.radio if r.label == "Informal or formal?").set_value("formal").run()
    assert row(made).kind == "formal"
    assert "First stage: Panel (Designated doctor)" in words(screen)
    follow(screen, made, "default")
    assert offered(screen) == ("formal", ["Informal challenge", "Formal challenge"])
    follow(screen, made, "health")
    assert offered(screen) == ("formal", ["Formal challenge", "Dispute resolution"])
    assert row(made).kind == "formal"


def test_a_ladder_without_an_informal_stage_asks_nothing_and_loses_nothing(made, w):
    screen = one(made)
    follow(screen, made, "schools")
    assert offered(screen) is None
    assert "It is a **Letter of concern**: this ladder has no informal stage" in words(screen)
    assert screen.title[0].value == "Letter of concern about child L-2001"
    follow(screen, made, "default")
    assert offered(screen)[0] == "informal"
    follow(screen, made, "schools")
    press(screen, "Raise this challenge")
    assert not screen.exception
    assert (row(made).kind, row(made).stage, row(made).status) == ("formal", 1, "open")
    assert challenge_view.view(at(w.iro, w.iro.today), made).kind_words == "Letter of concern"


def test_a_choice_that_could_not_be_saved_comes_along_to_the_other_ladder(made, monkeypatch):
    from qa.domain.refusals import Refused
    from qa.services import challenge_drafts

    screen, save = one(made), challenge_drafts.save

    def refused(*_):
        raise Refused("The store is being moved.")

    monkeypatch.setattr(challenge_drafts, "save", refused)
    next(r for r in screen.radio if r.label == "Informal or formal?").set_value("formal").run()
    assert "Not saved. The store is being moved." in [e.value for e in screen.error]
    monkeypatch.setattr(challenge_drafts, "save", save)
    follow(screen, made, "health")
    assert offered(screen)[0] == "formal"
    assert "Not saved. The store is being moved." in [e.value for e in screen.error]
    follow(screen, made, "schools")
    assert not screen.error


def test_two_ladders_of_one_partner_are_told_apart(made, w):
    again = SCHOOLS.replace("schools", "academies", 1).replace("to schools", "to academies")
    ladders.install_ladder(w.admin, again, "ours.toml", w.admin.today)
    screen = one(made)
    offered = screen.selectbox(key=f"challenge-{made}-ladder").options
    assert {"Schools: Challenges to academies", "Schools: Challenges to schools"} < set(offered)
    assert len(set(offered)) == len(offered) == 5
    follow(screen, made, "schools")
    assert challenge_view.view(w.iro, made).ladder.name == "schools"


def test_a_list_uses_the_words_of_each_ladder_and_its_filters_say_what_they_mean(made, w):
    follow(one(made), made, "schools")
    other = raised(w)
    listed = open_page("challenges")
    assert "Letter of concern · Visits not in time" in words(listed)
    assert "Informal challenge · asked: " in words(listed)
    kinds = next(box for box in listed.selectbox if box.label == "Kind")
    assert kinds.options[1:3] == ["Informal challenge", "Formal challenge"]
    assert kinds.proto.help.replace("\\", "") == (
        "Called otherwise in some ladders: Informal challenge (Formal challenge), "
        "Formal challenge (Dispute resolution and Letter of concern)."
    )
    stages = next(box for box in listed.selectbox if box.label == "Stage")
    assert stages.options[1:] == ["Informal", "Stage 1", "Stage 2", "Stage 3", "Stage 4"]
    narrowed = open_page("challenges", kind="Informal challenge", stage="Informal")
    assert f"Challenge {other}, " in "".join(links(narrowed))
    assert (
        "Informal: called Between practitioners and Between workers in some ladders. "
        "Informal challenge: called Formal challenge in some ladders."
    ) in words(narrowed)


def test_the_monitor_says_what_formal_means_only_where_ladders_differ(w, as_, made):
    as_(w.head)
    note = "Formal challenges are called Dispute resolution and Letter of concern in some ladders."
    assert note in words(open_page("monitor"))


def test_the_name_of_a_stage_is_shown_as_it_is_written_and_does_nothing_else(w, as_):
    text = HEALTH.replace('"Panel"', "'[Panel](https://example.org) **now**'")
    ladders.install_ladder(w.admin, text, "ours.toml", w.admin.today)
    made = draft(w, ladder="health")
    challenge_drafts.submit(w.iro, made, 1)
    as_(w.iro)
    shown = [each.value for each in open_page("challenges", id=made).markdown]
    assert any(r"\[Panel\](https\://example.org) \*\*now\*\*" in each for each in shown)
