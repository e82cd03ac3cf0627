"""Recommendations among actions, and what is never filed: the home stands for the child."""

import datetime as dt

import pytest

from db.engine import writing
from db.models import Action, Check
from qa.domain.refusals import Refused
from qa.services import actions, filing, visits
from tests.services import makers
from tests.services.visit_world import visit_world

ON = makers.TODAY - dt.timedelta(days=2)


@pytest.fixture
def w(store):
    world = visit_world()
    world.advice = advise(world, world.oak, world.oak_manager)
    makers.action(world.iro.person_id, world.manager.person_id, child_id=world.girl)
    return world


def advise(w, home_id, manager_id, text="Paint the hall."):
    return makers.made(
        Action(kind="recommendation", origin="reg44_visit", home_id=home_id, text=text,
               standard="6", priority="low", owner_id=manager_id,
               raised_by_id=w.visitor.person_id, raised_on=ON, due_on=makers.TODAY,
               consider_by_on=makers.TODAY, due_explained="By a day agreed.", status="open")
    )  # fmt: skip


def test_the_list_names_the_home_and_narrows_to_recommendations(w):
    rows, total = actions.listed(w.manager, kinds=("recommendation",))
    assert total == 1
    assert (rows[0].id, rows[0].home, rows[0].case_number) == (w.advice, "Oak House", None)
    assert actions.listed(w.manager)[1] == 2
    assert actions.noun_of(rows[0].kind) == "Recommendation"


def test_its_page_names_the_home(w):
    shown = actions.view(w.manager, w.advice)
    assert (shown.noun, shown.home, shown.case_number) == ("Recommendation", "Oak House", None)
    child_action = actions.listed(w.manager, kinds=("action",))[0][0]
    assert actions.view(w.manager, child_action.id).noun == "Action"


def test_business_support_reads_its_dates_under_a_neutral_title(w):
    [row] = actions.listed(w.support, kinds=("recommendation",))[0]
    assert (row.text, row.home) == ("Recommendation from a visit", "Oak House")


def test_a_visitor_sees_those_of_the_homes_they_visit_only(w):
    other = advise(w, w.elm, w.elm_manager, "Mend the gate.")
    seen = {row.id for row in actions.listed(w.visitor2, kinds=("recommendation",))[0]}
    assert seen == {other}


def test_reports_on_homes_are_not_waited_for_on_the_case_system(w):
    check_id = visits.begin(w.visitor, w.oak, ON)
    with writing() as session:
        check = session.get(Check, check_id)
        check.status, check.submitted_on = "closed", ON
        check.submitted_at = check.closed_at = makers.NOW
    assert filing.not_filed(w.manager).total == 0
    for refused in (lambda: filing.mark(w.manager, [check_id], makers.TODAY),
                    lambda: filing.copy_text(w.manager, check_id)):  # fmt: skip
        with pytest.raises(Refused, match="not filed on a child's record"):
            refused()
