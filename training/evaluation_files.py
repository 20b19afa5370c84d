"""The figures of an evaluation as files: JSON for programs, a picture for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.errors import CallError, ErrorCode
from training.picture import picture


def write_evaluation(figures: Mapping[str, Any], folder: Path) -> None:
    """Write ``evaluation.json`` and ``evaluation.svg``; raises :class:`CallError` with ``output_unwritable``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
        (folder / "evaluation.json").write_text(text, encoding="utf-8", newline="\n")
        (folder / "evaluation.svg").write_text(picture(figures), encoding="utf-8", newline="\n")
    except OSError as error:
        detail = f"The system says of '{folder}': {error.strerror}."
        raise CallError(ErrorCode.OUTPUT_UNWRITABLE, detail) from error
