"""Words of certificates: found as they stand in texts and as recognition spoils them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.certificate_words import Cue, Label, cues, fold, labels
from extract.certificate_letters import with_latin_letters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sertifika No / Certification Number :02.26", [Label.NUMBER, Label.NUMBER]),
        ("DateofExpiry:06/06/2027", [Label.EXPIRY]),
        ("Initial Registration Date : 1 Issuance Date : 2", [Label.FIRST_ISSUE, Label.ISSUE]),
        ("1st Surveillance Audit Due: 8th December", [Label.OTHER_DATE]),
        ("Zertifikat-Registrier-Nr.: 12 100", [Label.NUMBER]),
        ("证书编号:00121E31234R2L", [Label.NUMBER]),
        ("GÜLTİG BIS", [Label.EXPIRY]),
        ("certificate notes", []),
        ("reassessments", []),
    ],
)
def test_certificate_words_announce_values(text: str, expected: list[Label]) -> None:
    assert [found.kind for found in labels().find(text)] == expected


def test_certificate_words_have_every_cue() -> None:
    assert set(cues()) == set(Cue)


def test_certificate_words_the_longest_phrase_wins() -> None:
    (found,) = labels().find("Date of initial certification")
    assert found.kind == Label.FIRST_ISSUE
    assert (found.start, found.end) == (0, 29)


@given(st.text(max_size=60))
def test_certificate_words_folding_keeps_places(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.places)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place < len(text) for place in folded.places)


@pytest.mark.parametrize(
    ("text", "mended", "changed"),
    [
        ("ЕМS-10442", "EMS-10442", True),
        ("Nо 12А4", "No 12A4", True),
        ("EMS-10442", "EMS-10442", False),
        ("ООО Ромашка", "ООО Ромашка", False),
        ("РОСС RU.ИСМ001", "РОСС RU.ИСМ001", False),
    ],
)
def test_certificate_letters_of_another_alphabet_are_replaced_in_latin_words(
    text: str, mended: str, changed: bool
) -> None:
    assert with_latin_letters(text) == (mended, changed)
