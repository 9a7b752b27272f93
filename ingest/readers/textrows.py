"""Tables in a plain text: lines whose cells, parted by tabs or two blanks and more, stand under each other."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout import ENDLESS, Line
from ingest.readers.rows import heads_numbers
from ingest.shapes import table
from ingest.source import Role

GAP = re.compile(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{2,}|\s*\r\s*")
_LEAST = 3


def cells_of(line: Line) -> list[tuple[int, int]]:
    """Return where the cells of a line start and end, in columns.

    Args:
        line: a line.

    Returns:
        Spans; one for a line that no wide gap parts.
    """
    cells, start = [], 0
    for gap in [*GAP.finditer(line.words), None]:
        end = gap.start() if gap else len(line.words)
        cells.append((_column(line, start), _column(line, end)))
        start = gap.end() if gap else end
    return cells


def _column(line: Line, place: int) -> int:
    before = line.words[:place]
    return int(line.left) + (len(before.expandtabs(8)) if "\t" in before else place)


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """Tell the rows of tables: three lines or more whose cells stand under each other.

    Args:
        lines: of a text, in order.

    Returns:
        The same lines; rows have their role and number of cells.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        if end - at >= _LEAST or (end > at + 1 and lines[at].role is Role.HEADER):
            found += _rows(lines[at:end])
        else:
            end = at + 1
            # A line in two columns stands by itself: "Dr. Anna Beispiel      Vorsitz".
            apart = not lines[at].role and re.search(r"\S(?:\t| {3,})\S", lines[at].words)
            alone = replace(lines[at], role=None) if lines[at].role is Role.HEADER else lines[at]
            found.append(replace(alone, edge=ENDLESS) if apart else alone)
        at = end
    return found


def _end(lines: Sequence[Line], start: int) -> int:
    """Return where the table that starts here ends."""
    known = cells_of(lines[start])
    if len(known) < 2 or lines[start].role not in (None, Role.HEADER):
        return start + 1
    first, end = list(known), start + 1
    while end < len(lines) and not lines[end].gap and not lines[end].role:
        cells = cells_of(lines[end])
        if len(cells) < 2 or not _alike(cells, known, first, tabbed="\t" in lines[end].words):
            break
        known += cells
        end += 1
    return end


def _alike(
    cells: list[tuple[int, int]], known: list[tuple[int, int]], first: list[tuple[int, int]], *, tabbed: bool
) -> bool:
    """Say whether cells stand under those of the lines before, edge under edge, or below the first row's."""
    if tabbed:
        return abs(len(cells) - len(first)) < 2
    below = sum(a < d and c < b for (a, b), (c, d) in zip(cells[1:], first[1:], strict=False))
    if len(cells) == len(first) and below >= max(1, round(0.6 * (len(cells) - 1))):
        return True
    starts, ends = {start for start, _ in known}, {end for _, end in known}
    under = sum(start in starts or end in ends for start, end in cells[1:])
    return under >= max(1, round(0.6 * (len(cells) - 1)))


def _rows(lines: Sequence[Line]) -> list[Line]:
    pieces = [[part.strip() for part in GAP.split(line.words)] for line in lines]
    if all(len(own) == 2 and own[0].endswith(":") for own in pieces):
        return [replace(line, role=Role.PARAGRAPH) for line in lines]
    header = lines[0].role is Role.HEADER or _names_columns(pieces)
    return [
        replace(line, role=Role.HEADER if header and number == 0 else Role.ROW, cells=len(own))
        for number, (line, own) in enumerate(zip(lines, pieces, strict=True))
    ]


def _names_columns(pieces: list[list[str]]) -> bool:
    """Say whether the first row names the columns: known words, or no digit over columns of numbers."""
    first, rest = pieces[0], pieces[1:]
    if sum(cell.lower().rstrip(":") in table().header for cell in first) >= 2:
        return True
    return heads_numbers(first, rest)
