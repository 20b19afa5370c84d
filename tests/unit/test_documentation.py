"""The documentation is held to the code: what the code has, the documents name."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer.main

import classify
import corpus
import extract
import ingest
import review_api
from classify.signals import Signal
from corpus.certificate_words import Cue, Label
from corpus.errors import REMEDIES, ErrorCode
from extract.certificate_date import DayOrder
from extract.read_limits import ReadLimits
from ingest.children import Ending
from ingest.limits import Limits
from review_api.permissions import Permission

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"

#: Enums of the inside, which no JSON, page or request shows.
INTERNAL: frozenset[type[StrEnum]] = frozenset({Cue, DayOrder, Ending, Label, Permission, Signal})

ERRORS_HEAD = """# Errors

Every fault that Assay names has a code. The code stands in `documents.jsonl`, in answers of the API, in the report and
in messages of the command line. Codes are stable: new ones are added, none changes its meaning.

This page is made from `corpus/errors.py` by `.venv/bin/python -m pytest tests/unit/test_documentation.py
--update-golden`.

| code | what it means | what to do next |
| --- | --- | --- |
"""


def test_documentation_lists_every_error_code(golden: Callable[[str | Path, str], None]) -> None:
    rows = [f"| `{code}` | {REMEDIES[code].meaning} | {REMEDIES[code].next} |\n" for code in ErrorCode]
    golden(DOCS / "errors.md", ERRORS_HEAD + "".join(rows))


@pytest.mark.parametrize("code", list(ErrorCode))
def test_documentation_remedies_are_whole_sentences(code: ErrorCode) -> None:
    for sentence in (REMEDIES[code].meaning, REMEDIES[code].next):
        assert re.fullmatch(r"[A-Z'].*\.", sentence)
        assert "|" not in sentence


def _public_enums() -> list[type[StrEnum]]:
    packages = (corpus, ingest, extract, classify, review_api)
    names = [
        module.name
        for package in packages
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        # Migrations and the makers of the sample pack do things when they are imported, and show no enums.
        if ".migrations" not in module.name and ".samples" not in module.name
    ]
    found = {
        value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == name
    }
    return sorted(found - INTERNAL - {ErrorCode}, key=lambda enum: enum.__name__)


@pytest.mark.parametrize("enum", _public_enums(), ids=lambda enum: enum.__name__)
def test_documentation_lists_every_enum_member(enum: type[StrEnum]) -> None:
    text = (DOCS / "interfaces.md").read_text(encoding="utf-8")
    section = re.search(rf"^### .*\(`{enum.__name__}`\)$(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"docs/interfaces.md has no section '### ... (`{enum.__name__}`)'"
    listed = re.findall(r"^\| `([^`]+)` \| \S", section[1], re.MULTILINE)
    assert listed == [member.value for member in enum]


@pytest.mark.parametrize("limits", [Limits, ReadLimits], ids=lambda limits: limits.__name__)
def test_documentation_lists_every_limit_with_its_default(limits: type[Limits] | type[ReadLimits]) -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\d ]+)", text, re.MULTILINE))
    shown = {name: int(value.replace(" ", "")) for name, value in rows.items()}
    for field in fields(limits):
        assert shown.get(field.name) == field.default, f"docs/settings.md: {field.name} is {field.default}"


def test_documentation_lists_every_environment_variable() -> None:
    sources = [path for package in ("review_api", "cli") for path in (REPOSITORY / package).rglob("*.py")]
    used = {name for path in sources for name in re.findall(r"\bASSAY_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    listed = set(re.findall(r"^\| `(ASSAY_[A-Z_]+)` \|", (DOCS / "settings.md").read_text("utf-8"), re.MULTILINE))
    assert used == listed


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", {})
    for name in children:
        yield from _commands(children[name], (*words, name))
    if not children:
        yield words, command


def test_documentation_names_every_command_and_option() -> None:
    # Not on the list of expected skips: a checkout without the command line does not pass.
    app = pytest.importorskip("cli.app", reason="cli.app is not there yet").app
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    commands = list(_commands(typer.main.get_command(app), ("assay",)))
    assert len(commands) > 3
    for words, command in commands:
        name = " ".join(words)
        section = re.search(rf"^## `{re.escape(name)}\b(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert section, f"docs/cli.md has no section '## `{name} ...`'"
        assert command.help, f"{name} has no help"
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in section[1], f"docs/cli.md, {name}: {option} is not named"


@pytest.mark.parametrize("path", sorted([*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")]), ids=lambda path: path.name)
def test_documentation_links_lead_to_files_that_are_there(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert not missing
