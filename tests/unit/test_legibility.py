"""Text layers that say something, and those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import layouts, mapped_pdf

from extract.document import PageFlag, PageStatus
from extract.legibility import is_garbled, meaningless_share
from extract.word import WordFlag

NATURAL = {
    "en": "Every worker of the refinery receives a written contract in a language that he or she understands, "
    "and may end it with reasonable notice. The site keeps records of working hours and pays overtime as "
    "the law of the country asks.",
    "es": "La empresa no retiene documentos de identidad de los trabajadores y paga las horas extraordinarias "
    "según la ley. El comité de seguridad y salud se reúne cada mes y revisa los accidentes ocurridos en "
    "la mina.",
    "fr": "L'entreprise s'engage à respecter les droits de l'homme et à réparer les atteintes qu'elle a "
    "causées. Un mécanisme de réclamation est ouvert aux salariés et aux riverains, qui peuvent s'en "
    "servir sans donner leur nom.",
    "pt": "A empresa mantém um canal de denúncias aberto a empregados e fornecedores, e todas as queixas são "
    "investigadas no prazo de trinta dias. Não há registo de trabalho infantil nas instalações nem nas "
    "minas de origem.",
    "de": "Das Unternehmen prüft jährlich die Herkunft aller Erze und veröffentlicht die Ergebnisse. "
    "Beschäftigte können sich an eine unabhängige Stelle wenden, ohne Nachteile befürchten zu müssen.",
    "fi": "Yhtiö noudattaa kansainvälisiä ihmisoikeusperiaatteita ja edellyttää samaa toimittajiltaan. "
    "Työntekijöillä on oikeus järjestäytyä vapaasti ja neuvotella työehdoistaan yhdessä.",
    "pl": "Przedsiębiorstwo przestrzega praw pracowników i nie zatrudnia osób poniżej szesnastego roku życia. "
    "Każdy wypadek przy pracy jest zgłaszany i badany przez komisję bezpieczeństwa.",
    "tr": "Şirket çalışanların sendika kurma hakkına saygı gösterir ve kayıtlı çalışma saatlerini her ay "
    "denetler. Şikayetler otuz gün içinde yanıtlanır ve sonuçlar yayımlanır.",
    "vi": "Công ty tôn trọng quyền của người lao động và không sử dụng lao động trẻ em. Mọi khiếu nại được điều"
    " tra trong vòng ba mươi ngày và kết quả được công bố cho cộng đồng.",
    "zh": "公司每年对全部供应商进行尽职调查，并公布调查结果。员工可以匿名举报违规行为，公司禁止任何形式的报复。",
    "ru": "Компания ежегодно проверяет происхождение руды и публикует результаты. Работники могут подать жалобу"
    " анонимно.",
}


def shifted(text: str, by: int) -> str:
    """The text as a font says it whose characters are counted from another place."""
    return "".join(chr(ord(letter) + by) if letter != " " else letter for letter in text)


def exchanged(text: str) -> str:
    """The text with its letters exchanged for each other."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return text.lower().translate(str.maketrans(letters, letters[::-1]))


@pytest.mark.parametrize("language", NATURAL)
def test_legibility_of_languages(language: str) -> None:
    assert not is_garbled(NATURAL[language])
    assert not is_garbled(NATURAL[language].upper())


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "de", "pl"])
@pytest.mark.parametrize("way", [lambda text: shifted(text, -29), exchanged, lambda text: shifted(text, 3)])
def test_legibility_of_letters_that_were_exchanged(language: str, way: object) -> None:
    assert callable(way)
    assert is_garbled(way(NATURAL[language]))


@pytest.mark.parametrize(("language", "encoding"), [("ru", "cp1251"), ("zh", "gbk")])
def test_legibility_of_other_scripts_taken_for_latin(language: str, encoding: str) -> None:
    assert is_garbled((NATURAL[language] * 3).encode(encoding).decode("latin-1"))


def test_legibility_of_characters_that_stand_for_nothing() -> None:
    assert is_garbled("(cid:12)(cid:7)(cid:44) (cid:3)")
    assert is_garbled("\ufffd\ufffd \ue001")
    assert not is_garbled("• \uf0b7 All workers are paid monthly and on time.")
    assert meaningless_share("") == 0.0


@pytest.mark.parametrize("text", ["", "12 345 67.8 %", "KPI GRI 403-9 (a) TRIFR LTIFR", "NH3 CO2 SO2 NOx " * 9])
def test_legibility_of_little_text_is_not_doubted(text: str) -> None:
    assert not is_garbled(text)


def test_legibility_of_a_page_decides_how_it_is_read(tmp_path: Path) -> None:
    lines = [exchanged(NATURAL["en"])[start : start + 60] for start in range(0, 180, 60)]
    path = mapped_pdf(tmp_path / "a.pdf", [(72, 700 - 20 * row, line) for row, line in enumerate(lines)])
    (page,) = layouts(path)
    assert page.status is PageStatus.IMAGE_ONLY
    assert page.flags == (PageFlag.BROKEN_ENCODING,)
    assert page.blocks == ()
    assert page.unseen
    assert {word.flags for word in page.unseen} == {(WordFlag.GARBLED,)}
