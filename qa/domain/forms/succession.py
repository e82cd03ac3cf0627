"""What a later version of a form may change: ids are for ever, so that trends can join versions."""

from qa.domain.forms.model import Form
from qa.domain.refusals import Refused


def check_successor(earlier: Form, later: Form) -> None:
    """Raises Refused when `later` uses a question id of `earlier` for something else.

    New wording, order, options and rules are fine. A new kind or type of answer is not: it needs
    a new id.
    """
    if (earlier.name, earlier.kind) != (later.name, later.kind):
        raise Refused(
            f'"{later.name}" ({later.kind}) is not a version of "{earlier.name}" ({earlier.kind}).'
        )
    if earlier.version == later.version and earlier.digest != later.digest:
        raise Refused(
            f"Version {later.version} of {later.title} is installed and does not change. "
            "Give the new text a new version number."
        )
    for question in later.questions:
        if earlier.has(question.id) and earlier.question(question.id).type != question.type:
            raise Refused(
                f"Question {question.id} was of type {earlier.question(question.id).type} in "
                f"version {earlier.version}. Its id is for ever: give the new question a new id."
            )
