"""The accepted evidence of a pack, for a due-diligence file: as one record, as JSON, as a workbook."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import Field
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from classify.suggestion import EvidenceStatus
from corpus.catalogue import load_framework
from extract.passage import Passage, PassageId, PassageKind, Span
from extract.word import Box
from prescreen.place import boxes_in_words
from prescreen.spreadsheet import neutral, save_reproducibly
from review_api.criterion import criterion_name
from review_api.decision_log import chain_head
from review_api.packs import fault_record, pack_row
from review_api.permissions import Permission, Principal
from review_api.records import FaultRecord, Record, SpanRecord
from review_api.sight import require_sight
from review_api.standing import STATE_VERDICTS
from review_api.tables import DecisionRow, DocumentRow, PassageRow, SiteRow, SuggestionRow
from review_api.verdict import Anchor, Verdict

#: Said on every export, so that nobody takes it for more than it is.
DISCLAIMER = "Evidence that people accepted for review purposes; it is no assurance conclusion about the supplier."


class ExportedPack(Record):
    """Which pack, judged by what."""

    id: str
    name: str
    framework: str
    framework_name: str
    framework_version: str


class ExportedHead(Record):
    """The end of the decision log at the time of the export: the number of events and the hash of the last."""

    sequence: int
    hash: str


class ExportedDocument(Record):
    """How much of a document was read."""

    id: str
    name: str
    sha256: str | None
    pages_read: int
    pages_unread: int
    error: FaultRecord | None


class Evidence(Record):
    """One passage that a person accepted for a criterion."""

    criterion: str
    criterion_name: str
    suggested_criterion: str
    quote: str
    document: str
    document_name: str
    document_sha256: str
    locator: str
    pages: tuple[int, ...]
    spans: tuple[SpanRecord, ...]
    status: EvidenceStatus
    score: float
    release: str
    who: str
    at: str = Field(description="UTC, ISO 8601.")
    note: str | None
    suggestion: str
    decision: str
    decision_hash: str
    site: str | None = Field(description="Name of the site that it speaks of.")
    anchor: Anchor = Field(description="Whether the passage was found again after its document was read anew.")
    criterion_sha256: str | None = Field(description="Hash of the text of the criterion as it was judged.")


class EvidenceExport(Record):
    """Everything an export says, whatever its format."""

    schema_version: Literal[1] = 1
    about: str = DISCLAIMER
    pack: ExportedPack
    decision_log: ExportedHead
    documents: tuple[ExportedDocument, ...]
    evidence: tuple[Evidence, ...]


def accepted_evidence(session: Session, principal: Principal, pack: str) -> EvidenceExport:
    """The accepted evidence in the order of criteria and of reading. Raises :class:`ReviewError` (``not_found``)."""
    principal.require(Permission.READ)
    row = pack_row(session, principal, pack)
    require_sight(session, principal, pack)
    framework = load_framework(row.framework)
    head = chain_head(session)
    documents = session.scalars(select(DocumentRow).where(DocumentRow.pack == pack).order_by(DocumentRow.position))
    return EvidenceExport(
        pack=ExportedPack(
            id=row.id,
            name=row.name,
            framework=row.framework,
            framework_name=framework.name,
            framework_version=framework.version,
        ),
        decision_log=ExportedHead(sequence=head.sequence, hash=head.hash),
        documents=tuple(
            ExportedDocument(
                id=document.id,
                name=document.name,
                sha256=document.sha256,
                pages_read=document.pages_read,
                pages_unread=document.pages - document.pages_read,
                error=fault_record(document.error_code, document.error_message, document.error_next),
            )
            for document in documents
        ),
        evidence=_evidence(session, pack),
    )


def workbook_bytes(export: EvidenceExport) -> bytes:
    """The export as XLSX: equal exports give equal bytes, and no cell holds a formula."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _evidence_sheet(workbook.create_sheet("Accepted evidence"), export)
    _documents_sheet(workbook.create_sheet("Documents"), export)
    _about_sheet(workbook.create_sheet("About"), export)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.xlsx"
        save_reproducibly(workbook, path)
        return path.read_bytes()


def _evidence(session: Session, pack: str) -> tuple[Evidence, ...]:
    """What stands as accepted in the log, also where the passage was lost when its document was read anew."""
    later = aliased(DecisionRow)
    superseded = exists().where(
        later.suggestion == DecisionRow.suggestion,
        later.seat == "",
        later.turn > DecisionRow.turn,
        later.verdict.in_(STATE_VERDICTS),
    )
    place = (PassageRow.document == SuggestionRow.document) & (PassageRow.position == SuggestionRow.passage_position)
    query = (
        select(DecisionRow, SuggestionRow, DocumentRow.name, PassageRow.locator, SiteRow.name)
        .select_from(DecisionRow)
        .outerjoin(SuggestionRow, SuggestionRow.id == DecisionRow.suggestion)
        .outerjoin(DocumentRow, DocumentRow.id == func.coalesce(SuggestionRow.document, DecisionRow.document))
        .outerjoin(PassageRow, place)
        .outerjoin(SiteRow, SiteRow.id == SuggestionRow.site)
        .where(DecisionRow.pack == pack, DecisionRow.seat == "", ~superseded)
        .where(DecisionRow.verdict.in_([Verdict.ACCEPT.value, Verdict.CHANGE.value]))
        .order_by(SuggestionRow.document_position, SuggestionRow.passage_position, DecisionRow.suggestion)
    )
    found = []
    for decision, suggestion, name, locator, site in session.execute(query):
        spans = tuple(SpanRecord.model_validate(span) for span in decision.selector["spans"])
        said = decision.details
        found.append(
            Evidence(
                criterion=decision.criterion,
                criterion_name=criterion_name(decision.framework, decision.criterion),
                suggested_criterion=suggestion.criterion if suggestion else said.get("suggested", decision.criterion),
                quote=decision.selector["quote"],
                document=decision.document,
                document_name=name or "",
                document_sha256=decision.selector["document"],
                locator=locator or "",
                pages=tuple(span.page for span in spans),
                spans=spans,
                status=EvidenceStatus(suggestion.standing_status if suggestion else said.get("status", "context")),
                score=suggestion.score if suggestion else said.get("score", 0.0),
                release=decision.release,
                who=decision.who,
                at=decision.at,
                note=decision.note,
                suggestion=decision.suggestion,
                decision=decision.id,
                decision_hash=decision.hash,
                site=site,
                anchor=Anchor(suggestion.anchor) if suggestion else Anchor.LOST,
                criterion_sha256=decision.criterion_sha256,
            )
        )
    # Sorting is stable: within a criterion the order of reading stays.
    return tuple(sorted(found, key=lambda one: (int(one.criterion) if one.criterion.isdigit() else 0, one.criterion)))


def _evidence_sheet(sheet: Worksheet, export: EvidenceExport) -> None:
    widths = {
        "Criterion": 10,
        "Name": 28,
        "Quote": 80,
        "Document": 32,
        "Page": 8,
        "Place": 14,
        "Status": 16,
        "Score": 8,
        "Accepted by": 18,
        "Accepted at (UTC)": 24,
        "Note": 40,
        "Suggested as": 12,
        "Site": 20,
        "Boxes (points from the top left)": 50,
        "Document sha256": 20,
        "Decision": 38,
        "Decision hash": 20,
    }
    _header(sheet, widths)
    for number, one in enumerate(export.evidence, start=2):
        _row(
            sheet,
            number,
            (
                one.criterion,
                one.criterion_name,
                one.quote,
                one.document_name,
                ", ".join(str(page) for page in one.pages),
                one.locator,
                one.status.value,
                one.score,
                one.who,
                one.at,
                one.note or "",
                one.suggested_criterion,
                one.site or "",
                _boxes(one),
                one.document_sha256,
                one.decision,
                one.decision_hash,
            ),
        )


def _documents_sheet(sheet: Worksheet, export: EvidenceExport) -> None:
    _header(sheet, {"Document": 48, "Pages read": 12, "Pages unread": 12, "Problem": 60, "sha256": 20})
    for number, document in enumerate(export.documents, start=2):
        problem = f"{document.error.code}: {document.error.message}" if document.error else ""
        row = (document.name, document.pages_read, document.pages_unread, problem, document.sha256 or "")
        _row(sheet, number, row)


def _about_sheet(sheet: Worksheet, export: EvidenceExport) -> None:
    _header(sheet, {"What": 32, "Value": 90})
    pack = export.pack
    rows: tuple[tuple[str, str | float], ...] = (
        ("About", export.about),
        ("Pack", pack.name),
        ("Pack id", pack.id),
        ("Framework", f"{pack.framework_name} {pack.framework_version} ({pack.framework})"),
        ("Events in the decision log", export.decision_log.sequence),
        ("Head of the decision log", export.decision_log.hash),
        ("Accepted passages", len(export.evidence)),
        ("Pages read", sum(document.pages_read for document in export.documents)),
        ("Pages unread", sum(document.pages_unread for document in export.documents)),
        ("Documents not opened", sum(document.error is not None for document in export.documents)),
    )
    for number, row in enumerate(rows, start=2):
        _row(sheet, number, row)


def _header(sheet: Worksheet, widths: dict[str, int]) -> None:
    sheet.append(list(widths))
    for column, width in enumerate(widths.values(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(row=1, column=column).font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _row(sheet: Worksheet, row: int, values: tuple[str | float, ...]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row=row, column=column)
        if isinstance(value, str):
            cell.value = neutral(value)
            # Otherwise the library would guess the type of the cell from its text.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        else:
            cell.value = value
            cell.alignment = Alignment(vertical="top")


def _boxes(one: Evidence) -> str:
    spans = tuple(Span(page=span.page, boxes=tuple(Box(*box) for box in span.boxes)) for span in one.spans)
    return boxes_in_words(
        Passage(
            id=PassageId(one.suggestion),
            text=one.quote,
            spans=spans,
            locator=one.locator,
            heading=(),
            kind=PassageKind.PROSE,
            language="und",
            prefix="",
            suffix="",
        )
    )
