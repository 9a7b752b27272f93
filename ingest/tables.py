"""Rows of a page that stand in columns become rows of a table, cell by cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.shapes import table
from ingest.strips import Cell, Strip

_NEAR = 3.5  # points between edges that are meant to be one
_DOTS = re.compile(r"[.·…_]{3,}|(?:[.·…]\s){3,}")


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its lines' place and its cells' words by column."""

    rows: tuple[Strip, ...]
    cells: tuple[str, ...]
    header: bool = False


def tables_of(strips: Sequence[Strip]) -> list[Strip | list[TableRow]]:
    """Find tables among rows.

    Args:
        strips: of one page, in reading order.

    Returns:
        The rows as they are, and in place of those that make a table the table's rows.
    """
    found: list[Strip | list[TableRow]] = []
    known: list[Cell] = []
    at = 0
    while at < len(strips):
        end = _table_end(strips, at)
        if end - at == 1 and _is_lone_row(strips[at], known):
            cells = strips[at].cells
            found.append([TableRow((strips[at],), tuple(cell.words for cell in cells))])
            at += 1
        elif end - at >= 2 and (rows := _table(strips[at:end])):
            found.append(rows)
            known += [cell for strip in strips[at:end] for cell in strip.cells]
            at = end
        else:
            found.append(strips[at])
            at += 1
    return found


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
    columns = list(strips[start].cells)
    while end < len(strips) and strips[end].column == strips[start].column:
        strip = strips[end]
        gap = strip.top - strips[end - 1].bottom
        if gap > 2.2 * strip.size or gap < -2 * strip.size:
            break
        if strip.cells:
            if _aligned(strip.cells, columns) < 2:
                break
            columns += strip.cells
            last_full = end
        elif not _fits(_cells(strip)[0], columns, close=gap < 0.7 * strip.size):
            break
        end += 1
    # Lines of one cell behind the last full row belong to it only as the rest of a later column.
    while end - 1 > last_full and strips[end - 1].left <= min(c.left for c in columns) + _NEAR:
        end -= 1
    return end if sum(bool(strip.cells) for strip in strips[start:end]) >= 2 else start + 1


def _aligned(cells: Sequence[Cell], columns: Sequence[Cell]) -> int:
    """Count the cells that begin or end where an earlier one does."""
    return sum(
        any(abs(cell.left - other.left) < _NEAR or abs(cell.right - other.right) < _NEAR for other in columns)
        for cell in cells
    )


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


def _table(rows: Sequence[Strip]) -> list[TableRow]:
    """Put the cells into columns and lines of one row together; [] where the columns are none."""
    cut = [_cells(row) for row in rows]
    columns = _columns(cut)
    if len(columns) < 2:
        return []
    lines = [_by_column(cells, columns) for cells in cut]
    made: list[tuple[list[Strip], list[str]]] = []
    for row, line in zip(rows, lines, strict=True):
        if made and _continues(made[-1][1], line):
            made[-1][0].append(row)
            made[-1][1][:] = [_joined(old, new) for old, new in zip(made[-1][1], line, strict=True)]
        else:
            made.append(([row], list(line)))
    header = _is_header([cells for _, cells in made], cut)
    return [TableRow(tuple(own), tuple(cells), header and number == 0) for number, (own, cells) in enumerate(made)]


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


def _continues(above: list[str], line: list[str]) -> bool:
    """Say whether a line goes on with the row above: nothing in its first column, or the rest of a word there."""
    if not line[0]:
        return True
    rest = not any(line[1:])
    return rest and (line[0][0].islower() or above[0].endswith(("-", ",", "/", "(")))


def _joined(old: str, new: str) -> str:
    if not old or not new:
        return old or new
    if old.endswith("-") and new[0].islower():
        return old[:-1] + new
    return f"{old} {new}"


def _is_header(rows: list[list[str]], cut: Sequence[Sequence[Cell]]) -> bool:
    """Say whether the first row names the columns."""
    first, rest = rows[0], rows[1:]
    if not rest or any(len(cell) > 60 for cell in first) or sum(bool(cell) for cell in first) < 2:
        return False
    bold = all(cell.bold for cell in cut[0]) and not all(cell.bold for cells in cut[1:] for cell in cells)
    named = sum(cell.lower().rstrip(":") in table().header for cell in first) >= 2
    words = not any(re.search(r"\d", cell) for cell in first)
    counted = any(
        all(re.fullmatch(r"[\d.,%€ –-]+", row[n]) for row in rest if row[n]) and any(row[n] for row in rest)
        for n in range(len(first))
    )
    return bold or named or (words and counted and all(first))
