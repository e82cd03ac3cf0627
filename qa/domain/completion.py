"""Which questions a person is asked, how far they are, and what is still missing.

A hidden answer is kept, so that a change of mind loses nothing, but it is never counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa.domain.answers import Answer, chosen, evidence_wanted, is_answered, lacks, to_text
from qa.domain.facts import CaseFacts
from qa.domain.forms.model import AppliesTo, Form, Question, Section

Answers = Mapping[str, Answer]

NOT_STARTED, IN_PROGRESS, COMPLETED = "Not started", "In progress", "Completed"


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section is. `answered` of `asked` visible questions; `missing` keep it open."""

    section: Section
    status: str
    answered: int
    asked: int
    missing: int


def applicable(form: Form, facts: CaseFacts) -> tuple[Question, ...]:
    """The questions for a child of these case types and this age, shown or not."""
    if form.subject != "child":
        return form.questions
    return tuple(q for q in form.questions if any(_suits(a, facts) for a in q.applies_to))


def _suits(rule: AppliesTo, facts: CaseFacts) -> bool:
    """An age that is not known asks rather than skips; an unborn child is below every age."""
    if rule.case_type != "All" and rule.case_type not in facts.case_types:
        return False
    if rule.from_age_years is None:
        return True
    return not facts.unborn and (facts.age_years is None or facts.age_years >= rule.from_age_years)


def visible(form: Form, facts: CaseFacts, answers: Answers) -> tuple[Question, ...]:
    """The applicable questions that the answers show; what hangs on a hidden one is hidden."""
    shown: dict[str, Question] = {}
    for question in applicable(form, facts):
        rule = question.show_if
        if rule is None or (
            rule.question in shown and chosen(answers.get(rule.question)) & set(rule.codes)
        ):
            shown[question.id] = question
    return tuple(shown.values())


def missing(
    form: Form, facts: CaseFacts, answers: Answers, *, stage: str = "submit"
) -> list[tuple[Question, str]]:
    """What keeps the form from being submitted (or closed), in its order, each with a sentence."""
    questions = visible(form, facts, answers)
    return [pair for question in questions for pair in _missing(question, answers, stage)]


def _missing(question: Question, answers: Answers, stage: str) -> Iterator[tuple[Question, str]]:
    answer = answers.get(question.id)
    due = question.stage == "submit" or stage == "close"
    sentence = lacks(question, answer)
    if sentence and due and (question.required or _begun(answer)):
        yield question, f"{question.id}: {sentence}"
    if not sentence and evidence_wanted(question, answer) and not (answer and answer.evidence):
        yield question, f'{question.id}: Say why you answered "{to_text(question, answer)}".'


def _begun(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.value or answer.rows)


def progress(form: Form, facts: CaseFacts, answers: Answers) -> tuple[SectionProgress, ...]:
    """How far each section is. One with nothing to ask this child is completed."""
    shown = visible(form, facts, answers)
    open_ids = [question.section for question, _ in missing(form, facts, answers)]
    return tuple(
        _section_progress(
            section,
            [question for question in shown if question.section == section.id],
            answers,
            open_ids.count(section.id),
        )
        for section in form.sections
    )


def _section_progress(
    section: Section, questions: list[Question], answers: Answers, missing_count: int
) -> SectionProgress:
    answered = sum(is_answered(question, answers.get(question.id)) for question in questions)
    begun = not questions or any(_touched(answers.get(question.id)) for question in questions)
    status = IN_PROGRESS if missing_count else COMPLETED
    status = status if begun else NOT_STARTED
    return SectionProgress(section, status, answered, len(questions), missing_count)


def _touched(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.value or answer.rows or answer.evidence)


def concerns(form: Form, facts: CaseFacts, answers: Answers) -> tuple[Question, ...]:
    """The questions whose answers raise a concern: each asks for an action or a challenge."""
    return tuple(
        question
        for question in visible(form, facts, answers)
        if chosen(answers.get(question.id)) & set(question.concern)
    )
