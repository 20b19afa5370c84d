"""``assay classify``: lines in, lines out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run, run_here

from classify import lines
from classify.suggest import Suggester
from classify.suggestion import EvidenceStatus, ReasonKind
from corpus.errors import CorpusError, ErrorCode
from models.release import DEFAULT_RELEASE

Classify = Callable[..., Ran]

AGE = "Nobody below the age of sixteen is hired; a copy of the identity document of each worker is filed."
DAM = "Las presas de relaves se inspeccionan cada semana y un ingeniero independiente las revisa cada año."
LAKE = "The lake was calm and the boats stayed in the harbour for the rest of the afternoon."


@pytest.fixture
def classify(
    suggester: Suggester,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Classify:
    """Writes lines to in.jsonl, runs the command with the encoders that all tests share, and gives how it ended."""

    def load(framework: str, release: str) -> Suggester:
        assert release == DEFAULT_RELEASE
        if framework != "rra-2":
            raise CorpusError(ErrorCode.FRAMEWORK_UNKNOWN, f"Found '{framework}', expected one of: rra-2.")
        return suggester

    monkeypatch.setattr(lines, "load_suggester", load)

    def call(*content: object, options: tuple[str, ...] = ()) -> Ran:
        written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in content]
        source = tmp_path / "in.jsonl"
        source.write_bytes(b"".join(line + b"\n" for line in written))
        return run_here(["classify", source, tmp_path / "out.jsonl", *options], capsys, monkeypatch)

    return call


def output(tmp_path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def only_input(tmp_path: Path) -> bool:
    return [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_classify_keeps_the_order_of_the_input(classify: Classify, tmp_path: Path) -> None:
    # More lines than are judged at a time, in an order that no sorting makes.
    ids = [f"{number * 97 % 300:03d}" for number in range(300)]
    ran = classify(*({"id": one, "text": "Page", "language": "fr"} for one in ids))
    assert (ran.code, ran.out) == (0, "")
    assert [line["id"] for line in output(tmp_path)] == ids


def test_classify_lines_have_the_documented_form(classify: Classify, tmp_path: Path, suggester: Suggester) -> None:
    assert classify({"id": "a", "text": AGE}, {"id": "b", "text": LAKE}).code == 0
    first, second = output(tmp_path)
    assert list(first) == ["schema_version", "id", "suggestions"]
    assert first["schema_version"] == 1
    best = first["suggestions"][0]
    assert list(best) == ["criterion", "score", "status", "stance", "reasons"]
    assert best["criterion"] == "5"
    assert best["status"] in list(EvidenceStatus)
    assert {reason["kind"] for reason in best["reasons"]} <= set(ReasonKind)
    assert all(one["score"] >= suggester.release.threshold for one in first["suggestions"])
    assert second == {"schema_version": 1, "id": "b", "suggestions": []}


def test_classify_with_all_scores_names_every_criterion(
    classify: Classify, tmp_path: Path, suggester: Suggester
) -> None:
    classify({"id": "a", "text": AGE}, {"id": "b", "text": ""}, options=("--all-scores",))
    for line in output(tmp_path):
        assert list(line["scores"]) == [criterion.number for criterion in suggester.framework.criteria]
        assert all(0 <= score <= 1 for score in line["scores"].values())
        for one in line["suggestions"]:
            assert line["scores"][one["criterion"]] == one["score"]


def test_classify_guesses_the_language_and_takes_the_one_that_is_given(
    classify: Classify, tmp_path: Path, suggester: Suggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    judge = suggester.judge

    def listening(texts: Any) -> Any:
        asked.extend(text.language for text in texts)
        return judge(texts)

    monkeypatch.setattr(suggester, "judge", listening)
    ran = classify(
        {"id": "1", "text": DAM},
        {"id": "2", "text": DAM, "language": "es-PE"},
        {"id": "3", "text": DAM, "language": "PT_br"},
        {"id": "4", "text": DAM, "language": "tlh"},
        {"id": "5", "text": "Water"},
        {"id": "6", "text": "尾矿库坝体每周监测浸润线。", "language": None},
    )
    assert ran.code == 0
    assert asked == ["es", "es", "pt", "tlh", "en", "zh"]
    assert output(tmp_path)[0]["suggestions"][0]["criterion"] == "19"
    assert output(tmp_path)[0]["suggestions"] == output(tmp_path)[1]["suggestions"]


def test_classify_passes_over_empty_lines_and_unknown_fields(classify: Classify, tmp_path: Path) -> None:
    known = {"id": "a", "text": LAKE, "heading": ["Our people"], "before": "", "after": "x", "page": 3}
    assert classify(b"", known, b"  \r", {"id": "b", "text": LAKE, "heading": "Our people"}).code == 0
    assert [line["id"] for line in output(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"id": 7, "text": "x"}',
        b'{"id": "x"}',
        b'{"text": "x"}',
        b'{"id": "x", "text": null}',
        b'{"id": "x", "text": "x", "language": 3}',
        b'{"id": "x", "text": "\\ud800"}',
        b'{"id": "a", "text": "the id of line 1"}',
    ],
    ids=["cut", "list", "string", "no-utf8", "number", "no-text", "no-id", "null", "language", "surrogate", "twice"],
)
def test_classify_stops_at_a_bad_line_names_it_and_leaves_no_output(
    classify: Classify, tmp_path: Path, bad: bytes
) -> None:
    ran = classify({"id": "a", "text": "Page"}, b"", bad, {"id": "z", "text": "Page"})
    assert ran.code == 2
    assert "input_line_invalid" in ran.err
    assert "line 3" in ran.err
    assert "Next: " in ran.err
    assert only_input(tmp_path)


def test_classify_keeps_an_older_output_when_a_line_is_bad(classify: Classify, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("older\n")
    assert classify(b"{").code == 2
    assert (tmp_path / "out.jsonl").read_text() == "older\n"


def test_classify_of_an_empty_file_writes_an_empty_file(classify: Classify, tmp_path: Path) -> None:
    assert classify().code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_classify_names_a_missing_input_an_unwritable_output_and_an_unknown_framework(
    classify: Classify, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = run_here(["classify", tmp_path / "no.jsonl", tmp_path / "out.jsonl"], capsys, monkeypatch)
    assert missing.code == 2
    assert "path_missing" in missing.err
    classify({"id": "a", "text": "Page"})
    nowhere = run_here(["classify", tmp_path / "in.jsonl", tmp_path / "no" / "out.jsonl"], capsys, monkeypatch)
    assert nowhere.code == 2
    assert "output_unwritable" in nowhere.err
    unknown = classify({"id": "a", "text": "Page"}, options=("--framework", "iso-0"))
    assert unknown.code == 2
    assert "framework_unknown" in unknown.err


def test_classify_takes_another_release_and_names_an_unknown_one(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "Nobody under sixteen works at the smelter."}\n', "utf-8")
    ran = run("classify", source, "out.jsonl", "--release", "rra-2-trained-1", cwd=tmp_path)
    assert ran.code == 0, ran.err
    ran = run("classify", source, "out.jsonl", "--release", "nowhere-9", cwd=tmp_path)
    assert ran.code == 2
    assert "'nowhere-9'" in ran.err
    assert "rra-2-trained-1, zero-shot-1" in ran.err
