"""The report of a visit as Word and PDF, against the smallest document of either kind."""

import datetime as dt
import io
import time
from collections.abc import Callable, Iterator

import typst
from docx import Document

from db.engine import reading, writing
from db.models import Check, Visit
from db.queries import checks as check_queries
from qa import clock
from qa.domain.actor import Actor, RoleHeld
from qa.domain.answers import Answer, AnswerRow, parts
from qa.domain.forms import Question
from qa.services import install, visit_begin, visit_documents, visit_pack
from tests.benchmarks import visits_store
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.stores import pointed_at

ROUNDS, MANAGER, MOST_SECONDS = 7, 1, 3.0
TEXT = "What was seen, heard and read in the home that day, in whole sentences. " * 20
PLAIN = b'#set document(title: "Report")\n= Report\nOne line.'


def rows() -> Iterator[Row]:
    """Word, PDF and the six-month pack of one home; then both reports against 3 seconds."""
    with pointed_at(visits_store.database()):
        actor = Actor(MANAGER, "Manager", frozenset({RoleHeld("practice_manager")}),
                      clock.now(), clock.today())  # fmt: skip
        check_id, home_id = _visit(actor.today)
        _fill(actor, check_id)
        acts: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
            ("Visit report, Word / empty Word document",
             lambda: visit_documents.report_word(actor, check_id), _plain_word),
            ("Visit report, PDF / one line of PDF",
             lambda: visit_documents.report_pdf(actor, check_id), _plain_pdf),
            ("Six-month pack, Word / empty Word document",
             lambda: visit_pack.pack_word(actor, home_id, actor.today), _plain_word),
        )  # fmt: skip
        taken = []
        for measure, ours, plain in acts:
            found = interleaved([_processor(ours), _processor(plain)], ROUNDS)
            taken.append(found[0])
            yield Row(measure, None, *found, "ms")
        both = (taken[0] + taken[1]) / 1000
        yield Row("Visit report, Word and PDF / 3 s", None, both, MOST_SECONDS, "s", 1, 0.3)


def _visit(today: dt.date) -> tuple[int, int]:
    """A visit of three months ago that was issued, and its home."""
    with reading() as session:
        visit = (
            session.query(Visit)
            .filter(Visit.issued_on.is_not(None), Visit.month < today - dt.timedelta(90))
            .order_by(Visit.month.desc(), Visit.home_id)
            .first()
        )
        return visit.check_id, visit.home_id


def _fill(actor: Actor, check_id: int) -> None:
    """Answer every question at length: 1,400 characters wherever there is text."""
    with writing() as session:
        check = session.get(Check, check_id)
        revision = check_queries.revision(session, check_id, check.revision)
        for question in install.form(session, check.form_id).questions:
            if question.stage == "submit" and question.id != "V0.1":
                answer = _answer(question)
                visit_begin.put_answer(session, actor, revision.id, question.id, answer)


def _answer(question: Question) -> Answer:
    if parts(question):
        rows = tuple(
            AnswerRow(p.key, **{p.field: "14:05" if p.kind == "time" else 3})
            for p in parts(question)
        )
        return Answer(rows=rows)
    if question.options:
        return Answer(question.options[0].code, evidence=TEXT)
    return Answer({"date": "2026-01-05", "month": "2026-01"}.get(question.type, TEXT))


def _processor(act: Callable[[], object]) -> Callable[[], float]:
    """Processor time of the whole process: the typesetter works on several threads."""

    def timed() -> float:
        begun = time.process_time()
        act()
        return (time.process_time() - begun) * 1000

    return timed


def _plain_word() -> bytes:
    document, file = Document(), io.BytesIO()
    document.add_paragraph("One line.")
    document.save(file)
    return file.getvalue()


def _plain_pdf() -> bytes:
    return typst.compile(PLAIN, pdf_standards=["ua-1"])
