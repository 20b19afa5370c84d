"""How fast text PDFs are read beside pdfplumber, and how much memory the process that reads them takes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks.page import Section, paragraph, spread, table
from benchmarks.process_tree import BenchmarkError
from benchmarks.shared import DOCUMENTS, REPOSITORY, present

NAME = "extraction"
PACKAGES = ("pypdfium2", "pdfplumber", "lingua-language-detector", "numpy")
#: Times the pages a second of pdfplumber, and megabytes of the process that reads, that are wanted.
WANTED = {"words": 15.0, "everything": 4.0}
WANTED_MEMORY = 150
_LABELS = {"words": "words, boxes, passages, language", "everything": "with tables, hidden and garbled text, pictures"}
_MEGABYTE = 1_000_000
_LOOK_SECONDS = 0.02
_LARGEST = 5


def run(*, rounds: int = 3, step: int = 1, files: int = 0) -> Section:
    """Time the three ways in turn and watch the memory of each file; raises :class:`BenchmarkError`."""
    paths = [path for path in sorted(present(DOCUMENTS).glob("*.pdf")) if _opens(path)][: files or None]
    results: dict[str, list[dict[str, float]]] = {"words": [], "everything": [], "pdfplumber": []}
    for _ in range(rounds):
        for way, found in results.items():
            found.append(_timed(way, step, paths))
    peaks = {path.name: peak_of_reader(path) for path in paths}
    return Section(name=NAME, title="Extraction: text PDFs beside pdfplumber", body=_body(results, peaks, step))


def _opens(path: Path) -> bool:
    """Whether the file is a PDF that opens: error pages saved under such a name are none."""
    import pypdfium2  # noqa: PLC0415

    try:
        pypdfium2.PdfDocument(path).close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _timed(way: str, step: int, paths: Sequence[Path]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.extraction_worker", way, str(step), *map(str, paths)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise BenchmarkError(f"Reading by '{way}' ended with {done.returncode}: {done.stderr.decode()[-300:]}")
    result: dict[str, float] = json.loads(done.stdout)
    return result


def peak_of_reader(path: Path) -> int:
    """Bytes of resident memory that the process that reads a file took at most, by the word of the system."""
    assay = str(Path(sys.executable).with_name("assay"))
    command = [assay, "extract", str(path), "--ocr", "off", "--workers", "1"]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    root, peak = psutil.Process(process.pid), 0
    while process.poll() is None:
        peak = max([peak, *map(_high_water, _children(root))])
        time.sleep(_LOOK_SECONDS)
    if not peak:
        raise BenchmarkError(f"Saw no process that reads {path.name}.")
    return peak


def _children(root: psutil.Process) -> list[psutil.Process]:
    try:
        return root.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _high_water(process: psutil.Process) -> int:
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    rows = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(rows.get("VmHWM", "0 kB").split()[0]) * 1024


def _body(results: dict[str, list[dict[str, float]]], peaks: dict[str, int], step: int) -> str:
    rates = {way: [found["pages"] / found["seconds"] for found in results[way]] for way in results}
    rows = [
        [_LABELS.get(way, "pdfplumber `extract_words`"), f"{results[way][0]['words']:.0f}", spread(rates[way], 1)]
        for way in results
    ]
    verdicts = []
    for way, wanted in WANTED.items():
        ratios = [own / other for own, other in zip(rates[way], rates["pdfplumber"], strict=True)]
        reached = "reached" if statistics.median(ratios) >= wanted else "not reached"
        verdicts.append(f"{_LABELS[way]}: **{spread(ratios, 2)} times**, wanted {wanted:g}: {reached}.")
    largest = sorted(peaks.items(), key=lambda entry: -entry[1])[:_LARGEST]
    most = largest[0][1] / _MEGABYTE
    pages = results["words"][0]["pages"]
    which = "every page" if step == 1 else f"every page of {step}"
    return "\n".join(
        [
            paragraph(f"""
                {which} of the {len(peaks)} PDFs of reports that open, {pages:.0f} pages, one process for each way and
                round, {len(rates["words"])} rounds in turn. Seconds are of one processor, from the opening of the
                first file; what is imported and the models of languages are loaded before. Scans are not recognised.
            """),
            table(["way", "words", "pages a second"], rows),
            paragraph("Pages a second beside those of pdfplumber in the same round. " + " ".join(verdicts)),
            paragraph(f"""
                Peak of resident memory of the process that reads (`assay extract --ocr off --workers 1`, one run for
                each file): {most:.0f} MB at most, wanted {WANTED_MEMORY} MB on every file:
                {"reached" if most <= WANTED_MEMORY else "not reached"}. The largest:
            """),
            table(["file", "MB"], [[name, f"{peak / _MEGABYTE:.0f}"] for name, peak in largest]),
        ]
    )
