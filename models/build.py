"""Makes the arrays of the default release again from the catalogue: ``python -m models.build``."""

from __future__ import annotations

import sys

from corpus.catalogue import framework_ids, load_framework
from models.encoder import Encoder
from models.minilm import MiniLM
from models.release import load_release
from models.statements import save_vectors, statements_of
from models.use import UniversalSentenceEncoder


def main() -> None:
    """Write ``statements.npz`` of the default release for every framework that is there."""
    release = load_release()
    encoders: list[Encoder] = [UniversalSentenceEncoder(), MiniLM()]
    frameworks = [statements_of(load_framework(framework_id)) for framework_id in framework_ids()]
    target = release.folder / "statements.npz"
    save_vectors(frameworks, encoders, target)
    sys.stdout.write(f"{target}: {len(frameworks)} frameworks, {len(encoders)} encoders\n")


if __name__ == "__main__":
    main()
