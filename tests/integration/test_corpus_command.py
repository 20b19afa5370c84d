"""``assay corpus``: what is in the catalogue, and whether it is sound."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Ran, run_here

from cli import corpora
from corpus.catalogue import FRAMEWORKS, framework_ids, load_framework
from corpus.errors import CorpusError

Corpus = Callable[..., Ran]


@pytest.fixture
def corpus(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Corpus:
    return lambda *words: run_here(["corpus", *words], capsys, monkeypatch)


def test_corpus_check_counts_what_it_found_sound(corpus: Corpus) -> None:
    ran = corpus("check")
    assert (ran.code, ran.err) == (0, "")
    for framework_id in framework_ids():
        count = len(load_framework(framework_id).criteria)
        assert any(line.startswith(f"{framework_id}: {count} criteria") for line in ran.lines)
    assert any(line.startswith("rra-2 to rra-3: ") for line in ran.lines)


def test_corpus_list_prints_every_criterion_on_one_line(corpus: Corpus) -> None:
    lines = corpus("list").lines
    assert len(lines) == 1 + sum(len(load_framework(framework_id).criteria) for framework_id in framework_ids())
    for framework_id in framework_ids():
        for criterion in load_framework(framework_id).criteria:
            row = next(line for line in lines if line.split()[:2] == [framework_id, criterion.number])
            assert criterion.name in row
            assert criterion.category in row


def test_corpus_check_of_a_broken_catalogue_exits_2_and_names_file_and_line(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FRAMEWORKS / "rra-2", tmp_path / "rra-2")
    broken = tmp_path / "rra-2" / "05-child-labor.yaml"
    lines = broken.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, start=1) if line.startswith("category:"))
    lines[place - 1] = "category: Nowhere"
    broken.write_text("\n".join(lines), encoding="utf-8")
    # The folder is fixed for users; the command is given another one here.
    monkeypatch.setattr(corpora, "framework_ids", lambda: framework_ids(tmp_path))
    monkeypatch.setattr(corpora, "load_framework", lambda framework_id: load_framework(framework_id, tmp_path))
    ran = corpus("check")
    assert ran.code == 2
    assert f"05-child-labor.yaml:{place}: " in ran.err
    assert "corpus_invalid" in ran.err
    with pytest.raises(CorpusError, match="Nowhere"):
        load_framework("rra-2", tmp_path)


def test_corpus_without_a_command_shows_its_help(corpus: Corpus) -> None:
    ran = corpus()
    assert ran.code == 2
    assert "check" in ran.out + ran.err
    assert "list" in ran.out + ran.err
