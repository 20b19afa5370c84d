"""The suggester with the real encoders: which criterion, why, and what it makes of text that is none."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from hand_made_run import document, page, passage

from classify.suggest import PassageText, Suggester, load_suggester
from classify.suggestion import EvidenceStatus, ReasonKind
from corpus.passages.written import passages_of
from extract.passage import PassageKind
from models.release import DEFAULT_RELEASE, TRAINED_RELEASE

#: Written for these tests: language, criterion that a person would name first, text.
PASSAGES = [
    ("en", "5", "Nobody below the age of sixteen is hired; a copy of the identity document of each worker is filed."),
    ("en", "19", "Piezometers in the tailings dam are read every week and an independent engineer inspects it yearly."),
    (
        "en",
        "13",
        "Workers may put complaints into an anonymous box; 31 grievances came in and 29 were closed in 30 days.",
    ),
    ("es", "5", "Está prohibido el trabajo infantil; antes de contratar se verifica la edad mínima con el documento."),
    ("es", "17", "La planta recircula el 85 % del agua de proceso y redujo su consumo de agua dulce del río."),
    (
        "es",
        "2",
        "Todos los empleados recibieron capacitación contra el soborno y la corrupción y declaran sus regalos.",
    ),
    (
        "fr",
        "12",
        "Chaque accident du travail est analysé et le port des équipements de protection individuelle est contrôlé.",
    ),
    ("fr", "21", "Un suivi de la biodiversité est mené chaque printemps et les habitats détruits sont restaurés."),
    ("fr", "7", "La liberté syndicale est garantie et une convention collective a été signée avec deux syndicats."),
    ("pt", "6", "É proibido o trabalho forçado; nenhum passaporte é retido e ninguém paga taxas de recrutamento."),
    ("pt", "18", "Os resíduos perigosos são separados, armazenados em área coberta e enviados a aterro licenciado."),
    ("pt", "28", "A consulta livre, prévia e informada com os povos indígenas foi concluída antes da expansão."),
    ("zh", "5", "公司不使用童工，招聘时核实身份证，未满十六周岁者一律不予录用。"),
    ("zh", "15", "2024年冶炼厂温室气体排放量为每吨铜2.1吨二氧化碳当量，范围一和范围二均经核查。"),
    ("zh", "19", "尾矿库坝体每周监测浸润线，每年由独立工程师进行稳定性评估。"),
]
NONSENSE = [
    "",
    " ",
    "Maria",
    "\x00\x7fELF\x02\x01\ufffd\ufffd\u202e%PDF-1.7 \x93\x8c",
    "The lake was calm and the boats stayed in the harbour for the rest of the afternoon.",
]


def texts_of(rows: list[tuple[str, str, str]]) -> list[PassageText]:
    return [PassageText(text=text, language=language) for language, _, text in rows]


@pytest.mark.parametrize(("language", "criterion", "text"), PASSAGES, ids=[f"{row[0]}-{row[1]}" for row in PASSAGES])
def test_suggest_puts_the_right_criterion_first(language: str, criterion: str, text: str, suggester: Suggester) -> None:
    judgement = suggester.judge([PassageText(text=text, language=language)])[0]
    assert judgement.suggested[0][0] == criterion


def test_suggest_scores_lie_between_0_and_1_and_order_the_suggestions(suggester: Suggester) -> None:
    judgements = suggester.judge(texts_of(PASSAGES) + [PassageText(text=text, language="en") for text in NONSENSE])
    numbers = [criterion.number for criterion in suggester.framework.criteria]
    for judgement in judgements:
        assert len(judgement.scores) == len(numbers)
        assert all(0 <= score <= 1 for score in judgement.scores)
        assert all(score == round(score, 4) for score in judgement.scores)
        by_number = dict(zip(numbers, judgement.scores, strict=True))
        limit = partial(suggester.release.threshold_of, suggester.framework.id)
        above = {number for number, score in by_number.items() if score >= limit(number)}
        assert {number for number, _, _ in judgement.suggested} == above
        assert all(score == by_number[number] for number, score, _ in judgement.suggested)
        assert all(one[1] >= other[1] for one, other in pairwise(judgement.suggested))


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (DEFAULT_RELEASE, {ReasonKind.TERM, ReasonKind.INDICATOR}),
        (TRAINED_RELEASE, set(ReasonKind)),
    ],
)
def test_suggest_reasons_name_text_of_the_passage_and_statements_of_the_criterion(
    release: str, expected: set[ReasonKind]
) -> None:
    suggester = load_suggester("rra-2", release)
    kinds = set()
    written = {" ".join(passage.text.split()) for passage in passages_of(suggester.framework)}
    for text, judgement in zip(texts_of(PASSAGES), suggester.judge(texts_of(PASSAGES)), strict=True):
        for number, _, reasons in judgement.suggested:
            criterion = next(one for one in suggester.framework.criteria if one.number == number)
            own = {criterion.intent.text, *(one.text for one in criterion.evidence)}
            own |= {one.text for one in criterion.contradictions}
            assert len(reasons) == len(set(reasons))
            for reason in reasons:
                kinds.add(reason.kind)
                assert 0 <= reason.weight <= 1
                if reason.kind in {ReasonKind.TERM, ReasonKind.WORD}:
                    assert reason.text in text.text
                elif reason.kind is ReasonKind.INDICATOR:
                    assert reason.text in own
                else:
                    assert reason.text in written
            assert 0.9 <= sum(reason.weight for reason in reasons) <= 1.01 or len(reasons) > 4
    assert kinds == expected


def test_suggest_finds_nothing_in_nonsense(suggester: Suggester) -> None:
    judgements = suggester.judge([PassageText(text=text, language="en") for text in NONSENSE])
    assert [judgement.suggested for judgement in judgements] == [()] * len(NONSENSE)


def test_suggest_of_no_text_is_nothing(suggester: Suggester) -> None:
    assert suggester.judge([]) == []
    assert suggester.suggest(document("empty.pdf", (page(1),))) == ()


def test_suggest_takes_100_000_characters_without_a_space(suggester: Suggester) -> None:
    garbage = "".join(random.Random(3).choices("01abcdef", k=100_000))
    assert suggester.judge([PassageText(text=garbage, language="en")])[0].suggested == ()


def test_suggest_finds_the_passage_inside_a_very_long_text(suggester: Suggester) -> None:
    filler = "The band played until midnight and everyone danced. " * 960
    # As long as a window of the encoder, or the words around it would drown it.
    about_tailings = next(text for language, number, text in PASSAGES if (language, number) == ("en", "19"))
    text = filler + f"{about_tailings} " * 12 + filler
    assert len(text) > 95_000
    # Without a language only the encoder for every language reads it, which is the faster one.
    rows = [PassageText(text=one, language="und") for one in (text, filler[:2_000])]
    place = [str(criterion.number) for criterion in suggester.framework.criteria].index("19")
    with_passage, without = (judgement.scores[place] for judgement in suggester.judge(rows))
    assert with_passage > without + 0.3


@pytest.mark.parametrize("language", ["xx", "", "EN", "und", "zh", "\x00"])
def test_suggest_takes_a_wrong_language_without_harm(language: str, suggester: Suggester) -> None:
    judgement = suggester.judge([PassageText(text=PASSAGES[0][2], language=language)])[0]
    assert judgement.suggested[0][0] == "5"


def test_suggest_judges_a_text_alike_alone_and_among_others(suggester: Suggester) -> None:
    together = suggester.judge(texts_of(PASSAGES))
    for text, judgement in zip(texts_of(PASSAGES), together, strict=True):
        alone = suggester.judge([text])[0]
        # The 8-bit layers scale the texts of a group as a whole; 0.015 is the most that was seen.
        assert alone.scores == pytest.approx(judgement.scores, abs=0.05)
        assert alone.status is judgement.status


def test_suggest_refers_to_passages_of_the_document_and_leaves_headings_alone(suggester: Suggester) -> None:
    judged = passage("policy.pdf", PASSAGES[1][2])
    heading = replace(
        passage("policy.pdf", "Tailings dam and tailings storage facility", top=300), kind=PassageKind.HEADING
    )
    found = suggester.suggest(document("policy.pdf", (page(1),), (heading, judged)))
    assert found
    assert {one.passage for one in found} == {judged.id}
    assert found[0].criterion == "19"
    assert found[0].framework == "rra-2"
    assert found[0].release == suggester.release.id
    assert found[0].status is EvidenceStatus.IMPLEMENTED
