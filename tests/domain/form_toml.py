"""Forms for tests: written out as TOML, and drawn at random."""

import dataclasses
import json

from hypothesis import strategies as st

from qa.domain.forms.loader import KINDS
from qa.domain.forms.model import AppliesTo, Form, Option, Question, Section, ShowIf
from qa.domain.forms.questions import CASE_TYPES, EVIDENCE
from qa.domain.forms.types import SPECS

WORDS_OF = {code: words for words, code in CASE_TYPES.items()}
GIVEN_BY_TYPE = (
    "options", "rows", "groups", "concern", "caps", "evidence", "evidence_for", "past",
    "none_label",
)  # fmt: skip


def toml(form: Form) -> str:
    """The form as a TOML file, every key written out."""
    lines = [f"{key} = {_value(getattr(form, key))}" for key in ("name", "version", "title")]
    lines += [f"{key} = {_value(getattr(form, key))}" for key in ("kind", "subject", "outcome")]
    lines.append(f"guidance = {_value(form.guidance)}")
    for section in form.sections:
        lines += ["[[sections]]"]
        lines += [f"{k} = {_value(getattr(section, k))}" for k in ("id", "title", "part")]
        lines += [f"guidance = {_value(section.guidance)}"]
        for question in section.questions:
            lines += ["[[sections.questions]]", *_question_lines(question)]
    return "\n".join(lines) + "\n"


def same(read: Form, written: Form) -> bool:
    """Whether two forms say the same; they may be written differently."""
    return dataclasses.replace(read, digest="") == dataclasses.replace(written, digest="")


def _question_lines(question: Question) -> list[str]:
    spec = SPECS[question.type]
    keys = ["id", "text", "type", "guidance", "required", "stage", "critical", "applies_to"]
    keys += [key for key in GIVEN_BY_TYPE if key in (*spec.needs, *spec.takes)]
    lines = [f"{key} = {_value(getattr(question, key))}" for key in keys]
    if question.show_if:
        target, codes = _value(question.show_if.question), _value(question.show_if.codes)
        lines.append(f"show_if = {{ question = {target}, is = {codes} }}")
    return [line for line in lines if line not in ("rows = []", "groups = []", "options = []")]


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, Option):
        flags = f"alone = {_value(value.alone)}, required = {_value(value.required)}"
        return f"{{ code = {_value(value.code)}, label = {_value(value.label)}, {flags} }}"
    if isinstance(value, AppliesTo):
        age = f" {value.from_age_years}+" if value.from_age_years is not None else ""
        return _value(WORDS_OF[value.case_type] + age)
    return json.dumps(value, ensure_ascii=False)


words = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(
    str.strip
)
codes = st.from_regex(r"[A-Za-z0-9_]{1,8}", fullmatch=True)
option_lists = st.lists(
    st.builds(Option, codes, words, st.booleans(), st.booleans()),
    min_size=1,
    max_size=4,
    unique_by=lambda option: option.code,
).map(tuple)
rules = st.builds(AppliesTo, st.sampled_from(sorted(WORDS_OF)), st.none() | st.integers(0, 25))


@st.composite
def questions(draw: st.DrawFn, question_id: str, section: str, earlier: list[Question]) -> Question:
    """A question of any type with any rules that the type allows."""
    kind = draw(st.sampled_from(sorted(SPECS)))
    spec = SPECS[kind]
    allowed = (*spec.needs, *spec.takes)
    options = spec.options or (draw(option_lists) if "options" in allowed else ())
    known = [option.code for option in options]
    some = st.lists(st.sampled_from(known), unique=True).map(tuple) if known else st.just(())
    usual = tuple(code for code in spec.evidence_for if code in known)
    concern = draw(some) if "concern" in allowed else ()
    hooks = [question for question in earlier if question.options]
    hook = draw(st.none() | st.sampled_from(hooks)) if hooks else None
    return Question(
        id=question_id,
        text=draw(words),
        type=kind,
        section=section,
        guidance=draw(st.just("") | words),
        required=draw(st.booleans()),
        stage=draw(st.sampled_from(("submit", "close"))),
        concern=concern,
        caps=draw(st.booleans()) if "caps" in allowed else bool(concern),
        evidence=draw(st.sampled_from(EVIDENCE))
        if "evidence" in allowed
        else ("required_when" if usual else "none"),
        evidence_for=(draw(some) or usual) if "evidence_for" in allowed else usual,
        critical=draw(st.booleans()),
        applies_to=draw(st.lists(rules, min_size=1, max_size=3, unique=True).map(tuple)),
        show_if=ShowIf(hook.id, (hook.options[0].code,)) if hook else None,
        options=options,
        rows=draw(option_lists) if "rows" in allowed else (),
        groups=draw(option_lists) if "groups" in allowed else (),
        past=draw(st.booleans()) if "past" in allowed else False,
        none_label=draw(st.just("") | words) if "none_label" in allowed else "",
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form of one to three sections, each with one to four questions."""
    earlier: list[Question] = []
    sections = []
    for section_id in "ABC"[: draw(st.integers(1, 3))]:
        asked = []
        for number in range(draw(st.integers(1, 4))):
            question = draw(questions(f"{section_id}{number}", section_id, earlier))
            earlier.append(question)
            asked.append(question)
        part = draw(st.sampled_from(("opening", "domain", "closing")))
        sections.append(
            Section(section_id, draw(words), tuple(asked), draw(st.just("") | words), part)
        )
    kind = draw(st.sampled_from(sorted(KINDS)))
    return Form(
        name=draw(st.from_regex(r"[a-z][a-z0-9_]{1,10}", fullmatch=True)),
        version=draw(st.integers(1, 99).map(str)),
        title=draw(words),
        kind=kind,
        subject=KINDS[kind],
        outcome=(earlier[0].id,),
        sections=tuple(sections),
        digest="",
        guidance=draw(st.just("") | words),
    )
