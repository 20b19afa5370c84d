"""A page as it was read: what became of it, and its blocks of lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import PageFlag, PageStatus
from extract.page_table import PageTable
from extract.region import Block
from extract.word import Box, Word


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLayout:
    """One page as read: its account and its blocks of lines in reading order."""

    number: int
    status: PageStatus
    flags: tuple[PageFlag, ...]
    width: float
    height: float
    blocks: tuple[Block, ...]
    #: Words that are on the page but not in the blocks, because a person cannot see them.
    unseen: tuple[Word, ...]
    #: Where pictures beside the text seem to hold text that has not been read.
    pictures: tuple[Box, ...] = ()
    #: What was found wrong when the status is ``failed``.
    fault: str = ""

    @property
    def tables(self) -> tuple[PageTable, ...]:
        """The tables that have rules, in reading order."""
        return tuple(block.table for block in self.blocks if block.table is not None)


def failed_page(number: int, found: str) -> PageLayout:
    """The layout that stands for a page that could not be read."""
    return PageLayout(
        number=number, status=PageStatus.FAILED, flags=(), width=0.0, height=0.0, blocks=(), unseen=(), fault=found
    )
