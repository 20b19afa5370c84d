"""What the two sample certificates say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from corpus.samples import smelter


@dataclass(frozen=True, kw_only=True)
class CertificateText:
    """The fields of one certificate, as printed."""

    subject: str
    standard: str
    number: str
    scope: str
    dates: tuple[tuple[str, str], ...]


_DATES: Final = (
    ("Initial certification", "1 September 2015"),
    ("Date of issue", "28 August 2024"),
    ("Valid from", "1 September 2024"),
    ("Valid until", "31 August 2027"),
    ("Recertification audit", "10 to 14 June 2024"),
)

ENVIRONMENT: Final = CertificateText(
    subject="Environmental Management System",
    standard="ISO 14001:2015",
    number=smelter.ENVIRONMENT_CERTIFICATE,
    scope=(
        "Smelting and converting of copper concentrate, casting of anodes, electrolytic refining of copper cathode, "
        "production of sulphuric acid, milling of slag, treatment of effluent, and operation of the loading jetty."
    ),
    dates=_DATES,
)

SAFETY: Final = CertificateText(
    subject="Occupational Health and Safety Management System",
    standard="ISO 45001:2018",
    number=smelter.SAFETY_CERTIFICATE,
    scope=(
        "Smelting and converting of copper concentrate, casting of anodes, electrolytic refining of copper cathode, "
        "production of sulphuric acid and maintenance of the plant, including contractors working on the site."
    ),
    dates=(("Initial certification", "1 September 2018"), *_DATES[1:]),
)

CONDITION: Final = (
    "This certificate remains the property of Ondaval Certification and is valid subject to satisfactory surveillance "
    "audits at least once in each calendar year. Its current status can be asked for by quoting the number above."
)
BODY_ADDRESS: Final = "Ondaval Certification, Plaza de los Aforadores 3, Villa Torvela, Republic of Tesalba"
SIGNATORY: Final = "Lioba Santarén"
SIGNATORY_ROLE: Final = "Head of Certification"
