"""The words of a page become rows in reading order: one column or several, with what stands across them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# A gap this wide (in type sizes) may part columns or cells; between words of one line it is rare.
GAP = 1.2
_LEAST_ROWS = 5


class Word(NamedTuple):
    """A word and its box, in points from the page's upper left corner as it is read."""

    left: float
    right: float
    top: float
    bottom: float
    words: str
    size: float
    bold: bool


@dataclass(frozen=True)
class Row:
    """Words beside each other, from left to right, and the edges of the column that they stand in."""

    items: tuple[Word, ...]
    column: int = 0
    left_edge: float = 0
    right_edge: float = 0

    @property
    def left(self) -> float:
        """Where the row begins."""
        return self.items[0].left

    @property
    def right(self) -> float:
        """Where the row ends."""
        return max(word.right for word in self.items)

    @property
    def top(self) -> float:
        """The upper edge of its highest word."""
        return min(word.top for word in self.items)

    @property
    def bottom(self) -> float:
        """The lower edge of its tallest word: a baseline, about."""
        return max(self.items, key=lambda word: word.size).bottom

    @property
    def size(self) -> float:
        """The type size of most of its characters."""
        sizes: dict[float, int] = {}
        for word in self.items:
            size = round(word.size * 4) / 4
            sizes[size] = sizes.get(size, 0) + len(word.words)
        return max(sizes, key=lambda size: sizes[size])

    def pieces(self) -> list[tuple[float, float]]:
        """The stretches of the row that no wide gap parts."""
        return [(part[0].left, max(word.right for word in part)) for part in self._cut()]

    def parts(self) -> list[list[Word]]:
        """The words, cut at wide gaps; a justified line whose gaps are alike is one part."""
        gaps = [after.left - word.right for word, after in pairwise(self.items)]
        return [list(self.items)] if len(gaps) > 2 and max(gaps) < 1.7 * min(gaps) else self._cut()

    def _cut(self) -> list[list[Word]]:
        parts: list[list[Word]] = []
        for word in self.items:
            last = parts[-1][-1] if parts else None
            if last is not None and word.left - last.right < GAP * min(word.size, last.size):
                parts[-1].append(word)
            else:
                parts.append([word])
        return parts


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Put words into rows and the rows into reading order.

    Args:
        words: of one page, in any order.

    Returns:
        Rows; where columns run beside each other, those of the left one first.
    """
    rows = _rows(words)
    return _ordered(rows, min((row.left for row in rows), default=0), max((row.right for row in rows), default=0), 0)


def _rows(words: Sequence[Word]) -> list[Row]:
    """Put words on one height into one row, from the top to the bottom."""
    rows: list[list[Word]] = []
    heights: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        middle, size = (word.top + word.bottom) / 2, word.bottom - word.top
        if rows and middle - heights[-1][0] < 0.45 * max(size, heights[-1][1]):
            rows[-1].append(word)
            if size > heights[-1][1]:
                heights[-1] = (middle, size)
        else:
            rows.append([word])
            heights.append((middle, size))
    return [Row(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def _ordered(rows: list[Row], left: float, right: float, column: int) -> list[Row]:
    """Return the rows in reading order, columns apart; each knows its column's edges."""
    gutter = _gutter(rows, left, right) if len(rows) >= _LEAST_ROWS and column < 3 else None
    if gutter is None:
        return [Row(row.items, column, left, right) for row in rows]
    found: list[Row] = []
    band: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not _crosses(row, gutter):
            band.append(row)
            continue
        found += _band(band, gutter, left, right, column)
        band = []
        if row is not None:
            found.append(Row(row.items, column, left, right))
    return found


def _band(band: list[Row], gutter: float, left: float, right: float, column: int) -> list[Row]:
    """Return rows between two that stand across: the left column, then the right one."""
    words = [word for row in band for word in row.items]
    ahead = [word for word in words if word.right <= gutter]
    behind = [word for word in words if word.right > gutter]
    tail: list[Row] = []
    rows = _rows(ahead)
    if behind and rows:
        foot = max(word.bottom for word in behind)
        # "Fazit" under both columns, above a paragraph as wide as the page.
        while len(rows) > 1 and rows[-1].top > foot and rows[-1].top - rows[-2].bottom > 1.5 * rows[-1].size:
            tail.insert(0, rows.pop())
    inner_left = max((word.right for word in ahead), default=gutter)
    inner_right = min((word.left for word in behind), default=gutter)
    return [
        *_ordered(rows, left, inner_left, column + 1),
        *_ordered(_rows(behind), inner_right, right, column + 2),
        *(Row(row.items, column, left, right) for row in tail),
    ]


def _crosses(row: Row, gutter: float) -> bool:
    return any(start < gutter < end for start, end in row.pieces())


def _gutter(rows: list[Row], left: float, right: float) -> float | None:
    """Return the middle of the white strip between two columns of running text, None where there is none.

    Cells of a table leave white strips too; but their lines are short, and seldom go on with a small letter.
    """
    pieces = [row.pieces() for row in rows]
    best: tuple[int, float] | None = None
    for place in _candidates(pieces, left, right):
        sides = [(any(e <= place for _, e in row), any(s >= place for s, _ in row)) for row in pieces]
        crossed = [any(s < place < e for s, e in row) for row in pieces]
        ahead = sum(a and not c for (a, _), c in zip(sides, crossed, strict=True))
        behind = sum(b and not c for (_, b), c in zip(sides, crossed, strict=True))
        support = min(ahead, behind)
        if support >= _LEAST_ROWS and (best is None or support > best[0]):
            best = (support, place)
    if best is None or not _are_columns(rows, best[1], left, right):
        return None
    return best[1]


def _candidates(pieces: list[list[tuple[float, float]]], left: float, right: float) -> list[float]:
    """Return places where a gutter may be: where few pieces cross, away from the edges."""
    width = right - left
    starts = sorted({round(piece[0][0]) for piece in pieces} | {round(s) for row in pieces for s, _ in row[1:]})
    inner = [start - 2.0 for start in starts if left + 0.2 * width < start < right - 0.15 * width]
    return inner


def _are_columns(rows: list[Row], gutter: float, left: float, right: float) -> bool:
    """Say whether what lies on both sides of a strip is running text."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        if _crosses(row, gutter):
            continue
        for side, words in zip(
            sides,
            (tuple(w for w in row.items if w.right <= gutter), tuple(w for w in row.items if w.left >= gutter)),
            strict=True,
        ):
            if words:
                side.append(Row(words))
    return all(_runs(side) for side in sides)


def _runs(rows: list[Row]) -> bool:
    """Say whether rows are lines of running text: most reach far, and many go on in small letters."""
    start, end = min(row.left for row in rows), max(row.right for row in rows)
    fills = [sum(e - s for s, e in row.pieces()) / max(1.0, end - start) for row in rows]
    small = sum(row.items[0].words[:1].islower() for row in rows) / len(rows)
    full = sum(fill > 0.8 for fill in fills) / len(rows)
    if median(len(row.items) for row in rows) < 3:
        return False
    return (small > 0.12 and full > 0.3) or median(fills) > 0.9
