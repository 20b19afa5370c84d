"""The sample self-assessment questionnaire as DOCX: headings, question tables with ticked boxes, an attachment list."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from corpus.samples.archive import FIXED_TIME, with_fixed_dates
from corpus.samples.questionnaire_text import ATTACHMENTS, COMPANY_DATA, SECTIONS

TITLE = "Supplier Self-Assessment Questionnaire"
_TABLE_STYLES = ("Normal Table", "Table Grid")


def questionnaire() -> bytes:
    """The answered questionnaire as DOCX bytes."""
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(
        "Please answer every question for the site named below, tick one box and add a comment with a reference to the "
        "document that supports the answer. Questions without an answer are counted as open."
    )
    _add_table(document, COMPANY_DATA)
    for title, answers in SECTIONS:
        document.add_heading(title, level=1)
        rows = [(answer.question, answer.ticks, answer.comment) for answer in answers]
        _add_table(document, [("Question", "Answer", "Comment and reference"), *rows])
    document.add_heading("Attachments", level=1)
    _add_table(document, ATTACHMENTS)
    document.add_paragraph()
    document.add_paragraph(
        "The answers were given to the best of our knowledge and have not been checked by a third party."
    )
    _leave_out_unused_styles(document)
    _set_properties(document)
    out = io.BytesIO()
    document.save(out)
    return with_fixed_dates(out.getvalue())


def _add_table(document: DocxDocument, rows: Iterable[Sequence[str]]) -> None:
    first, *others = rows
    table = document.add_table(rows=0, cols=len(first), style="Table Grid")
    for row in (first, *others):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _leave_out_unused_styles(document: DocxDocument) -> None:
    # The library's template brings 800 kB of them, and the pack is not compressed.
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(key)


def _set_properties(document: DocxDocument) -> None:
    properties = document.core_properties
    properties.title = TITLE
    properties.author = "Rodrigo Quenestra"
    properties.last_modified_by = "Rodrigo Quenestra"
    properties.created = FIXED_TIME
    properties.modified = FIXED_TIME
    properties.comments = ""
