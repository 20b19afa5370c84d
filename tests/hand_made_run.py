"""A small pre-screening result made by hand, with every case that its outputs must show. Texts are fictional."""

from __future__ import annotations

import hashlib
from datetime import date

from classify.suggestion import EvidenceStatus, Reason, ReasonKind, Suggestion
from corpus.errors import ErrorCode
from corpus.framework import (
    Applicability,
    Basis,
    Confidence,
    Criterion,
    CriterionNumber,
    EvidenceKind,
    Framework,
    FrameworkId,
    Indicator,
    Language,
    SiteType,
    Source,
    Statement,
)
from extract.document import Document, Page, PageFlag, PageStatus, fault
from extract.passage import Passage, PassageKind, Span, passage_id
from extract.word import Box
from ingest.source_file import Sha256
from prescreen.result import RunResult

_BASIS = Basis(source="assay", confidence=Confidence.MEMORY)
_FRAMEWORK = FrameworkId("hand-made-1")

#: Text that a careless output would run, in a page or in a spreadsheet.
HOSTILE = '<script>alert("x")</script> & =HYPERLINK("http://example.invalid")'
HOSTILE_NAME = "=cmd|' /C calc'!A0<img src=x onerror=alert(1)>.pdf"


def criterion(number: str, name: str, category: str) -> Criterion:
    """A criterion with one statement of each sort."""
    return Criterion(
        framework=_FRAMEWORK,
        number=CriterionNumber(number),
        key=name.lower().replace(" ", "_"),
        name=name,
        name_basis=_BASIS,
        aliases=(),
        category=category,
        category_basis=_BASIS,
        intent=Statement(text=f"The site manages {name.lower()} & keeps records.", basis=_BASIS),
        scope=dict.fromkeys(SiteType, Applicability.APPLIES),
        scope_basis=_BASIS,
        sdg=(8,),
        sdg_basis=_BASIS,
        evidence=(Indicator(kind=EvidenceKind.POLICY, text=f"Policy on {name.lower()}", basis=_BASIS),),
        near_misses=(Statement(text="A donation to a school", basis=_BASIS),),
        contradictions=(Statement(text="A finding left open past its date", basis=_BASIS),),
        terms={Language.ENGLISH: (name.lower(),)},
        terms_basis=_BASIS,
    )


def framework() -> Framework:
    """Four criteria in two categories; nothing is suggested for the third."""
    return Framework(
        id=_FRAMEWORK,
        name="Hand-made framework",
        version="1",
        publisher="Nobody",
        published="2026-01-01",
        sources={"assay": Source(title="Written for tests", gave="everything")},
        categories=("Labor", "Environment"),
        criteria=(
            criterion("5", "Child Labor", "Labor"),
            criterion("12", "Occupational Health and Safety", "Labor"),
            criterion("17", "Freshwater Management and Conservation", "Environment"),
            criterion("20", "Pollution", "Environment"),
        ),
    )


def digest(name: str) -> Sha256:
    """A hash that looks like one of content."""
    return Sha256(hashlib.sha256(name.encode()).hexdigest())


def passage(document: str, text: str, *, page: int = 1, top: float = 100.0, onto_next: bool = False) -> Passage:
    """A passage with one box per word, on lines of eight words; the last line on the next page with ``onto_next``."""
    boxes = tuple(
        Box(72.0 + 50 * (index % 8), top + 14 * (index // 8), 118.0 + 50 * (index % 8), top + 11 + 14 * (index // 8))
        for index in range(len(text.split()))
    )
    spans: tuple[Span, ...] = (Span(page=page, boxes=boxes),)
    if onto_next:
        spans = (Span(page=page, boxes=boxes[:-2]), Span(page=page + 1, boxes=boxes[-2:]))
    return Passage(
        id=passage_id(digest(document), spans, text),
        text=text,
        spans=spans,
        locator=f"p. {page} ¶ {int(top // 100)}",
        heading=("Our people", "Labour"),
        kind=PassageKind.PROSE,
        language="en",
        prefix="",
        suffix="",
    )


def suggestion(about: Passage, number: str, score: float, status: EvidenceStatus) -> Suggestion:
    """A suggestion with a reason of each kind."""
    return Suggestion(
        passage=about.id,
        framework=_FRAMEWORK,
        criterion=CriterionNumber(number),
        score=score,
        status=status,
        reasons=(
            Reason(kind=ReasonKind.TERM, text="minimum age", weight=0.4),
            Reason(kind=ReasonKind.TERM, text=HOSTILE, weight=0.1),
            Reason(kind=ReasonKind.INDICATOR, text="Policy on the subject", weight=0.3),
        ),
        release="hand-made-release",
    )


def page(number: int, status: PageStatus = PageStatus.TEXT, *, flags: tuple[PageFlag, ...] = ()) -> Page:
    """A page of A4; a failed or skipped one has its fault."""
    faults = {
        PageStatus.FAILED: fault(ErrorCode.PAGE_FAILED, "The content stream ends early."),
        PageStatus.SKIPPED: fault(ErrorCode.TOO_MANY_PAGES, "Limit: 6 pages."),
    }
    words = 120 if status is PageStatus.TEXT else 0
    return Page(
        number=number, status=status, flags=flags, width=595.0, height=842.0, words=words, error=faults.get(status)
    )


def document(name: str, pages: tuple[Page, ...], passages: tuple[Passage, ...] = (), language: str = "en") -> Document:
    """A PDF that opened."""
    return Document(
        sha256=digest(name),
        name=name,
        media_type="application/pdf",
        error=None,
        pages=pages,
        passages=passages,
        language=language,
    )


def refused(name: str, code: ErrorCode) -> Document:
    """A file of which no page is known."""
    return Document(
        sha256=None, name=name, media_type=None, error=fault(code, ""), pages=(), passages=(), language="und"
    )


def hand_made_run() -> RunResult:
    """Two documents that were read in part, one wholly, two not at all."""
    policy = "policy/Human rights policy of the whole Cerro Azul smelting group, signed.pdf"
    plain = passage(policy, "We employ nobody under 16 years and check the age of every applicant before hiring.")
    over = passage(policy, "Workers under 18 do no night shift and do not handle acid.", page=3, onto_next=True)
    weak = [passage(policy, f"Training {n} on safety was held.", page=2, top=100.0 * n) for n in range(1, 8)]
    accident = passage(HOSTILE_NAME, "Two workers were burnt in March; the corrective action is open.", page=2)
    script = passage(HOSTILE_NAME, HOSTILE)
    formula = passage(HOSTILE_NAME, "=1+1 tonnes of sludge went to the lined pond\x0b of the plant.", top=300.0)
    return RunResult(
        framework=framework(),
        documents=(
            document(
                policy,
                (
                    page(1, flags=(PageFlag.HIDDEN_TEXT,)),
                    page(2),
                    page(3, flags=(PageFlag.HIDDEN_TEXT, PageFlag.PICTURES)),
                    page(4),
                    page(5, PageStatus.EMPTY),
                ),
                (plain, *weak, over),
            ),
            document(
                HOSTILE_NAME,
                (
                    page(1),
                    page(2),
                    page(3, PageStatus.IMAGE_ONLY),
                    page(4, PageStatus.FAILED),
                    page(5, PageStatus.FAILED),
                    page(6, PageStatus.OCR),
                    page(7, PageStatus.SKIPPED),
                ),
                (script, formula, accident),
            ),
            document("scan/certificate.pdf", (page(1, PageStatus.IMAGE_ONLY),), language="und"),
            refused("locked.pdf", ErrorCode.ENCRYPTED),
            refused("../evil.pdf", ErrorCode.UNSAFE_NAME),
        ),
        suggestions=(
            (
                suggestion(plain, "5", 0.91, EvidenceStatus.IMPLEMENTED),
                suggestion(over, "5", 0.62, EvidenceStatus.COMMITMENT),
                *(suggestion(one, "12", 0.4, EvidenceStatus.IMPLEMENTED) for one in weak),
            ),
            (
                suggestion(accident, "12", 0.3, EvidenceStatus.NEGATIVE),
                suggestion(accident, "20", 0.15, EvidenceStatus.NEGATIVE),
                suggestion(script, "5", 0.2, EvidenceStatus.SUPPLIER_REQUIREMENT),
                suggestion(formula, "20", 0.1, EvidenceStatus.CONTEXT),
            ),
            (),
            (),
            (),
        ),
        as_of=date(2026, 11, 22),
        release="hand-made-release",
        pack_name="Cerro Azul <sample> & friends",
    )
