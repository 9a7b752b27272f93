"""Tables with rules around their cells or between their rows: words go to their cell, whatever their lines do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.columns import Row, Word, rows_of

Line = tuple[float, float, float]  # place, from, to
Cells = tuple[tuple[Word, ...], ...]  # of one row, from the left
_NEAR = 3.0  # points between lines that are meant to meet
_MOST = 3000  # lines: more make a drawing
_HIGHEST = 200  # points: no row of a table is higher
_NUMBER = re.compile(r"[\d.,%€*–-]+")


@dataclass(frozen=True, order=True)
class Box:
    """A cell between its rules."""

    top: float
    left: float
    bottom: float
    right: float


@dataclass(frozen=True)
class Grid:
    """A table: the rows from the top, each with the words of its cells from the left."""

    box: Box
    rows: tuple[Cells, ...]


def grids_of(words: Sequence[Word], uprights: Sequence[Line], levels: Sequence[Line]) -> tuple[list[Word], list[Grid]]:
    """Part the words of ruled tables from the others.

    Args:
        words: of a page.
        uprights: upright rules: place, top, bottom.
        levels: level rules: place, left, right.

    Returns:
        The words outside tables, and the tables.
    """
    if len(levels) < 2 or len(uprights) + len(levels) > _MOST:
        return list(words), []
    uprights, levels = _merged(uprights), _merged(levels)
    cells: dict[Box, list[Word]] = {}
    rest: list[Word] = []
    for word in words:
        box = _cell(word, uprights, levels)
        if box:
            cells.setdefault(box, []).append(word)
        else:
            rest.append(word)
    grids: list[Grid] = []
    for boxes in _tables(sorted(cells)):
        grid = _grid(boxes, cells)
        grids += [grid] if grid else []
        rest += () if grid else (word for box in boxes for word in cells[box])
    for stack in _stacks(levels):
        for grid in list(_stacked(rest, stack)):
            inside = {id(word) for row in grid.rows for cell in row for word in cell}
            rest = [word for word in rest if id(word) not in inside]
            grids.append(grid)
    return rest, grids


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Put pieces of one line together: borders are often drawn cell by cell."""
    merged: list[Line] = []
    for place, start, end in sorted((round(p), s, e) for p, s, e in lines):
        if merged and merged[-1][0] == place and start <= merged[-1][2] + _NEAR:
            merged[-1] = (place, merged[-1][1], max(merged[-1][2], end))
        else:
            merged.append((place, start, end))
    return merged


def _cell(word: Word, uprights: Sequence[Line], levels: Sequence[Line]) -> Box | None:
    """Return the cell around a word; None where rules above and below or beside it are lacking."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    beside = [place for place, start, end in uprights if start - _NEAR <= y <= end + _NEAR]
    if not beside:
        return None
    over = [line for line in levels if line[1] - _NEAR <= x <= line[2] + _NEAR]
    above = max((line for line in over if line[0] <= y), default=None)
    below = min((line for line in over if line[0] > y), default=None)
    if above is None or below is None:
        return None
    left = max((place for place in beside if place <= x), default=max(above[1], below[1]))
    right = min((place for place in beside if place > x), default=min(above[2], below[2]))
    return Box(above[0], round(left), below[0], round(right)) if right - left >= 5 else None


def _tables(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Part cells, sorted from the top, where nothing touches: below each other, then beside each other."""
    stack: list[Box] = []
    foot = 0.0
    for box in boxes:
        if stack and box.top > foot + _NEAR:
            yield from _beside(stack)
            stack = []
        foot = max(foot, box.bottom) if stack else box.bottom
        stack.append(box)
    yield from _beside(stack)


def _beside(boxes: list[Box]) -> Iterator[list[Box]]:
    part: list[Box] = []
    edge = 0.0
    for box in sorted(boxes, key=lambda box: box.left):
        if part and box.left > edge + _NEAR:
            yield sorted(part)
            part = []
        edge = max(edge, box.right) if part else box.right
        part.append(box)
    if part:
        yield sorted(part)


def _grid(boxes: Sequence[Box], cells: dict[Box, list[Word]]) -> Grid | None:
    """Return the table of the cells; None for a frame around text, or cells that only stand above each other."""
    rows: list[list[Box]] = []
    for box in boxes:
        if rows and box.top - rows[-1][0].top <= _NEAR:
            rows[-1].append(box)
        else:
            rows.append([box])
    if max(len(row) for row in rows) < 2:
        return None
    around = Box(boxes[0].top, min(b.left for b in boxes), max(b.bottom for b in boxes), max(b.right for b in boxes))
    filled = [tuple(tuple(cells[box]) for box in sorted(row, key=lambda box: box.left)) for row in rows]
    return Grid(around, tuple(part for row in filled for part in _split(row)))


def _split(row: Cells) -> Iterator[Cells]:
    """Part what lies between two rules but is several rows: figures in most columns, line by line.

    Seen in statistics that draw a rule below each fifth row.
    """
    lines = [rows_of(cell) for cell in row]
    count = len(lines[0])
    alike = [own for own in lines if len(own) == count]
    numbers = sum(all(_NUMBER.fullmatch(word.words) for line in own for word in line.items) for own in alike)
    if count < 2 or len(row) < 3 or len(alike) < 0.7 * len(row) or numbers < 0.5 * len(row):
        yield row
        return
    heights = [line.top for line in lines[0]]
    for at in range(count):
        yield tuple(_on(own, heights, at) for own in lines if _on(own, heights, at))


def _on(lines: Sequence[Row], heights: Sequence[float], at: int) -> tuple[Word, ...]:
    """Return the words of a cell whose lines are nearest to one height of the first column."""
    near = [min(range(len(heights)), key=lambda n, line=line: abs(heights[n] - line.top)) for line in lines]  # type: ignore[misc]
    return tuple(word for line, own in zip(lines, near, strict=True) if own == at for word in line.items)


def _stacks(levels: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield level rules of one width below each other, as tables have that draw no upright ones."""
    groups: dict[tuple[int, int], list[Line]] = {}
    for line in levels:
        groups.setdefault((round(line[1] / 4), round(line[2] / 4)), []).append(line)
    yield from (own for own in groups.values() if len(own) >= 2)


def _stacked(words: Sequence[Word], stack: Sequence[Line]) -> Iterator[Grid]:
    """Yield the tables between level rules: as many rules in a row as white strips go through."""
    left, right = stack[0][1] - _NEAR, stack[0][2] + _NEAR
    inside = [word for word in words if left <= word.left and word.right <= right]
    at = 0
    while at < len(stack) - 1:
        end = at + 1
        while end < len(stack) and _banded(inside, stack[at : end + 1]):
            end += 1
        grid = _banded(inside, stack[at:end]) if end > at + 1 else None
        if grid:
            yield grid
        at = end if grid else at + 1


def _banded(words: Sequence[Word], stack: Sequence[Line]) -> Grid | None:
    """Return the table between level rules, its head above the first; None where no strips part it into columns."""
    bands: list[list[Word]] = [_headed(words, stack[0][0])]
    for above, below in pairwise(stack):
        if below[0] - above[0] > _HIGHEST:
            return None
        bands.append([word for word in words if above[0] <= (word.top + word.bottom) / 2 < below[0]])
    columns = _strips([word for band in bands for word in band])
    if len(columns) < 2 and bands[0]:
        bands[0], columns = [], _strips([word for band in bands[1:] for word in band])
    rows = [tuple(cell for cell in (_within(band, *strip) for strip in columns) if cell) for band in bands if band]
    if len(columns) < 2 or len(rows) < 2 or sum(len(row) > 1 for row in rows) < 0.7 * len(rows):
        return None
    top = min(word.top for band in bands for word in band)
    return Grid(Box(top, stack[0][1], stack[-1][0], stack[0][2]), tuple(part for row in rows for part in _split(row)))


def _headed(words: Sequence[Word], place: float) -> list[Word]:
    """Return the words of the line (or two close ones) right above a table's first rule."""
    above = sorted((w for w in words if w.bottom <= place + _NEAR), key=lambda word: -word.bottom)
    if not above or place - above[0].bottom > above[0].size:
        return []
    foot = above[0].bottom
    return [word for word in above if foot - word.bottom < 1.4 * above[0].size]


def _strips(words: Sequence[Word]) -> list[tuple[float, float]]:
    """Return the stretches that words cover, apart by white strips that go through all of them."""
    found: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: word.left):
        if found and word.left - found[-1][1] < 0.6 * word.size:
            found[-1] = (found[-1][0], max(found[-1][1], word.right))
        else:
            found.append((word.left, word.right))
    return found


def _within(words: Sequence[Word], left: float, right: float) -> tuple[Word, ...]:
    return tuple(word for word in words if left <= word.left < right)
