"""Flat files for analysts of audits, challenges and visits, recorded on the trail.

Only what is coded leaves unless text is asked for; restricted children are left out, drafts too.
"""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.engine import reading, writing
from db.queries import export as queries
from db.queries import export_challenges, export_visits
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.forms import Form
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_text
from qa.services import install, trail

TEXTS = ("evidence", "text", "what_is_wrong", "child_impact", "wanted", "child_told_note",
         "difference", "told_whom", "changed", "reason")  # fmt: skip
"""Columns of what people wrote."""
FILES: dict[str, Callable[[], Any]] = {
    "audits.csv": queries.audits,
    "answers.csv": queries.answers,
    "actions.csv": queries.actions,
    "challenges.csv": export_challenges.challenges,
    "challenge_children.csv": export_challenges.children,
    "challenge_themes.csv": export_challenges.themes,
    "challenge_stages.csv": export_challenges.stages,
    "challenge_actions.csv": export_challenges.actions,
    "visits.csv": export_visits.visits,
    "visit_standards.csv": export_visits.standards,
    "visit_events.csv": export_visits.events,
    "recommendations.csv": export_visits.recommendations,
}
CODED = ("single_choice", "multi_choice", "date", "month", "time", "number", "scale_0_10")
FORM = "form_id"
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Exported:
    """A file that was written, and how many rows it holds besides its header."""

    path: Path
    rows: int


def export(
    actor: Actor, folder: Path, *, with_text: bool = False, progress: Progress | None = None
) -> list[Exported]:
    """Write the files into a folder, each whole or not at all. Raises Refused."""
    permissions.require(actor, "export")
    with _in_words(folder), reading() as session:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        done = [
            _write(session, folder / name, query(), with_text, progress)
            for name, query in FILES.items()
        ]
    with writing() as session:
        payload = {"files": {e.path.name: e.rows for e in done}, "with_text": with_text}
        trail.record(session, actor, "export", "analysis", None, payload)
    return done


def _write(
    session: Any, path: Path, query: Any, with_text: bool, progress: Progress | None
) -> Exported:
    names = [column.name for column in query.selected_columns]
    kept = [n for n in names if n != FORM and (with_text or n not in TEXTS)]
    count = 0
    with _replaced(path) as file:
        file.write(csv_text(kept, ()))
        for batch in queries.stream(session, query):
            file.write(_lines(_chosen(session, batch, kept, with_text)))
            count += len(batch)
            if progress:
                progress(path.name, count)
    return Exported(path, count)


def _chosen(
    session: Any, batch: Iterable[Any], kept: Sequence[str], with_text: bool
) -> Iterator[list[object]]:
    forms: dict[int, Form] = {}
    for row in batch:
        values = row._asdict()
        if FORM in values and not with_text:
            form_id = values[FORM]
            forms[form_id] = forms.get(form_id) or install.form(session, form_id)
            values["value"] = _coded(forms[form_id], values)
        yield [values[name] for name in kept]


def _coded(form: Form, values: dict[str, Any]) -> str | None:
    """The value where it is a code, a number or a date; nothing where somebody wrote text."""
    if values["grade"] is not None or not form.has(values["question"]):
        return values["value"]
    question = form.question(values["question"])
    return values["value"] if question.options or question.type in CODED else None


def _lines(rows: Iterable[Sequence[object]]) -> str:
    return csv_text((), rows).removeprefix("\r\n")


@contextlib.contextmanager
def _replaced(path: Path) -> Iterator[Any]:
    """A file for its owner only, that takes the place of an earlier one when it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            yield file
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"{error.filename or folder}: {error.strerror}.") from error
