"""The gate: ten checks that a certificate passes, fails or leaves open for a given site, metal and day.

The checks are those of the project's reference of standards (section "Equivalence gate"). None of them decides: each
says what was found and which field of the certificate, or which passage, shows it. What is not known is said to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from classify.folding import fold
from corpus.equivalence import EquivalenceEdge
from corpus.framework import CriterionNumber
from corpus.scope_words import SiteRole, load_scope_words
from corpus.standard import Standard, StandardKind
from extract.certificate import Certificate, CertificateField, CertificateStatus, Doubt
from extract.certificate_doubt import Question, questioned, same_company
from extract.passage import PassageId

#: Kinds about which a third party gives a paper of its own.
_ASSURED = frozenset(
    {StandardKind.MS_CERT, StandardKind.SITE_ASSURANCE, StandardKind.PRODUCT_COC, StandardKind.AUDIT_REPORT}
)


class GateCheck(StrEnum):
    """One of the ten checks, in their order."""

    RECOGNISED = "recognised"  #: the scheme may stand for the criterion at all
    THIRD_PARTY = "third_party"  #: somebody else than the holder issued it
    SITE = "site"  #: holder and address are those of the assessed site
    SCOPE = "scope"  #: its scope covers what the site does
    VALIDITY = "validity"  #: the day lies inside its dates, and it is neither suspended nor withdrawn
    EDITION = "edition"  #: the edition is current, or inside its transition
    ACCREDITATION = "accreditation"  #: a recognised body accredits the one that certifies
    REPORT = "report"  #: the audit report, or its result, is there
    NONCONFORMITY = "nonconformity"  #: no open major finding touches the criterion
    METAL = "metal"  #: the metal is in scope


class CheckOutcome(StrEnum):
    """How a check ended."""

    PASS = "pass"  #: it holds
    FAIL = "fail"  #: it does not hold
    UNKNOWN = "unknown"  #: what was read does not tell


class RejectLabel(StrEnum):
    """Why a check failed."""

    NOT_RECOGNISED = "not_recognised"  #: nothing says that the scheme may stand for the criterion
    NOT_THIRD_PARTY = "not_third_party"  #: self-declared, a membership, or issued by the holder
    WRONG_SITE = "wrong_site"  #: another company or another address
    OUT_OF_SCOPE = "out_of_scope"  #: the scope names other activities
    EXPIRED = "expired"  #: its last day is over
    NOT_YET_VALID = "not_yet_valid"  #: its first day is still to come
    SUSPENDED = "suspended"  #: suspended or withdrawn
    DRAFT = "draft"  #: a draft or a specimen
    SUPERSEDED_EDITION = "superseded_edition"  #: to an edition that may no longer be relied on
    NOT_ACCREDITED = "not_accredited"  #: the body that accredits is none that others recognise
    OPEN_NONCONFORMITY = "open_nonconformity"  #: an open major finding touches the criterion
    WRONG_METAL = "wrong_metal"  #: the scheme or the scope is about another metal


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """One check with what shows it."""

    check: GateCheck
    outcome: CheckOutcome
    #: Set when the check failed.
    label: RejectLabel | None = None
    #: What was found, in words.
    detail: str
    #: The field of the certificate that shows it, when one does.
    field: CertificateField | None = None
    #: The passage that shows it, when one does.
    passage: PassageId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessed:
    """What a certificate is held against; what is empty is not known."""

    day: date
    holder: str = ""
    site: str = ""
    metal: str = ""
    role: SiteRole | None = None
    #: Passages of an audit report to the standard.
    report: PassageId | None = None
    #: Open major findings by criterion.
    open_findings: Mapping[CriterionNumber, PassageId] = field(default_factory=dict)


def run_gate(
    certificate: Certificate, standard: Standard, edge: EquivalenceEdge | None, assessed: Assessed
) -> tuple[CheckResult, ...]:
    """All ten checks in their order; ``edge`` is ``None`` when no release names the scheme for the criterion."""
    question = Question(day=assessed.day, holder=assessed.holder, site=assessed.site, metal=assessed.metal)
    gate = _Gate(questioned(certificate, question), standard, edge, assessed)
    return tuple(check() for check in gate.checks)


class _Gate:
    def __init__(
        self, certificate: Certificate, standard: Standard, edge: EquivalenceEdge | None, assessed: Assessed
    ) -> None:
        self._certificate = certificate
        self._standard = standard
        self._edge = edge
        self._assessed = assessed
        self.checks: tuple[Callable[[], CheckResult], ...] = (
            self._recognised,
            self._third_party,
            self._site,
            self._scope,
            self._validity,
            self._edition,
            self._accreditation,
            self._report,
            self._nonconformity,
            self._metal,
        )

    def _recognised(self) -> CheckResult:
        if self._edge is None:
            detail = f"No release of edges names {self._standard.short} for this criterion."
            return _fail(GateCheck.RECOGNISED, RejectLabel.NOT_RECOGNISED, detail, CertificateField.STANDARD)
        detail = f"{self._edge.extent} by {self._edge.release}. {self._edge.condition}".strip()
        return _pass(GateCheck.RECOGNISED, detail, CertificateField.STANDARD)

    def _third_party(self) -> CheckResult:
        check, issuer = GateCheck.THIRD_PARTY, self._certificate.issuer
        if self._standard.kind not in _ASSURED:
            detail = f"{self._standard.short} is of the kind {self._standard.kind}."
            return _fail(check, RejectLabel.NOT_THIRD_PARTY, detail, CertificateField.STANDARD)
        if issuer is None:
            return _unknown(check, "No issuing body was found.")
        if same_company(issuer, self._certificate.holder or ""):
            return _fail(check, RejectLabel.NOT_THIRD_PARTY, "Holder and issuer are one.", CertificateField.ISSUER)
        return _pass(check, f"Issued by {issuer}.", CertificateField.ISSUER)

    def _site(self) -> CheckResult:
        check = GateCheck.SITE
        if Doubt.HOLDER_DIFFERS in self._certificate.doubts:
            if self._certificate.holder is None:
                return _unknown(check, "No holder was found.")
            detail = f"The holder is {self._certificate.holder}, asked for is {self._assessed.holder}."
            return _fail(check, RejectLabel.WRONG_SITE, detail, CertificateField.HOLDER)
        if Doubt.SITE_NOT_COVERED in self._certificate.doubts:
            if not self._certificate.sites:
                return _unknown(check, "No address was found on the certificate.")
            detail = f"Found {'; '.join(self._certificate.sites)}; asked for is {self._assessed.site}."
            return _fail(check, RejectLabel.WRONG_SITE, detail, CertificateField.SITES)
        if not self._assessed.site:
            return _unknown(check, "No site was given to compare with.")
        return _pass(check, f"{self._assessed.site} is among the addresses.", CertificateField.SITES)

    def _scope(self) -> CheckResult:
        check, scope = GateCheck.SCOPE, self._certificate.scope
        if scope is None:
            return _unknown(check, "No scope was found.")
        if self._assessed.role is None:
            return _unknown(check, "What the site does was not given.", CertificateField.SCOPE)
        named = _roles_in(scope)
        if self._assessed.role in named:
            return _pass(check, f"The scope names the work of a {self._assessed.role}.", CertificateField.SCOPE)
        if named:
            detail = f"The scope names the work of: {', '.join(named)}; asked for is a {self._assessed.role}."
            return _fail(check, RejectLabel.OUT_OF_SCOPE, detail, CertificateField.SCOPE)
        return _unknown(check, "The scope names no activity that Assay knows.", CertificateField.SCOPE)

    def _validity(self) -> CheckResult:
        check, status = GateCheck.VALIDITY, self._certificate.status_on(self._assessed.day)
        labels = {
            CertificateStatus.EXPIRED: RejectLabel.EXPIRED,
            CertificateStatus.NOT_YET_VALID: RejectLabel.NOT_YET_VALID,
            CertificateStatus.SUSPENDED: RejectLabel.SUSPENDED,
            CertificateStatus.WITHDRAWN: RejectLabel.SUSPENDED,
            CertificateStatus.DRAFT: RejectLabel.DRAFT,
        }
        days = f"{self._certificate.issue_date or '?'} to {self._certificate.expiry_date or '?'}"
        detail = f"{status} on {self._assessed.day}: {days}."
        if status in labels:
            stamped = self._certificate.stamp is not None
            shown = CertificateField.STATUS if stamped else CertificateField.EXPIRY_DATE
            return _fail(check, labels[status], detail, shown)
        if status is CertificateStatus.UNKNOWN:
            return _unknown(check, detail)
        return _pass(check, detail, CertificateField.EXPIRY_DATE)

    def _edition(self) -> CheckResult:
        check, edition = GateCheck.EDITION, self._certificate.edition
        if Doubt.EDITION_SUPERSEDED in self._certificate.doubts or self._standard.superseded_by is not None:
            detail = f"{self._certificate.standard} may no longer be relied on."
            return _fail(check, RejectLabel.SUPERSEDED_EDITION, detail, CertificateField.STANDARD)
        if not self._standard.editions:
            return _pass(check, f"{self._standard.short} has no editions that replace each other.")
        if edition is None:
            return _unknown(check, "No edition is printed.", CertificateField.STANDARD)
        return _pass(check, f"The edition is {edition}.", CertificateField.STANDARD)

    def _accreditation(self) -> CheckResult:
        check, doubts = GateCheck.ACCREDITATION, set(self._certificate.doubts)
        if Doubt.ACCREDITATION_NOT_IAF in doubts:
            detail = f"{self._certificate.accreditation} is no member of the International Accreditation Forum."
            return _fail(check, RejectLabel.NOT_ACCREDITED, detail, CertificateField.ACCREDITATION)
        if self._certificate.accreditation is None:
            return _unknown(check, "No mark of an accreditation body was found.")
        if Doubt.ACCREDITATION_UNKNOWN in doubts:
            detail = f"{self._certificate.accreditation} is not in the catalogue."
            return _unknown(check, detail, CertificateField.ACCREDITATION)
        return _pass(check, f"Accredited by {self._certificate.accreditation}.", CertificateField.ACCREDITATION)

    def _report(self) -> CheckResult:
        if self._assessed.report is None:
            return _unknown(GateCheck.REPORT, "No audit report to this standard was found in the pack.")
        return _pass(GateCheck.REPORT, "A passage of an audit report was found.", passage=self._assessed.report)

    def _nonconformity(self) -> CheckResult:
        check = GateCheck.NONCONFORMITY
        criterion = None if self._edge is None else self._edge.criterion
        finding = None if criterion is None else self._assessed.open_findings.get(criterion)
        if finding is not None:
            detail = f"An open major finding touches criterion {criterion}."
            return CheckResult(
                check=check,
                outcome=CheckOutcome.FAIL,
                label=RejectLabel.OPEN_NONCONFORMITY,
                detail=detail,
                passage=finding,
            )
        if self._assessed.report is None:
            return _unknown(check, "Without an audit report nobody can say.")
        return _pass(check, "No open major finding on the criterion was found.", passage=self._assessed.report)

    def _metal(self) -> CheckResult:
        check, metals = GateCheck.METAL, ", ".join(self._standard.metals)
        if Doubt.METAL_NOT_IN_SCOPE in self._certificate.doubts:
            covered = metals or "what its scope names"
            detail = f"Asked for is {self._assessed.metal}; {self._standard.short} covers {covered}."
            return _fail(check, RejectLabel.WRONG_METAL, detail, CertificateField.SCOPE)
        if not self._standard.metals:
            return _pass(check, f"{self._standard.short} is open to every metal.")
        if not self._assessed.metal:
            return _unknown(check, f"No metal was given; {self._standard.short} covers {metals}.")
        return _pass(check, f"{self._assessed.metal} is among {metals}.", CertificateField.STANDARD)


def _roles_in(scope: str) -> tuple[SiteRole, ...]:
    folded = f"{fold(scope)} "
    return tuple(role for role, words in load_scope_words().activities.items() if any(word in folded for word in words))


def _pass(
    check: GateCheck, detail: str, shown: CertificateField | None = None, *, passage: PassageId | None = None
) -> CheckResult:
    return CheckResult(check=check, outcome=CheckOutcome.PASS, detail=detail, field=shown, passage=passage)


def _fail(check: GateCheck, label: RejectLabel, detail: str, shown: CertificateField) -> CheckResult:
    return CheckResult(check=check, outcome=CheckOutcome.FAIL, label=label, detail=detail, field=shown)


def _unknown(check: GateCheck, detail: str, shown: CertificateField | None = None) -> CheckResult:
    return CheckResult(check=check, outcome=CheckOutcome.UNKNOWN, detail=detail, field=shown)
