"""The list of visits as a file: by role what each may know."""

import csv
import datetime as dt
import io

import pytest

from db.engine import writing
from db.models import Check, Visit
from qa.domain.refusals import Refused
from qa.services import visit_export, visits
from qa.services.visits import VisitFilter
from tests.services import makers
from tests.services.visit_world import visit_world

ON = makers.TODAY - dt.timedelta(days=2)


@pytest.fixture
def w(store):
    world = visit_world()
    world.check = visits.begin(world.visitor, world.oak, ON, "unannounced")
    with writing() as session:
        check = session.get(Check, world.check)
        check.status, check.submitted_on = "submitted", ON
        check.submitted_at = makers.NOW
        visit = session.query(Visit).filter_by(check_id=world.check).one()
        visit.safeguarded, visit.wellbeing = "C", "Y"
    return world


def rows(actor, wanted=None):
    text = visit_export.csv(actor, wanted).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_manager_reads_every_visit_with_its_opinions(w):
    [row] = rows(w.manager)
    assert (row["Home"], row["Month"], row["Announced"]) == ("Oak House", "2026-11", "Unannounced")
    assert row["Effectively safeguarded"] == "Yes, with concerns"
    [entry] = makers.entries("export")
    assert (entry.noun, entry.payload) == ("visits", {"rows": 1, "filter": {}})


def test_a_visitor_gets_what_they_may_see(w):
    assert len(rows(w.visitor)) == 1
    assert rows(w.visitor2) == []


def test_business_support_gets_dates_only(w):
    [row] = rows(w.support)
    assert row["Visited on"] == "2026-11-03"
    assert (row["Effectively safeguarded"], row["Well-being promoted"]) == ("", "")


def test_the_filters_of_the_list_hold(w):
    assert rows(w.manager, VisitFilter(month_to=dt.date(2026, 10, 1))) == []


def test_a_role_without_exports_is_refused(w):
    with pytest.raises(Refused, match="does not include exports"):
        visit_export.csv(w.iro)
