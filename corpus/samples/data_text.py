"""Figures and text of the sample sustainability data sheet (markup as in policy_text)."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Sustainability Data Sheet 2024"
SUBTITLE: Final = "Velquera Smelter and Refinery, calendar years 2022 to 2024, published 30 May 2025"

INTRODUCTION: Final = """
# About these figures

The boundary is the site in Puerto Sarvela: smelter, acid plant, refinery, slag mill, effluent plant and jetty. The
head office (31 persons) is left out. Data marked <b>A</b> were assured to a limited level by an outside firm, whose
statement of 12 May 2025 is on our web page. Figures are given per calendar year; r means restated.
"""

HEAD: Final = ("Indicator", "Unit", "2022", "2023", "2024", "Note")
ENVIRONMENT_ROWS: Final = (
    ("Copper cathode produced", "t", "187,400", "191,900", "194,600", "A"),
    ("Energy consumption, total", "TJ", "4,118", "4,060", "3,987", "A"),
    ("Energy intensity", "GJ/t cathode", "21.97", "21.16", "20.49", ""),
    ("Renewable share of electricity", "%", "31", "39", "46", "A"),
    ("GHG emissions, scope 1", "t CO2e", "118,900", "114,200", "109,700", "A"),
    ("GHG emissions, scope 2, market based", "t CO2e", "131,500 r", "118,300", "104,600", "A"),
    ("GHG intensity, scopes 1 and 2", "t CO2e/t cathode", "1.34", "1.21", "1.10", ""),
    ("Fresh water withdrawn", "ML", "1,842", "1,790", "1,718", "A"),
    ("Water reused", "%", "66", "69", "71", ""),
    ("Effluent discharged", "ML", "905", "871", "846", ""),
    ("Sulphur captured", "%", "97.9", "98.5", "98.7", "A"),
    ("SO2 emitted", "t", "3,240", "2,610", "2,180", "A"),
    ("Particulate matter emitted", "t", "148", "131", "117", ""),
    ("Arsenic emitted", "t", "5.6", "4.4", "3.9", ""),
    ("Hazardous waste generated", "t", "6,930", "7,120", "7,345", "A"),
    ("Waste recovered, all classes", "%", "79", "81", "83", ""),
    ("Spills above 50 litres", "number", "4", "2", "3", ""),
    ("Environmental fines", "number", "0", "1", "1", ""),
)
PEOPLE_ROWS: Final = (
    ("Employees at year end", "number", "628", "633", "640", "A"),
    ("Women, all posts", "%", "13", "15", "17", "A"),
    ("Women, supervisory posts", "%", "18", "21", "24", ""),
    ("Gender pay gap, mean basic pay", "%", "5.6", "4.9", "4.1", ""),
    ("Covered by collective agreement", "%", "79", "80", "81", ""),
    ("LTIFR, per 1,000,000 hours, with contractors", "rate", "3.4", "2.6", "2.1", "A"),
    ("Fatalities, with contractors", "number", "0", "0", "0", "A"),
    ("Hours of training per employee", "hours", "27", "31", "34", ""),
    ("Weeks above 60 working hours", "number", "11", "5", "3", ""),
    ("Worker grievances received / closed in time", "number", "44 / 37", "51 / 46", "58 / 53", ""),
    ("Community complaints received / closed in time", "number", "71 / 52", "69 / 60", "63 / 55", ""),
    ("Purchases from local firms", "%", "27", "29", "31", ""),
    ("Social investment under the agreement", "1,000 USD", "1,130", "1,190", "1,210", ""),
    ("Raw material suppliers reviewed for red flags", "number", "29", "34", "38", ""),
)

COMMENT_ENVIRONMENT: Final = """
Scope 1 and 2 emissions fell by 14 percent between 2022 and 2024, chiefly because of the second power purchase
agreement and the change of fuel in the anode furnace. The value of scope 2 for 2022 was restated after the supplier
had corrected its emission factor. Hazardous waste rose, since more arsenic is now captured in the gas cleaning
instead of leaving through the stack; in the spring of 2025 some of it was stored for longer than allowed, and the
contract with the landfill is being renewed. Scope 3 emissions are not yet calculated.
"""

COMMENT_PEOPLE: Final = """
# Remarks

The lost time injury rate includes contractors since 2019. Of the three weeks above 60 hours in 2024, all fell into
the shutdown of April. The share of women among trainee operators was 46 percent in 2024, so that a further rise of
the total can be expected.

Taxes, royalties and fees paid to authorities in 2024 came to 41.7 million dollars: 33.9 million to the national
treasury, 5.2 million to the Marnela Region and 2.6 million to the municipality.

The sheet follows the GRI Standards by reference (302, 303, 305, 306, 401, 403, 405, 413). Questions go to the
Sustainability Department, Camino a la Ensenada km 4.2, Puerto Sarvela.
"""
