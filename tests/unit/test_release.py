"""Model releases, the vectors that come with them, and refusals of those that do not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hand_made_run import framework

from corpus.catalogue import framework_ids, load_framework
from corpus.errors import ErrorCode, ModelError
from models import release as release_module
from models.encoder import Encoder
from models.minilm import MiniLM
from models.release import DEFAULT_RELEASE, RELEASES, check_encoders, load_release
from models.statements import Statements, save_vectors, statements_of, vectors_of
from models.use import UniversalSentenceEncoder

SHIPPED = RELEASES / DEFAULT_RELEASE / "statements.npz"


class Refusing:
    """An encoder that must not be asked."""

    name = "refusing"
    sha256 = "1" * 64

    def encode(self, texts: object) -> Any:
        pytest.fail(f"asked to encode {texts!r}")

    def encode_statements(self, texts: Any) -> Any:
        return self.encode(texts)


class Counting:
    """An encoder whose vectors are the lengths of the texts."""

    name = "counting"
    sha256 = "2" * 64

    def encode(self, texts: Any) -> Any:
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)

    def encode_statements(self, texts: Any) -> Any:
        return self.encode(texts)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes a changed copy of the default release where releases are looked for; returns its id."""
    monkeypatch.setattr(release_module, "RELEASES", tmp_path)
    content = json.loads((RELEASES / DEFAULT_RELEASE / "release.json").read_text(encoding="utf-8"))

    def write(folder: str = "mine", **changes: object) -> str:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "release.json").write_text(json.dumps({**content, "id": folder, **changes}), "utf-8")
        return folder

    return write


def test_release_of_the_product_loads_and_names_both_encoders() -> None:
    release = load_release()
    assert release.id == DEFAULT_RELEASE
    assert release.encoders == {one.name: one.sha256 for one in (MiniLM, UniversalSentenceEncoder)}
    assert 0 < release.threshold < release.calibration.ceiling <= 1


def test_release_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="no release 'nowhere-9'") as caught:
        load_release("nowhere-9")
    assert caught.value.code is ErrorCode.RELEASE_INVALID


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema_version": 2}, "schema version 2, expected 1"),
        ({"id": "other"}, "'other' in the folder of 'mine'"),
        ({"threshold": 1.5}, "release.json"),
        ({"unheard_of": 1}, "release.json"),
        ({"weights": {}}, "release.json"),
    ],
)
def test_release_of_another_form_is_refused(written: Any, changes: dict[str, object], said: str) -> None:
    with pytest.raises(ModelError, match=said) as caught:
        load_release(written(**changes))
    assert caught.value.code is ErrorCode.RELEASE_INVALID


def test_release_that_is_no_json_is_refused(written: Any, tmp_path: Path) -> None:
    written()
    (tmp_path / "mine" / "release.json").write_bytes(b"\x80\x04pickle")
    with pytest.raises(ModelError) as caught:
        load_release("mine")
    assert caught.value.code is ErrorCode.RELEASE_INVALID


def test_release_thresholds_of_single_criteria_go_before_the_common_one(written: Any) -> None:
    release = load_release(written(heads=None, thresholds={"rra-2": {"5": 0.61}}))
    assert release.threshold_of("rra-2", "5") == 0.61
    assert release.heads_for("rra-2") is None
    assert release.threshold_of("rra-2", "6") == release.threshold_of("rra-3", "5") == release.threshold


def test_release_with_other_weights_refuses_the_encoder(written: Any) -> None:
    encoder = MiniLM()
    check_encoders(load_release(written("same")), [encoder])
    changed = load_release(written(encoders={encoder.name: "0" * 64}))
    with pytest.raises(ModelError, match=encoder.sha256) as caught:
        check_encoders(changed, [encoder])
    assert caught.value.code is ErrorCode.ENCODER_MISMATCH
    with pytest.raises(ModelError, match="expected None"):
        check_encoders(changed, [UniversalSentenceEncoder()])


@pytest.mark.parametrize("framework_id", framework_ids())
@pytest.mark.parametrize("encoder", [MiniLM, UniversalSentenceEncoder], ids=lambda encoder: encoder.name)
def test_release_ships_vectors_that_fit_the_catalogue(framework_id: str, encoder: type[Any]) -> None:
    statements = statements_of(load_framework(framework_id))
    with np.load(SHIPPED, allow_pickle=False) as archive:
        stored = archive[f"{encoder.name}-{statements.sha256}"]
    assert len(stored) == len(statements.texts) == len(statements.owners)
    assert np.linalg.norm(stored.astype(np.float32), axis=1) == pytest.approx(np.ones(len(stored)), abs=2e-3)


@pytest.mark.parametrize("framework_id", framework_ids())
def test_release_ships_the_vectors_that_the_encoder_makes(framework_id: str, encoder: Encoder) -> None:
    statements = statements_of(load_framework(framework_id))
    with np.load(SHIPPED, allow_pickle=False) as archive:
        stored = archive[f"{encoder.name}-{statements.sha256}"].astype(np.float32)
    some = [0, 7, len(statements.texts) // 2, len(statements.texts) - 1]
    fresh = encoder.encode_statements([statements.texts[place] for place in some])
    assert stored[some] == pytest.approx(fresh, abs=1e-2)


def test_statements_stand_for_every_criterion_in_order() -> None:
    statements = statements_of(framework())
    assert statements.owners.tolist() == sorted(statements.owners.tolist())
    assert set(statements.owners.tolist()) == set(range(len(framework().criteria)))
    first = framework().criteria[0]
    assert statements.texts[0] == first.intent.text
    assert first.contradictions[0].text in statements.texts
    assert first.near_misses[0].text not in statements.texts


def test_statements_of_other_texts_or_another_encoder_are_encoded_anew(tmp_path: Path) -> None:
    shipped = tmp_path / "statements.npz"
    one = Statements(texts=("a", "bb"), owners=np.array([0, 1]))
    save_vectors([one], [Counting()], shipped)
    kept = np.load(shipped, allow_pickle=False)[f"counting-{one.sha256}"]
    assert vectors_of(one, Counting(), shipped).tolist() == kept.tolist() == [[1, 1], [2, 1]]
    other = Statements(texts=("a", "ccc"), owners=np.array([0, 1]))
    assert vectors_of(other, Counting(), shipped).tolist() == [[1, 1], [3, 1]]
    assert vectors_of(one, Counting(), tmp_path / "nowhere.npz").tolist() == [[1, 1], [2, 1]]


def test_statements_file_that_is_damaged_pickled_or_of_another_shape_is_refused(tmp_path: Path) -> None:
    one = Statements(texts=("a", "bb"), owners=np.array([0, 1]))
    key = f"refusing-{one.sha256}"
    damaged, pickled, short = (tmp_path / f"{name}.npz" for name in ("damaged", "pickled", "short"))
    damaged.write_bytes(SHIPPED.read_bytes()[:1000])
    np.savez(pickled, allow_pickle=True, **{key: np.array([{"a": 1}, None], dtype=object)})
    np.savez(short, allow_pickle=False, **{key: np.ones((1, 4))})
    for path in (damaged, pickled, short):
        with pytest.raises(ModelError, match=path.name) as caught:
            vectors_of(one, Refusing(), path)
        assert caught.value.code is ErrorCode.RELEASE_INVALID
