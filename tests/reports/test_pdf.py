"""A PDF is tagged and holds text exactly as it was typed, whatever it looks like."""

import datetime as dt
import io

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reports import pdf
from qa.reports.paper import (
    Bullets,
    Heading,
    NewPage,
    Paper,
    Picture,
    Room,
    Say,
    Table,
    Ticks,
    facts,
)
from qa.reports.word import NOTHING, Strong
from tests.reports.audits import AT

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
HOSTILE = (
    '#include "/etc/passwd"', "#read(\"paper.typ\")", "*b* _i_ `raw` $x^2$", "= Heading",
    "// gone? /* gone? */", "@label <label>", "]#sys.inputs[", r"\u{41} \ \" quote", "- - item",
    "http://example.org/~a", "<script>alert(1)</script>", '{"strong": true}', "a\ttab",
)  # fmt: skip


def paper(*blocks, **other) -> Paper:
    return Paper("A title", "Ira Officer", AT, "Downloaded by Mo", blocks, **other)


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(data).pages).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_text_in_every_place(text):
    said = words(pdf.to_pdf(paper(
        Heading(text), Say(text), Bullets((text,)), facts("About", [(text, text)]), Ticks((text,)),
    )))  # fmt: skip
    plain = " ".join(text.split())
    assert said.count(plain) == 6
    assert "root:" not in said


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text_makes_a_document(text):
    data = pdf.to_pdf(paper(Say([Strong("Start "), text]), facts("About", [("Name", [text])])))
    assert read(data).trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert "Start" in words(data)


def test_letters_of_other_scripts_are_kept_and_those_without_a_shape_are_named(monkeypatch):
    monkeypatch.setattr(pdf, "_fonts", lambda machine, kept=pdf._fonts: kept(machine=False))
    said = words(pdf.to_pdf(paper(Say("Łódź Ŵyn Ελλάδα Жук"), Say("שלום"), Say("중 after"))))
    assert "Łódź Ŵyn Ελλάδα Жук" in said
    assert "שלום" in said or "םולש" in said
    assert "[hangul syllable jung] after" in said


def test_what_a_child_typed_in_pictures_is_said_in_words(monkeypatch):
    monkeypatch.setattr(pdf, "_fonts", lambda machine, kept=pdf._fonts: kept(machine=False))
    said = words(
        pdf.to_pdf(paper(Say("I like it here \U0001f642 with my \U0001f468\u200d\U0001f467")))
    )
    assert "I like it here [slightly smiling face] with my [man, girl]" in said


def test_characters_that_the_standard_rules_out_stop_nothing():
    hostile = "\ufeffbefore \x85\ufdd0 e\u1ab4 \u2028\u202e\U0003a65a after"
    said = words(pdf.to_pdf(paper(Say(hostile), facts("About", [(hostile, hostile)]))))
    assert said.count("before") == 3 and said.count("after") == 3


def test_it_is_the_standard_for_accessible_documents_titled_and_in_british_english():
    reader = read(pdf.to_pdf(paper(
        Heading("One"), Table("T", ("A", "B"), (("a", "b"),), (1, 1)), Picture(DOT, "A dot"),
        NewPage(), Heading("Two"), Heading("Three", 3), Room(3),
    )))  # fmt: skip
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and "/StructTreeRoot" in root
    assert b"pdfuaid:part>1" in reader.xmp_metadata.stream.get_data()
    assert (reader.metadata.title, reader.metadata.author) == ("A title", "Ira Officer")
    tags = [(each.get("/S"), each.get("/Alt")) for each in _tree(root["/StructTreeRoot"])]
    kinds = [kind for kind, _alt in tags]
    assert [k for k in kinds if k in ("/H1", "/H2", "/H3")] == ["/H1", "/H2", "/H2", "/H3"]
    assert kinds.count("/TH") == 2 and kinds.count("/TD") == 2
    assert ("/Figure", "A dot") in tags
    assert len(reader.pages) == 2


def _tree(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tree(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _tree(node["/K"])


def test_an_empty_cell_says_so_unless_it_is_to_be_written_into():
    table = Table("T", ("A", "B"), (("a", ""),), (1, 1))
    assert NOTHING in words(pdf.to_pdf(paper(table)))
    by_hand = Table("T", ("A", "B"), (("a", ""),), (1, 1), room_cm=2)
    assert NOTHING not in words(pdf.to_pdf(paper(by_hand)))


def test_a_row_longer_than_a_page_goes_on_over_the_page_and_long_words_break():
    long = "word " * 1500 + "end-of-it"
    data = pdf.to_pdf(paper(Table("T", ("A", "B"), (("x" * 400, long),), (1, 3))))
    said = words(data)
    assert len(read(data).pages) > 2 and "end-of-it" in said
    assert said.replace(" ", "").replace("\u200b", "").count("x" * 400) == 1


def test_the_stamp_is_on_every_page_and_the_same_paper_makes_the_same_file():
    made = paper(Say("One"), NewPage(), Say("Two"), stamp="Not issued")
    data = pdf.to_pdf(made)
    assert all("Not issued" in page.extract_text() for page in read(data).pages)
    assert data == pdf.to_pdf(made)
    assert read(data).metadata.creation_date == AT.astimezone(dt.UTC)


def test_pages_can_be_looked_at():
    assert [p[:4] for p in pdf.to_pictures(paper(Say("One")))] == [b"\x89PNG"]
