"""What a passage says about a practice: done, promised, asked of suppliers, gone wrong, or nothing."""

from __future__ import annotations

import time

import pytest

from classify.cues import CUES
from classify.status import status_of
from classify.suggestion import EvidenceStatus

SUPPLIER = EvidenceStatus.SUPPLIER_REQUIREMENT
NEGATIVE = EvidenceStatus.NEGATIVE
IMPLEMENTED = EvidenceStatus.IMPLEMENTED
COMMITMENT = EvidenceStatus.COMMITMENT
CONTEXT = EvidenceStatus.CONTEXT

CASES = [
    ("en", SUPPLIER, "We expect our suppliers to respect the right of their workers to form and join trade unions."),
    ("en", SUPPLIER, "Suppliers must provide a safe workplace and pay at least the legal minimum wage."),
    ("en", SUPPLIER, "Our contractors are required to train their workers before they enter the furnace hall."),
    ("en", SUPPLIER, "We require all business partners to refrain from any form of bribery."),
    ("en", NEGATIVE, "The auditor raised one major non-conformity because overtime records were missing for March."),
    ("en", NEGATIVE, "The plant has not yet carried out a human rights risk assessment of its ore suppliers."),
    ("en", NEGATIVE, "There is no written procedure for the closure of the tailings dam."),
    ("en", NEGATIVE, "In May a worker died in a fatal accident at the anode casting wheel."),
    ("en", NEGATIVE, "The company was fined 40,000 euro for exceeding its limit of arsenic in water."),
    ("en", IMPLEMENTED, "In 2024 there were no fatalities and no lost-time accidents at the smelter."),
    ("en", IMPLEMENTED, "No fines or penalties were recorded for breaches of environmental law in 2024."),
    ("en", IMPLEMENTED, "During 2024, 412 employees were trained in emergency response for 6 hours each."),
    ("en", IMPLEMENTED, "The grievance mechanism was introduced in 2019 and received 31 complaints last year."),
    ("en", COMMITMENT, "We will reduce our greenhouse gas emissions by 40 % by 2030."),
    ("en", COMMITMENT, "We do not tolerate child labour and shall not employ anyone under the age of 16."),
    ("en", COMMITMENT, "The company is committed to preventing accidents and spills at all its sites."),
    ("en", CONTEXT, "Forced labour means all work which is exacted from any person under the menace of any penalty."),
    ("en", CONTEXT, "This report contains forward-looking statements that involve known and unknown risks."),
    ("en", COMMITMENT, "The company has zero tolerance of violations of this code."),
    ("en", IMPLEMENTED, "Water quality did not exceed the limits of the permit at any of the four wells."),
    ("en", NEGATIVE, "The audit found that the supplier has no policy on freedom of association."),
    (
        "es",
        SUPPLIER,
        "Esperamos que nuestros proveedores respeten el derecho de sus trabajadores a afiliarse a sindicatos.",
    ),
    ("es", SUPPLIER, "Los proveedores deberán pagar a sus trabajadores al menos el salario mínimo legal."),
    ("es", SUPPLIER, "Exigimos a todos los contratistas que capaciten a su personal antes de entrar en la planta."),
    ("es", NEGATIVE, "La auditoría encontró una no conformidad mayor por falta de registros de horas extraordinarias."),
    ("es", NEGATIVE, "La empresa no cuenta con un procedimiento escrito para el cierre del depósito de relaves."),
    ("es", NEGATIVE, "En mayo se produjo un accidente mortal en la nave de moldeo."),
    ("es", IMPLEMENTED, "En 2024 no se registró ningún accidente mortal ni derrame en la fundición."),
    ("es", IMPLEMENTED, "Durante 2024 se capacitó a 412 trabajadores en respuesta a emergencias."),
    (
        "es",
        COMMITMENT,
        "Nos comprometemos a reducir nuestras emisiones de gases de efecto invernadero en un 40 % para 2030.",
    ),
    ("es", COMMITMENT, "No toleramos el trabajo infantil y nunca contrataremos a menores de 16 años."),
    ("es", CONTEXT, "Se entiende por trabajo forzoso todo trabajo exigido a una persona bajo amenaza."),
    ("es", IMPLEMENTED, "La empresa minera realizó en mayo un simulacro para el personal de la primera línea."),
    (
        "fr",
        SUPPLIER,
        "Nous attendons de nos fournisseurs qu’ils respectent le droit de leurs salariés d’adhérer à un syndicat.",
    ),
    ("fr", SUPPLIER, "Les fournisseurs doivent verser à leurs salariés au moins le salaire minimum légal."),
    ("fr", SUPPLIER, "Nous exigeons de nos sous-traitants qu'ils forment leur personnel avant l'entrée sur le site."),
    (
        "fr",
        NEGATIVE,
        "L’audit a relevé une non-conformité majeure en raison de registres d’heures supplémentaires incomplets.",
    ),
    ("fr", NEGATIVE, "Il n’existe aucune procédure écrite pour la fermeture du parc à résidus."),
    ("fr", NEGATIVE, "Un accident mortel est survenu en mai dans l'atelier de coulée."),
    ("fr", IMPLEMENTED, "Aucun accident mortel ni déversement n’a été enregistré à la fonderie en 2024."),
    ("fr", IMPLEMENTED, "En 2024, 412 salariés ont été formés aux situations d’urgence."),
    ("fr", COMMITMENT, "L’entreprise s’engage à réduire ses émissions de gaz à effet de serre de 40 % d’ici 2030."),
    (
        "fr",
        COMMITMENT,
        "Nous ne tolérons pas le travail des enfants et n’emploierons jamais de mineurs de moins de 16 ans.",
    ),
    ("fr", CONTEXT, "On entend par travail forcé tout travail exigé d’une personne sous la menace d’une peine."),
    ("fr", IMPLEMENTED, "Les envois à une fonderie suivent les règles de transport en vigueur sur le site."),
    (
        "pt",
        SUPPLIER,
        "Esperamos que os nossos fornecedores respeitem o direito dos seus trabalhadores de se filiarem a sindicatos.",
    ),
    ("pt", SUPPLIER, "Os fornecedores devem pagar aos seus trabalhadores pelo menos o salário mínimo legal."),
    ("pt", SUPPLIER, "Exigimos que todas as contratadas treinem o seu pessoal antes da entrada na fábrica."),
    ("pt", NEGATIVE, "A auditoria encontrou uma não conformidade maior por falta de registros de horas extras."),
    ("pt", NEGATIVE, "A empresa não possui procedimento escrito para o fechamento da barragem de rejeitos."),
    ("pt", NEGATIVE, "Em maio ocorreu um acidente fatal na fundição de ânodos."),
    ("pt", IMPLEMENTED, "Em 2024 não houve nenhum acidente fatal nem vazamento na fundição."),
    ("pt", IMPLEMENTED, "Em 2024 foram treinados 412 trabalhadores em resposta a emergências."),
    ("pt", COMMITMENT, "Comprometemo-nos a reduzir as nossas emissões de gases de efeito estufa em 40 % até 2030."),
    ("pt", COMMITMENT, "Não toleramos o trabalho infantil e nunca contrataremos menores de 16 anos."),
    ("pt", CONTEXT, "Entende-se por trabalho forçado todo trabalho exigido de uma pessoa sob ameaça."),
    ("zh", SUPPLIER, "我们期望供应商尊重其员工组建和加入工会的权利。"),
    ("zh", SUPPLIER, "供应商必须向其员工支付不低于法定最低工资的报酬。"),
    ("zh", SUPPLIER, "公司要求所有承包商在进入厂区之前对其人员进行培训。"),
    ("zh", NEGATIVE, "审核发现一项严重不符合项，三月份的加班记录缺失。"),
    ("zh", NEGATIVE, "公司尚未建立尾矿库闭库的书面程序。"),
    ("zh", NEGATIVE, "五月份阳极浇铸车间发生一起死亡事故。"),
    ("zh", IMPLEMENTED, "2024年冶炼厂未发生死亡事故和泄漏事故。"),
    ("zh", IMPLEMENTED, "2024年公司共对412名员工开展了应急响应培训。"),
    ("zh", COMMITMENT, "我们承诺到2030年将温室气体排放量减少40%。"),
    ("zh", COMMITMENT, "公司严禁使用童工，不得雇用未满十六周岁的人员。"),
    ("zh", CONTEXT, "强迫劳动是指以惩罚相威胁强使任何人从事的一切工作或服务。"),
    ("zh", IMPLEMENTED, "公司为员工提供职业健康检查，并建立了健康档案。"),
]


@pytest.mark.parametrize(("language", "expected", "text"), CASES, ids=[text[:40] for _, _, text in CASES])
def test_status_of_clear_sentences(language: str, expected: EvidenceStatus, text: str) -> None:
    assert status_of(text, language) is expected


@pytest.mark.parametrize("language", sorted(CUES))
def test_status_suite_has_every_status_in_every_language(language: str) -> None:
    assert {expected for code, expected, _ in CASES if code == language} == set(EvidenceStatus)


def test_status_of_a_denied_incident_and_an_incident_is_negative() -> None:
    text = "There were no fatal accidents in 2024, but the plant was fined for a spill of acid."
    assert status_of(text, "en") is NEGATIVE


def test_status_does_not_depend_on_curly_or_straight_apostrophes() -> None:
    for text in (
        "La fonderie s’engage à ne pas employer d’enfants.",
        "L’usine n’est pas dotée d’un plan de fermeture.",
    ):
        assert status_of(text, "fr") is status_of(text.replace("’", "'"), "fr")


@pytest.mark.parametrize("text", ["", " ", "Energy", "GRI 302-1, GRI 302-3, GRI 305-1, GRI 305-2", "能源管理"])
def test_status_of_labels_and_indexes_is_context(text: str) -> None:
    assert status_of(text, "zh" if text == "能源管理" else "en") is CONTEXT


def test_status_of_an_unknown_language_reads_the_english_cues() -> None:
    text = "We will reduce our emissions by 2030 and commit to a target."
    assert status_of(text, "xx") is status_of(text, "en") is COMMITMENT


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "1." * 50_000, "1 " * 50_000, "a" * 100_000, " " * 100_000, "字" * 100_000]
)
def test_status_of_hostile_text_takes_time_in_proportion(text: str) -> None:
    started = time.process_time()
    for language in CUES:
        status_of(text, language)
    assert time.process_time() - started < 10
