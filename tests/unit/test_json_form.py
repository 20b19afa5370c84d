"""The JSON form of documents and passages: what is written can be read back, and says what docs/interfaces.md says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawing import drawn, paragraph, source
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import REMEDIES, ErrorCode
from extract.document import Document, Page, PageFlag, PageStatus, fault
from extract.json_form import document_json, passage_from_json, passage_json
from extract.passage import Passage, PassageKind, Span, passage_id
from extract.reader import Reader
from extract.word import Box, Word, WordFlag
from ingest.source_file import Sha256

DIGEST = Sha256("a" * 64)
#: As they are written: hundredths of a point.
edge = st.integers(0, 100_000).map(lambda hundredths: hundredths / 100)
text = st.text(st.characters(codec="utf-8"), max_size=60)
spans = st.lists(
    st.builds(
        Span, page=st.integers(1, 5000), boxes=st.lists(st.builds(Box, edge, edge, edge, edge), max_size=5).map(tuple)
    ),
    max_size=3,
).map(tuple)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    quote, where = draw(text), draw(spans)
    return Passage(
        id=passage_id(DIGEST, where, quote),
        text=quote,
        spans=where,
        locator=draw(text),
        heading=tuple(draw(st.lists(text, max_size=4))),
        kind=draw(st.sampled_from(PassageKind)),
        language=draw(st.sampled_from(["en", "zh", "und"])),
        prefix=draw(text),
        suffix=draw(text),
    )


@settings(deadline=None)
@given(passage=passages())
def test_json_form_of_a_passage_reads_back_as_the_same(passage: Passage) -> None:
    again = passage_from_json(json.loads(json.dumps(passage_json(passage), ensure_ascii=False)))
    assert again == passage
    assert again.id == passage_id(DIGEST, again.spans, again.text)


def test_json_form_of_another_shape_is_refused() -> None:
    passage = {
        "id": "1",
        "text": "x",
        "spans": [],
        "locator": "",
        "heading": [],
        "language": "en",
        "prefix": "",
        "suffix": "",
    }
    with pytest.raises(ValueError, match="poem"):
        passage_from_json({**passage, "kind": "poem"})
    with pytest.raises(KeyError, match="kind"):
        passage_from_json(passage)


def test_json_form_of_a_document_tells_each_page() -> None:
    document = Document(
        sha256=DIGEST,
        name="pack/a.pdf",
        media_type="application/pdf",
        error=None,
        pages=(
            Page(number=1, status=PageStatus.TEXT, flags=(PageFlag.HIDDEN_TEXT,), width=595.28, height=841.89, words=1),
            Page(
                number=2,
                status=PageStatus.FAILED,
                flags=(),
                width=0.0,
                height=0.0,
                words=0,
                error=fault(ErrorCode.PAGE_FAILED, "It is torn."),
            ),
        ),
        passages=(),
        language="en",
        words=((Word(text="copper", box=Box(1, 2, 3, 4), flags=(WordFlag.INVISIBLE,)),), ()),
    )
    data = json.loads(json.dumps(document_json(document)))
    first, second = data["pages"]
    assert {key: data[key] for key in ("sha256", "name", "media_type", "error")} == {
        "sha256": DIGEST,
        "name": "pack/a.pdf",
        "media_type": "application/pdf",
        "error": None,
    }
    assert (first["number"], first["status"], first["flags"], first["width"]) == (1, "text", ["hidden_text"], 595.28)
    assert first["words"][0]["text"] == "copper"
    assert first["words"][0]["box"] == [1, 2, 3, 4]
    assert first["words"][0]["flags"] == ["invisible"]
    assert (second["status"], second["words"]) == ("failed", [])
    assert second["error"]["code"] == "page_failed"
    assert second["error"]["message"].endswith("It is torn.")
    assert second["error"]["next"] == REMEDIES[ErrorCode.PAGE_FAILED].next


def test_json_form_of_a_refused_document_has_its_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("only text", encoding="utf-8")
    with Reader(workers=1) as reader:
        refused = document_json(reader.read(source(path, "application/x-nothing")))
        read = document_json(
            reader.read(source(drawn(tmp_path / "a.pdf", lambda canvas: void(paragraph(canvas, 72, 72, "x")))))
        )
    assert refused["error"]["code"] == "unsupported_type"
    assert refused["pages"] == []
    assert read["error"] is None
    assert "words" not in read["pages"][0]


def void(_: object) -> None:
    """A drawing function gives nothing."""
