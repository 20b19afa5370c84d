"""Makes the sample evidence pack: `python -m corpus.samples.make_pack [--out PATH]`.

Needs the development extras (the libraries that write PDF and DOCX). The result is the same, byte for byte, every time.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from corpus.samples.archive import packed
from corpus.samples.audit_report import audit_report
from corpus.samples.certificate import certificate
from corpus.samples.certificate_text import ENVIRONMENT
from corpus.samples.data_sheet import data_sheet
from corpus.samples.grievance_log import grievance_log
from corpus.samples.policy import policy
from corpus.samples.questionnaire import questionnaire
from corpus.samples.scan import scanned_certificate
from corpus.samples.spanish_policy import spanish_policy
from corpus.samples.unreadable import broken_plan, encrypted_payroll

PACK: Final = Path(__file__).parent / "sample-pack.zip"

POLICY: Final = "01 Policies/VQ-POL-001 Code of Conduct and Sustainability Policy rev4.pdf"
SPANISH_POLICY: Final = "01 Policies/VQ-POL-004 Política de Medio Ambiente y Comunidad v3.pdf"
AUDIT_REPORT: Final = "02 Audits/OVC-R-25-0611 Surveillance audit report June 2025.pdf"
CERTIFICATE: Final = "03 Certificates/ISO 14001 certificate OVC-EMS-204417.pdf"
SCAN: Final = "03 Certificates/scan0001.pdf"
QUESTIONNAIRE: Final = "04 Questionnaire/Supplier self-assessment 2025 (answered).docx"
GRIEVANCE_LOG: Final = "05 Grievances/Grievance log 2025.xlsx"
DATA_SHEET: Final = "06 Data/Sustainability data sheet 2024.pdf"
ENCRYPTED: Final = "07 Confidential/Payroll sample May 2025 (password).pdf"
BROKEN: Final = "07 Confidential/External emergency plan rev7 - copy.pdf"


def sample_pack() -> bytes:
    """The pack as ZIP bytes."""
    files = {
        POLICY: policy(),
        SPANISH_POLICY: spanish_policy(),
        AUDIT_REPORT: audit_report(),
        CERTIFICATE: certificate(ENVIRONMENT),
        SCAN: scanned_certificate(),
        QUESTIONNAIRE: questionnaire(),
        GRIEVANCE_LOG: grievance_log(),
        DATA_SHEET: data_sheet(),
        ENCRYPTED: encrypted_payroll(),
        BROKEN: broken_plan(),
    }
    return packed(sorted(files.items()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the pack to the path given, or over the committed one."""
    parser = argparse.ArgumentParser(description="Makes the sample evidence pack.")
    parser.add_argument("--out", type=Path, default=PACK, help="where to write the ZIP (default: the committed pack)")
    parser.parse_args(arguments).out.write_bytes(sample_pack())


if __name__ == "__main__":
    main()
