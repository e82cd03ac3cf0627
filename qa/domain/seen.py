"""Days on which a child was seen or met: none before the birth, none silently before the record."""

import datetime as dt

from qa.domain.answers import Answer
from qa.domain.refusals import Refused
from qa.domain.words import format_date, format_month

MET = ("M2.1", "M2.4", "P2.1")
"""Questions of midway reviews that ask for such a day."""
LAST_SEEN = ("M2.1", "P2.1")


def days(answer: Answer) -> list[dt.date]:
    """Every day of an answer to such a question: its value, or those of its rows."""
    given = [row.date for row in answer.rows if row.date]
    return [dt.date.fromisoformat(answer.value), *given] if answer.value else given


def refuse_before_birth(
    question_id: str, answer: Answer, birth_month: dt.date | None, *, is_unborn: bool
) -> None:
    """Raises Refused for a day before the month of birth. Of an unborn child that month is
    expected only, and rules out nothing."""
    if question_id not in MET or birth_month is None or is_unborn:
        return
    for day in days(answer):
        if is_before_birth(day, birth_month, is_unborn=is_unborn):
            raise Refused(
                f"{format_date(day)} is before the child was born ({format_month(birth_month)}). "
                "Enter a later date."
            )


def is_before_birth(day: dt.date, birth_month: dt.date | None, *, is_unborn: bool) -> bool:
    """Whether a day lies before the month of birth, where that is known and past."""
    return birth_month is not None and not is_unborn and day < birth_month.replace(day=1)


def remark(question_id: str, answer: Answer, recorded: dt.date | None) -> str:
    """What to say of a last visit that is earlier than the recorded one; '' for any other."""
    given = max(days(answer), default=None) if question_id in LAST_SEEN else None
    if given is None or recorded is None or given >= recorded:
        return ""
    return (
        f"The children list gives a later visit, of {format_date(recorded)}. It is saved as you "
        f"gave it: {format_date(given)}."
    )
