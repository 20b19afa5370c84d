"""Text of the sample audit report: facts, scope, method, summary and conclusions (markup as in policy_text)."""

from __future__ import annotations

from typing import Final

from corpus.samples import smelter

TITLE: Final = "Audit Report"
SUBTITLE: Final = "Combined surveillance audit of ISO 14001:2015 and ISO 45001:2018, with labour and community annex"

FACTS: Final = (
    ("Report number", f"{smelter.AUDIT_REPORT}, version 2 (final), 8 July 2025"),
    ("Auditee", smelter.COMPANY),
    ("Site audited", f"{smelter.SITE}, {smelter.ADDRESS}"),
    ("Type of audit", "First surveillance audit, on site, announced"),
    ("Dates", "16 to 19 June 2025 (nine auditor days)"),
    ("Criteria", "ISO 14001:2015, ISO 45001:2018, legal obligations register, VQ-POL-001 rev. 4, client annex LC-3"),
    (
        "Certificates",
        f"{smelter.ENVIRONMENT_CERTIFICATE} and {smelter.SAFETY_CERTIFICATE}, "
        f"accreditation {smelter.ACCREDITATION_NUMBER}",
    ),
    ("Lead auditor", "Maren Oskild (environment, legal)"),
    ("Audit team", "Pavo Dovrel (safety and health), Teodora Linhas (labour and community, languages ES and EN)"),
    ("Site contact", f"{smelter.SUSTAINABILITY_MANAGER}, Sustainability Manager"),
)

OPENING: Final = """
# 1. Scope

The audit covered the receipt and blending of concentrate, smelting, converting, anode casting, gas cleaning and
sulphuric acid production, electrolytic refining, slag milling, the jetty and the effluent treatment plant. Three
shifts were in operation with 637 employees and 284 contractor workers on the first day. The hydrogen trial unit was
not in operation and was left out. The head office in the capital is not part of the certified scope.

# 2. Method

The team worked by sampling. Records of the period July 2024 to June 2025 were examined, the plant was visited on
all three shifts, and opening and closing meetings were held with the management team and two union delegates. What
was looked at:

- 214 documents and records, among them 40 of the 412 entries of the legal register and 25 of the 36 sheets of
significant environmental aspects;
- interviews with 62 persons, alone or in groups of up to five and without managers present: 38 employees, 16
workers of six contractors, four apprentices and four neighbours of the Ensenada quarter;
- 30 personnel files and the payslips and turnstile records of the same persons for November, February and May;
- calibration certificates of the continuous stack analyser and split samples at the outfall and at two wells.

An audit is a sample: where no finding was raised, this does not mean that none exists. Auditors chose the interview
partners and the files. One contractor, present for only two days, could not be interviewed.

# 3. Summary

The integrated management system is effective in most of the areas visited. The team noted the openness of the
people it spoke with and the quality of the process safety work in the acid plant. Strong points are the weekly
field check of critical controls, the public display of air quality values and the treatment of recruitment fees
found in 2024.

One major and four minor nonconformities and five observations were raised. One nonconformity of the previous audit
was found closed and is listed for the record. The major nonconformity concerns the storage of arsenic residue
beyond the permitted time; a plan was accepted on 4 July 2025 and will be checked on site within 90 days.

No case of child labour or forced labour was found in the sample of 30 personnel files and 62 interviews. The
youngest person on the site was an apprentice of 16 years and 5 months, working in the electrical workshop on the
day shift and entered in the young workers register. No worker interviewed had handed over identity papers.

Working time was within 60 hours in 88 of the 90 person-months sampled; the two others are the subject of finding
NC-04. All payslips sampled showed hours, overtime premium and deductions, and the lowest basic wage was 36 percent
above the legal minimum.

## 3.1 Environment

The register of aspects was complete for the 25 sheets sampled and had been scored again in January 2025. Sulphur
capture was checked from the mass balance and came to 98.7 percent for the twelve months, which agrees with the
published value. Bunds of nine tanks were inspected and were dry and without cracks. All effluent results of the
period lay within the discharge permit; the split samples of the team differed from those of the site by less than 5
percent. The inventory of greenhouse gases had been verified in April 2025 by another body, whose statement was
seen.

## 3.2 Safety and health

The lost time injury frequency rate for the twelve months was 1.9 per million hours worked, contractors included,
against 2.6 in the year before; there was no fatality. Results of biological monitoring were seen for 212 exposed
workers: three had been above the action level for urinary arsenic and had been moved to other work with full pay.
Minutes of twelve meetings of the joint committee were complete, and 31 of the 34 actions agreed there had been
finished in time.

## 3.3 Labour conditions

Union elections had been held in October 2024 without the presence of managers, according to the delegates. Job
advertisements of the last year gave no age or sex, and none of the nine women interviewed had been asked for a
pregnancy test. Of six harassment cases in 2024, the two files chosen by the auditor had been investigated within
the time set and by persons from another department.

## 3.4 Community, security and supply chain

Minutes of the joint development committee show four meetings and the payment of all instalments for 2024. Training
records of the guard contractor were seen for 29 of 31 guards; the two missing had started in the week of the audit.
Five lots of concentrate were followed from the weighbridge back to the mine with all papers of origin present, and
the enhanced review of one trader was read in full.
"""

CLOSING: Final = """
# 5. Follow-up of the audit of June 2024

Three minor nonconformities had been raised in 2024. Two had been closed by the body on documents before this audit.
The third, on women's changing rooms in the tank house (NC-24-03), was checked in the field: the new block with 44
lockers has been in use since January 2025, and seven women interviewed confirmed it. It is shown as closed in the
table.

# 6. Views of neighbours and workers

The four neighbours knew the complaints office and the telephone number. Two had used it; one had received a written
answer after 19 days, the other said that the odour complaint of February had been answered late, which agrees with
the grievance log. Workers could describe the Línea Abierta and none reported retaliation. Two workers of the
haulage contractor did not know that they may use it (OBS-02).

Union delegates said that the joint safety committee has real influence and that meeting time is paid. They regard
the staffing of the converter crane at night as too low; the site will answer in writing by the end of August.

# 7. Conclusion and recommendation

The lead auditor recommends that both certificates be continued, on the condition that the plan for NC-01 is carried
out and checked on site no later than 30 September 2025. The scope and the number of auditor days remain suitable.
The next audit is the second surveillance audit and should include the jetty during ship discharge and a night shift in
the converter aisle.

This report is confidential between the parties. The findings are based on the sample described in section 2 and on
the information made available by the auditee.
"""
