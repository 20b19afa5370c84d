"""Equivalence claims: that a certificate may stand for a criterion, fully, partly or not at all. A person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from classify.gate import Assessed, CheckOutcome, CheckResult, GateCheck, RejectLabel, run_gate
from corpus.equivalence import EquivalenceEdge, EquivalenceGraph, Extent
from corpus.standard_catalogue import load_standards
from extract.certificate import Certificate
from extract.word import Box

SCHEMA_VERSION = 1
#: A certificate that fails one of these cannot stand for anything at the site; failing another leaves a part.
_DECISIVE = frozenset(
    {GateCheck.RECOGNISED, GateCheck.THIRD_PARTY, GateCheck.SITE, GateCheck.SCOPE, GateCheck.VALIDITY}
    | {GateCheck.EDITION, GateCheck.METAL}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class EquivalenceClaim:
    """What is proposed for one criterion because of one certificate."""

    certificate: Certificate
    edge: EquivalenceEdge
    #: What is proposed; never more than the edge says.
    proposed: Extent
    #: All ten, in their order.
    checks: tuple[CheckResult, ...]

    @property
    def labels(self) -> tuple[RejectLabel, ...]:
        """Why checks failed."""
        return tuple(check.label for check in self.checks if check.label is not None)

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words: why less is proposed than the edge says, or that nothing stands against it."""
        held_back = [check for check in self.checks if check.outcome is not CheckOutcome.PASS]
        if not held_back:
            return ("All ten checks pass.",)
        return tuple(f"{check.check}: {check.outcome}. {check.detail}" for check in held_back)

    @property
    def place(self) -> tuple[int, Box] | None:
        """Page and box of the field that best shows the certificate, ``None`` when no field was read."""
        fields = self.certificate.fields.values()
        return next(((read.page, read.box) for read in fields), None)


def claims_of(
    certificates: Sequence[Certificate], graph: EquivalenceGraph, assessed: Assessed
) -> tuple[EquivalenceClaim, ...]:
    """One claim for each certificate and each criterion that it may stand for, in their order.

    A certificate to a standard that no edge names, or that the catalogue lacks, gives none; it stands in the register
    of certificates all the same.
    """
    standards = load_standards().by_id
    return tuple(
        _claim(certificate, edge, run_gate(certificate, standards[certificate.standard_id], edge, assessed))
        for certificate in certificates
        if certificate.standard_id is not None
        for edge in graph.of_standard(certificate.standard_id, certificate.edition or "")
    )


def _claim(certificate: Certificate, edge: EquivalenceEdge, checks: tuple[CheckResult, ...]) -> EquivalenceClaim:
    failed = {check.check for check in checks if check.outcome is CheckOutcome.FAIL}
    if failed & _DECISIVE:
        proposed = Extent.NONE
    elif all(check.outcome is CheckOutcome.PASS for check in checks):
        proposed = edge.extent
    else:
        # "Full" is proposed only when every check holds; what is unknown leaves a part until a person knows.
        proposed = Extent.PARTIAL
    return EquivalenceClaim(certificate=certificate, edge=edge, proposed=proposed, checks=checks)


def claim_json(claim: EquivalenceClaim) -> dict[str, Any]:
    """The JSON form of a claim; docs/interfaces.md describes it."""
    place = claim.place
    return {
        "schema_version": SCHEMA_VERSION,
        "framework": claim.edge.framework,
        "criterion": claim.edge.criterion,
        "standard": claim.certificate.standard,
        "standard_id": claim.certificate.standard_id,
        "holder": claim.certificate.holder,
        "number": claim.certificate.number,
        "proposed": claim.proposed,
        "edge": {
            "extent": claim.edge.extent,
            "condition": claim.edge.condition,
            "release": claim.edge.release,
            "confidence": claim.edge.basis.confidence,
        },
        "checks": [
            {
                "check": check.check,
                "outcome": check.outcome,
                "label": check.label,
                "detail": check.detail,
                "field": check.field,
                "passage": check.passage,
            }
            for check in claim.checks
        ],
        "reasons": list(claim.reasons),
        "page": None if place is None else place[0],
        "box": None if place is None else list(place[1]),
    }
