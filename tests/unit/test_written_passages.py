"""The labelled passages that were written for the project, and the report of how varied they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import load_framework
from corpus.errors import CorpusError, ErrorCode
from corpus.passages import second_reading as second_module
from corpus.passages import written
from corpus.passages.likeness import masked, near_duplicates, shares, skeletons, told_apart
from corpus.passages.report import report
from corpus.passages.second_reading import kappa_of, second_reading, text_sha256
from corpus.passages.written import WrittenPassage, passages_of

GOOD = {
    "text": "We measured dust at the gate in May.",
    "language": "en",
    "criteria": ["20"],
    "status": "implemented",
    "near_miss_of": None,
    "kind": "performance_data",
    "actor": "smelter",
    "company": "Nowhere Metals",
    "writer": "w0",
}


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes passages where they are looked for."""
    monkeypatch.setattr(written, "FOLDER", tmp_path)
    monkeypatch.setattr(second_module, "FOLDER", tmp_path)
    (tmp_path / "rra-2" / "second").mkdir(parents=True)

    def lines(name: str, *rows: dict[str, Any]) -> None:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / "rra-2" / name).write_text(text, encoding="utf-8")

    return lines


def test_written_passages_of_the_project_are_of_the_form_and_stand_once() -> None:
    passages = passages_of(load_framework("rra-2"))
    texts = [passage.text for passage in passages]
    assert len(passages) > 1000
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "\n" in text or text != text.strip()]


def test_written_passages_no_run_of_six_words_is_a_template() -> None:
    texts = [passage.text for passage in passages_of(load_framework("rra-2"))]
    assert shares(texts)[0][1] <= 0.005


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"criteria": ["99"]}, "'99'"),
        ({"near_miss_of": "99"}, "'99'"),
        ({"status": "context"}, "context means none"),
        ({"criteria": []}, "context means none"),
        ({"language": "de"}, "language"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_written_passages_that_are_wrong_are_named(write: Any, changes: dict[str, Any], said: str) -> None:
    write("20-w0.jsonl", GOOD, {**GOOD, **changes})
    with pytest.raises(CorpusError, match=said) as caught:
        passages_of(load_framework("rra-2"))
    assert caught.value.code is ErrorCode.CORPUS_INVALID
    assert "20-w0.jsonl, line 2" in caught.value.detail


def test_report_counts_and_agrees_with_a_second_reader(write: Any) -> None:
    other = {**GOOD, "text": "Der Staub.", "criteria": [], "status": "context", "near_miss_of": "20"}
    write("20-w0.jsonl", GOOD, other)
    write(
        "second/r.jsonl",
        {"text_sha256": text_sha256(GOOD["text"]), "criteria": ["20"]},
        {"text_sha256": text_sha256(other["text"]), "criteria": []},
    )
    found = report(load_framework("rra-2"))
    assert found["criteria"]["20"] == {"passages": 1, "other_languages": 0, "near_misses": 1}
    assert found["second_reader_kappa"] == 1.0
    assert found["told_from_real_text_auc"] is None


def test_kappa_is_nothing_where_readers_agree_by_chance() -> None:
    passages = [WrittenPassage.model_validate({**GOOD, "text": str(place)}) for place in range(4)]
    passages[1] = passages[1].model_copy(update={"criteria": ()})
    passages[3] = passages[3].model_copy(update={"criteria": ()})
    given = [frozenset({"20"}), frozenset({"20"}), frozenset(), frozenset()]
    reading = {text_sha256(str(place)): one for place, one in enumerate(given)}
    assert kappa_of(passages, reading) == pytest.approx(0.0)
    assert second_reading(load_framework("rra-3")) == {}


def test_likeness_masks_names_and_numbers() -> None:
    assert masked("In 2024 Acme cut 31 jobs.") == ["in", "0", "N", "cut", "0", "jobs"]
    one, other = "We paid 12 workers of Acme in full last May.", "We paid 90 workers of Volta in full last June."
    assert skeletons(one) & skeletons(other)
    assert near_duplicates([one, other, "The dam is inspected every week by two engineers."]) == [(0, 1)]


def test_likeness_tells_texts_of_other_words_apart() -> None:
    ours = [f"the {word} river rises in spring" for word in "abcdefghijklmnopqrst"]
    real = [f"quarterly {word} revenue was strong" for word in "abcdefghijklmnopqrst"]
    assert told_apart(ours, real) > 0.95
