"""Between a meeting as it is entered and the rows it is kept as."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from db.models import Review, ReviewDecision
from db.queries import child_page
from db.queries import reviews as queries
from qa.domain.actor import Actor
from qa.domain.review_entry import IRO_PART, DecisionGiven, Known, Met, Period, ReviewGiven
from qa.domain.reviews import SHORT_BREAKS, SOURCES, is_short_break

FIELDS = tuple(f.name for f in dataclasses.fields(ReviewGiven) if f.name != "decisions")
TEXTS = ("not_quorate_reason", "not_alone_reason", "views_note")
FROM_FILES = ("kind", "met_on", "was_held", "participation")
"""What a file gives too: once changed by hand it counts as entered by hand, and a file that says
otherwise is shown."""


def tidied(given: ReviewGiven) -> ReviewGiven:
    """Without space around texts; a choice that was not made is None."""
    texts = {name: (getattr(given, name) or "").strip() for name in TEXTS}
    choices = {
        name: getattr(given, name) or None
        for name in ("conference_type", "participation", "views_by")
    }
    return dataclasses.replace(given, **texts, **choices)


def known_of(session: Any, actor: Actor, child: Any, besides: int | None = None) -> Known:
    """What the rules ask about a child; `besides`: the meeting that is being changed."""
    others = [r for r in queries.of_child(session, child.id) if r.id != besides]
    names = queries.person_names(session, (r.recorded_by_id for r in others))
    return Known(
        today=actor.today,
        born=child.birth_month,
        is_unborn=child.is_unborn,
        periods=_periods(session, child.id),
        others=tuple(
            Met(r.kind, r.met_on, r.was_held, r.is_quorate, how_recorded(r, names)) for r in others
        ),
        reads_text=child_page.reads_more_than_dates(session, actor, child.id),
    )


def how_recorded(review: Review, names: dict[int, str]) -> str:
    """'entered by hand by Ann Example', 'loaded from SSDA903'."""
    if review.source != "hand":
        return f"loaded from {SOURCES[review.source]}"
    by = names.get(review.recorded_by_id or 0)
    return f"entered by hand by {by}" if by else "entered by hand"


def _periods(session: Any, child_id: int) -> dict[str, tuple[Period, ...]]:
    found: dict[str, list[Period]] = {"cla": [], "cp": []}
    for row in queries.statuses(session, child_id):
        short = is_short_break(row.facts) if row.status == "cla" else None
        found[row.status].append(Period(row.from_on, row.to_on or row.off_list_on, short))
    for row in queries.episodes(session, child_id):
        short = row.legal_status in SHORT_BREAKS
        found["cla"].append(Period(row.from_on, row.to_on, short))
    return {status: tuple(periods) for status, periods in found.items()}


def as_given(session: Any, review: Review) -> ReviewGiven:
    """A stored meeting as it would be entered."""
    return as_read(review, decisions_of(session, [review.id]).get(review.id, ()), True)


def as_read(
    review: Review, decisions: tuple[DecisionGiven, ...], with_iro_part: bool
) -> ReviewGiven:
    """The same with its decisions at hand, for readers with or without the part of the IRO."""
    names = FIELDS if with_iro_part else set(FIELDS) - set(IRO_PART)
    values = {name: getattr(review, name) for name in names}
    values |= {name: values[name] or "" for name in TEXTS if name in values}
    return ReviewGiven(**values, decisions=decisions if with_iro_part else ())


def decisions_of(session: Any, review_ids: Iterable[int]) -> dict[int, tuple[DecisionGiven, ...]]:
    """The decisions of some meetings, by the meeting."""
    found: dict[int, tuple[DecisionGiven, ...]] = {}
    for row in queries.decisions(session, review_ids):
        made = DecisionGiven(row.text, row.by_on, row.done_on)
        found[row.review_id] = (*found.get(row.review_id, ()), made)
    return found


def changes(before: ReviewGiven | None, given: ReviewGiven) -> dict[str, list[Any]]:
    """What is new, as {field: [old, new]}: the payload of the trail."""
    old = _values(before) if before else {}
    return {k: [old.get(k), v] for k, v in _values(given).items() if old.get(k) != v}


def _values(given: ReviewGiven) -> dict[str, Any]:
    values = {name: getattr(given, name) or None for name in FIELDS if name != "was_held"}
    values |= {name: getattr(given, name) for name in ("was_held", "is_quorate", "was_seen_alone")}
    return {**values, "decisions": [_decision(each) for each in given.decisions] or None}


def _decision(each: DecisionGiven) -> str:
    by = f", by {each.by_on.isoformat()}" if each.by_on else ""
    done = f", done {each.done_on.isoformat()}" if each.done_on else ""
    return f"{each.text}{by}{done}"


def added(session: Any, actor: Actor, child_id: int, given: ReviewGiven) -> Review:
    """A new row with its decisions."""
    review = Review(
        child_id=child_id, source="hand", recorded_at=actor.now,
        recorded_by_id=actor.person_id or None, **_columns(given),
    )  # fmt: skip
    session.add(review)
    session.flush()
    _put_decisions(session, review.id, given.decisions)
    return review


def put(
    session: Any, actor: Actor, review: Review, given: ReviewGiven, changed: Iterable[str]
) -> None:
    """Other values in an existing row, and its next version."""
    for name, value in _columns(given).items():
        setattr(review, name, value)
    if set(FROM_FILES) & set(changed):
        review.source, review.recorded_by_id = "hand", actor.person_id or None
        review.recorded_at = actor.now
    review.version += 1
    if "decisions" in changed:
        queries.drop_decisions(session, review.id)
        _put_decisions(session, review.id, given.decisions)
    session.flush()


def _columns(given: ReviewGiven) -> dict[str, Any]:
    values = {name: getattr(given, name) for name in FIELDS}
    return values | {name: values[name] or None for name in TEXTS}


def _put_decisions(session: Any, review_id: int, decisions: Iterable[DecisionGiven]) -> None:
    session.add_all(
        ReviewDecision(
            review_id=review_id, position=n, text=each.text, by_on=each.by_on, done_on=each.done_on
        )
        for n, each in enumerate(decisions)
    )
    session.flush()
