"""The pure parts of the benchmarks: a wrong figure is worse than none."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from benchmarks.__main__ import NAMES, QUICK, main
from benchmarks.boxes import cut
from benchmarks.labelled import is_for_choosing, load
from benchmarks.likeness import letters, likeness, lines_of_boxes
from benchmarks.machine import versions_in_words
from benchmarks.naive import sentences_of
from benchmarks.page import Section, dated, marked, page_text, section_of, spread, table, with_section
from benchmarks.parts import Remembering, with_changes
from benchmarks.process_tree import BenchmarkError, tree_bytes, watch
from benchmarks.recogniser import recogniser
from benchmarks.sample import even_sample
from benchmarks.shared import screening_pack
from corpus.catalogue import load_framework
from extract.word import Box
from models.release import load_release
from training import metrics


def flags(*rows: str) -> metrics.Flags:
    return np.array([[character == "x" for character in row] for row in rows])


TRUTH = flags("x..", ".x.", "..x", "...")
FOUND = flags("x..", "xx.", "...", "..x")
ALL = np.ones_like(TRUTH)


def test_metrics_agreement_counts_pairs() -> None:
    found = metrics.agreement(TRUTH, FOUND, ALL)
    assert (found.right, found.predicted, found.support) == (2, 4, 3)
    assert found.precision == pytest.approx(1 / 2)
    assert found.recall == pytest.approx(2 / 3)
    assert found.f1 == pytest.approx(4 / 7)


def test_metrics_disputed_pairs_are_in_no_figure() -> None:
    counted = ~flags("...", "x..", "..x", "..x")
    found = metrics.agreement(TRUTH, FOUND, counted)
    assert (found.right, found.predicted, found.support) == (2, 2, 2)


def test_metrics_nothing_predicted_and_nothing_true_give_zero() -> None:
    nothing = metrics.agreement(~ALL, ~ALL, ALL)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


def test_metrics_macro_leaves_out_criteria_with_little_support() -> None:
    rows = metrics.by_criterion(flags("xx.", "x..", "..."), flags("x..", "x..", "..x"), np.ones((3, 3), dtype=bool))
    assert [row.support for row in rows] == [2, 1, 0]
    assert metrics.macro_f1(rows) == pytest.approx((1 + 0) / 2)
    assert metrics.macro_f1(rows, min_support=2) == 1
    assert np.isnan(metrics.macro_f1(rows, min_support=3))


def test_metrics_average_precision_of_a_ranking() -> None:
    truth = np.array([True, False, True, False])
    assert metrics.average_precision(truth, np.array([0.9, 0.8, 0.7, 0.1])) == pytest.approx((1 + 2 / 3) / 2)


def test_metrics_average_precision_gives_ties_no_order() -> None:
    truth = np.array([True, False, False, False])
    for order in (truth, truth[::-1]):
        assert metrics.average_precision(order, np.zeros(4)) == pytest.approx(1 / 4)


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=1, max_size=40))
def test_metrics_average_precision_is_that_of_scikit_learn(pairs: list[tuple[bool, int]]) -> None:
    from sklearn.metrics import average_precision_score  # type: ignore[import-untyped]

    truth, scores = np.array([one for one, _ in pairs]), np.array([float(score) for _, score in pairs])
    found = metrics.average_precision(truth, scores)
    if truth.any():
        assert found == pytest.approx(average_precision_score(truth, scores))
    else:
        assert np.isnan(found)


def test_metrics_first_right_passes_over_disputed_criteria_and_empty_passages() -> None:
    scores = np.array([[0.9, 0.1, 0.0], [0.8, 0.7, 0.0], [0.1, 0.9, 0.2], [0.9, 0.0, 0.0]])
    counted = ~flags("...", "x..", "...", "...")
    assert metrics.first_right(TRUTH, scores, ALL) == pytest.approx(1 / 3)
    assert metrics.first_right(TRUTH, scores, counted) == pytest.approx(2 / 3)


def test_metrics_best_threshold_has_the_highest_f1() -> None:
    truth = np.array([True, True, False, True, False, False])
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.2, 0.1])
    assert metrics.best_threshold(truth, scores) == 0.6
    with pytest.raises(ValueError, match="no true pair"):
        metrics.best_threshold(~truth & truth, scores)


def test_metrics_interval_draws_whole_documents() -> None:
    groups = ["one"] * 50 + ["two"] * 50
    values = np.array([0.0] * 50 + [1.0] * 50)
    low, high = metrics.interval(lambda at: float(values[at].mean()), groups, resamples=200)
    # Single passages drawn again would stay near one half; two documents are often the same one twice.
    assert (low, high) == (0, 1)


def test_metrics_by_class_counts_each_class_of_the_truth() -> None:
    found = metrics.by_class(["a", "a", "b"], ["a", "b", "b"])
    assert {name: (row.right, row.predicted, row.support) for name, row in found.items()} == {
        "a": (1, 1, 2),
        "b": (1, 2, 1),
    }


def test_labelled_halves_are_by_the_hash_of_the_document() -> None:
    for name in ("one", "two", "three"):
        assert is_for_choosing(name) == (int(hashlib.sha256(name.encode()).hexdigest()[-1], 16) % 2 == 0)
    assert {is_for_choosing(str(number)) for number in range(20)} == {True, False}


def test_labelled_pairs_become_arrays(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(
        '{"text":"t","language":"en","doc":"d","criteria":["2"],"disputed":["4"],"status":null}\n', encoding="utf-8"
    )
    labels = load(load_framework("rra-2"), path)
    assert np.argwhere(labels.truth).tolist() == [[0, 1]]
    assert np.argwhere(~labels.counted).tolist() == [[0, 3]]
    assert sorted([*labels.reported, *labels.chosen_on]) == [0]


def test_shared_data_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"labels\.jsonl"):
        load(load_framework("rra-2"), tmp_path / "labels.jsonl")


def test_shared_pack_of_other_bytes_is_refused(tmp_path: Path) -> None:
    listing = tmp_path / "pack.tsv"
    digest = hashlib.sha256(b"one").hexdigest()
    listing.write_text(f"name\tlanguage\tpages\tsha256\na.pdf\ten\t3\t{digest}\n", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"one")
    assert [(file.path.name, file.pages) for file in screening_pack(tmp_path, listing)] == [("a.pdf", 3)]
    (tmp_path / "a.pdf").write_bytes(b"two")
    with pytest.raises(BenchmarkError, match="would not compare"):
        screening_pack(tmp_path, listing)


def test_shared_listing_is_about_200_pages_in_several_languages() -> None:
    from benchmarks.shared import SCREENING_PACK

    rows = [line.split("\t") for line in SCREENING_PACK.read_text(encoding="utf-8").splitlines()[1:]]
    assert 190 <= sum(int(pages) for _, _, pages, _ in rows) <= 210
    assert len(rows) >= 6
    assert len({language for _, language, _, _ in rows}) >= 3
    assert all(len(digest) == 64 for *_, digest in rows)


def test_sample_is_even_over_groups_and_the_same_each_time() -> None:
    groups = {"long": range(1000), "short": range(3), "middle": range(50)}
    drawn = even_sample(groups, 63, seed=1)
    names = [name for name, _ in drawn]
    assert {name: names.count(name) for name in groups} == {"long": 30, "short": 3, "middle": 30}
    assert len(set(drawn)) == 63
    assert drawn == even_sample(groups, 63, seed=1) != even_sample(groups, 63, seed=2)


def test_sample_of_more_than_there_is_takes_everything() -> None:
    assert sorted(even_sample({"a": [1, 2], "b": []}, 10, seed=0)) == [("a", 1), ("a", 2)]


def test_likeness_passes_over_spaces_case_accents_and_hyphens() -> None:
    assert letters("Ações  de Co-\noperação ﬁn") == "acoesdecooperacaofin"
    assert likeness("re-use of Água", "Reuse ofagua") == 1


def test_likeness_falls_with_missing_and_added_text() -> None:
    whole = "the quick brown fox jumps over the lazy dog"
    assert likeness(whole, whole[: len(whole) // 2]) < 0.75
    assert likeness(whole, whole + " and everything that stands in the next column too") < 0.75
    assert likeness(whole, "") == 0
    assert likeness("", "...") == 1


def test_likeness_lines_join_words_and_part_at_line_ends_and_wide_gaps() -> None:
    first = [Box(10, 10, 30, 20), Box(33, 11, 60, 20)]
    second = [Box(10, 24, 40, 34)]
    far = [Box(200, 24, 220, 34)]
    assert lines_of_boxes([*first, *second, *far]) == [Box(10, 10, 60, 20), *second, *far]
    assert lines_of_boxes([]) == []


def test_boxes_cut_has_padding_and_stays_on_the_page() -> None:
    page = Image.new("RGB", (200, 100), "white")
    assert cut(page, Box(10, 10, 30, 20), 2.0).size == (47, 27)
    assert cut(page, Box(-10, -10, 300, 300), 2.0).size == (200, 100)
    assert cut(page, Box(500, 10, 520, 20), 2.0).size == (1, 1)


def test_recogniser_that_is_not_there_is_named() -> None:
    with pytest.raises(BenchmarkError, match="abbyy"):
        recogniser("abbyy")


def test_naive_sentences_end_at_marks_in_both_scripts() -> None:
    chinese = "我们在整个供应链中开展尽职调查并公布有关结果。", "公司要求所有供应商遵守行为准则并接受现场审核。"
    text = "Our first sentence is here. Short. Is this the second\none? " + "".join(chinese)
    assert sentences_of(text) == ["Our first sentence is here.", "Is this the second one?", *chinese]


def test_parts_release_with_changes_keeps_the_rest() -> None:
    release = load_release()
    changed = with_changes(release, weights={"terms": 0.0}, english_encoder_languages=())
    assert changed.weights.terms == 0
    assert changed.weights.cosine == release.weights.cosine
    assert changed.english_encoder_languages == ()
    with pytest.raises(ValidationError):
        with_changes(release, no_such_number=1)


class CountingEncoder:
    name = "counting"
    sha256 = "0" * 64

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        self.encoded += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_parts_remembering_encodes_no_text_twice() -> None:
    inner = CountingEncoder()
    remembering = Remembering(inner)  # type: ignore[arg-type]
    remembering.encode(["a", "bb"])
    assert remembering.encode(["bb", "ccc", "bb"])[:, 0].tolist() == [2, 3, 2]
    assert inner.encoded == ["a", "bb", "ccc"]
    assert remembering.asked == ("bb", "ccc", "bb")


def test_page_keeps_what_was_not_measured_again() -> None:
    first = page_text(["one", "two"], [Section(name="one", title="First", body="old figure")], "")
    assert "Not measured yet" in (section_of("two", first) or "")
    second = page_text(["one", "two"], [Section(name="two", title="Second", body="other figure")], first)
    assert section_of("one", second) == section_of("one", first)
    third = page_text(["one", "two"], [Section(name="one", title="First", body="new figure")], second)
    assert "old figure" not in third
    assert "other figure" in third


def test_page_section_says_when_and_on_what() -> None:
    section = dated(Section(name="one", title="First", body="x"), day=date(2026, 11, 22), machine="M", versions="v 1")
    assert section.body.startswith("Measured 2026-11-22 by `.venv/bin/python -m benchmarks one` on M; v 1.")


def test_page_replaces_only_the_marked_part() -> None:
    text = "before\n" + marked("figures", "old") + "after\n"
    assert with_section(text, "figures", "new") == "before\n" + marked("figures", "new") + "after\n"
    with pytest.raises(ValueError, match="markers of 'other'"):
        with_section(text, "other", "new")


def test_page_tables_and_spreads() -> None:
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |\n"
    assert spread([3.0, 1.0, 2.0], 1) == "2.0 (1.0-3.0)"


def test_machine_leaves_out_packages_that_are_not_there() -> None:
    assert versions_in_words(("pytest", "no-such-package")) == f"pytest {pytest.__version__}"


def test_process_tree_counts_children(tmp_path: Path) -> None:
    hold = "import sys,time; data = bytearray(120_000_000); time.sleep(0.6)"
    nested = f"import subprocess,sys; subprocess.run([sys.executable, '-c', {hold!r}], check=True)"
    usage = watch([sys.executable, "-c", nested], log=tmp_path / "log", cwd=tmp_path, memory=True)
    assert usage.peak_bytes > 120_000_000
    assert usage.seconds > 0.5
    assert tree_bytes(psutil.Process()) > 1_000_000
    assert watch([sys.executable, "-c", ""], log=tmp_path / "log", cwd=tmp_path, memory=False).peak_bytes == 0


def test_process_tree_failure_shows_what_the_command_said(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="exit code 7: reason"):
        watch(
            [sys.executable, "-c", "print('reason'); raise SystemExit(7)"],
            log=tmp_path / "log",
            cwd=tmp_path,
            memory=True,
        )


def test_benchmarks_have_quick_settings_and_refuse_unknown_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(QUICK) == set(NAMES)
    with pytest.raises(SystemExit):
        main(["no-such-benchmark"])
    assert "no-such-benchmark" in capsys.readouterr().err


def test_benchmarks_without_shared_data_say_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.screening.screening_pack", lambda: screening_pack(tmp_path))
    assert main(["screening"]) == 1
    assert "cannot run. Found nothing at" in capsys.readouterr().err
