"""The demonstration's visits between what is drawn and what is stored."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from db import bulk
from qa.domain.workflow import REG44
from qa.services import install
from qa.services.demo_children import Children
from qa.services.demo_findings import findings
from qa.services.demo_homes import home_events
from qa.services.demo_people import Staff
from qa.services.demo_recommendations import Recommendation, recommendations
from qa.services.demo_stays import Stay, letters, residents
from qa.services.demo_trail import Event
from qa.services.demo_visit_after import after_rows
from qa.services.demo_visit_answers import Told
from qa.services.demo_visit_rows import First, visit_rows
from qa.services.demo_visit_trail import visit_events
from qa.services.demo_visits import NONE, Visited, visits
from qa.services.demo_world import Rows, World


class Visits:
    """Planned before the audits are stored, because the trail is one chain; stored after them.

    Recommendations take the first free ids of actions (`advice` says how many).
    """

    def __init__(
        self, world: World, who: Staff, all_of: Children, stayed: Sequence[Stay], first_check: int
    ) -> None:
        self._about, self._all_of = (world, who), all_of
        self._lettered = letters(stayed)
        made = visits(world, who, first_check)
        found = findings(world, made, self._lettered)
        self._advice = recommendations(world, made, found, world.first_ids["action"])
        self._told = _told(world, made, found, self._advice)

    @property
    def advice(self) -> int:
        """How many recommendations there are."""
        return len(self._advice)

    def events(self) -> Iterator[Event]:
        """What the trail says of homes, appointments and visits."""
        yield from home_events(*self._about)
        yield from visit_events(*self._about, self._told, self._advice)

    def rows(self, session: Any) -> list[Rows]:
        """Rows of every table, to be inserted after the audits."""
        world, who = self._about
        form_id, form = install.form_in_force(session, REG44, world.today)
        first = First(bulk.next_id(session, "revision"), bulk.next_id(session, "answer"))
        seen = {t.visit.home: world.on(t.visit.on) for t in self._told}
        living = residents(world, self._all_of, self._lettered, seen)
        ids = {(row[1] - world.first_ids["home"], row[2]): row[0] for row in living.rows}
        return [
            living,
            *visit_rows(world, self._told, form_id, form, first),
            *after_rows(world, who, self._told, self._advice, ids),
        ]


def _told(
    world: World, made: Sequence[Visited], found: Any, advice: Sequence[Recommendation]
) -> list[Told]:
    earlier, raised = defaultdict(list), defaultdict(list)
    for each in advice:
        raised[each.raised.id].append(each)
        for visit, status in each.seen:
            earlier[visit.id].append((each, status))
    return [
        Told(each, found[each.id], tuple(earlier[each.id]), tuple(raised[each.id]),
             _responded(world, each, earlier[each.id]))
        for each in made
    ]  # fmt: skip


def _responded(world: World, each: Visited, earlier: Sequence[tuple[Recommendation, str]]) -> Any:
    """The last day on which a response to an earlier recommendation had come by the visit."""
    days = [r.answered for r, _status in earlier if NONE < r.answered <= each.on]
    return world.on(max(days)) if days else None
