"""Accepted evidence under another framework or list: what is carried, what is looked at again, what is not carried."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classify.coverage import Carry, across, against, uncovered
from classify.coverage_form import coverage_of, turned
from corpus.catalogue import CROSSWALKS, load_crosswalk, load_framework
from corpus.equivalence import Extent, load_equivalences
from corpus.errors import CallError, CorpusError, ErrorCode
from corpus.framework import Confidence, CriterionNumber, FrameworkId
from corpus.reference_list import load_reference, reference_ids
from corpus.standard import StandardId

CROSSWALK = load_crosswalk(CROSSWALKS / "rra-2_rra-3.yaml")


def numbers(*found: str) -> list[CriterionNumber]:
    return [CriterionNumber(number) for number in found]


def export(folder: Path, framework: str, *criteria: str) -> Path:
    path = folder / "evidence.json"
    evidence = [
        {"criterion": criterion, "quote": f"Invented {position}", "document_name": "a.pdf", "locator": "p. 1 ¶ 2"}
        for position, criterion in enumerate(criteria)
    ]
    path.write_text(json.dumps({"pack": {"name": "pack", "framework": framework}, "evidence": evidence}), "utf-8")
    return path


def test_coverage_carries_the_same_subject_and_marks_a_part() -> None:
    carried = across(numbers("1", "2"), CROSSWALK)
    assert [(one.source, one.target, one.carry) for one in carried] == [
        ("1", "5", Carry.CARRIED),
        ("2", "3", Carry.LOOK_AGAIN),
        ("2", "4", Carry.LOOK_AGAIN),
    ]
    assert all(one.note for one in carried)


def test_coverage_lists_what_goes_nowhere() -> None:
    empty = CROSSWALK.model_copy(update={"links": ()})
    assert [one.carry for one in across(numbers("1"), empty)] == [Carry.NOT_CARRIED]
    goals = load_reference("gri").model_copy(update={"items": ()})
    assert [one.carry for one in against(numbers("1"), goals)] == [Carry.NOT_CARRIED]


def test_coverage_names_targets_without_evidence() -> None:
    assert uncovered(across(numbers("1"), CROSSWALK), ["4", "5", "6"]) == ("4", "6")


def test_crosswalk_turned_around_carries_every_criterion_back() -> None:
    back = turned(CROSSWALK)
    assert {link.source for link in back.links} == {link.target for link in CROSSWALK.links}
    assert [one.target for one in across(numbers("5"), back)] == ["1"]
    assert {one.carry for one in across(numbers("16"), back)} == {Carry.LOOK_AGAIN}


@pytest.mark.parametrize("target", ["rra-2", "rra-3", *reference_ids()])
def test_coverage_of_an_export_accounts_for_every_piece(target: str, tmp_path: Path) -> None:
    criteria = [criterion.number for criterion in load_framework("rra-2").criteria]
    found = coverage_of(export(tmp_path, "rra-2", *criteria), target)
    placed = {piece["quote"] for one in found["targets"] for piece in one["evidence"]}
    lost = {piece["quote"] for piece in found["not_carried"]}
    assert placed | lost == {f"Invented {position}" for position in range(len(criteria))}
    assert not placed & lost
    assert set(found["uncovered"]) == {one["number"] for one in found["targets"] if not one["evidence"]}


def test_coverage_reads_an_export_of_the_newer_framework_against_a_list_of_the_older(tmp_path: Path) -> None:
    found = coverage_of(export(tmp_path, "rra-3", "11"), "oecd-annex-ii")
    assert [one["number"] for one in found["targets"] if one["evidence"]] == ["child-labour"]


def test_coverage_of_a_wrong_call_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError) as caught:
        coverage_of(tmp_path / "none.json", "rra-3")
    assert caught.value.code is ErrorCode.PATH_MISSING
    with pytest.raises(CallError, match="oecd-steps") as caught:
        coverage_of(export(tmp_path, "rra-2", "1"), "iso-26000")
    assert caught.value.code is ErrorCode.SETTING_INVALID
    (tmp_path / "other.json").write_text("[1]")
    with pytest.raises(CallError) as caught:
        coverage_of(tmp_path / "other.json", "rra-3")
    assert caught.value.code is ErrorCode.INPUT_LINE_INVALID


@pytest.mark.parametrize("reference", reference_ids())
def test_reference_lists_have_no_item_twice_and_links_that_lead_somewhere(reference: str) -> None:
    found = load_reference(reference)
    assert len({item.id for item in found.items}) == len(found.items)
    assert found.title


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('  - {id: "1", name: "Twice", links: ["31"]}', "stands twice"),
        ('  - {id: "9", name: "Elsewhere", links: ["77"]}', "'77'"),
        ('  - {id: "9", name: "Nowhere", links: []}', "links"),
    ],
)
def test_reference_list_fault_names_file_and_line(line: str, fault: str, tmp_path: Path) -> None:
    source = (CROSSWALKS.parent / "references" / "oecd-steps.yaml").read_text("utf-8").rstrip("\n")
    (tmp_path / "broken.yaml").write_text(f"{source}\n{line}\n", "utf-8")
    with pytest.raises(CorpusError, match=fault) as caught:
        load_reference("broken", tmp_path)
    assert f"broken.yaml:{len(source.splitlines()) + 1}" in str(caught.value)


def test_equivalences_of_the_newer_framework_follow_by_the_crosswalk() -> None:
    graph = load_equivalences(FrameworkId("rra-3"))
    by_criterion = {edge.criterion: edge for edge in graph.of_standard(StandardId("sa8000"))}
    assert by_criterion["11"].extent is Extent.FULL
    # Hours and pay are one criterion there; a certificate that covers both whole still covers each as a part of it.
    assert by_criterion["16"].extent is Extent.PARTIAL
    assert {edge.basis.confidence for edge in graph.edges} == {Confidence.DERIVED}
    assert all("crosswalk from rra-2" in edge.release for edge in graph.edges)
