"""The demonstration's midway reviews between what is owed and what is stored."""

from collections.abc import Iterator
from typing import Any

from db import bulk
from db.queries import demo as queries
from qa.domain.midways import FORMS
from qa.services import duties, install
from qa.services.demo_children import Children
from qa.services.demo_midway_answers import all_filled
from qa.services.demo_midway_rows import First, Forms, midway_events, midway_rows
from qa.services.demo_midways import MOST, midways
from qa.services.demo_people import Staff
from qa.services.demo_rows import Ids
from qa.services.demo_trail import Event
from qa.services.demo_world import Rows, World


class Midways:
    """Drawn once children and meetings are stored: what is owed is worked out from them."""

    def __init__(
        self, session: Any, world: World, who: Staff, all_of: Children, audits: int
    ) -> None:
        duties.refresh_all(session, world.today)
        owed = queries.owed_midways(session, world.on(world.begins), MOST)
        owed = [duty for duty in owed if duty.iro_id in who.iros]
        self._said = duties.explain(session, owed)
        self._about = (world, who, all_of)
        self._made = midways(world, all_of, owed, world.first_ids["check"] + audits)
        self._forms = _forms(session, world)

    def __len__(self) -> int:
        return len(self._made)

    def events(self) -> Iterator[Event]:
        """What the trail says of them."""
        world, _who, all_of = self._about
        return midway_events(world, all_of, self._made, self._forms)

    def rows(self, session: Any, ids: Ids) -> list[Rows]:
        """Their rows, to be inserted after the audits and their actions."""
        world, _who, _all_of = self._about
        first = First(
            ids.revision,
            bulk.next_id(session, "answer"),
            ids.action,
            world.first_ids["follow_up"],
        )
        return midway_rows(*self._about, self._made, self._forms, self._said, first)


def _forms(session: Any, world: World) -> Forms:
    found = {k: install.form_in_force(session, name, world.today) for k, name in FORMS.items()}
    return Forms(
        {kind: form_id for kind, (form_id, _form) in found.items()},
        {kind: all_filled(form, world.today) for kind, (_id, form) in found.items()},
    )
