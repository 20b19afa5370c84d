"""Which date of a certificate is which: first issue, first day, last day; and in which order their figures stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from corpus.certificate_words import Cue, Label
from extract.certificate import CertificateField, Doubt, ReadField
from extract.certificate_date import DayOrder, FoundDate
from extract.certificate_page import CertificatePage, PageLine, read_field

_DATE_LABELS = frozenset(
    {Label.FIRST_ISSUE, Label.ISSUE, Label.VALID_FROM, Label.EXPIRY, Label.PERIOD, Label.OTHER_DATE}
)
#: Years that certificates run, as whole numbers; a last day may be that of the first or the one before it.
_CYCLES = (1, 2, 3, 4, 5)
#: Two dates without a label are taken for the first and the last day when they lie so many years apart.
_LEAST_YEARS, _MOST_YEARS = 0.9, 5.1
_DAYS_A_YEAR = 365.25
#: How far words of a range may reach.
_RANGE_MARKS = (
    "-",
    "–",
    "—",
    "~",
    "to",
    "until",
    "till",
    "bis",
    "au",
    "al",
    "até",
    "a",
    "до",
    "по",
    "至",
    "～",
    "through",
    "tot",
    "do",
    "fino",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class PlacedDate:
    """A date on a page and what announces it."""

    date: FoundDate
    line: PageLine
    #: ``None`` when nothing does.
    label: Label | None = None
    trust: float = 1.0

    @property
    def field(self) -> ReadField:
        """The date as printed."""
        return read_field([(self.line, self.date.start, self.date.end)], trust=self.trust)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """The dates of a certificate."""

    first_issue: date | None
    issue: date | None
    expiry: date | None
    fields: dict[CertificateField, ReadField]
    doubts: tuple[Doubt, ...]


def placed_dates(page: CertificatePage) -> list[PlacedDate]:
    """The dates of a page in its order, each with what announces it."""
    placed: list[PlacedDate] = []
    for line in chain.from_iterable(page.rows):
        for position, found in enumerate(line.dates):
            label, trust = _announced(page, line, found)
            if line.cue(Cue.SUSPENDED) or line.cue(Cue.WITHDRAWN):
                label = Label.OTHER_DATE
            # "Valid from ... to ...": what follows the first date of a range is its end.
            before = placed[-1] if placed else None
            if before is not None and _goes_on(before, line, found, position) and label in {None, before.label}:
                placed[-1] = replace(before, label=Label.VALID_FROM)
                label, trust = Label.EXPIRY, before.trust
            placed.append(PlacedDate(date=found, line=line, label=label, trust=trust))
    return placed


def _goes_on(before: PlacedDate, line: PageLine, found: FoundDate, position: int) -> bool:
    """Whether a date is the second of a range that ``before`` begins."""
    if before.label not in {Label.PERIOD, Label.VALID_FROM, Label.EXPIRY, None}:
        return False
    if before.line is line:
        between = line.text[before.date.end : found.start]
    elif (
        position == 0
        and abs(before.line.box.y0 - line.box.y0) <= line.size
        and before.date.end >= len(before.line.text.rstrip())
    ):
        between = line.text[: found.start]
    else:
        return False
    marks = between.casefold().strip(" .,:;()'’")
    return before.label is Label.PERIOD or marks in _RANGE_MARKS


def _announced(page: CertificatePage, line: PageLine, found: FoundDate) -> tuple[Label | None, float]:
    inline = _inline(line, found)
    if inline is not None:
        return inline, 1.0
    row = page.row_of[line.index]
    for other in reversed(row[: row.index(line)]):
        ends = _last(other)
        if ends is not None:
            return ends, 0.98
        if other.dates:
            break
    below, above = page.below(line, reach=1.3), page.above(line)
    if above is not None and _lone(above) is not None and not any(date.end > _end(above) for date in above.dates):
        return _lone(above), 0.9
    if below is not None and _lone(below) is not None and not below.dates and not _values_beside(page, below):
        return _lone(below), 0.75
    after = [group for group in line.labels if group[0].start >= found.end and group[0].kind == Label.EXPIRY]
    return (Label.EXPIRY, 0.9) if after else (None, 1.0)


def _inline(line: PageLine, found: FoundDate) -> Label | None:
    """What the words before a date on its line announce; an earlier date takes its own words with it."""
    floor = max((other.end for other in line.dates if other.end <= found.start), default=0)
    before = [group for group in line.labels if floor <= group[0].start and group[-1].end <= found.start]
    dated = [group for group in before if group[0].kind in _DATE_LABELS]
    # What is not about a date ("certificate no") does not hide what is.
    return Label(dated[-1][0].kind) if dated else None


def _last(line: PageLine) -> Label | None:
    """What a line announces for what stands to the right of it."""
    groups = [group for group in line.labels if group[0].kind in _DATE_LABELS]
    if not groups:
        return None
    last = groups[-1]
    return Label(last[0].kind) if all(date.end <= last[0].start for date in line.dates) else None


def _lone(line: PageLine) -> Label | None:
    """What a line announces for what stands under or over it: it says nothing else."""
    last = _last(line)
    return last if last is not None and len(line.line.words) <= 10 else None


def _end(line: PageLine) -> int:
    return line.labels[-1][-1].end


def _values_beside(page: CertificatePage, line: PageLine) -> bool:
    row = page.row_of[line.index]
    return any(other.dates for other in row[row.index(line) + 1 :])


def period_of(dates: Sequence[PlacedDate], *, month_first: bool) -> Period:
    """The dates of a certificate from all dates of its pages; ``month_first`` is the custom where it comes from."""
    chosen = _chosen(dates)
    order, sure = _order(chosen, dates, month_first=month_first)
    doubts: list[Doubt] = []
    if chosen.guessed:
        doubts.append(Doubt.DATES_UNLABELLED)
    used = [entry for entry in (chosen.first, chosen.issue, chosen.expiry) if entry is not None]
    if not sure and any(entry.date.ambiguous for entry in used):
        doubts.append(Doubt.AMBIGUOUS_DATE)
    if any(entry.date.month_only for entry in used):
        doubts.append(Doubt.IMPRECISE_DATE)
    first = chosen.first.date.read(order) if chosen.first else None
    issue = chosen.issue.date.read(order) if chosen.issue else None
    expiry = chosen.expiry.date.last_day(order) if chosen.expiry else None
    if (issue and expiry and expiry <= issue) or (first and issue and first > issue):
        doubts.append(Doubt.DATES_CONTRADICT)
    fields = {
        name: replace(
            entry.field, alternatives=tuple(day for day in entry.date.readings if day != entry.date.read(order))
        )
        for name, entry in (
            (CertificateField.FIRST_ISSUE_DATE, chosen.first),
            (CertificateField.ISSUE_DATE, chosen.issue),
            (CertificateField.EXPIRY_DATE, chosen.expiry),
        )
        if entry is not None
    }
    return Period(first_issue=first, issue=issue, expiry=expiry, fields=fields, doubts=tuple(doubts))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Chosen:
    first: PlacedDate | None
    issue: PlacedDate | None
    expiry: PlacedDate | None
    guessed: bool = False


def _chosen(dates: Sequence[PlacedDate]) -> _Chosen:
    first = _best(dates, Label.FIRST_ISSUE)
    expiry = _latest(dates, Label.EXPIRY)
    starts = [entry for entry in dates if entry.label is Label.VALID_FROM]
    issue = _latest(starts, Label.VALID_FROM) or _issued(dates, expiry)
    guessed = False
    if issue is not None and expiry is not None and issue.date.readings[0] >= expiry.date.readings[-1]:
        other = [
            entry for entry in dates if entry.label is Label.ISSUE and entry.date.readings[0] < expiry.date.readings[-1]
        ]
        issue = other[0] if other else issue
    loose = [entry for entry in dates if entry.label in {None, Label.PERIOD}]
    if expiry is None:
        start = issue or first
        late = [entry for entry in loose if start is None or _years(start.date, entry.date) >= _LEAST_YEARS]
        pair = _pair(loose) if start is None else None
        if start is not None and late:
            expiry, guessed = max(late, key=lambda entry: entry.date.readings[0]), True
        elif pair is not None:
            (issue, expiry), guessed = pair, True
    if issue is None:
        early = [entry for entry in loose if expiry is None or entry.date.readings[0] < expiry.date.readings[0]]
        if first is not None:
            issue = first
        elif early and (expiry is not None or len(early) == 1):
            issue, guessed = max(early, key=lambda entry: entry.date.readings[0]), True
    return _Chosen(first=first, issue=issue, expiry=expiry, guessed=guessed)


def _issued(dates: Sequence[PlacedDate], expiry: PlacedDate | None) -> PlacedDate | None:
    """The latest day of issue; days from which the last day is whole years away come before days of a reprint."""
    issued = [entry for entry in dates if entry.label is Label.ISSUE]
    if expiry is not None:
        whole = [entry for entry in issued if any(_fits(entry.date.read(o), expiry.date.read(o)) for o in DayOrder)]
        issued = whole or issued
    return _latest(issued, Label.ISSUE)


def _pair(loose: Sequence[PlacedDate]) -> tuple[PlacedDate, PlacedDate] | None:
    """The two unannounced dates that are a first and a last day, by how far they lie apart."""
    days = sorted(loose, key=lambda entry: entry.date.readings[0])
    if len(days) < 2:
        return None
    start, end = days[-2], days[-1]
    return (start, end) if _LEAST_YEARS <= _years(start.date, end.date) <= _MOST_YEARS else None


def _years(start: FoundDate, end: FoundDate) -> float:
    return (end.readings[0] - start.readings[0]).days / _DAYS_A_YEAR


def _best(dates: Iterable[PlacedDate], label: Label) -> PlacedDate | None:
    """The first date that is announced so, the more plainly the better."""
    kept = [entry for entry in dates if entry.label is label]
    return max(kept, key=lambda entry: entry.trust) if kept else None


def _latest(dates: Iterable[PlacedDate], label: Label) -> PlacedDate | None:
    kept = [entry for entry in dates if entry.label is label]
    return max(kept, key=lambda entry: (entry.date.readings[0], entry.trust)) if kept else None


def _order(chosen: _Chosen, dates: Sequence[PlacedDate], *, month_first: bool) -> tuple[DayOrder, bool]:
    """The order of figures, and whether the certificate itself shows it."""
    shown = {entry.date.order for entry in dates if entry.date.order is not None}
    if len(shown) == 1:
        return shown.pop(), True
    if chosen.issue is not None and chosen.expiry is not None:
        fitting = [order for order in DayOrder if _fits(chosen.issue.date.read(order), chosen.expiry.date.read(order))]
        if len(fitting) == 1:
            return fitting[0], True
    marks = {entry.date.separator for entry in dates if entry.date.ambiguous}
    # Full stops stand between day and month in that order only.
    if marks and marks <= {"."}:
        return DayOrder.DAY_FIRST, True
    return (DayOrder.MONTH_FIRST if month_first else DayOrder.DAY_FIRST), False


def _fits(issue: date, expiry: date) -> bool:
    """Whether a last day is a whole number of years after a first one, or the day before."""
    return any(_after_years(issue, years) - expiry in {timedelta(0), timedelta(1)} for years in _CYCLES)


def _after_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
