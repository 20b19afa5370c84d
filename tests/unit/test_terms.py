"""Finding the terms of criteria in text."""

from __future__ import annotations

import time

import pytest
from hand_made_run import criterion, framework

from classify.terms import TermFinder, TermHit
from corpus.catalogue import framework_ids, load_framework
from corpus.framework import Framework, Language


def finder(*terms: dict[Language, tuple[str, ...]]) -> TermFinder:
    """A finder for criteria that have these terms and nothing else."""
    criteria = tuple(
        criterion(str(number), "Subject", "Category").model_copy(update={"terms": one})
        for number, one in enumerate(terms, start=1)
    )
    return TermFinder(framework().model_copy(update={"criteria": criteria}))


def english(*terms: str) -> dict[Language, tuple[str, ...]]:
    return {Language.ENGLISH: terms}


def found(hits: list[TermHit], text: str) -> list[tuple[int, str]]:
    return [(hit.criterion, text[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("number", "text", "term"),
    [
        ("5", "Proofs of age and the minimum age are checked.", "minimum age"),
        ("5", "La verificación de edad evita el TRABAJO INFANTIL.", "TRABAJO INFANTIL"),
        ("5", "La vérification de l’âge exclut le travail des enfants.", "vérification de l’âge"),
        ("5", "A verificacao de idade impede o trabalho infantil.", "verificacao de idade"),
        ("5", "公司禁止使用童工。", "童工"),
    ],
)
def test_terms_are_found_in_each_language_as_they_stand(number: str, text: str, term: str) -> None:
    catalogue = load_framework("rra-2")
    own = [
        text[hit.start : hit.end]
        for hit in TermFinder(catalogue).find(text)
        if catalogue.criteria[hit.criterion].number == number
    ]
    assert term in own


@pytest.mark.parametrize("framework_id", framework_ids())
def test_terms_of_the_catalogue_each_find_themselves(framework_id: str) -> None:
    catalogue: Framework = load_framework(framework_id)
    terms = TermFinder(catalogue)
    for index, one in enumerate(catalogue.criteria):
        for term in (term for some in one.terms.values() for term in some):
            text = f"({term.upper()})"
            whole = {(hit.criterion, text[hit.start : hit.end]) for hit in terms.find(text)}
            # Signs at the end of a term belong to no token.
            assert (index, term.upper().rstrip(" %")) in whole, f"{framework_id} {one.number}: {term}"


def test_terms_that_overlap_are_all_found_the_longest_too() -> None:
    text = "Working hours and overtime hours are recorded in the working hours register."
    terms = finder(english("working hours register", "working hours"), english("hours register"))
    assert found(terms.find(text), text) == [
        (0, "Working hours"),
        (0, "working hours register"),
        (1, "hours register"),
    ]


def test_terms_inside_other_words_are_no_hits() -> None:
    terms = finder(english("age", "mine", "ton"))
    assert terms.find("The manager determined the wages of the engaged carton packers.") == []


def test_terms_that_are_acronyms_are_found_in_any_case_and_between_signs() -> None:
    terms = finder(english("GHG", "ASM", "CO2"))
    text = "GHG/ASM: co₂ (asm) and GHGs, but no plasma."
    assert found(terms.find(text), text) == [(0, "GHG"), (0, "ASM"), (0, "co₂")]


def test_terms_count_once_per_criterion_and_once_per_spelling() -> None:
    terms = finder({Language.ENGLISH: ("audit", "audits"), Language.FRENCH: ("audit",)}, english("audit"))
    assert found(terms.find("audit, audits, Audit"), "audit, audits, Audit") == [(0, "audit"), (1, "audit")]


def test_terms_need_their_words_side_by_side() -> None:
    terms = finder(english("grievance mechanism"))
    assert terms.find("A mechanism for a grievance; grievance and mechanism.") == []
    assert len(terms.find("The grievance-mechanisms")) == 1


def test_terms_of_nothing_and_of_garbage_find_nothing() -> None:
    terms = TermFinder(load_framework("rra-2"))
    assert terms.find("") == []
    assert terms.find("\x00\ufffd\u202e ---- \N{GRINNING FACE}") == []
    started = time.monotonic()
    assert terms.find("x" * 100_000) == []
    terms.find("child labour " * 8_000)
    assert time.monotonic() - started < 5
