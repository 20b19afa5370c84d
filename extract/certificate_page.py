"""A page seen as a certificate: its lines with what they say about themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from statistics import median

from corpus.certificate_words import Cue, Found, Label, cues, fold, labels
from extract.certificate import ReadField
from extract.certificate_date import FoundDate, find_dates
from extract.line import Line
from extract.word import Box, Word, bounds

#: A text of so few letters that stands on a page so often is drawn into its ground.
_SHORT, _AGAIN = 8, 4
#: Lines stand in one row when their middles differ by no more than this part of the height of the lower one.
_SAME_ROW = 0.36
#: Rows above a line that it may still belong to: lines of scans rise and fall.
_NEAR_ROWS = 3
#: Between two words for the same thing in two languages.
_BETWEEN_NAMES = " /\\|-–—:()[].·•,;&"
#: A confidence below this makes a field doubtful.
UNSURE = 0.8


@dataclass(frozen=True, eq=False)
class PageLine:
    """A line of a page and what it says."""

    line: Line
    page: int
    #: Place among the lines of the page, from top to bottom.
    index: int

    @cached_property
    def text(self) -> str:
        """The text of its words."""
        return self.line.text

    @property
    def box(self) -> Box:
        """Where it lies."""
        return self.line.box

    @property
    def size(self) -> float:
        """Size of its type in points."""
        return self.line.size

    @cached_property
    def labels(self) -> tuple[tuple[Found, ...], ...]:
        """Words that announce values, left to right; names of one thing in several languages are one entry."""
        groups: list[list[Found]] = []
        for found in labels().find(self.text):
            last = groups[-1][-1] if groups else None
            between = self.text[last.end : found.start] if last else ""
            if last is not None and last.kind == found.kind and not between.strip(_BETWEEN_NAMES):
                groups[-1].append(found)
            else:
                groups.append([found])
        return tuple(tuple(group) for group in groups)

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """The dates in it."""
        return tuple(find_dates(self.text))

    @cached_property
    def _cues(self) -> dict[Cue, tuple[Found, ...]]:
        return {}

    def cue(self, cue: Cue) -> tuple[Found, ...]:
        """Its words of that kind."""
        if cue not in self._cues:
            self._cues[cue] = tuple(cues()[cue].find(self.text))
        return self._cues[cue]

    def is_mostly(self, cue: Cue) -> bool:
        """Whether hardly anything but words of that kind stands in it."""
        letters = len(fold(self.text).text)
        covered = sum(len(fold(self.text[found.start : found.end]).text) for found in self.cue(cue))
        return letters > 0 and covered >= 0.7 * letters

    @property
    def starts_with_label(self) -> bool:
        """Whether it begins with words that announce a value."""
        return bool(self.labels) and not fold(self.text[: self.labels[0][0].start]).text

    @property
    def label(self) -> Label | None:
        """What its first words announce; ``None`` when it does not begin with such words."""
        return Label(self.labels[0][0].kind) if self.starts_with_label else None

    def words(self, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
        """The words of a stretch of its text."""
        stop = len(self.text) if end is None else end
        kept: list[Word] = []
        at = 0
        for word in self.line.words:
            if at < stop and at + len(word.text) > start:
                kept.append(word)
            at += len(word.text) + (0 if word.glued else 1)
        return tuple(kept)

    def confidence(self, start: int = 0, end: int | None = None) -> float:
        """How sure the reading of a stretch is, 0 to 1; 1 for a text layer."""
        return reading_confidence(self.words(start, end))


def reading_confidence(words: Iterable[Word]) -> float:
    """How sure the reading of words is, 0 to 1; 1 for a text layer."""
    known = [(word.confidence, len(word.text)) for word in words if word.confidence is not None]
    total = sum(length for _, length in known)
    return sum(value * length for value, length in known) / total if total else 1.0


@dataclass(frozen=True, eq=False)
class CertificatePage:
    """The lines of one page, from top to bottom, and the rows that they make."""

    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]
    #: Lines that do not run along the page: borders, watermarks.
    turned: tuple[PageLine, ...]
    #: Whether it could not be read.
    unread: bool = False

    @classmethod
    def of(
        cls, number: int, size: tuple[float, float], lines: Sequence[Line], *, unread: bool = False
    ) -> CertificatePage:
        """The page with these lines, in any order."""
        repeated = _repeated(lines)
        along = [line for line in lines if line.level and line.text not in repeated]
        level = sorted(along, key=lambda line: ((line.box.y0 + line.box.y1) / 2, line.box.x0))
        turned = [line for line in lines if not line.level or line.text in repeated]
        return cls(
            number=number,
            width=size[0],
            height=size[1],
            lines=tuple(PageLine(line, number, index) for index, line in enumerate(level)),
            turned=tuple(PageLine(line, number, index) for index, line in enumerate(turned)),
            unread=unread,
        )

    @cached_property
    def rows(self) -> tuple[tuple[PageLine, ...], ...]:
        """The lines that stand side by side, from left to right, rows from top to bottom."""
        rows: list[list[PageLine]] = []
        for line in self.lines:
            near = [row for row in rows[-_NEAR_ROWS:] if all(_beside(line, other) for other in row)]
            if near:
                min(near, key=lambda row: abs(_middle(row[0]) - _middle(line))).append(line)
            else:
                rows.append([line])
        return tuple(tuple(sorted(row, key=lambda entry: entry.box.x0)) for row in rows)

    @cached_property
    def row_of(self) -> dict[int, tuple[PageLine, ...]]:
        """The row of each line, by the place of the line."""
        return {line.index: row for row in self.rows for line in row}

    @cached_property
    def body_size(self) -> float:
        """Size of most of the type, in points."""
        return median(line.size for line in self.lines) if self.lines else 0.0

    @cached_property
    def text(self) -> str:
        """All lines, also the turned ones, one below the other."""
        return "\n".join(line.text for line in chain(self.lines, self.turned))

    @cached_property
    def word_count(self) -> int:
        """Number of words; scripts without spaces count two characters as one."""
        return sum(max(len(line.line.words), len(fold(line.text).text) // 8) for line in self.lines)

    def below(self, line: PageLine, *, reach: float = 2.2) -> PageLine | None:
        """The nearest line under a line that shares a part of its width, no further than ``reach`` line heights."""
        for other in self.lines[line.index + 1 :]:
            gap = other.box.y0 - line.box.y1
            if gap > reach * max(line.box.height, other.box.height):
                break
            if _shares_width(line.box, other.box) and not _beside(line, other):
                return other
        return None

    def above(self, line: PageLine, *, reach: float = 2.2) -> PageLine | None:
        """The nearest line over a line that shares a part of its width, no further than ``reach`` line heights."""
        for other in reversed(self.lines[: line.index]):
            gap = line.box.y0 - other.box.y1
            if gap > reach * max(line.box.height, other.box.height):
                break
            if _shares_width(line.box, other.box) and not _beside(line, other):
                return other
        return None


def _repeated(lines: Sequence[Line]) -> set[str]:
    """Short texts that stand on the page again and again: its ground, not its contents."""
    counts = Counter(line.text for line in lines if len(line.text) <= _SHORT)
    return {text for text, count in counts.items() if count >= _AGAIN and any(letter.isalpha() for letter in text)}


def read_field(parts: Sequence[tuple[PageLine, int, int | None]], *, trust: float = 1.0) -> ReadField:
    """The field that stretches of lines make; ``trust`` says how plainly the layout names it.

    Raises :class:`ValueError` when there is no word in them.
    """
    words = [word for line, start, end in parts for word in line.words(start, end)]
    texts = [line.text[start : len(line.text) if end is None else end].strip() for line, start, end in parts]
    return ReadField(
        text=" ".join(text for text in texts if text).strip(),
        page=parts[0][0].page,
        box=bounds(word.box for word in words),
        confidence=round(reading_confidence(words) * trust, 2),
        reading=round(reading_confidence(words), 2),
    )


def _beside(first: PageLine, second: PageLine) -> bool:
    """Whether two lines stand in one row."""
    apart = max(first.box.x0, second.box.x0) >= min(first.box.x1, second.box.x1) - 1
    return apart and abs(_middle(first) - _middle(second)) <= _SAME_ROW * min(first.box.height, second.box.height)


def _middle(line: PageLine) -> float:
    return (line.box.y0 + line.box.y1) / 2


def _shares_width(first: Box, second: Box) -> bool:
    return min(first.x1, second.x1) - max(first.x0, second.x0) > 0
