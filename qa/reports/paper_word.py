"""A document drawn as Word (.docx)."""

import io
from collections.abc import Callable
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from qa.reports import word, word_look
from qa.reports.paper import Block, Bullets, Heading, Paper, Picture, Say, Table
from qa.reports.plain_text import clean
from qa.reports.word import Strong

_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3",
    "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5",
    "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
)  # fmt: skip
"""How Office lays plain words into a shape (its shape number 136)."""
_STAMP = """<w:pict {spaces} xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>{formulas}</v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="stamp" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" fillcolor="#d9d9d9"
 stroked="f" o:allowincell="f" style="position:absolute;width:440pt;height:100pt;rotation:315;
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath style="font-family:Arial;font-size:1pt"/></v:shape></w:pict>"""
"""Words behind the text of every page; a screen reader hears those of the header instead."""


def to_word(paper: Paper) -> bytes:
    """The document as a .docx file. Raises KeyError for blocks that are for paper only."""
    document = word.begin(paper.title, author=paper.author, at=paper.at, foot=paper.foot)
    if paper.stamp:
        _stamp(document.sections[0], paper.stamp)
    before: Block | None = None
    for block in paper.blocks:
        if isinstance(block, Say):
            word.say(document, block.line, apart=isinstance(before, Table))
        else:
            _DRAWN[type(block)](document, block)
        before = block
    return word.save(document)


def _stamp(section: Any, words: str) -> None:
    paragraph = section.header.paragraphs[0]
    run = paragraph.add_run(words)
    run.bold, run.font.size = True, Pt(word_look.SIZE)
    formulas = "".join(f'<v:f eqn="{each}"/>' for each in _FORMULAS)
    shape = parse_xml(_STAMP.format(spaces=nsdecls("w"), formulas=formulas))
    *_of_type, path = shape.iter("{urn:schemas-microsoft-com:vml}textpath")
    path.set("string", words)
    paragraph.add_run()._r.append(shape)


def _heading(document: Any, block: Heading) -> None:
    word.heading(document, block.text, block.level)


def _bullets(document: Any, block: Bullets) -> None:
    word.bullets(document, block.items)


def _table(document: Any, block: Table) -> None:
    rows = [(_first(row[0]), *row[1:]) for row in block.rows]
    word.table(document, block.about, block.header, rows, block.shares)


def _first(cell: Any) -> Any:
    """The first cell names its row."""
    return Strong(cell) if isinstance(cell, str) and cell.strip() else cell


def _picture(document: Any, block: Picture) -> None:
    run = document.add_paragraph().add_run()
    added = run.add_picture(io.BytesIO(block.png), width=Cm(word_look.TEXT_WIDTH_CM * 2 / 3))
    added._inline.docPr.set("descr", block.said)
    run.add_break()
    run.add_text(clean(block.said))


_DRAWN: dict[type[Block], Callable[[Any, Any], None]] = {
    Heading: _heading, Bullets: _bullets, Table: _table, Picture: _picture,
}  # fmt: skip
