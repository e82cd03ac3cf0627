"""What a form is: values only. Made by `loader.load_form`, never by hand outside tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Option:
    """A coded choice, row, group or recipient.

    `alone`: in a multiple choice, excludes every other ("None of these").
    `required`: in a distribution log or a table, the row must be filled in.
    """

    code: str
    label: str
    alone: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class ShowIf:
    """Shown only when an earlier question was answered with one of these codes."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Whom a question is about: "All" or a code of `facts.CASE_TYPES`; from an age in years."""

    case_type: str
    from_age_years: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `id` is for ever; `type` is a key of `types.SPECS` and `answers.TYPES`.

    `options`  codes and labels, the type's own ones already filled in
    `rows`     rows or parts of a composite; `groups` its groups (or the columns of a table)
    `concern`  codes that raise a concern; `caps`: that concern rules out Good and Outstanding
    `evidence` none | optional | required_when (for the codes in `evidence_for`) | required
    `stage`    submit | close: by when a required question must be answered
    `past`     a date or month may not lie in the future
    `none_label`  the words of "there are none", where a list may be empty; "" where it may not
    """

    id: str
    text: str
    type: str
    section: str
    guidance: str = ""
    required: bool = False
    stage: str = "submit"
    concern: tuple[str, ...] = ()
    caps: bool = False
    evidence: str = "none"
    evidence_for: tuple[str, ...] = ()
    critical: bool = False
    applies_to: tuple[AppliesTo, ...] = (AppliesTo("All"),)
    show_if: ShowIf | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    groups: tuple[Option, ...] = ()
    past: bool = False
    none_label: str = ""

    def label_of(self, code: str | None) -> str:
        """The words for a code of this question; the code itself when the form has none."""
        return next((o.label for o in self.options if o.code == code), code or "")


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form. `part`: opening | domain | closing; trends count domains only."""

    id: str
    title: str
    questions: tuple[Question, ...] = field(repr=False)
    guidance: str = ""
    part: str = "domain"


@dataclass(frozen=True, slots=True)
class Form:
    """A version of a form. `outcome`: ids of the concluding questions, the graded one first."""

    name: str
    version: str
    title: str
    kind: str
    subject: str
    outcome: tuple[str, ...]
    sections: tuple[Section, ...] = field(repr=False)
    digest: str
    guidance: str = ""
    _by_id: Mapping[str, Question] = field(default_factory=dict, repr=False, compare=False)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order asked."""
        return tuple(self._by_id.values())

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError when the form has none."""
        return self._by_id[question_id]

    def section(self, section_id: str) -> Section:
        """The section with this id; KeyError when the form has none."""
        return next(s for s in self.sections if s.id == section_id)

    def has(self, question_id: str) -> bool:
        """Whether this version asks the question."""
        return question_id in self._by_id

    @property
    def grade_question(self) -> Question:
        """The question whose answer is the outcome that trends show (Z1, M7.1, P6.1, V4.1)."""
        return self._by_id[self.outcome[0]]
