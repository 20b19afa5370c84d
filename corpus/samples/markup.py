"""Blocks of a sample text: what its light markup says about chapters, sections, paragraphs and bullets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class BlockKind(Enum):
    """What a block is on the page."""

    CHAPTER = "# "
    SECTION = "## "
    BULLET = "- "
    PARAGRAPH = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One heading, paragraph or bullet, its source lines joined by spaces."""

    kind: BlockKind
    text: str


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. A blank line ends a block, and each heading or bullet line starts one."""
    return tuple(_joined(lines) for lines in _groups(text))


def _groups(text: str) -> Iterator[list[str]]:
    group: list[str] = []
    for line in (*text.splitlines(), ""):
        starts = _kind(line) is not BlockKind.PARAGRAPH
        if group and (starts or not line.strip()):
            yield group
            group = []
        if line.strip():
            group.append(line.strip())


def _kind(line: str) -> BlockKind:
    marked = (BlockKind.SECTION, BlockKind.CHAPTER, BlockKind.BULLET)
    return next((kind for kind in marked if line.startswith(kind.value)), BlockKind.PARAGRAPH)


def _joined(lines: list[str]) -> Block:
    kind = _kind(lines[0])
    return Block(kind=kind, text=" ".join(lines).removeprefix(kind.value))
