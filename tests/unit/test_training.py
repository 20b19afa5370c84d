"""Training on labels with an encoder made by hand: folds, thresholds, releases, refusals, evaluation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import AssayError, CallError, CorpusError, ErrorCode, ModelError
from models import release as release_module
from models.heads import ARRAYS, NGRAMS, load_heads
from models.release import read_release
from training import metrics
from training.fit import Recipe, fit, logits_of_fitted, scores_of
from training.folds import divisions, fold_of_each
from training.framework_file import framework_of
from training.inputs import Reader
from training.labels import LabelSet, read_labels
from training.picture import picture
from training.thresholds import chosen_thresholds
from training.train import train_on

FRAMEWORK = """
id: two-topics
criteria:
  - {id: noise, name: Noise at the fence, terms: {en: [decibel]}}
  - {id: water, name: Water of the river}
"""
NOISE = [
    "Noise at the fence was {} decibel at night",
    "A loud fan of hall {} was enclosed",
    "Neighbours heard blast {}",
]
WATER = [
    "The river gave us {} litres of water",
    "Water meter {} was read daily",
    "Rain of day {} filled the water pond",
]
OTHER = ["Revenue grew by {} percent", "The board met {} times", "Our shop {} sells lamps"]


class Spelling:
    """An encoder that sees which letters a text has."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sha256 = "3" * 64

    def encode(self, texts: Any) -> Any:
        table = np.array([[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts])
        vectors = table.reshape(len(texts), 26).astype(np.float32) + 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    encode_statements = encode


ENCODERS = (Spelling("use-multilingual-v3-6bit"), Spelling("all-minilm-l6-v2-int8"))


@pytest.fixture
def framework(tmp_path: Path) -> Any:
    (tmp_path / "f.yaml").write_text(FRAMEWORK, encoding="utf-8")
    return framework_of(str(tmp_path / "f.yaml"))


@pytest.fixture
def labels(tmp_path: Path, framework: Any) -> LabelSet:
    rows = [(NOISE, ["noise"], "negative"), (WATER, ["water"], "implemented"), (OTHER, [], "context")]
    lines = [
        {
            "text": forms[number % 3].format(number),
            "criteria": criteria,
            "status": status,
            "language": "en",
            "group": f"report {number % 5}",
        }
        for forms, criteria, status in rows
        for number in range(15)
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return read_labels(path, framework)


def reader_of(framework: Any) -> Reader:
    return Reader(framework, general=ENCODERS[0], english=ENCODERS[1], english_languages=("en",))


def test_training_finds_what_it_was_taught(framework: Any, labels: LabelSet) -> None:
    inputs = reader_of(framework).read(labels, context=False)
    fitted = fit(inputs, framework.id, ("noise", "water"), Recipe(), context=False)
    signals = {**logits_of_fitted(inputs, fitted), **inputs.plain}
    scores = scores_of(inputs, signals, fitted.heads.first, fitted.heads.both, floor=0.0)
    assert metrics.average_precision(labels.truth.ravel(), scores.ravel()) > 0.95
    assert {number: one.support for number, one in fitted.heads.training.figures.items()} == {"noise": 15, "water": 15}
    assert fitted.heads.training.labels_sha256 == labels.sha256
    assert set(fitted.arrays.exemplars.texts) <= set(labels.plain)


def test_training_twice_gives_the_same_bytes(framework: Any, labels: LabelSet, tmp_path: Path) -> None:
    for name in ("one", "other"):
        train_on(framework, labels, tmp_path / name, Recipe(), release_id="mine", encoders=ENCODERS)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert ARRAYS in files
    for name in files:
        if name != "statements.npz":
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes(), name


def test_training_writes_a_release_that_loads(framework: Any, labels: LabelSet, tmp_path: Path) -> None:
    train_on(framework, labels, tmp_path / "m", Recipe(), release_id="mine", encoders=ENCODERS)
    release = read_release(tmp_path / "m")
    heads = release.heads_for("two-topics")
    assert heads is not None
    assert release.heads_for("rra-2") is None
    assert release.folder == tmp_path / "m"
    assert release.encoders == {encoder.name: encoder.sha256 for encoder in ENCODERS}
    assert 0 < release.threshold_of("two-topics", "noise") < 1
    arrays = load_heads(release.folder, heads.files, 2)
    assert set(arrays.heads) == {"lexical", "general", "english"}


def test_training_arrays_that_were_changed_are_refused(framework: Any, labels: LabelSet, tmp_path: Path) -> None:
    train_on(framework, labels, tmp_path / "m", Recipe(), release_id="mine", encoders=ENCODERS)
    heads = read_release(tmp_path / "m").heads
    assert heads is not None
    with pytest.raises(ModelError, match="for 2 criteria, expected 3") as caught:
        load_heads(tmp_path / "m", heads.files, 3)
    assert caught.value.code is ErrorCode.RELEASE_INVALID
    with (tmp_path / "m" / NGRAMS).open("a", encoding="utf-8") as stream:
        stream.write("\nmore")
    with pytest.raises(ModelError, match="sha256"):
        load_heads(tmp_path / "m", heads.files, 2)
    (tmp_path / "m" / NGRAMS).unlink()
    with pytest.raises(ModelError, match=r"no 'ngrams\.txt'"):
        load_heads(tmp_path / "m", heads.files, 2)


def test_training_reads_what_stands_around_a_passage(framework: Any, labels: LabelSet) -> None:
    inputs = reader_of(framework).read(labels, context=True)
    assert inputs.general.shape == (len(labels.texts), 4 * 26)
    assert not inputs.general[:, 26:].any()
    assert inputs.own_general.shape == (len(labels.texts), 26)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "a"}', "criteria"),
        ('{"text": "a", "criteria": ["dust"]}', "'dust'"),
        ('{"text": "a", "criteria": [], "status": "done"}', "'done'"),
        ("{", "the line"),
    ],
)
def test_labels_that_are_wrong_are_named(line: str, said: str, tmp_path: Path, framework: Any) -> None:
    path = tmp_path / "l.jsonl"
    path.write_text('{"text": "a", "criteria": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CallError, match=said) as caught:
        read_labels(path, framework)
    assert caught.value.code is ErrorCode.INPUT_LINE_INVALID
    assert "line 2" in caught.value.detail


def test_labels_that_are_too_few_are_refused(framework: Any, labels: LabelSet, tmp_path: Path) -> None:
    few = labels.part([0, 15])
    inputs = reader_of(framework).read(few, context=False)
    with pytest.raises(CallError) as caught:
        fit(inputs, framework.id, ("noise", "water"), Recipe(), context=False)
    assert caught.value.code is ErrorCode.LABELS_INSUFFICIENT
    (tmp_path / "none.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(CallError, match="no labelled passage"):
        read_labels(tmp_path / "none.jsonl", framework)
    with pytest.raises(CallError, match="no file"):
        read_labels(tmp_path / "nowhere.jsonl", framework)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: x\ncriteria: []\n", "criteria"),
        ("id: X Y\ncriteria: [{id: a, name: b}]\n", "id"),
        ("id: x\ncriteria: [{id: a, name: b}, {id: a, name: c}]\n", "more than one"),
        ("id: [", "no YAML"),
    ],
)
def test_framework_file_that_is_wrong_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=said) as caught:
        framework_of(str(tmp_path / "f.yaml"))
    assert caught.value.code is ErrorCode.CORPUS_INVALID


def test_framework_file_may_be_an_id_of_the_catalogue() -> None:
    assert len(framework_of("rra-2").criteria) == 32
    with pytest.raises(AssayError, match="rra-3"):
        framework_of("nowhere")


def test_folds_keep_groups_together_and_leave_out_everything_once() -> None:
    groups = [f"g{number % 7}" for number in range(50)]
    each = fold_of_each(groups, 3)
    assert all(len({each[row] for row, group in enumerate(groups) if group == name}) == 1 for name in set(groups))
    left_out = np.concatenate([rest for _, rest in divisions(groups, 3)])
    assert sorted(left_out.tolist()) == list(range(50))
    for taught, rest in divisions(groups, 3):
        assert not {groups[row] for row in taught} & {groups[row] for row in rest}


def test_thresholds_of_criteria_with_few_passages_stay_near_the_common_one() -> None:
    truth = np.zeros((60, 2), dtype=bool)
    truth[:30, 0] = truth[0, 1] = True
    scores = np.where(truth, [[0.6, 0.05]], [[0.4, 0.01]])
    chosen = chosen_thresholds(truth, scores, np.ones_like(truth), ("many", "few"))
    assert abs(chosen.single["few"] - chosen.common) < abs(0.05 - chosen.common)
    assert chosen.of("unknown") == chosen.common


def test_calibration_of_perfect_and_of_boastful_scores() -> None:
    truth = np.array([True, False] * 50)
    assert metrics.calibration_error(truth, np.full(100, 0.5), bins=1) == pytest.approx(0.0)
    assert metrics.calibration_error(truth, np.full(100, 0.9), bins=1) == pytest.approx(0.4)
    assert np.isnan(metrics.calibration_error(truth, np.zeros(100)))
    assert metrics.brier(truth, truth.astype(float)) == 0.0


def test_picture_shows_every_label_and_escapes_it() -> None:
    figures = {
        "release": "<b>",
        "passages": 3,
        "micro_f1": 0.5,
        "macro_f1": None,
        "average_precision": 0.4,
        "calibration": {"curve": [{"pairs": 3, "score": 0.5, "share": 0.4}]},
        "criteria": {"a&b": {"f1": 0.5, "support": 2}, "c": {"f1": None, "support": 0}},
    }
    drawn = picture(figures)
    assert "a&amp;b" in drawn
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn
    assert drawn.count("<circle") == 1


def test_release_folder_is_no_part_of_the_manifest(framework: Any, labels: LabelSet, tmp_path: Path) -> None:
    train_on(framework, labels, tmp_path / "m", Recipe(), release_id="mine", encoders=ENCODERS)
    text = (tmp_path / "m" / release_module.MANIFEST).read_text(encoding="utf-8")
    assert str(tmp_path) not in text
