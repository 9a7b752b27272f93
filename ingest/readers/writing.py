"""What a reader of a format finds is written here, blocks after blocks, and becomes the document's text."""

import re
from dataclasses import dataclass, field, replace

from ingest.headings import is_agenda
from ingest.readers.piece import Piece, Words, parted
from ingest.readers.telling import told
from ingest.source import Block, Page, Role, Source

# Blocks of these roles stand line under line; all others are parted by an empty one.
_CLOSE = {Role.ROW: "table", Role.HEADER: "table", Role.ITEM: "list", Role.CONTENTS: "contents"}


@dataclass
class Writing:
    """A document as it grows."""

    pieces: list[Piece] = field(default_factory=list)
    _pages: list[str] = field(default_factory=list)

    def put(
        self,
        words: Words | str,
        role: Role = Role.PARAGRAPH,
        level: int = 0,
        mark: str = "",
        speaker: str | None = None,
    ) -> None:
        """Add a block; an empty line in it parts it in two.

        Args:
            words: nothing happens where there are none.
            role: what it is.
            level: of a heading (1 to 6) or item (from 1).
            mark: a bullet or automatic number, written before the block.
            speaker: where the format says who speaks.
        """
        pages = [(0, printed) for printed in self._pages]
        pages += words.pages if isinstance(words, Words) else []
        bold = isinstance(words, Words) and not words.plain
        piece = Piece(str(words), role, level, mark, speaker, bold, tuple(pages))
        parts = list(parted(piece, re.compile("\n\n")))
        self.pieces += parts
        self._pages = [] if parts else [printed for _, printed in pages]

    def page(self, printed: str) -> None:
        """A page begins before the next block."""
        self._pages.append(printed)

    def told_by_words(self) -> None:
        """Tell paragraphs that are headings, speakers, brackets or items by their words, and the agenda in front."""
        self.pieces = told(self.pieces)

    def titled(self) -> None:
        """Leave level 1 to the title: the first heading of that level, unless it is an item's; others stand below."""
        first = next((p for p in self.pieces if p.role is Role.HEADING and p.level == 1), None)
        if first and is_agenda(first.words):
            first = None
        self.pieces = [
            replace(p, level=max(2, p.level)) if p.role is Role.HEADING and p is not first else p for p in self.pieces
        ]

    def below_title(self) -> None:
        """Leave level 1 to the title where the format counts headings from 1 beside it.

        The title is the heading of level 0 (by its style), else the only one of level 1, if it is the first heading and
        no item's.
        """
        headings = [p for p in self.pieces if p.role is Role.HEADING]
        tops = [p for p in headings if p.level == 1]
        titled = any(p.level == 0 for p in headings)
        alone = len(tops) == 1 and tops[0] is headings[0] and not is_agenda(tops[0].words)
        if titled or (tops and not alone):
            self.pieces = [replace(p, level=min(6, p.level + 1)) if p.role is Role.HEADING else p for p in self.pieces]

    def source(self, title: str = "", date: str = "", notes: tuple[str, ...] = ()) -> Source:
        """Write the blocks out.

        Args:
            title: as the file's description says.
            date: the same.
            notes: for whoever runs the ingest.

        Returns:
            The source.
        """
        parts: list[str] = []
        blocks: list[Block] = []
        pages: list[Page] = []
        position = 0
        for number, piece in enumerate(self.pieces):
            near = number > 0 and _CLOSE.get(piece.role, "") == _CLOSE.get(self.pieces[number - 1].role, "-")
            before = ("" if not number else "\n" if near else "\n\n") + (f"{piece.mark} " if piece.mark else "")
            parts += [before, piece.words]
            start = position + len(before)
            position = start + len(piece.words)
            for at, printed in piece.pages:
                pages.append(Page(start + at, len(pages) + 1, printed))
            blocks.append(Block(start, position, piece.role, piece.level, piece.speaker))
        return Source("".join(parts), tuple(blocks), pages=tuple(pages), title=title, date=date, notes=notes)
