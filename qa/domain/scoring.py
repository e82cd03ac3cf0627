"""What the answers of one check say together. Grades are counted, never averaged.

The overall grade is the auditor's own judgement. A section's share of positive answers exists for
heatmaps only and is never shown as a grade (Partly counts half, not applicable is
left out).
"""

from collections import Counter
from dataclasses import dataclass

from qa.domain.answers import Answer
from qa.domain.completion import Answers, concerns, visible
from qa.domain.facts import CaseFacts
from qa.domain.forms.model import Form, Question, Section
from qa.domain.forms.types import GRADES, SPECS
from qa.domain.refusals import Refused

GRADE_ORDER = ("O", "G", "RI", "I")
GRADE_LABELS = {o.code: o.label for o in SPECS["grade4"].options if o.code in GRADES}
GRADE_OF = {number: code for code, number in GRADES.items()}
CAPPED_GRADES = ("O", "G")

_CHECKLIST = ("yes_no_partly_na", "yes_no_na", "met4")
_STEPS = {1: "one grade", 2: "two grades", 3: "three grades"}


@dataclass(frozen=True, slots=True)
class SectionOutcome:
    """One section of one check: codes counted. `na` holds not applicable and not looked at."""

    section: Section
    grades: dict[str, int]
    yes: int
    partly: int
    no: int
    na: int


def grade_label(grade: int | None) -> str:
    """4 → "Outstanding" … 1 → "Inadequate"; "Not graded" for none."""
    return GRADE_LABELS[GRADE_OF[grade]] if grade in GRADE_OF else "Not graded"


def capped(form: Form, facts: CaseFacts, answers: Answers) -> tuple[Question, ...]:
    """The concerns that rule out Good and Outstanding for this form, whatever grade was given."""
    if form.grade_question.type != "grade4":
        return ()
    return tuple(question for question in concerns(form, facts, answers) if question.caps)


def cap_applies(form: Form, facts: CaseFacts, answers: Answers) -> bool:
    """Whether the overall grade given is one that a capping concern rules out."""
    overall = answers.get(form.grade_question.id)
    given = overall.value if overall else None
    return given in CAPPED_GRADES and bool(capped(form, facts, answers))


def check_cap(form: Form, facts: CaseFacts, answers: Answers, override_reason: str | None) -> None:
    """Raises Refused when the grade is capped and no reason for an override is given."""
    if not cap_applies(form, facts, answers) or (override_reason or "").strip():
        return
    found = ", ".join(question.id for question in capped(form, facts, answers))
    given = answers[form.grade_question.id]
    raise Refused(
        f"The answer to {found} rules out {grade_label(given.grade)}. Change the overall grade, "
        "or give the reason for an override: the moderator confirms or refuses it."
    )


def section_outcome(
    form: Form, facts: CaseFacts, answers: Answers, section_id: str
) -> SectionOutcome:
    """The counted answers of one section, hidden questions left out."""
    questions = [q for q in visible(form, facts, answers) if q.section == section_id]
    grades = Counter(_code(q, answers) for q in questions if q.type == "grade4")
    ticks = Counter(_code(q, answers) for q in questions if q.type in _CHECKLIST)
    return SectionOutcome(
        section=form.section(section_id),
        grades={code: grades[code] for code in GRADE_ORDER},
        yes=ticks["Y"] + ticks["M"],
        partly=ticks["P"],
        no=ticks["N"],
        na=grades["NA"] + ticks["NA"] + ticks["NL"],
    )


def domain_outcomes(form: Form, facts: CaseFacts, answers: Answers) -> tuple[SectionOutcome, ...]:
    """The outcome of every section that trends count, in the form's order."""
    domains = [section.id for section in form.sections if section.part == "domain"]
    return tuple(section_outcome(form, facts, answers, section_id) for section_id in domains)


def section_score(outcome: SectionOutcome) -> float | None:
    """Share of positive answers, 0 to 1, for heatmaps only; None when nothing counts.

    Yes, Met, Good and Outstanding count 1, Partly a half, the rest 0, not applicable is left out.
    It says how much was found right, it is not a grade and must not be labelled as one.
    """
    graded = sum(outcome.grades.values())
    counted = outcome.yes + outcome.partly + outcome.no + graded
    good = outcome.grades["O"] + outcome.grades["G"]
    return (outcome.yes + outcome.partly / 2 + good) / counted if counted else None


def movement(first: int | None, second: int | None) -> str:
    """From the first grade to a re-audit's, in words: "Up one grade, from Inadequate to …"."""
    if first not in GRADE_OF or second not in GRADE_OF:
        return "Cannot be compared: not both are graded"
    if first == second:
        return f"No change, still {grade_label(second)}"
    direction = "Up" if second > first else "Down"
    steps = _STEPS[abs(second - first)]
    return f"{direction} {steps}, from {grade_label(first)} to {grade_label(second)}"


def _code(question: Question, answers: Answers) -> str | None:
    answer: Answer | None = answers.get(question.id)
    return answer.value if answer else None
