"""Rows of a page that stand in columns become rows of a table, cell by cell."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.hyphens import Words
from ingest.shapes import table
from ingest.strips import Cell, Strip, TableRow

_NEAR = 3.5  # points between edges that are meant to be one
_WORDS = Words(())
_NUMBER = re.compile(r"[\d.,%€ –-]+(?:Euro|EUR|DM)?")


def with_tables(strips: Sequence[Strip]) -> list[Strip]:
    """Find tables among rows.

    Args:
        strips: of one page, in reading order.

    Returns:
        The rows as they are, and in place of those that make a table one strip with its rows.
    """
    found: list[Strip] = []
    known: list[Cell] = []
    at = 0
    while at < len(strips):
        end = _table_end(strips, at)
        rows: list[TableRow] = []
        if end - at >= 2:
            rows = _rows(strips[at:end])
            known += [cell for strip in strips[at:end] for cell in strip.cells if rows]
        elif _is_lone_row(strips[at], known):
            rows = [TableRow(tuple(cell.words for cell in strips[at].cells))]
        end = end if rows else at + 1
        found.append(_whole(strips[at:end], rows) if rows else strips[at])
        at = end
    return found


def _whole(strips: Sequence[Strip], rows: Sequence[TableRow]) -> Strip:
    return replace(strips[0], cells=(), table=tuple(rows), bottom=strips[-1].bottom, right=max(s.right for s in strips))


def _is_lone_row(strip: Strip, known: Sequence[Cell]) -> bool:
    """Say whether a row by itself is a table's: three cells far apart, or cells under those of an earlier table."""
    gaps = [after.left - cell.right for cell, after in zip(strip.cells, strip.cells[1:], strict=False)]
    if len(strip.cells) < 2:
        return False
    return (len(gaps) >= 2 and min(gaps) > 2 * strip.size) or _aligned(strip.cells[1:], known) == len(gaps)


def _cells(strip: Strip) -> tuple[Cell, ...]:
    return strip.cells or (Cell(strip.left, strip.right, strip.words, strip.bold),)


def _table_end(strips: Sequence[Strip], start: int) -> int:
    """Return where the table that starts here ends: behind its only row where none does."""
    if not strips[start].cells:
        return start + 1
    end, last_full = start + 1, start
    columns, first = list(strips[start].cells), strips[start].cells
    while end < len(strips) and strips[end].column == strips[start].column and not strips[end].table:
        strip = strips[end]
        gap = strip.top - strips[end - 1].bottom
        if gap > 2.2 * strip.size or gap < -2 * strip.size:
            break
        if strip.cells:
            fits = _overlaps(strip, strips[end - 1]) or _below(strip.cells, first)
            if not fits and _aligned(strip.cells, columns) < 2:
                break
            columns += strip.cells
            last_full = end
        elif not _fits(_cells(strip)[0], columns, close=gap < 0.7 * strip.size):
            break
        end += 1
    # Lines of one cell behind the last full row belong to it only as the rest of a later column.
    first_left = min(cell.left for cell in columns) + _NEAR
    while (
        end - 1 > last_full and strips[end - 1].left <= first_left and not _overlaps(strips[end - 1], strips[end - 2])
    ):
        end -= 1
    return end if sum(bool(strip.cells) for strip in strips[start:end]) >= 2 else start + 1


def _overlaps(strip: Strip, above: Strip) -> bool:
    """Say whether a line stands beside the one above rather than below it, as cells set to the middle of a row do."""
    return strip.top < above.bottom - 0.25 * strip.size


def _aligned(cells: Sequence[Cell], columns: Sequence[Cell]) -> int:
    """Count the cells that begin or end where an earlier one does."""
    return sum(
        any(abs(cell.left - other.left) < _NEAR or abs(cell.right - other.right) < _NEAR for other in columns)
        for cell in cells
    )


def _below(cells: Sequence[Cell], first: Sequence[Cell]) -> bool:
    """Say whether three cells or more stand each below one of the first row, as under centred names of columns."""
    pairs = list(zip(cells, first, strict=False))
    return len(cells) == len(first) > 2 and all(a.left < b.right and b.left < a.right for a, b in pairs)


def _fits(cell: Cell, columns: Sequence[Cell], *, close: bool) -> bool:
    """Say whether a lone cell stands within one column of the table."""
    if not close:
        return False
    starts = sorted({round(other.left) for other in columns})
    own = max((start for start in starts if start <= cell.left + _NEAR), default=None)
    if own is None or abs(own - cell.left) > _NEAR:
        return False
    later = [start for start in starts if start > own + 3 * _NEAR]
    return not later or cell.right < later[0] + _NEAR


def _rows(strips: Sequence[Strip]) -> list[TableRow]:
    """Put the cells into columns and lines of one row together; [] where the columns are none."""
    cut = [_cells(strip) for strip in strips]
    columns = _columns(cut)
    if len(columns) < 2:
        return []
    lines = [_by_column(cells, columns) for cells in cut]
    tight = _tight(strips, lines)
    made: list[list[list[str]]] = []
    for number, (strip, line) in enumerate(zip(strips, lines, strict=True)):
        close = number > 0 and (_overlaps(strip, strips[number - 1]) or strip.top - strips[number - 1].bottom < tight)
        if made and _continues([own[-1] for own in made[-1]], line, close=close):
            for own, cell in zip(made[-1], line, strict=True):
                own.append(cell)
        else:
            made.append([[cell] for cell in line])
    rows = [tuple(joined(own) for own in row) for row in made]
    if len(rows) > 1 and len({row[0] for row in rows}) == 1:
        return []  # "gegen  1 Nein-Stimme / gegen  1 Stimmenthaltung": a sentence set in columns
    bold = all(cell.bold for cell in cut[0]) and not all(cell.bold for cells in cut[1:] for cell in cells)
    header = bold or names_columns(rows)
    return [TableRow(row, header and number == 0) for number, row in enumerate(rows)]


def _tight(strips: Sequence[Strip], lines: Sequence[Sequence[str]]) -> float:
    """Return the space below which a line goes on with the row above; none where rows and lines are as far apart."""
    spaces = [below.top - above.bottom for above, below in pairwise(strips)]
    rows = [space for space, line in zip(spaces, lines[1:], strict=True) if all(line)]
    least = min((space for space in spaces if space > -0.25 * strips[0].size), default=0.0)
    if not rows or median(rows) - least < 0.12 * strips[0].size:
        return -1e9
    return (median(rows) + least) / 2


def _columns(cut: Sequence[Sequence[Cell]]) -> list[tuple[float, float]]:
    """Return the stretches of the columns: those of the rows with the most cells, and what overlaps them."""
    most = max(len(cells) for cells in cut)
    columns: list[tuple[float, float]] = []
    for cell in sorted((c for cells in cut if len(cells) == most for c in cells), key=lambda c: c.left):
        if columns and cell.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], cell.right))
        else:
            columns.append((cell.left, cell.right))
    return columns


def _by_column(cells: Sequence[Cell], columns: list[tuple[float, float]]) -> list[str]:
    line = [""] * len(columns)
    for cell in cells:
        overlaps = [min(cell.right, right) - max(cell.left, left) for left, right in columns]
        at = overlaps.index(max(overlaps))
        line[at] = f"{line[at]} {cell.words}".strip()
    return line


def _continues(above: Sequence[str], line: Sequence[str], *, close: bool) -> bool:
    """Say whether a line goes on with the row above: nothing in its first column, or little space above."""
    if not line[0] or close:
        return True
    return not any(line[1:]) and (line[0][0].islower() or above[0].endswith(("-", ",", "/", "(")))


def joined(lines: Sequence[str]) -> str:
    """Return the words of a cell's lines; a word cut at a line end is whole again.

    Args:
        lines: the lines of one cell.

    Returns:
        The words.
    """
    text = ""
    for line in filter(None, lines):
        cut, joint = _WORDS.joint(text, line) if text else (0, "")
        text = text[: len(text) - cut] + joint + line
    return text


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names the columns.

    Args:
        rows: the cells' words.

    Returns:
        True where it holds known names of columns, or words alone over a column of numbers.
    """
    first, rest = rows[0], rows[1:]
    if not rest or any(len(cell) > 60 for cell in first) or sum(bool(cell) for cell in first) < 2:
        return False
    if sum(cell.lower().rstrip(":") in table().header for cell in first) >= 2:
        return True
    numbers = [[own[n] for own in rest if n < len(own) and own[n]] for n in range(len(first))]
    counted = any(own and all(_NUMBER.fullmatch(cell) for cell in own) for own in numbers)
    return counted and all(first) and not any(re.search(r"\d", cell) for cell in first)
