"""A page of a PDF becomes strips in reading order: columns, ruled tables, dots before items."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.columns import Row, Word, rows_of
from ingest.grid import Grid, grids_of
from ingest.readers.drawn import Drawn, drawn_on
from ingest.readers.glyphs import leaf_of
from ingest.strips import Strip, TableRow, strips_of
from ingest.tables import joined, names_columns

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# Stands for a ruled table among the words of a page while they are put in order.
_TABLE = "\ufdd0"


def sheet_of(page: "PdfPage", number: int) -> tuple[list[Strip], str]:
    """Read a page.

    Args:
        page: an open page.
        number: its number, from 0.

    Returns:
        Its rows and tables in reading order, and a note where it has none.
    """
    drawn = drawn_on(page)
    leaf = leaf_of(page, drawn)
    if not leaf.words and not leaf.turned:
        return [], f"page {number + 1} {'shows pictures without text' if drawn.anything else 'has no text'}"
    if not leaf.upright:
        drawn = Drawn()
    words, grids = grids_of(_dotted(leaf.words, drawn), drawn.uprights, drawn.levels)
    strips = list(_strips(words, grids, number))
    return [*strips, *(strip for row in rows_of(leaf.turned) for strip in strips_of(row, number))], ""


def _dotted(words: Sequence[Word], drawn: Drawn) -> list[Word]:
    """Add a bullet where a browser drew a dot before a line instead of writing one."""
    bullets = []
    for left, right, middle in drawn.dots if len(drawn.dots) < 500 else ():
        near = [w for w in words if w.top < middle < w.bottom and 1 < w.left - right < 2.5 * w.size]
        if near:
            word = min(near, key=lambda word: word.left)
            if not any(w.top < middle < w.bottom and left - 20 < w.right <= left + 1 for w in words):
                bullets.append(word._replace(left=left, right=right, words="•"))
    return [*words, *bullets]


def _strips(words: Sequence[Word], grids: Sequence[Grid], page: int) -> Iterator[Strip]:
    """Yield the rows of a page in reading order, each ruled table as one strip in its place."""
    marks = [
        Word(grid.box.left, grid.box.right, grid.box.top, grid.box.top + 9, f"{_TABLE}{n}", 9.0, bold=False)
        for n, grid in enumerate(grids)
    ]
    for row in rows_of([*words, *marks]):
        plain = tuple(word for word in row.items if word.words[0] != _TABLE)
        if plain:
            yield from strips_of(replace(row, items=plain), page)
        for word in row.items:
            if word.words[0] == _TABLE:
                yield _ruled(grids[int(word.words[1:])], row, page)


def _ruled(grid: Grid, row: Row, page: int) -> Strip:
    """Return a ruled table; its first row names the columns if it alone is bold, or by its words."""
    lines = [[[s for own in rows_of(cell) for s in strips_of(own, page)] for cell in cells] for cells in grid.rows]
    rows = [tuple(joined([strip.words for strip in cell]) for cell in cells) for cells in lines]
    bold = [all(word.bold for cell in cells for word in cell) for cells in grid.rows]
    header = len(rows) > 1 and ((bold[0] and not all(bold)) or names_columns(rows))
    return replace(
        lines[0][0][0],
        left=grid.box.left,
        right=grid.box.right,
        top=grid.box.top,
        bottom=grid.box.bottom,
        column=row.column,
        start=row.left_edge,
        edge=row.right_edge,
        bold=False,
        cells=(),
        table=tuple(TableRow(own, header and n == 0) for n, own in enumerate(rows)),
    )
