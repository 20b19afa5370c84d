"""Makes the releases that are shipped again from corpus/ and their recipes: ``python -m training.build``."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.catalogue import framework_ids, load_framework
from corpus.framework import Framework
from corpus.passages.written import passages_of, sha256_of
from models.encoder import Encoder
from models.minilm import MiniLM
from models.release import RELEASES, TRAINED_RELEASE, load_release
from models.statements import save_vectors, statements_of
from models.use import UniversalSentenceEncoder
from training.fit import Recipe
from training.labels import LabelledLine, LabelSet, label_set
from training.train import train_on

RECIPES = Path(__file__).parent / "recipes"
#: The release that was made without training.
PLAIN_RELEASE = "zero-shot-1"
TRAINED_FRAMEWORK = "rra-2"


def written_labels(framework: Framework) -> LabelSet:
    """The passages written for a framework; a group is a writer, whose passages are alike."""
    lines = [
        LabelledLine(
            text=passage.text,
            criteria=list(passage.criteria),
            status=passage.status,
            language=passage.language.value,
            group=passage.writer,
        )
        for passage in passages_of(framework)
    ]
    return label_set(lines, framework, sha256=sha256_of(framework), source=f"corpus/passages/{framework.id}")


def recipe_of(framework_id: str) -> Recipe:
    """The recipe of a framework's shipped heads."""
    return Recipe.model_validate_json((RECIPES / f"{framework_id}.json").read_bytes())


def main() -> None:
    """Write the statement vectors of the plain release, then the trained one."""
    encoders: tuple[Encoder, Encoder] = (UniversalSentenceEncoder(), MiniLM())
    frameworks = [load_framework(framework_id) for framework_id in framework_ids()]
    statements = [statements_of(framework) for framework in frameworks]
    save_vectors(statements, encoders, load_release(PLAIN_RELEASE).folder / "statements.npz")
    framework = load_framework(TRAINED_FRAMEWORK)
    labels = written_labels(framework)
    out = RELEASES / TRAINED_RELEASE
    train_on(
        framework,
        labels,
        out,
        recipe_of(framework.id),
        release_id=TRAINED_RELEASE,
        encoders=encoders,
        also=[one for one in frameworks if one.id != framework.id],
    )
    sys.stdout.write(f"{out}: {len(labels.texts)} passages of {len(set(labels.groups))} writers\n")


if __name__ == "__main__":
    main()
