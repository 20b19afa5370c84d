"""Standards named in text: which one, which edition, and what the text says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.mention import Mention, mentions_in
from corpus.mention_cue import MentionSense as Sense
from corpus.mention_cue import load_mention_cues
from corpus.standard_catalogue import load_standards


def only(text: str, language: str = "en") -> Mention:
    [mention] = mentions_in(text, language)
    assert text[mention.start : mention.end]
    return mention


@pytest.mark.parametrize("standard", load_standards().standards, ids=lambda standard: standard.id)
def test_mention_of_every_test_string_of_the_catalogue_is_found(standard: object) -> None:
    for example in standard.examples:  # type: ignore[attr-defined]
        found = {mention.standard for mention in mentions_in(f"The site works under {example} today.", "en")}
        assert standard.id in found, example  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "language", "sense"),
    [
        ("Both smelters are certified to ISO 14001:2015.", "en", Sense.CERTIFIED),
        ("The refinery is RMAP conformant.", "en", Sense.CERTIFIED),
        ("We plan to have the smelter certified to ISO 14001 by 2027.", "en", Sense.PLANNED),
        ("Our system is similar to ISO 14001.", "en", Sense.COMPARED),
        ("The mine is not certified to ISO 14001.", "en", Sense.DENIED),
        ("The ISO 14001 certificate of the mine expired in May.", "en", Sense.LAPSED),
        ("Suppliers must be certified to IATF 16949.", "en", Sense.REQUIRED),
        ("We are a member of the UN Global Compact.", "en", Sense.MEMBER),
        ("Our approach is aligned with ISO 14001.", "en", Sense.ALIGNED),
        ("See the chapter on ISO 14001.", "en", Sense.NAMED),
        # Nobody is certified to a guideline, whatever the text says.
        ("Our policy is certified to the OECD Due Diligence Guidance.", "en", Sense.ALIGNED),
        ("La planta cuenta con la certificación ISO 50001.", "es", Sense.CERTIFIED),
        ("La planta prevé obtener la certificación ISO 50001.", "es", Sense.PLANNED),
        ("La planta no cuenta con la certificación ISO 50001.", "es", Sense.DENIED),
        ("Los proveedores deben contar con ISO 45001.", "es", Sense.REQUIRED),
        ("La fonderie est certifiée ISO 14001.", "fr", Sense.CERTIFIED),
        ("La fonderie n'est pas certifiée ISO 14001.", "fr", Sense.DENIED),
        ("La fonderie vise à obtenir la certification ISO 14001.", "fr", Sense.PLANNED),
        ("A fundição possui certificação ISO 14001.", "pt", Sense.CERTIFIED),
        ("A fundição ainda não possui certificação ISO 14001.", "pt", Sense.DENIED),
        ("A fundição pretende certificar-se na ISO 14001.", "pt", Sense.PLANNED),
        ("公司已通过ISO 14001认证。", "zh", Sense.CERTIFIED),
        ("公司计划通过ISO 14001认证。", "zh", Sense.PLANNED),
        ("公司尚未通过ISO 14001认证。", "zh", Sense.DENIED),
        ("要求供应商通过ISO 14001认证。", "zh", Sense.REQUIRED),
    ],
)
def test_mention_sense_is_what_the_text_says_of_the_standard(text: str, language: str, sense: Sense) -> None:
    mention = only(text, language)
    assert mention.sense is sense
    assert mention.claims == (sense is Sense.CERTIFIED)
    assert mention.cue in text


def test_mention_takes_no_words_from_another_sentence_nor_from_far_away() -> None:
    assert only("We are certified. ISO 14001 is explained below.").sense is Sense.NAMED
    far = "certified " + "and many other words that say nothing " * 4 + "ISO 14001"
    assert only(far).sense is Sense.NAMED


def test_mentions_side_by_side_have_senses_of_their_own() -> None:
    text = "We are a member of the UN Global Compact and respect the UN Guiding Principles."
    assert [mention.sense for mention in mentions_in(text, "en")] == [Sense.MEMBER, Sense.ALIGNED]


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("ISO 14001:2015", "2015"),
        ("GB/T 24001-2016", "2015"),
        ("ISO 14001 (2004)", "2004"),
        ("ISO 14001", ""),
        ("ISO 14001, since 2019", ""),
        ("EMRT 2.1", "2.1"),
    ],
)
def test_mention_has_the_edition_that_stands_at_the_name(text: str, edition: str) -> None:
    assert only(f"They work to {text}.").edition == edition


@pytest.mark.parametrize(
    "text",
    [
        "The Cash and Deferred Plan (CDP) is described in the remuneration report.",
        "CDP Cash and Deferred Plan. EBIT Earnings before interest and tax.",
        "Emissions of ozone-depleting substances (ODS) are zero.",
        "Os dez princípios orientadores da empresa.",
    ],
)
def test_mention_is_none_where_the_letters_are_explained_otherwise(text: str) -> None:
    assert mentions_in(text, "en") == ()


def test_mention_is_found_where_the_letters_are_explained_by_the_name() -> None:
    found = mentions_in(
        "the Task Force on Climate-related Financial Disclosures (TCFD) and the Initiative for Responsible "
        "Mining Assurance (IRMA)",
        "en",
    )
    assert {mention.standard for mention in found} == {"sasb_ifrs", "irma"}


def test_mention_cues_exist_for_every_sense_and_language_and_never_twice() -> None:
    senses = load_mention_cues().senses
    assert set(senses) == set(Sense) - {Sense.NAMED}
    for sense, languages in senses.items():
        assert set(languages) == {"en", "es", "fr", "pt", "zh"}, sense
        for phrases in languages.values():
            assert len(set(phrases)) == len(phrases)
            assert all(phrase == phrase.casefold().strip() for phrase in phrases)


@given(st.text(max_size=80), st.sampled_from(["en", "es", "fr", "pt", "zh", "de", "und"]))
def test_mention_places_lie_in_any_text(text: str, language: str) -> None:
    framed = f"{text} ISO 14001:2015 {text}"
    found = mentions_in(framed, language)
    assert any(mention.standard == "iso14001" for mention in found)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(framed)
