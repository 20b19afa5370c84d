"""Equivalence edges: what ships, what is refused, and how a user's own matrix lies over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.catalogue import load_framework
from corpus.equivalence import EQUIVALENCES, Extent, load_equivalences
from corpus.equivalence_matrix import import_matrix
from corpus.errors import CorpusError
from corpus.framework import Confidence, FrameworkId
from corpus.standard import StandardId, StandardKind
from corpus.standard_catalogue import load_standards

RRA = FrameworkId("rra-2")


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def imported(tmp_path: Path, *rows: list[object]) -> Path:
    target = tmp_path / "matrix.yaml"
    import_matrix(workbook(tmp_path / "own.xlsx", *rows), target, framework=RRA, author="A. Person", version="3")
    return target


def test_equivalence_has_a_scheme_for_every_criterion_and_marks_defaults() -> None:
    graph = load_equivalences(RRA)
    assert {edge.criterion for edge in graph.edges} == {one.number for one in load_framework("rra-2").criteria}
    assert {edge.basis.confidence for edge in graph.edges} == {Confidence.MEMORY}
    assert all(edge.release == "assay-defaults 1 by Assay" for edge in graph.edges)


def test_equivalence_never_proposes_more_than_a_part_for_what_is_no_assurance() -> None:
    standards = load_standards().by_id
    assured = {StandardKind.MS_CERT, StandardKind.SITE_ASSURANCE}
    for edge in load_equivalences(RRA).edges:
        assert edge.extent is Extent.PARTIAL or standards[edge.standard].kind in assured, edge


def test_equivalence_of_a_standard_comes_in_order_of_the_criteria() -> None:
    edges = load_equivalences(RRA).of_standard(StandardId("iso14001"))
    assert [(edge.criterion, edge.extent) for edge in edges] == [
        ("1", Extent.PARTIAL),
        ("14", Extent.FULL),
        ("17", Extent.PARTIAL),
        ("18", Extent.PARTIAL),
        ("20", Extent.PARTIAL),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('{standard: iso14001, full: ["14"], basis: {source: domain, confidence: memory}}', "second edge of iso14001"),
        ('{standard: nothing, full: ["14"], basis: {source: domain, confidence: memory}}', "'nothing'"),
        ('{standard: iso9001, full: ["99"], basis: {source: domain, confidence: memory}}', "'99'"),
        ('{standard: iso9001, full: ["14"], basis: {source: hearsay, confidence: memory}}', "'hearsay'"),
        ('{standard: iso9001, whole: ["14"], basis: {source: domain, confidence: memory}}', "whole"),
    ],
)
def test_equivalence_fault_names_file_and_line(row: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "edges.yaml"
    shutil.copy(EQUIVALENCES / "rra-2.yaml", path)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, f"  - {row}"]) + "\n", "utf-8")
    with pytest.raises(CorpusError, match=fault) as caught:
        load_equivalences(RRA, (path,))
    assert f"edges.yaml:{len(lines) + 1}:" in str(caught.value)


def test_equivalence_editions_of_one_standard_may_differ(tmp_path: Path) -> None:
    rows = [
        ["standard", "edition", "criterion", "extent"],
        ["SA8000", "2014", 9, "partial"],
        ["SA8000", "2026", 9, "F"],
    ]
    graph = load_equivalences(RRA, (imported(tmp_path, *rows),))
    nine = {edge.extent for edge in graph.of_standard(StandardId("sa8000"), "2026") if edge.criterion == "9"}
    assert Extent.FULL in nine
    assert Extent.PARTIAL not in {edge.extent for edge in graph.edges if edge.editions == ("2026",)}


def test_matrix_as_a_list_lies_over_the_shipped_edges(tmp_path: Path) -> None:
    rows = [
        ["My recognised systems"],
        ["Scheme", "Issue area", "Recognition", "Notes", "Source"],
        ["ISO 14001", "18. Waste", "full", "with a register", "board paper 7"],
        ["iso14001", 14, "none", None, None],
    ]
    graph = load_equivalences(RRA, (imported(tmp_path, *rows),))
    by_criterion = {edge.criterion: edge for edge in graph.of_standard(StandardId("iso14001"))}
    assert by_criterion["18"].extent is Extent.FULL
    assert by_criterion["18"].condition == "with a register"
    assert by_criterion["18"].release == "own 3 by A. Person"
    assert "14" not in by_criterion
    assert {edge.criterion for edge in graph.replaced} == {"14", "18"}
    assert by_criterion["17"].release.startswith("assay-defaults")


def test_matrix_as_a_table_has_standards_along_the_top(tmp_path: Path) -> None:
    rows = [
        ["Criterion", "Name", "ISO 45001:2018", "IRMA"],
        [12, "Safety", "F", "P"],
        ["13 Grievances", "x", None, "no"],
    ]
    graph = load_equivalences(RRA, (imported(tmp_path, *rows),))
    own = {(edge.standard, edge.criterion): edge.extent for edge in graph.edges if edge.release.startswith("own")}
    assert own == {("iso45001", "12"): Extent.FULL, ("irma", "12"): Extent.PARTIAL, ("irma", "13"): Extent.NONE}


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([["standard", "criterion", "extent"], ["ISO 99999", 1, "full"]], "cell A2"),
        ([["standard", "criterion", "extent"], ["ISO 14001", 40, "full"]], "cell B2"),
        ([["standard", "criterion", "extent"], ["ISO 14001", 14, "maybe"]], "cell C2"),
        ([["Criterion", "ISO 14001"], [14, "sometimes"]], "cell B2"),
        ([["nothing here"]], "no pair"),
    ],
)
def test_matrix_fault_names_the_cell(rows: list[list[object]], fault: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=fault):
        imported(tmp_path, *rows)


def test_matrix_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"PK\x03\x04 half of it")
    with pytest.raises(CorpusError, match="no workbook"):
        import_matrix(path, tmp_path / "out.yaml", framework=RRA, author="x", version="1")
