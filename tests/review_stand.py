"""A review server with stand-ins for reader and suggester, for tests of the service layer and of the API.

The stand-in reader takes a file for lines of text, pages being parted by form feeds. A line such as ``5:0.9 Words``
is a passage that the stand-in suggester puts before a person for criterion 5 with score 0.9; other lines get none.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from classify.suggestion import EvidenceStatus, Reason, ReasonKind, Suggestion
from corpus.errors import ErrorCode, ReadError
from corpus.framework import CriterionNumber, FrameworkId
from extract.document import Document, Fault, Page, PageFlag, PageStatus, fault
from extract.passage import Passage, PassageKind, Span, passage_id
from extract.word import Box
from ingest.limits import Limits
from ingest.source_file import Refusal, SourceFile
from review_api.app import create_app
from review_api.settings import Settings
from review_api.stages import Stages
from review_api.tokens import create_token

API = "/api/v1"
LOOPBACK = "http://127.0.0.1:8000"
REVIEWER = "Ana Ruiz"

#: A file with one of these words in it makes the stage fail.
READER_FAILS = b"the reader fails here"
SUGGESTER_FAILS = "the suggester fails here"
ENCRYPTED = b"encrypted"

POLICY = b"""\
5:0.9 We employ no person under 16 years of age.
An introduction that speaks of nothing in particular.
5:0.6 Ages are checked against identity papers.\x0c7:0.8 Overtime is voluntary and paid.
12:0.7 =SUM(A1:A9) is how the workbook counts accidents.
"""
AUDIT = b"""\
5:0.4 The auditor found no child at work.
7:0.3 Two pay slips were missing.
"""

PNG = b"\x89PNG\r\n\x1a\n stand-in for page "


def stand_in_document(source: SourceFile | Refusal) -> Document:
    """The document that the stand-in reader makes of a file."""
    if isinstance(source, Refusal):
        return _unread(source.sha256, source.name, fault(source.code, source.detail))
    data = source.path.read_bytes()
    if READER_FAILS in data:
        raise RuntimeError("the stand-in reader was told to fail")
    if data.startswith(ENCRYPTED):
        return _unread(source.sha256, source.name, fault(ErrorCode.ENCRYPTED, ""))
    sheets = data.decode().split("\x0c")
    pages = [
        Page(number=number, status=PageStatus.TEXT, flags=(), width=595.0, height=842.0, words=len(sheet.split()))
        for number, sheet in enumerate(sheets, start=1)
    ]
    if "unread page" in data.decode():
        error = fault(ErrorCode.PAGE_FAILED, "")
        flags = (PageFlag.PICTURES,)
        pages[-1] = replace(pages[-1], status=PageStatus.FAILED, flags=flags, error=error)
    passages: list[Passage] = []
    for number, sheet in enumerate(sheets, start=1):
        for row, line in enumerate(sheet.splitlines()):
            if line.strip():
                passages.append(_passage(source, number, row, line))
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type="application/pdf",
        error=None,
        pages=tuple(pages),
        passages=tuple(passages),
        language="en",
    )


def _passage(source: SourceFile, page: int, row: int, line: str) -> Passage:
    boxes = tuple(
        Box(72.0 + 40 * place, 80.5 + 14 * row, 108.0 + 40 * place, 92.25 + 14 * row)
        for place in range(len(line.split()))
    )
    spans = (Span(page=page, boxes=boxes),)
    return Passage(
        id=passage_id(source.sha256, spans, line),
        text=line,
        spans=spans,
        locator=f"p. {page} ¶ {row + 1}",
        heading=("Chapter",),
        kind=PassageKind.PROSE,
        language="en",
        prefix="before ",
        suffix=" after",
    )


def _unread(sha256: Any, name: str, error: Fault) -> Document:
    return Document(sha256=sha256, name=name, media_type=None, error=error, pages=(), passages=(), language="und")


@dataclass
class StandInReader:
    """Reads text files; ``pictures`` counts how often a page was painted."""

    pictures: int = 0
    read: list[str] = field(default_factory=list)
    #: The reader waits here before each document but the first while it is not set.
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def documents(self, sources: Iterable[SourceFile | Refusal]) -> Iterator[Document]:
        for source in sources:
            self.gate.wait(20) if self.read else None
            document = stand_in_document(source)
            self.read.append(source.name)
            yield document

    def page_image(self, path: Path, media_type: str, number: int, *, scale: float) -> bytes:
        assert path.is_file()
        assert media_type == "application/pdf"
        if b"no picture" in path.read_bytes():
            raise ReadError(ErrorCode.PAGE_FAILED, "The stand-in paints no such page.")
        self.pictures += 1
        return PNG + f"{number} at {scale}".encode()


class StandInSuggester:
    """Suggests what the lines say."""

    def __init__(self, framework: str) -> None:
        self.framework = framework

    def suggest(self, document: Document) -> tuple[Suggestion, ...]:
        found = []
        for passage in document.passages:
            if SUGGESTER_FAILS in passage.text:
                raise RuntimeError("the stand-in suggester was told to fail")
            mark = passage.text.split(" ")[0].split(":")
            if len(mark) == 2 and mark[0].isdigit():
                found.append(
                    Suggestion(
                        passage=passage.id,
                        framework=FrameworkId(self.framework),
                        criterion=CriterionNumber(mark[0]),
                        score=float(mark[1]),
                        status=EvidenceStatus.COMMITMENT,
                        reasons=(Reason(kind=ReasonKind.TERM, text="term", weight=0.5),),
                        release="stand-in-1",
                    )
                )
        return tuple(found)


def stand_in_stages(reader: StandInReader | None = None) -> Stages:
    """Stages that need no model and no child process."""
    the_reader = reader or StandInReader()

    @contextmanager
    def open_reader() -> Iterator[StandInReader]:
        yield the_reader

    return Stages(open_reader=open_reader, load_suggester=StandInSuggester)


@dataclass
class ReviewStand:
    """A running application with a client for each way of calling it."""

    client: TestClient
    settings: Settings
    #: What was announced at the start.
    links: list[str] = field(default_factory=list)

    @property
    def database(self) -> Any:
        return self.client.app.state.office.database  # type: ignore[attr-defined]

    def token(self, role: str, name: str = "") -> dict[str, str]:
        """Headers of a new token."""
        return {"Authorization": f"Bearer {create_token(self.database, name or f'the {role}', role)}"}

    def get(self, path: str, status: int = 200, /, **query: Any) -> Any:
        answer = self.client.get(API + path, params=query, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def post(self, path: str, status: int = 201, /, **body: Any) -> Any:
        answer = self.client.post(API + path, json=body, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def upload(self, *files: tuple[str, bytes], status: int = 202, **fields: str) -> Any:
        parts = [("files", (name, data, "application/octet-stream")) for name, data in files]
        answer = self.client.post(f"{API}/packs", files=parts, data=fields, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def ready(self, *files: tuple[str, bytes], **fields: str) -> Any:
        """The pack of these files, after it was processed."""
        return self.wait(self.upload(*files, **fields)["id"])

    def wait(self, pack: str, *states: str) -> Any:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            found = self.get(f"/packs/{pack}")
            if found["state"] in (states or ("ready", "failed")):
                return found
            time.sleep(0.01)
        raise AssertionError(f"pack is still in state {found['state']}")

    def queue(self, pack: str, **query: Any) -> Sequence[Any]:
        return list(self.get(f"/packs/{pack}/suggestions", **query)["items"])

    @property
    def headers(self) -> dict[str, str]:
        if not hasattr(self, "_headers"):
            self._headers = self.token("admin", REVIEWER)
        return self._headers


@contextmanager
def review_stand(
    data_dir: Path,
    *,
    stages: Stages | None = None,
    limits: Limits | None = None,
    load: Sequence[Path] = (),
    **settings: Any,
) -> Iterator[ReviewStand]:
    """A running application on ``data_dir``; the client stands on the same machine."""
    chosen = Settings(data_dir=data_dir, reviewer=REVIEWER, **({"limits": limits} if limits else {}), **settings)
    links: list[str] = []
    app = create_app(chosen, stages=stages or stand_in_stages(), load=load, announce=links.append)
    with TestClient(app, base_url=LOOPBACK, client=("127.0.0.1", 50000)) as client:
        yield ReviewStand(client=client, settings=chosen, links=links)
