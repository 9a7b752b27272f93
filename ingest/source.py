"""What a reader makes of a file: the document's text, its blocks, and what of the text no reader of it would see."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.statement import fold


class Role(StrEnum):
    """What a block is to a reader's eye."""

    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list; `level` is its depth or indentation
    HEADING = "heading"  # `level` 1 (the title) to 6
    HEADER = "header"  # the first row of a table
    ROW = "row"  # any other row, cells parted by " | "
    SPEAKER = "speaker"  # a line that only names who speaks next ("Präsident Dr. X:")
    STAGE = "stage"  # applause, heckling, "(Unterbrechung von 10.05 bis 10.10 Uhr)": nobody's speech
    NOTE = "note"  # a footnote, after the paragraph that carries it
    CONTENTS = "contents"  # a line of the agenda or the table of contents at the front


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, heading or table row; its words stand at [start, end) of the text (code points).

    Marks that introduce it (bullets, `#`, the number of an automatic list) lie before `start`. `level` is the depth of
    an item (larger: deeper) or of a heading. `speaker` is set where the format itself says who speaks (XML of a
    parliament), as written there.
    """

    start: int
    end: int
    role: Role = Role.PARAGRAPH
    level: int = 0
    speaker: str | None = None


@dataclass(frozen=True)
class Edit:
    """What a reader sees in place of text[start:end): "" for a page foot or `**`, a blank for "&nbsp;"."""

    start: int
    end: int
    seen: str = ""


@dataclass(frozen=True)
class Page:
    """A page begins at `start` of the text; `number` counts from 1, `printed` stands on it, where that differs."""

    start: int
    number: int
    printed: str | None = None


@dataclass(frozen=True)
class Source:
    """A file as read. Blocks, edits and pages stand in the order of the text; edits do not overlap.

    `notes` are for whoever runs the ingest: "read as Windows-1252", "page 3 has no text".
    """

    text: str
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...] = ()
    pages: tuple[Page, ...] = ()
    title: str = ""
    date: str = ""
    notes: tuple[str, ...] = field(default=())

    def seen(self, start: int, end: int) -> str:
        """Return text[start:end) as a reader sees it: edits applied, `**` removed, white space folded."""
        return seen(self.text, self.edits, start, end)


def seen(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    """Return text[start:end) as a reader sees it.

    Args:
        text: a document's text.
        edits: its edits, in order.
        start: code point.
        end: code point.

    Returns:
        The words, white space folded; an edit that reaches beyond the span counts with what lies inside.
    """
    first = bisect_right(edits, start, key=lambda edit: edit.end)
    parts, position = [], start
    for edit in edits[first:]:
        if edit.start >= end:
            break
        parts += [text[position : max(position, edit.start)], edit.seen]
        position = min(edit.end, end)
    parts.append(text[position:end])
    return fold("".join(parts))


def page_at(pages: Sequence[Page], start: int) -> Page | None:
    """Return the page on which a code point of the text lies, None for a format without pages."""
    return pages[max(0, bisect_right(pages, start, key=lambda page: page.start) - 1)] if pages else None
