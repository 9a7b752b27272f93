"""Rows of a page without their words' boxes: what the layout needs to know of a line, light enough for 5,000 pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.columns import Row, Word

# A first cell that is no cell but introduces the rest of its line.
_LEADS = re.compile(
    r"(?:[^\w\s]|o|\(?\d{1,3}[.)]{1,2}|\d{1,2}(?:\.\d{1,2})+\.?|\(?[a-zA-Z]\)"
    r"|(?:Zu\s+)?(?:TOP|Top|Punkt|Item|Ö|N)\s*\d+[a-z]?(?:\.\d+)*[.:)]?|§\s?\d+)"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Cell(NamedTuple):
    """A piece of a row between two wide gaps."""

    left: float
    right: float
    words: str
    bold: bool


@dataclass(frozen=True)
class TableRow:
    """The words of the cells of a table's row."""

    cells: tuple[str, ...]
    header: bool = False


@dataclass(frozen=True)
class Strip:
    """A row: its words, its place on the page, its type, its column and that one's edges.

    `lead` is the width of its first word, `cells` are its pieces where wide gaps part it. A whole table is one strip
    too, with its rows as `table`.
    """

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    column: int
    start: float
    edge: float
    page: int
    lead: float = 0
    cells: tuple[Cell, ...] = ()
    table: tuple[TableRow, ...] = ()


def strips_of(row: Row, page: int) -> Iterator[Strip]:
    """Yield a row as one strip, or as two where words of very different size stand beside each other.

    Args:
        row: of a page.
        page: its number, from 0.

    Yields:
        Strips, from the left.
    """
    groups: list[list[list[Word]]] = []
    for part in row.parts():
        # A title beside the small print of a letterhead.
        if groups and 0.75 < part[0].size / groups[-1][-1][0].size < 1.34:
            groups[-1].append(part)
        else:
            groups.append([part])
    for group in groups:
        yield _strip(group, row, page)


def _strip(parts: list[list[Word]], row: Row, page: int) -> Strip:
    words = [word for part in parts for word in part]
    cells = tuple(Cell(part[0].left, part[-1].right, line_of(part), all(w.bold for w in part)) for part in parts)
    if len(cells) == 2 and _LEADS.fullmatch(cells[0].words):
        cells = ()
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.words)
    return Strip(
        " ".join(line_of(part) for part in parts),
        words[0].left,
        max(word.right for word in words),
        min(word.top for word in words),
        max(words, key=lambda word: word.size).bottom,
        sizes.most_common(1)[0][0],
        all(word.bold for word in words if any(map(str.isalnum, word.words))),
        row.column,
        row.left_edge,
        row.right_edge,
        page,
        words[0].right - words[0].left,
        cells if len(cells) > 1 else (),
    )


def line_of(words: Sequence[Word]) -> str:
    """Return words beside each other as text; the mark of a footnote is raised and stands at its word.

    Args:
        words: from the left.

    Returns:
        The text.
    """
    text, last = "", words[0]
    for word in words:
        small = word.words.isdigit() and len(word.words) < 4 and word.size < 0.9 * last.size
        raised = word.bottom < last.bottom - 0.08 * last.size and word.left - last.right < 0.4 * last.size
        if text and small and raised:
            text += word.words.translate(_RAISED)
        else:
            text += f" {word.words}" if text else word.words
            last = word
    return text
