"""From labelled passages and a framework to a model in a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import CallError, ErrorCode
from corpus.framework import Framework
from models.encoder import Encoder
from models.heads import save_heads
from models.minilm import MiniLM
from models.release import MANIFEST, Heads, Release, load_release
from models.statements import save_vectors, statements_of
from models.use import UniversalSentenceEncoder
from training.fit import Recipe, fit
from training.inputs import Reader
from training.labels import LabelSet, read_labels

#: The framework that a model was trained for, beside its manifest.
FRAMEWORK = "framework.json"


def train(framework: Framework, labels: Path, out: Path) -> Release:
    """Train on a file of labels and write the model into ``out``, which is made when it is not there.

    Raises :class:`corpus.errors.AssayError` when the labels are wrong or too few, or ``out`` cannot be written.
    """
    return train_on(framework, read_labels(labels, framework), out, Recipe(), release_id=f"{framework.id}-own")


def train_on(
    framework: Framework,
    labels: LabelSet,
    out: Path,
    recipe: Recipe,
    *,
    release_id: str,
    encoders: tuple[Encoder, Encoder] | None = None,
    also: Sequence[Framework] = (),
) -> Release:
    """As :func:`train`, for labels that are read already; the same labels and recipe give the same files.

    The vectors of the statements of the frameworks ``also`` go into the model, which judges them without training.
    """
    general, english = encoders or (UniversalSentenceEncoder(), MiniLM())
    # Numbers for frameworks without heads stay those of the release that was made without training.
    plain = load_release("zero-shot-1")
    reader = Reader(framework, general=general, english=english, english_languages=plain.english_encoder_languages)
    inputs = reader.read(labels, context=labels.with_surroundings)
    numbers = tuple(str(criterion.number) for criterion in framework.criteria)
    fitted = fit(inputs, framework.id, numbers, recipe, context=labels.with_surroundings)
    try:
        out.mkdir(parents=True, exist_ok=True)
        files = save_heads(fitted.arrays, out)
        frameworks = [reader.statements, *map(statements_of, also)]
        save_vectors(frameworks, [general, english], out / "statements.npz")
        (out / FRAMEWORK).write_text(framework.model_dump_json() + "\n", encoding="utf-8", newline="\n")
        release = plain.model_copy(
            update={
                "id": release_id,
                "description": f"Trained for {framework.id} on {len(labels.texts)} labelled passages.",
                "encoders": {encoder.name: encoder.sha256 for encoder in (general, english)},
                "heads": fitted.heads.model_copy(update={"files": files}),
            }
        )
        (out / MANIFEST).write_text(manifest_text(release), encoding="utf-8", newline="\n")
    except OSError as error:
        detail = f"The system says of '{out}': {error.strerror}."
        raise CallError(ErrorCode.OUTPUT_UNWRITABLE, detail) from error
    return release


def manifest_text(release: Release) -> str:
    """The manifest as it is written: JSON that a person can read."""
    return json.dumps(release.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def heads_of(release: Release) -> Heads:
    """The heads of a trained release; raises :class:`CallError` with ``setting_invalid`` for one without."""
    if release.heads is None:
        raise CallError(ErrorCode.SETTING_INVALID, f"Found no trained heads in '{release.id}'.")
    return release.heads
