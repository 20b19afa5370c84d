"""Text of the sample code of conduct, second half: environment, neighbours and reporting (markup as in policy_text)."""

from __future__ import annotations

from typing import Final

ENVIRONMENT: Final = """
# 10. Environment

## 10.1 How we manage it

The environmental management system is certified to ISO 14001 and rests on a register of aspects and impacts in
which 36 are rated significant. Each significant aspect has an operating limit, a monitoring point, an owner and an
entry in the emergency plan. The register is scored again every year and whenever a process changes. Results are
discussed in the management review each February, together with audit findings and the views of neighbours.

## 10.2 Climate and energy

Greenhouse gas emissions of scopes 1 and 2 are calculated every year by the GHG Protocol and are verified by a third
party to a limited level of assurance. They were 214,300 tonnes of CO<sub>2</sub> equivalent in 2024. We aim to cut
them by 42 percent by 2032 against 2021; the roof and hillside solar plants, the electric holding furnaces and the
fuel change in the anode furnace bring most of that, and each has a budget and a manager. We will look at scope 3
targets in the future.

Energy use is metered at 118 points. The energy review of 2023 listed 27 measures, of which 15 are finished and save
61 gigawatt hours a year; waste heat of the converter gas now makes a third of our steam. The share of renewable
electricity was 46 percent in 2024 under two long-term purchase agreements.

## 10.3 Water

The Duraz river basin is under high water stress in the dry season. We keep a monthly water balance of the site,
take no more than the 1.9 million cubic metres a year that our abstraction right allows, and reuse 71 percent of
process water. Effluent is treated and sampled every day at the outfall for copper, arsenic, pH and solids, and
eleven wells are sampled each quarter. By 2028 the intake of fresh water per tonne of cathode is to be 20 percent
below that of 2022.

## 10.4 Air, noise and soil

The second contact stage of the acid plant came into service in 2022, and 98.7 percent of the sulphur in the feed
was captured in 2024. SO<sub>2</sub>, particulate matter, arsenic and lead are measured continuously or monthly at
the main stack and at four stations in town, and values are shown on the web page of the municipality within the
hour. When the wind model announces poor dispersion, converter blows are delayed. Tanks stand in bunds that hold 110
percent of the largest vessel, and spills above 50 litres are registered and investigated.

## 10.5 Waste and by-products

Waste is first avoided, then reused or recycled, and disposed of only when nothing else is possible. Each stream has
a sheet with source, hazard class, container and destination. Arsenic residue leaves the site only with a manifest
and a licensed carrier, and the receiving landfill is visited by us once a year. Slag goes to a mill for cement; 83
percent of all waste by weight was recovered in 2024. The site has no mine and no tailings facility; gypsum is
stored on a lined pad.

## 10.6 Nature

The mud flats of the Sarvela estuary, two kilometres to the north, are a protected area and resting place of
migrating birds. The site was screened against protected areas and threatened species in 2022. Birds and bottom
fauna are counted twice a year by the regional university, no lamp faces the estuary between August and October, and
we do not operate or explore in World Heritage sites.

# 11. Our neighbours

## 11.1 Safety and health outside the fence

Acid and concentrate trucks follow one approved route, do not drive between 7 and 8.30 in the morning when children
go to school, and are tracked. The external emergency plan was written with the municipality and the hospital;
sirens are tested each first Monday and households within 1.5 kilometres have a leaflet and took part in the drill
of October 2024. The health service measures lead in the blood of children in the Ensenada quarter every two years,
with our funding and without our influence on the results.

## 11.2 Local development

The development agreement 2022-2026 with the municipality and the neighbourhood council sets out projects in
drinking water, technical schooling and small fisheries, with 1.2 million dollars a year. A joint committee chooses
and reviews them. Of our employees 68 percent have lived in the district for at least five years, and 31 percent of
purchases were made from local firms in 2024.

## 11.3 Land, Indigenous Peoples and heritage

The plant stands on land bought from willing sellers in 1964 and no household has been moved since. Should an
extension ever need land on which people live or work, we shall avoid resettlement, and where it cannot be avoided
agree on compensation and restored livelihoods before any move. The Ulmaray people fish in the estuary and hold it
in ancestral use; changes to the outfall or the jetty are not begun without their free, prior and informed consent,
and an agreement of 2021 sets the steps, the language and the times. Two shell mounds inside the fence are recorded
with the heritage authority, are fenced, and may be visited by Ulmaray families; diggers stop at once and call the
archaeologist when something is found by chance.

## 11.4 Guards

Site security is contracted to one private firm. Its guards carry no firearms, are vetted, and are trained every
year in the Voluntary Principles on Security and Human Rights, with proportionate force as the last resort. The use
of force is recorded and looked into within 48 hours; there was one case in 2024, a hand injury at the gate.
Information security and passwords are covered by standard VQ-IT-003.

# 12. Open accounts

A sustainability report with reference to the GRI Standards is published each June in Spanish and English, with
figures of this site and not only of the group, and selected indicators are assured by an outside firm. Taxes,
royalties and fees paid to each authority are listed in it. Errors found later are corrected in the next report with
the reason.

# 13. Putting it to work

Managers go through this Code with their team once a year, and attendance is recorded. A person who breaks it may
face measures up to dismissal; a partner who breaks it may lose the contract. The Compliance Officer reports to the
Board twice a year on cases, on training and on the corrective actions still open. Questions are always welcome.
"""
