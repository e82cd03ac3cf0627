"""The trail: append-only in the database itself, chained, and checked."""

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, DBAPIError

from db.engine import engine, writing
from qa.domain.chain import entry_hash
from qa.services import trail
from tests.services import makers


def add(number: int = 1) -> None:
    who = makers.actor(makers.person(f"Person {number}"), "iro")
    with writing() as session:
        trail.record(session, who, "set", "setting", number, {"on": dt.date(2026, 1, number)})


def test_a_chain_of_entries_holds(store):
    for number in range(1, 6):
        add(number)
    assert trail.verify() == trail.Verdict(True, 5)


def test_an_empty_trail_holds(store):
    assert trail.verify().holds


@pytest.mark.parametrize(
    "statement",
    ["UPDATE trail_entry SET who = 'nobody'", "DELETE FROM trail_entry"],
)
def test_the_database_itself_refuses_to_change_or_remove_an_entry(store, statement):
    add()
    with pytest.raises(DBAPIError, match="can only be added to"), engine().begin() as connection:
        connection.execute(text(statement))
    assert trail.verify().holds


def _without_triggers(*statements: str) -> None:
    with engine().begin() as connection:
        if connection.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER trail_entry_no_{verb}"))
        else:
            connection.execute(text("DROP FUNCTION trail_is_append_only() CASCADE"))
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "first", "why"),
    [
        ("UPDATE trail_entry SET who = 'nobody' WHERE id = 2", 2, "changed"),
        ("DELETE FROM trail_entry WHERE id = 2", 3, "missing"),
        ("DELETE FROM trail_entry WHERE id = 3", 3, "missing at the end"),
    ],
)
def test_whoever_goes_round_the_triggers_is_found_out(store, statement, first, why):
    for number in range(1, 4):
        add(number)
    _without_triggers(statement)
    verdict = trail.verify()
    assert not verdict.holds
    assert verdict.first_wrong == first
    assert why in verdict.why


def test_a_use_case_that_fails_leaves_no_entry_behind(store):
    who = makers.actor(makers.person("P"))
    with pytest.raises(DatabaseError), writing() as session:
        trail.record(session, who, "set", "setting")
        session.execute(text("SELECT nonsense FROM nowhere"))
    assert trail.verify() == trail.Verdict(True, 0)


def test_the_hash_depends_on_every_field_and_on_the_one_before():
    fields = {"at": makers.NOW, "who": "A", "payload": {"a": [1, None]}}
    whole = entry_hash("0" * 64, fields)
    assert whole != entry_hash("1" * 64, fields)
    for key in fields:
        assert whole != entry_hash("0" * 64, {**fields, key: "other"})


def test_changes_hold_old_and_new_of_what_changed_only():
    assert trail.changes({"a": 1, "b": 2}, {"a": 1, "b": 3}) == {"b": [2, 3]}
