"""Where a mineral reporting template contradicts itself or leaves out what it must say.

Each check compares the supplier's own words with each other; a warning is a question to ask, no verdict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from corpus.reporting_template import TemplateKnowledge, load_templates
from extract.declaration import Answer, Declaration, DeclaredAnswer, SmelterRow

#: A declaration is asked for each reporting year.
_YEAR = timedelta(days=366)
_NUMBER = re.compile(r"CID\d{6}")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_LIST_OF_PRODUCTS = re.compile(r"^\s*B\b", re.IGNORECASE)
_USER_DEFINED = re.compile(r"^\s*C\b", re.IGNORECASE)
#: Question numbers of CMRT 5 and 6, EMRT 1 and 2.
_USED, _REMAINS, _COVERED, _RISK_AREAS, _RECYCLED, _RESPONSES, _ALL_IDENTIFIED, _ALL_REPORTED = "12345678"
_PUBLIC_POLICY = "B"


class DeclarationWarning(StrEnum):
    """What is odd about a declaration."""

    MANDATORY_MISSING = "mandatory_missing"  #: a field or answer that the template asks for is empty
    OLD_REVISION = "old_revision"  #: a newer revision of the template was out when it was filled in
    REVISION_UNKNOWN = "revision_unknown"  #: the revision is not printed, or is none that Assay knows
    OUT_OF_DATE = "out_of_date"  #: the effective date is more than a year before the day asked about
    FUTURE_DATE = "future_date"  #: the effective date lies after the day asked about
    METAL_DENIED = "metal_denied"  #: smelters are listed for a metal that is said not to be used
    SMELTERS_MISSING = "smelters_missing"  #: a metal is said to be used and no smelter is listed for it
    COVERED_COUNTRY_DENIED = "covered_country_denied"  #: a smelter or mine lies in a covered country; the answer is no
    RECYCLED_CONTRADICTED = "recycled_contradicted"  #: all is said to be recycled, a row of the list says otherwise
    UNIDENTIFIED_SMELTER = "unidentified_smelter"  #: all smelters are said to be known, a row says it is not
    SMELTER_NUMBER_FORM = "smelter_number_form"  #: an identification number is not of the form CID and six digits
    SMELTER_NUMBER_UNKNOWN = "smelter_number_unknown"  #: the number is not in the look-up list of the template
    SMELTER_METAL_DIFFERS = "smelter_metal_differs"  #: the number belongs to a smelter of another metal
    SMELTER_NAME_DIFFERS = "smelter_name_differs"  #: the number belongs to a smelter of another name
    SMELTER_TWICE = "smelter_twice"  #: two rows have one number and metal
    SMELTER_COUNTRY_MISSING = "smelter_country_missing"  #: a smelter is listed without its country
    ADDRESS_MISSING = "address_missing"  #: the policy is said to be public and no address is given


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclarationFault:
    """One warning, with the cells that show it."""

    code: DeclarationWarning
    detail: str
    #: Sheets and cells, the answer first.
    locators: tuple[str, ...]


def check_declaration(declaration: Declaration, as_of: date) -> tuple[DeclarationFault, ...]:
    """Every warning about a declaration on a day, in the order of the template."""
    check = _Check(declaration, as_of, load_templates())
    return tuple(
        fault
        for part in (
            check.revision(),
            check.effective_date(),
            check.mandatory_fields(),
            check.mandatory_answers(),
            check.metals(),
            check.origins(),
            check.smelters(),
            check.policy(),
        )
        for fault in part
    )


class _Check:
    def __init__(self, declaration: Declaration, as_of: date, knowledge: TemplateKnowledge) -> None:
        self._declaration = declaration
        self._as_of = as_of
        self._knowledge = knowledge
        self._answers = {(answer.question, answer.metal): answer for answer in declaration.answers}
        self._metals = tuple(dict.fromkeys(answer.metal for answer in declaration.answers if answer.metal))

    def revision(self) -> Iterator[DeclarationFault]:
        """Whether a newer revision was out when the template was filled in, or on the day asked about."""
        known = self._knowledge.template(self._declaration.kind).revisions
        own = next((one for one in known if one.number == self._declaration.revision), None)
        if own is None:
            printed = self._declaration.revision or "none"
            yield _fault(DeclarationWarning.REVISION_UNKNOWN, f"Found {printed}; known: {_numbers(known)}.")
            return
        filled_in = self._declaration.effective or self._as_of
        newer = [one for one in known if own.date < one.date <= filled_in]
        if newer:
            detail = f"Found {own.number} of {own.date}; {newer[0].number} was out since {newer[0].date}."
            yield _fault(DeclarationWarning.OLD_REVISION, detail)

    def effective_date(self) -> Iterator[DeclarationFault]:
        """Whether the declaration is of the year before the day asked about."""
        effective, field = self._declaration.effective, self._declaration.field("effective_date")
        if effective is None or field is None:
            return
        if effective > self._as_of:
            detail = f"Found {effective}, which is after {self._as_of}."
            yield _fault(DeclarationWarning.FUTURE_DATE, detail, field.locator)
        elif self._as_of - effective > _YEAR:
            detail = f"Found {effective}, more than a year before {self._as_of}."
            yield _fault(DeclarationWarning.OUT_OF_DATE, detail, field.locator)

    def mandatory_fields(self) -> Iterator[DeclarationFault]:
        """Fields about the company that the template marks, and those that its scope calls for."""
        scope = self._declaration.field("scope")
        for field in self._declaration.fields:
            defined = field.name == "scope_description" and scope and _USER_DEFINED.match(scope.value)
            if (field.required or defined) and not field.value:
                yield _fault(DeclarationWarning.MANDATORY_MISSING, f"Found no '{field.label}'.", field.locator)
        if scope and _LIST_OF_PRODUCTS.match(scope.value) and not self._declaration.products:
            detail = "The scope is a list of products; found no product."
            yield _fault(DeclarationWarning.MANDATORY_MISSING, detail, scope.locator)

    def mandatory_answers(self) -> Iterator[DeclarationFault]:
        """Answers that must be there: later questions only for metals that are used."""
        in_use = [metal for metal in self._metals if self._in_use(metal)]
        for answer in self._declaration.answers:
            first = answer.question == _USED
            second = answer.question == _REMAINS and self._says(_USED, answer.metal, Answer.YES)
            later = answer.question not in {_USED, _REMAINS} and answer.metal in in_use
            company = not answer.metal and bool(in_use)
            if answer.answer is Answer.MISSING and (first or second or later or company):
                of = f" for {answer.metal}" if answer.metal else ""
                detail = f"Found no answer to question {answer.question}{of}."
                yield _fault(DeclarationWarning.MANDATORY_MISSING, detail, answer.locator)

    def metals(self) -> Iterator[DeclarationFault]:
        """Metals that are denied and have smelters, or are used and have none."""
        listed = Counter(row.metal for row in self._declaration.smelters)
        for metal in self._metals:
            denied = next((a for a in self._both(metal) if a.answer is Answer.NO), None)
            if denied is not None and listed[metal]:
                detail = f"Question {denied.question} says no for {metal}; found {listed[metal]} smelters of it."
                cells = [row.locator for row in self._declaration.smelters if row.metal == metal]
                yield _fault(DeclarationWarning.METAL_DENIED, detail, denied.locator, *cells[:3])
            if self._in_use(metal) and not listed[metal]:
                used = self._answers[(_USED, metal)]
                detail = f"Question {_USED} says yes for {metal}; found no smelter of it."
                yield _fault(DeclarationWarning.SMELTERS_MISSING, detail, used.locator)

    def origins(self) -> Iterator[DeclarationFault]:
        """Answers about origin against the countries, mines and notes of the list."""
        for metal in self._metals:
            rows = [row for row in self._declaration.smelters if row.metal == metal]
            covered = self._answers.get((_COVERED, metal))
            if covered is not None and covered.answer is Answer.NO:
                for row in rows:
                    place = next((p for p in (row.mine_country, row.country) if self._is_covered(p)), "")
                    if place:
                        detail = f"Question {_COVERED} says no for {metal}; '{row.name}' names {place}."
                        yield _fault(DeclarationWarning.COVERED_COUNTRY_DENIED, detail, covered.locator, row.locator)
            recycled = self._answers.get((_RECYCLED, metal))
            if recycled is not None and recycled.answer is Answer.YES:
                for row in rows:
                    if row.recycled is Answer.NO or (row.mine and not self._is_recycled(row.mine)):
                        detail = f"Question {_RECYCLED} says that all {metal} is recycled; '{row.name}' is not."
                        yield _fault(DeclarationWarning.RECYCLED_CONTRADICTED, detail, recycled.locator, row.locator)

    def smelters(self) -> Iterator[DeclarationFault]:
        """Each row of the list by itself, and against the look-up list that the template carries."""
        known = {(one.number, one.metal): one for one in self._declaration.known}
        seen: dict[tuple[str, str], SmelterRow] = {}
        for row in self._declaration.smelters:
            if row.unidentified:
                yield from self._unidentified(row)
                continue
            if not row.country:
                yield _fault(DeclarationWarning.SMELTER_COUNTRY_MISSING, f"'{row.name}' has none.", row.locator)
            if not row.number:
                continue
            if not _NUMBER.fullmatch(row.number):
                yield _fault(DeclarationWarning.SMELTER_NUMBER_FORM, f"Found '{row.number}'.", row.locator)
                continue
            key = row.number, row.metal
            if key in seen:
                detail = f"{row.number} stands for '{seen[key].name}' and '{row.name}'."
                yield _fault(DeclarationWarning.SMELTER_TWICE, detail, seen[key].locator, row.locator)
            seen.setdefault(key, row)
            same = [one for one in self._declaration.known if one.number == row.number]
            if not same:
                detail = f"{row.number} ('{row.name}') is not in the look-up list of the template."
                yield _fault(DeclarationWarning.SMELTER_NUMBER_UNKNOWN, detail, row.locator)
            elif key not in known:
                detail = f"{row.number} is a smelter of {same[0].metal}, listed for {row.metal}."
                yield _fault(DeclarationWarning.SMELTER_METAL_DIFFERS, detail, row.locator)
            elif _plain(row.name) not in {_plain(name) for name in known[key].names}:
                detail = f"{row.number} is '{known[key].names[0]}', listed as '{row.name}'."
                yield _fault(DeclarationWarning.SMELTER_NAME_DIFFERS, detail, row.locator)

    def policy(self) -> Iterator[DeclarationFault]:
        """Whether a policy that is said to be public has an address."""
        public = self._answers.get((_PUBLIC_POLICY, ""))
        if public is not None and public.answer is Answer.YES and not _ADDRESS.search(public.comment):
            detail = f"Question {_PUBLIC_POLICY} says that the policy is public; found no address."
            yield _fault(DeclarationWarning.ADDRESS_MISSING, detail, public.locator)

    def _unidentified(self, row: SmelterRow) -> Iterator[DeclarationFault]:
        for question in (_ALL_IDENTIFIED, _ALL_REPORTED):
            answer = self._answers.get((question, row.metal))
            if answer is not None and answer.answer is Answer.YES:
                detail = f"Question {question} says that all smelters of {row.metal} are named; '{row.name}' is not."
                yield _fault(DeclarationWarning.UNIDENTIFIED_SMELTER, detail, answer.locator, row.locator)
                return

    def _both(self, metal: str) -> list[DeclaredAnswer]:
        return [self._answers[(q, metal)] for q in (_USED, _REMAINS) if (q, metal) in self._answers]

    def _in_use(self, metal: str) -> bool:
        """The template asks on only about metals that are used and remain in the product."""
        answers = self._both(metal)
        return bool(answers) and all(answer.answer is Answer.YES for answer in answers)

    def _says(self, question: str, metal: str, expected: Answer) -> bool:
        answer = self._answers.get((question, metal))
        return answer is not None and answer.answer is expected

    def _is_covered(self, place: str) -> bool:
        plain = place.casefold()
        return any(
            plain == name or plain.startswith((f"{name},", f"{name} (")) or (len(name.split()) > 1 and name in plain)
            for names in self._knowledge.covered_countries
            for name in names
        )

    def _is_recycled(self, mine: str) -> bool:
        return any(word in mine.casefold() for word in self._knowledge.recycled_words)


def _fault(code: DeclarationWarning, detail: str, *locators: str) -> DeclarationFault:
    return DeclarationFault(code=code, detail=detail, locators=locators)


def _numbers(known: tuple[object, ...]) -> str:
    return ", ".join(str(getattr(one, "number", "")) for one in known)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()
