"""The real documents and labels beside the repository, which are used to measure and never copied into it."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process_tree import BenchmarkError

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared" / "data"
DOCUMENTS = SHARED / "esg"
LABELLED = SHARED / "labelled" / "rra2_dev.jsonl"
SCREENING_PACK = Path(__file__).parent / "screening-pack.tsv"


@dataclass(frozen=True, kw_only=True, slots=True)
class PackFile:
    """One file of the pack that speed is measured on."""

    path: Path
    language: str
    pages: int


def screening_pack(folder: Path = DOCUMENTS, listing: Path = SCREENING_PACK) -> tuple[PackFile, ...]:
    """The files that ``listing`` names, checked to be the same bytes.

    Raises :class:`BenchmarkError` when one is missing or another.
    """
    with listing.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    files = []
    for row in rows:
        path = present(folder / row["name"])
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != row["sha256"]:
            raise BenchmarkError(
                f"{path.name} has sha256 {found}, expected {row['sha256']}: figures would not compare."
            )
        files.append(PackFile(path=path, language=row["language"], pages=int(row["pages"])))
    return tuple(files)


def present(path: Path) -> Path:
    """The path itself; raises :class:`BenchmarkError` when nothing is there."""
    if not path.exists():
        raise BenchmarkError(f"Found nothing at '{path}': this benchmark needs the shared data beside the repository.")
    return path
