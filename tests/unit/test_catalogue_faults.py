"""Every fault of a catalogue file is named with file, line and what was found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue import CROSSWALKS, FRAMEWORKS, load_crosswalk, load_framework
from corpus.errors import CorpusError, ErrorCode

CRITERION = "06-forced-labor.yaml"
OTHER = "05-child-labor.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of one framework with two of its criteria, to break."""
    home = tmp_path / "rra-2"
    home.mkdir()
    for name in ("framework.yaml", CRITERION, OTHER):
        shutil.copy(FRAMEWORKS / "rra-2" / name, home / name)
    return tmp_path


def broken(path: Path, old: str, new: str) -> int:
    """Change the first place of ``old``; gives its line, counted from 1."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def fault_of(load: Callable[[], object], path: Path) -> tuple[int, str]:
    """Line and finding of the fault that loading raises."""
    with pytest.raises(CorpusError) as caught:
        load()
    assert caught.value.code is ErrorCode.CORPUS_INVALID
    start = f"{path}:"
    assert caught.value.detail.startswith(start)
    line, _, found = caught.value.detail.removeprefix(start).partition(": ")
    return int(line), found


def test_catalogue_copy_loads_before_it_is_broken(folder: Path) -> None:
    assert [criterion.number for criterion in load_framework("rra-2", folder).criteria] == ["5", "6"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("source: S1", "source: S99", "S99"),
        ("default: {source: assay,", "default: {source: nobody,", "nobody"),
        ("category: Labor and Working Conditions", "category: Labour", "Labour"),
        ("confidence: verified", "confidence: certain", "basis.name.confidence"),
        ("mine: applies", "mine: perhaps", "scope.mine"),
        ("mine: applies", "moon: applies", "moon"),
        ("kind: P", "kind: Q", "evidence.0.kind"),
        ("sdg: [8, 16]", "sdg: [eight]", "sdg.0"),
        ('number: "6"', "number: 6", "number"),
        ('number: "6"', 'number: "six"', "number"),
        ('number: "6"', 'number: "0"', "number"),
        ("key: forced_labor", "key: Forced Labor", "key"),
        ("key: forced_labor", "key: forced_labor\ncolour: red", "colour"),
        ("  name: {source: S1", "  nmae: {source: S1", "nmae"),
        ("terms:\n  en: [forced labour,", "terms:\n  en: [forced labour, Forced Labour,", "forced labour"),
        ("  es: [trabajo forzoso", "  xx: [trabajo forzoso", "xx"),
        ("name: Forced Labor\n", "name: Forced Labor\nname: Forced Labour\n", "twice"),
    ],
)
def test_catalogue_fault_in_a_criterion_names_its_line(folder: Path, old: str, new: str, words: str) -> None:
    path = folder / "rra-2" / CRITERION
    line = broken(path, old, new)
    named, found = fault_of(lambda: load_framework("rra-2", folder), path)
    assert words in found
    # Where one line became two, or a key and its value stand on two lines, the fault may lie on the second.
    assert named - line in ({0} if "\n" not in old + new else {0, 1})


@pytest.mark.parametrize("field", ["number", "key", "name", "category", "intent", "scope", "sdg", "terms", "basis"])
def test_catalogue_missing_field_is_named(folder: Path, field: str) -> None:
    path = folder / "rra-2" / CRITERION
    broken(path, f"\n{field}:", f"\n# {field}\nx_{field}:") if field != "number" else broken(
        path, "number:", "x_number:"
    )
    _, found = fault_of(lambda: load_framework("rra-2", folder), path)
    assert field in found


@pytest.mark.parametrize("bad", ["  source: S98", "  confidence: sure"])
def test_catalogue_fault_of_one_entry_names_the_line_of_the_entry(folder: Path, bad: str) -> None:
    path = folder / "rra-2" / CRITERION
    key = bad.split(":", maxsplit=1)[0].strip()
    whole = {"source": "assay", "confidence": "memory"} | {key: bad.split(": ")[1]}
    old = '  - "Glossary entry or quoted treaty that explains what forced labour means"'
    new = (
        old.replace("- ", "- {text: ") + f", basis: {{source: {whole['source']}, confidence: {whole['confidence']}}}}}"
    )
    line = broken(path, old, new)
    named, found = fault_of(lambda: load_framework("rra-2", folder), path)
    assert named == line
    assert whole[key] in found or key in found


def test_catalogue_number_given_twice_is_named(folder: Path) -> None:
    path = folder / "rra-2" / OTHER
    line = broken(path, 'number: "5"', 'number: "6"')
    named, found = fault_of(lambda: load_framework("rra-2", folder), path)
    assert (named, found) == (line, "number 6 is given to more than one criterion of rra-2.")


def test_catalogue_key_given_twice_is_named(folder: Path) -> None:
    path = folder / "rra-2" / OTHER
    line = broken(path, "key: child_labor", "key: forced_labor")
    named, found = fault_of(lambda: load_framework("rra-2", folder), path)
    assert (named, found) == (line, "key forced_labor is given to more than one criterion of rra-2.")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"number: '1'\nname: [unclosed\nkey: x\n", 3),
        (b"number: '1'\n\tname: tab\n", 2),
        (b"- a list\n- at the top\n", 1),
        (b"", 1),
        (b"number: \xff\xfe\n", 1),
        (b"number: '1'\nname: bell \x07\n", 1),
        (b"number: '1'\n? [a, b]\n: complex\n", 2),
    ],
)
def test_catalogue_file_that_is_no_yaml_mapping_is_named(folder: Path, content: bytes, line: int) -> None:
    path = folder / "rra-2" / CRITERION
    path.write_bytes(content)
    named, found = fault_of(lambda: load_framework("rra-2", folder), path)
    assert named == line
    assert found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: rra-2", "ident: rra-2", "id"),
        ("id: rra-2", "id: rra-4", "rra-4"),
        ("version:", "criteria: []\nversion:", "criteria"),
        ("version:", "1: one\nversion:", "1"),
        ("categories:", "categories: none\nkategorien:", "categories"),
    ],
)
def test_catalogue_fault_in_the_head_of_a_framework_is_named(folder: Path, old: str, new: str, words: str) -> None:
    path = folder / "rra-2" / "framework.yaml"
    broken(path, old, new)
    _, found = fault_of(lambda: load_framework("rra-2", folder), path)
    assert words in found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('{from: "4", to: "10",', '{from: "4", to: "34",', "'34'"),
        ('{from: "4", to: "10",', '{from: "40", to: "10",', "'40'"),
        ('{from: "4", to: "10", relation: merged', '{from: "4", to: "10", relation: joined', "relation"),
        ('{from: "2", to: "4",', '{from: "2", to: "3",', "the pair 2 -> 3 stands twice"),
        ("from: rra-2", "from: rra-7", "rra-7"),
        ("confidence: derived", "confidence: guess", "confidence"),
        ('relation: merged, note: "Expectations', 'relation: merged, remark: "Expectations', "note"),
    ],
)
def test_crosswalk_fault_names_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "crosswalk.yaml"
    shutil.copy(CROSSWALKS / "rra-2_rra-3.yaml", path)
    line = broken(path, old, new)
    named, found = fault_of(lambda: load_crosswalk(path), path)
    assert words in found
    assert named == line
