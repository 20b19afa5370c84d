"""The JSON form of read certificates, documented in docs/interfaces.md."""

from __future__ import annotations

from datetime import date
from typing import Any

from extract.certificate import Certificate, ReadField
from extract.certificate_document import ReadCertificates
from extract.certificate_doubt import Question, questioned
from extract.document import SCHEMA_VERSION
from extract.json_form import fault_json


def certificates_json(read: ReadCertificates, question: Question) -> dict[str, Any]:
    """The object of one file."""
    document, reading = read.document, read.reading
    return {
        "schema_version": SCHEMA_VERSION,
        "file": document.name,
        "sha256": document.sha256,
        "error": fault_json(document.error),
        "is_certificate": reading.is_certificate,
        "kind": reading.kind.value,
        "confidence": reading.confidence,
        "annex_of": reading.annex_of,
        "pages_unread": document.pages_unread,
        "certificates": [certificate_json(questioned(entry, question), question.day) for entry in reading.certificates],
    }


def certificate_json(certificate: Certificate, day: date) -> dict[str, Any]:
    """The object of one certificate, its status that on ``day``."""
    return {
        "standard": certificate.standard,
        "standard_id": certificate.standard_id,
        "edition": certificate.edition,
        "holder": certificate.holder,
        "number": certificate.number,
        "issuer": certificate.issuer,
        "accreditation": certificate.accreditation,
        "accreditation_number": certificate.accreditation_number,
        "first_issue_date": _day(certificate.first_issue_date),
        "issue_date": _day(certificate.issue_date),
        "expiry_date": _day(certificate.expiry_date),
        "scope": certificate.scope,
        "sites": list(certificate.sites),
        "pages": list(certificate.pages),
        "languages": list(certificate.languages),
        "status_on": {"date": day.isoformat(), "status": certificate.status_on(day).value},
        "warnings": [doubt.value for doubt in certificate.doubts],
        "fields": {name.value: _field(found) for name, found in certificate.fields.items()},
    }


def _field(found: ReadField) -> dict[str, Any]:
    form: dict[str, Any] = {
        "text": found.text,
        "page": found.page,
        "box": [round(value, 2) for value in found.box],
        "confidence": found.confidence,
    }
    if found.alternatives:
        form["alternatives"] = [day.isoformat() for day in found.alternatives]
    return form


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
