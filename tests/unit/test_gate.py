"""The ten checks of the gate, and what is proposed when they pass, fail or stay open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from classify.equivalence_claim import EquivalenceClaim, claim_json, claims_of
from classify.gate import Assessed, CheckOutcome, GateCheck, RejectLabel, run_gate
from corpus.equivalence import Extent, load_equivalences
from corpus.framework import CriterionNumber, FrameworkId
from corpus.scope_words import SiteRole
from corpus.standard import StandardId
from corpus.standard_catalogue import load_standards
from extract.certificate import Certificate, CertificateField, CertificateStatus, Doubt, ReadField
from extract.passage import PassageId
from extract.word import Box

DAY = date(2026, 11, 22)
GRAPH = load_equivalences(FrameworkId("rra-2"))
REPORT = PassageId("a" * 64)
WHOLE = Certificate(
    standard="ISO 14001:2015",
    standard_id=StandardId("iso14001"),
    edition="2015",
    holder="Invented Copper Smelting S.A.",
    number="EMS-0001",
    issuer="Imaginary Certification Body Ltd",
    accreditation="UKAS",
    issue_date=date(2024, 3, 1),
    expiry_date=date(2027, 2, 28),
    scope="Smelting of copper concentrates and production of anodes",
    sites=("Km 12, Industrial Road, Elsewhere",),
    pages=(1,),
    fields={CertificateField.STANDARD: ReadField(text="ISO 14001:2015", page=1, box=Box(1, 2, 3, 4), confidence=0.9)},
)
ASKED = Assessed(
    day=DAY,
    holder="Invented Copper Smelting",
    site="Industrial Road, Elsewhere",
    metal="copper",
    role=SiteRole.SMELTER,
    report=REPORT,
)


def claim(certificate: Certificate = WHOLE, asked: Assessed = ASKED, criterion: str = "14") -> EquivalenceClaim:
    [found] = [one for one in claims_of([certificate], GRAPH, asked) if one.edge.criterion == criterion]
    return found


def outcome(found: EquivalenceClaim, check: GateCheck) -> CheckOutcome:
    return next(one.outcome for one in found.checks if one.check is check)


def test_gate_makes_ten_checks_in_their_order() -> None:
    assert [check.check for check in claim().checks] == list(GateCheck)


def test_claim_is_full_only_when_every_check_passes() -> None:
    assert claim().proposed is Extent.FULL
    assert claim().reasons == ("All ten checks pass.",)
    assert claim(criterion="18").proposed is Extent.PARTIAL
    for certificate, asked in [
        (WHOLE, replace(ASKED, report=None)),
        (WHOLE, replace(ASKED, site="")),
        (WHOLE, replace(ASKED, role=None)),
        (replace(WHOLE, accreditation=None), ASKED),
        (replace(WHOLE, edition=None), ASKED),
        (replace(WHOLE, expiry_date=None), ASKED),
        (replace(WHOLE, issuer=None), ASKED),
        (replace(WHOLE, scope=None), ASKED),
    ]:
        found = claim(certificate, asked)
        assert found.proposed is Extent.PARTIAL
        assert found.labels == ()
        assert "unknown" in found.reasons[0]


@pytest.mark.parametrize(
    ("certificate", "asked", "check", "label", "proposed"),
    [
        (WHOLE, replace(ASKED, holder="Other Company"), GateCheck.SITE, RejectLabel.WRONG_SITE, Extent.NONE),
        (WHOLE, replace(ASKED, site="Another Lane, Nowhere"), GateCheck.SITE, RejectLabel.WRONG_SITE, Extent.NONE),
        (WHOLE, replace(ASKED, role=SiteRole.MINE), GateCheck.SCOPE, RejectLabel.OUT_OF_SCOPE, Extent.NONE),
        (WHOLE, replace(ASKED, day=date(2027, 3, 1)), GateCheck.VALIDITY, RejectLabel.EXPIRED, Extent.NONE),
        (WHOLE, replace(ASKED, day=date(2024, 2, 29)), GateCheck.VALIDITY, RejectLabel.NOT_YET_VALID, Extent.NONE),
        (
            replace(WHOLE, stamp=CertificateStatus.SUSPENDED),
            ASKED,
            GateCheck.VALIDITY,
            RejectLabel.SUSPENDED,
            Extent.NONE,
        ),
        (replace(WHOLE, stamp=CertificateStatus.DRAFT), ASKED, GateCheck.VALIDITY, RejectLabel.DRAFT, Extent.NONE),
        (replace(WHOLE, edition="2004"), ASKED, GateCheck.EDITION, RejectLabel.SUPERSEDED_EDITION, Extent.NONE),
        (
            replace(WHOLE, issuer="Invented Copper Smelting S.A."),
            ASKED,
            GateCheck.THIRD_PARTY,
            RejectLabel.NOT_THIRD_PARTY,
            Extent.NONE,
        ),
        (
            replace(WHOLE, doubts=(Doubt.ACCREDITATION_NOT_IAF,)),
            ASKED,
            GateCheck.ACCREDITATION,
            RejectLabel.NOT_ACCREDITED,
            Extent.PARTIAL,
        ),
        (
            WHOLE,
            replace(ASKED, open_findings={CriterionNumber("14"): REPORT}),
            GateCheck.NONCONFORMITY,
            RejectLabel.OPEN_NONCONFORMITY,
            Extent.PARTIAL,
        ),
        (
            replace(WHOLE, scope="Smelting of zinc concentrates"),
            ASKED,
            GateCheck.METAL,
            RejectLabel.WRONG_METAL,
            Extent.NONE,
        ),
    ],
)
def test_gate_failure_has_a_label_and_takes_the_claim_down(
    certificate: Certificate, asked: Assessed, check: GateCheck, label: RejectLabel, proposed: Extent
) -> None:
    found = claim(certificate, asked)
    assert outcome(found, check) is CheckOutcome.FAIL
    assert found.labels == (label,)
    assert found.proposed is proposed


def test_gate_counts_the_last_day() -> None:
    assert outcome(claim(asked=replace(ASKED, day=date(2027, 2, 28))), GateCheck.VALIDITY) is CheckOutcome.PASS


def test_gate_says_that_a_scheme_is_not_recognised_and_that_a_membership_is_no_assurance() -> None:
    standards = load_standards().by_id
    checks = run_gate(WHOLE, standards[StandardId("ungc")], None, ASKED)
    labels = [check.label for check in checks if check.label is not None]
    assert labels[:2] == [RejectLabel.NOT_RECOGNISED, RejectLabel.NOT_THIRD_PARTY]


def test_gate_asks_a_metal_scheme_for_the_metal() -> None:
    gold = replace(WHOLE, standard="LBMA Responsible Gold Guidance:9", standard_id=StandardId("lbma_rgg"), edition="9")
    assert outcome(claim(gold, replace(ASKED, metal="gold"), "31"), GateCheck.METAL) is CheckOutcome.PASS
    assert outcome(claim(gold, replace(ASKED, metal=""), "31"), GateCheck.METAL) is CheckOutcome.UNKNOWN
    assert claim(gold, ASKED, "31").proposed is Extent.NONE


@pytest.mark.parametrize(
    ("scope", "role"),
    [
        ("Fundición de concentrados de cobre", SiteRole.SMELTER),
        ("Refinación electrolítica de cobre", SiteRole.REFINER),
        ("Exploitation minière de cuivre", SiteRole.MINE),
        ("铜阴极的电解精炼", SiteRole.REFINER),
        ("Bakır tel üretimi", SiteRole.FABRICATOR),
        ("Trading of refined metals", SiteRole.TRADER),
    ],
)
def test_gate_reads_scopes_in_many_languages(scope: str, role: SiteRole) -> None:
    found = claim(replace(WHOLE, scope=scope), replace(ASKED, role=role))
    assert outcome(found, GateCheck.SCOPE) is CheckOutcome.PASS


def test_claims_of_a_certificate_without_edges_are_none() -> None:
    assert claims_of([replace(WHOLE, standard="ISO 9001:2015", standard_id=StandardId("iso9001"))], GRAPH, ASKED) == ()
    assert claims_of([replace(WHOLE, standard_id=None)], GRAPH, ASKED) == ()


def test_claim_json_names_the_edge_and_the_place() -> None:
    line = claim_json(claim())
    assert (line["criterion"], line["proposed"], line["page"], line["box"]) == ("14", "full", 1, [1, 2, 3, 4])
    assert line["edge"]["release"] == "assay-defaults 1 by Assay"
    assert len(line["checks"]) == 10
