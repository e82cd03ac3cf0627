"""The form of a visit to print and write on by hand, for homes without signal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain import visits
from qa.domain.answers import parts
from qa.domain.forms import Form, Question
from qa.domain.visits import PRIORITIES, STANDARDS, raised_words
from qa.domain.words import joined
from qa.reports.audit_words import Made
from qa.reports.paper import Block, Heading, NewPage, Paper, Room, Say, Table, Ticks
from qa.reports.visit_words import capitalised, standard
from qa.reports.word import Strong

INTRODUCTION = (
    "Write on this form in the home and type it in later with the day of the visit: nothing is "
    "counted by the day it is typed in. Write of children as A, B, C: no names, and nothing that "
    "would identify a child. Keep this paper as safe as a case file, and destroy it once it is "
    "typed in."
)
LONG, SHORT, LINE = 7, 2, 1
SPARE_ROWS, ROW_CM = 4, 1.7


@dataclass(frozen=True)
class Blank:
    """What is printed: the form; of a home chosen, its earlier recommendations (action, last
    status, evidence, day of its visit) and the letters of the children who live there."""

    form: Form
    made: Made
    home: Any = None
    earlier: Sequence[Any] = ()
    letters: Sequence[str] = ()

    @property
    def children(self) -> Sequence[str]:
        """Letters for tables that have a row for each child; blanks where no home is chosen."""
        return self.letters or [""] * SPARE_ROWS


def blank(given: Blank) -> Paper:
    """The whole form, but what is recorded after the visit (questions of the closing stage)."""
    home = given.home
    blocks: list[Block] = [Say(INTRODUCTION), _head(given)]
    for section in given.form.sections:
        asked = [q for q in section.questions if q.stage == "submit"]
        if not asked:
            continue
        blocks.append(Heading(f"{section.id}. {section.title}"))
        for question in asked:
            blocks += _question(given, question)
    blocks += _told()
    title = f"{given.form.title}: form to print"
    return Paper(
        title=f"{title}, {home.name}" if home else title,
        author=given.made.by,
        at=given.made.at,
        foot=f"Form version {given.form.version}. Printed by {given.made.by}.",
        blocks=tuple(blocks),
    )


def _head(given: Blank) -> Table:
    home = given.home
    lived = joined(list(given.letters)) if given.letters else ""
    none = "No child has a letter yet" if home else ""
    rows = (
        ("Home", home.name if home else ""),
        ("Ofsted number (URN)", (home.urn or "") if home else ""),
        ("Registered manager", (home.registered_manager or "") if home else ""),
        ("Responsible individual", (home.responsible_individual or "") if home else ""),
        ("Children who live there", lived or none),
        ("Visitor", ""),
    )
    return Table("The home", ("Item", "Details"), rows, (1, 2), room_cm=0.9)


def _question(given: Blank, question: Question) -> Iterator[Block]:
    yield Say([Strong(f"{question.id} {question.text}")], keeps=True)
    if question.guidance:
        yield Say(question.guidance, keeps=True)
    if question.show_if:
        yield Say(f"Only where the answer to {question.show_if.question} asks for it.", keeps=True)
    yield from _answer(given, question)
    if (question.evidence != "none" or question.evidence_for) and question.type not in _TABLES:
        yield Say("Evidence or reason:", keeps=True)
        yield Room(4 if question.evidence == "required" else SHORT)
    if question.id == visits.CONSENTED:
        yield _consents(given)


def _answer(given: Blank, question: Question) -> Iterator[Block]:
    if table := _TABLES.get(question.type):
        yield table(given, question)
        if question.none_label:
            yield Ticks((question.none_label,))
    elif question.options:
        written = question.evidence != "none" or bool(question.evidence_for)
        yield Ticks(tuple(option.label for option in question.options), keeps=written)
    elif question.type == "free_text":
        yield Room(LONG)
    else:
        yield Room(SHORT if question.type == "text" else LINE)


def _one_each(given: Blank, question: Question) -> Table:
    """A row for each box of a pair, or each group."""
    rows = tuple((part.label, "") for part in parts(question))
    return Table(question.text, ("Which", "Answer"), rows, (2, 1), room_cm=0.9)


def _grid(given: Blank, question: Question) -> Table:
    if not question.groups:
        return _one_each(given, question)
    columns = tuple(group.label for group in question.groups)
    rows = tuple((row.label, *[""] * len(columns)) for row in question.rows)
    return Table(question.text, ("Which", *columns), rows, (2, *[1] * len(columns)), room_cm=0.9)


def _items(given: Blank, question: Question) -> Table:
    """Earlier recommendations, printed where they are known, with room for a status and words."""
    status = Ticks(tuple(option.label for option in question.options))
    known = [
        [action.text, f"Standard {standard(action.standard)}",
         capitalised(raised_words(visited_on, action.raised_on))]
        for action, _last, _evidence, visited_on in given.earlier
    ]  # fmt: skip
    rows = tuple((said, status, "") for said in (known or [""] * SPARE_ROWS))
    header = ("Earlier recommendation", "Status", "Evidence or reason")
    return Table(question.text, header, rows, (5, 5, 6), room_cm=ROW_CM)


def _recommended(given: Blank, question: Question) -> Table:
    priority = Ticks(tuple(PRIORITIES.values()))
    rows = (("", "", priority, ""),) * SPARE_ROWS
    header = ("What is recommended", f"Standard ({min(STANDARDS, key=int)} to "
              f"{max(STANDARDS, key=int)})", "Priority", "Consider by")  # fmt: skip
    return Table(question.text, header, rows, (8, 2.5, 3, 3), room_cm=2.6)


def _consents(given: Blank) -> Table:
    rows = tuple((f"Child {letter}" if letter else "", "", "", "") for letter in given.children)
    header = ("Child (letter)", "The child agreed on", "The authority agreed on",
              "Who agreed for the authority")  # fmt: skip
    return Table("Case records opened, with both consents", header, rows, (2, 3, 3, 4), room_cm=1.1)


def _told() -> Iterator[Block]:
    """Asked at once where an opinion is No, or a child is at risk now."""
    yield NewPage()
    yield Heading("If an opinion is No, or a child is at risk now: who was told")
    yield Say("Do this the same day, before leaving the home where you can.")
    rows = tuple(
        (who, "", "")
        for who in (
            "Responsible individual (or another person for the provider)",
            "Head of service",
            "Designated officer for allegations (LADO), or why not needed",
            "Notification under regulation 40: made, asked for, or not needed",
        )
    )
    yield Table("Who was told", ("Told", "Name", "Day and time"), rows, (5, 5, 4), room_cm=ROW_CM)
    yield Say("Notes", keeps=True)
    yield Room(LONG)


_TABLES: dict[str, Callable[[Blank, Question], Table]] = {
    "number_pair": _one_each, "time_pair": _one_each, "date_pair": _one_each,
    "scale_pair_0_10": _one_each, "date_plus_flags": _one_each, "counts_by_group": _one_each,
    "number_table": _grid, "per_item_status": _items, "item_progress": _items,
    "per_item_response": _items, "actions": _recommended, "distribution_log": _one_each,
}  # fmt: skip
