"""What the last visit said of a recommendation: the last by its own day, whenever it was typed."""

import dataclasses
import datetime as dt

import pytest

from qa.domain.answers import Answer
from qa.domain.refusals import NotFound
from qa.services import submission, visit_items, visits
from tests.services.visit_afterwards import version
from tests.services.visit_filling import begun, current, fill, on_day, submit, written

SEP, OCT, NOV = dt.date(2026, 9, 3), dt.date(2026, 10, 6), dt.date(2026, 11, 3)
DEC, LATE = dt.date(2026, 12, 1), dt.date(2026, 11, 20)


def said(check_id, status, text):
    rows = current(check_id)["V0.1"].rows
    return Answer(rows=tuple(dataclasses.replace(r, reference=status, text=text) for r in rows))


def looked(w, check_id, on, status, text):
    """This visit says so, typed in on a day."""
    fill(on_day(w.visitor, on), check_id, V0_1=said(check_id, status, text))
    submit(on_day(w.visitor, on), check_id)


def last(w, check_id):
    [item] = visit_items.items(on_day(w.visitor, DEC), check_id).values()
    return item.last, item.evidence


def test_a_visit_typed_in_late_does_not_speak_over_a_later_one(w):
    written(w, on=SEP, standards=("12",))
    looked(w, begun(w, on=NOV), NOV, "in_progress", "Half of it is done")
    me = on_day(w.visitor, LATE)
    paper = visits.begin(me, w.oak, OCT, "announced")
    visits.confirm(me, paper, True)
    assert last(w, paper) == ("", "")
    looked(w, paper, LATE, "not_started", "Nothing was begun")
    after = begun(w, on=DEC)
    assert last(w, after) == ("In progress", "Half of it is done")
    assert current(after)["V0.1"].rows[0].reference == "in_progress"


def test_an_earlier_visit_changed_later_does_not_speak_over_a_later_one(one):
    written(one, on=SEP, standards=("12",))
    first = begun(one, on=OCT)
    looked(one, first, OCT, "not_started", "Nothing was begun")
    looked(one, begun(one, on=NOV), NOV, "in_progress", "Half of it is done")
    submission.correct(on_day(one.visitor, LATE), first, version(first), "The wrong words")
    looked(one, first, LATE, "not_started", "Nothing at all was begun")
    assert last(one, begun(one, on=DEC)) == ("In progress", "Half of it is done")


def test_whoever_reads_dates_only_reads_no_earlier_recommendation_of_a_visit(one):
    written(one, on=SEP, standards=("12",))
    check_id = begun(one, on=OCT)
    for reader in (one.support, one.manager, one.iro):
        with pytest.raises(NotFound):
            visit_items.items(reader, check_id)
    assert len(visit_items.items(one.visitor, check_id)) == 1
    looked(one, check_id, OCT, "in_progress", "Half of it is done")
    assert len(visit_items.items(one.manager, check_id)) == 1
