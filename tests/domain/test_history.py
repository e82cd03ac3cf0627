"""Acts and nouns of the trail: every one that the program writes has its words."""

import ast
from pathlib import Path

from qa.domain import workflow
from qa.domain.history import act_words, address_of, noun_words
from qa.domain.history_words import ACTS, NOUNS

SOURCES = [*Path("qa").rglob("*.py")]
WRITERS = {"record", "_record", "opened", "refused", "record_children", "record_action", "on_trail"}


def test_an_act_that_has_no_words_yet_is_said_with_spaces():
    assert act_words("take_on_board") == "Take on board"
    assert noun_words("tail_piece") == "Tail piece"
    assert act_words("open") == "Opened"


def test_every_act_and_noun_that_the_program_writes_has_words():
    written = {word for path in SOURCES for word in _written(path)}
    assert {"allocate", "notice", "end role", "home_visitor"} <= written
    assert sorted(written - ACTS.keys() - NOUNS.keys()) == []


def _written(path: Path) -> set[str]:
    """Words given in so many letters to whatever writes on the trail: its act and its noun."""
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    return {
        given.value
        for call in calls
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in WRITERS
        for given in call.args[:5]
        if isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value
        and "." not in given.value
    }  # fmt: skip


def test_every_move_has_words_as_an_act():
    names = {
        move.name
        for table in vars(workflow).values()
        if isinstance(table, tuple)
        for move in table
        if isinstance(move, workflow.Move)
    }
    assert {"bypass", "escalate", "issue"} <= names
    assert sorted(names - ACTS.keys()) == []


def test_a_record_is_opened_on_the_screen_of_its_kind():
    assert address_of("check", "midway_cla") == "midway_reviews"
    assert address_of("setting") == ""
