"""A challenge as a Word document: what was asked of whom, every step in order, what changed."""

from collections.abc import Callable, Sequence
from typing import Any

from qa.domain.words import format_date, format_moment, in_sentence, joined, plural
from qa.reports import word
from qa.reports.audit_words import FICTIONAL, Made
from qa.reports.plain_text import has_words
from qa.reports.word import Cell, Line, Strong

SAID = {
    "what_is_wrong": "What is wrong",
    "child_impact": "What it means for the child",
    "wanted": "What is wanted",
    "child_told_note": "What the child was told",
}
SAID_GOOD = {
    "what_is_wrong": "What was done well",
    "difference": "What made the difference",
    "told_whom": "Who was told",
}
GOOD = "good_practice"
NOT_DECIDED = "No decision is recorded yet."


def challenge_document(view: Any, made: Made) -> bytes:
    """The whole record as a .docx file, children by case number. `view` is a readable
    `ChallengeView` that was raised."""
    document = word.begin(view.title, author=view.held_by, at=made.at, foot=made.foot)
    if made.is_fictional:
        word.say(document, FICTIONAL)
    for part in PARTS:
        part(document, view)
    return word.save(document)


def _about(document: Any, view: Any) -> None:
    numbers = [child.case_number for child in view.children]
    done = "Shared" if view.kind == GOOD else "Raised"
    facts: list[tuple[str, str | None]] = [
        ("Child" if len(numbers) == 1 else "Children", joined(numbers)),
        ("About", view.subject),
        ("Team", view.team),
        (f"{done} by", view.raised_by),
        ("Held by", view.held_by if view.held_by != view.raised_by else None),
        (f"{done} on", _day(view.raised_on)),
        ("To be raised", view.issue_words),
        ("Where it comes from", _source(view)),
        ("Themes", joined(list(view.themes))),
        ("Partner agency", view.partner),
        ("Where it stands", view.status_words),
        ("Cafcass", view.cafcass_words),
        ("Stage", view.stage),
        ("Asked to answer", view.asked if view.status == "open" else None),
        ("This stage", view.due_words),
        ("In all", view.cap.words if view.cap else None),
        ("Closed on", _day(view.closed_on)),
        ("What came of it", view.outcome),
        ("Filed on the case system", _day(view.filed_on)),
        ("Ladder", f"{view.ladder.title}, version {view.ladder.version}"),
    ]
    word.heading(document, "About this record", 2)
    rows = [(Strong(name), said) for name, said in facts if has_words(said)]
    word.table(document, "About this record", ("Item", "Details"), rows, (1, 2))


def _day(day: Any) -> str | None:
    return format_date(day) if day else None


def _source(view: Any) -> str:
    found_on = view.said.get("found_on")
    return f"{view.source}, {format_date(found_on)}" if view.source and found_on else view.source


def _said(document: Any, view: Any) -> None:
    word.heading(document, "What it says", 2)
    for field, title in (SAID_GOOD if view.kind == GOOD else SAID).items():
        if has_words(view.said.get(field)):
            word.heading(document, title, 3)
            word.say(document, view.said[field])
    word.bullets(document, list(_flags(view)))


def _flags(view: Any) -> list[str]:
    said = view.said
    if view.kind == GOOD:
        return ["Those named agree that it is shared."] if said.get("may_share") else []
    told = "The child was told." if said.get("is_child_told") else "The child was not told."
    offered = "was" if said.get("is_advocate_offered") else "was not"
    wanted = said.get("wanted_by_on")
    by = [f"Wanted by {format_date(wanted)}."] if wanted else []
    return [*by, told, f"An advocate {offered} offered."]


def _timeline(document: Any, view: Any) -> None:
    word.heading(document, "What happened", 2)
    rows = [(_when(e), _what(e), _who(e)) for e in view.timeline]
    _table(document, "What happened", ("When", "What", "Who"), rows, (3, 8, 4),
           "Nothing is recorded.")  # fmt: skip


def _when(entry: Any) -> list[Line]:
    found: list[Line] = [format_date(entry.on)]
    if entry.at.date() != entry.on:
        found.append(f"Recorded {format_moment(entry.at)}")
    return found


def _what(entry: Any) -> list[Line]:
    stage = f" ({entry.stage})" if entry.stage else ""
    return [[Strong(f"{entry.what}{stage}.")], entry.said]


def _who(entry: Any) -> list[Line]:
    return [entry.who, f"For {entry.on_behalf}" if entry.on_behalf else ""]


def _stages(document: Any, view: Any) -> None:
    if view.kind == GOOD:
        return
    word.heading(document, "Stages so far", 2)
    rows = [
        (each.name, each.asked, _began(each), each.answered, each.judged or "Not judged")
        for each in view.stages
    ]
    header = ("Stage", "Asked", "Began and due", "Answered", "Judged")
    _table(document, "Stages so far", header, rows, (2, 4, 4, 3, 3),
           "No stage has begun.")  # fmt: skip
    word.say(document, view.paused_words)


def _began(stage: Any) -> list[Line]:
    found: list[Line] = [format_date(stage.started_on), f"Answer due: {in_sentence(stage.due)}"]
    if stage.paused_days:
        found.append(f"Paused for {plural(stage.paused_days, 'working day')}")
    return found


def _referrals(document: Any, view: Any) -> None:
    if not view.referrals:
        return
    word.heading(document, "Cafcass", 2)
    rows = [
        (format_date(r.on), r.reason, [r.outcome or NOT_DECIDED, _day(r.outcome_on) or ""])
        for r in view.referrals
    ]
    header = ("Referred on", "Why", "What Cafcass decided")
    word.table(document, "Referrals to Cafcass", header, rows, (3, 6, 6))


def _changed(document: Any, view: Any) -> None:
    if view.kind == GOOD or view.closed_on is None:
        return
    word.heading(document, "What came of it for whom", 2)
    rows = [
        (child.case_number, child.outcome or view.outcome, child.changed) for child in view.children
    ]
    header = ("Child", "What came of it", "What changed")
    word.table(document, "What came of it for whom", header, rows, (2, 4, 8))


def _table(
    document: Any,
    about: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    nothing: str,
) -> None:
    if rows:
        word.table(document, about, header, rows, shares)
    else:
        word.say(document, nothing)


PARTS: tuple[Callable[[Any, Any], None], ...] = (
    _about, _said, _timeline, _stages, _referrals, _changed,
)  # fmt: skip
