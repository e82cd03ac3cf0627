"""Rules of midway reviews: which form a child gets, what a conclusion calls for, what is copied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qa.domain.completion import Answers
from qa.domain.forms.model import Form
from qa.domain.refusals import Refused
from qa.domain.reviews import is_short_break
from qa.domain.workflow import MIDWAYS

FORMS = {"midway_cla": "cla_midway", "midway_cp": "cp_midway", "midway_both": "both_midway"}
CONCLUSIONS = {"G": "On track", "A": "Delay", "R": "Drift"}
NO_ACTION = "no_action"
NEXT_STEPS = {
    "informal_challenge": "Informal challenge",
    "formal_challenge": "Formal challenge",
    "early_review": "Early review or conference",
    "legal_advice": "Legal or Cafcass advice",
    "legal_planning": "Legal planning",
    "step_down": "Step-down, to be tested at the conference",
    "good_practice": "Good-practice alert",
}
TAKES_UP = ("informal_challenge", "formal_challenge", "early_review", "legal_advice",
            "legal_planning")  # fmt: skip
"""Next steps that take a concern up, as an action does."""
OWN = {
    "M1": (1, 2, 3), "M2": (1, 2, 3, 4, 5), "M3": (1, 5), "M4": (1, 2, 3, 4), "M5": (1, 2, 3),
    "M6": (2,), "M7": (1, 2, 3), "P2": (1, 2, 3), "P3": (1,), "P4": (1,), "P5": (4,),
    "P6": (1, 2, 3),
}  # fmt: skip
"""Questions about this child alone: dates, counts, the child's own words, placement, health and
the conclusion. They are not copied to a brother or sister."""


@dataclass(frozen=True)
class Conclusion:
    """How a midway review ends: G, A or R; the code of the next step; the view and advice."""

    rag: str
    next_step: str
    view: str

    @property
    def calls_for_more(self) -> bool:
        """Whether its next step has to be followed up."""
        return self.next_step not in ("", NO_ACTION)


def is_midway(kind: str) -> bool:
    """Whether a kind of check is a midway review."""
    return kind in MIDWAYS


def kind_for(held: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """The kind of midway review for (status, facts of the children list) that run now.

    Raises Refused, in words, for a child who has none.
    """
    now = list(held)
    short = any(s == "cla" and is_short_break(facts) for s, facts in now)
    in_care = any(s == "cla" and not is_short_break(facts) for s, facts in now)
    on_plan = any(s == "cp" for s, _facts in now)
    if in_care and on_plan:
        return "midway_both"
    if in_care or on_plan:
        return "midway_cla" if in_care else "midway_cp"
    if short:
        raise Refused(
            "This child is looked after for short breaks only (regulation 48), which are reviewed "
            "every six months and have no midway review."
        )
    raise Refused(
        "This child is neither looked after nor on a child protection plan today, so there is no "
        "midway review."
    )


def conclusion(form: Form, answers: Answers) -> Conclusion:
    """The concluding answers, '' where one is not given; nothing for a form of another kind."""
    if not is_midway(form.kind):
        return Conclusion("", "", "")
    given = [answers.get(question_id) for question_id in form.outcome]
    return Conclusion(*((each.value if each else None) or "" for each in given))


def copied(question_id: str) -> bool:
    """Whether an answer goes to a brother or sister with the checklist."""
    section, _, number = question_id.partition(".")
    return int(number or 0) not in OWN.get(section, ())
