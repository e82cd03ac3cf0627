"""A box for a reason, with the warnings about details that would name a child."""

from pages.ui import kept
from pages.ui.kept import Boxes
from qa.domain.actor import Actor

LONGEST = 2000


def about_child(actor: Actor, child_id: int) -> Boxes:
    """What this person has typed on the page of a child and not sent."""
    return kept.of(actor, f"child:{child_id}")


def reason_box(boxes: Boxes, label: str, key: str) -> None:
    """A text box; under it what in the text seems to say who a child is. What is typed is kept."""
    kept.text(boxes, f"reason/{key}", label, key=key, limit=LONGEST)
