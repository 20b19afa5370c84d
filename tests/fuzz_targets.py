"""What the fuzzer calls with bytes of its own: each may refuse them by a named error and must raise nothing else."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import ReadError
from extract.assembly import passages_of
from extract.office import OFFICE_TYPES, read_office
from extract.pdf import page_count, read_pages
from extract.word import text_of
from ingest.archive import Unpacking
from ingest.limits import MEBIBYTE, Limits
from ingest.source_file import Sha256, SourceFile

#: Pages of one input; more would say the same again.
_PAGES = 4
_LIMITS = Limits(max_file_bytes=8 * MEBIBYTE, max_pack_bytes=16 * MEBIBYTE, max_files=50)
#: Larger seeds take the fuzzer too long.
SEED_BYTES = 64 * 1024
SAMPLE = Path(__file__).parents[1] / "corpus" / "samples" / "sample-pack.zip"


def pdf(data: bytes) -> None:
    """Pages and passages of a PDF; boxes lie on their page, and passages are made of words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.pdf"
        path.write_bytes(data)
        try:
            pages = read_pages(path, 1, min(page_count(path), _PAGES))
        except ReadError:
            return
    passages, _ = passages_of(Sha256("0" * 64), pages)
    sizes = {page.number: (page.width, page.height) for page in pages}
    for passage in passages:
        assert passage.text
        for span in passage.spans:
            width, height = sizes[span.page]
            for box in span.boxes:
                assert 0 <= box.x0 <= box.x1 <= width + 0.01, box
                assert 0 <= box.y0 <= box.y1 <= height + 0.01, box
    for page in pages:
        assert isinstance(text_of(word for block in page.blocks for line in block.lines for word in line.words), str)


def archive(data: bytes) -> None:
    """Members of an archive or a mail, and the pages of what Assay lays out; nothing leaves the store."""
    with tempfile.TemporaryDirectory() as folder:
        store, path = Path(folder) / "store", Path(folder) / "input.bin"
        store.mkdir()
        path.write_bytes(data)
        unpacking = Unpacking(store=store, limits=_LIMITS, bytes_left=_LIMITS.max_pack_bytes)
        unpacking.file(path, "input", Sha256(hashlib.sha256(data).hexdigest()), depth=1)
        assert {entry.name for entry in Path(folder).iterdir()} == {"store", "input.bin"}
        for member in unpacking.members:
            if isinstance(member, SourceFile):
                assert member.path.is_file()
                if member.media_type in OFFICE_TYPES:
                    _lay_out(member)


def _lay_out(member: SourceFile) -> None:
    try:
        reading = read_office(member.path, member.media_type, _PAGES)
    except ReadError:
        return
    for layout in reading.layouts:
        assert layout.number >= 1


TARGETS: dict[str, Callable[[bytes], None]] = {"pdf": pdf, "archive": archive}


def seeds(name: str, torture: Path) -> Iterator[bytes]:
    """Inputs to begin with: the sample pack, and the hostile files beside the repository when they are there."""
    with zipfile.ZipFile(SAMPLE) as pack:
        members = [pack.read(member) for member in pack.namelist()]
    found = [*members, *(path.read_bytes() for path in sorted(torture.rglob("*")) if path.is_file())]
    if name == "archive":
        yield b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nThe audit found nothing at all.\r\n"
    for data in found:
        is_pdf = b"%PDF-" in data[:1024]
        if data and len(data) <= SEED_BYTES and (is_pdf or name == "archive"):
            yield data
