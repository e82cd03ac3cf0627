"""What the demonstration's visits answer: the whole form, from what was found."""

import datetime as dt
from typing import Any, NamedTuple

from qa.domain.answers import NONE as NOTHING
from qa.domain.answers import Answer, AnswerRow, encode
from qa.domain.forms import Form
from qa.services import demo_words_visits as words
from qa.services.demo_findings import Found
from qa.services.demo_recommendations import Recommendation
from qa.services.demo_visits import REISSUED, Visited
from qa.services.demo_world import World, cycle

Raw = tuple[Any, str | None]
"""What is given to a question, and the evidence."""
OPENED_RECORDS = 4
"""One visit in so many opens a child's case records."""
DRAFT_UPTO = "V1.3"
"""The question at which a visit that is still written stops."""
GROUPS = ("staff", "parents", "relatives", "social_workers", "professionals")


class Told(NamedTuple):
    """A visit with what was found, and the recommendations it follows up and raises."""

    visit: Visited
    found: Found
    earlier: tuple[tuple[Recommendation, str], ...]
    raised: tuple[Recommendation, ...]
    responded_on: dt.date | None


def answers(world: World, form: Form, told: Told, revision: int) -> dict[str, Answer]:
    """Every answer of a version; a draft stops half way, a withdrawn visit at its day."""
    given = {
        **_opening(world, told),
        **_people(world, told),
        **_standards(told),
        **_closing(told, revision),
    }
    upto = {"in_progress": DRAFT_UPTO, "withdrawn": "VH.3"}.get(told.visit.status)
    found = {}
    for question in form.questions:
        if question.id == upto:
            break
        raw, evidence = given.get(question.id, (None, None))
        if raw:
            found[question.id] = encode(question, raw, today=world.today, evidence=evidence)
    return found


def opens_records(told: Told) -> bool:
    """Whether the case records of a child were opened, with both consents."""
    return bool(told.found.letters) and told.visit.id % OPENED_RECORDS == 0


def times(visit: Visited) -> tuple[str, str]:
    """When the visitor arrived and left."""
    hour = 9 + visit.id % 8
    return f"{hour:02}:{visit.id * 7 % 60:02}", f"{hour + 3:02}:{visit.id * 11 % 60:02}"


def _opening(world: World, told: Told) -> dict[str, Raw]:
    visit, found = told.visit, told.found
    arrived, left = times(visit)
    return {
        "VH.1": (visit.month, None),
        "VH.2": (world.on(visit.on), None),
        "VH.3": ([AnswerRow("arrival", text=arrived), AnswerRow("departure", text=left)], None),
        "VH.4": (visit.announced, None),
        "VH.5": (_pair(found.present, found.on_roll), None),
        "VH.6": ("; ".join(found.authorities), None),
        "VH.7": ("Y", None),
        "V0.1": (_earlier(told), None),
        "V0.2": (told.responded_on, None),
    }


def _earlier(told: Told) -> Any:
    if not told.earlier:
        return NOTHING
    return [
        AnswerRow(str(each.id), reference=status or None, text=words.EVIDENCE.get(status))
        for each, status in told.earlier
    ]


def _pair(done: int, total: int) -> list[AnswerRow]:
    return [AnswerRow("done", number=done), AnswerRow("total", number=total)]


def _people(world: World, told: Told) -> dict[str, Raw]:
    visit, found = told.visit, told.found
    spoken = (2 + visit.id % 3, visit.id % 2, int(visit.id % 5 == 0), visit.id % 3, visit.id % 2)
    return {
        "V1.1": (_pair(found.accepted, found.offered), None),
        "V1.2": (themes(told), None),
        "V1.3": ([AnswerRow(g, number=n) for g, n in zip(GROUPS, spoken, strict=True)], None),
        "V1.4": (_records(visit), None),
        "V1.5": ("Y" if opens_records(told) else "NA", None),
    }


def themes(told: Told) -> str:
    """What children said, under the letters of those who were there."""
    letters = told.found.letters
    if not letters:
        return words.NOBODY
    if len(letters) == 1:
        return words.ALONE.format(a=letters[0])
    n = told.visit.id % len(letters)
    return cycle(words.THEMES, told.visit.id).format(a=letters[n], b=letters[n - 1])


RECORDS = ("daily_logs", "incidents", "restraint", "missing", "complaints", "medication", "fire",
           "rota", "supervision", "training", "reg40_log", "reg45_report")  # fmt: skip


def _records(visit: Visited) -> list[str]:
    return [code for n, code in enumerate(RECORDS) if n < 3 or (n + visit.id) % 3]


def _standards(told: Told) -> dict[str, Raw]:
    visit, found = told.visit, told.found
    rows = [
        row
        for event, (count, children) in found.events.items()
        for row in (AnswerRow(f"{event}.events", number=count),
                    AnswerRow(f"{event}.children", number=children))
    ]  # fmt: skip
    serious = found.events["allegations"][0] + found.events["police"][0]
    blocks = {
        f"V2.{standard}": (met, cycle(words.SEEN[met], visit.id + int(standard)))
        for standard, met in found.met.items()
    }
    return {
        **blocks,
        "V3.1": (rows, None),
        "V3.2": ("Y" if serious else "NA", None),
        "V3.3": (cycle(words.STAFFING, visit.home + visit.back // 4), None),
        "V3.4": ("P", words.PREMISES) if visit.id % 9 == 0 else ("Y", None),
    }


def _closing(told: Told, revision: int) -> dict[str, Raw]:
    visit, found = told.visit, told.found
    conflict = revision == 2 and (visit.home, visit.back) in REISSUED
    given: dict[str, Raw] = {
        "V4.1": (found.safeguarded, cycle(words.SAFEGUARDED[found.safeguarded], visit.id)),
        "V4.2": (found.wellbeing, cycle(words.WELLBEING[found.wellbeing], visit.id)),
        "V4.4": (cycle(words.STRENGTHS, visit.id), None),
        "V4.6": ("Y" if conflict else "N", None),
    }
    if not told.raised:
        given["V4.3"] = (NOTHING, None)
    if conflict:
        given["V4.5"] = (words.CONFLICT, None)
    return given
