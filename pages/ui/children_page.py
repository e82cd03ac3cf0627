"""One child: what is known here, who works with the child, and the records in scope."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from pages.ui import (
    challenge_linked,
    child_clocks,
    child_hold,
    child_known,
    child_timeline,
    children_keep,
)
from pages.ui.lists import entry
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.check_kinds import BY_WHOM, SCREENS, TITLES
from qa.domain.children import PARTS
from qa.domain.scoring import grade_label
from qa.domain.words import format_date, format_moment
from qa.services import child_page
from qa.services.child_page import CheckRow, ChildPage, LinkRow


def draw(actor: Actor, child_id: int) -> None:
    """The child's page, as this reader may see it."""
    page = child_page.opened(actor, child_id)
    set_title(f"Child {page.case_number}")
    st.page_link(str(BY_KEY["children"].file), label="All children", query_params={})
    child_hold.banner(page.hold.words if page.hold else "")
    _at_risk(page)
    _head(actor, page)
    child_clocks.draw(actor, child_id)
    child_known.draw(actor, page)
    child_timeline.draw(actor, child_id)
    _family(page)
    challenge_linked.of_child(actor, child_id)
    st.subheader("In detail", anchor=False)
    _folded("Statuses", page, _statuses)
    _folded("Team and people, now and before", page, _people)
    _folded(f"Audits and midway reviews ({len(page.checks)})", page, _audits)
    _folded(f"Actions ({len(page.actions)})", page, _actions)
    _found_safe(page)
    children_keep.draw(actor, page)


def _folded(title: str, page: ChildPage, draw_part: Callable[[ChildPage], None]) -> None:
    with st.expander(title):
        draw_part(page)


def _at_risk(page: ChildPage) -> None:
    for flag in page.risks:
        if flag.safe_at is None:
            since = format_moment(flag.raised_at)
            st.error(f"A child may be at risk now, since {since}: {as_words(flag.worry)}")


def _head(actor: Actor, page: ChildPage) -> None:
    today = actor.today
    parts = [
        f"**Age** {page.age}",
        f"**Status** {_or_none(page.statuses_now(today))}",
        f"**Team** {_or_none(page.now('team', today))}",
    ]
    parts += [f"**{words}** {_or_none(page.now(part, today))}" for part, words in PARTS.items()]
    st.markdown("  \n".join(parts))
    if page.address:
        st.link_button(f"Open in {page.system}", page.address)
    for sentence in _notes(page):
        st.warning(sentence)
    if page.updated_as_at:
        st.caption(f"As in the children list of {format_date(page.updated_as_at)}.")


def _or_none(words: str) -> str:
    return as_words(words) if words else "none recorded"


def _notes(page: ChildPage) -> list[str]:
    notes = []
    if page.died_on:
        notes.append(f"The child died on {format_date(page.died_on)}.")
    if page.not_updated_as_at:
        day = format_date(page.not_updated_as_at)
        notes.append(f"Not updated: the row in the file of {day} could not be read.")
    if page.restricted_reason:
        named = ", ".join(as_words(name) for _id, name in page.named)
        reason = as_words(page.restricted_reason)
        notes.append(f"Restricted to {named}. Reason: {reason}")
    if page.legal_hold_reason:
        notes.append(f"On legal hold: {as_words(page.legal_hold_reason)}")
    return notes


def _statuses(page: ChildPage) -> None:
    if not page.statuses:
        st.markdown("No list has held this child yet.")
        return
    rows = [(row.status, _day(row.from_on), _end(row.to_on), row.note) for row in page.statuses]
    show(("Status", "From", "To", "Note"), rows, "Statuses, the latest first")


def _people(page: ChildPage) -> None:
    links = (*page.teams, *page.people)
    if not links:
        st.markdown("No team or person is recorded.")
        return
    rows = [(_part(link), link.name, _day(link.from_on), _end(link.to_on)) for link in links]
    show(("What", "Who", "From", "To"), rows, "Now and before, the latest first")


def _part(link: LinkRow) -> str:
    return "Team" if link.part == "team" else child_page.part_words(link.part)


def _day(day: dt.date | None) -> str:
    return format_date(day) if day else ""


def _end(day: dt.date | None) -> str:
    return format_date(day) if day else "runs"


def _audits(page: ChildPage) -> None:
    if not page.checks:
        st.markdown("None that you may read.")
    for row in page.checks:
        day = (
            f"submitted {format_date(row.submitted_on)}"
            if row.submitted_on
            else f"due {format_date(row.due_on)}"
        )
        by = f"{BY_WHOM.get(row.kind, 'by').lower()} {row.assignee}"
        facts = f"{day} · {row.status.lower()} · {by}"
        entry(_check_words(row), SCREENS[row.kind], {"id": str(row.id)}, as_words(facts))


def _check_words(row: CheckRow) -> str:
    said = grade_label(row.grade) if row.grade else row.status
    return f"{TITLES[row.kind]}: {said}"


def _actions(page: ChildPage) -> None:
    if not page.actions:
        st.markdown("None that you may read.")
    for row in page.actions:
        facts = f"{row.status} · due {format_date(row.due_on)} · {row.owner}"
        entry(row.text or f"Action {row.id}", "actions", {"id": str(row.id)}, as_words(facts))


def _found_safe(page: ChildPage) -> None:
    past = [flag for flag in page.risks if flag.safe_at]
    if not past:
        return
    with st.expander(f"Earlier risks, recorded as safe ({len(past)})"):
        for flag in past:
            days = f"{format_moment(flag.raised_at)}, safe {format_moment(flag.safe_at)}"
            st.markdown(f"{days}: {as_words(flag.worry)}")


def _family(page: ChildPage) -> None:
    if page.siblings:
        st.subheader("Brothers and sisters", anchor=False)
        for sibling_id, number in page.siblings:
            entry(f"Child {number}", "children", {"id": str(sibling_id)}, "")
    for _id, number in page.merged:
        st.caption(f"Also known here by the number {number}.")
