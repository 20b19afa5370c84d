"""Mails and what is attached to them, from file to documents."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
from drawing import drawn, paragraph
from ole_files import message as outlook_message
from ole_files import outlook
from pypdfium2 import raw

from corpus.errors import ErrorCode
from extract.document import Document
from extract.reader import Reader
from ingest.limits import Limits
from ingest.receive import receive
from ingest.source_file import Refusal

POLICY = b"We take water from the river only under the permit of the state."
SENTENCE = "The audit of March found no child labour at any site."


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(workers=1) as made:
        yield made


def mail(subject: str, text: str, html: str = "", files: dict[str, bytes | EmailMessage] | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ana <ana@example.org>", "ben@example.org", subject
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in (files or {}).items():
        if isinstance(content, bytes):
            made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        else:
            made.add_attachment(content)
    return made


def documents(path: Path, tmp_path: Path, reader: Reader, limits: Limits | None = None) -> dict[str, Document]:
    sources = receive([path], store=tmp_path / "store", limits=limits or Limits())
    return {document.name: document for document in reader.documents(sources)}


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def test_mail_text_is_the_formatted_one_and_attachments_are_documents(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "m.eml"
    inner = mail("Inner", "The inner mail speaks of the water of the river.")
    files: dict[str, bytes | EmailMessage] = {"../../policy.txt": POLICY, "policy.txt": POLICY + b" Always."}
    path.write_bytes(mail("Audit", "Plain words.", f"<p>{SENTENCE}</p>", {**files, "inner": inner}).as_bytes())
    found = documents(path, tmp_path, reader)
    assert list(found) == ["m.eml", "m.eml/policy.txt", "m.eml/policy (2).txt", "m.eml/part-3.eml"]
    assert {name: texts(document)[-1:] for name, document in found.items()} == {
        "m.eml": [SENTENCE],
        "m.eml/policy.txt": [POLICY.decode()],
        "m.eml/policy (2).txt": [POLICY.decode() + " Always."],
        "m.eml/part-3.eml": ["The inner mail speaks of the water of the river."],
    }
    last = found["m.eml"].passages[-1]
    assert (last.locator, last.heading) == ("mail body ¶1", ("Audit",))


def test_mail_of_outlook_is_read_like_any_other(tmp_path: Path, reader: Reader) -> None:
    inner = outlook_message(subject="Inner", body="The inner mail speaks of the water of the river.", files={})
    path = outlook(tmp_path / "m.msg", subject="Audit", body=SENTENCE, files={"policy.txt": POLICY, "inner": inner})
    found = documents(path, tmp_path, reader)
    assert {name: texts(document) for name, document in found.items()} == {
        "m.msg": [SENTENCE],
        "m.msg/policy.txt": [POLICY.decode()],
        "m.msg/inner.eml": ["The inner mail speaks of the water of the river."],
    }
    assert found["m.msg"].passages[0].heading == ("Audit",)


def test_mail_limits_hold_for_what_is_attached(tmp_path: Path) -> None:
    path = tmp_path / "m.eml"
    nested = mail("3", "The third mail speaks of the river.", files={"a.txt": POLICY})
    for number in "21":
        nested = mail(number, f"Mail number {number} speaks of water.", files={"inner": nested})
    path.write_bytes(nested.as_bytes())
    sources = list(receive([path], store=tmp_path / "deep", limits=Limits(max_depth=2)))
    innermost = "m.eml/part-1.eml/part-1.eml"
    assert [source.name for source in sources] == ["m.eml", "m.eml/part-1.eml", innermost, f"{innermost}/a.txt"]
    assert [entry.code for entry in sources if isinstance(entry, Refusal)] == [ErrorCode.ARCHIVE_DEPTH]
    few = list(receive([path], store=tmp_path / "few", limits=Limits(max_files=2)))
    assert [entry.code for entry in few if isinstance(entry, Refusal)] == [ErrorCode.TOO_MANY_FILES]


@pytest.mark.parametrize("cut", [60, 300, 900, 1500])
def test_mail_that_is_damaged_never_raises(tmp_path: Path, reader: Reader, cut: int) -> None:
    path = tmp_path / "m.eml"
    whole = mail("Audit", "Plain words.", f"<p>{SENTENCE}</p>", {"a.txt": POLICY}).as_bytes()
    path.write_bytes(whole[:cut].replace(b"utf-8", b"no-such-encoding"))
    assert documents(path, tmp_path, reader)["m.eml"].name == "m.eml"


def test_attachment_of_a_pdf_is_a_document(tmp_path: Path, reader: Reader) -> None:
    plain = drawn(tmp_path / "plain.pdf", lambda canvas: void(paragraph(canvas, 72, 100, SENTENCE)))
    document = pypdfium2.PdfDocument(plain)
    for name in ("policy.txt", "../policy.txt"):
        document.new_attachment(name).set_data(POLICY + name.encode())
    path = tmp_path / "portfolio.pdf"
    document.save(path)
    document.close()
    found = documents(path, tmp_path, reader)
    assert list(found) == ["portfolio.pdf", "portfolio.pdf/policy.txt", "portfolio.pdf/policy (2).txt"]
    assert texts(found["portfolio.pdf"]) == [SENTENCE]
    assert texts(found["portfolio.pdf/policy.txt"])[0].startswith("We take water")


def test_attachment_of_a_pin_on_a_page_is_a_document(tmp_path: Path, reader: Reader) -> None:
    plain = drawn(tmp_path / "plain.pdf", lambda canvas: void(paragraph(canvas, 72, 100, SENTENCE)))
    document = pypdfium2.PdfDocument(plain)
    page = document[0]
    pin = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_FILEATTACHMENT)
    name = "pinned.txt\0".encode("utf-16-le")
    handle = raw.FPDFAnnot_AddFileAttachment(pin, (raw.FPDF_WCHAR * (len(name) // 2)).from_buffer_copy(name))
    assert handle
    raw.FPDFAttachment_SetFile(handle, document, POLICY, len(POLICY))
    raw.FPDFPage_CloseAnnot(pin)
    path = tmp_path / "pinned.pdf"
    document.save(path)
    page.close()
    document.close()
    assert list(documents(path, tmp_path, reader)) == ["pinned.pdf", "pinned.pdf/pinned.txt"]


def void(_: object) -> None:
    """A drawing function gives nothing."""
