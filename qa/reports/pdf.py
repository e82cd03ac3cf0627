"""A document drawn as PDF: tagged, PDF/UA-1, in fonts that come with the program.

The words of people reach the layout (`paper.typ`) as data and are never read as markup. The text
is set in Libertinus Serif, with New Computer Modern and DejaVu Sans Mono where it lacks a letter:
all three are inside the typesetter. A script that none of them holds is set in a font of the
machine; where there is none either, each character is said by its name, because a PDF/UA has no
character without a shape.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from qa.reports import pdf_names, word_look
from qa.reports.paper import (
    Block,
    Bullets,
    Heading,
    NewPage,
    Paper,
    Picture,
    Room,
    Say,
    Table,
    Ticks,
)
from qa.reports.pdf_names import LAST_LATIN
from qa.reports.plain_text import clean, is_right_to_left
from qa.reports.word import NOTHING, Cell, Line, Strong, paragraphs, text_of

LAYOUT = Path(__file__).with_name("paper.typ")
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
STANDARD = "ua-1"
MIME = "application/pdf"
LETTERS_A_CM = 4.5
"""How many letters of the text fit a centimetre; a longer word is broken."""
MOST_LINES = 25
"""A row whose cells are longer breaks across pages."""
SHORT_TABLE = 6
"""Rows of a table to write into that stays on one page."""
NO_SHAPE = re.compile(r'the (?:text|disallowed codepoint) `"(.+?)"`')
"""What the typesetter says of characters that no font holds, or that PDF/UA rules out."""
UNSEEN = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")
MOST_TRIES = 6
HYPHENATED = 8
"""Letters by which a word may be too long before it breaks anywhere."""


def to_pdf(paper: Paper) -> bytes:
    """The document as a PDF file."""
    return _set(paper, "pdf")


def to_pictures(paper: Paper) -> list[bytes]:
    """Its pages as PNG, to look at."""
    made = _set(paper, "png")
    return made if isinstance(made, list) else [made]


def _set(paper: Paper, kind: str) -> Any:
    """Set in the fonts within; with those of the machine, then in words, where it must be."""
    import typst  # loads a typesetter: only when a document is made

    given = json.dumps(_data(paper), ensure_ascii=False)
    for attempt in range(MOST_TRIES):
        try:
            return _compiled(given, paper, kind, _fonts(machine=attempt > 0))
        except typst.TypstError as error:
            lacking = NO_SHAPE.findall(str(error.diagnostic))
            if not lacking or attempt == MOST_TRIES - 1:
                raise
            if attempt == MOST_TRIES - 2:  # marks of the typesetter's own were in the way
                lacking = [each for each in given if ord(each) > LAST_LATIN]
            if attempt:
                given = _in_words(given, lacking)
    raise AssertionError("unreachable")


def _compiled(given: str, paper: Paper, kind: str, fonts: Any) -> Any:
    import typst

    return typst.compile(
        LAYOUT,
        format=kind,
        font_paths=fonts,
        sys_inputs={"paper": given},
        pdf_standards=[STANDARD] if kind == "pdf" else [],
        timestamp=int(paper.at.timestamp()),
    )


@cache
def _fonts(*, machine: bool) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=machine)


def _in_words(given: str, lacking: Sequence[str]) -> str:
    """The text with each character that no font holds in words. Of a mark with the Latin letter it
    stands on, the mark."""
    without = {each for text in lacking for each in _unescaped(text)}
    given = pdf_names.named(given, without)
    for shown in without:
        if ord(shown) <= LAST_LATIN and not shown.isprintable():
            within = json.dumps(shown, ensure_ascii=False)[1:-1]
            given = given.replace(within, pdf_names.by_number(shown))
    return given


def _unescaped(text: str) -> str:
    named = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
    return named.replace(r"\"", '"').replace(r"\\", "\\")


def _data(paper: Paper) -> dict[str, Any]:
    return {
        "title": _one_line(paper.title),
        "author": _one_line(paper.author),
        "foot": _one_line(paper.foot),
        "stamp": _one_line(paper.stamp),
        "fonts": FONTS,
        "blocks": [{"kind": _KINDS[type(b)][0], **_KINDS[type(b)][1](b)} for b in paper.blocks],
    }


def _one_line(text: str) -> str:
    return " ".join(_typed(text).split("\n")).strip()


def _labels(block: Ticks) -> list[str]:
    return [_one_line(label) for label in block.labels]


def _typed(text: str) -> str:
    """As it was typed, but for what no document holds and for marks without a shape that turn
    the direction of other text; a tab, which has no width here, is a space."""
    return UNSEEN.sub("", clean(text)).replace("\t", " ")


def _lines(line: Line, width_cm: float = word_look.TEXT_WIDTH_CM) -> list[Any]:
    most = max(12, int(width_cm * LETTERS_A_CM))
    return [_paragraph(parts, most) for parts in paragraphs(line)]


def _paragraph(parts: Sequence[Any], most: int) -> dict[str, Any]:
    return {
        "rtl": is_right_to_left("".join(map(text_of, parts))),
        "parts": [
            {"text": _broken(_typed(text_of(p)), most), "strong": isinstance(p, Strong)}
            for p in parts
        ],
    }


def _broken(text: str, most: int) -> str:
    """Words much longer than their place may break, where it leaves no mark; the typesetter
    hyphenates the others."""
    if len(text) <= most:
        return text
    return re.sub(
        rf"\S{{{most + HYPHENATED},}}",
        lambda found: "\u200b".join(re.findall(f".{{1,{most}}}", found[0])),
        text,
    )


def _table(block: Table) -> dict[str, Any]:
    widths = [word_look.TEXT_WIDTH_CM * s / sum(block.shares) for s in block.shares]
    rows = []
    for row in block.rows:
        cells = [_cell(c, w, block, n) for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        breaks = any(each.pop("height") > MOST_LINES for each in cells)
        rows.append([{**each, "breaks": breaks} for each in cells])
    is_short = block.room_cm > 0 and len(rows) <= SHORT_TABLE
    return {
        "header": [_one_line(each) for each in block.header],
        "shares": block.shares,
        "rows": rows,
        "breaks": not is_short,
    }


def _cell(cell: Cell | Ticks, width_cm: float, block: Table, place: int) -> dict[str, Any]:
    if isinstance(cell, Ticks):
        return {"ticks": _labels(cell), "lines": [], "room": 0, "height": 2 * len(cell.labels)}
    named = Strong(cell) if place == 0 and isinstance(cell, str) else cell
    held = named if isinstance(named, list) else [named]
    found = [paragraph for line in held for paragraph in _lines(line, width_cm)]
    if not found and not block.room_cm:
        found = _lines(NOTHING, width_cm)
    length = [sum(len(part["text"]) for part in line["parts"]) for line in found]
    height = sum(1 + each // max(6, int(width_cm * LETTERS_A_CM)) for each in length)
    return {"ticks": [], "lines": found, "room": block.room_cm, "height": height}


_KINDS: dict[type[Block], tuple[str, Callable[[Any], dict[str, Any]]]] = {
    Heading: ("heading", lambda b: {"level": b.level, "text": _one_line(b.text) or NOTHING}),
    Say: ("say", lambda b: {"lines": _lines(b.line), "keeps": b.keeps}),
    Bullets: ("bullets", lambda b: {"items": [_lines(each) for each in b.items]}),
    Table: ("table", _table),
    Picture: ("picture", lambda b: {"png": list(b.png), "said": _one_line(b.said)}),
    Room: ("room", lambda b: {"lines": b.lines}),
    Ticks: ("ticks", lambda b: {"labels": _labels(b), "keeps": b.keeps}),
    NewPage: ("page", lambda b: {}),
}
