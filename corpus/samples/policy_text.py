"""Text of the sample code of conduct, first half: governance, people and safety.

Markup: `# ` opens a chapter, `## ` a section, `- ` a bullet; a blank line ends a paragraph.
"""

from __future__ import annotations

from typing import Final

TITLE: Final = "Code of Conduct and Sustainability Policy"
SUBTITLE: Final = "How we work at the Velquera Smelter and Refinery, and what we ask of those who work with us"

FOOTNOTE: Final = (
    "<super>1</super> Recruitment fees are all fees and related costs of getting a job: agency commission, travel, "
    "medical checks, visas, work permits, training and deposits, whoever asks for them and at whatever moment."
)

CONTROL: Final = (
    ("Document", "VQ-POL-001, revision 4"),
    ("Approved by", "Board of Directors, session 118, 21 February 2025"),
    ("In force from", "3 March 2025 (replaces revision 3 of May 2022)"),
    ("Applies to", "All employees, apprentices, contractors and agency workers on the site in Puerto Sarvela"),
    ("Next review", "February 2027"),
)

GOVERNANCE: Final = """
# Before you read

Velquera turns copper concentrate into cathode on one site between the bay and the town of Puerto Sarvela. About 640
of us are employed here and, on an ordinary day, some 280 contractor workers come through the same gate. This
document says what each of us may expect and what is expected of each of us. It was discussed with the union and
with the neighbourhood council before the Board approved it, and a printed copy is handed over on the first day of
work.

Our values are safety, integrity, respect, curiosity and teamwork.

# 1. The law and our permits

The Legal Department keeps a register of legal obligations with 412 entries. Each one names the source of the law,
the permit it belongs to, a responsible person and the date of the last check. The register is reviewed every
quarter, and compliance with permit conditions is evaluated twice a year by someone who does not run the process in
question.

Any breach is recorded within 24 hours, reported to the authority when the permit asks for it, and followed until
its cause has been removed. In 2024 the site received one administrative fine, for the late filing of a transport
manifest; it was paid, and the filing calendar was moved into the permit tracker.

# 2. Honest business

We do not offer, promise, pay or accept bribes in any form, in any country, directly or through another person.
Facilitation payments are forbidden even where they are customary and small; whoever is pressed for one reports it
on the same day to the Compliance Officer. The following always need written approval beforehand:

- gifts and hospitality above 40 dollars, which are entered in the gifts register;
- donations and sponsorships of any amount;
- the appointment of agents, customs brokers and other intermediaries, after due diligence on their owners.

Everyone in purchasing, sales, customs, finance and permitting takes a classroom course on corruption every two
years. In 2024, 131 of the 134 people in these functions attended. Conflicts of interest are declared each January
and whenever a new one arises. We do not agree prices, treatment charges or volumes with competitors.

Records are kept so that a stranger could follow them. Data integrity in the laboratory system and the asset
integrity programme for pressure vessels and pipelines are dealt with in separate standards, VQ-LAB-014 and
VQ-MEC-007.

# 3. Listening to those around us

The Community Relations Office keeps a map of 46 stakeholder groups with their concerns, a contact and the date of
the last conversation. From it comes a yearly engagement plan, which has its own budget and gives special attention
to fishing families, elderly residents of the Ensenada quarter and people without internet access.

Anybody outside the company may bring a complaint at the office in Calle Faro 12, by telephone, by message or
through the parish. Receipt is acknowledged within three working days and a reasoned answer is given within 30 days;
if the person is not satisfied, a panel with one member from the neighbourhood council, one from the company and one
chosen by both looks at the case again. A summary without names is put up in the municipal library every quarter.

The Finance Department meets analysts and shareholders at an investor roadshow in April and October; questions on
results and dividends are answered there.

# 4. Contractors, suppliers and customers

The Business Partner Standard (VQ-COM-020) is part of every contract above 10,000 dollars. New partners are screened
before the first order for ownership, sanctions, safety record, labour practice and environmental permits, and are
given a rating of low, medium or high. At the end of 2024, 92 percent of purchases by value came from partners who
had signed the Standard, and 17 of the 21 partners rated high had been visited.

Suppliers shall not employ anyone below the age of 15 and shall keep a copy of an identity document for each worker.
Partners with a serious finding have 90 days to put it right with our support. Two haulage contracts were ended in
2023 because falsified driving records were not corrected.

# 5. Responsible sourcing of copper raw materials

We follow the five steps of the OECD Due Diligence Guidance for every lot of concentrate, blister, anode and scrap
that enters the site. Before a contract is signed, the Sourcing Committee looks at the mine of origin, the route,
the owners behind the seller and the list of conflict-affected and high-risk areas that we review each June. A lot
without papers of origin is not unloaded.

Where a red flag appears, the purchase is held and an enhanced review is made, with a visit to the mine or the
trader. During 2024 we reviewed 38 counterparties, found red flags at five, visited four of them and stopped buying
from one whose origin could not be made plausible. We report on these steps every year, and in May 2024 the system
was assessed by an independent party against the Joint Due Diligence Standard.

Ore from artisanal and small-scale miners is bought only through the cooperative of Alto Duraz, which holds titles
for its pits. Two field officers go there each month, check that no children are at the pits, record accidents and
help members with formalisation papers; 74 miners finished the safety course in 2024.
"""

PEOPLE: Final = """
# 6. Human rights

We respect the rights of the International Bill of Human Rights and the core conventions of the ILO, and we act on
the UN Guiding Principles on Business and Human Rights. A human rights impact assessment of the site and its supply
chain was made in 2023 with outside specialists, who spoke with 162 people. It named four salient issues: exposure
of workers to arsenic, labour conditions at haulage subcontractors, air quality in the Ensenada quarter, and child
labour at small mines. Each has an owner in the management team and its progress goes to the Board in March and
September. Where we have caused or contributed to harm, we take part in putting it right.

# 7. Fair work

## 7.1 Children and young workers

Nobody under 18 is employed at Velquera or by its contractors on the site, except apprentices of the municipal
technical school from the age of 16, who do no night work, do not enter the smelter aisle, the acid plant or the
tank house, and are listed by name in the young workers register. Age is checked against the national identity
document before the contract is signed, and the gate system refuses a pass when no date of birth has been entered.
Should a child be found at work, he or she is taken out of danger at once, and schooling and family income are
secured with the child welfare service.

## 7.2 Work is freely chosen

We do not use or tolerate forced, bonded, trafficked or prison labour. Every worker has a written contract in a
language he or she reads and may leave after the notice period without a penalty. In particular:

- nobody pays to work here, and recruitment fees<super>1</super> that a worker has paid are refunded within 30 days;
- passports, identity cards and bank cards stay with their owners;
- doors of the lodging house can be opened from the inside at all hours.

Agencies are checked against these points before they are used and once a year afterwards. The check of 2024 covered
the three agencies in use and interviews with 27 migrant workers; fees had been charged to four of them and were
returned.

## 7.3 Unions and bargaining

All workers may form or join a union of their choice, or none, and may bargain collectively. The collective
agreement with the Sindicato de Trabajadores de la Ensenada covers 81 percent of employees and runs until June 2027.
Union officers have an office on the site, 20 paid hours a month and access to notice boards and shift meetings. No
one is transferred, dismissed or passed over because of union activity.

## 7.4 Equal treatment

Decisions on hiring, pay, training and promotion are based on the requirements of the post. We do not discriminate
by sex, age, origin, skin colour, religion, disability, pregnancy, family situation, sexual orientation, union
membership or political opinion, and we ask for neither pregnancy nor HIV tests. Harassment and bullying are
investigated by two trained persons from outside the department within 20 working days. Six cases were reported in
2024; four were upheld and ended with a warning, a transfer of the offender or, in one case, dismissal.

## 7.5 Women at Velquera

Women held 17 percent of all posts and 24 percent of supervisory posts at the end of 2024. The gender plan
2023-2027, owned by the General Manager, aims at 25 percent of all posts; its measures are a trainee operator course
with half of the places for women, protective clothing in women's sizes, separate changing rooms in every shift
building, and 22 weeks of paid maternity leave. The pay gap is calculated each year and stood at 4.1 percent.

## 7.6 Working time

Shifts are of eight hours with a weekly limit of 48 hours. Overtime is voluntary, is agreed in writing with the
supervisor and never brings a week above 60 hours; after six days there is one full day of rest. Hours are recorded
at the turnstile and a list of everyone above 56 hours goes to the shift superintendent each Monday. The plant
itself has operating hours of 24 hours a day, with an availability of 93 percent in 2024.

## 7.7 Pay

The lowest wage on the site is 38 percent above the legal minimum and is compared every two years with a living wage
study for the region. Wages are transferred by the last working day of the month with a payslip that shows hours,
overtime premium and deductions. There are no deductions as a disciplinary measure. Contractors send proof of wages
and social security with each monthly invoice, and the invoice is not paid without it.

# 8. Safety and health

The occupational health and safety management system follows ISO 45001 and covers everyone within the fence,
contractors and visitors included. For each task there is a hazard assessment, and eleven critical controls, among
them lock-out, molten metal zones, lifting and confined space entry, are verified in the field by a manager every
week. Anyone may stop a job that seems unsafe, and no reason has to be proved.

The joint safety committee, half of it elected by the workforce, meets monthly and its minutes are posted. Blood
lead and urinary arsenic are measured every three months in exposed jobs; a person above the action level is moved
to other work at full pay until the value has come down. Evacuation is drilled every quarter, and the acid leak
scenario is drilled once a year with the fire brigade of the town.

# 9. If something is wrong at work

A worker may speak to the supervisor, the union, Human Resources or, without giving a name, use the Línea Abierta
telephone that an outside firm answers at all hours in Spanish and English. Contractor and agency workers use the
same channels. Every grievance gets a number, an acknowledgement within two working days and an answer within 15;
there is a right of appeal to the General Manager. Retaliation against anybody who speaks in good faith is itself a
serious offence. In 2024 the line took 58 cases, of which 53 were closed within the time limit.

A question we are asked: <i>My supervisor told me that calls to the line are traced. Is that so?</i> No. The firm
does not pass on numbers or voices, only a written summary which you approve.
"""
