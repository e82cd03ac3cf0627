"""A document reopened: what a reader, and a screen reader, finds in it."""

import io
import itertools
import re
import zipfile

from docx import Document
from docx.oxml.ns import qn


def opened(data: bytes):
    """The document again."""
    return Document(io.BytesIO(data))


def headings(document) -> list[tuple[int, str]]:
    """(level, words) in order."""
    found = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    return [(int(p.style.name.split()[1]), p.text) for p in found]


def section(document, title: str) -> str:
    """The words below a heading, tables included, up to the next of its level or above."""
    words, level = [], 0
    for block in document.iter_inner_content():
        text = block_text(block)
        found = re.match(r"Heading (\d)", block.style.name)
        here = int(found[1]) if found else 0
        if level and here and here <= level:
            break
        if here and text == title:
            level = here
        elif level:
            words.append(text)
    return "\n".join(words)


def block_text(block) -> str:
    """The words of a paragraph, or of a table row by row."""
    if hasattr(block, "rows"):
        return "\n".join(" | ".join(cell.text for cell in row.cells) for row in block.rows)
    return block.text


def everything(document) -> str:
    """All the words, as they come."""
    return "\n".join(map(block_text, document.iter_inner_content()))


def check_accessible(data: bytes, title: str) -> None:
    """What makes a Word document accessible, whatever it says."""
    document = opened(data)
    found = headings(document)
    assert found[0] == (1, title)
    levels = [level for level, _ in found]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(words.strip() for _, words in found)
    assert all(p.text.strip() for p in document.paragraphs), "an empty paragraph"
    for table in document.tables:
        _check_table(table)
    core = document.core_properties
    assert (core.title, core.language) == (title, "en-GB")
    assert not re.search("docx|python|root", f"{core.author}{core.last_modified_by}{core.comments}")
    language = next(document.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "en-GB"
    foot = document.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in foot
    assert 'w:instr="NUMPAGES"' in foot


def _check_table(table) -> None:
    header, *others = table.rows
    assert others, "a table without rows"
    assert header._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(
        row._tr.trPr is None or row._tr.trPr.find(qn("w:tblHeader")) is None for row in others
    )
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    for row in table.rows:
        assert all(cell.text.strip() for cell in row.cells), "an empty cell"


def parts(data: bytes) -> dict[str, str]:
    """The XML files inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {n: box.read(n).decode() for n in box.namelist() if n.endswith(".xml")}
