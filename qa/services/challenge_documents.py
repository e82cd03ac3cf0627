"""Challenges as Word documents to download: a record to file, and the briefing of the monitor.

Every download goes on the trail. The record is for those who read the challenge in full and either
file it or may export; the briefing for those who may export.
"""

from typing import Any

from db.engine import reading, writing
from db.queries import people as people_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.permissions import Decision
from qa.domain.refusals import Refused
from qa.services import (
    challenge_view,
    monitor,
    monitor_tables,
    monitor_today,
    monitor_where,
    settings,
    trail,
)
from qa.services.challenge_view_rows import ChallengeView
from qa.services.documents import WORD
from qa.services.monitor import Filters, Monitor

__all__ = ["WORD", "briefing_name", "briefing_word", "challenge_word", "may_download"]

DRAFT = "A draft has no record to file yet. Raise or share it first."
WHO_COPIES = "Whoever raised or shared it, or a practice manager, can download the record."
PICTURES = ("challenge_in_time", "challenge_days", "challenge_lateness", "challenge_themes")
SENTENCES = (
    "challenge_volume", "challenge_in_time", "challenge_days", "challenge_answers",
    "challenge_lateness", "challenge_stages", "challenge_themes", "challenge_outcomes",
    "challenge_cafcass", "challenge_funnel",
)  # fmt: skip
MOST_ROWS = 12
"""Rows of a picture whose height grows with them: six themes, challenges and good practice."""


def challenge_word(actor: Actor, challenge_id: int) -> tuple[str, bytes]:
    """The record with its timeline: file name and .docx. Raises NotFound or Refused."""
    from qa.reports.challenge import challenge_document

    view = challenge_view.view(actor, challenge_id)
    may = may_download(actor, view)
    if not may.allowed:
        trail.refused(actor, "export", "challenge", challenge_id, may.why)
        raise Refused(may.why)
    made = challenge_document(view, _made(actor))
    with writing() as session:
        payload = {"document": "challenge", "version": view.version}
        trail.record(session, actor, "export", "challenge", challenge_id, payload)
    return f"challenge-{view.id}-{actor.today}.docx", made


def may_download(actor: Actor, view: ChallengeView) -> Decision:
    """Whether this person may download the record, and if not, why."""
    if view.is_draft:
        return Decision(False, DRAFT)
    if not view.decisions["read_challenge"].allowed:
        return view.decisions["read_challenge"]
    filing = view.decisions.get("file", Decision(False, ""))
    return filing if filing.allowed else permissions.can(actor, "export")


def briefing_word(
    actor: Actor, asked: Filters, *, for_publication: bool = False
) -> tuple[str, bytes]:
    """The monitor on two pages: file name and .docx. For publication small numbers are hidden and
    nobody is named. Raises Refused."""
    from qa.reports.briefing import internal, published

    permissions.require(actor, "export")
    found, made = monitor.monitor(actor, asked), _made(actor)
    about = _about(actor, asked)
    if for_publication:
        document = published(about, _hidden(actor, found), made)
    else:
        now = monitor_today.today(actor, asked.team_id, own_first=False)
        first, going = monitor_today.headline(found), _sentences(found)
        shown = monitor_tables.table("challenge_open", found.charts["challenge_open"])
        document = internal(about, first, found, now, shown, going, _pictures(found), made)
    with writing() as session:
        payload = {
            "document": "briefing", "for_publication": for_publication,
            "from_on": asked.from_on, "to_on": asked.to_on, "team_id": asked.team_id,
        }  # fmt: skip
        trail.record(session, actor, "export", "monitor", None, payload)
    return briefing_name(actor, for_publication=for_publication), document


def briefing_name(actor: Actor, *, for_publication: bool = False) -> str:
    """'escalations-2026-11-05.docx'; one for publication says so."""
    kind = "-for-publication" if for_publication else ""
    return f"escalations{kind}-{actor.today}.docx"


def _about(actor: Actor, asked: Filters) -> Any:
    from qa.reports.briefing_tables import About

    team = monitor.covered(actor, asked.team_id)
    return About(actor.today, asked.from_on, asked.to_on, team)


def _pictures(found: Monitor) -> list[tuple[bytes, str]]:
    from qa.charts.picture import png, said

    drawn = [name for name in PICTURES if next(iter(found.charts[name].values()))]
    return [(png(n, _first(n, found))[0], said(n, found.charts[n])) for n in drawn]


def _first(name: str, found: Monitor) -> dict[str, list[Any]]:
    most = MOST_ROWS if name == "challenge_themes" else None
    return {column: values[:most] for column, values in found.charts[name].items()}


def _sentences(found: Monitor) -> list[str]:
    """How it is going: the sentence of each chart, or what it shows in words."""
    from qa.charts.picture import said

    return [found.words.get(name) or said(name, found.charts[name]) for name in SENTENCES]


def _hidden(actor: Actor, found: Monitor) -> dict[str, Any]:
    return monitor_where.leaving(found, settings.current(actor.today)["small_number"])


def _made(actor: Actor) -> Any:
    from qa.reports.audit_words import Made

    with reading() as session:
        is_fictional = bool(people_queries.demonstration_accounts(session))
    return Made(actor.name, actor.now, is_fictional)
