"""Findings of the sample audit report: one row for each, in the order of the table."""

from __future__ import annotations

from typing import Final

HEAD: Final = ("No.", "Class", "Topic", "Statement of finding", "Objective evidence", "Due date", "Status")

FINDINGS: Final = (
    (
        "NC-01",
        "Major",
        "Hazardous waste storage (ISO 14001, 8.1; permit RA-0377, condition 14)",
        "Arsenic residue is kept in the intermediate store for longer than the 180 days which the permit allows, and "
        "the store was filled above its nominal capacity.",
        "Store register of 16 June 2025: 61 of 238 big bags older than 180 days, the oldest 247 days. Contract with "
        "the receiving landfill lapsed on 31 January 2025 and was renewed on 2 June 2025. Photos 11 to 17.",
        "30 Sep 2025",
        "Open, plan accepted 4 Jul 2025",
    ),
    (
        "NC-02",
        "Minor",
        "Air emissions monitoring (ISO 14001, 9.1.1)",
        "The quarterly comparison measurement for arsenic and lead at the main stack was not made in the first quarter "
        "of 2025, although the monitoring plan requires it.",
        "Monitoring plan VQ-ENV-031; laboratory reports for Q4 2024 and Q2 2025 seen, none for Q1 2025. Continuous "
        "SO2 data of the same quarter are complete, and the hourly limit was exceeded on two days (14 and 15 "
        "February).",
        "31 Aug 2025",
        "Open",
    ),
    (
        "NC-03",
        "Minor",
        "Contractor control, lock-out (ISO 45001, 8.1.4)",
        "Workers of the refractory contractor entered the area of the anode casting wheel while the second energy "
        "source was not isolated.",
        "Permit to work 25-1184 of 17 June 2025; field visit at 10.40; interview with two bricklayers, who had been "
        "given the lock-out training of the employer but not the one of the site. Work was stopped at once.",
        "31 Jul 2025",
        "Open",
    ),
    (
        "NC-04",
        "Minor",
        "Working hours (client annex LC-3, 4.2; VQ-POL-001, 7.6)",
        "In two of 90 person-months sampled the weekly limit of 60 hours was exceeded during the converter shutdown.",
        "Turnstile records of May 2025: two crane operators with 63.5 and 66 hours in week 20. Overtime was voluntary "
        "and paid with the premium; the rest day had been given. No written approval by the superintendent.",
        "31 Aug 2025",
        "Open",
    ),
    (
        "NC-05",
        "Minor",
        "Emergency preparedness with the community (ISO 14001, 8.2; ISO 45001, 8.2)",
        "Lessons from the drill of October 2024 had not been entered in the external emergency plan eight months "
        "later.",
        "Drill report of 29 October 2024 with five recommendations; plan VQ-EMG-002 rev. 7 of March 2024 still on "
        "display at the fire station. Siren in Calle Faro could not be heard in the school according to the head "
        "teacher.",
        "30 Sep 2025",
        "Open",
    ),
    (
        "OBS-01",
        "Observation",
        "Water balance (ISO 14001, 9.1.1)",
        "The flow meter of well 4 has no calibration mark after its repair; the water balance of the site closes "
        "within 6 percent, so that the reported figures are not put in doubt.",
        "Meter FT-4104, repair order of 12 March 2025; water balance for May 2025.",
        "None",
        "For consideration",
    ),
    (
        "OBS-02",
        "Observation",
        "Worker grievance mechanism (client annex LC-3, 6.1)",
        "Drivers of the haulage contractor are rarely on the site and are not all reached by posters and induction.",
        "Interviews with two of five drivers, who did not know the Línea Abierta; induction record without that point.",
        "None",
        "For consideration",
    ),
    (
        "OBS-03",
        "Observation",
        "Supplier follow-up (client annex LC-3, 9.4)",
        "The action plan of the lime supplier is being followed, but dates were moved three times without a reason "
        "being recorded.",
        "Partner file BP-0219; site visit report of November 2024; minutes of the Sourcing Committee of April 2025.",
        "None",
        "For consideration",
    ),
    (
        "OBS-04",
        "Observation",
        "Energy review (client annex LC-3, 8.1)",
        "Savings of finished measures are taken from the project files and are not measured again after one year.",
        "Energy review of 2023, measures 4, 9 and 15; list of meters; interview with the energy engineer.",
        "None",
        "For consideration",
    ),
    (
        "OBS-05",
        "Observation",
        "Legal register (ISO 14001, 6.1.3; ISO 45001, 6.1.3)",
        "The decree of March 2025 on noise at night had been entered, but its effect on the slag mill had not yet been "
        "evaluated.",
        "Register entry 409; noise map of 2022; e-mail of the Legal Department of 5 May 2025.",
        "None",
        "For consideration",
    ),
    (
        "NC-24-03",
        "Minor",
        "Equal facilities for women (client annex LC-3, 5.3), raised June 2024",
        "Women working in the tank house had to use the changing room of the administration building.",
        "New block with 44 lockers and four showers in use since 13 January 2025; visited on 18 June 2025; seven women "
        "interviewed on two shifts.",
        "31 Jan 2025",
        "Closed 18 Jun 2025",
    ),
)
