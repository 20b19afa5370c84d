"""PPTX presentations: what stands on slides, behind them and beside them."""

from __future__ import annotations

from pathlib import Path

from office_files import assert_sound, set_pages
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from extract.document import PageFlag
from extract.passage import Passage
from extract.set_page import SetPage
from extract.slides import elements_of_slides

COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"


def read(path: Path) -> tuple[list[SetPage], list[tuple[str, tuple[str, ...], str]]]:
    pages, passages = set_pages(elements_of_slides(path))
    assert_sound(pages, passages)
    return pages, [shown(passage) for passage in passages]


def shown(passage: Passage) -> tuple[str, tuple[str, ...], str]:
    return passage.locator, passage.heading, passage.text


def test_slides_are_read_with_their_titles_lists_and_notes(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Labour"
    slide.placeholders[1].text = "Nobody under sixteen works at any site.\nAll workers keep their own passports."
    slide.notes_slide.notes_text_frame.text = "Mention the audit of March at the works."
    presentation.save(tmp_path / "a.pptx")
    pages, passages = read(tmp_path / "a.pptx")
    assert [page.layout.width > page.layout.height for page in pages] == [True]
    assert passages == [
        ("slide 1 ¶1", ("Labour",), "Nobody under sixteen works at any site."),
        ("slide 1 ¶2", ("Labour",), "All workers keep their own passports."),
        ("slide 1 notes", ("Labour", "Notes of the speaker"), "Mention the audit of March at the works."),
    ]


def test_slides_that_are_hidden_are_on_their_page_and_in_no_passage(tmp_path: Path) -> None:
    presentation = Presentation()
    for hidden in (False, True):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = "Targets for water"
        box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(5), Inches(1))
        box.text_frame.text = "We take less water from the river each year."
        table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(5), Inches(1)).table
        for row in range(2):
            for column in range(2):
                table.cell(row, column).text = f"value {row} of column {column}"
        if hidden:
            slide._element.set("show", "0")
    presentation.save(tmp_path / "a.pptx")
    pages, passages = read(tmp_path / "a.pptx")
    assert [PageFlag.HIDDEN_TEXT in page.layout.flags for page in pages] == [False, True]
    assert [locator for locator, _, _ in passages] == ["slide 1 ¶1", "slide 1 table 1 row 2"]
    assert len(pages[1].layout.unseen) == len(pages[0].layout.blocks[0].lines[0].words) + 9 + 20


def test_slides_are_read_from_top_to_bottom_groups_at_their_place(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    low = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1))
    low.text_frame.text = "This text stands at the foot."
    right = slide.shapes.add_textbox(Inches(6), Inches(1.1), Inches(3), Inches(1))
    right.text_frame.text = "This text stands on the right."
    left = slide.shapes.add_textbox(Inches(1), Inches(1.2), Inches(3), Inches(1))
    left.text_frame.text = "This text stands on the left."
    inner = slide.shapes.add_textbox(Inches(1), Inches(3), Inches(3), Inches(1))
    inner.text_frame.text = "This text stands in a group."
    slide.shapes.add_group_shape([inner])
    presentation.save(tmp_path / "a.pptx")
    _, passages = read(tmp_path / "a.pptx")
    assert [text.split()[-1] for _, _, text in passages] == ["left.", "right.", "group.", "foot."]


def test_slides_comments_are_read(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    xml = f'<p:cmLst xmlns:p="{PRESENTATION}"><p:cm><p:text>The target was missed in 2023.</p:text></p:cm></p:cmLst>'
    part = Part(PackURI("/ppt/comments/comment1.xml"), "application/xml", presentation.part.package, xml.encode())
    slide.part.relate_to(part, COMMENTS)
    presentation.save(tmp_path / "a.pptx")
    assert read(tmp_path / "a.pptx")[1] == [("slide 1 comment 1", (), "The target was missed in 2023.")]
