"""How every document looks: A4, Arial 12, British English, page numbers at the foot."""

import datetime as dt
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT, SIZE = "Arial", 12
TEXT_WIDTH_CM = 17.0
_INK = RGBColor(0x0B, 0x0C, 0x0C)
_HEADINGS = {1: (20, 0), 2: (16, 18), 3: (13, 12)}
"""Size in points and space before, by level."""


def set_properties(document: Any, title: str, author: str, at: dt.datetime) -> None:
    """Title, author and language; no trace of the program that made it."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = title[:255], author[:255], author[:255]
    core.language, core.comments, core.revision = "en-GB", "", 1
    core.created = core.modified = at.astimezone(dt.UTC).replace(tzinfo=None)
    settings = document.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")
    for each in settings.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")


def set_styles(document: Any) -> None:
    """Arial throughout, headings by size; British English."""
    language = next(document.styles.element.iter(qn("w:lang")))
    language.set(qn("w:val"), "en-GB")
    normal = document.styles["Normal"]
    _set_font(normal, SIZE)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.05
    document.styles["List Bullet"].paragraph_format.space_after = Pt(3)
    for level, (size, before) in _HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _set_font(style, size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(6)


def _set_font(style: Any, size: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _INK
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in [each for each in fonts.attrib if each.endswith(("Theme", "theme"))]:
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    whole = properties.find(qn("w:szCs"))
    if whole is None:
        whole = OxmlElement("w:szCs")
        properties.find(qn("w:sz")).addnext(whole)
    whole.set(qn("w:val"), str(size * 2))


def set_page(section: Any, title: str, foot: str) -> None:
    """A4, and a foot with the title, the page and of how many."""
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - TEXT_WIDTH_CM) / 2)
    section.top_margin = section.bottom_margin = Cm(2.0)
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{title}. Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(f". {foot}")
    for run in paragraph.runs:
        run.font.size = Pt(10)


def _field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    run.font.size = Pt(10)
    field.append(run._r)
    paragraph._p.append(field)


def set_table(made: Any, about: str) -> None:
    """Room inside the cells; what the table is about, for who cannot see it."""
    margins = OxmlElement("w:tblCellMar")
    for side, twentieths in (("top", 60), ("left", 100), ("bottom", 0), ("right", 100)):
        margins.append(_element(f"w:{side}", w=str(twentieths), type="dxa"))
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)
    for tag in ("w:tblDescription", "w:tblCaption"):
        look.addnext(_element(tag, val=about))


def set_top(made: Any, twentieths: str) -> None:
    """Another room above the words of every cell (twentieths of a point)."""
    made._tbl.tblPr.find(qn("w:tblCellMar")).find(qn("w:top")).set(qn("w:w"), twentieths)


def shade(cell: Any) -> None:
    """The background of a heading of a column."""
    properties = cell._tc.get_or_add_tcPr()
    properties.append(_element("w:shd", val="clear", color="auto", fill="F3F2F1"))


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
