"""Folding and tokens: what two spellings of the same words have in common."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.folding import fold, stem, tokens

#: Any text that a document can hold, with the characters that are easy to get wrong drawn often.
ODD = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ßİŉﬁΐ\u0301\u00ad\u200d’‑₂ｘ童，。 _'-"))
)


def words_of(text: str) -> list[str]:
    return [token for token, _, _ in tokens(text)]


def test_folding_takes_accents_case_and_width_away() -> None:
    assert fold("Política de RESÍDUOS") == "politica de residuos"
    assert fold("ＩＳＯ １４００１") == "iso 14001"
    assert fold("CO₂ und Straße") == "co2 und strasse"


def test_folding_types_apostrophes_and_hyphens_that_printers_set() -> None:
    assert fold("s’engage, non‑conformité, non‐conformité") == "s'engage, non-conformite, non-conformite"


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("policies", "policy"),
        ("procedures", "procedure"),
        ("processes", "process"),
        ("licenses", "license"),
        ("breaches", "breach"),
        ("gases", "gas"),
        ("mines", "mine"),
        ("SDGs", "SDG"),
        ("emisiones", "emisión"),
        ("trabajadores", "trabajador"),
        ("comunidades", "comunidad"),
        ("salaires", "salaire"),
        ("stratégies", "stratégie"),
        ("emissões", "emissão"),
        ("condições", "condição"),
        ("fornecedores", "fornecedor"),
    ],
)
def test_folding_stems_plural_and_singular_alike(plural: str, singular: str) -> None:
    assert words_of(plural) == words_of(singular)


@pytest.mark.parametrize(
    ("one", "other"), [("process", "procedure"), ("mine", "min"), ("wage", "wag"), ("gas", "ga"), ("bus", "bu")]
)
def test_folding_stems_keep_different_words_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_folding_tokens_are_words_and_single_chinese_characters() -> None:
    assert tokens("ISO14001认证 of_the site") == [
        ("iso14001", 0, 8),
        ("认", 8, 9),
        ("证", 9, 10),
        ("of", 11, 13),
        ("the", 14, 17),
        ("site", 18, 22),
    ]


@given(ODD)
def test_folding_offsets_slice_each_token_back_out_of_the_text(text: str) -> None:
    end_before = 0
    for token, start, end in tokens(text):
        assert end_before <= start < end <= len(text)
        assert stem(fold(text[start:end])) == token
        assert not any(character.isspace() for character in text[start:end])
        end_before = end


@given(ODD)
def test_folding_leaves_no_letter_or_digit_outside_of_a_token(text: str) -> None:
    inside = {place for _, start, end in tokens(text) for place in range(start, end)}
    assert all(place in inside for place, character in enumerate(text) if character.isalnum())


@given(st.text("abcdeáéíóúñçãõ çèê. '", max_size=60))
def test_folding_reads_composed_and_decomposed_accents_alike(text: str) -> None:
    assert words_of(unicodedata.normalize("NFC", text)) == words_of(unicodedata.normalize("NFD", text))
