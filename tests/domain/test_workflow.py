"""The moves tables are total: every status is known, reached, and left or final on purpose."""

import pytest

from qa.domain.permissions import ACTS
from qa.domain.refusals import Refused
from qa.domain.workflow import (
    DRAFT,
    FINISHED,
    MIDWAYS,
    MOVES,
    REG44,
    STATUSES,
    STAYS,
    move,
    moves_from,
)

FINAL = {
    "case_audit": {"withdrawn"},
    **{kind: {"withdrawn"} for kind in (*MIDWAYS, REG44)},
    "action": {"verified", "withdrawn"},
    "challenge": {"withdrawn"},
}
FIRST = {
    "case_audit": {"allocated"},
    **{kind: {"in_progress"} for kind in (*MIDWAYS, REG44)},
    "action": {"draft"},
    "challenge": {"draft"},
}


@pytest.mark.parametrize("kind", MOVES)
def test_every_status_of_a_move_has_words_and_every_act_a_policy(kind):
    for each in MOVES[kind]:
        assert set(each.sources) | {each.target} <= {*STATUSES[kind], STAYS}
        assert each.act in ACTS


@pytest.mark.parametrize("kind", MOVES)
def test_every_status_but_the_first_is_reached(kind):
    assert set(STATUSES[kind]) - {m.target for m in MOVES[kind]} == FIRST[kind]


@pytest.mark.parametrize("kind", MOVES)
def test_every_status_but_the_final_ones_is_left(kind):
    left = {s for s in STATUSES[kind] if any(m.target != STAYS for m in moves_from(kind, s))}
    assert set(STATUSES[kind]) - left == FINAL[kind]


def test_a_status_is_a_draft_or_finished_or_withdrawn():
    assert {*DRAFT, *FINISHED, "withdrawn"} == {*STATUSES["case_audit"], *STATUSES[REG44]}
    assert not set(DRAFT) & set(FINISHED)


@pytest.mark.parametrize("kind", MOVES)
def test_a_move_that_cannot_be_made_says_where_the_record_stands(kind):
    for each in MOVES[kind]:
        for status in STATUSES[kind]:
            if status in each.sources:
                assert move(kind, each.name, status) == each
            else:
                with pytest.raises(Refused, match="cannot be done now"):
                    move(kind, each.name, status)
