"""Names of the invented smelter of the sample documents; none belongs to a real company or person."""

from __future__ import annotations

COMPANY = "Fundición y Refinería Velquera S.A."
SHORT_NAME = "Velquera"
SITE = "Velquera Smelter and Refinery"
TOWN = "Puerto Sarvela"
REGION = "Marnela Region"
COUNTRY = "Republic of Tesalba"
ADDRESS = "Camino a la Ensenada km 4.2, Puerto Sarvela, Marnela Region, Republic of Tesalba"

GENERAL_MANAGER = "Inés Talavar Quiroa"
SUSTAINABILITY_MANAGER = "Rodrigo Quenestra"

CERTIFICATION_BODY = "Ondaval Certification"
ACCREDITATION_BODY = "Tesalba Accreditation Council (CAT)"
ACCREDITATION_NUMBER = "CAT-SG 017"
ENVIRONMENT_CERTIFICATE = "OVC-EMS-204417"
SAFETY_CERTIFICATE = "OVC-OHS-204418"
AUDIT_REPORT = "OVC-R-25-0611"

PASSWORD = "velquera-2025"  # noqa: S105  the password of a sample file, published in README.md on purpose
