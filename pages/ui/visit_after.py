"""What follows a finished report: checking, issue, copies, closing."""

from qa.domain.actor import Actor
from qa.services.visits import VisitView


def draw(_actor: Actor, _view: VisitView) -> None:
    """Drawn once the report is finished."""
