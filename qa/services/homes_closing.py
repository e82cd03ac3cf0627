"""A home closes: appointments, ties and the stays of children entered by hand end with it."""

from typing import Any

from db.models import Home
from db.queries import homes as queries
from db.queries import residents as resident_queries
from qa.domain.actor import Actor
from qa.services import trail


def end_what_must(session: Any, actor: Actor, home: Home) -> None:
    """End on the closing day whatever runs longer, and take away what was still to begin.

    Children of this council leave as the roster says. Recommendations stay open: they are
    followed up, or withdrawn with a reason, by people.
    """
    for link, _name in queries.visitors(session, [home.id]):
        _end(session, actor, "home_visitor", link, home)
    for tie, _name in queries.ties(session, home.id):
        _end(session, actor, "home_tie", tie, home)
    for row, _child in resident_queries.letters(session, home.id):
        if row.child_id is None:
            _end(session, actor, "home_resident", row, home)


def _end(session: Any, actor: Actor, noun: str, row: Any, home: Home) -> None:
    if row.to_on is not None and row.to_on <= home.closed_on:
        return
    last = max(row.from_on, home.closed_on)
    if last == row.to_on:
        return
    payload = {"from_on": [row.from_on, row.from_on], "to_on": [row.to_on, last]}
    payload |= {"home_id": home.id, "why": "The home closes"}
    if noun != "home_resident":
        payload["person_id"] = row.person_id
    row.to_on = last
    about = None if noun == "home_tie" else home.id  # whose ties these are is not for visitors
    trail.record(session, actor, "end", noun, row.id, payload, home_id=about)
