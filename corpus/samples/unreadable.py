"""The two sample files that cannot be read: one asks for a password, one is cut off."""

from __future__ import annotations

from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer

from corpus.samples import smelter
from corpus.samples.paper import Running, Sheet, draw_running, flow, paper, ruled_table
from corpus.samples.stylesheet import HELVETICA, TIMES, stylesheet

_MARGIN = 64.0
_STYLES = stylesheet(text=TIMES, headings=HELVETICA, size=11)
_RUNNING = Running(
    left=smelter.COMPANY,
    right="Confidential",
    foot="Human Resources and Emergency Office",
    page_word="Page",
    face=HELVETICA,
)

_PAYROLL_TEXT: Final = """
Wages of May 2025 for the sample chosen by the auditor. Names have been replaced by numbers. All transfers were made
on 30 May 2025. The legal minimum for 48 hours a week was 512 dollars in that month.
"""
_PAYROLL_ROWS: Final = (
    ("Person", "Post", "Basic wage, USD", "Overtime, hours", "Overtime, USD", "Deductions, USD"),
    ("1", "Tank house operator", "846", "12", "76", "93"),
    ("2", "Crane operator", "921", "31", "223", "118"),
    ("3", "Laboratory assistant", "812", "0", "0", "86"),
    ("4", "Cleaner, contractor", "707", "6", "33", "74"),
    ("5", "Electrician", "988", "18", "139", "121"),
)
_EMERGENCY_TEXT: Final = """
# 1. Purpose

This plan describes who does what when a tank, a furnace or a vehicle endangers people outside the fence. It is kept
at the gate, in the control room, at the fire station and at the hospital.

# 2. Alarm

The shift superintendent triggers the siren, calls the fire brigade and the municipality, and opens the emergency
room. Neighbours hear a rising tone for one minute and stay indoors with windows closed until the even tone.
"""


def encrypted_payroll() -> bytes:
    """A PDF of one page that opens only with `smelter.PASSWORD`."""
    story = [
        Paragraph("Payroll sample, May 2025", _STYLES.title),
        Spacer(1, 10),
        *flow(_PAYROLL_TEXT, _STYLES),
        Spacer(1, 6),
        ruled_table(_PAYROLL_ROWS, (48, 130, 76, 72, 70, 72), _STYLES),
    ]
    # 128 bits: the stronger scheme draws random numbers, and the pack has to come out the same every time.
    encryption = StandardEncryption(smelter.PASSWORD, ownerPassword=f"{smelter.PASSWORD}-owner", strength=128)
    return paper(story, [_sheet()], title="Payroll sample", author=smelter.COMPANY, encrypt=encryption)


def broken_plan() -> bytes:
    """A PDF that was cut off while it was copied: the page tree, the catalogue and the index at its end are missing."""
    story = [
        Paragraph("External Emergency Plan, rev. 7", _STYLES.title),
        Spacer(1, 10),
        *flow(_EMERGENCY_TEXT, _STYLES),
    ]
    whole = paper(story, [_sheet()], title="External emergency plan", author=smelter.COMPANY)
    return whole[: whole.index(b"/Contents")]


def _sheet() -> Sheet:
    return Sheet(name="plain", size=A4, frames=((_MARGIN, 60.0, A4[0] - 2 * _MARGIN, A4[1] - 120),), draw=_draw)


def _draw(canvas: Canvas) -> None:
    draw_running(canvas, _RUNNING, A4, margin=_MARGIN)
