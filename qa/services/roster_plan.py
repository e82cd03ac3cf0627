"""A file compared with what is known: every row to write, and the plan that a person reads."""

from collections.abc import Iterator, Sequence
from typing import Any

from qa.imports.annex_a_values import AnnexA
from qa.services import roster_children as said
from qa.services import roster_leaving as absent
from qa.services.roster_compare import compare_known, compare_new
from qa.services.roster_reviews import compare_reviews
from qa.services.roster_state import Comparison, begin
from qa.services.roster_values import (
    Changed,
    Known,
    Leaving,
    ListCount,
    NewTeam,
    RosterPlan,
    Unloaded,
    Writes,
)


def compare(
    annex: AnnexA, known: Known, *, create_teams: bool, leaving_share: float
) -> tuple[RosterPlan, Writes]:
    """What loading this file would do, and the rows that doing it writes."""
    state = begin(annex, known, create_teams)
    _compare_children(state)
    left = absent.leaving(state)
    absent.mark_left(state, left)
    compare_reviews(state)
    refused = absent.mark_refused(state)
    waiting = absent.not_loaded(state)
    if create_teams:
        state.writes.new_teams += state.new_teams.values()
    state.writes.new_people += state.new_people.values()
    question = absent.question(state, left, leaving_share)
    return _plan(state, left, refused, waiting, question), state.writes


def _compare_children(state: Comparison) -> None:
    rows_by_child = said.rows_by_child(state.annex)
    for number, rows in rows_by_child.items():
        child = state.by_number.get(number)
        if child is None:
            compare_new(state, number, rows)
        elif child.id in state.known.on_hold:
            state.on_hold[child.id] = child.case_number
        elif child.case_number == number or child.case_number not in rows_by_child:
            compare_known(state, child, rows, number in state.refused_numbers)
        else:
            state.unchanged += 1  # a merged number beside the child's own, which is believed


def _plan(
    state: Comparison,
    left: absent.Left,
    refused: Sequence[Any],
    waiting: Sequence[tuple[str, int, str]],
    question: str,
) -> RosterPlan:
    return RosterPlan(
        annex=state.annex,
        last_as_at=state.known.last_as_at,
        lists=tuple(_count(state, left, number) for number in state.annex.lists_present),
        new=tuple(sorted(child.case_number for child in state.writes.new_children)),
        changed=tuple(sorted(_changed(state), key=lambda row: row.case_number)),
        changed_count=len(state.changed),
        unchanged=state.unchanged,
        leaving=tuple(_leaving(state, left)),
        leaving_count=len(left.rows),
        not_updated=tuple(c.case_number for c in refused if c.id in state.known.in_scope),
        not_loaded=tuple(Unloaded(*row) for row in waiting),
        new_teams=tuple(sorted(_new_teams(state), key=lambda team: team.name)),
        closed_teams=tuple(NewTeam(*row) for row in sorted(state.children_of_closed.items())),
        new_workers=tuple(sorted(state.new_people.values())),
        held_lists=absent.held_lists(state),
        confirmation=question,
        nothing=state.writes.nothing,
        on_hold=_on_hold(state),
        on_hold_count=len(state.on_hold),
        meetings_new=len(state.writes.meetings),
        contradictions=tuple(state.contradictions),
        contradictions_hidden=state.contradictions_hidden,
    )


def _on_hold(state: Comparison) -> tuple[str, ...]:
    held = state.on_hold.items()
    return tuple(sorted(number for i, number in held if i in state.known.in_scope))


def _changed(state: Comparison) -> Iterator[Changed]:
    for child_id, what in state.changed.items():
        if child_id in state.known.in_scope:
            yield Changed(state.by_id[child_id].case_number, what)


def _leaving(state: Comparison, left: absent.Left) -> Iterator[Leaving]:
    for number, row in left.rows:
        if row.child_id in state.known.in_scope:
            yield Leaving(state.by_id[row.child_id].case_number, number)


def _new_teams(state: Comparison) -> Iterator[NewTeam]:
    for key, name in state.new_teams.items():
        yield NewTeam(name, state.children_of_team[key])


def _count(state: Comparison, left: absent.Left, number: int) -> ListCount:
    return ListCount(
        number=number,
        rows=state.annex.rows_read[number],
        refused=state.annex.rows_refused[number],
        leaving=left.leaving.get(number, 0),
        known=left.known.get(number, 0),
    )
