"""Names of files come from other machines, in whatever bytes these wrote."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.receive import receive


def test_receive_writes_names_that_are_no_utf8_with_replacement_characters(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/pol\xedtica.txt")).write_text("La empresa", encoding="utf-8")

    (source,) = receive([folder], store=tmp_path / "store")

    assert source.name == "pol\ufffdtica.txt"
    assert source.name.encode("utf-8")
