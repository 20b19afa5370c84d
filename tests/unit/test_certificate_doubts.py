"""What a certificate is doubted for: dates that read in two ways, words of suspension, versions that disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from certificate_drawing import Drawn, Piece, draw, drawings

from extract import pdf
from extract.certificate import Certificate, CertificateField, CertificateStatus, Doubt
from extract.certificate_page import CertificatePage
from extract.certificate_reader import read_certificates

DRAWN = {drawn.name: drawn for drawn in drawings()}
#: Lines of the certificate that is changed, by what they say.
NUMBER, ISSUED, EXPIRES = "NCB-EMS-10442", "02.05.2024", "01.05.2027"
FIRST, AUDIT = "02.05.2018", "01.05.2025"

Read = Callable[..., Certificate]


def _pages(path: Path, drawn: Drawn) -> list[CertificatePage]:
    draw(path, drawn)
    layouts = pdf.read_pages(path, 1, pdf.page_count(path))
    return [
        CertificatePage.of(
            layout.number, (layout.width, layout.height), [line for block in layout.blocks for line in block.lines]
        )
        for layout in layouts
    ]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def changed(changes: Mapping[str, str], *more: Piece) -> Certificate:
        page = [piece._replace(text=changes.get(piece.text, piece.text)) for piece in DRAWN["english centred"].pages[0]]
        drawn = Drawn(name="changed", pages=((*page, *more),))
        (certificate,) = read_certificates(_pages(tmp_path / "changed.pdf", drawn)).certificates
        return certificate

    return changed


def _dates(issued: str, expires: str) -> dict[str, str]:
    return {ISSUED: issued, EXPIRES: expires, FIRST: "", AUDIT: ""}


def test_certificate_doubts_a_date_that_reads_in_two_ways_is_named_with_the_other_day(read: Read) -> None:
    found = read(_dates("03/04/2024", "05/06/2026"))
    assert (found.issue_date, found.expiry_date) == (date(2024, 4, 3), date(2026, 6, 5))
    assert Doubt.AMBIGUOUS_DATE in found.doubts
    assert found.fields[CertificateField.ISSUE_DATE].alternatives == (date(2024, 3, 4),)


@pytest.mark.parametrize(
    ("issued", "expires", "first", "last"),
    [
        ("03/04/2024", "02/04/2027", date(2024, 4, 3), date(2027, 4, 2)),
        ("04/03/2024", "04/02/2027", date(2024, 4, 3), date(2027, 4, 2)),
        ("07/06/2024", "25/06/2027", date(2024, 6, 7), date(2027, 6, 25)),
        ("06/07/2024", "06/25/2027", date(2024, 6, 7), date(2027, 6, 25)),
        ("03.04.2024", "05.06.2026", date(2024, 4, 3), date(2026, 6, 5)),
    ],
)
def test_certificate_doubts_the_other_dates_tell_which_number_is_the_day(
    read: Read, issued: str, expires: str, first: date, last: date
) -> None:
    found = read(_dates(issued, expires))
    assert (found.issue_date, found.expiry_date) == (first, last)
    assert Doubt.AMBIGUOUS_DATE not in found.doubts


def test_certificate_doubts_the_month_is_first_by_custom_in_the_united_states(read: Read) -> None:
    address = "14 Foundry Road, Industrial Estate, Port Talbury TB1 4QX, United Kingdom"
    found = read({**_dates("03/04/2024", "05/06/2026"), address: "14 Foundry Road, Toledo, OH 43604, USA"})
    assert (found.issue_date, found.expiry_date) == (date(2024, 3, 4), date(2026, 5, 6))
    assert Doubt.AMBIGUOUS_DATE in found.doubts


def test_certificate_doubts_a_month_without_a_day_holds_to_its_end(read: Read) -> None:
    found = read(_dates("02.05.2024", "April 2027"))
    assert found.expiry_date == date(2027, 4, 30)
    assert Doubt.IMPRECISE_DATE in found.doubts


def test_certificate_doubts_more_than_three_years_are_long(read: Read) -> None:
    assert Doubt.LONG_VALIDITY in read(_dates("02.05.2024", "01.05.2029")).doubts


@pytest.mark.parametrize(
    "line",
    [
        "This certificate shall be suspended or withdrawn if surveillance is not carried out.",
        "In case of misuse the certificate will be cancelled.",
        "Das Zertifikat wird ausgesetzt, wenn Audits nicht stattfinden.",
        "La certificación podrá ser suspendida o retirada.",
        "Check whether the certificate is valid, suspended or withdrawn at www.northgatecert.example",
    ],
)
def test_certificate_doubts_a_condition_suspends_nothing(read: Read, line: str) -> None:
    assert read({}, Piece(60, 600, 9, line)).stamp is None


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("SUSPENDED", CertificateStatus.SUSPENDED),
        ("Status: Suspended", CertificateStatus.SUSPENDED),
        ("This certificate has been suspended since 3 June 2026.", CertificateStatus.SUSPENDED),
        ("Certificado suspendido", CertificateStatus.SUSPENDED),
        ("Действие приостановлено", CertificateStatus.SUSPENDED),
        ("WITHDRAWN", CertificateStatus.WITHDRAWN),
        ("İPTAL EDİLMİŞTİR", CertificateStatus.WITHDRAWN),
        ("证书已撤销", CertificateStatus.WITHDRAWN),
        ("DRAFT", CertificateStatus.DRAFT),
        ("MUSTER", CertificateStatus.DRAFT),
    ],
)
def test_certificate_doubts_a_stamp_counts_before_the_dates(read: Read, line: str, status: CertificateStatus) -> None:
    found = read({}, Piece(220, 600, 26, line))
    assert found.status_on(date(2025, 1, 1)) is status
    assert status.value in found.doubts


def test_certificate_doubts_a_seal_with_another_standard_is_named(read: Read) -> None:
    found = read({}, Piece(60, 660, 8, "OHSAS 18001:2007"))
    assert found.standard == "ISO 14001:2015"
    assert Doubt.OTHER_STANDARD_PRINTED in found.doubts


def test_certificate_doubts_what_is_missing_is_said(read: Read) -> None:
    found = read({EXPIRES: "", "Expiry Date:": "", AUDIT: "", "1st Surveillance Due:": "", NUMBER: ""})
    assert found.expiry_date is None
    assert found.status_on(date(2026, 11, 22)) is CertificateStatus.UNKNOWN
    assert {Doubt.EXPIRY_MISSING, Doubt.NUMBER_MISSING} <= set(found.doubts)


def test_certificate_doubts_versions_in_two_languages_that_disagree(tmp_path: Path) -> None:
    drawn = DRAWN["three languages"]
    last = tuple(piece._replace(text=piece.text.replace("11.04.2027", "11.04.2028")) for piece in drawn.pages[2])
    changed = Drawn(name="differ", pages=(*drawn.pages[:2], last))
    (certificate,) = read_certificates(_pages(tmp_path / "differ.pdf", changed)).certificates
    assert Doubt.VERSIONS_DIFFER in certificate.doubts


def test_certificate_doubts_a_page_that_could_not_be_read(tmp_path: Path) -> None:
    pages = _pages(tmp_path / "one.pdf", DRAWN["english centred"])
    unread = CertificatePage.of(2, (595.0, 842.0), (), unread=True)
    (certificate,) = read_certificates([*pages, unread]).certificates
    assert Doubt.PAGE_UNREAD in certificate.doubts


def test_certificate_doubts_nothing_is_read_from_no_pages() -> None:
    assert not read_certificates([]).is_certificate
