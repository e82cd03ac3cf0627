"""One question of a form's TOML → Question."""

import re
from collections.abc import Mapping
from typing import Any

from qa.domain.forms.lines import Path
from qa.domain.forms.model import AppliesTo, Option, Question, ShowIf
from qa.domain.forms.reader import ID, Reader
from qa.domain.forms.types import SPECS, TypeSpec

CASE_TYPES = {
    "All": "All",
    "CIN": "CIN",
    "CP": "CP",
    "CLA": "CLA",
    "Care leaver": "CARE_LEAVER",
    "Assessment only": "ASSESSMENT",
    "Fostering": "FOSTERING",
    "LADO": "LADO",
}
EVIDENCE = ("none", "optional", "required_when", "required")
STAGES = ("submit", "close")

_ALWAYS = {
    "id": str, "text": str, "type": str, "guidance": str, "required": bool, "critical": bool,
    "stage": str, "applies_to": list, "show_if": dict,
}  # fmt: skip
_BY_TYPE = {
    "options": list, "rows": list, "groups": list, "concern": list, "caps": bool,
    "evidence": str, "evidence_for": list, "past": bool, "none_label": str,
}  # fmt: skip


def read_question(
    reader: Reader, path: Path, section: str, earlier: Mapping[str, Question]
) -> Question:
    """The question at `path`. `earlier`: what the form asked before it. Raises Refused."""
    reader.check_keys(path, {**_ALWAYS, **_BY_TYPE}, must=("id", "text", "type"))
    question_id = reader.matching((*path, "id"), ID)
    if question_id in earlier:
        reason = f'there are two questions with the id "{question_id}".'
        raise reader.refuse((*path, "id"), reason)
    kind = reader.one_of((*path, "type"), tuple(SPECS))
    _check_fits(reader, path, kind)
    options = _options(reader, path, SPECS[kind])
    concern = _codes(reader, (*path, "concern"), options)
    return Question(
        id=question_id,
        text=reader.words((*path, "text")),
        type=kind,
        section=section,
        guidance=reader.get((*path, "guidance"), ""),
        required=reader.get((*path, "required"), False),
        stage=reader.one_of((*path, "stage"), STAGES, "submit"),
        concern=concern,
        caps=reader.get((*path, "caps"), bool(concern)),
        critical=reader.get((*path, "critical"), False),
        applies_to=_applies_to(reader, path),
        show_if=_show_if(reader, path, earlier),
        options=options,
        **_evidence(reader, path, SPECS[kind], options),
        **_parts(reader, path),
    )


def _parts(reader: Reader, path: Path) -> dict[str, Any]:
    return {
        "rows": reader.options((*path, "rows")),
        "groups": reader.options((*path, "groups")),
        "past": reader.get((*path, "past"), False),
        "none_label": reader.get((*path, "none_label"), ""),
    }


def _check_fits(reader: Reader, path: Path, kind: str) -> None:
    spec, given = SPECS[kind], reader.get(path)
    for key in spec.needs:
        if key not in given:
            raise reader.refuse(path, f'a question of type {kind} needs "{key}".')
    for key in _BY_TYPE:
        if key in given and key not in (*spec.needs, *spec.takes):
            raise reader.refuse((*path, key), f'a question of type {kind} has no "{key}".')


def _options(reader: Reader, path: Path, spec: TypeSpec) -> tuple[Option, ...]:
    given = reader.options((*path, "options"))
    known = [option.code for option in spec.options]
    for number, option in enumerate(given):
        if known and option.code not in known:
            reason = f'"{option.code}" is not a code of this type. Known: {", ".join(known)}.'
            raise reader.refuse((*path, "options", number), reason)
    relabelled = {**_scale(reader, path), **{option.code: option for option in given}}
    kept = {option.code for option in given} or set(known)
    fixed = tuple(relabelled.get(o.code, o) for o in spec.options if o.code in kept)
    return fixed or given


def _scale(reader: Reader, path: Path) -> dict[str, Option]:
    """Labels that the form sets for every question of a type, under [scales]."""
    place = ("scales", reader.get((*path, "type"), ""))
    spec = SPECS[str(place[1])]
    found = {option.code: option for option in reader.options(place)} if spec.options else {}
    for code in found:
        if code not in {option.code for option in spec.options}:
            raise reader.refuse(place, f'"{code}" is not a code of {place[1]}.')
    return found


def _codes(reader: Reader, path: Path, options: tuple[Option, ...]) -> tuple[str, ...]:
    codes = reader.strings(path)
    for code in codes:
        if code not in {option.code for option in options}:
            raise reader.refuse(path, f'"{code}" is not an option of this question.')
    return codes


def _evidence(
    reader: Reader, path: Path, spec: TypeSpec, options: tuple[Option, ...]
) -> dict[str, Any]:
    default = "required_when" if spec.evidence_for else "none"
    named = _codes(reader, (*path, "evidence_for"), options)
    usual = tuple(c for c in spec.evidence_for if c in {o.code for o in options})
    return {
        "evidence": reader.one_of((*path, "evidence"), EVIDENCE, default),
        "evidence_for": named or usual,
    }


def _applies_to(reader: Reader, path: Path) -> tuple[AppliesTo, ...]:
    place = (*path, "applies_to")
    found = []
    for words in reader.strings(place) or ("All",):
        match = re.fullmatch(r"(.*?)(?: (\d{1,2})\+)?", words)
        case_type, age = (match[1], match[2]) if match else (words, None)
        if case_type not in CASE_TYPES:
            known = ", ".join(CASE_TYPES)
            reason = (
                f'"{words}" is not a case type. Known: {known}, each with an age as in "CLA 16+".'
            )
            raise reader.refuse(place, reason)
        found.append(AppliesTo(CASE_TYPES[case_type], int(age) if age else None))
    return tuple(found)


def _show_if(reader: Reader, path: Path, earlier: Mapping[str, Question]) -> ShowIf | None:
    place = (*path, "show_if")
    if reader.get(place) is None:
        return None
    reader.check_keys(place, {"question": str, "is": list}, must=("question", "is"))
    target = reader.get((*place, "question"))
    if target not in earlier:
        reason = f'show_if points to "{target}", which is not asked before this question.'
        raise reader.refuse(place, reason)
    codes = _codes(reader, (*place, "is"), earlier[target].options)
    if not codes:
        raise reader.refuse(place, "show_if needs at least one answer to look for.")
    return ShowIf(target, codes)
