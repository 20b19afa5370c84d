"""The catalogue of standards: its test strings, and what makes a file of it wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.standard import Membership, Standard
from corpus.standard_catalogue import STANDARDS, load_standards

CATALOGUE = load_standards()
EXAMPLES = [(standard, example) for standard in CATALOGUE.standards for example in standard.examples]


@pytest.mark.parametrize(("standard", "example"), EXAMPLES, ids=[f"{entry.id}-{text}" for entry, text in EXAMPLES])
def test_standards_every_test_string_is_found_by_its_own_entry(standard: Standard, example: str) -> None:
    assert standard in [found for found, _ in CATALOGUE.mentions(f"Certified to {example}, says the paper.")]


def test_standards_a_line_with_a_national_adoption_names_one_standard() -> None:
    found = [standard.id for standard, _ in CATALOGUE.mentions("GB/T 24001-2016 / ISO 14001:2015")]
    assert found == ["iso14001", "iso14001"]


def test_standards_a_number_inside_a_longer_number_is_none() -> None:
    assert CATALOGUE.mentions("ISO 90011, ISO 19001, order 14001") == []


def test_standards_the_longest_of_overlapping_names_is_taken() -> None:
    (mention,) = CATALOGUE.mentions("ISO/TS 16949:2009")
    assert (mention[0].id, mention[1].group()) == ("iatf16949", "ISO/TS 16949")


def test_standards_editions_stand_newest_first() -> None:
    for standard in CATALOGUE.standards:
        published = [edition.published for edition in standard.editions]
        assert published == sorted(published, reverse=True), standard.id


def test_standards_bodies_that_are_no_member_of_the_forum_are_known() -> None:
    members = {body.mark: body.iaf_member for body in CATALOGUE.accreditation_bodies}
    assert members["UKAS"] is Membership.YES
    assert members["WAF"] is Membership.NO


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(STANDARDS, tmp_path / "standards")
    return tmp_path / "standards"


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("management-systems.yaml", "kind: ms_cert", "kind: medal", "kind"),
        ("management-systems.yaml", "superseded_by: iso45001", "superseded_by: iso45002", "iso45002"),
        ("management-systems.yaml", '"OHSAS 18001:2007"', '"OHSAS 18002:2007"', "OHSAS 18002"),
        ("management-systems.yaml", '"ISO 90011"', '"ISO 9001"', "ISO 9001"),
        ("management-systems.yaml", "id: iso14001", "id: iso9001", "stands twice"),
        ("management-systems.yaml", "source: domain", "source: hearsay", "hearsay"),
        ("management-systems.yaml", "standards:", "norms:", "standards"),
        ("accreditation-bodies.yaml", '["UKAS"]', '["UKA"]', "UKA"),
        ("accreditation-bodies.yaml", "\\bFINAS\\b", "(", "regular expression"),
        ("certification-bodies.yaml", '["EMS 612345"]', '["EMS 6"]', "EMS 6"),
    ],
)
def test_standards_a_wrong_file_is_named_with_its_line(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"{re.escape(file)}:\d+: .*{re.escape(fault)}"):
        load_standards(folder)
