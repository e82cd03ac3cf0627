"""Accessible Word documents: real headings, tables with a header row and no empty cell, exact text.

A line is text, or parts of text of which some are strong; each line of a longer text becomes a
paragraph of its own, so that each takes the direction of its own script.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from qa.reports import word_look
from qa.reports.plain_text import clean, is_right_to_left, lines

NOTHING = "Not recorded"
KEPT_TOGETHER = 1500
"""A row of fewer characters does not break across pages."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Text in bold."""

    text: str


Part = str | Strong
Line = Part | Sequence[Part]
Cell = Line | list[Line]


def begin(title: str, *, author: str, at: dt.datetime, foot: str) -> Any:
    """An empty A4 document with its title, its author, its first heading and a foot of pages."""
    document = Document()
    word_look.set_properties(document, clean(title), clean(author), at)
    word_look.set_styles(document)
    word_look.set_page(document.sections[0], clean(title), clean(foot))
    heading(document, title, 1)
    return document


def save(document: Any) -> bytes:
    """The document as a .docx file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def heading(document: Any, text: str, level: int) -> None:
    """A heading of level 1 to 3, on one line."""
    _write(document.add_paragraph(style=f"Heading {level}"), [" ".join(lines(text))])


def say(document: Any, line: Line, style: str | None = None, *, apart: bool = False) -> None:
    """A line; text of several lines becomes as many paragraphs. `apart`: with space before it."""
    for place, parts in enumerate(paragraphs(line)):
        paragraph = document.add_paragraph(style=style)
        if apart and place == 0:
            paragraph.paragraph_format.space_before = Pt(12)
        _write(paragraph, parts)


def bullets(document: Any, items: Iterable[Line]) -> None:
    """A list with bullets, one line each."""
    for item in items:
        say(document, item, "List Bullet")


def table(
    document: Any,
    about: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    shares: Sequence[float],
) -> None:
    """A table with a header row that repeats. `about` describes it to who cannot see it.

    `shares` of the page's width, one a column. No cell is left empty.
    """
    made = document.add_table(rows=1, cols=len(header), style="Table Grid")
    made.autofit = False
    word_look.set_table(made, clean(about))
    widths = [Cm(word_look.TEXT_WIDTH_CM * share / sum(shares)) for share in shares]
    _fill(made.rows[0], [Strong(words) for words in header], widths)
    _mark_header(made.rows[0])
    for row in rows:
        added = made.add_row()
        if _fill(added, row, widths) < KEPT_TOGETHER:
            _mark(added, "w:cantSplit")
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width


def _fill(row: Any, cells: Sequence[Cell], widths: Sequence[Any]) -> int:
    """How many characters the row then holds."""
    length = 0
    for place, content, width in zip(row.cells, cells, widths, strict=True):
        place.width = width
        found = content if isinstance(content, list) else [content]
        said = [parts for line in found for parts in paragraphs(line)] or [[NOTHING]]
        _write(place.paragraphs[0], said[0])
        for parts in said[1:]:
            _write(place.add_paragraph(), parts)
        length += sum(len(text_of(part)) for parts in said for part in parts)
    return length


def paragraphs(line: Line) -> list[list[Part]]:
    """The parts of each paragraph of a line; those without words left out."""
    found: list[list[Part]] = [[]]
    for part in [line] if isinstance(line, str | Strong) else line:
        kind = type(part)
        first, *others = clean(text_of(part)).split("\n")
        found[-1].append(kind(first))
        found += [[kind(each)] for each in others]
    return [parts for parts in found if "".join(map(text_of, parts)).strip()]


def text_of(part: Part) -> str:
    """The words of a part."""
    return part.text if isinstance(part, Strong) else part


def _write(paragraph: Paragraph, parts: Sequence[Part]) -> None:
    rtl = is_right_to_left("".join(map(text_of, parts)))
    if rtl:
        paragraph._p.get_or_add_pPr().insert_element_before(
            OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
            "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:rPr",
        )  # fmt: skip
    for part in parts:
        run = paragraph.add_run(clean(text_of(part)))
        if isinstance(part, Strong):
            run.bold = run.font.cs_bold = True
        if rtl:
            run.font.rtl = True


def _mark_header(row: Any) -> None:
    _mark(row, "w:cantSplit", "w:tblHeader")
    for cell in row.cells:
        word_look.shade(cell)
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _mark(row: Any, *tags: str) -> None:
    for tag in tags:
        row._tr.get_or_add_trPr().append(OxmlElement(tag))
