"""Whether a passage speaks for or against a criterion follows from its status."""

from __future__ import annotations

import pytest

from classify.status import status_of
from classify.suggestion import EvidenceStatus, Stance, stance_of

#: A practice that is there, one that is asked of suppliers, and one that is missing or went wrong, in each language.
CASES = [
    ("en", Stance.SUPPORTS, "In 2024 all 412 workers were trained and no accident was recorded."),
    ("en", Stance.SUPPORTS, "We expect our suppliers not to retain the passports of their workers."),
    ("en", Stance.CONTRADICTS, "The plant has not yet trained its workers and there is no written procedure."),
    ("es", Stance.SUPPORTS, "En 2024 se capacitó a 412 trabajadores y no se registró ningún accidente."),
    ("es", Stance.SUPPORTS, "Esperamos que nuestros proveedores no retengan los pasaportes de sus trabajadores."),
    ("es", Stance.CONTRADICTS, "La planta no cuenta con un procedimiento escrito ni con registros."),
    ("fr", Stance.SUPPORTS, "En 2024, 412 salariés ont été formés et aucun accident n'a été enregistré."),
    ("fr", Stance.SUPPORTS, "Nous attendons de nos fournisseurs qu'ils ne retiennent aucun passeport."),
    ("fr", Stance.CONTRADICTS, "Il n'existe aucune procédure écrite pour la fermeture de la mine."),
    ("pt", Stance.SUPPORTS, "Em 2024, 412 trabalhadores foram treinados e nenhum acidente foi registrado."),
    ("pt", Stance.SUPPORTS, "Esperamos que nossos fornecedores não retenham os passaportes dos trabalhadores."),
    ("pt", Stance.CONTRADICTS, "A usina não possui procedimento escrito para o fechamento da mina."),
    ("zh", Stance.SUPPORTS, "2024年公司共培训412人,未发生安全事故。"),
    ("zh", Stance.SUPPORTS, "我们要求供应商不得扣押员工护照。"),
    ("zh", Stance.CONTRADICTS, "公司尚未制定矿山关闭程序。"),
]


@pytest.mark.parametrize(("language", "stance", "text"), CASES, ids=[f"{row[0]}-{row[2][:20]}" for row in CASES])
def test_stance_of_a_passage(language: str, stance: Stance, text: str) -> None:
    assert stance_of(status_of(text, language)) is stance


def test_stance_of_every_status() -> None:
    assert {status: stance_of(status) for status in EvidenceStatus} == {
        EvidenceStatus.IMPLEMENTED: Stance.SUPPORTS,
        EvidenceStatus.COMMITMENT: Stance.SUPPORTS,
        EvidenceStatus.SUPPLIER_REQUIREMENT: Stance.SUPPORTS,
        EvidenceStatus.NEGATIVE: Stance.CONTRADICTS,
        EvidenceStatus.CONTEXT: Stance.NEITHER,
    }
