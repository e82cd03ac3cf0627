"""What each question type brings of its own: codes, grades, and what the file must add.

How an answer of a type is checked and stored stands in
`qa.domain.answers`; a test holds both tables to the same keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.domain.forms.model import Option


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """A row of the table.

    `options`  the type's fixed codes: a file may relabel or leave out some, never add
    `grades`   code → small integer stored beside it, larger is better; codes without one (not
               applicable, not looked at) stay out of every denominator
    `needs`    keys the file must give for this type; `takes`: keys it may give
    """

    label: str
    options: tuple[Option, ...] = ()
    grades: Mapping[str, int] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    evidence_for: tuple[str, ...] = ()


def _codes(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(code, label) for code, label in labels.items())


GRADES = {"O": 4, "G": 3, "RI": 2, "I": 1}
SCALE = ("options", "concern", "caps", "evidence", "evidence_for")
CHOICE = ("concern", "caps", "evidence", "evidence_for")

SPECS: dict[str, TypeSpec] = {
    "grade4": TypeSpec(
        "Grade",
        _codes(
            O="Outstanding",
            G="Good",
            RI="Requires improvement",
            I="Inadequate",
            NA="Not applicable",
        ),
        GRADES,
        takes=SCALE,
        evidence_for=("RI", "I"),
    ),
    "yes_no_partly_na": TypeSpec(
        "Yes, partly or no",
        _codes(Y="Yes", P="Partly", N="No", NA="Not applicable"),
        {"Y": 2, "P": 1, "N": 0},
        takes=SCALE,
        evidence_for=("P", "N"),
    ),
    "yes_no_na": TypeSpec(
        "Yes or no",
        _codes(Y="Yes", N="No", NA="Not applicable"),
        {"Y": 2, "N": 0},
        takes=SCALE,
        evidence_for=("N",),
    ),
    "met4": TypeSpec(
        "Standard met",
        _codes(M="Met", P="Partly met", N="Not met", NL="Not looked at this month"),
        {"M": 2, "P": 1, "N": 0},
        takes=SCALE,
        evidence_for=("P", "N"),
    ),
    "opinion3": TypeSpec(
        "Opinion",
        _codes(Y="Yes", C="Yes with concerns", N="No"),
        {"Y": 2, "C": 1, "N": 0},
        takes=SCALE,
        evidence_for=("C", "N"),
    ),
    "rag": TypeSpec(
        "Red, amber or green",
        _codes(G="Green", A="Amber", R="Red"),
        {"G": 3, "A": 2, "R": 1},
        takes=SCALE,
        evidence_for=("A", "R"),
    ),
    "scale_0_10": TypeSpec("Scale from 0 to 10", takes=("evidence",)),
    "scale_pair_0_10": TypeSpec("Scale from 0 to 10, now and before", takes=("rows", "evidence")),
    "free_text": TypeSpec("Text"),
    "text": TypeSpec("Short text"),
    "date": TypeSpec("Date", takes=("past",)),
    "month": TypeSpec("Month", takes=("past",)),
    "time": TypeSpec("Time of day"),
    "time_pair": TypeSpec("Two times of a day, in order", needs=("rows",)),
    "number": TypeSpec("Number", takes=("evidence",)),
    "number_pair": TypeSpec("Done, of a total", takes=("rows", "evidence")),
    "single_choice": TypeSpec("One choice", needs=("options",), takes=CHOICE),
    "multi_choice": TypeSpec("Any number of choices", needs=("options",), takes=CHOICE),
    "actions": TypeSpec("Actions", takes=("none_label",)),
    "date_pair": TypeSpec("Two dates in order", needs=("rows",), takes=("past",)),
    "date_plus_flags": TypeSpec(
        "Date with yes or no facts", needs=("rows",), takes=("past", "evidence")
    ),
    "counts_by_group": TypeSpec("A number for each group", needs=("groups",), takes=("evidence",)),
    "number_table": TypeSpec("Table of numbers", needs=("rows",), takes=("groups", "evidence")),
    "item_progress": TypeSpec(
        "Progress on items the person adds",
        needs=("options",),
        takes=("none_label", "evidence_for"),
    ),
    "per_item_status": TypeSpec(
        "Status of each earlier item",
        needs=("options",),
        takes=("none_label", "evidence_for"),
    ),
    "per_item_response": TypeSpec(
        "Response to each item",
        needs=("options",),
        takes=("none_label", "evidence_for"),
    ),
    "distribution_log": TypeSpec(
        "To whom, when and how it was sent", needs=("rows", "options"), takes=("past",)
    ),
}
