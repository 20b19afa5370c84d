"""Every field of drawn certificates, layout by layout, and papers that are no certificates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from certificate_drawing import Drawn, Truth, draw, drawings

from corpus.certificate_words import fold
from extract import pdf
from extract.certificate import Certificate, CertificateReading, Doubt
from extract.certificate_name import plain_name
from extract.certificate_page import CertificatePage
from extract.certificate_reader import read_certificates

CERTIFICATES = tuple(drawn for drawn in drawings() if drawn.truths)
OTHERS = tuple(drawn for drawn in drawings() if not drawn.truths)
DAY = date(2026, 11, 22)


def _read(folder: Path, drawn: Drawn) -> CertificateReading:
    path = draw(folder / "drawn.pdf", drawn)
    layouts = pdf.read_pages(path, 1, pdf.page_count(path))
    pages = [
        CertificatePage.of(
            layout.number, (layout.width, layout.height), [line for block in layout.blocks for line in block.lines]
        )
        for layout in layouts
    ]
    return read_certificates(pages)


def _values(certificate: Certificate) -> dict[str, str | None]:
    return {
        "standard": certificate.standard,
        "holder": plain_name(certificate.holder or ""),
        "number": certificate.number,
        "issuer": plain_name(certificate.issuer or ""),
        "issue": str(certificate.issue_date),
        "expiry": str(certificate.expiry_date),
        "status": certificate.status_on(DAY).value,
    }


def _expected(truth: Truth) -> dict[str, str]:
    return {
        "standard": truth.standard,
        "holder": plain_name(truth.holder),
        "number": truth.number,
        "issuer": plain_name(truth.issuer),
        "issue": truth.issue,
        "expiry": truth.expiry,
        "status": truth.status,
    }


@pytest.mark.parametrize("drawn", CERTIFICATES, ids=lambda drawn: drawn.name)
def test_certificate_layouts_every_field_is_read(drawn: Drawn, tmp_path: Path) -> None:
    reading = _read(tmp_path, drawn)
    assert reading.is_certificate
    assert [_values(entry) for entry in reading.certificates] == [_expected(truth) for truth in drawn.truths]
    for certificate, truth in zip(reading.certificates, drawn.truths, strict=True):
        assert fold(certificate.scope or "").text.startswith(fold(truth.scope).text)
        assert not truth.first or str(certificate.first_issue_date) == truth.first
        assert set(truth.warnings) <= set(certificate.doubts)
        assert len(certificate.sites) >= truth.sites
        unfounded = _GRAVE & set(certificate.doubts) - set(truth.warnings)
        assert not unfounded


#: Warnings that no sound certificate may get.
_GRAVE = frozenset(
    {
        Doubt.DATES_CONTRADICT,
        Doubt.DRAFT,
        Doubt.SUSPENDED,
        Doubt.WITHDRAWN,
        Doubt.LOOK_ALIKE_LETTERS,
        Doubt.PAGES_MISSING,
    }
) | {Doubt.ACCREDITATION_NOT_IAF, Doubt.NOT_CERTIFIABLE, Doubt.VERSIONS_DIFFER, Doubt.AMBIGUOUS_DATE}


@pytest.mark.parametrize("drawn", CERTIFICATES, ids=lambda drawn: drawn.name)
def test_certificate_layouts_every_field_has_its_place(drawn: Drawn, tmp_path: Path) -> None:
    for certificate in _read(tmp_path, drawn).certificates:
        assert certificate.fields
        for found in certificate.fields.values():
            assert 1 <= found.page <= len(drawn.pages)
            assert 0 <= found.box.x0 < found.box.x1 <= 595.5
            assert 0 <= found.box.y0 < found.box.y1 <= 842.5
            assert 0 < found.confidence <= 1


@pytest.mark.parametrize("drawn", OTHERS, ids=lambda drawn: drawn.name)
def test_certificate_layouts_other_papers_are_no_certificates(drawn: Drawn, tmp_path: Path) -> None:
    reading = _read(tmp_path, drawn)
    assert reading.kind == drawn.kind
    assert not reading.is_certificate
    assert reading.certificates == ()


def test_certificate_layouts_are_enough() -> None:
    assert len(CERTIFICATES) >= 30
    assert len({language for drawn in CERTIFICATES for language in drawn.languages}) >= 6
