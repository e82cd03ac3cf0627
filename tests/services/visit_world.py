"""Two children's homes, their visitor, who lives there, and who keeps the register."""

import datetime as dt
from types import SimpleNamespace

from db.engine import writing
from db.models import Home, HomeResident, HomeVisitor, Placement
from qa.services import install
from tests.services import makers

MET = dt.date(2026, 1, 5)


def visit_world() -> SimpleNamespace:
    """Oak House with a girl of this council (A) and a child of another authority (B), and Elm
    House, where the visitor reviews a boy who lives there. Forms and time limits installed."""
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    w = SimpleNamespace(team=makers.team())
    w.visitor = makers.holder("Vic Visitor", "reg44_visitor", "iro")
    w.visitor2 = makers.holder("Val Visitor", "reg44_visitor")
    w.manager = makers.holder("Mo Manager", "practice_manager")
    w.head = makers.holder("Hal Head", "head_of_service")
    w.support = makers.holder("Sue Support", "business_support")
    w.iro = makers.holder("Ira Iro", "iro")
    w.oak, w.oak_manager = home("Oak House", "1234567")
    w.elm, w.elm_manager = home("Elm House", "654321")
    for home_id, who in ((w.oak, w.visitor), (w.elm, w.visitor), (w.elm, w.visitor2)):
        appointed(home_id, who.person_id)
    w.girl, w.boy = makers.child("C-1001", w.team), makers.child("C-2002", w.team)
    makers.link(w.girl, "iro", w.iro.person_id)
    makers.link(w.boy, "iro", w.visitor.person_id)
    placed(w.girl, w.oak, "1234567")
    placed(w.boy, w.elm, "654321")
    w.resident_a = resident(w.oak, "A", w.girl)
    w.resident_b = resident(w.oak, "B", None, "Farshire County Council (fictional)")
    return w


def home(name: str, urn: str, **about: object) -> tuple[int, int]:
    """A home that is visited, open since long, and its registered manager: their ids."""
    manager_id = makers.person(f"Manager of {name}")
    given = {
        "name": name, "urn": urn, "provider": "Fictional Council", "capacity": 4,
        "registered_manager": f"Manager of {name}", "manager_id": manager_id,
        "responsible_individual": "Rae Responsible", "opened_on": dt.date(2020, 4, 1),
        **about,
    }  # fmt: skip
    return makers.made(Home(**given)), manager_id


def appointed(home_id: int, person_id: int, from_on: dt.date = MET, **about: object) -> int:
    """A visitor's appointment to a home."""
    given = {
        "basis_kind": "scrutiny", "basis": "Works for another service", "to_on": None, **about,
    }  # fmt: skip
    link = HomeVisitor(home_id=home_id, person_id=person_id, from_on=from_on, **given)
    return makers.made(link)


def placed(child_id: int, home_id: int, urn: str, from_on: dt.date = MET) -> int:
    """A child who lives in a home."""
    return makers.made(
        Placement(child_id=child_id, home_id=home_id, urn=urn, placement_type="K2",
                  from_on=from_on, to_on=None)
    )  # fmt: skip


def resident(
    home_id: int, letter: str, child_id: int | None, authority: str = "Fictional Council",
    from_on: dt.date = MET,
) -> int:  # fmt: skip
    """A stay under a letter."""
    return makers.made(
        HomeResident(home_id=home_id, letter=letter, child_id=child_id,
                     placing_authority=authority, from_on=from_on)
    )  # fmt: skip
