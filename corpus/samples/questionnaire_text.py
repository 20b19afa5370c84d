"""Questions and answers of the sample self-assessment questionnaire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

YES: Final = "\u2611 Yes   \u2610 No   \u2610 Partly"
NO: Final = "\u2610 Yes   \u2611 No   \u2610 Partly"
PARTLY: Final = "\u2610 Yes   \u2610 No   \u2611 Partly"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question with its ticked boxes and the comment of the supplier."""

    question: str
    ticks: str
    comment: str


COMPANY_DATA: Final = (
    ("Legal name", "Fundición y Refinería Velquera S.A."),
    ("Site", "Velquera Smelter and Refinery, Puerto Sarvela, Marnela Region, Republic of Tesalba"),
    ("Filled in by", "Rodrigo Quenestra, Sustainability Manager"),
    ("Date", "22 September 2025"),
    ("Employees / contractor workers", "640 / about 280"),
    ("Products", "Copper cathode, sulphuric acid, milled slag, anode slimes"),
)

SECTIONS: Final = (
    (
        "A. Management and ethics",
        (
            Answer(
                question="A1. Is there a code of conduct approved by top management and handed out to all workers?",
                ticks=YES,
                comment="VQ-POL-001 revision 4, approved on 21 February 2025. 98 percent of employees have signed "
                "for their copy. See folder 01.",
            ),
            Answer(
                question="A2. Are employees in exposed functions trained on corruption?",
                ticks=YES,
                comment="Classroom course every two years, 131 of 134 people attended in 2024. The gifts register had "
                "22 entries in that year, two of which were refused.",
            ),
            Answer(
                question="A3. Is there an ISO 37001 certificate?",
                ticks=NO,
                comment="Not planned at present.",
            ),
            Answer(
                question="A4. Have fines or sanctions been imposed in the last three years?",
                ticks=YES,
                comment=(
                    "Two administrative fines for documents filed too late (2023 and 2024), 14,200 dollars "
                    "together, both paid. No suspension of any permit."
                ),
            ),
        ),
    ),
    (
        "B. Labour and human rights",
        (
            Answer(
                question="B1. What is the minimum age for work on the site, and how is age checked?",
                ticks=YES,
                comment=(
                    "18 years; apprentices from 16, without night work and not in hazardous areas. The identity "
                    "document is copied before the contract is signed. At the time of this answer there are seven "
                    "apprentices."
                ),
            ),
            Answer(
                question="B2. Do workers pay fees or deposits to get their job?",
                ticks=NO,
                comment="Employer pays. In 2024 four migrant workers had been charged by an agency; 3,860 dollars were "
                "refunded and the agency is on watch.",
            ),
            Answer(
                question="B3. Is there a collective agreement?",
                ticks=YES,
                comment=(
                    "With the Sindicato de Trabajadores de la Ensenada, in force until June 2027, 81 percent of "
                    "employees."
                ),
            ),
            Answer(
                question="B4. Are weekly hours limited to 60 including overtime, with one day of rest in seven?",
                ticks=PARTLY,
                comment=(
                    "The rule exists and hours are recorded at the turnstile. In the shutdown of May 2025 two crane "
                    "operators went above it (audit finding NC-04). The roster for the next shutdown has a fourth crew."
                ),
            ),
            Answer(
                question="B5. Has a human rights risk or impact assessment been made in the last three years?",
                ticks=YES,
                comment="2023, by outside specialists, 162 interviews. The summary is on our web page in Spanish.",
            ),
            Answer(
                question="B6. Are security guards trained in human rights?",
                ticks=YES,
                comment="29 of 31 guards on 14 and 15 May 2025, half a day, Voluntary Principles and use of force.",
            ),
        ),
    ),
    (
        "C. Safety, environment and community",
        (
            Answer(
                question="C1. Is the OH&S management system certified to ISO 45001?",
                ticks=YES,
                comment="OVC-OHS-204418, valid until 31 August 2027. A scan is attached (scan0001.pdf).",
            ),
            Answer(
                question="C2. Are greenhouse gas emissions calculated and verified?",
                ticks=PARTLY,
                comment="Scopes 1 and 2 are, with limited assurance. Scope 3 is not calculated.",
            ),
            Answer(
                question="C3. Does the site operate a tailings facility?",
                ticks=NO,
                comment="Not applicable. The site has no mine; slag is milled and sold.",
            ),
            Answer(
                question="C4. Can residents complain, and are complaints answered in time?",
                ticks=PARTLY,
                comment=(
                    "63 complaints in 2024, 55 closed within 30 days. The log for 2025 is in folder 05; one odour "
                    "case is overdue."
                ),
            ),
            Answer(question="C5. Is the external emergency plan tested with residents?", ticks="", comment=""),
        ),
    ),
    (
        "D. Supply chain",
        (
            Answer(
                question="D1. Is due diligence done along the five steps of the OECD Guidance?",
                ticks=YES,
                comment=(
                    "38 counterparties were reviewed in 2024, five with red flags; one was dropped. Assessed "
                    "against the Joint Due Diligence Standard in May 2024."
                ),
            ),
            Answer(
                question="D2. Are business partners bound to a code?",
                ticks=YES,
                comment="Business Partner Standard VQ-COM-020, signed by partners with 92 percent of purchases.",
            ),
            Answer(
                question="D3. Does any material come from artisanal or small-scale mining?",
                ticks=YES,
                comment="Less than 1 percent of feed, from the cooperative of Alto Duraz, visited every month.",
            ),
        ),
    ),
)

ATTACHMENTS: Final = (
    ("Attachment", "Sent", "Remark"),
    ("Code of conduct", "\u2713", "Folder 01"),
    ("ISO 14001 and ISO 45001 certificates", "\u2713", "Folder 03, the second as a scan"),
    ("Audit report of June 2025", "\u2713", "Folder 02"),
    ("Payroll sample", "\u2713", "Folder 07, password by separate message"),
    ("Tailings disclosure", "\u2717", "Not applicable"),
)
