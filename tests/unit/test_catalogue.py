"""The catalogue that is shipped: complete, in five languages, with a source for every statement."""

from __future__ import annotations

import pytest

from corpus.catalogue import CROSSWALKS, criterion_of, framework_ids, load_crosswalk, load_framework
from corpus.errors import CorpusError, ErrorCode
from corpus.framework import Language, SiteType

SIZES = {"rra-2": 32, "rra-3": 33}
CROSSWALK = CROSSWALKS / "rra-2_rra-3.yaml"
#: Goals of the 2030 agenda of the United Nations.
GOALS = range(1, 18)


def test_catalogue_lists_its_frameworks() -> None:
    assert framework_ids() == tuple(SIZES)


@pytest.mark.parametrize("framework_id", SIZES)
def test_catalogue_numbers_run_from_one_without_a_gap(framework_id: str) -> None:
    framework = load_framework(framework_id)
    assert [criterion.number for criterion in framework.criteria] == [
        str(number) for number in range(1, SIZES[framework_id] + 1)
    ]
    assert framework.id == framework_id
    assert {criterion.framework for criterion in framework.criteria} == {framework_id}


@pytest.mark.parametrize("framework_id", SIZES)
def test_catalogue_names_and_keys_are_told_apart(framework_id: str) -> None:
    criteria = load_framework(framework_id).criteria
    assert len({criterion.key for criterion in criteria}) == len(criteria)
    assert len({criterion.name.casefold() for criterion in criteria}) == len(criteria)


@pytest.mark.parametrize("framework_id", SIZES)
def test_catalogue_criteria_have_everything_a_reviewer_needs(framework_id: str) -> None:
    framework = load_framework(framework_id)
    for criterion in framework.criteria:
        assert set(criterion.terms) == set(Language), criterion.number
        assert all(len(terms) >= 3 for terms in criterion.terms.values()), criterion.number
        assert set(criterion.scope) == set(SiteType), criterion.number
        assert len(criterion.evidence) >= 3, criterion.number
        assert criterion.near_misses, criterion.number
        assert criterion.sdg, criterion.number
        assert set(criterion.sdg) <= set(GOALS), criterion.number
    assert {criterion.category for criterion in framework.criteria} == set(framework.categories)


@pytest.mark.parametrize("framework_id", SIZES)
def test_catalogue_terms_of_a_language_are_written_in_its_script(framework_id: str) -> None:
    for criterion in load_framework(framework_id).criteria:
        for language, terms in criterion.terms.items():
            chinese = [any("\u4e00" <= character <= "\u9fff" for character in term) for term in terms]
            if language is Language.CHINESE:
                assert sum(chinese) >= 0.7 * len(terms), criterion.number
            else:
                assert not any(chinese), criterion.number


def test_catalogue_sources_that_frameworks_name_are_used() -> None:
    for framework_id in SIZES:
        framework = load_framework(framework_id)
        used = {
            basis.source
            for criterion in framework.criteria
            for basis in (
                criterion.name_basis,
                criterion.category_basis,
                criterion.scope_basis,
                criterion.sdg_basis,
                criterion.terms_basis,
                criterion.intent.basis,
                *(entry.basis for entry in criterion.evidence),
            )
        }
        assert used <= set(framework.sources)


def test_catalogue_unknown_framework_names_the_known_ones() -> None:
    with pytest.raises(CorpusError) as caught:
        load_framework("rra-9")
    assert caught.value.code is ErrorCode.FRAMEWORK_UNKNOWN
    assert "rra-2, rra-3" in caught.value.detail


def test_catalogue_framework_of_a_path_is_unknown() -> None:
    with pytest.raises(CorpusError) as caught:
        load_framework("../frameworks/rra-2")
    assert caught.value.code is ErrorCode.FRAMEWORK_UNKNOWN


def test_catalogue_unknown_criterion_is_named() -> None:
    framework = load_framework("rra-2")
    assert criterion_of(framework, "26").name == "Human Rights"
    with pytest.raises(CorpusError) as caught:
        criterion_of(framework, "33")
    assert caught.value.code is ErrorCode.CRITERION_UNKNOWN


def test_crosswalk_accounts_for_every_criterion_of_the_older_framework() -> None:
    crosswalk = load_crosswalk(CROSSWALK)
    assert (crosswalk.source, crosswalk.target) == ("rra-2", "rra-3")
    assert {link.source for link in crosswalk.links} == {
        criterion.number for criterion in load_framework("rra-2").criteria
    }
    order = [(int(link.source), int(link.target)) for link in crosswalk.links]
    assert order == sorted(order)
