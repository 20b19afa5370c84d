"""What the service layer answers with, in the form that goes out as JSON. Changes only add fields.

Pages count from 1. Boxes are PDF points, origin at the top left of the visible page.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from classify.suggestion import EvidenceStatus, ReasonKind
from corpus.errors import ErrorCode
from corpus.framework import EvidenceKind, SiteType
from extract.document import PageFlag, PageStatus
from extract.passage import PassageKind
from review_api.permissions import Role
from review_api.verdict import Anchor, Origin, RejectionReason, SuggestionState, Verdict

T = TypeVar("T")

PackState = Literal["received", "reading", "suggesting", "ready", "failed", "cancelled"]


class Record(BaseModel):
    """Frozen, as every record that stages hand to each other."""

    model_config = ConfigDict(frozen=True)


class Slice(Record, Generic[T]):
    """A part of a list, with the way to the next part."""

    items: tuple[T, ...]
    next_cursor: str | None = Field(description="Send it as `cursor` to get what follows; null at the end.")


class FaultRecord(Record):
    """Why something was not read or done."""

    code: ErrorCode
    message: str
    next: str


class ProgressRecord(Record):
    """How far the processing of a pack is."""

    files: int = Field(description="Files that came in, members of archives included; 0 until they are counted.")
    files_done: int
    pages: int = Field(description="Pages met so far.")
    seconds_left: float | None = Field(description="From the pace in bytes so far; null when it cannot be told.")


class SuggestionCounts(Record):
    """Suggestions of a pack by state."""

    open: int
    accepted: int
    rejected: int


class SiteRecord(Record):
    """A place at which a supplier works."""

    id: str
    name: str
    country: str = Field(description="ISO 3166 alpha-2; empty when it is not known.")
    role: SiteType
    metals: tuple[str, ...]


class SupplierRecord(Record):
    """A company whose evidence is reviewed."""

    schema_version: Literal[1] = 1
    id: str
    name: str
    created_at: str = Field(description="UTC, ISO 8601.")
    created_by: str
    sites: tuple[SiteRecord, ...]


class AccountRecord(Record):
    """A person."""

    schema_version: Literal[1] = 1
    id: str
    name: str = Field(description="Stands in the decision log.")
    role: Role
    suppliers: tuple[str, ...] | None = Field(description="Ids of those that may be seen; null for every one.")
    has_password: bool
    created_at: str = Field(description="UTC, ISO 8601.")
    created_by: str
    disabled_at: str | None = Field(description="Null while the account works.")


class CallerRecord(Record):
    """Who is calling."""

    name: str
    role: Role
    suppliers: tuple[str, ...] | None = Field(description="Ids of those that may be seen; null for every one.")
    account: AccountRecord | None = Field(description="Null for a program whose token belongs to nobody.")


class InvitationRecord(Record):
    """A new way in for an account."""

    account: AccountRecord
    link: str = Field(description="Address that signs its person in once, within seven days; it is shown only here.")


class TokenRecord(Record):
    """A token, without its secret."""

    id: str
    name: str
    role: Role
    account: str | None = Field(description="Id of the account; null for programs whose token belongs to nobody.")
    created_at: str = Field(description="UTC, ISO 8601.")
    revoked_at: str | None = Field(description="Null while the token works.")


class NewTokenRecord(TokenRecord):
    """A token that was just made."""

    secret: str = Field(description="Shown only here; the server keeps its hash.")


class PackRecord(Record):
    """A supplier's evidence pack."""

    schema_version: Literal[1] = 1
    id: str
    supplier: str | None = Field(description="Id of the supplier; null where nobody has said whose pack it is.")
    supplier_name: str | None
    name: str
    framework: str
    state: PackState
    created_at: str = Field(description="UTC, ISO 8601.")
    created_by: str
    progress: ProgressRecord
    documents: int
    pages_read: int
    pages_unread: int = Field(description="Pages that may hold evidence nobody has seen.")
    documents_unread: int = Field(description="Documents that could not be opened, so that not even their pages count.")
    suggestions: SuggestionCounts
    error: FaultRecord | None
    retain_until: str | None = Field(description="First day on which the pack may be deleted; null for any day.")


class PageRecord(Record):
    """The account of one page."""

    number: int
    status: PageStatus
    flags: tuple[PageFlag, ...]
    width: float = Field(description="Points.")
    height: float = Field(description="Points.")
    words: int
    error: FaultRecord | None


class DocumentRecord(Record):
    """One file of a pack, also a refused one."""

    schema_version: Literal[1] = 1
    id: str
    pack: str
    sha256: str | None = Field(description="Null when the bytes were never seen whole.")
    name: str
    media_type: str | None
    size: int | None = Field(description="Bytes.")
    language: str
    error: FaultRecord | None
    pages: tuple[PageRecord, ...]
    series: str = Field(description="The same for every version of the document that the supplier sent.")
    version: int = Field(description="From 1; the same bytes have the same version.")
    effective: str | None = Field(description="First day on which it holds.")
    received: str = Field(description="Day on which it came in.")
    expiry: str | None = Field(description="Last day on which it holds.")
    site: str | None = Field(description="Id of the site that it speaks of.")


class SpanRecord(Record):
    """The part of a passage that lies on one page."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...] = Field(description="One per word: x0, y0, x1, y1.")


class PassageRecord(Record):
    """A piece of a document that is judged."""

    id: str
    text: str
    spans: tuple[SpanRecord, ...]
    locator: str
    heading: tuple[str, ...]
    kind: PassageKind
    language: str
    prefix: str
    suffix: str


class SelectorRecord(Record):
    """Everything needed to find a quote again, without any other record."""

    document: str = Field(description="sha256 of the bytes of the document.")
    quote: str
    prefix: str
    suffix: str
    spans: tuple[SpanRecord, ...]
    redacted: bool = Field(default=False, description="Whether the quote was blotted out; its digest stays.")


class SealRecord(Record):
    """Salt and digest by which a field is part of the hash of its event."""

    salt: str
    digest: str


class DecisionRecord(Record):
    """One event of the decision log."""

    schema_version: Literal[1, 2] = Field(description="Version of the body that is hashed.")
    sequence: int
    id: str
    at: str = Field(description="UTC, ISO 8601.")
    who: str
    verdict: Verdict
    reason: RejectionReason | None
    note: str | None
    pack: str
    suggestion: str
    turn: int = Field(description="Number of the event among those of its suggestion, from 1.")
    document: str
    framework: str
    criterion: str
    release: str
    framework_version: str | None = Field(description="Null in events of schema version 1.")
    criterion_sha256: str | None = Field(description="Hash of the text of the criterion as it was judged.")
    details: dict[str, Any] = Field(description="What the verdict needs to say beyond the other fields.")
    selector: SelectorRecord
    undoes: str | None = Field(description="Id of the decision that an undo takes back.")
    seals: dict[str, SealRecord]
    previous: str
    hash: str


class ReasonRecord(Record):
    """One thing that moved the score."""

    kind: ReasonKind
    text: str
    weight: float


class SuggestionRecord(Record):
    """A passage put before a person for a criterion."""

    schema_version: Literal[1] = 1
    id: str
    pack: str
    document: str
    document_name: str
    framework: str
    criterion: str = Field(description="The decided one when a reviewer changed it.")
    criterion_name: str
    suggested_criterion: str
    score: float
    status: EvidenceStatus = Field(description="The decided one when a reviewer changed it.")
    suggested_status: EvidenceStatus
    state: SuggestionState
    origin: Origin
    anchor: Anchor
    language: str
    site: str | None = Field(description="Id of the site that it speaks of.")
    assignee: str | None
    likeness: str = Field(description="Equal for passages of the same words, whatever their numbers.")
    passage: PassageRecord
    reasons: tuple[ReasonRecord, ...]
    release: str
    decision: DecisionRecord | None = Field(description="The decision that stands.")


class AgreementRecord(Record):
    """How far two blind reviewers agree; alike is evidence for the same criterion, or none."""

    both: int = Field(description="Suggestions that both answered.")
    alike: int
    kappa: float | None = Field(description="Cohen's kappa; null where chance alone explains everything.")
    alpha: float | None = Field(description="Krippendorff's alpha, nominal; null where nothing varies.")


class RoundRecord(Record):
    """Two reviewers who judge a pack without seeing each other's answers."""

    schema_version: Literal[1] = 1
    id: str
    pack: str
    first: str = Field(description="Id of an account.")
    second: str = Field(description="Id of an account.")
    opened_at: str = Field(description="UTC, ISO 8601.")
    opened_by: str
    closed_at: str | None = Field(description="Null while it is open.")
    closed_by: str | None
    agreement: AgreementRecord | None = Field(description="Null while it is hidden from the caller.")


class RoundList(Record):
    """The rounds of a pack."""

    items: tuple[RoundRecord, ...]


class OpinionRecord(Record):
    """The answer of one blind reviewer."""

    who: str
    state: SuggestionState
    criterion: str
    reason: RejectionReason | None
    note: str | None
    decision: str = Field(description="Id of the event.")


class DisagreementRecord(Record):
    """A suggestion that two blind reviewers answered differently."""

    suggestion: str
    first: OpinionRecord
    second: OpinionRecord
    is_settled: bool = Field(description="Whether an approver decided it since.")


class BatchRecord(Record):
    """Many suggestions decided at once, one event each."""

    batch: str = Field(description="Undoes all of them, at /packs/{pack}/batches/{batch}/undo.")
    events: tuple[DecisionRecord, ...]
    skipped: tuple[str, ...] = Field(description="Ids of suggestions that were decided already, and stay as they are.")


class LoadRecord(Record):
    """How much lies before one person."""

    assignee: str | None = Field(description="Name; null for what was given to nobody.")
    open: int
    decided: int


class LoadList(Record):
    """How the suggestions of a pack are spread."""

    items: tuple[LoadRecord, ...]


class SampleRecord(Record):
    """A draw of passages that no model suggested for a criterion."""

    schema_version: Literal[1] = 1
    id: str
    criterion: str
    population: int = Field(description="Passages that could have been drawn.")
    drawn: int
    seed: str
    at: str = Field(description="UTC, ISO 8601.")
    who: str
    judged: int = Field(description="Of those drawn, how many were decided.")
    relevant: int = Field(description="Of those decided, how many are evidence for the criterion.")


class SampleList(Record):
    """The draws of a pack."""

    items: tuple[SampleRecord, ...]


class IndicatorRecord(Record):
    """A kind of evidence that would speak for a criterion."""

    kind: EvidenceKind
    text: str


class CriterionText(Record):
    """The text of a criterion that a reviewer has beside the page."""

    number: str
    name: str
    category: str
    intent: str
    evidence: tuple[IndicatorRecord, ...]
    near_misses: tuple[str, ...]
    contradictions: tuple[str, ...]


class Neighbours(Record):
    """The passages around a passage; empty at the ends of the document."""

    before: str
    after: str


class SuggestionDetail(SuggestionRecord):
    """A suggestion with what a person needs to judge it."""

    criterion_text: CriterionText
    neighbours: Neighbours


class FrameworkSummary(Record):
    """A framework that packs can be judged by."""

    id: str
    name: str
    version: str
    criteria: int


class FrameworkList(Record):
    """Every framework that is there."""

    items: tuple[FrameworkSummary, ...]
