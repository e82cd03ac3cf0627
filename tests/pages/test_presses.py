"""A press is known again by what it ran and with what, also where that was made for it alone."""

from functools import partial
from types import SimpleNamespace

import pytest

from pages.ui import buttons
from qa.domain.refusals import Refused


@pytest.fixture
def desk(monkeypatch):
    """What the services below have done, and the session in which they are pressed."""
    made = SimpleNamespace(state={}, done=[])
    monkeypatch.setattr(buttons.st, "session_state", made.state)
    monkeypatch.setattr(buttons, "actor_for_save", lambda: None)
    return made


def enter(_actor, done, number):
    done.append(number)
    return len(done)


def by_lambda(desk, number):
    return lambda actor: enter(actor, desk.done, number)


def by_inner_function(desk, number):
    done = desk.done

    def entered(actor, more=number):
        return enter(actor, done, more)

    return entered


def by_partial(desk, number):
    return partial(enter, done=desk.done, number=number)


class Desk(SimpleNamespace):
    """One that is told from others by who it is, as what a page reads of its session."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


@pytest.mark.parametrize("put_together", [by_lambda, by_inner_function, by_partial])
def test_a_service_put_together_for_each_press_is_run_once_by_a_double_press(desk, put_together):
    if put_together is by_lambda:
        desk = Desk(**vars(desk))
    for _half in range(2):
        assert buttons.do("Entered.", put_together(desk, 7))
    assert desk.done == [7]
    assert buttons.do("Entered.", put_together(desk, 8))
    assert desk.done == [7, 8], "bound to something else it is another press"


def test_two_inner_functions_bound_alike_are_two_services(desk):
    desk = Desk(**vars(desk))
    assert buttons.do("Entered.", by_lambda(desk, 7))
    assert buttons.do("Entered.", lambda actor: enter(actor, desk.done, 7))
    assert desk.done == [7, 7]


def test_what_a_double_press_made_is_given_back_by_both_halves(desk):
    for _half in range(2):
        assert buttons.make("Begun.", enter, desk.done, 7) == 1
    assert desk.done == [7]


def test_what_is_refused_makes_nothing(desk):
    def refuse(_actor):
        raise Refused("Not today.")

    assert buttons.make("Begun.", refuse) is None
    assert "Not today." in desk.state.values()
