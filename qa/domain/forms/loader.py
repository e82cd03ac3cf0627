"""A form's TOML text → Form, or a refusal that names the line and the reason."""

import functools
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator

from qa.domain.forms.lines import Lines
from qa.domain.forms.model import Form, Question, Section
from qa.domain.forms.questions import read_question
from qa.domain.forms.reader import ID, Reader
from qa.domain.forms.types import SPECS
from qa.domain.refusals import Refused

KINDS = {
    "case_audit": "child",
    "midway_cla": "child",
    "midway_cp": "child",
    "midway_both": "child",
    "reg44_visit": "home",
}
PARTS = ("opening", "domain", "closing")
MOST_CHARACTERS = 500_000

_FORM_KEYS = {
    "name": str, "version": str, "title": str, "kind": str, "subject": str,
    "outcome": list, "sections": list, "guidance": str, "scales": dict,
}  # fmt: skip
_SECTION_KEYS = {"id": str, "title": str, "part": str, "guidance": str, "questions": list}


def load_form(text: str, *, where: str) -> Form:
    """The form that `text` describes. `where` names the file in the refusal.

    Raises Refused: "WHERE, line N: reason".
    """
    reader = Reader(_parse(text, where), Lines(text), where)
    reader.check_keys((), _FORM_KEYS, must=("name", "version", "title", "kind", "outcome"))
    for kind in reader.get(("scales",), {}):
        reader.one_of_keys(("scales", kind), tuple(k for k, s in SPECS.items() if s.options))
    sections = tuple(_sections(reader))
    by_id = {q.id: q for s in sections for q in s.questions}
    return Form(
        name=reader.matching(("name",), re.compile(r"[a-z][a-z0-9_]{1,59}")),
        version=reader.matching(("version",), re.compile(r"[1-9][0-9]{0,3}")),
        title=reader.words(("title",)),
        kind=reader.one_of(("kind",), tuple(KINDS)),
        subject=_subject(reader),
        outcome=_outcome(reader, by_id),
        sections=sections,
        digest=digest(text),
        guidance=reader.get(("guidance",), ""),
        _by_id=by_id,
    )


def text_of(data: bytes, *, where: str) -> str:
    """A form file's bytes as text. Raises Refused when they are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(f"{where}, line {line}: this is not UTF-8 text.") from None


@functools.lru_cache(maxsize=64)
def digest(text: str) -> str:
    """sha256 (hex) of what the TOML says: layout and comments do not count, every value does."""
    content = json.dumps(tomllib.loads(text), sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def _parse(text: str, where: str) -> dict[str, object]:
    if len(text) > MOST_CHARACTERS:
        raise Refused(f"{where}: a form is at most {MOST_CHARACTERS:,} characters long.")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Refused(f"{where}, line 1: lists are nested too deeply.") from None
    except ValueError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = found[1] if found else str(len(text.splitlines()) or 1)
        reason = str(error).split(" (at ")[0]
        raise Refused(f"{where}, line {line}: this is not TOML ({reason}).") from None


def _sections(reader: Reader) -> Iterator[Section]:
    count = len(reader.get(("sections",), []))
    if not count:
        raise reader.refuse((), "the form has no sections, so it asks nothing.")
    section_ids: set[str] = set()
    earlier: dict[str, Question] = {}
    for number in range(count):
        path = ("sections", number)
        reader.check_keys(path, _SECTION_KEYS, must=("id", "title", "questions"))
        section_id = reader.matching((*path, "id"), ID)
        if section_id in section_ids:
            raise reader.refuse(
                (*path, "id"), f'there are two sections with the id "{section_id}".'
            )
        section_ids.add(section_id)
        yield Section(
            id=section_id,
            title=reader.words((*path, "title")),
            questions=tuple(_questions(reader, path, section_id, earlier)),
            guidance=reader.get((*path, "guidance"), ""),
            part=reader.one_of((*path, "part"), PARTS, "domain"),
        )


def _questions(
    reader: Reader, path: tuple[str | int, ...], section_id: str, earlier: dict[str, Question]
) -> Iterator[Question]:
    count = len(reader.get((*path, "questions"), []))
    if not count:
        raise reader.refuse(path, f'section "{section_id}" has no questions.')
    for number in range(count):
        question = read_question(reader, (*path, "questions", number), section_id, earlier)
        earlier[question.id] = question
        yield question


def _subject(reader: Reader) -> str:
    needed = KINDS[reader.one_of(("kind",), tuple(KINDS))]
    subject = reader.get(("subject",), needed)
    if subject != needed:
        kind = reader.get(("kind",), "")
        raise reader.refuse(("subject",), f'the subject of a {kind} is "{needed}".')
    return needed


def _outcome(reader: Reader, by_id: dict[str, Question]) -> tuple[str, ...]:
    outcome = reader.strings(("outcome",))
    if not outcome:
        raise reader.refuse(("outcome",), "name at least one question that is the outcome.")
    for question_id in outcome:
        if question_id not in by_id:
            reason = f'the outcome "{question_id}" is not a question of this form.'
            raise reader.refuse(("outcome",), reason)
    return outcome
