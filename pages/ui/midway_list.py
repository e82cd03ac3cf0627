"""The list of midway reviews: what is due in the groups of urgency, or those begun and done."""

from typing import Any

import streamlit as st

from pages.ui import due_groups
from pages.ui.lists import chosen, entry, page_number, pager
from pages.ui.midway_rows import SCREEN, row
from pages.ui.page import set_title
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.check_kinds import TITLES
from qa.domain.duties import MIDWAYS
from qa.domain.midways import CONCLUSIONS
from qa.domain.words import format_date, plural
from qa.domain.workflow import MIDWAY_STATUSES
from qa.services import midways_read, teams
from qa.services.due_list import Wanted

STATES = {
    "written": ("Being written", ("in_progress", "correcting")),
    "done": ("Submitted", ("submitted",)),
    "withdrawn": ("Withdrawn", ("withdrawn",)),
}


def draw(actor: Actor) -> None:
    """Filters that stand in the address, then the list."""
    set_title("Midway reviews")
    with st.container(horizontal=True):
        state = chosen("Show", "state", {k: words for k, (words, _) in STATES.items()}, "Due")
        team = chosen("Team", "team", {str(i): name for i, name in teams.choices(actor).items()})
        iros = {str(i): name for i, name in midways_read.iros(actor).items()}
        iro = chosen("IRO or chair", "iro", iros) if iros else ""
        mine = due_groups.is_mine(actor)
        group = chosen("How urgent", "group", due_groups.GROUPS) if not state else ""
        is_done = state == "done" and midways_read.reads_conclusions(actor)
        ends = chosen("Conclusion", "conclusion", CONCLUSIONS) if is_done else ""
    teams_wanted = (int(team),) if team else ()
    if state:
        people = (int(iro),) if iro else tuple(actor.selves) if mine else ()
        wanted = midways_read.Wanted(STATES[state][1], teams_wanted, people, ends)
        _begun(actor, wanted)
        return
    wanted = Wanted(
        kinds=MIDWAYS, team_ids=teams_wanted, iro_ids=(int(iro),) if iro else (),
        mine=mine, groups=due_groups.groups_of(group),
    )  # fmt: skip
    nothing = "No midway review is due by these filters."
    due_groups.draw(actor, wanted, lambda due: row(actor, due), nothing)


def _begun(actor: Actor, wanted: midways_read.Wanted) -> None:
    offset = (page_number() - 1) * due_groups.SIZE
    rows, concluded, total = midways_read.listed(
        actor, wanted, limit=due_groups.SIZE, offset=offset
    )
    st.markdown(f"**{plural(total, 'midway review')}**")
    if not rows:
        st.info("No midway review matches these filters.")
    for each in rows:
        words = concluded[each.id] or MIDWAY_STATUSES[each.status]
        entry(f"Child {each.case_number}: {words}", SCREEN, {"id": str(each.id)}, _facts(each))
    pager(total, due_groups.SIZE)


def _facts(found: Any) -> str:
    day = (
        f"submitted {format_date(found.submitted_on)}"
        if found.submitted_on
        else f"due {format_date(found.due_on)}"
    )
    return " · ".join(
        (day, TITLES[found.kind], as_words(found.team or "no team"), as_words(found.assignee))
    )
